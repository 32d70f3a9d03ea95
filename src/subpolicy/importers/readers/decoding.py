"""Bytes → text, in whatever encoding a page may have."""

import codecs
import re

from subpolicy.errors import Place, RunError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(
    rb"""(?:charset\s*=|encoding\s*=)\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE
)
"""As in the prescan of HTML (WHATWG, 13.2.3.2), and in an XML declaration."""
_PRESCAN = 4096
_KNOWN = re.compile(
    r"(iso-?8859|latin|windows|cp125|utf-?16|us-?ascii|mac|koi8|shift|sjis|euc|gb|big5)",
    re.IGNORECASE,
)
_FALLBACK = "windows-1252"
"""What browsers take for Latin-1, and for pages in western languages without a declaration."""


def decode(name: str, raw: bytes) -> tuple[str, str | None]:
    """The text of a file, and a remark where its encoding was guessed.

    Raises:
        RunError: The bytes are no text.
    """
    text, remark = _decoded(raw)
    if "\0" in text[: 1 << 16]:
        raise RunError(
            "the file is no text",
            place=Place(name),
            help_text="give a page as HTML, Markdown, text, CSV, XLSX, YAML, JSON or a module",
        )
    return text.replace("\0", ""), remark


def _decoded(raw: bytes) -> tuple[str, str | None]:
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return raw.decode(encoding, "replace"), None
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return _other(raw)
    if "\0" in text[:_PRESCAN] and (wide := _wide(raw)) is not None:
        return wide, None
    return text, None


def _wide(raw: bytes) -> str | None:
    """UTF-16 without its mark: every other byte of western text is a NUL."""
    sample = raw[:_PRESCAN]
    for encoding, start in (("utf-16-le", 1), ("utf-16-be", 0)):
        if sample[start::2].count(0) * 10 > len(sample) * 4:
            return raw.decode(encoding, "replace")
    return None


def _other(raw: bytes) -> tuple[str, str | None]:
    declared = _DECLARED.search(raw[:_PRESCAN])
    if declared is not None:
        encoding = declared[1].decode("ascii").lower()
        if encoding in {"iso-8859-1", "latin1", "latin-1", "us-ascii", "iso8859-1"}:
            encoding = _FALLBACK
        if _KNOWN.match(encoding) and _exists(encoding):
            return raw.decode(encoding, "replace"), None
    if (wide := _wide(raw)) is not None:
        return wide, None
    remark = f"The file is not UTF-8; it was read as {_FALLBACK}: look at letters with accents."
    return raw.decode(_FALLBACK, "replace"), remark


def _exists(encoding: str) -> bool:
    try:
        codecs.lookup(encoding)
    except LookupError:
        return False
    return True
