"""Pages, rows and the schemas that an import needs."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from subpolicy import documents
from subpolicy.importers.blocks import Page, Text
from subpolicy.importers.finding import find
from subpolicy.importers.making import Imported, Setting, records_of
from subpolicy.importers.readers import copied, data, html, markdown
from subpolicy.importers.rows import Column, Reading, Row
from subpolicy.shipped import policies_folder, schema_folder

ROOT = Path(__file__).parents[2]
PAGES = ROOT.parent / "shared" / "pages"
"""Real pages; other companies' texts, so no part of the repository."""


@cache
def schema(name: str) -> dict[str, Any]:
    """A shipped schema."""
    return json.loads((schema_folder() / f"{name}.schema.json").read_text(encoding="utf-8"))


@cache
def vocabulary() -> dict[str, str]:
    """The shipped table of data categories."""
    path = policies_folder() / "_tables" / "data-categories.yaml"
    read = documents.read(path.name, path.read_bytes())
    assert isinstance(read, documents.Document)
    return {row["code"]: row["label"] for row in read.data["rows"]}


def setting(language: str = "", url: str = "") -> Setting:
    """What does not come from rows."""
    return Setting(schema("vendor"), vocabulary(), language, url)


def page_of(path: Path) -> Page:
    """A page, read by the ending of its name."""
    text = path.read_text(encoding="utf-8")
    match path.suffix:
        case ".html":
            return html.read(text)
        case ".txt":
            page = copied.read(text)
            assert page is not None
            return page
        case ".json" | ".yml":
            read = documents.read(path.name, text.encode())
            assert isinstance(read, documents.Document)
            return data.read(read.data)
        case _:
            return markdown.read(text)


def imported(path: Path) -> tuple[Page, Reading, Imported]:
    """A page with its rows and records."""
    page = page_of(path)
    reading = find(page)
    return page, reading, records_of(reading, setting())


def row(category: str = "", context: str = "", source: str = "", **cells: str | Text) -> Row:
    """A row from words by column."""
    texts = {
        Column(key): Text(value) if isinstance(value, str) else value
        for key, value in cells.items()
    }
    return Row(texts, {}, Text(category) if category else None, context, source)


def records(*rows: Row, heads: dict[Column, str] | None = None) -> Imported:
    """The records of rows."""
    return records_of(Reading(rows, (), heads or {}), setting())
