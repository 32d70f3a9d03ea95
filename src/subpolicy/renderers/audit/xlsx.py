"""The audit as an Excel workbook, written in memory."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import assert_never

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from subpolicy.audit import Audit
from subpolicy.findings.outcome import Verdict
from subpolicy.renderers.audit.content import title
from subpolicy.renderers.audit.sheets import Shade, Sheet, Value, sheets
from subpolicy.spreadsheets import cell_text

ROW_LIMIT = 1_048_576
"""Rows of a sheet, heads included (Excel's specifications and limits)."""
_PROPERTY_LIMIT = 255
"""Characters that Excel reads in a property of the document."""
_MIN_WIDTH, _MAX_WIDTH, _TURNED_WIDTH, _PAPER_WIDTH = 8, 66, 11, 200
"""In digits of the standard font."""
_LINE, _POINTS, _TALLEST = 15, 6, 400
"""Heights in points: of a line, of a letter in a head written upwards, of a row at most."""
_COLORS = {
    Verdict.FAILED: ("#8a1010", "#fde0de"),
    Verdict.NOT_JUDGED: ("#4a3a00", "#fff1c2"),
    Verdict.WAIVED: ("#4b2a7b", "#ece2fb"),
    Verdict.BASELINED: ("#6b3d00", "#ffe6cc"),
    Verdict.PASSED: ("#0b5327", "#ddf3e4"),
    Verdict.NOT_APPLICABLE: ("#595959", "#ffffff"),
}
"""Letters and ground; their contrast is over 7:1, and the word says the same."""


def render(audit: Audit) -> bytes:
    """The workbook: every text a text, every date a date, nothing a formula or a link.

    What a sheet cannot hold is cut where a reader sees it: a text at Excel's limit, control
    characters as in `printable`. The same audit gives the same bytes.
    """
    report = audit.report
    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(target, options) as workbook:
        workbook.set_properties(
            {
                "title": cell_text(title(audit))[:_PROPERTY_LIMIT],
                "author": cell_text(str(report.organisation.get("name", "")))[:_PROPERTY_LIMIT],
                "comments": cell_text(report.tool),
                "created": datetime.fromisoformat(report.as_of),
            }
        )
        formats = _Formats.of(workbook)
        for sheet in sheets(audit):
            _write(workbook.add_worksheet(sheet.name), sheet, formats)
    return target.getvalue()


@dataclass(frozen=True, slots=True)
class _Formats:
    """The looks of cells; a workbook's own, so made anew for each."""

    head: Format
    right: Format
    """Of a head above numbers."""
    turned: Format
    plain: Format
    date: Format
    verdicts: Mapping[Verdict, Format]

    @classmethod
    def of(cls, workbook: Workbook) -> "_Formats":
        bold = {"bold": True, "bg_color": "#e8ebf0", "bottom": 1, "text_wrap": True}
        return cls(
            head=workbook.add_format(bold | {"valign": "top"}),
            right=workbook.add_format(bold | {"valign": "top", "align": "right"}),
            turned=workbook.add_format(bold | {"rotation": 90, "valign": "bottom"}),
            plain=workbook.add_format({"valign": "top", "text_wrap": True}),
            date=workbook.add_format(
                {"valign": "top", "align": "left", "num_format": "yyyy-mm-dd"}
            ),
            verdicts={
                verdict: workbook.add_format(
                    {"valign": "top", "font_color": letters, "bg_color": ground}
                )
                for verdict, (letters, ground) in _COLORS.items()
            },
        )

    def head_of(self, sheet: Sheet, index: int, values: Sequence[Value]) -> Format:
        """How the head of a column looks above its values."""
        if sheet.turned and index >= sheet.kept:
            return self.turned
        found = [value for value in values if value is not None]
        numbers = bool(found) and all(isinstance(value, int) for value in found)
        return self.right if numbers else self.head


def _write(page: Worksheet, sheet: Sheet, formats: _Formats) -> None:
    rows = _shortened(sheet)
    columns = [
        [row[index] for row in rows if index < len(row)] for index in range(len(sheet.heads))
    ]
    widths = [_width(sheet, index, values) for index, values in enumerate(columns)]
    for index, (head, values) in enumerate(zip(sheet.heads, columns, strict=True)):
        page.write_string(0, index, cell_text(head), formats.head_of(sheet, index, values))
        page.set_column(index, index, widths[index])
        for number, value in enumerate(values, start=1):
            _cell(page, number, index, value, formats)
    if not rows:
        page.write_string(1, 0, cell_text(sheet.note))
    if sheet.turned:
        page.set_row(0, min(_POINTS * max(map(len, sheet.heads)), _TALLEST))
    for number, row in enumerate(rows, start=1):
        _stretch(page, number, row, widths)
    page.freeze_panes(1, sheet.kept)
    page.autofilter(0, 0, max(len(rows), 1), len(sheet.heads) - 1)
    _on_paper(page, sheet, sum(widths))


def _stretch(page: Worksheet, number: int, row: Sequence[Value], widths: Sequence[int]) -> None:
    """Give a row with wrapped texts its height: not every program does so by itself."""
    lines = max(
        1 + (_length(value) * 10 // 9) // width for value, width in zip(row, widths, strict=False)
    )
    if lines > 1:
        page.set_row(number, min(_LINE * lines, _TALLEST))


def _on_paper(page: Worksheet, sheet: Sheet, width: int) -> None:
    """Landscape A4, as many pages wide as can be read, with the heads on each."""
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1 + width // _PAPER_WIDTH, 0)
    page.repeat_rows(0)
    page.repeat_columns(0, sheet.kept - 1)
    page.set_footer("&L&A&RPage &P of &N")


def _cell(page: Worksheet, row: int, column: int, value: Value, formats: _Formats) -> None:
    match value:
        case None:
            pass
        case int():
            page.write_number(row, column, value, formats.plain)
        case date():
            midnight = datetime.combine(value, datetime.min.time())
            page.write_datetime(row, column, midnight, formats.date)
        case Shade():
            page.write_string(row, column, cell_text(value.word), formats.verdicts[value.verdict])
        case str():
            page.write_string(row, column, cell_text(value), formats.plain)
        case _:
            assert_never(value)


def _width(sheet: Sheet, index: int, values: Sequence[Value]) -> int:
    if sheet.turned and index >= sheet.kept:
        return _TURNED_WIDTH
    longest = max(map(_length, values), default=0)
    return min(max(longest, len(sheet.heads[index]) + 3, _MIN_WIDTH) + 1, _MAX_WIDTH)


def _length(value: Value) -> int:
    if value is None:
        return 0
    return len(value.word if isinstance(value, Shade) else str(value))


def _shortened(sheet: Sheet) -> tuple[tuple[Value, ...], ...]:
    """The rows, or as many as fit with a last one that says how many do not."""
    over = len(sheet.rows) + 1 - ROW_LIMIT
    if over <= 0:
        return sheet.rows
    kept = sheet.rows[: -over - 1]
    return (*kept, (f"[{over + 1} more rows: see another format]",))
