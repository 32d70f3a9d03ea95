"""HTML that texts cannot break: everything from outside goes through `text`."""

import re
from typing import Final, NewType
from urllib.parse import quote

from subpolicy.markup import html
from subpolicy.printable import unsafe

Markup = NewType("Markup", str)
"""HTML; a plain ``str`` is text that has not been escaped yet."""

_WEB: Final = re.compile(r"https?://[^/\s]", re.IGNORECASE)
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def text(value: object) -> Markup:
    """Anything as text: nothing in it is markup, steers the direction, or hides."""
    return Markup(html.text(str(value)))


def prose(value: str) -> Markup:
    """A text in which backticks mark code."""
    pieces = value.split("`")
    if len(pieces) % 2 == 0:
        return text(value)
    return Markup(
        "".join(
            tag("code", text(piece)) if index % 2 and piece else text(piece)
            for index, piece in enumerate(pieces)
        )
    )


def tag(name: str, *content: Markup, **attributes: str | None) -> Markup:
    """An element; the attribute ``class`` is written ``class_``, ``data-x`` is ``data_x``.

    An attribute of None is left out.
    """
    return Markup(f"<{name}{_attributes(attributes)}>{''.join(content)}</{name}>")


def void(name: str, **attributes: str | None) -> Markup:
    """An element that cannot have content, in HTML; in SVG, one that has none."""
    return Markup(f"<{name}{_attributes(attributes)}/>")


def join(parts: "list[Markup]", between: str = "") -> Markup:
    """Pieces of HTML one after the other; ``between`` is markup of ours."""
    return Markup(between.join(parts))


def address(url: str) -> str | None:
    """A web address that may become a link, and None for all others (``javascript:`` …)."""
    if not _WEB.match(url):
        return None
    return "".join(quote(char, errors="replace") if _odd(char) else char for char in url)


def identifier(value: str) -> str:
    """An ``id``, or what comes after ``#``: no spaces, nothing that a browser would change."""
    return quote(value, safe="", errors="replace").replace("%", "_")


def day(iso: str) -> Markup:
    """A date as the records write it; anything else stays text."""
    return tag("time", text(iso)) if _DATE.fullmatch(iso) else text(iso)


def long_day(iso: str) -> Markup:
    """A date in words: 21 November 2026."""
    if not _DATE.fullmatch(iso) or not 1 <= int(iso[5:7]) <= len(_MONTHS):
        return text(iso)
    words = f"{int(iso[8:])} {_MONTHS[int(iso[5:7]) - 1]} {iso[:4]}"
    return tag("time", text(words), datetime=iso)


def number(value: int) -> Markup:
    """A number with its thousands apart."""
    return Markup(f"{value:,}")


def short(value: str, limit: int) -> str:
    """A text for a place where none can wrap."""
    return value if len(value) <= limit else f"{value[: limit - 1].rstrip()}…"


def _attributes(attributes: "dict[str, str | None]") -> str:
    return "".join(
        f' {name.rstrip("_").replace("_", "-")}="{text(value)}"'
        for name, value in attributes.items()
        if value is not None
    )


def _odd(char: str) -> bool:
    return unsafe(char) or char in "<>\"'`\\^{|} "
