"""A page in blocks, whatever its format: what every reader makes, and all that follows reads."""

from dataclasses import dataclass, field
from typing import NamedTuple


class Link(NamedTuple):
    """A link within a text."""

    words: str
    url: str


class Text(NamedTuple):
    """A piece of text as a reader of the page sees it, without markup."""

    plain: str
    """White space collapsed but for line breaks, of the page or of its source."""
    links: tuple[Link, ...] = ()
    lead: str = ""
    """The part that is set in bold at the beginning, such as a label; empty where none is."""
    checked: bool | None = None
    """For a check box; None where there is none."""
    struck: bool = False
    """Whether all of it is struck through."""

    @property
    def flat(self) -> str:
        """The text on one line."""
        return " ".join(self.plain.split()) if "\n" in self.plain else self.plain


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; levels count from 1."""

    level: int
    text: Text
    line: int | None = None
    """Line in the source, from 1; None where the format has none."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    text: Text
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list, with the lists below it."""

    text: Text
    items: tuple["Item", ...] = ()
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of items."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table. Rows are as long as the head; cells that span several are repeated."""

    head: tuple[Text, ...]
    """Empty texts where the table has no head."""
    rows: tuple[tuple[Text, ...], ...]
    lines: tuple[int | None, ...] = ()
    """The line of each row."""
    sources: tuple[str, ...] = ()
    """Each row as it stands in the source, for the record's ``source.text``."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """Labels and values of one thing: a definition list, a card, an object of data."""

    title: Text
    """The thing's name where it stands apart from the labels; empty otherwise."""
    pairs: tuple[tuple[str, Text], ...]
    line: int | None = None
    source: str = ""


Block = Heading | Paragraph | Bullets | Table | Pairs


@dataclass(frozen=True, slots=True)
class Page:
    """A page, read."""

    blocks: tuple[Block, ...]
    title: str = ""
    """From front matter, ``<title>`` or the like; empty where the format has none."""
    language: str = ""
    """As the page declares it, such as ``de``; empty where it does not."""
    data: dict[str, object] = field(default_factory=dict)
    """Front matter, or the keys that stand beside the list in data."""
    source: str = ""
    """The text itself where blocks know their lines, so that a row can quote what it came from."""
    unread: tuple[str, ...] = ()
    """What the reader had to leave out, each in a sentence."""
