"""Markdown (CommonMark with tables), MDX and front matter tolerated."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from subpolicy.importers.blocks import Block, Bullets, Heading, Item, Page, Paragraph, Table, Text
from subpolicy.importers.readers import front_matter
from subpolicy.importers.readers.inline import Writer, plain_text

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_LARGEST = 1024 * 1024
"""Characters of Markdown that are read; the longest known page has a tenth of it."""
_MOST_LINES = 25_000
"""Each of which the parser makes several objects of."""
_MOST_MARKS = 25_000
"""Marks of links and emphasis: the parser takes up to 40 µs for each, less than 2 for others."""
_TOO_LARGE = (
    "The Markdown is longer than 1 MB or 25,000 lines, or has more than 25,000 brackets, stars, "
    "underscores and tildes; what comes after that was not read."
)
_MARKS = "[*_~"
_WHOLE = ("table", "dl")
"""Elements that are read as one, though blank lines part them in Markdown."""
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


def read(text: str, *, components: bool = False) -> Page:
    """The page of a Markdown text.

    Args:
        text: The file.
        components: Whether exports and components of MDX may stand in it.
    """
    front, whole, skipped = front_matter.parted(text)
    body = _bounded(whole)
    lines = body.split("\n")
    if components:
        from subpolicy.importers.readers import modules  # noqa: PLC0415 (tree-sitter, where wanted)

        island = modules.islands(body)
        tokens = _parser().parse(island.text)
        shown = modules.filled(tuple(_Blocks(tokens, lines, skipped).read()), island.data)
        blocks = (*shown, *_unplaced(island.unplaced))
    else:
        tokens = _parser().parse(body)
        blocks = tuple(_Blocks(tokens, lines, skipped).read())
    title = front.get("title")
    language = front.get("lang", front.get("language", front.get("locale", "")))
    return Page(
        blocks,
        title=title if isinstance(title, str) else "",
        language=language if isinstance(language, str) else "",
        data=front,
        source=text,
        unread=(_TOO_LARGE,) if len(body) < len(whole) else (),
    )


def _bounded(body: str) -> str:
    """As much of a text as the parser reads in a second or two."""
    read = body[:_LARGEST]
    if read.count("\n") > _MOST_LINES:
        read = "\n".join(read.split("\n", _MOST_LINES)[:_MOST_LINES])
    if sum(map(read.count, _MARKS)) > _MOST_MARKS:
        over = next(islice(re.finditer(f"[{re.escape(_MARKS)}]", read), _MOST_MARKS, None))
        read = read[: over.start()]
    return read


def _parser() -> "MarkdownIt":
    """CommonMark with tables; indented lines are text, as HTML in Markdown is often indented."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 (only who imports Markdown pays for it)

    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": 24})
    return parser.enable(["table", "strikethrough"]).disable("code")


def _unplaced(found: Sequence[tuple[str, object]]) -> Iterator[Block]:
    from subpolicy.importers.readers import data  # noqa: PLC0415 (only with components)

    for name, value in found:
        if blocks := data.blocks(value):
            yield Heading(2, plain_text(data.words_of(name)))
            yield from blocks


