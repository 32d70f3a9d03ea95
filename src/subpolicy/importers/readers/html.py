"""HTML, whole pages and pieces of one, as an HTML5 browser would read it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from subpolicy.importers.blocks import (
    Block,
    Bullets,
    Heading,
    Item,
    Page,
    Pairs,
    Paragraph,
    Table,
    Text,
)
from subpolicy.importers.readers.inline import Writer

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_UNSEEN = {"script", "style", "template", "noscript", "head", "svg", "math", "iframe", "object"}
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = {
    *_HEADINGS, "address", "article", "aside", "blockquote", "body", "details", "dd", "div", "dl",
    "dt", "fieldset", "figure", "footer", "form", "header", "hr", "html", "li", "main", "nav",
    "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr",
    "ul",
}  # fmt: skip
_BOLD = {"b", "strong"}
_STRUCK = {"s", "del", "strike"}
_DEPTH = 256
"""Nesting that is followed; no page has more on purpose."""
_SPAN = 64
"""Cells that one cell may stand for."""


def read(text: str) -> Page:
    """The page of an HTML text."""
    from selectolax.lexbor import LexborHTMLParser  # noqa: PLC0415 (only who imports HTML pays)

    tree = LexborHTMLParser(text)
    title = tree.css_first("title")
    root = tree.root
    language = "" if root is None else root.attributes.get("lang") or ""
    body = tree.body
    blocks = () if body is None else tuple(_blocks(body, 0))
    return Page(blocks, title="" if title is None else title.text(strip=True), language=language)


def fragment(text: str, line: int = 0) -> Iterator[Block]:  # noqa: ARG001 -- HTML knows no lines
    """The blocks of a piece of HTML within another format."""
    yield from read(text).blocks


def _blocks(node: "LexborNode", depth: int) -> Iterator[Block]:
    """The blocks within an element; text that stands free is a paragraph."""
    loose = Writer()
    for child in node.iter(include_text=True):
        tag = child.tag or ""
        if tag in _UNSEEN or _hidden(child) or depth > _DEPTH:
            continue
        if tag in _BLOCKS or (tag not in {"-text", "br"} and _holds_block(child)):
            yield from _paragraph(loose)
            loose = Writer()
            yield from _block(child, tag, depth + 1)
        else:
            _inline(child, loose, depth + 1)
    yield from _paragraph(loose)


def _block(node: "LexborNode", tag: str, depth: int) -> Iterator[Block]:
    if tag in _HEADINGS:
        text = _text(node)
        if text.plain:
            yield Heading(_HEADINGS[tag], text)
    elif tag == "table":
        yield from _table(node)
    elif tag in {"ul", "ol"}:
        yield Bullets(tuple(_items(node, depth)))
    elif tag == "dl":
        yield from _definitions(node)
    elif tag == "p" and not _holds_block(node):
        yield from _paragraph_of(node)
    else:
        yield from _blocks(node, depth)


def _paragraph(writer: Writer) -> Iterator[Block]:
    text = writer.finish()
    if text.plain:
        yield Paragraph(text)


def _paragraph_of(node: "LexborNode") -> Iterator[Block]:
    text = _text(node)
    if text.plain:
        yield Paragraph(text)


def _holds_block(node: "LexborNode") -> bool:
    return any(
        (child.tag or "") in _BLOCKS for child in node.traverse(include_text=False)
        if child != node
    )


def _hidden(node: "LexborNode") -> bool:
    attributes = node.attributes if node.tag not in {"-text", None} else {}
    return "hidden" in attributes or attributes.get("aria-hidden") == "true"


def _text(node: "LexborNode") -> Text:
    writer = Writer()
    _inside(node, writer, 0)
    return writer.finish()


def _inside(node: "LexborNode", writer: Writer, depth: int) -> None:
    for child in node.iter(include_text=True):
        _inline(child, writer, depth + 1)


def _inline(node: "LexborNode", writer: Writer, depth: int) -> None:
    """The running text of a node; a block within it stands on a line of its own."""
    tag = node.tag or ""
    if tag == "-text":
        writer.text((node.text_content or "").replace("\n", " "))
        return
    if tag in _UNSEEN or _hidden(node) or depth > _DEPTH:
        return
    if tag == "br":
        writer.line_break()
    elif tag == "img":
        writer.text(node.attributes.get("alt") or "")
    elif tag == "input" and node.attributes.get("type") == "checkbox":
        writer.text("[x] " if "checked" in node.attributes else "[ ] ")
    elif tag == "a":
        writer.link(node.attributes.get("href") or "")
        _inside(node, writer, depth)
        writer.end_link()
    else:
        _styled(node, tag, writer, depth)


def _styled(node: "LexborNode", tag: str, writer: Writer, depth: int) -> None:
    if tag in _BLOCKS:
        writer.line_break()
    writer.bold(tag in _BOLD)
    writer.struck(tag in _STRUCK)
    _inside(node, writer, depth)
    writer.bold(-(tag in _BOLD))
    writer.struck(-(tag in _STRUCK))
    if tag in _BLOCKS:
        writer.line_break()


def _items(node: "LexborNode", depth: int) -> Iterator[Item]:
    for child in node.iter():
        if child.tag == "li" and not _hidden(child):
            writer, below = Writer(), list[Item]()
            for part in child.iter(include_text=True):
                if part.tag in {"ul", "ol"} and depth < _DEPTH:
                    below.extend(_items(part, depth + 1))
                else:
                    _inline(part, writer, depth)
            yield Item(writer.finish(), tuple(below))


def _definitions(node: "LexborNode") -> Iterator[Block]:
    pairs: list[tuple[str, Text]] = []
    label = ""
    for child in node.css("dt, dd"):
        if child.tag == "dt":
            label = _text(child).plain
        else:
            pairs.append((label, _text(child)))
    if pairs:
        yield Pairs(Writer().finish(), tuple(pairs))


def _table(node: "LexborNode") -> Iterator[Block]:
    rows = [row for row in node.css("tr") if _table_of(row) == node and not _hidden(row)]
    caption = node.css_first("caption")
    if caption is not None:
        yield from _paragraph_of(caption)
    if not rows:
        return
    grid = _grid(rows)
    head = _is_head(rows[0])
    width = max(len(row) for row in grid)
    empty = Writer().finish()
    padded = [(*row, *([empty] * (width - len(row)))) for row in grid]
    sources = tuple("\n".join(cell.plain for cell in row if cell.plain) for row in padded)
    start = 1 if head else 0
    yield Table(
        padded[0] if head else (empty,) * width,
        tuple(padded[start:]),
        (None,) * (len(padded) - start),
        sources[start:],
    )


def _table_of(row: "LexborNode") -> "LexborNode | None":
    node = row.parent
    while node is not None and node.tag != "table":
        node = node.parent
    return node


def _is_head(row: "LexborNode") -> bool:
    parent = row.parent
    if parent is not None and parent.tag == "thead":
        return True
    cells = [cell.tag for cell in row.iter() if cell.tag in {"td", "th"}]
    return bool(cells) and all(tag == "th" for tag in cells)


def _grid(rows: "list[LexborNode]") -> list[tuple[Text, ...]]:
    """The cells of each row, those that span several rows or columns repeated."""
    grid: list[tuple[Text, ...]] = []
    hanging: dict[int, tuple[Text, int]] = {}
    for row in rows:
        cells: list[Text] = []
        for cell in (cell for cell in row.iter() if cell.tag in {"td", "th"}):
            _hang(cells, hanging)
            text = _text(cell)
            for _ in range(_span(cell, "colspan")):
                if (below := _span(cell, "rowspan") - 1) > 0:
                    hanging[len(cells)] = (text, below)
                cells.append(text)
        _hang(cells, hanging)
        grid.append(tuple(cells))
    return grid


def _hang(cells: list[Text], hanging: dict[int, tuple[Text, int]]) -> None:
    """Fill in the cells that reach down from the rows above."""
    while len(cells) in hanging:
        text, left = hanging.pop(len(cells))
        if left > 1:
            hanging[len(cells)] = (text, left - 1)
        cells.append(text)


def _span(cell: "LexborNode", name: str) -> int:
    value = cell.attributes.get(name) or "1"
    return min(_SPAN, max(1, int(value))) if value.isascii() and value.isdigit() else 1
