"""A page in blocks, and its two forms: Markdown, and plain text for a terminal."""

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, assert_never

from subpolicy.printable import printable
from subpolicy.renderers.markup import block, link, prose, table, text


class Heading(NamedTuple):
    """A heading of level 1 or 2."""

    level: int
    text: str


class Prose(NamedTuple):
    """A paragraph, in which backticks mark code."""

    text: str


class Quote(NamedTuple):
    """What the tool says, to the letter."""

    text: str


class Yaml(NamedTuple):
    """A piece of a file, with a caption unless it is empty."""

    caption: str
    text: str


class Item(NamedTuple):
    """A short paragraph of a list, with a link unless it is None."""

    text: str
    url: str | None = None


class Bullets(NamedTuple):
    """A list."""

    items: tuple[Item, ...]


class Grid(NamedTuple):
    """A table; in its cells, too, backticks mark code."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Heading | Prose | Quote | Yaml | Bullets | Grid


@dataclass(frozen=True, slots=True)
class Look:
    """How a text for a terminal is to look."""

    width: int = 88
    """Columns of prose; records are shown as they are."""
    bold: bool = False


def markdown(blocks: Iterable[Block]) -> str:
    """The blocks in Markdown, ending in a line break."""
    return "\n\n".join("\n".join(_markdown(block)) for block in blocks) + "\n"


def _markdown(one: Block) -> Iterator[str]:
    match one:
        case Heading():
            yield f"{'#' * one.level} {text(one.text)}"
        case Prose():
            yield prose(one.text)
        case Quote():
            yield f"> {text(one.text)}"
        case Yaml():
            if one.caption:
                yield f"{text(one.caption)}:"
                yield ""
            yield from block("yaml", one.text)
        case Bullets():
            for item in one.items:
                yield f"- {prose(item.text) if item.url is None else link(item.text, item.url)}"
        case Grid():
            yield from table(one.head, ([prose(cell) for cell in row] for row in one.rows))
        case _:
            assert_never(one)


def plain(blocks: Iterable[Block], look: Look) -> str:
    """The blocks as text, ending in a line break."""
    return "\n\n".join("\n".join(_plain(block, look)) for block in blocks) + "\n"


def _plain(one: Block, look: Look) -> Iterator[str]:
    match one:
        case Heading():
            title = printable(one.text)
            yield f"\x1b[1m{title}\x1b[0m" if look.bold else title
            if one.level == 1 and not look.bold:
                yield "=" * len(title)
        case Prose():
            yield from _wrapped(one.text, look.width)
        case Quote():
            yield f"  → {printable(one.text)}"
        case Yaml():
            if one.caption:
                yield f"  {printable(one.caption)}:"
            yield from (f"    {printable(line)}" for line in one.text.strip("\n").split("\n"))
        case Bullets():
            for item in one.items:
                words = item.text if item.url is None else f"{item.text}: {item.url}"
                first, *rest = _wrapped(words, look.width - 4)
                yield f"  - {first}"
                yield from (f"    {line}" for line in rest)
        case Grid():
            yield from _columns([one.head, *one.rows])
        case _:
            assert_never(one)


def _wrapped(words: str, width: int) -> list[str]:
    lines = textwrap.wrap(
        printable(" ".join(words.split())), width, break_long_words=False, break_on_hyphens=False
    )
    # A line begins anew: what was harmless within one may be a command at its start.
    return [printable(line) for line in lines] or [""]


def _columns(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    cells = [[printable(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for row in cells:
        padded = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield f"  {'  '.join(padded)}".rstrip()
