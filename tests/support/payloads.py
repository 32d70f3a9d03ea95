"""Hostile texts, alone and mixed, and for each a harmless one of the same length and kind."""

import re
from types import MappingProxyType

_TEXTS = {
    "ansi": "\x1b[2J\x1b]0;title\x07\x9b31mred\x08\x7f",
    "attribute": '" onmouseover="alert(1)" x=\'y\' autofocus onfocus=alert(1) ',
    "azure": "##vso[task.setvariable variable=PATH]x ##[error]y",
    "backticks": "``` `` ` ```js\nalert(1)\n```\n~~~",
    "bidi": "\u202eevil\u2066\u2069\u200b\u2028\u2029\ufeff\u061c\U000e0041",
    "cdata": "]]><failure/><![CDATA[ ]]>",
    "closing": "</script></style></title></textarea>--><!--</td></table><plaintext>",
    "css": "@import url(//evil.example/x); } body{background:url(//evil.example)} /*",
    "data-address": "data:text/html,<script>alert(1)</script>",
    "emoji": "👩\u200d👩\u200d👧 🇩🇪 e\u0301 株式会社 🙂",
    "entity": '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>&b;&#60;b&#62;',
    "formula-at": "@SUM(1+1)*cmd|' /C calc'!A0",
    "formula-equals": "=cmd|' /C calc'!A0",
    "formula-minus": "-2+3+cmd|' /C calc'!A0",
    "formula-plus": "+1+cmd|' /C calc'!A0",
    "formula-return": "\r=1+1",
    "formula-tab": "\t=1+1",
    "github": "::error file=x,line=1::forged",
    "javascript": "javascript:alert(1)//",
    "lines": "x\n::error::forged\r::warning::y\r\n##vso[task.complete]\u0085z",
    "link": 'https://evil.example/"><script>alert(1)</script>)(x',
    "long": "<b>|`*" * 1666 + "tail",
    "markdown": "[x](javascript:alert(1)) ![i](//evil.example/p) <b> **b** _i_ ~~s~~\n# h\n- t",
    "markup": "<img src=x onerror=alert(1)><script>alert(1)</script>&amp;<b>",
    "noncharacters": "\ufffe\uffff\U0010ffff\ue000",
    "nul": "\0<b>::error::x",
    "percent": "%0A::error::x%25%3B%5D %s %(x)s {0} {} ${7*7} {{7*7}}",
    "pipes": "a | b |\n| --- | --- |\n| c \\| d",
    "surrogate": "\ud83d<b>\udcff::error::x",
    "underlined": "Title\n===\n\n> quote\n\n1. one\n\n---\n\n    code",
}
PAYLOADS = MappingProxyType(_TEXTS)

REFUSED = frozenset({"nul", "surrogate"})
"""YAML can spell them and no file may hold them: the finding about the file is what is shown."""
LONGER = frozenset({"long"})
"""An output of bounded length shows less of it than of a harmless text: escapes take room."""

_FIRST = {
    "formulas": ("formula-equals", "formula-at", "formula-minus"),
    "addresses": ("data-address", "javascript", "link"),
    "formulas too": ("formula-plus", "formula-return", "formula-tab"),
    "blocks": ("backticks", "underlined", "github"),
}
"""Texts that act only where a text begins, so that each begins one of the mixed texts."""
_REST = tuple(_TEXTS.keys() - LONGER - REFUSED - {name for row in _FIRST.values() for name in row})


def _mixed(row: int, column: int) -> str:
    """One text that begins a text, and a quarter of those that act anywhere."""
    first = tuple(_FIRST.values())[row][column]
    rest = sorted(_REST)[(row + column) % len(_FIRST) :: len(_FIRST)]
    return " ".join(_TEXTS[name] for name in (first, *rest[column:], *rest[:column]))


MIXED = MappingProxyType(
    {name: tuple(_mixed(row, i) for i in range(3)) for row, name in enumerate(_FIRST)}
)
"""Three texts at a time, short enough for most fields; whoever has the same one of all four threes
has seen every text that acts anywhere, and whoever has all has seen every text."""


def twin(payload: str) -> str:
    """A harmless text: a letter for whatever could mean something, an address for an address.

    The letter is one that no slug, key or code may have, so that both break the same patterns;
    what makes a file unreadable stays, so that both are unreadable, and so do spaces, which make
    an address none.
    """
    head, rest = re.fullmatch(r"(https://)?(.*)", payload, re.DOTALL).groups(default="")
    return head + "".join(char if _plain(char) else "ø" for char in rest)


def _plain(char: str) -> bool:
    refused = char == "\0" or "\ud800" <= char <= "\udfff"
    return refused or char == " " or (char.isascii() and char.isalnum())


def quoted(text: str) -> str:
    """A text as a double-quoted scalar of YAML; what may stand in a file as it is, does."""
    return '"' + "".join(map(_spelt, text)) + '"'


def _spelt(char: str) -> str:
    code = ord(char)
    if char in '"\\':
        return "\\" + char
    breaks = char in "\u2028\u2029\ufeff"
    if char.isprintable() or (code > 0x9F and not breaks and not 0xD7FF < code < 0xE000):
        return char if code not in {0xFFFE, 0xFFFF} else f"\\u{code:04x}"
    return f"\\u{code:04x}"
