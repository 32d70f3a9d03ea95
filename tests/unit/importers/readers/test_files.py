"""Encodings, formats and spreadsheets."""

import datetime as dt
import io

import openpyxl
import pytest

from subpolicy.importers import readers
from subpolicy.importers.blocks import Heading, Paragraph, Table
from subpolicy.importers.finding import find
from subpolicy.importers.rows import Column

HTML = (
    "<html><head>{}</head><h1>Sous-traitants</h1><table><tr><th>Nom<th>Rôle<th>Pays</tr>"
    "<tr><td>Brevo<td>Envoi d’e-mails à l’étranger<td>Brésil</tr></table>"
)


@pytest.mark.parametrize(
    ("head", "encoding", "told"),
    [
        ("", "utf-8", False),
        ("", "utf-8-sig", False),
        ("", "utf-16", False),
        ("", "utf-16-le", False),
        ("<meta charset=windows-1252>", "windows-1252", False),
        ('<meta http-equiv=Content-Type content="text/html; charset=iso-8859-1">', "cp1252", False),
        ("<meta charset=macintosh>", "mac-roman", False),
        ("", "windows-1252", True),
    ],
)
def test_reads_text_in_any_encoding(head, encoding, told):
    page = readers.read("page.html", HTML.format(head).encode(encoding))
    (row,) = find(page).rows
    assert row.cells[Column.PURPOSE].flat == "Envoi d’e-mails à l’étranger"
    assert row.cells[Column.LOCATION].flat == "Brésil"
    assert bool(page.unread) is told


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("page", "<!doctype html><h1>Subprocessors</h1><ul><li>Stripe: Payments</ul>"),
        ("page.txt", "<html><h1>Subprocessors</h1><ul><li>Stripe: Payments</ul>"),
        ("page.txt", "# Subprocessors\n\n- Stripe: Payments\n"),
        ("list", '[{"name": "Stripe", "purpose": "Payments"}]'),
        ("LIST.CSV", "Vendor,Purpose\nStripe,Payments\n"),
    ],
)
def test_tells_the_format_by_name_and_content(name, text):
    (row,) = find(readers.read(name, text.encode())).rows
    assert row.cells[Column.NAME].flat == "Stripe"
    assert row.cells[Column.PURPOSE].flat == "Payments"


def test_the_format_can_be_said():
    page = readers.read("page.html", b"Vendor;Purpose\nStripe;Payments\n", "csv")
    assert isinstance(page.blocks[0], Table)


@pytest.fixture(scope="module")
def book():
    book = openpyxl.Workbook()
    first = book.active
    first.title = "Billing"
    for row in (
        ["Our subprocessors"],
        [],
        ["Vendor", "Purpose", "Country", "DPA signed"],
        ["Stripe", "Payments", "US", dt.date(2024, 5, 1)],
        ["Secret", "x", "US", None],
        ["Servers", None, None, None],
        ["Hetzner", "Hosting", "Germany", dt.datetime(2023, 1, 2, tzinfo=None)],  # noqa: DTZ001
    ):
        first.append(row)
    first["A4"].hyperlink = "https://stripe.com"
    first.row_dimensions[5].hidden = True
    first.merge_cells("A6:D6")
    removed = book.create_sheet("Removed vendors")
    removed.append(["Vendor", "Purpose"])
    removed.append(["Okta", "Sign-in"])
    book.create_sheet("Notes").sheet_state = "hidden"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_reads_a_spreadsheet(book):
    page = readers.read("list.xlsx", book)
    assert [one.text.flat for one in page.blocks if isinstance(one, Heading)] == [
        "Billing",
        "Removed vendors",
    ]
    assert any(isinstance(one, Paragraph) for one in page.blocks)
    found = find(page)
    stripe, hetzner = found.rows
    assert stripe.cells[Column.NAME].links[0].url == "https://stripe.com"
    assert stripe.cells[Column.DPA].flat == "2024-05-01"
    assert stripe.line == 4
    assert stripe.category.flat == "Billing"
    assert hetzner.category.flat == "Servers"
    assert hetzner.cells[Column.DPA].flat == "2023-01-02"
    assert [one.name for one in found.skipped] == ["Okta"]


def test_tells_what_of_a_spreadsheet_is_hidden(book):
    unread = " ".join(readers.read("list.xlsx", book).unread)
    assert "'Notes' is hidden" in unread
    assert "1 hidden rows" in unread
