"""The characters of a file: UTF-8, printable, with line breaks that every program agrees on."""

import codecs
import re

from subpolicy.documents.faults import Fault
from subpolicy.documents.spans import at_offset
from subpolicy.locations import START

MOST_BYTES = 1 << 20
"""1 MiB: a record of 35 lines has 1 KiB."""

_ASCII = bytes([*b"\t\n\r", *range(0x20, 0x7F)])

# All but what YAML 1.2 calls printable (production 1, c-printable), and beside it the line breaks
# of YAML 1.1 and the byte order mark. Compiles in a tenth of the time of "[^…]" over what is left.
_FORBIDDEN = re.compile(
    "[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]"
)
_SEPARATORS = {"\x85": r"\N", "\u2028": r"\L", "\u2029": r"\P"}

_WIDE_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_SAVE_AS_UTF8 = "save the file as UTF-8"


def checked(raw: bytes) -> bytes | Fault:
    """The bytes of a file as UTF-8 without the byte order mark, or what is wrong with them."""
    if len(raw) > MOST_BYTES:
        message = f"the file has more than {MOST_BYTES:,} bytes"
        return Fault("yaml/too-large", message, START, "keep one vendor per file")
    content = raw.removeprefix(codecs.BOM_UTF8)
    if content.isascii() and not content.translate(None, _ASCII):
        return content
    wide = _wide_encoding(raw)
    if wide is not None:
        return Fault("yaml/encoding", f"the file is {wide}, not UTF-8", START, _SAVE_AS_UTF8)
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        return _not_utf8(content, error.start)
    found = _FORBIDDEN.search(text)
    return content if found is None else _forbidden(text, found)


def _wide_encoding(raw: bytes) -> str | None:
    for mark, name in _WIDE_MARKS:
        if raw.startswith(mark):
            return name
    # Without a mark, every other byte of Western text in UTF-16 is a NUL.
    fewer, more = sorted((raw[::2].count(0), raw[1::2].count(0)))
    return "UTF-16" if len(raw) % 2 == 0 and fewer == 0 and more * 4 > len(raw) else None


def _not_utf8(content: bytes, offset: int) -> Fault:
    before = content[:offset].decode()
    message = f"the file is not UTF-8: byte 0x{content[offset]:02X} has no meaning here"
    return Fault("yaml/encoding", message, at_offset(before, len(before)), _SAVE_AS_UTF8)


def _forbidden(text: str, found: re.Match[str]) -> Fault:
    character, span = found[0], at_offset(text, found.start())
    code = f"U+{ord(character):04X}"
    if (escape := _SEPARATORS.get(character)) is not None:
        message = f"line separator {code}, which some programs take for the end of a line"
        fix = f'use an ordinary line break, or write the escape "{escape}" between double quotes'
        return Fault("yaml/line-separator", message, span, fix)
    if character == "\ufeff":
        message = f"byte order mark {code} in the middle of the file"
    else:
        message = f"control character {code}" + (" (NUL)" if character == "\0" else "")
    return Fault("yaml/control-character", message, span, "remove the character")
