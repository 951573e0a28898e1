"""The scenarios: small programs, each with the rules of SQLAlchemy's behaviour that it probes.

`scenarios.jsonl` holds one JSON object a line. `scenarios/*.md` holds the others, one file a chapter:

    ## name_of_the_scenario
    rules: 4.2, 4.4

    What is probed, in a sentence.

    ```py
    the module `scenario`, after the imports of scenarios/preamble.py
    ```

    ```py file=package/other.py
    a further module
    ```

`py bare` blocks get no preamble. `conformance.ts` reads the same files.
"""
import json
import re
from pathlib import Path

HERE = Path(__file__).resolve().parent
FENCE = re.compile(r"^```py(?: +(bare|file=(\S+)))?\n(.*?)^```$", re.M | re.S)
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


def scenarios_in(markdown, preamble):
    for section in re.split(r"^## ", markdown, flags=re.M)[1:]:
        name = section.split("\n", 1)[0].strip()
        rules = re.search(r"^rules: (.+)$", section, re.M)
        blocks = list(FENCE.finditer(section))
        main = [block for block in blocks if block.group(2) is None]
        if rules is None or len(main) != 1:
            raise ValueError(f"scenario {name} needs a `rules:` line and exactly one block without a file name")
        scenario = {"id": name, "rule": re.split(r",\s*", rules.group(1).strip())}
        scenario["python"] = main[0].group(3) if main[0].group(1) == "bare" else with_preamble(main[0].group(3), preamble)
        files = {block.group(2): block.group(3) for block in blocks if block.group(2) is not None}
        yield {**scenario, **({"files": files} if files else {})}


def with_preamble(source, preamble):
    """The preamble in front, behind a `__future__` import."""
    return FUTURE + preamble + source[len(FUTURE):] if source.startswith(FUTURE) else preamble + source
