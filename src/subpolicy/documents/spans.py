"""From libyaml's marks and from offsets in the text to spans.

libyaml counts code points from 0 and takes CRLF, LF and a lone CR for one line break each.
"""

import re
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


def is_empty(event: Marked) -> bool:
    """Whether the text has no character for it: a value that is left out."""
    end: Mark = event.end_mark
    return start_of(event).index == end.index


def between(first: Marked, last: Marked) -> Span:
    """The span from the start of one event to the end of another."""
    start, end = start_of(first), last.end_mark
    return Span(start.line + 1, start.column + 1, end.line + 1, end.column + 1)


def span_of(event: Marked) -> Span:
    """The span of an event; where it holds no character, that of the one that follows."""
    return one_character(start_of(event)) if is_empty(event) else between(event, event)


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


def trimmed(event: Marked, text: str) -> Span:
    """The span of an event without the blank space at its end.

    A block scalar ends for libyaml where the next line begins.
    """
    start = start_of(event)
    lines = text[start.index : event.end_mark.index].rstrip(" \t\r\n").splitlines()
    first = start.column + 1
    last = (first if len(lines) == 1 else 1) + len(lines[-1])
    return Span(start.line + 1, first, start.line + len(lines), last)
