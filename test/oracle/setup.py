#!/usr/bin/env python3
"""Build the private virtual environments in which real SQLAlchemy is asked.

usage: setup.py [sa14] [sa20] [sa21]        all three by default

Each environment lives in `.venv/NAME` at the root of the repository (git-ignored) and holds exactly the pins of
`requirements/NAME.txt` beside this file. A second run returns at once when nothing changed. A pin that cannot be had is
named and left out; only a missing SQLAlchemy is an error (exit 1).
"""
import hashlib
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
ENVIRONMENTS = ("sa14", "sa20", "sa21")
STAMP = "requirements.stamp"


def python_of(environment):
    """The interpreter of the environment at the path given."""
    windows = environment / "Scripts" / "python.exe"
    return windows if windows.exists() else environment / "bin" / "python"


def pins_of(requirements):
    lines = requirements.read_text("utf8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def stamp_of(requirements):
    text = requirements.read_text("utf8") + sys.version
    return hashlib.sha256(text.encode("utf8")).hexdigest()


def pip_install(environment, pins):
    """Install without dependencies (the pins are complete); the error text, or None when it worked."""
    command = [str(python_of(environment)), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", *pins]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode == 0:
        return None
    lines = [line for line in done.stderr.splitlines() if line.startswith("ERROR")]
    return (lines or done.stderr.splitlines() or ["pip failed without a word"])[-1]


def set_up(name):
    """Bring one environment up to date; the pins that could not be had."""
    requirements = HERE / "requirements" / f"{name}.txt"
    environment = ROOT / ".venv" / name
    stamp = environment / STAMP
    wanted = stamp_of(requirements)
    if stamp.exists() and stamp.read_text() == wanted:
        print(f"{name}: up to date")
        return []
    venv.create(environment, with_pip=True, clear=True)
    pins = pins_of(requirements)
    missing = []
    if pip_install(environment, pins) is not None:
        for pin in pins:
            problem = pip_install(environment, [pin])
            if problem is not None:
                missing.append(pin)
                print(f"{name}: cannot install {pin}: {problem}")
    if not missing:
        stamp.write_text(wanted)
    print(f"{name}: {len(pins) - len(missing)} of {len(pins)} packages installed")
    return missing


def main(names):
    unknown = [name for name in names if name not in ENVIRONMENTS]
    if unknown:
        print(f"unknown environment {unknown[0]}; known: {', '.join(ENVIRONMENTS)}", file=sys.stderr)
        return 2
    missing = [pin for name in names or ENVIRONMENTS for pin in set_up(name)]
    return 1 if any(pin.lower().startswith("sqlalchemy==") for pin in missing) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
