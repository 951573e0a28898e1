"""Print what the SQLAlchemy of this interpreter makes of an installed package, in the shape of `graph --json`.

usage: PYTHON package.py FOLDER ... [--modules NAME ...] [--exclude REGEX] [--absent] [--code TEXT]

Every module below the folders (packages in an import root) whose text looks like models is imported, after those named by
--modules. --absent puts permissive stand-ins for what is not installed; --code runs first (settings a package insists on).
The answer adds to describe.py: `modules` (imported, of these packages), `importErrors`, `absent`, and the versions in use.
"""
import argparse
import importlib
import json
import os
import platform
import re
import sys
import warnings

import sqlalchemy
import sqlalchemy.orm

HINT = re.compile(r"relationship\(|Relationship\(|relation\(|__tablename__|mapped_column|map_imperatively|\bmapper\(|[Dd][Bb]\.Model|backref\(")
SKIPPED_FOLDER = re.compile(r"^(tests?|testing|migrations?|alembic|versions|node_modules|docs?|__pycache__|functional|unit|.*_migrations)$")
SKIPPED_FILE = re.compile(r"^(test_.*|.*_test|conftest|setup|__main__)\.py$")


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+")
    parser.add_argument("--modules", nargs="*", default=[])
    parser.add_argument("--exclude")
    parser.add_argument("--absent", action="store_true")
    parser.add_argument("--code")
    options = parser.parse_args(arguments)
    output = os.dup(1)
    os.dup2(2, 1)  # what a package prints while it is imported is not the answer
    with os.fdopen(output, "w", encoding="utf8") as file:
        json.dump(answer(options), file, ensure_ascii=False)
        file.write("\n")
        file.flush()
        os._exit(0)  # packages leave threads behind


def answer(options):
    from answer import clean, describe_error, describe_warning
    from describe import describe_graph
    from origins import watch_relationships

    folders = [os.path.abspath(folder) for folder in options.folders]
    root = os.path.dirname(folders[0])
    sys.path.insert(0, root)
    sys.argv = ["package"]
    watch_relationships()
    absent = set()
    if options.absent:
        from permissive import stand_in_for_absent

        absent = stand_in_for_absent({os.path.basename(folder) for folder in folders}).used
    exec(options.code or "", {"__name__": "before"})
    problems, error = [], None
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        for module in [*options.modules, *model_modules(folders, root, options.exclude)]:
            try:
                importlib.import_module(module)
            except BaseException as raised:
                problems.append({"module": module, "class": type(raised).__name__, "message": clean(str(raised), root)[0]})
        try:
            sqlalchemy.orm.configure_mappers()
        except Exception as raised:
            error = describe_error(raised, "configure", root)
    tops = {os.path.basename(folder) for folder in folders}
    return {
        "sqlalchemy": sqlalchemy.__version__,
        "python": platform.python_version(),
        "absent": sorted(absent),
        "modules": sorted(name for name in list(sys.modules) if name.split(".")[0] in tops),
        "importErrors": problems,
        **describe_graph([root]),
        "error": error,
        "warnings": [describe_warning(each.message, root) for each in caught if type(each.message).__module__.startswith("sqlalchemy")],
    }


def model_modules(folders, root, exclude):
    """Names of the modules that look like models, in path order."""
    names = []
    for folder in folders:
        for path, below, files in os.walk(folder):
            below[:] = sorted(name for name in below if not SKIPPED_FOLDER.match(name))
            for name in sorted(files):
                if name.endswith(".py") and not SKIPPED_FILE.match(name) and looks_like_models(os.path.join(path, name)):
                    names.append(os.path.relpath(os.path.join(path, name), root)[:-3].replace(os.sep, ".").removesuffix(".__init__"))
    return [name for name in names if not exclude or not re.search(exclude, name)]


def looks_like_models(path):
    with open(path, encoding="utf8", errors="replace") as file:
        return HINT.search(file.read()) is not None


if __name__ == "__main__":
    sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
    main(sys.argv[1:])
