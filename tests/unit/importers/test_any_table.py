"""Whatever a table holds, it gives sound records or a refusal: Hypothesis looks for one that does
neither.
"""

import csv
import html
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from subpolicy.documents import Document, read
from subpolicy.documents.writing import write_record
from subpolicy.errors import RunError
from subpolicy.importing.understanding import Asked, understand
from subpolicy.sources import Nothing
from subpolicy.sources.overlay import Overlay
from subpolicy.tools import tools_of

WORDS = ["Acme, Inc.", "Bolt GmbH", "USA", "Germany, EU", "SCCs", "2025-01-15", "n/a", "✓", "-", ""]
HOSTILE = ["=1+1", "<b>", "| a", "::error::", "\u202e", "\x1b[31m", "a\nb", "null", "{}", "'", "\\"]
CELLS = st.sampled_from([*WORDS, *HOSTILE]) | st.text(max_size=12)
HEADS = st.sampled_from(
    ["Name", "Location", "Purpose", "DPA date", "Safeguards", "Website", "Data"]
)
TABLES = st.tuples(
    st.lists(HEADS | CELLS, min_size=1, max_size=5),
    st.lists(st.lists(CELLS, max_size=6), max_size=5),
).map(lambda parts: [["Name", *parts[0]], *parts[1]])


@pytest.fixture(scope="module")
def tools():
    return tools_of(Overlay(Nothing(), {"subpolicy.yaml": b"organisation: {name: Example}"}))


def as_csv(rows):
    stream = io.StringIO()
    csv.writer(stream).writerows(rows)
    return "a.csv", stream.getvalue()


def as_html(rows):
    cells = ("".join(f"<td>{html.escape(cell)}" for cell in row) for row in rows)
    return "a.html", "<h1>Subprocessors</h1><table><tr>" + "<tr>".join(cells) + "</table>"


def as_markdown(rows):
    lines = ["|".join(["", *row, ""]).replace("\n", " ") for row in rows]
    return "a.md", "\n".join(
        ["# Subprocessors", "", lines[0], "|-" * len(rows[0]) + "|", *lines[1:]]
    )


@settings(deadline=None, max_examples=60)
@given(TABLES, st.sampled_from([as_csv, as_html, as_markdown]))
def test_any_table_gives_sound_records_or_a_refusal(tools, rows, written):
    name, text = written(rows)
    try:
        found = understand(
            Asked(name, text.encode("utf-8", "replace"), "2026-01-01"), tools, new=True
        )
    except RunError as refusal:
        assert refusal.message  # noqa: PT017 -- either answer will do
        return
    for record in found.records:
        assert tools.schemas.violations("vendor", record) == ()
        again = read("x.yaml", write_record(dict(record), "x").encode())
        assert isinstance(again, Document)
        assert again.data == record
