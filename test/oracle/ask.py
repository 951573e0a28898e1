#!/usr/bin/env python3
"""Ask real SQLAlchemy and keep its answers.

usage: ask.py                       ask every version about every scenario and write answers/VERSION.jsonl, and about the
                                    models of the specifications and write answers/specifications/VERSION.jsonl
       ask.py --check               ask again and compare with the committed answers; exit 1 when one differs
       ask.py --only ID ...         ask about these and print; nothing is written
       [--version 1.4|2.0|2.1]      one version only
       [--set scenarios|specifications]
       ask.py --package FOLDER ...  what SQLAlchemy makes of a real package, see package.py

The environments are those of setup.py. An answer file holds one JSON object a line. To keep the files small and the
differences between versions visible, fields with the value that `answers/defaults.json` gives are left out, and an answer that
equals that of the next version is only `{"id": ..., "sameAs": "2.1"}`.
"""
import argparse
import json
import subprocess
import sys
from pathlib import Path

from scenarios import SETS
from setup import ROOT, python_of

HERE = Path(__file__).resolve().parent
ENVIRONMENTS = {"2.1": "sa21", "2.0": "sa20", "1.4": "sa14"}
NEWER = {"2.0": "2.1", "1.4": "2.0"}
DEFAULTS = json.loads((HERE / "answers" / "defaults.json").read_text("utf8"))


def main():
    if sys.argv[1:2] == ["--package"]:
        return subprocess.run([str(environment_python("2.0")), str(HERE / "package.py"), *sys.argv[2:]]).returncode
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--check", action="store_true")
    arguments.add_argument("--only", nargs="+", default=[])
    arguments.add_argument("--version", choices=sorted(ENVIRONMENTS))
    arguments.add_argument("--set", choices=sorted(SETS), dest="name")
    options = arguments.parse_args()
    versions = [options.version] if options.version else list(ENVIRONMENTS)
    names = [options.name] if options.name else list(SETS)
    if options.only:
        for version in versions:
            print(json.dumps({version: [answer for name in names for answer in ask(version, name, options.only)]}, indent=1, ensure_ascii=False))
        return 0
    return sum(check(version, name) if options.check else record(version, name) for name in names for version in versions) and 1


def ask(version, name, only=()):
    """The answers of one version to one set, complete."""
    done = subprocess.run([str(environment_python(version)), str(HERE / "answer.py"), name, *only], stdout=subprocess.PIPE, text=True, encoding="utf8", check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def environment_python(version):
    python = python_of(ROOT / ".venv" / ENVIRONMENTS[version])
    if not python.exists():
        sys.exit(f"no environment for SQLAlchemy {version}: run python3 test/oracle/setup.py first")
    return python


def record(version, name):
    answers = ask(version, name)
    newer = {answer["id"]: answer for answer in read(NEWER[version], name)} if version in NEWER else {}
    answer_file(version, name).parent.mkdir(exist_ok=True)
    with open(answer_file(version, name), "w", encoding="utf8") as file:
        for answer in map(short, answers):
            same = newer.get(answer["id"]) == answer
            line = {"id": answer["id"], "sameAs": NEWER[version]} if same else answer
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
    print(summary(version, name, answers))
    crashed = [answer["id"] for answer in answers if "crash" in answer]
    print(*(f"  {each}: the description of the answer failed" for each in crashed), sep="\n", end="\n" if crashed else "")
    return len(crashed)


def check(version, name):
    committed = {answer["id"]: answer for answer in read(version, name)}
    answers = [json.loads(json.dumps(short(answer))) for answer in ask(version, name)]
    different = sorted({answer["id"] for answer in answers if committed.get(answer["id"]) != answer} | committed.keys() - {answer["id"] for answer in answers})
    print(summary(version, name, answers) + f"; {len(different)} different from the committed answers")
    for each in different:
        print(f"  {each}")
    return len(different)


def summary(version, name, answers):
    asked = [answer for answer in answers if "inapplicable" not in answer]
    errors = sum(bool(answer.get("error")) for answer in asked)
    warned = sum(bool(answer.get("warnings")) for answer in asked)
    return f"SQLAlchemy {version}: {len(asked)} of {len(answers)} {name} apply, {errors} raise, {warned} warn"


def answer_file(version, name):
    folder = HERE / "answers" if name == "scenarios" else HERE / "answers" / name
    return folder / f"{version}.jsonl"


def read(version, name):
    """The committed answers in their short form, references to a newer version followed."""
    answers = [json.loads(line) for line in answer_file(version, name).read_text("utf8").splitlines()]
    if version not in NEWER:
        return answers
    newer = {answer["id"]: answer for answer in read(NEWER[version], name)}
    return [newer[answer["id"]] if "sameAs" in answer else answer for answer in answers]


def short(answer):
    """The answer without the fields that have their default."""
    if "mappers" not in answer:
        return answer
    mappers = [
        without_defaults(
            "mapper",
            {
                **mapper,
                "columns": [without_defaults("column", column) for column in mapper["columns"]],
                "relationships": [without_defaults("relationship", relationship) for relationship in mapper["relationships"]],
            },
        )
        for mapper in answer["mappers"]
    ]
    tables = [{**table, "columns": [without_defaults("column", column) for column in table["columns"]]} for table in answer["tables"]]
    return {**without_defaults("answer", {**answer, "tables": tables}), "mappers": mappers}


def without_defaults(kind, fields):
    defaults = DEFAULTS[kind]
    return {name: value for name, value in fields.items() if name not in defaults or value != defaults[name]}


if __name__ == "__main__":
    sys.exit(main())
