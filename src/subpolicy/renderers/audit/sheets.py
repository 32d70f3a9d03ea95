"""The audit as the sheets of a workbook, before any spreadsheet library has seen them."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from subpolicy.audit import Audit
from subpolicy.dates import is_date
from subpolicy.findings.finding import Severity
from subpolicy.findings.outcome import Verdict
from subpolicy.registry.registry import Vendor
from subpolicy.renderers.audit.blocks import Block, Cell, Matrix, Pairs, Prose, Section, Table
from subpolicy.renderers.audit.content import content, title
from subpolicy.renderers.audit.content.cells import NOTHING, VERDICTS
from subpolicy.renderers.audit.content.population import standings
from subpolicy.renderers.audit.outcomes import Row, findings

_FIRST_DAY = "1900-03-01"
"""Spreadsheets count a 29 February 1900: days before that would be shown as their neighbours."""


class Shade(NamedTuple):
    """A word that bears the colour of an outcome."""

    word: str
    verdict: Verdict


Value = str | int | date | Shade | None
"""What a cell holds."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table; its rows are all as long as its heads."""

    name: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    note: str = ""
    """What stands in place of the rows, where there are none."""
    kept: int = 1
    """How many columns stay in sight while the others are scrolled."""
    turned: bool = False
    """Whether the heads of the other columns are written upwards, so that many fit."""


def sheets(audit: Audit) -> Iterator[Sheet]:
    """All of them, in the order of their tabs."""
    sections = {section.anchor: section for section in content(audit, "xlsx")}
    yield _summary(audit, sections)
    yield _vendors(audit)
    yield _findings(audit)
    yield _matrix(sections["matrix"])
    yield _table("Rules", sections["rules"])
    yield _table("Waivers", sections["waivers"])
    if audit.period is None:
        yield Sheet("Changes", ("Day",), (), "No period was asked for (--since).")
    else:
        yield _table("Changes", sections["changes"])
        yield _table("Commits", sections["operation"])
    yield _table("Transfers", sections["transfers"])
    yield _table("Evidence", sections["evidence"])
    yield _controls(sections["controls"])


def _summary(audit: Audit, sections: Mapping[str, Section]) -> Sheet:
    """What was judged, by what, what came of it, and what that does not say."""
    rows: list[tuple[Value, ...]] = [("Report", "Title", title(audit))]
    for anchor in ("verdict", "scope", "result", "rules-off", "deviations", "limits"):
        section = sections[anchor]
        rows += [(section.title, *pair) for block in section.blocks for pair in _pairs(block)]
    return Sheet("Summary", ("Part", "What", "Value"), tuple(rows), kept=2)


def _pairs(block: Block) -> Iterator[tuple[Value, Value]]:
    match block:
        case Prose(text=text):
            yield None, text
        case Pairs(rows=rows):
            yield from ((name, _value(cell)) for name, cell in rows)
        case Table(columns=(_, _), rows=rows):
            yield from ((first.text, _value(second)) for first, second in rows)
        case Table(columns=(_, *others), rows=rows):
            for first, *cells in rows:
                named = zip(others, cells, strict=True)
                yield first.text, "; ".join(f"{head.title}: {cell.text}" for head, cell in named)
        case _:  # a chart shows numbers that stand in a table as well
            pass


def _vendors(audit: Audit) -> Sheet:
    """Every file of the population, with what a valid record says."""
    records = {vendor.path: vendor for vendor in audit.vendors}
    signed = {one.vendor: one.on for one in audit.evidence if one.kind == "DPA"}
    open_ = Counter((finding.path, finding.severity) for finding in audit.report.findings)
    judged = standings(audit)
    heads = ("File", "Vendor", "Name", "Status", "Judged", *(f"Open: {one}" for one in Severity))
    record = ("Purpose", "Data", "Locations", "Access from", "Transfers", "DPA", "DPA signed on")
    rows = tuple(
        (
            member.path,
            member.vendor,
            member.name,
            member.status,
            judged[member.path],
            *(open_[member.path, severity] for severity in Severity),
            *_record(records.get(member.path)),
            _day(signed.get(member.vendor or "")),
            member.sha256 or "unreadable",
        )
        for member in audit.report.population
    )
    return Sheet("Vendors", (*heads, *record, "SHA-256"), rows, "No file was read.", kept=2)


