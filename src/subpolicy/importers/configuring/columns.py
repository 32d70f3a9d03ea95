"""What the page calls its columns, and its words for each status."""

from collections import Counter
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from subpolicy.importers.blocks import Bullets, Item, Page, Pairs, Paragraph, Text
from subpolicy.importers.cells.statuses import status_of
from subpolicy.importers.cells.values import is_empty
from subpolicy.importers.finding.labels import labelled
from subpolicy.importers.heads import column_of
from subpolicy.importers.rows import Column, Reading

_FIELDS: Final[Mapping[Column, str]] = MappingProxyType(
    {
        Column.NAME: "name",
        Column.SERVICE: "service",
        Column.ENTITY: "entity",
        Column.WEBSITE: "website",
        Column.CATEGORY: "category",
        Column.PURPOSE: "purpose",
        Column.DATA: "data_categories",
        Column.SUBJECTS: "data_subjects",
        Column.LOCATION: "processing",
        Column.TRANSFER: "transfers",
        Column.APPLIES_TO: "applies_to",
        Column.STATUS: "status",
        Column.CERTIFICATIONS: "certifications",
        Column.DPA: "dpa",
    }
)
_STATUSES: Final = ("planned", "active", "optional", "suspended", "retired")
_LONGEST = 256
_LONG_LABEL = 40


def heads_of(page: Page, reading: Reading) -> Mapping[Column, str]:
    """What the page calls each column: the heads of its tables, or the labels of its cards."""
    if reading.heads:
        return reading.heads
    used = {column for row in reading.rows for column in row.cells}
    counted: dict[Column, Counter[str]] = {}
    for label in _labels(page):
        column = column_of(label)
        if column is not None and column in used:
            counted.setdefault(column, Counter())[label] += 1
    most = {column: labels.most_common(1)[0] for column, labels in counted.items()}
    return {column: label for column, (label, times) in most.items() if times > 1}


def columns_of(heads: Mapping[Column, str]) -> dict[str, str]:
    """``page.columns``: the field of each column, and the page's word; none for keys of data."""
    words = [head for head in heads.values() if head]
    if words and all(head == head.lower() for head in words):
        return {}
    return {
        _FIELDS[column]: head[:_LONGEST]
        for column, head in heads.items()
        if head and column in _FIELDS
    }


def status_labels_of(reading: Reading, heads: Mapping[Column, str]) -> dict[str, str]:
    """The page's own word for each status, from the cells that say it first."""
    found: dict[str, str] = {}
    for row in reading.rows:
        text = row.cells.get(Column.STATUS)
        if text is None or is_empty(text.flat) or text.checked is not None:
            continue
        fields = status_of(text, heads.get(Column.STATUS, "")).fields
        label = text.flat.split("(")[0].strip(" -–—:,")
        if "status" in fields and label and len(label) <= _LONG_LABEL:
            plain = status_of(Text(label)).fields
            if plain == {"status": fields["status"]}:
                found.setdefault(fields["status"], label)
    return {status: found[status] for status in _STATUSES if status in found}


def _labels(page: Page) -> Iterator[str]:
    for block in page.blocks:
        match block:
            case Bullets(items=items):
                yield from _of_items(items)
            case Paragraph(text=text):
                yield from (label for label, _ in labelled(text))
            case Pairs(pairs=pairs):
                yield from (label for label, _ in pairs)
            case _:
                pass


def _of_items(items: tuple[Item, ...]) -> Iterator[str]:
    for item in items:
        yield from (label for label, _ in labelled(item.text))
        yield from _of_items(item.items)
