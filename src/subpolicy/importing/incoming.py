"""The file that is imported: its bytes, as far as they are worth reading."""

import os
import sys
from pathlib import Path

from subpolicy.errors import RunError
from subpolicy.printable import printable
from subpolicy.suggestions import nearest

STANDARD_INPUT = "-"
_LIMIT = 20 * 1024 * 1024
"""Bytes; the readers refuse what is longer, so that one more is enough to see it."""
_MOST_NAMES = 2000
"""Names of a folder among which the one that was meant is looked for."""


def take(file: str) -> tuple[str, bytes]:
    """The name and the bytes of a file; ``-`` is standard input.

    Raises:
        RunError: it does not exist, is a folder, or cannot be read.
    """
    if file == STANDARD_INPUT:
        return "standard input", _from_standard_input()
    if file.lower().startswith(("http://", "https://")):
        raise RunError(
            f"{printable(file)} is an address, and import reads files",
            help_text="fetch it first: curl -fsSL ADDRESS | subpolicy import - --format html "
            "--url ADDRESS",
        )
    path = Path(file)
    try:
        if path.is_dir():
            raise RunError(
                f"{printable(file)} is a folder",
                help_text="name the file in it that holds the list",
            )
        with path.open("rb") as opened:
            return path.name, opened.read(_LIMIT + 1)
    except FileNotFoundError:
        raise _missing(file, path) from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        reason = getattr(error, "strerror", None) or str(error)
        raise RunError(f"cannot read {printable(file)}: {reason.lower()}") from None


def _from_standard_input() -> bytes:
    if sys.stdin is None:
        raise RunError("standard input is closed", help_text="name a file, or pipe one into -")
    try:
        return sys.stdin.buffer.read(_LIMIT + 1)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise RunError(f"cannot read standard input: {reason}") from None


def _missing(file: str, path: Path) -> RunError:
    near = nearest(path.name, _names(path.parent))
    return RunError(
        f"there is no file {printable(file)}",
        help_text=None if near is None else f"did you mean {printable(str(path.parent / near))}?",
    )


def _names(folder: Path) -> list[str]:
    try:
        with os.scandir(folder) as entries:
            return [entry.name for entry, _ in zip(entries, range(_MOST_NAMES), strict=False)]
    except OSError:
        return []