def _record(vendor: Vendor | None) -> tuple[Value, ...]:
    if vendor is None or not vendor.valid:
        return (None,) * 6
    data = vendor.data
    return (
        data.get("purpose"),
        ", ".join(data["data_categories"]),
        ", ".join(data["processing"]["locations"]),
        ", ".join(data["processing"]["access"]),
        ", ".join(transfer["mechanism"] for transfer in data["transfers"]),
        data.get("dpa", {}).get("method"),
    )


def _findings(audit: Audit) -> Sheet:
    """What is open, known or waived, and the faults of the files: one table to be narrowed."""
    left_out = {"kind", "status", "pack", "as_of", "revision"}
    names = [name for name in Row._fields if name not in left_out]
    heads = tuple(name.replace("_", " ").capitalize() for name in names)
    rows = tuple(
        tuple(_field(name, getattr(row, name)) for name in names) for row in findings(audit)
    )
    return Sheet("Findings", heads, rows, "Nothing is at fault.", kept=2)


def _field(name: str, value: str | int | None) -> Value:
    if name == "verdict" and isinstance(value, str):
        verdict = Verdict(value)
        return Shade(VERDICTS[verdict], verdict)
    dated = name in {"first_seen", "approved_on", "expires_on", "due"}
    return _day(value) if dated and isinstance(value, str) else value


def _matrix(section: Section) -> Sheet:
    """Every rule on every vendor."""
    block = next(block for block in section.blocks if isinstance(block, Matrix))
    heads = ("Vendor", "Name", *(f"{number} {rule}" for number, rule, _ in block.rules))
    rows = tuple(
        (id_, name, *(Shade(word, Verdict(said)) if word else None for word, said in cells))
        for id_, name, cells in block.rows
    )
    return Sheet("Matrix", heads, rows, "No vendor was judged.", kept=2, turned=True)


def _controls(section: Section) -> Sheet:
    """The controls of all frameworks in one table."""
    tables = [(part.title, _last_table(part)) for part in section.parts]
    heads = next((table.columns for _, table in tables if table), ())
    rows = tuple(
        (framework, *map(_value, row)) for framework, table in tables if table for row in table.rows
    )
    titles = ("Framework", *(head.title for head in heads))
    return Sheet("Controls", titles, rows, "No rule names a control.", kept=2)


def _table(name: str, section: Section) -> Sheet:
    """The table of a section that goes into most detail, which is its last one."""
    table = _last_table(section)
    if table is None:
        words = " ".join(block.text for block in section.blocks if isinstance(block, Prose))
        return Sheet(name, (section.title,), (), words)
    heads = tuple(column.title for column in table.columns)
    return Sheet(name, heads, tuple(tuple(map(_value, row)) for row in table.rows))


def _last_table(section: Section) -> Table | None:
    tables = [block for block in section.blocks if isinstance(block, Table)]
    return tables[-1] if tables else None


def _value(cell: Cell) -> Value:
    if cell == NOTHING:
        return None
    match cell.kind:
        case "number":
            return int(cell.text)
        case "date":
            return _day(cell.text)
        case "code":  # a shortened id has the whole one in its note
            return cell.note or cell.text
        case _:
            return cell.text


def _day(value: str | None) -> date | str | None:
    """A day of the calendar, or the text where a spreadsheet cannot count to it."""
    if value is None or not is_date(value) or value < _FIRST_DAY:
        return value
    return date.fromisoformat(value)
