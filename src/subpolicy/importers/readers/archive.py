"""A spreadsheet's archive, looked through before a library unpacks it."""

import io
import re
import zipfile
from typing import TYPE_CHECKING, Final

from subpolicy.errors import Place, RunError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_MOST_PARTS: Final = 2000
_LARGEST: Final = 64 * 1024 * 1024
"""Bytes of all parts unpacked."""
_LARGEST_SHEET: Final = 8 * 1024 * 1024
"""Bytes of one sheet; a list of a thousand vendors has not a tenth of it."""
_RATIO: Final = 200
"""How many times its size a part may unpack to, once it is large."""
_SMALL: Final = 1024 * 1024
_WIDEST_RANGE: Final = 20_000
"""Cells of one merged range or hyperlink, each of which the library would make."""
_RANGE: Final = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Z]{1,3})\$?([0-9]{1,7}))?")
_RANGED: Final = frozenset({"mergeCell", "hyperlink"})
_HELP: Final = "save the list alone as CSV, or in a new spreadsheet"


def inspect(name: str, raw: bytes) -> None:
    """Look through an archive.

    Raises:
        RunError: It is broken, or would unpack to more than a list of vendors ever has.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            _sizes(name, archive)
            for part in archive.infolist():
                if "media/" not in part.filename:  # pictures, which nothing reads
                    _part(name, archive, part)
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError) as error:
        raise _refused(name, f"the spreadsheet is broken: {error}") from None
    except RuntimeError:
        raise _refused(name, "the spreadsheet is encrypted") from None


def _sizes(name: str, archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    if len(parts) > _MOST_PARTS:
        raise _refused(name, f"the spreadsheet has {len(parts)} parts")
    # What is read is never more than is declared here: zipfile stops there.
    if sum(part.file_size for part in parts) > _LARGEST:
        raise _refused(name, "the spreadsheet unpacks to more than 64 MB")
    for part in parts:
        ratio = part.file_size / max(1, part.compress_size)
        if part.file_size > _SMALL and ratio > _RATIO:
            raise _refused(name, f"a part of the spreadsheet unpacks to {ratio:.0f} times its size")
        if "worksheets/" in part.filename and part.file_size > _LARGEST_SHEET:
            raise _refused(name, "a sheet unpacks to more than 8 MB")


def _part(name: str, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    with archive.open(part) as stream:
        start = stream.read(4096).replace(b"\0", b"")  # which UTF-16 puts between letters
        if b"<!DOCTYPE" in start or b"<!ENTITY" in start:
            raise _refused(name, "the spreadsheet declares entities, which none needs")
    if "worksheets/sheet" in part.filename or part.filename.startswith("xl/worksheets/"):
        _ranges(name, archive, part)


def _ranges(name: str, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Ranges that stand for millions of cells."""
    from xml.etree import ElementTree as ET  # noqa: PLC0415 -- sizes and entities are looked at

    total = 0
    try:
        with archive.open(part) as stream:
            for _, element in ET.iterparse(stream):  # noqa: S314
                total += _cells(element)
                element.clear()
                if total > _WIDEST_RANGE:
                    raise _refused(name, "merged cells of the spreadsheet span too many cells")
    except ET.ParseError as error:
        raise _refused(name, f"the spreadsheet is broken: {error}") from None


def _cells(element: "Element") -> int:
    if element.tag.rpartition("}")[2] not in _RANGED:
        return 0
    found = _RANGE.fullmatch(element.get("ref", ""))
    if found is None or found[3] is None:
        return 1
    columns = abs(_column(found[3]) - _column(found[1])) + 1
    return columns * (abs(int(found[4]) - int(found[2])) + 1)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _refused(name: str, message: str) -> RunError:
    return RunError(message, place=Place(name), help_text=_HELP)
