"""Literals of JavaScript (ECMA-262, 12.9): texts with their escapes, numbers."""

import html
import re
from typing import TYPE_CHECKING, Final

from subpolicy.importers.readers.modules.syntax import text_of

if TYPE_CHECKING:
    from tree_sitter import Node

_ESCAPE: Final = re.compile(
    r"\\(?:u\{([0-9A-Fa-f]{1,6})\}|u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|(\r\n|.))", re.DOTALL
)
_LETTERS: Final = {
    "n": "\n", "t": "\t", "r": "\r", "b": "", "f": "", "v": " ", "0": "", "\n": "", "\r\n": "",
}  # fmt: skip
_HIGHEST: Final = 0x10FFFF
_LONG: Final = 300
"""Digits; a longer number is none that a list of vendors has."""


def string(node: "Node") -> str:
    """The text of a literal or of a piece of one; entities are read in JSX, escapes elsewhere."""
    source = text_of(node)
    if node.type in {"string", "template_string"}:
        source = source[1:-1]
    if node.parent is not None and node.parent.type == "jsx_attribute":
        return html.unescape(source)
    return _ESCAPE.sub(_unescaped, source) if "\\" in source else source


def _unescaped(found: "re.Match[str]") -> str:
    digits = found[1] or found[2] or found[3]
    if digits:
        code = int(digits, 16)
        return chr(code) if code <= _HIGHEST and not 0xD800 <= code < 0xE000 else ""  # noqa: PLR2004
    return _LETTERS.get(found[4], found[4])


def number(source: str) -> int | float | str:
    """A number; its source where it has too many digits."""
    plain = source.replace("_", "").rstrip("n")
    if len(plain) > _LONG:
        return source
    try:
        return int(plain, 0)
    except ValueError:
        pass
    try:
        return float(plain)
    except ValueError:
        return source
