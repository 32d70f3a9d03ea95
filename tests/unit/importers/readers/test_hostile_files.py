"""Files made to cost time or memory, or broken: bounded, and with a message that helps."""

import io
import time
import zipfile

import openpyxl
import pytest

from subpolicy.errors import RunError
from subpolicy.importers import readers
from subpolicy.importers.finding import find

ROW = "<tr><td>Stripe</td><td>Payments</td><td>US</td></tr>"
HEAD = "<h1>Subprocessors</h1><table><tr><th>Vendor<th>Purpose<th>Location</tr>"
CASES = {
    "nested div": ("a.html", "<div>" * 100_000 + "x"),
    "nested tables": ("a.html", "<table><tr><td>" * 20_000 + "x"),
    "nested lists": ("a.html", "<ul><li>" * 50_000 + "x"),
    "nested spans": ("a.html", "<span>" * 100_000 + "x" + "</span>" * 100_000),
    "open bold in every paragraph": ("a.html", "<b id=1><b id=2><i>" * 500 + "<p>x" * 100_000),
    "tags without an end": ("a.html", "<a <b <c " * 100_000),
    "comments without an end": ("a.html", "<!--" * 200_000),
    "cells without number": ("a.html", HEAD + "<tr>" + "<td>x" * 100_000),
    "spans": ("a.html", HEAD + "<tr><td rowspan=9999 colspan=9999>x" * 2000),
    "quotes": ("a.md", "> " * 20_000 + "x"),
    "brackets": ("a.md", "[" * 50_000),
    "links": ("a.md", "[a](" * 50_000),
    "a megabyte of brackets": ("a.md", "![[" * 350_000),
    "dots in front matter": ("a.md", "+++\n" + ".".join("a" * 100_000) + " = 1\n+++\nx"),
    "stars": ("a.md", "*a_ " * 50_000),
    "ticks": ("a.md", "".join("`" * n + " " for n in range(1, 400))),
    "nested bullets": ("a.md", "".join("  " * n + "- x\n" for n in range(500))),
    "html in Markdown": ("a.md", "<table>\n\n" * 3000),
    "tags in MDX": ("a.mdx", '<A b={"{{{{\n' * 3000),
    "exports in MDX": ("a.mdx", "export const a = [\n\n" * 2000),
    "bars": ("a.md", "|" * 20_000 + "\n" + "|-" * 20_000 + "\n" + "|" * 20_000),
    "arrays": ("a.ts", "const a = " + "[" * 50_000),
    "open places in a text": ("a.ts", "const a = `" + "${" * 250_000 + "`"),
    "elements": ("a.tsx", "const a = " + "<div>" * 20_000),
    "constants that multiply": (
        "a.ts",
        "const a0 = [{name: 'x', purpose: 'y'}];"
        + "".join(f"const a{n + 1} = [{','.join([f'...a{n}'] * 10)}];" for n in range(20)),
    ),
    "constants in a circle": ("a.ts", "const a = [...b]; const b = [...a, {name: a}];"),
    "deep JSON": ("a.json", "[" * 100_000),
    "large numbers": ("a.json", '[{"name": "x", "purpose": ' + "9" * 100_000 + "}]"),
    "quotes in CSV": ("a.csv", 'Vendor,Purpose\n"' + "x" * 2_000_000),
    "columns in CSV": ("a.csv", "Vendor,Purpose" + "," * 1_000_000),
    "lines of text": ("a.txt", "Vendor\nPurpose\n" * 10_000),
    "one long line": ("a.txt", "x" * 1_000_000),
    "nested definitions": ("a.html", "<dl><dt>a<dd>b" * 70_000),
    "attributes": ("a.html", "<div " + "".join(f"a{n} " for n in range(100_000)) + ">x"),
    "attributes behind a quote": (
        "a.html",
        "<!-- <a b=' --><div c='>' " + "".join(f"a{n}=' '" for n in range(60_000)) + ">x",
    ),
    "comments that end in many ways": ("a.txt", "<!---->" * 200),
    "headings": ("a.md", "# a\n" * 500_000),
    "capitals and hyphens": ("a.md", "# Subprocessors\n- " + "a-" * 100_000),
}


@pytest.mark.parametrize(("name", "text"), CASES.values(), ids=CASES)
def test_takes_seconds_at_most(name, text):
    start = time.process_time()
    try:
        find(readers.read(name, text.encode()))
    except RunError as error:
        assert error.message  # noqa: PT017 -- either answer will do
    assert time.process_time() - start < 10


@pytest.mark.parametrize("value", ["9" * 5_000, "[" * 5_000, "2020-13-45", "."])
def test_front_matter_that_toml_cannot_take_is_left_out(value):
    page = readers.read("a.md", f"+++\na = {value}\n+++\n# Subprocessors\n".encode())
    assert page.data == {}
    assert [block.text.plain for block in page.blocks] == ["Subprocessors"]


