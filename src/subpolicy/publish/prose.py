"""The company's own texts: Markdown without HTML, whose links lead nowhere but to the web."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

from subpolicy.printable import escape, unsafe
from subpolicy.publish.escaping import link_target, markdown_paragraph

_SENTINEL: Final = "End0of0text"
_HEADING = re.compile(r"h([1-6])")
_COMMAND = re.compile(r"(^\s*|#(?=#\w*\[))((?<!#):(?=:)|(?<=#)#)", re.MULTILINE)
"""Where a CI system would obey a line of a text that its log shows."""
_LOWEST = 6
_TAB = 4
"""Columns of a tab in Markdown (CommonMark, section 2.2)."""


def to_html(text: str, base_url: str | None = None, level: int = 3) -> str:
    """A text as HTML that needs no further care.

    Args:
        text: Markdown (CommonMark with tables); HTML in it is shown as text, images as links.
        base_url: What relative links start from.
        level: The level of its highest heading.
    """
    parser = _parser()
    tokens = parser.parse(_cleaned(text))
    _set_levels(tokens, level)
    for token in _all(tokens):
        if token.type == "link_open":
            token.attrs["href"] = link_target(str(token.attrs["href"]), base_url) or "#"
        token.attrs.pop("style", None)  # of table cells; the page's policy forbids it
        if token.type in {"th_open", "td_open"}:
            token.attrs.pop("align", None)
        if token.type == "th_open":
            token.attrs["scope"] = "col"
    shown = str(parser.renderer.render(tokens, parser.options, {})).strip()
    return _COMMAND.sub(lambda found: f"{found[1]}&#{ord(found[2])};", shown)


def to_markdown(text: str) -> str:
    """A text as Markdown that cannot reach beyond its end, hold HTML, or lead astray.

    A text without anything of the kind stays as it is.
    """
    return _COMMAND.sub(r"\1\\\2", _bounded(_cleaned(text).strip("\n")))


def _bounded(clean: str) -> str:
    with_html = _parser(html=True)
    tokens = list(_all(with_html.parse(clean)))
    if any(token.type in {"html_block", "html_inline"} for token in tokens):
        clean = re.sub(r"<(?!(?:https?|mailto):[^\s<>]*>)", "&lt;", clean)
    if _leads_astray(clean):
        clean = re.sub(r"(?<!\\)([\[\]])", r"\\\1", clean)
    if not _ends(clean) or _leads_astray(clean):
        return "\n".join(markdown_paragraph(line) for line in clean.split("\n"))
    return clean


def _parser(*, html: bool = False) -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": html}).enable("table").disable("image")
    # Links are judged here and not by the parser, so that both outputs judge alike.
    parser.validateLink = _is_safe  # type: ignore[method-assign]
    return parser


def _is_safe(url: str) -> bool:
    return link_target(url) is not None


def _takes_all(_url: str) -> bool:
    return True


def _leads_astray(text: str) -> bool:
    """Whether another parser would make a link of something that is none here."""
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    parser.validateLink = _takes_all  # type: ignore[method-assign,assignment]
    return any(
        token.type == "image"
        or (token.type == "link_open" and not _is_safe(str(token.attrs["href"])))
        for token in _all(parser.parse(text))
    )


def _ends(text: str) -> bool:
    """Whether a paragraph after the text is one: no fence or comment is left open."""
    tokens = _parser(html=True).parse(f"{text}\n\n{_SENTINEL}\n")
    last = tokens[-3:]
    kinds = [token.type for token in last]
    return kinds == ["paragraph_open", "inline", "paragraph_close"] and (
        last[1].content == _SENTINEL and last[0].level == 0
    )


def _set_levels(tokens: Sequence[Token], level: int) -> None:
    """Push headings down so that the highest is at ``level``, and none is skipped by it."""
    depths = [int(found[1]) for token in tokens if (found := _HEADING.fullmatch(token.tag))]
    shift = level - min(depths, default=level)
    for token in tokens:
        if found := _HEADING.fullmatch(token.tag):
            token.tag = f"h{min(_LOWEST, int(found[1]) + shift)}"


def _all(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _all(token.children or ())


def _cleaned(text: str) -> str:
    """Line breaks of one kind, and what would steer or reorder a display written out."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").expandtabs(_TAB)
    if lines.replace("\n", "").isprintable():
        return lines
    kept: list[Any] = [char if char == "\n" or not unsafe(char) else escape(char) for char in lines]
    return "".join(kept)
