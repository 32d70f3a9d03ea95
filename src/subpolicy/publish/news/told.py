"""What is told of one vendor, in words: the same lines for notice and feed, text and HTML."""

import textwrap
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from subpolicy.printable import printable
from subpolicy.publish.escaping import html, line

_WIDTH = 76
"""Columns of a text; mail programs quote what is narrower than 80 without breaking it."""


class Row(NamedTuple):
    """A label and what it labels: one text, or several that are points of a list."""

    label: str
    values: tuple[str, ...]


class Told(NamedTuple):
    """One vendor's news in words. Nothing in it is escaped yet."""

    heading: str
    rows: tuple[Row, ...]
    colon: str = ":"
    """As the language sets it."""


def as_text(told: Told) -> Iterator[str]:
    """The lines of a plain text."""
    heading = line(told.heading)
    yield from wrapped(heading)
    yield "-" * min(len(heading), _WIDTH)
    for row in told.rows:
        if len(row.values) == 1:
            yield from wrapped(f"{row.label}{told.colon} {row.values[0]}", "  ", "    ")
            continue
        yield f"  {line(row.label)}{told.colon}"
        for value in row.values:
            yield from wrapped(value, "    - ", "      ")


def wrapped(text: str, first: str = "", rest: str = "") -> Iterator[str]:
    """A paragraph in lines of bounded length; addresses are not broken."""
    lines = textwrap.wrap(
        line(text),
        _WIDTH,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
    for one in lines:
        # What stood within a line may stand at the start of one now, where CI systems obey it.
        indent = len(one) - len(one.lstrip(" "))
        yield " " * indent + printable(one[indent:])


def as_html(told: Told, level: int = 2) -> Iterator[str]:
    """The lines of HTML: a heading and a list of terms."""
    yield f"<h{level}>{html(told.heading)}</h{level}>"
    yield from rows_html(told.rows)


def rows_html(rows: Iterable[Row]) -> Iterator[str]:
    """The rows alone."""
    yield "<dl>"
    for row in rows:
        yield f"<dt>{html(row.label)}</dt>"
        yield from (f"<dd>{html(value)}</dd>" for value in row.values)
    yield "</dl>"
