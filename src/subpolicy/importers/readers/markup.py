"""HTML made harmless before it is parsed: nesting without end costs a parser time and memory."""

import re
from typing import Final

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)")
_DEEPEST: Final = 180
"""Elements within each other that are followed; pages have some dozens, browsers stop at 512."""
_MOST_STYLED: Final = 16
"""Open ``<b>`` and the like, which HTML opens again in every paragraph (13.2.4.3)."""
_OPEN_ENDED: Final = frozenset(
    [
        "p",
        "li",
        "td",
        "th",
        "tr",
        "dt",
        "dd",
        "option",
        "optgroup",
        "tbody",
        "thead",
        "tfoot",
        "colgroup",
        "rt",
        "rp",
        "br",
        "hr",
        "img",
        "input",
        "meta",
        "link",
        "col",
        "source",
        "area",
        "base",
        "embed",
        "wbr",
        "param",
        "track",
    ]
)
"""Elements that need no end tag, or have none: they do not nest in themselves."""
_STYLED: Final = frozenset(
    [
        "a",
        "b",
        "big",
        "code",
        "em",
        "font",
        "i",
        "nobr",
        "s",
        "small",
        "strike",
        "strong",
        "tt",
        "u",
    ]
)


_ATTRIBUTE: Final = (
    r"[\t\n\f\r /]*+(?:=[^\t\n\f\r />=]*+|[^\t\n\f\r />=]++)"
    r"(?:[\t\n\f\r ]*+=[\t\n\f\r ]*+"
    r"""(?:"[^"]*+"|'[^']*+'|[^\t\n\f\r >"'][^\t\n\f\r >]*+)?+)?+"""
)
"""As HTML parts them (13.2.5.32 to 13.2.5.39)."""
_LOADED = re.compile(rf"<[a-zA-Z][^\t\n\f\r />]*+(?>{_ATTRIBUTE}){{257,}}+[\t\n\f\r /]*+>?")
"""A tag of so many attributes that holding each against all others would take minutes."""


def flattened(text: str) -> tuple[str, bool]:
    """Markup with bounded nesting and attributes, and whether some had to be left out.

    Tags are left out, never text. Time is linear in the length of the text.
    """
    text = _LOADED.sub(" ", text)
    spans = list(_too_deep(text))
    if not spans:
        return text, False
    kept, at = [], 0
    for start, end in spans:
        kept.append(text[at:start])
        at = end
    kept.append(text[at:])
    return " ".join(kept), True


def _too_deep(text: str) -> list[tuple[int, int]]:
    """Where the tags stand that would open an element too deep, and those that close it."""
    found: list[tuple[int, int]] = []
    depth = styled = 0
    for tag in _TAG.finditer(text):
        name = tag[2].lower()
        if name in _OPEN_ENDED:
            continue
        step = -1 if tag[1] else 1
        inline = name in _STYLED
        deep = depth > _DEEPEST or (inline and styled > _MOST_STYLED)
        if inline:
            styled = max(0, styled + step)
        depth = max(0, depth + step)
        if deep:
            found.append((tag.start(), _end(text, tag.end())))
    return found


def _end(text: str, at: int) -> int:
    """Where a tag ends; a tag that never does takes no more than its name."""
    end = text.find(">", at, at + 2000)
    return at if end < 0 else end + 1
