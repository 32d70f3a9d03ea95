"""The auditor's report. A renderer is a pure function from an audit, imported when asked for."""

from collections.abc import Callable
from typing import Final

from subpolicy.audit import Audit

Renderer = Callable[[Audit], str | bytes]

FORMATS: Final = ("html", "markdown", "json", "csv", "xlsx", "pdf", "oscal", "intoto")
"""What ``report --format`` knows, in the order in which its help names them."""

BINARY: Final = frozenset({"xlsx", "pdf"})
"""Formats that are no text, and that a terminal must not get."""


def renderer(name: str) -> Renderer:  # noqa: PLR0911 -- one line per format
    """What writes a format.

    Args:
        name: One of `FORMATS`.
    """
    # ruff: noqa: PLC0415 (each loaded when it is asked for)
    match name:
        case "markdown":
            from subpolicy.renderers.audit import markdown

            return markdown.render
        case "json":
            from subpolicy.renderers.audit import json

            return json.render
        case "csv":
            from subpolicy.renderers.audit import csv

            return csv.render
        case "xlsx":
            from subpolicy.renderers.audit import xlsx

            return xlsx.render
        case "pdf":
            from subpolicy.renderers.audit import pdf

            return pdf.render
        case "oscal":
            from subpolicy.renderers.audit import oscal

            return oscal.render
        case "intoto":
            from subpolicy.renderers.audit import intoto

            return intoto.render
        case _:
            from subpolicy.renderers.audit import html

            return html.render
