"""The audit as a workbook, read back by another library."""

import io
import zipfile
from collections import Counter
from datetime import datetime

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell

from subpolicy.audit import Audit
from subpolicy.findings.outcome import Verdict
from subpolicy.renderers.audit import sheets, xlsx
from subpolicy.renderers.audit.content.cells import VERDICTS
from subpolicy.spreadsheets import CELL_LIMIT
from support.audits import audit, shared_audit
from support.reports import finding, report


def book(audit: Audit) -> Workbook:
    return load_workbook(io.BytesIO(xlsx.render(audit)))


def column(workbook: Workbook, sheet: str, title: str) -> list[object]:
    """The values below a head."""
    heads, *rows = workbook[sheet].iter_rows(values_only=True)
    return [row[heads.index(title)] for row in rows]


def message(text: str) -> Cell:
    """The cell that a finding's message is in."""
    sheet = book(audit(report=report(finding(message=text))))["Findings"]
    heads = [cell.value for cell in sheet[1]]
    return sheet.cell(2, heads.index("Message") + 1)


@pytest.fixture(scope="module")
def shared() -> Workbook:
    return book(shared_audit())


def test_it_has_a_sheet_for_each_part(shared) -> None:
    assert shared.sheetnames == [
        "Summary",
        "Vendors",
        "Findings",
        "Matrix",
        "Rules",
        "Waivers",
        "Changes",
        "Commits",
        "Transfers",
        "Evidence",
        "Controls",
    ]


def test_every_sheet_keeps_its_heads_in_sight_and_can_be_narrowed(shared) -> None:
    for sheet in shared:
        assert sheet.freeze_panes is not None, sheet.title
        assert sheet.freeze_panes.endswith("2"), sheet.title
        assert sheet.auto_filter.ref == sheet.dimensions, sheet.title
        assert all(cell.value for cell in sheet[1]), sheet.title


def test_findings_are_all_there_by_verdict(shared) -> None:
    expected = Counter(VERDICTS[broken.verdict] for broken in shared_audit().report.broken)
    assert Counter(column(shared, "Findings", "Verdict")) == expected


def test_the_matrix_has_every_vendor_and_rule(shared) -> None:
    judged = shared_audit().report
    vendors = {evaluation.vendor for evaluation in judged.evaluations}
    assert set(column(shared, "Matrix", "Vendor")) == vendors
    heads = [cell.value for cell in shared["Matrix"][1]][2:]
    assert heads == [f"R{n} {card.id}" for n, card in enumerate(judged.rules, start=1)]


def test_a_verdict_is_a_word_and_a_colour(shared) -> None:
    cells = [cell for row in shared["Matrix"].iter_rows(min_row=2, min_col=3) for cell in row]
    colors = {cell.value: cell.fill.start_color.rgb for cell in cells if cell.value}
    assert colors["pass"] != colors["–"]
    assert all(cell.font.color.rgb != cell.fill.start_color.rgb for cell in cells if cell.value)


def test_counts_are_numbers_and_those_of_the_report(shared) -> None:
    rows = shared["Summary"].iter_rows(values_only=True)
    summary = {what: value for part, what, value in rows if part == "Result"}
    counts = shared_audit().report.counts
    assert summary["Vendors"] == counts.vendors
    assert summary["Evaluations (one rule on one vendor, or on one value of its record)"] == (
        counts.evaluations
    )
    tally = [column(shared, "Rules", VERDICTS[verdict]) for verdict in Verdict]
    assert sum(map(sum, tally)) == counts.evaluations


def test_dates_are_days_of_the_calendar(shared) -> None:
    assert datetime(2026, 3, 1) in column(shared, "Waivers", "Expires on")  # noqa: DTZ001
    assert datetime(2024, 2, 5) in column(shared, "Evidence", "Date")  # noqa: DTZ001
    dues = [day for day in column(shared, "Findings", "Due") if day]
    assert dues
    assert all(isinstance(day, datetime) for day in dues)


@pytest.mark.parametrize("day", ["0001-01-01", "1900-02-28", "2026-02-30", "soon"])
def test_a_day_that_excel_cannot_count_to_stays_text(day) -> None:
    assert sheets._day(day) == day


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "@x", "{=1}", "https://example.com", "mailto:a@b.c"]
)
def test_a_text_is_neither_a_formula_nor_a_link(text) -> None:
    cell = message(text)
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def test_what_xml_cannot_hold_is_shown() -> None:
    assert message("a\x00b\x1b[31m\x0b\ufffe\uffff\ud800").value == (
        r"a\x00b\x1b[31m\x0b\ufffe\uffff\ud800"
    )


def test_markup_and_emoji_stay_as_they_are() -> None:
    text = "<b>&amp;</b> \U0001f512 株式会社 _x0041_"
    assert message(text).value.replace("_x005F_x0041_", "_x0041_") == text


@pytest.mark.parametrize("letter", ["x", "é", "\U0001f512"])
def test_a_text_beyond_excels_limit_is_cut_where_a_reader_sees_it(letter) -> None:
    value = message(letter * 40_000).value
    assert value.endswith(" [cut: 40000 characters in all]")
    assert len(value.encode("utf-16-le")) // 2 in {CELL_LIMIT, CELL_LIMIT - 1}


def test_a_text_at_the_limit_is_whole() -> None:
    assert message("x" * CELL_LIMIT).value == "x" * CELL_LIMIT


def test_rows_beyond_excels_limit_are_counted(monkeypatch) -> None:
    monkeypatch.setattr(xlsx, "ROW_LIMIT", 4)
    many = [finding(item=str(number)) for number in range(10)]
    workbook = book(audit(report=report(*many)))
    assert column(workbook, "Findings", "Vendor")[-1] == "[8 more rows: see another format]"
    assert workbook["Findings"].max_row == 4


def test_an_audit_without_a_period_says_so() -> None:
    workbook = book(audit())
    assert workbook["Changes"]["A2"].value == "No period was asked for (--since)."
    assert "Commits" not in workbook.sheetnames
    assert workbook["Findings"]["A2"].value == "Nothing is at fault."


def test_its_properties_are_those_of_the_audit_and_not_of_the_hour(shared) -> None:
    properties = shared.properties
    assert properties.created == properties.modified == datetime(2026, 1, 1)  # noqa: DTZ001
    assert properties.creator.startswith("Example, Inc.")
    entries = zipfile.ZipFile(io.BytesIO(xlsx.render(shared_audit()))).infolist()
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}


def test_the_same_audit_gives_the_same_bytes() -> None:
    assert xlsx.render(shared_audit()) == xlsx.render(shared_audit())
