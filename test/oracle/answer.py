#!/usr/bin/env python3
"""Print, one JSON object a line, what the SQLAlchemy of this interpreter makes of every scenario.

usage: answer.py SET [ID ...]               SET: scenarios, specifications, or a file of programs as fuzz.ts writes them

Every scenario runs in a forked child that starts with SQLAlchemy imported and nothing mapped. An answer has `id` and either
`inapplicable` (why this version cannot run the scenario) or `mappers` and `tables` (describe.py), `error` and `warnings`.
On an error the relationships that were configured before it are described. Where the version lacks the annotated style, the
program asked is the one in `python` (and `files`): the scenario rewritten by classic.py.
"""
import ast
import importlib
import json
import os
import re
import shutil
import sys
import tempfile
import traceback
import types
import warnings

import sqlalchemy.exc
import sqlalchemy.orm

from classic import NotRewritable, classic
from describe import describe_graph
from origins import watch_relationships
from scenarios import SETS, load_programs

LINK = re.compile(r"\s*\(Background on this (?:error|warning) at: (\S+?)\)")


def main(name, *wanted):
    watch_relationships()
    for scenario in SETS[name]() if name in SETS else load_programs(name):
        if not wanted or scenario["id"] in wanted:
            print(json.dumps({"id": scenario["id"], **in_child(scenario)}, ensure_ascii=False), flush=True)


def in_child(scenario):
    """The answer, computed in a forked child that prints nothing."""
    folder = tempfile.mkdtemp(prefix="scenario-")
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        try:
            answer = run(scenario, folder)
        except BaseException:
            answer = {"crash": traceback.format_exc()}
        with os.fdopen(writing, "w") as pipe:
            json.dump(answer, pipe)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        answer = json.load(pipe)
    os.waitpid(child, 0)
    shutil.rmtree(folder)
    return answer


def run(scenario, folder):
    try:
        programs, rewritten = runnable_programs(scenario)
    except MissingName as missing:
        return {"inapplicable": str(missing)}
    source = programs.pop("scenario.py")
    for name, text in programs.items():
        path = os.path.join(folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf8") as file:
            file.write(text)
    path = os.path.join(folder, "scenario.py")
    with open(path, "w", encoding="utf8") as file:
        file.write(source)
    sys.path.insert(0, folder)
    module = types.ModuleType("scenario")
    module.__file__ = path
    sys.modules["scenario"] = module
    error, phase = None, "import"
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            exec(compile(source, path, "exec"), module.__dict__)
            phase = "configure"
            sqlalchemy.orm.configure_mappers()
        except ImportError as missing:
            return {"inapplicable": f"{type(missing).__name__}: {clean(str(missing), folder)[0]}"}
        except Exception as raised:
            if raised_by(raised, folder) and (rewritten or lacks_star_name(raised, programs, source)):
                return {"inapplicable": f"{type(raised).__name__}: {clean(str(raised), folder)[0]}"}
            error = describe_error(raised, phase, folder)
    keep_failed_modules(programs, folder)
    heard = [describe_warning(each.message, folder) for each in caught if "sqlalchemy" in type(each.message).__module__]
    asked = {"python": source, **({"files": programs} if programs else {})} if rewritten else {}
    return {**asked, **describe_graph([folder]), "error": error, "warnings": heard}


def keep_failed_modules(programs, folder):
    """Python forgets a module whose import failed; the classes that it had mapped are still described by its file."""
    for name in programs:
        module = name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        if module not in sys.modules:
            sys.modules[module] = types.ModuleType(module)
            sys.modules[module].__file__ = os.path.join(folder, name)


def raised_by(error, folder):
    """Whether one of the program's own lines failed, as it does on what this version lacks, and not a line of SQLAlchemy."""
    return not isinstance(error, sqlalchemy.exc.SQLAlchemyError) and traceback.extract_tb(error.__traceback__)[-1].filename.startswith(folder + os.sep)


def lacks_star_name(error, programs, source):
    """Whether a name may be unknown because `from sqlalchemy import *` of this version does not bring it."""
    return isinstance(error, NameError) and any(re.search(r"^from sqlalchemy[\w.]* import \*", text, re.M) for text in [*programs.values(), source])


class MissingName(Exception):
    """This version lacks a name that the scenario uses."""


def runnable_programs(scenario):
    """(file name → source that this version can import, whether it had to be rewritten); MissingName if there is none."""
    programs = {**scenario.get("files", {}), "scenario.py": scenario["python"]}
    try:
        return {name: without_missing_names(text) for name, text in programs.items()}, False
    except MissingName as missing:
        try:
            return {name: without_missing_names(classic(text)) for name, text in programs.items()}, True
        except (NotRewritable, MissingName):
            raise missing from None


def without_missing_names(source):
    """The source with the imported names that SQLAlchemy lacks in this version left out, lines kept; MissingName if one is used."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return source
    lines = source.splitlines(keepends=True)
    for statement in tree.body:
        if isinstance(statement, ast.ImportFrom) and (statement.module or "").split(".")[0] == "sqlalchemy":
            leave_out_missing(statement, lines)
    return "".join(lines)


def leave_out_missing(statement, lines):
    try:
        module = importlib.import_module(statement.module)
    except ImportError as missing:
        raise MissingName(f"{type(missing).__name__}: {missing}") from None
    missing = [alias for alias in statement.names if alias.name != "*" and not hasattr(module, alias.name)]
    if not missing:
        return
    first, last = statement.lineno - 1, statement.end_lineno
    rest = "".join(lines[:first] + lines[last:])
    for alias in missing:
        if re.search(rf"\b{alias.asname or alias.name}\b", rest):
            raise MissingName(f"ImportError: cannot import name '{alias.name}' from '{statement.module}'")
    kept = [alias for alias in statement.names if alias not in missing]
    text = ast.unparse(ast.ImportFrom(statement.module, kept, statement.level)) if kept else "pass"
    lines[first:last] = [text + "\n"] + ["\n"] * (last - first - 1)


def describe_error(raised, phase, folder):
    message, code = clean(str(raised), folder)
    return {"class": type(raised).__name__, "message": message, "phase": phase, "code": code}


def describe_warning(message, folder):
    text, code = clean(str(message), folder)
    return {"class": type(message).__name__, "message": text, "code": code}


def clean(text, folder):
    """(text without what differs from run to run and without the link to its page, the code that ends the link or None)"""
    text = re.sub(r"0x[0-9a-fA-F]+|(?<=\()[0-9]{10,}(?=\))", "0xADDR", text)
    text = text.replace(folder + os.sep, "")
    text = re.sub(r" from '/[^']*/site-packages/([^']*)'", r" from '\1'", text)
    link = LINK.search(text)
    return LINK.sub("", text), link.group(1).rsplit("/", 1)[-1] if link else None


if __name__ == "__main__":
    if os.environ.get("PYTHONHASHSEED") != "0":
        os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, "PYTHONHASHSEED": "0"})
    main(*sys.argv[1:])
