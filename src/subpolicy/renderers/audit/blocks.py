"""The auditor's report in sections: the same words and numbers in every format."""

from dataclasses import dataclass
from typing import NamedTuple


class Cell(NamedTuple):
    """One cell of a table, or one value."""

    text: str
    kind: str = "text"
    """``text``, ``prose`` (backticks mark code), ``code``, ``number``, ``date``, ``severity``,
    ``verdict``, ``strong``."""
    to: str | None = None
    """Where it leads: ``#anchor`` within the report, or an address of the web."""
    note: str | None = None
    """What the text leaves out, such as the whole of a shortened commit id."""


class Column(NamedTuple):
    """The head of a column."""

    title: str
    filters: bool = False
    """Whether readers will want to narrow the table by its values."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table; its rows are all as long as its head."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    anchors: tuple[str, ...] = ()
    """The anchor of each row, where something leads there; else empty."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """Names and values."""

    rows: tuple[tuple[str, Cell], ...]


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph, in which backticks mark code."""

    text: str


@dataclass(frozen=True, slots=True)
class Matrix:
    """Every rule on every vendor: one cell each, its gravest outcome first."""

    caption: str
    rules: tuple[tuple[str, str, str], ...]
    """Short name, rule id, title."""
    rows: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...]
    """Vendor id, name, and one (symbol, verdict) per rule; both empty where nothing was asked."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture that HTML draws from the audit, and that formats without pictures leave out."""

    name: str
    """``severities``, ``evidence``, ``transfers``, ``trend``."""
    title: str
    words: str
    """What it shows, for whoever does not see it."""


Block = Table | Pairs | Prose | Matrix | Chart


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report."""

    anchor: str
    title: str
    blocks: tuple[Block, ...]
    parts: tuple["Section", ...] = ()
