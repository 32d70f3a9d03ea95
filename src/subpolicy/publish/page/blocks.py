"""What a page consists of, whatever the format and the layout are."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple


class Phrase(NamedTuple):
    """Words in plain text, as a link where there is a target."""

    text: str
    target: str | None = None
    """From `escaping.web_address` or `escaping.link_target`."""


Cell = tuple[Phrase, ...]
"""What stands in one place of a table or card, each phrase on a line of its own."""


class Column(NamedTuple):
    """One column of a table, one line of a card."""

    field: str
    head: str


class Row(NamedTuple):
    """One vendor in a table."""

    anchor: str | None
    cells: tuple[Cell, ...]


class Table(NamedTuple):
    """Vendors as rows; the first cell names the row."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


class Facts(NamedTuple):
    """A card's lines: head and value."""

    pairs: tuple[tuple[str, Cell], ...]


class Prose(NamedTuple):
    """A text of the company's."""

    markdown: str
    label: str | None = None
    """What the text explains, where it has no heading of its own."""


class Paragraph(NamedTuple):
    """A sentence, or a few phrases one after the other."""

    phrases: Cell
    lead: bool = False
    """Whether it is set apart as an introduction."""


class Terms(NamedTuple):
    """Words and what they mean; the label has its colon."""

    label: str
    pairs: tuple[tuple[str, str], ...]


class Links(NamedTuple):
    """Documents, one per line."""

    phrases: Cell


class Alternate(NamedTuple):
    """The same list, or what is new of it, in another file."""

    href: str
    """Relative to the page."""
    type: str
    """Its media type."""
    lang: str | None = None
    """Of a page in another language."""


Block = Table | Facts | Prose | Paragraph | Terms | Links


class Part(NamedTuple):
    """A part of the page with an anchor; within a section, a category or a vendor."""

    anchor: str
    title: str | None
    blocks: tuple[Block, ...]
    parts: "tuple[Part, ...]" = ()


@dataclass(frozen=True, slots=True)
class Content:
    """A whole page."""

    lang: str
    title: str
    subtitle: str | None
    updated: tuple[str, str, str] | None
    """Label with its colon, ISO date, the date in words."""
    subscribe: Phrase | None
    before: tuple[Part, ...]
    """The company's sections before the list."""
    list: Part
    upcoming: Part | None
    retired: Part | None
    after: tuple[Part, ...]
    documents: Part | None
    closing: tuple[Part, ...]
    """The company's sections that come last, as that on questions."""
    footer: tuple[str, ...]
    """Who publishes it, where its own texts do not say so."""
    skip: str
    contents: str
    colon: str = ":"
    """What the language sets behind a label."""

    @property
    def sections(self) -> tuple[Part, ...]:
        """All parts in the order of the page."""
        return tuple(part for group in self.groups.values() for part in group)

    @property
    def own(self) -> tuple[Part, ...]:
        """The company's sections."""
        return (*self.before, *self.after, *self.closing)

    @property
    def groups(self) -> Mapping[str, tuple[Part, ...]]:
        """The parts by what a template calls each group, in the order of the page."""
        return {
            "before": self.before,
            "list": (self.list,),
            "upcoming": () if self.upcoming is None else (self.upcoming,),
            "retired": () if self.retired is None else (self.retired,),
            "after": self.after,
            "documents": () if self.documents is None else (self.documents,),
            "closing": self.closing,
        }
