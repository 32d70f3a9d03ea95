"""JSON that a terminal or a CI log may show: the same values, spelt without harm."""

import json
from typing import Any

from subpolicy.printable import command_marks, unsafe


def dumped(value: Any, *, indent: int | None = 2) -> str:
    r"""A value as JSON with a line end; letters stay, and every unsafe character is ``\uXXXX``."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    # Line ends stand between strings: within one they are escaped already.
    return "\n".join(map(_safe, text.split("\n"))) + "\n"


def _safe(line: str) -> str:
    marks = command_marks(line)
    if line.isprintable() and not marks:
        return line
    return "".join(
        _escape(char) if index in marks or unsafe(char) else char for index, char in enumerate(line)
    )


def _escape(char: str) -> str:
    return json.dumps(char)[1:-1] if not char.isascii() else f"\\u{ord(char):04x}"
