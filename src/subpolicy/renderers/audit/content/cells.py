"""Cells of the report's tables, and the words that several of its sections share."""

from collections.abc import Iterable, Mapping
from typing import Final

from subpolicy.findings.outcome import Verdict
from subpolicy.findings.report import Report
from subpolicy.renderers.audit.blocks import Cell, Column, Table

NOTHING: Final = Cell("–")
"""Where there is nothing to say."""

VERDICTS: Final[Mapping[Verdict, str]] = {
    Verdict.FAILED: "Failed",
    Verdict.NOT_JUDGED: "Not judged",
    Verdict.WAIVED: "Waived",
    Verdict.BASELINED: "Known",
    Verdict.PASSED: "Passed",
    Verdict.NOT_APPLICABLE: "Not applicable",
}
"""The outcomes of an evaluation, the gravest first, and what the report calls them."""

_SHORT = 12
"""Digits of a commit's id, enough to be told from all others."""


def text(value: object) -> Cell:
    """A text as it is; a dash for none."""
    return Cell(str(value)) if value not in (None, "") else NOTHING


def prose(value: str | None) -> Cell:
    """A text of a rule, in which backticks mark code."""
    return Cell(value, "prose") if value else NOTHING


def code(value: str | None, to: str | None = None) -> Cell:
    """An id, a path, a digest."""
    return Cell(value, "code", to) if value else NOTHING


def number(value: int | None) -> Cell:
    """A number; a dash for none."""
    return NOTHING if value is None else Cell(str(value), "number")


def date(value: str | None) -> Cell:
    """An ISO date; a dash for none."""
    return Cell(value, "date") if value else NOTHING


def commit(value: str | None) -> Cell:
    """A commit's id, shortened."""
    return Cell(value[:_SHORT], "code", None, value) if value else Cell("not committed")


def rule(report: Report, id_: str) -> Cell:
    """A rule's id, which leads to its text where it has one in the report."""
    return code(
        id_, f"#{rule_anchor(id_)}" if any(card.id == id_ for card in report.rules) else None
    )


def rule_anchor(id_: str) -> str:
    """The anchor of a rule's text."""
    return f"rule-{id_}"


def columns(*titles: str, filters: Iterable[str] = ()) -> tuple[Column, ...]:
    """The head of a table; `filters` are the columns whose values readers narrow it by."""
    narrowing = set(filters)
    return tuple(Column(title, title in narrowing) for title in titles)


def table(caption: str, head: tuple[Column, ...], rows: Iterable[tuple[Cell, ...]]) -> Table:
    """A table without anchors."""
    return Table(caption, head, tuple(rows))


def many(count: int, noun: str, plural: str | None = None) -> str:
    """``1 file``, ``2 files``."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {plural or noun + 's'}"
