"""Rows → records."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from subpolicy.documents.writing import write_record
from subpolicy.importers.blocks import Text
from subpolicy.importers.cells.days import order_in
from subpolicy.importers.cells.names import vendors_in
from subpolicy.importers.cells.values import is_empty
from subpolicy.importers.making.categories import category_of, ids_by_title
from subpolicy.importers.making.draft import LONGEST, Draft, bounded
from subpolicy.importers.making.filling import fill
from subpolicy.importers.making.fitting import clean, fitted, within
from subpolicy.importers.making.ids import Named, ids_of, slug
from subpolicy.importers.making.imported import Imported, Problem, Setting
from subpolicy.importers.rows import Column, Reading, Row, Skipped

_ONE = 1
_DOUBTED = ((Column.LOCATION, "/processing/locations"), (Column.TRANSFER, "/transfers"))
_EITHER = re.compile(
    r"\s(?:or|oder|ou|of|o|bzw\.?|resp\.?)\s|\s/\s|respectively",
    re.IGNORECASE,
)
_DATED = (Column.DPA, Column.TRANSFER, Column.SINCE, Column.STATUS)
_LONGEST_NAME = 1000
"""Characters of a name with its address that are read."""


def records_of(
    reading: Reading, setting: Setting, heads: Mapping[Column, str] | None = None
) -> Imported:
    """The records of the rows that were found.

    Args:
        reading: The rows.
        setting: Schema, vocabulary, language and origin.
        heads: What the page calls each column, where `Reading.heads` does not tell.
    """
    known = reading.heads if heads is None else heads
    skipped = list(reading.skipped)
    setting = replace(setting, orders=_orders(reading.rows, setting.language))
    drafts = list(_drafts(reading.rows, known, setting, skipped))
    named = [Named(draft.fields["name"], draft.fields.get("service", "")) for draft in drafts]
    categories = ids_by_title(reading)
    records: list[tuple[str, dict[str, Any]]] = []
    problems = list(_unused(drafts))
    for id_, draft in zip(ids_of(named), drafts, strict=True):
        if title := category_of(draft.row):
            draft.fields["category"] = categories[title]
        record, cuts = _finished(id_, draft, setting)
        records.append((id_, record))
        name = record["name"]
        problems.extend(Problem(name, cell, reason) for cell, reason in draft.problems)
        problems.extend(Problem(name, cell, reason) for cell, reason in cuts)
    return Imported(tuple(records), tuple(dict.fromkeys(problems)), tuple(skipped))


def text_of(record: Mapping[str, Any], schema: str) -> str:
    """A record as its file: the modeline for editors, then the fields.

    Args:
        record: As `records_of` gives it.
        schema: The path of the vendor schema from the file, or its address.
    """
    return write_record(dict(record), schema)


def _drafts(
    rows: Iterable[Row], heads: Mapping[Column, str], setting: Setting, skipped: list[Skipped]
) -> Iterator[Draft]:
    for row in rows:
        name = _name(row)
        if (reason := _why_skipped(row, name)) is not None:
            skipped.append(Skipped(name.flat, reason, row.line))
            continue
        names, either = _names(row, name)
        for one in names:
            draft = Draft(row, heads)
            fill(draft, one, setting)
            if len(names) > _ONE:
                _doubt(draft)
            if either and len(names) > _ONE and (group := slug(name.flat)):
                draft.fields["exclusive_group"] = group
            yield draft


def _doubt(draft: Draft) -> None:
    """Of places or grounds with an "or" in a row of two vendors, one need not be both's."""
    for column, pointer in _DOUBTED:
        text = draft.cell(column)
        if text is not None and _EITHER.search(text.flat):
            draft.assumed.append(pointer)


def _orders(rows: Iterable[Row], language: str) -> Mapping[Column, str]:
    """By what the dates of each column are to be read."""
    cells: dict[Column, list[str]] = {column: [] for column in _DATED}
    for row in rows:
        for column in _DATED:
            if (text := row.cells.get(column)) is not None:
                cells[column].append(text.flat[:LONGEST])
    return {column: order_in(texts, language) for column, texts in cells.items()}


def _name(row: Row) -> Text:
    """The name; where a row has none, the company or the product."""
    for column in (Column.NAME, Column.ENTITY, Column.SERVICE):
        text = row.cells.get(column)
        if text is not None and not is_empty(clean(text.flat)):
            return bounded(text._replace(plain=clean(text.plain)), _LONGEST_NAME)
    return Text("")


def _why_skipped(row: Row, name: Text) -> str | None:
    if is_empty(clean(name.flat).strip()):
        return "it has no name"
    if name.struck or all(text.struck for text in row.cells.values() if text.plain):
        return "it is struck through"
    return None


def _names(row: Row, name: Text) -> tuple[list[Text], bool]:
    """The vendors that a row names, each with its own links."""
    said = (row.cells.get(column) for column in (Column.STATUS, Column.PURPOSE, Column.NOTE))
    names, either = vendors_in(
        name.flat, " ".join(text.flat[:LONGEST] for text in said if text is not None)
    )
    if len(names) == _ONE:
        return [name], False
    parts = [
        name._replace(plain=one, links=tuple(link for link in name.links if link.words == one))
        for one in names
    ]
    return parts, either


def _unused(drafts: Iterable[Draft]) -> Iterator[Problem]:
    """Columns that nothing is known for, each once."""
    heads = dict.fromkeys(head for draft in drafts for head in draft.others())
    for head in heads:
        reason = "the column is not understood, so it is not used"
        if not head.strip():
            reason = "a column without a head is not understood, so it is not used"
        yield Problem("", head, reason)


def _finished(
    id_: str, draft: Draft, setting: Setting
) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    """The record as the schema takes it, with its source, and what had to be cut."""
    name = " ".join(clean(draft.fields["name"]).split())
    whole = fitted({**draft.fields, "id": id_, "name": name}, setting.schema)
    record = dict(whole.value or {})
    record.setdefault("id", id_)
    source = {
        "url": setting.url,
        "retrieved_on": setting.retrieved_on,
        "text": _source_text(draft),
        "assumed": list(within(draft.assumed, record)) or None,
    }
    record["source"] = {key: value for key, value in source.items() if value}
    ended = fitted(record, setting.schema)
    cuts = [
        (pointer.strip("/") or "record", reason) for pointer, reason in (*whole.cuts, *ended.cuts)
    ]
    return ended.value, cuts


def _source_text(draft: Draft) -> str:
    """The row as the page has it, below the sentence that the record rests on, too."""
    row = draft.row
    text = row.source or "\n".join(cell.plain for cell in row.cells.values() if cell.plain)
    return f"{draft.context}\n{text}" if draft.context else text
