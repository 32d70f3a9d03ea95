"""Text from records and configuration, made fit for a public page."""

import re
from typing import Any
from urllib.parse import urljoin, urlsplit

from subpolicy.markup.html import text as as_html
from subpolicy.printable import printable

_SPACE = re.compile(r"[ \t\r\n]+")
_MARKUP = re.compile(r"[\\`*\[\]{}|~]|(?<![^\W_])_|_(?![^\W_])")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_LINE_START = re.compile(r"^(?:[#+=:>-]|\d+[.)](?= |$))")
_WEB = frozenset({"http", "https"})
_LINKED = _WEB | {"mailto"}


def line(text: str) -> str:
    """Any text on one line, with what would steer or reorder a display written out."""
    return printable(_SPACE.sub(" ", text).strip())


def plain(value: Any) -> Any:
    """Data whose texts, keys among them, are made fit line by line, each with its indent."""
    match value:
        case dict():
            return {line(key): plain(item) for key, item in value.items()}
        case list():
            return [plain(item) for item in value]
        case str():
            return "\n".join(map(_indented, value.split("\n")))
        case _:
            return value


def _indented(text: str) -> str:
    indent = len(text) - len(text.lstrip(" "))
    return " " * indent + line(text)


def html(text: str) -> str:
    """Text for HTML, between tags or in a quoted attribute."""
    return as_html(_SPACE.sub(" ", text).strip())


def markdown(text: str) -> str:
    """Text within a line of Markdown (CommonMark with tables) that stays what it is."""
    marked = _MARKUP.sub(lambda found: "\\" + found[0], line(text))
    return _ENTITY.sub("&amp;", marked).replace("<", "&lt;").replace(">", "&gt;")


def markdown_paragraph(text: str) -> str:
    """The same for text with which a line begins."""
    return _LINE_START.sub(_escaped_start, markdown(text))


def _escaped_start(found: re.Match[str]) -> str:
    return found[0][:-1] + "\\" + found[0][-1]


def web_address(url: str) -> str | None:
    """An absolute address of the web as it can stand in a link; None for anything else."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    usable = parts.scheme.lower() in _WEB and parts.netloc and line(url) == url and " " not in url
    return url if usable else None


def link_target(url: str, base_url: str | None = None) -> str | None:
    """Where a link of the company's leads: web, mail, or relative to the page; else None.

    Args:
        url: As configured.
        base_url: What relative links start from; None leaves them relative.
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    # A browser drops what `line` writes out, so a scheme could hide behind it.
    if line(url) != url or " " in url or "\\" in url or (parts.netloc and not parts.scheme):
        return None
    if parts.scheme:
        return url if parts.scheme.lower() in _LINKED else None
    if ":" in url.partition("/")[0].partition("?")[0].partition("#")[0]:
        return None
    return urljoin(base_url, url) if base_url and web_address(base_url) else url


def markdown_link(words: str, target: str) -> str:
    """A link, with a target from `web_address` or `link_target`."""
    address = target.replace("<", "%3C").replace(">", "%3E").replace("|", "%7C")
    return (
        f"[{markdown(words)}](<{address}>)" if _odd(address) else f"[{markdown(words)}]({address})"
    )


def _odd(address: str) -> bool:
    return not re.fullmatch(r"[\w.~:/?#@!$&'*+,;=%-]*", address, re.ASCII)
