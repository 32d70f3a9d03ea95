"""The tools that subpolicy is measured beside: where they come from, and what they can say.

Each is installed in its newest release into a folder of its own, from PyPI or npm through pip and
npm. One that cannot be had is reported as missing, and left out.
"""

import json
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

RULES = Path(__file__).resolve().parent / "rules"
"""The three protected rules, written for each of the tools that take rules."""


class Peer(NamedTuple):
    """One that is installed."""

    name: str
    version: str
    command: str
    """An absolute path."""


class Missing(NamedTuple):
    name: str
    reason: str


class Limits(NamedTuple):
    """How far a tool can say what the three rules say, found out on the faulty registry."""

    misses: frozenset[str] = frozenset()
    """The kinds of faults (`planted.KINDS`) that it cannot find."""
    one_per_record: bool = False
    """Whether several faults of one rule in a record are one finding."""
    remark: str = ""


LIMITS = {
    "Spectral": Limits(
        remark="three JavaScript functions; they read flags.yaml and the other record themselves, "
        "by regular expressions",
    ),
    "Semgrep": Limits(
        misses=frozenset({"covered by a DPA without a date"}),
        remark="patterns; looks into no other file: the keys of flags.yaml are repeated in the "
        "rule, another vendor's DPA goes unseen; knows days that no month has, but no leap years",
    ),
    "Checkov": Limits(
        misses=frozenset({"February 30"}),
        one_per_record=True,
        remark="three Python checks, one verdict per record; reads Norway's NO as false, and "
        "passes over a file with February 30 without a word",
    ),
}


def install(folder: Path, names: Iterator[str]) -> Iterator[Peer | Missing]:
    """Install peers below a folder, where they are not there from an earlier run."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        note(f"installing {name}")
        try:
            yield _SOURCES[name](name, folder / name.lower().replace(" ", "-"))
        except (OSError, subprocess.CalledProcessError) as error:
            yield Missing(name, _reason(error))


def _reason(error: OSError | subprocess.CalledProcessError) -> str:
    if isinstance(error, subprocess.CalledProcessError):
        lines = (error.stderr or "").strip().splitlines()
        return f"{Path(error.cmd[0]).name} failed{': ' + lines[-1] if lines else ''}"
    return str(error)


def _check_jsonschema(name: str, folder: Path) -> Peer:
    return Peer(name, _python(folder, "check-jsonschema"), str(folder / "bin" / "check-jsonschema"))


def _checkov(name: str, folder: Path) -> Peer:
    return Peer(name, _python(folder, "checkov"), str(folder / "bin" / "checkov"))


def _semgrep(name: str, folder: Path) -> Peer:
    return Peer(name, _python(folder, "semgrep"), str(folder / "bin" / "semgrep"))


def _sourcemeta(name: str, folder: Path) -> Peer:
    """The program itself, without the Python that the package wraps around it."""
    version = _python(folder, "sourcemeta-jsonschema")
    machine = {"aarch64": "arm64"}.get(platform.machine(), platform.machine())
    program = f"jsonschema-{platform.system().lower()}-{machine}"
    for path in sorted(folder.glob(f"lib/*/site-packages/sourcemeta_jsonschema/{program}")):
        path.chmod(0o755)
        return Peer(name, version, str(path))
    raise FileNotFoundError(f"the package has no {program}")


def _spectral(name: str, folder: Path) -> Peer:
    program = folder / "node_modules" / ".bin" / "spectral"
    if shutil.which("node") is None or shutil.which("npm") is None:
        raise FileNotFoundError("node or npm is not installed")
    package = "@stoplight/spectral-cli"
    if not program.exists():
        folder.mkdir(exist_ok=True)
        _run("npm", "install", "--no-audit", "--no-fund", "--prefix", str(folder), package)
    about = (folder / "node_modules" / package / "package.json").read_text(encoding="utf-8")
    return Peer(name, str(json.loads(about)["version"]), str(program))


_SOURCES = {
    "check-jsonschema": _check_jsonschema,
    "sourcemeta": _sourcemeta,
    "Spectral": _spectral,
    "Semgrep": _semgrep,
    "Checkov": _checkov,
}
NAMES = tuple(_SOURCES)


def _python(folder: Path, package: str) -> str:
    """Install a package into a virtual environment of its own; give its version."""
    python = str(folder / "bin" / "python")
    asked = f"import importlib.metadata; print(importlib.metadata.version({package!r}))"
    known = Path(python).exists() and subprocess.run(
        [python, "-c", asked], capture_output=True, check=False
    )
    if not known or known.returncode:
        _run(sys.executable, "-m", "venv", str(folder))
        _run(python, "-m", "pip", "--quiet", "install", package)
    return _run(python, "-c", asked).strip()


def _run(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    return done.stdout


def note(text: str) -> None:
    """Tell who waits what is being done."""
    print(text, file=sys.stderr, flush=True)
