#!/usr/bin/env python3
"""Real packages and what real SQLAlchemy makes of them.

usage: packages.py install [NAME ...]    an environment for each package, with its dependencies, in .cache/realworld (git-ignored)
       packages.py ask [NAME ...]        ask SQLAlchemy in that environment and write answers/NAME.json.gz
       packages.py check [NAME ...]      ask again and compare with the committed answers; exit 1 when one differs

packages.json lists the packages: `requirements` (pinned) and `folders` (their top packages); `dependencies: false` installs the
requirements alone and puts permissive stand-ins for other modules; `modules`, `exclude` and `code` as in oracle/package.py.
"""
import gzip
import hashlib
import json
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
CACHE = ROOT / ".cache" / "realworld"
sys.path.insert(0, str(ROOT / "test" / "oracle"))

from ask import short  # noqa: E402
from setup import python_of  # noqa: E402


def install(package):
    environment = CACHE / package["name"]
    stamp = environment / "requirements.stamp"
    with_dependencies = package.get("dependencies", True)
    wanted = hashlib.sha256(json.dumps([package["requirements"], with_dependencies, sys.version]).encode()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        print(f"{package['name']}: up to date")
        return True
    venv.create(environment, with_pip=True, clear=True)
    options = [] if with_dependencies else ["--no-deps"]
    command = [str(python_of(environment)), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *options, *package["requirements"]]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        reasons = [line for line in done.stderr.splitlines() if line.startswith("ERROR")] or ["pip failed without a word"]
        print(f"{package['name']}: cannot be had: {reasons[-1]}")
        return False
    stamp.write_text(wanted)
    print(f"{package['name']}: installed")
    return True


def ask(package):
    """The answer in its short form, or None where the package is not installed or cannot be asked."""
    environment = CACHE / package["name"]
    python = python_of(environment)
    if not python.exists():
        print(f"{package['name']}: not installed; run packages.py install {package['name']}")
        return None
    site_packages = next(environment.glob("lib/python*/site-packages"), environment / "Lib" / "site-packages")
    command = [str(python), str(ROOT / "test" / "oracle" / "package.py"), *[str(site_packages / folder) for folder in package["folders"]]]
    command += ["--modules", *package["modules"]] if "modules" in package else []
    command += [] if package.get("dependencies", True) else ["--absent"]
    for option in ("exclude", "code"):
        command += [f"--{option}", package[option]] if option in package else []
    work = environment / "work"
    work.mkdir(exist_ok=True)
    with open(environment / "ask.log", "w", encoding="utf8") as log:
        settings = {"PATH": "/usr/bin:/bin", "HOME": str(work), "PYTHONHASHSEED": "0", **package.get("environment", {})}
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=log, text=True, encoding="utf8", env=settings, cwd=work)
    if done.returncode != 0 or not done.stdout:
        print(f"{package['name']}: asking failed, see {environment / 'ask.log'}")
        return None
    return short(json.loads(done.stdout))


def answer_file(package):
    return HERE / "answers" / f"{package['name']}.json.gz"


def record(package):
    answer = ask(package)
    if answer is None:
        return False
    data = json.dumps(answer, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf8")
    answer_file(package).write_bytes(gzip.compress(data, 9, mtime=0))
    print(summary(package, answer))
    return True


def check(package):
    answer = ask(package)
    if answer is None:
        return False
    committed = json.loads(gzip.decompress(answer_file(package).read_bytes()))
    equal = committed == json.loads(json.dumps(answer))
    print(f"{package['name']}: {'equal to' if equal else 'different from'} the committed answer")
    return equal


def summary(package, answer):
    relationships = sum(len(mapper.get("relationships", ())) for mapper in answer["mappers"])
    lines = [f"{package['name']}: SQLAlchemy {answer['sqlalchemy']}, {len(answer['mappers'])} mappers, {relationships} relationships"]
    lines += [f"  error: {answer['error']['class']}: {answer['error']['message'][:300]}"] if answer.get("error") else []
    lines += [f"  not imported: {each['module']}: {each['class']}: {each['message'][:150]}" for each in answer["importErrors"]]
    return "\n".join(lines)


def main(arguments):
    actions = {"install": install, "ask": record, "check": check}
    if not arguments or arguments[0] not in actions:
        print(__doc__, file=sys.stderr)
        return 2
    packages = json.loads((HERE / "packages.json").read_text("utf8"))
    chosen = [package for package in packages if len(arguments) == 1 or package["name"] in arguments[1:]]
    results = [actions[arguments[0]](package) for package in chosen]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
