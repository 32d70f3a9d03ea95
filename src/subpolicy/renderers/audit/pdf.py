"""The HTML page on paper: tagged PDF with page numbers, a table of contents and bookmarks."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from subpolicy.audit import Audit
from subpolicy.errors import RunError
from subpolicy.printable import printable
from subpolicy.renderers.audit import html
from subpolicy.renderers.audit.blocks import Block, Matrix, Prose, Section, Table
from subpolicy.renderers.audit.content import content

_STYLE = "h4, h5, h6 { bookmark-level: none; }"
"""What only a PDF knows; all else is the page's own print style."""
_WIDE_STYLE = """\
@page matrix { size: %s landscape !important; margin: 16mm 10mm 14mm !important; }
#matrix { page: matrix !important; }
"""
_PAPER = ((40, None), (62, "A3"), (95, "A2"))
"""Up to how many rules the matrix is on which paper; the page's own style has it on A4.

A larger sheet keeps each vendor's outcomes in one line; groups of columns would part them.
"""
_ROWS = 400
"""Rows of a table that are printed; it takes a tenth of a second to set one, and paper to read."""
_EXTRA = "pip install 'subpolicy[pdf]'"
_LIBRARIES = "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
_CLOCK = "SOURCE_DATE_EPOCH"


def render(audit: Audit) -> bytes:
    """The report as PDF/UA-1, with nothing fetched from anywhere.

    The same audit gives the same bytes on the same machine: fonts are embedded, and they are the
    machine's own.

    Raises:
        RunError: WeasyPrint, or the Pango it stands on, is not there.
    """
    weasyprint = _weasyprint()
    report = audit.report
    page = html.page_of(audit, [_on_paper(part) for part in content(audit, "pdf")])
    day = datetime.fromisoformat(report.as_of).replace(tzinfo=UTC)
    nothing = weasyprint.URLFetcher(allowed_protocols=())
    style = weasyprint.CSS(string=_style(len(report.rules)), url_fetcher=nothing)
    document = weasyprint.HTML(string=page, url_fetcher=nothing).render(stylesheets=[style])
    document.metadata.authors = [printable(str(report.organisation.get("name", "")))]
    document.metadata.generator = report.tool
    document.metadata.created = document.metadata.modified = day.isoformat()
    with _at(day):
        written: bytes = document.write_pdf(
            pdf_variant="pdf/ua-1",
            pdf_identifier=sha256(page.encode()).digest()[:16],
        )
    return written


def _on_paper(section: Section) -> Section:
    """A section with no more rows than somebody will leaf through."""
    return replace(
        section,
        blocks=tuple(cut for block in section.blocks for cut in _shortened(block)),
        parts=tuple(map(_on_paper, section.parts)),
    )


def _shortened(block: Block) -> Iterator[Block]:
    if isinstance(block, Table | Matrix) and (more := len(block.rows) - _ROWS) > 0:
        if isinstance(block, Table):
            yield replace(block, rows=block.rows[:_ROWS], anchors=block.anchors[:_ROWS])
        else:
            yield replace(block, rows=block.rows[:_ROWS])
        yield Prose(f"{more:,} more rows are in the formats `html`, `xlsx`, `csv` and `json`.")
    else:
        yield block


def _style(rules: int) -> str:
    paper = next((paper for most, paper in _PAPER if rules <= most), "A1")
    return _STYLE if paper is None else _STYLE + _WIDE_STYLE % paper


def _weasyprint() -> Any:
    try:
        import weasyprint  # noqa: PLC0415 (an extra, and half a second)
    except ImportError as error:
        raise RunError("PDF needs WeasyPrint, which is not installed", help_text=_EXTRA) from error
    except OSError as error:
        raise RunError(
            "PDF needs Pango, a library of the system that WeasyPrint does not find",
            help_text=_LIBRARIES,
        ) from error
    return weasyprint


@contextmanager
def _at(day: datetime) -> Iterator[None]:
    """Let fontTools date the fonts that it changes (emoji, variable fonts) by a fixed day.

    It has no other way to be told. Nothing else of this process reads the variable meanwhile.
    """
    before = os.environ.get(_CLOCK)
    os.environ[_CLOCK] = str(max(0, int(day.timestamp())))
    try:
        yield
    finally:
        if before is None:
            del os.environ[_CLOCK]
        else:
            os.environ[_CLOCK] = before
