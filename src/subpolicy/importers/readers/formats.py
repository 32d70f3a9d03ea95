"""Which format a file has: by its extension, and by what is in it."""

import re
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from subpolicy.errors import Place, RunError


class Format(StrEnum):
    """What a file is read as; the values are those of ``--format``."""

    MARKDOWN = "markdown"
    HTML = "html"
    TEXT = "text"
    CSV = "csv"
    XLSX = "xlsx"
    DATA = "data"
    MODULE = "module"


_EXTENSIONS: Final[Mapping[str, Format]] = MappingProxyType(
    {
        **dict.fromkeys(("md", "markdown", "mdown", "mkd", "mdx", "qmd"), Format.MARKDOWN),
        **dict.fromkeys(("html", "htm", "xhtml", "vue", "svelte", "njk", "php"), Format.HTML),
        **dict.fromkeys(("erb", "liquid", "hbs", "ejs", "twig"), Format.HTML),
        **dict.fromkeys(("csv", "tsv", "tab"), Format.CSV),
        **dict.fromkeys(("xlsx", "xlsm"), Format.XLSX),
        **dict.fromkeys(("yaml", "yml", "json", "jsonc", "json5"), Format.DATA),
        **dict.fromkeys(("js", "jsx", "ts", "tsx", "mjs", "cjs", "mts", "cts"), Format.MODULE),
        "astro": Format.MODULE,
    }
)
_OTHER_NAMES: Final[Mapping[str, Format]] = MappingProxyType(
    {
        **dict.fromkeys(("yaml", "yml", "json"), Format.DATA),
        **dict.fromkeys(("md", "mdx"), Format.MARKDOWN),
        **dict.fromkeys(("js", "jsx", "ts", "tsx", "astro"), Format.MODULE),
        "tsv": Format.CSV,
        "txt": Format.TEXT,
        "htm": Format.HTML,
    }
)
_BEGINNINGS: Final = (
    (b"%PDF", "a PDF"),
    (b"\xd0\xcf\x11\xe0", "a file of an old Office program"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
)
_HTML = re.compile(
    # Atomic: comments that could begin and end in many ways would cost years.
    r"\s*(?>(?><!--.{0,2000}?-->\s*)*)<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_DATA = re.compile(r"\s*[\[{]\s*[\[{\"\]}]")


def named(word: str) -> Format:
    """The format that a word of the command line names.

    Raises:
        RunError: None is called so.
    """
    word = word.casefold().lstrip(".")
    try:
        return _OTHER_NAMES.get(word) or Format(word)
    except ValueError:
        known = ", ".join(Format)
        raise RunError(f"no format is called {word!r}", help_text=f"use one of {known}") from None


def format_of(name: str, raw: bytes) -> Format | None:
    """The format of a file; None where its text has to tell, see `format_of_text`.

    Raises:
        RunError: The file is of a kind that cannot be read.
    """
    if raw.startswith(b"PK\x03\x04"):
        if b"word/document.xml" in raw:
            raise _unreadable(name, "a Word document")
        return Format.XLSX
    for beginning, kind in _BEGINNINGS:
        if raw.startswith(beginning):
            raise _unreadable(name, kind)
    found = _EXTENSIONS.get(extension(name))
    if found is Format.XLSX:
        raise RunError(
            "the file is called .xlsx and is no spreadsheet",
            place=Place(name),
            help_text="save it again from the program that it came from, or as CSV",
        )
    return found


def format_of_text(text: str) -> Format:
    """The format of a text whose name does not tell it."""
    if _HTML.match(text):
        return Format.HTML
    return Format.DATA if _DATA.match(text[:1000]) else Format.TEXT


def extension(name: str) -> str:
    """The extension in small letters, without the dot; empty where there is none."""
    stem, dot, end = name.replace("\\", "/").rsplit("/", 1)[-1].rpartition(".")
    return end.casefold() if dot and stem else ""


def _unreadable(name: str, kind: str) -> RunError:
    return RunError(
        f"the file is {kind}, which cannot be read",
        place=Place(name),
        help_text="save the page as HTML, or copy its text into a .txt file",
    )
