#!/usr/bin/env python3
"""What SQLAlchemy makes of the statements that paths are written as.

usage: compile.py < [{"from", "to", "select"}] > the same, each with the FROM clause that it compiles to, warnings and errors in its place
"""
import json
import sys
import warnings
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

warnings.simplefilter("ignore")
import models  # noqa: E402
from sqlalchemy import and_, select  # noqa: E402
from sqlalchemy.orm import aliased  # noqa: E402

warnings.simplefilter("error")


def from_clause(text):
    names = {**vars(models), "select": select, "aliased": aliased, "and_": and_}
    *aliases, statement = text.split("\n", text.count(" = aliased("))
    try:
        exec("\n".join(aliases), names)
        sql = str(eval(statement, names))
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return " ".join(sql[sql.index("\nFROM") + 1:].split())


print(json.dumps([{**each, "sql": from_clause(each["select"])} for each in json.load(sys.stdin)]))
