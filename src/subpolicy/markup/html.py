"""Texts in HTML, between tags or in quoted attributes."""

import re
from typing import Final

from subpolicy.printable import escape, printable

_MARKS: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})
_BREAKS: Final = re.compile(r"\r\n?|[\n\t]")


def text(words: str) -> str:
    """A text on one line: nothing in it is markup, steers the direction, or hides."""
    if not words.isprintable():
        words = "".join(map(_character, _BREAKS.sub(" ", words)))
    return printable(words).translate(_MARKS)


def _character(char: str) -> str:
    """HTML forbids the code points that Unicode keeps for no character."""
    code = ord(char)
    if code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF:  # noqa: PLR2004 -- their range
        return escape(char)
    return char
