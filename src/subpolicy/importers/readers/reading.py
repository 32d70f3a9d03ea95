"""From a file's bytes to its page, whatever the format."""

from dataclasses import replace

from subpolicy import documents
from subpolicy.errors import Place, RunError
from subpolicy.importers.blocks import Page
from subpolicy.importers.readers import formats
from subpolicy.importers.readers.decoding import decode
from subpolicy.importers.readers.formats import Format

_LARGEST = 20 * 1024 * 1024
"""Bytes of a file that is read; the largest known list has not a tenth of it."""


def read(name: str, raw: bytes, format: str | None = None) -> Page:  # noqa: A002 -- --format's name
    """The page of a file.

    Args:
        name: The file's name, whose extension tells the format.
        raw: Its bytes.
        format: The value of ``--format``; None to tell by name and content.

    Raises:
        RunError: The file is too large, no text, broken, or of a kind that cannot be read.
    """
    if len(raw) > _LARGEST:
        raise RunError(
            f"the file has {len(raw):,} bytes; at most {_LARGEST:,} are read",
            place=Place(name),
            help_text="leave out everything but the list",
        )
    if not raw.strip():
        raise RunError("the file is empty", place=Place(name))
    chosen = formats.named(format) if format else formats.format_of(name, raw)
    if chosen is Format.XLSX:
        from subpolicy.importers.readers.xlsx import read as read_spreadsheet  # noqa: PLC0415 (each reader where it is used)

        return read_spreadsheet(name, raw)
    text, remark = decode(name, raw)
    page = _page(name, text, chosen or formats.format_of_text(text))
    return page if remark is None else replace(page, unread=(remark, *page.unread))


def _page(name: str, text: str, chosen: Format) -> Page:
    # Each reader where it is used: most of them load a library of their own.
    from subpolicy.importers.readers import (  # noqa: PLC0415
        copied,
        embedded,
        html,
        markdown,
        modules,
        separated,
    )

    match chosen:
        case Format.HTML:
            return html.read(text)
        case Format.CSV:
            return separated.read(text)
        case Format.DATA:
            return embedded.expanded(_data(name, text))
        case Format.MODULE:
            return embedded.expanded(modules.read(name, text))
        case Format.TEXT:
            return copied.read(text) or markdown.read(text)
        case _:
            return markdown.read(text, components=formats.extension(name) in {"mdx", "md"})


def _data(name: str, text: str) -> Page:
    from subpolicy.importers.readers import data, modules  # noqa: PLC0415

    read = documents.read(name, text.encode())
    if isinstance(read, documents.Document):
        return data.read(read.data)
    if formats.extension(name) in {"json", "json5", "jsonc"}:
        relaxed = modules.literal(text)
        if relaxed is not None:
            return data.read(relaxed)
    fault = read.faults[0]
    place = Place(name, fault.span.line, fault.span.column)
    raise RunError(fault.message, place=place, help_text=fault.remediation)
