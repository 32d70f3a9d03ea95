"""From libyaml's marks and from offsets in the text to spans.

libyaml counts code points from 0 and takes CRLF, LF and a lone CR for one line break each.
"""

import re
from bisect import bisect_right
from typing import Any, Protocol

from subpolicy.locations import Span

_LINE_BREAK = re.compile(r"\r\n|\r|\n")


class Mark(Protocol):
    """The part of libyaml's mark that is needed: an offset, a line and a column from 0."""

    @property
    def index(self) -> int:
        """Characters from the start of the text."""

    @property
    def line(self) -> int:
        """Lines from 0."""

    @property
    def column(self) -> int:
        """Characters from the start of the line."""


class Marked(Protocol):
    """An event. PyYAML's stubs leave the type of its marks open."""

    @property
    def start_mark(self) -> Any:
        """At the first character."""

    @property
    def end_mark(self) -> Any:
        """After the last character."""


def start_of(event: Marked) -> Mark:
    """At the first character of an event."""
    mark: Mark = event.start_mark
    return mark


def end_of(event: Marked) -> Mark:
    """After the last character of an event."""
    mark: Mark = event.end_mark
    return mark


def is_empty(event: Marked) -> bool:
    """Whether the text has no character for it: a value that is left out."""
    return start_of(event).index == end_of(event).index


def span_of(event: Marked) -> Span:
    """The span of an event; where it holds no character, that of the one that follows."""
    start, end = start_of(event), end_of(event)
    if start.index == end.index:
        return one_character(start)
    return Span(start.line + 1, start.column + 1, end.line + 1, end.column + 1)


def one_character(mark: Mark) -> Span:
    """The character at ``mark``."""
    return Span(mark.line + 1, mark.column + 1, mark.line + 1, mark.column + 2)


class Lines:
    """The lines of a text, to turn many offsets into spans."""

    __slots__ = ("_starts", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0, *(found.end() for found in _LINE_BREAK.finditer(text))]

    def span(self, start: int, end: int) -> Span:
        """From one offset to another, without the blank space at the end.

        A block scalar ends for libyaml where the next line begins.
        """
        end = start + len(self._text[start:end].rstrip(" \t\r\n"))
        line, end_line = bisect_right(self._starts, start), bisect_right(self._starts, end)
        column, end_column = start - self._starts[line - 1], end - self._starts[end_line - 1]
        return Span(line, column + 1, end_line, end_column + 1)

    def stretch(self, span: Span) -> tuple[int, int]:
        """The offsets of a span that `span` has given for this text."""
        start, end = self._starts[span.line - 1], self._starts[span.end_line - 1]
        return start + span.column - 1, end + span.end_column - 1

    def holds_in_one(self, start: int, end: int) -> bool:
        """Whether two offsets are on the same line."""
        return bisect_right(self._starts, start) == bisect_right(self._starts, end)


def at_offset(text: str, start: int, length: int = 1) -> Span:
    """The span of ``length`` characters of one line, ``start`` characters into ``text``."""
    # Counted, as a file may have a hundred faults behind a million line breaks.
    before = text[: start - 1 if text[start - 1 : start + 1] == "\r\n" else start]
    line = 1 + before.count("\n") + before.count("\r") - before.count("\r\n")
    column = start - max(before.rfind("\n"), before.rfind("\r"))
    return Span(line, column, line, column + length)
