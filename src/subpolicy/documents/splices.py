"""Pieces of a text to be replaced, and how values are written into a gap."""

import json
import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from subpolicy.documents.writing import block, inline

_LINE_BREAK = re.compile(r"\r\n|\r|\n")


class CannotSplice(Exception):
    """The text has a form in which one value cannot be changed without touching others."""


class Splice(NamedTuple):
    """Characters of the text, and what takes their place."""

    start: int
    end: int
    text: str


class Page:
    """A text as a page with lines, and the style in which it is written."""

    __slots__ = ("_is_json", "line_break", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        found = _LINE_BREAK.search(text)
        self.line_break = "\n" if found is None else found[0]
        self._is_json = _is_json(text)

    def column(self, offset: int) -> int:
        """Characters from the start of the line."""
        return offset - self.line_start(offset)

    def line_start(self, offset: int) -> int:
        """Where the line of a character begins."""
        return max(self.text.rfind("\n", 0, offset), self.text.rfind("\r", 0, offset)) + 1

    def line_end(self, offset: int) -> int:
        """Where the line of a character ends, before its line break."""
        found = _LINE_BREAK.search(self.text, offset)
        return len(self.text) if found is None else found.start()

    def next_line(self, offset: int) -> int:
        """Where the line after that of a character begins."""
        found = _LINE_BREAK.search(self.text, offset)
        return len(self.text) if found is None else found.end()

    def inline(self, value: Any) -> str:
        """A value on one line, as it can stand between brackets."""
        return json.dumps(value, ensure_ascii=False) if self._is_json else inline(value)

    def inline_pair(self, key: str, value: Any) -> str:
        """A key and a value on one line, as they can stand between braces."""
        return f"{self.inline(key)}: {self.inline(value)}"

    def block(self, data: Any, indent: int) -> str:
        """A mapping or a list in lines, without the indentation of the first."""
        lines = block(data).rstrip("\n").split("\n")
        filler = self.line_break + " " * indent
        return lines[0] + "".join(filler + line if line else self.line_break for line in lines[1:])


def spliced(text: str, splices: Iterable[Splice]) -> str:
    """The text with its pieces replaced.

    Raises:
        CannotSplice: two pieces overlap.
    """
    parts, at = [], 0
    for splice in sorted(splices, key=lambda splice: (splice.start, splice.end)):
        if splice.start < at:
            raise CannotSplice
        parts += [text[at : splice.start], splice.text]
        at = splice.end
    return "".join([*parts, text[at:]])


def _is_json(text: str) -> bool:
    if not text.lstrip().startswith("{"):
        return False
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True
