"""The scenarios: small programs, each with the rules of SQLAlchemy's behaviour that it probes.

`scenarios.jsonl` holds one JSON object a line. `scenarios/*.md` holds the others, one file a chapter:

    ## name_of_the_scenario
    rules: 4.2, 4.4
    using: base

    What is probed, in a sentence.

    - plain: `lazy="select"`
    - unknown: `lazy="nonsense"`

    ```py
    the module `scenario`, after the imports of scenarios/preamble.py
    ```

    ```py file=package/other.py
    a further module
    ```

`using` puts a block in front that stands as ```py fixture=base before the first scenario of the file. A list of variants makes
one scenario of each, `name_of_the_scenario_plain` and so on, with the text between the backticks where the block says `EACH`.
`py bare` blocks get no preamble. `scenarios.ts` reads the same files.

The models of the Markdown specifications are asked too, as the second set of programs: `specifications.jsonl`.
"""
import json
import re
from pathlib import Path

HERE = Path(__file__).resolve().parent
FENCE = re.compile(r"^```py(?: +(bare|(?:file|fixture)=(\S+)))?\n(.*?)^```$", re.M | re.S)
VARIANT = re.compile(r"^- (\w+): `(.*)`$", re.M)
FUTURE = "from __future__ import annotations\n"


def load_scenarios():
    """Every scenario as a dictionary of `id`, `rule`, `python` and, where it has further modules, `files`."""
    lines = (HERE / "scenarios.jsonl").read_text("utf8").splitlines()
    scenarios = [json.loads(line) for line in lines]
    preamble = (HERE / "scenarios" / "preamble.py").read_text("utf8")
    for chapter in sorted((HERE / "scenarios").glob("*.md")):
        scenarios += scenarios_in(chapter.read_text("utf8"), preamble)
    names = [scenario["id"] for scenario in scenarios]
    repeated = sorted({name for name in names if names.count(name) > 1})
    if repeated:
        raise ValueError(f"two scenarios are named {', '.join(repeated)}")
    return scenarios


def load_programs(path):
    """Programs that a tool wrote, one JSON object a line."""
    return [json.loads(line) for line in Path(path).read_text("utf8").splitlines()]


def load_specifications():
    """The programs that `specPrograms.ts` wrote: models of test/spec and docs/problems, and what the fixes make of them."""
    return load_programs(HERE / "specifications.jsonl")


def scenarios_in(markdown, preamble):
    head, *sections = re.split(r"^## ", markdown, flags=re.M)
    fixtures = {block.group(2): block.group(3) for block in FENCE.finditer(head)}
    for section in sections:
        name = section.split("\n", 1)[0].strip()
        blocks = list(FENCE.finditer(section))
        main = [block for block in blocks if block.group(2) is None]
        if field(section, "rules") is None or len(main) != 1:
            raise ValueError(f"scenario {name} needs a `rules:` line and exactly one block without a file name")
        source = behind_future(main[0].group(3), fixtures.get(field(section, "using"), ""))
        files = {block.group(2): block.group(3) for block in blocks if block.group(2) is not None}
        scenario = {"rule": re.split(r",\s*", field(section, "rules")), **({"files": files} if files else {})}
        python = source if main[0].group(1) == "bare" else behind_future(source, preamble)
        variants = VARIANT.findall(section)
        for variant, text in variants:
            yield {"id": f"{name}_{variant}", "python": python.replace("EACH", text), **scenario}
        if not variants:
            yield {"id": name, "python": python, **scenario}


def field(section, name):
    found = re.search(rf"^{name}: (.+)$", section, re.M)
    return found and found.group(1).strip()


def behind_future(source, front):
    """The source with something in front, but behind a `__future__` import."""
    return FUTURE + front + source[len(FUTURE):] if source.startswith(FUTURE) else front + source


#: By the name under which ask.py keeps the answers.
SETS = {"scenarios": load_scenarios, "specifications": load_specifications}