class _Blocks:
    """Tokens → blocks. A token of nesting 1 opens what one of nesting -1 closes."""

    def __init__(self, tokens: Sequence["Token"], lines: Sequence[str], skipped: int) -> None:
        self._tokens = tokens
        self._lines = lines
        self._skipped = skipped
        self._at = 0

    def read(self) -> Iterator[Block]:
        while self._at < len(self._tokens):
            yield from self._block()

    def _block(self) -> Iterator[Block]:
        token = self._next()
        match token.type:
            case "heading_open":
                text = self._inline()
                yield Heading(int(token.tag[1:]), text, self._line(token))
            case "paragraph_open":
                yield from _paragraphs(self._next(), self._line(token))
            case "bullet_list_open" | "ordered_list_open":
                yield Bullets(tuple(self._items(token.type.replace("open", "close"))))
            case "table_open":
                yield self._table()
            case "html_block":
                from subpolicy.importers.readers import html  # noqa: PLC0415 (where it is found)

                yield from html.fragment(self._markup(token))
            case _:
                return

    def _markup(self, token: "Token") -> str:
        """HTML to the end of its table or list, with the Markdown that stands between."""
        parts = [token.content]
        still = _open(token.content)
        start = self._at
        while still > 0 and self._at < len(self._tokens):
            after = self._next()
            still += _open(after.content) if after.type == "html_block" else 0
        if self._at > start:
            between = self._tokens[start : self._at]
            parser = _parser()
            parts.append(str(parser.renderer.render(between, parser.options, {})))
        return "".join(parts)

    def _next(self) -> "Token":
        token = self._tokens[self._at]
        self._at += 1
        return token

    def _inline(self) -> Text:
        return _text(self._next())

    def _line(self, token: "Token") -> int | None:
        return None if token.map is None else token.map[0] + 1 + self._skipped

    def _source(self, token: "Token") -> str:
        return "" if token.map is None else "\n".join(self._lines[slice(*token.map)]).strip()

    def _items(self, end: str) -> Iterator[Item]:
        while self._at < len(self._tokens):
            token = self._next()
            if token.type == end:
                return
            if token.type == "list_item_open":
                yield self._item(self._line(token))

    def _item(self, line: int | None) -> Item:
        texts: list[Text] = []
        below: list[Item] = []
        while self._tokens[self._at].type != "list_item_close":
            token = self._next()
            if token.type in {"bullet_list_open", "ordered_list_open"}:
                below.extend(self._items(token.type.replace("open", "close")))
            elif token.type == "inline":
                texts.append(_text(token))
        self._at += 1
        return Item(_joined(texts), tuple(below), line)

    def _table(self) -> Table:
        rows: list[tuple[Text, ...]] = []
        lines: list[int | None] = []
        sources: list[str] = []
        cells: list[Text] = []
        while (token := self._next()).type != "table_close":
            if token.type == "tr_open":
                cells = []
                lines.append(self._line(token))
                sources.append(self._source(token))
            elif token.type == "inline":
                cells.append(_text(token))
            elif token.type == "tr_close":
                rows.append(tuple(cells))
        return Table(rows[0], tuple(rows[1:]), tuple(lines[1:]), tuple(sources[1:]))


def _open(markup: str) -> int:
    """How many tables and lists a piece of HTML opens and leaves open."""
    low = markup.lower()
    return sum(low.count(f"<{tag}") - low.count(f"</{tag}>") for tag in _WHOLE)


def _paragraphs(token: "Token", line: int | None) -> Iterator[Block]:
    text = _text(token)
    if text.plain:
        yield Paragraph(text, line)


def _joined(texts: Sequence[Text]) -> Text:
    if not texts:
        return plain_text("")
    first = texts[0]
    return first._replace(
        plain="\n".join(text.plain for text in texts if text.plain),
        links=tuple(link for text in texts for link in text.links),
    )


def _text(token: "Token") -> Text:  # noqa: C901 -- one branch for each kind of token
    """The text of an inline token."""
    writer = Writer()
    for child in token.children or ():
        match child.type:
            case "text" | "code_inline":
                writer.text(child.content)
            case "softbreak" | "hardbreak":
                writer.line_break()
            case "html_inline":
                if _BREAK.fullmatch(child.content):
                    writer.line_break()
            case "image":
                writer.text(child.content)
            case "link_open":
                writer.link(str(child.attrGet("href") or ""))
            case "link_close":
                writer.end_link()
            case "strong_open" | "strong_close":
                writer.bold(child.nesting)
            case "s_open" | "s_close":
                writer.struck(child.nesting)
            case _:
                pass
    return writer.finish()