@pytest.mark.parametrize(
    "text", ["a [b] *c* _d_ ~e\n" * 9_000, "\n\n" * 25_000, "words " * 200_000]
)
def test_markdown_is_read_to_its_bounds_and_the_rest_is_told(text):
    page = readers.read("a.md", ("# Subprocessors\n" + text + "\n\n# The end\n").encode())
    assert page.blocks[0].text.plain == "Subprocessors"
    assert "The end" not in repr(page.blocks)
    assert "what comes after that was not read" in page.unread[0]
    assert readers.read("a.md", ("# Subprocessors\n" + text[:20_000]).encode()).unread == ()


def test_a_list_of_too_many_bullets_is_read_to_its_bound_and_the_rest_is_told():
    items = "".join(f"<li>Acme {n} (US) - mail" for n in range(10_002))
    found = find(readers.read("a.html", f"<h2>Subprocessors</h2><ul>{items}</ul>".encode()))
    assert len(found.rows) == 10_000
    assert [one.name for one in found.skipped] == ["Acme 10000 (US) - mail"]


def test_a_wide_table_of_short_rows_takes_no_more_room_than_it_may():
    wide = "<table><tr>" + "<td>a" * 256 + "<tr><td>b" * 8_000 + "</table>"
    page = readers.read("a.html", (wide * 3).encode())
    assert [len(block.rows) for block in page.blocks] == [8_001]
    assert "larger than can be read" in page.unread[0]


@pytest.mark.parametrize("delimiter", ["", '"', " ", "\r"])
def test_what_cannot_part_cells_is_not_taken_for_their_delimiter(delimiter):
    text = f"sep={delimiter}\nVendor,Purpose\nStripe,Payments\n"
    (table,) = readers.read("a.csv", text.encode()).blocks
    assert [cell.plain for cell in table.head] == ["Vendor", "Purpose"]


@pytest.mark.slow
def test_ten_megabytes_of_html_take_seconds():
    start = time.process_time()
    page = readers.read("a.html", (HEAD + ROW * 190_000).encode())
    assert time.process_time() - start < 20
    assert len(page.blocks) == 2


@pytest.mark.parametrize(
    ("name", "raw", "message"),
    [
        ("a.md", b" " * (21 << 20), "22,020,096 bytes"),
        ("a.md", b" \n", "empty"),
        ("a.pdf", b"%PDF-1.7", "PDF"),
        ("a.txt", b"\x00\x01\x02\x03" * 100, "no text"),
        ("a.xlsx", b"Vendor,Purpose", "no spreadsheet"),
        ("a.xlsx", b"PK\x03\x04 rubbish", "broken"),
        ("a.yaml", b"a: [", ""),
        ("a.json", b'{"a": ', ""),
    ],
)
def test_says_what_is_wrong(name, raw, message):
    with pytest.raises(RunError) as caught:
        readers.read(name, raw)
    assert message in caught.value.message
    assert caught.value.place is not None


def test_an_unknown_format_is_told_with_the_known_ones():
    with pytest.raises(RunError) as caught:
        readers.read("a", b"x", "docx")
    assert "markdown" in (caught.value.help_text or "")


def _archive(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def _merged(area: str) -> bytes:
    book, stream = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["Vendor", "Purpose"])
    book.active.append(["Stripe", "Payments"])
    book.save(stream)
    parts = {}
    with zipfile.ZipFile(stream) as archive:
        for name in archive.namelist():
            parts[name] = archive.read(name)
    sheet = "xl/worksheets/sheet1.xml"
    cells = f'</sheetData><mergeCells><mergeCell ref="{area}"/></mergeCells>'.encode()
    parts[sheet] = parts[sheet].replace(b"</sheetData>", cells)
    return _archive(parts)


def test_a_cell_far_out_does_not_make_millions_of_empty_ones():
    book, stream = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["Vendor", "Purpose"])
    book.active.append(["Stripe", "Payments"])
    book.active["XFD1048576"] = "x"
    book.save(stream)
    start = time.process_time()
    page = readers.read("a.xlsx", stream.getvalue())
    assert time.process_time() - start < 2
    assert [row[0].plain for row in page.blocks[0].rows] == ["Stripe"]
    assert "not all" in page.unread[0]


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (_archive({"xl/a.xml": b"0" * (65 << 20)}), "64 MB"),
        (_archive({"xl/a.xml": b"0" * (5 << 20)}), "times its size"),
        (_archive({f"xl/{n}": b"" for n in range(2001)}), "parts"),
        (_archive({"xl/workbook.xml": b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}), "entities"),
        (_archive({"xl/workbook.xml": b"<a/>"}), "cannot be read"),
        (_merged("A1:XFD1048576"), "too many cells"),
    ],
    ids=["size", "ratio", "parts", "entities", "no spreadsheet", "merged"],
)
def test_a_spreadsheet_that_would_unfold_is_refused(raw, message):
    with pytest.raises(RunError) as caught:
        readers.read("a.xlsx", raw)
    assert message in caught.value.message
    assert caught.value.help_text
