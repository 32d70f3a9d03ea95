"""From libyaml's marks and from offsets in the text to spans.

libyaml counts code points from 0 and takes CRLF, LF and a lone CR for one line break each.
"""

import re
from typing import Protocol

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
    """Anything that starts at one mark and ends at another: an event."""

    @property
    def start_mark(self) -> Mark:
        """At the first character."""

    @property
    def end_mark(self) -> Mark:
        """After the last character."""


def between(start: Mark, end: Mark) -> Span:
    """The span from one mark up to another."""
    return Span(start.line + 1, start.column + 1, end.line + 1, end.column + 1)


def span_of(event: Marked) -> Span:
    """The span of an event; where it holds no character, that of the one that follows."""
    start, end = event.start_mark, event.end_mark
    if start.index == end.index:
        return one_character(start)
    return between(start, end)


def one_character(mark: Mark) -> Span:
    """The character at ``mark``."""
    return Span(mark.line + 1, mark.column + 1, mark.line + 1, mark.column + 2)


def at_offset(text: str, start: int, length: int = 1) -> Span:
    """The span of ``length`` characters of one line, ``start`` characters into ``text``."""
    line, line_start = 1, 0
    for found in _LINE_BREAK.finditer(text, 0, start):
        line, line_start = line + 1, found.end()
    column = start - line_start + 1
    return Span(line, column, line, column + length)


def trimmed(start: Mark, end: Mark, text: str) -> Span:
    """The span between two marks without the blank space at its end.

    A block scalar ends for libyaml where the next line begins.
    """
    lines = text[start.index : end.index].rstrip().splitlines()
    first = start.column + 1
    last = (first if len(lines) == 1 else 1) + len(lines[-1])
    return Span(start.line + 1, first, start.line + len(lines), last)
