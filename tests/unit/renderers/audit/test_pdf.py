"""The report on paper. Needs WeasyPrint and the Pango of the system."""

import importlib
import io
import os
import sys
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

import pytest
from pypdf import PdfReader

from subpolicy.errors import RunError
from subpolicy.renderers.audit import pdf
from subpolicy.renderers.audit.html.assets import STYLE
from support.audits import audit, shared_audit
from support.reports import finding, report, rule_card


def missing() -> str:
    """Why there is no PDF on this machine; empty where there is."""
    try:
        importlib.import_module("weasyprint")
    except (ImportError, OSError) as error:
        return f"WeasyPrint cannot be loaded: {error}"
    return ""


SMALL = '<!DOCTYPE html><html lang="en"><title>A page</title>'
paper = pytest.mark.skipif(bool(missing()), reason=missing())


@pytest.fixture(scope="module")
def written() -> bytes:
    return pdf.render(audit(report=report(finding())))


@pytest.fixture(scope="module")
def read(written) -> PdfReader:
    return PdfReader(io.BytesIO(written))


def words(reader: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


@paper
def test_it_is_tagged_and_says_so(read) -> None:
    catalogue = read.trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/Lang"] == "en"
    assert catalogue["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b'pdfuaid:part="1"' in catalogue["/Metadata"].get_data()


@paper
def test_its_tables_have_heads_for_a_screen_reader(read) -> None:
    def kinds(node) -> set[str]:
        node = node.get_object()
        if not isinstance(node, dict):
            return set()
        below = node.get("/K", [])
        below = below if isinstance(below, list) else [below]
        return {node.get("/S")}.union(*map(kinds, below))

    found = kinds(read.trailer["/Root"]["/StructTreeRoot"])
    assert {"/H1", "/H2", "/P", "/Table", "/TR", "/TH", "/TD"} <= found


@paper
def test_its_metadata_are_those_of_the_audit_and_not_of_the_hour(read) -> None:
    metadata = read.metadata
    assert metadata.title == "Subprocessors of Example, Inc.: report on their records"
    assert metadata.author == "Example, Inc."
    assert metadata.creator == "subpolicy 0.1.0"
    day = datetime(2026, 1, 1, tzinfo=UTC)
    assert metadata.creation_date == metadata.modification_date == day


@paper
def test_pages_are_numbered_and_the_contents_name_them(read) -> None:
    count = len(read.pages)
    assert f"2 / {count}" in read.pages[1].extract_text()
    (contents,) = [line for line in words_of_first(read) if line.startswith("Findings")]
    assert contents.rstrip()[-1].isdigit()


def words_of_first(reader: PdfReader) -> list[str]:
    return reader.pages[0].extract_text().splitlines()


@paper
def test_its_sections_are_bookmarks(read) -> None:
    def titles(outline) -> list[str]:
        return [
            title
            for entry in outline
            for title in (titles(entry) if isinstance(entry, list) else [entry.title])
        ]

    found = titles(read.outline)
    assert {"Scope", "Findings", "Every rule on every vendor"} <= set(found)


@paper
def test_what_was_found_stands_in_it(read) -> None:
    assert finding().message in words(read)


@paper
def test_broad_tables_lie_on_landscape_pages(read) -> None:
    assert broadest(read) == 297


@paper
def test_the_matrix_of_many_rules_gets_a_larger_sheet(monkeypatch) -> None:
    page = f"{SMALL}<style>{STYLE}</style><main><section class=broad id=matrix>m"
    monkeypatch.setattr(pdf.html, "page_of", lambda *_: page)

    def sheet(rules: int) -> int:
        judged = report(rules=(rule_card(),) * rules)
        return broadest(PdfReader(io.BytesIO(pdf.render(audit(report=judged)))))

    assert [sheet(rules) for rules in (40, 41, 63, 96)] == [297, 420, 594, 841]


def broadest(reader: PdfReader) -> int:
    """The width of the broadest page, in mm."""
    return round(max(page.mediabox.width for page in reader.pages) / 72 * 25.4)


@paper
def test_the_same_audit_gives_the_same_bytes_at_any_hour(written, monkeypatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    assert pdf.render(audit(report=report(finding()))) == written
    assert os.environ["SOURCE_DATE_EPOCH"] == "1"


@paper
def test_the_environment_is_left_as_it_was(monkeypatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    monkeypatch.setattr(pdf.html, "page_of", lambda *_: SMALL)
    pdf.render(audit())
    assert "SOURCE_DATE_EPOCH" not in os.environ


@paper
def test_nothing_is_fetched_even_where_the_page_asks_for_it(monkeypatch, tmp_path, caplog) -> None:
    secret = tmp_path / "secret.css"
    secret.write_text("p::before { content: 'stolen' }", encoding="utf-8")
    asked = [secret.as_uri(), "http://127.0.0.1:9/x.css", "data:text/css,p{color:red}"]
    links = "".join(f'<link rel=stylesheet href="{address}">' for address in asked)
    monkeypatch.setattr(pdf.html, "page_of", lambda *_: f"{SMALL}{links}<p>whole")
    read = PdfReader(io.BytesIO(pdf.render(audit())))
    assert words(read) == "whole"
    assert caplog.text.count("disallowed protocol") == len(asked)


@paper
def test_hostile_names_break_neither_its_pages_nor_its_metadata() -> None:
    read = PdfReader(io.BytesIO(pdf.render(shared_audit())))
    ET.fromstring(read.trailer["/Root"]["/Metadata"].get_data())  # noqa: S314 -- our own
    assert r"\u202e" in read.metadata.author
    assert "alert(1)" in words(read).replace("\0", "")


def test_without_weasyprint_it_says_how_to_get_it(monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(RunError, match="WeasyPrint, which is not installed") as caught:
        pdf.render(audit())
    assert caught.value.help_text == "pip install 'subpolicy[pdf]'"


def test_without_pango_it_says_how_to_get_it(monkeypatch, tmp_path) -> None:
    (tmp_path / "weasyprint.py").write_text("raise OSError('cannot load library')", "utf-8")
    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(RunError, match="needs Pango") as caught:
        pdf.render(audit())
    assert "libpango" in caught.value.help_text
