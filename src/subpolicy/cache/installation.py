"""What the program itself is: a verdict of another one is no verdict of this one."""
# ruff: noqa: PTH123, PTH208 (pathlib costs a warm run 5 %)

import hashlib
import os
import sys
from collections.abc import Iterator

from subpolicy import __version__, shipped


def installation() -> str:
    """A digest of the program, its schemas, rules and tables, and what it stands on.

    Schemas, rules and tables count by their bytes; code by size and time of each file, as it does
    for Python's own cache; other packages by where they are looked for, and by the versions that
    are installed there.

    Raises:
        OSError: a file cannot be read.
    """
    parts = [__version__, sys.version, sys.platform, str(sys.flags.optimize), *sys.path]
    parts += _packages()
    parts += _code(os.path.dirname(shipped.__file__))  # noqa: PTH120
    parts += _shipped(str(shipped.schema_folder()))
    parts += _shipped(str(shipped.policies_folder()))
    return hashlib.sha256("\0".join(parts).encode(errors="surrogateescape")).hexdigest()


def _packages() -> Iterator[str]:
    """Name and version of what is installed, as the installer names its folders."""
    for folder in sys.path:
        try:
            names = os.listdir(folder or os.curdir)
        except OSError:
            continue
        yield from sorted(name for name in names if name.endswith((".dist-info", ".egg-info")))


def _code(folder: str) -> Iterator[str]:
    for entry in _below(folder):
        if entry.name.endswith((".py", ".json")):
            status = entry.stat()
            yield f"{entry.path} {status.st_size} {status.st_mtime_ns}"


def _shipped(folder: str) -> Iterator[str]:
    for entry in _below(folder):
        with open(entry.path, "rb") as file:
            yield f"{entry.path} {hashlib.sha256(file.read()).hexdigest()}"


def _below(folder: str) -> Iterator["os.DirEntry[str]"]:
    """The files of a folder and its sub-folders, in an order that does not change."""
    with os.scandir(folder) as entries:
        found = sorted(entries, key=lambda entry: entry.name)
    for entry in found:
        if not entry.is_dir():
            yield entry
        elif entry.name != "__pycache__":
            yield from _below(entry.path)
