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
from subpolicy.importers.readers import html_tables
from subpolicy.importers.readers.html_text import BLOCKS, DEEPEST, Marks, inline, text_of
from subpolicy.importers.readers.inline import Writer
from subpolicy.importers.readers.markup import flattened

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_HEADINGS = {**{f"h{level}": level for level in range(1, 7)}, "summary": 6}
"""What folds out below a summary stands under it as under a heading."""
_MOST_CELLS = 2_000_000
"""Cells of all tables, after which no more are read; a list of 5,000 rows has not a tenth of it."""
_TOO_MANY = "The tables are larger than can be read; what comes after them was not read."
_LISTS_WITHIN = 3
_TOO_DEEP = "Elements that are nested very deep were read without their nesting."


def read(text: str) -> Page:
    """The page of an HTML text."""
    from selectolax.lexbor import LexborHTMLParser  # noqa: PLC0415 (only who imports HTML pays)

    text, cut = flattened(text)
    tree = LexborHTMLParser(text)
    title = tree.css_first("title")
    root, body = tree.root, tree.body
    language = "" if root is None else root.attributes.get("lang") or ""
    found = iter(()) if body is None else _blocks(body, Marks.of(tree), 0)
    unread = [_TOO_DEEP] if cut else []
    blocks = tuple(_bounded(found, unread))
    return Page(
        blocks,
        title="" if title is None else title.text(strip=True),
        language=language,
        unread=tuple(unread),
    )


def fragment(text: str) -> tuple[Block, ...]:
    """The blocks of a piece of HTML within another format."""
    return read(text).blocks


def _bounded(blocks: Iterator[Block], unread: list[str]) -> Iterator[Block]:
    """The blocks as long as there is room: a short row takes as much of it as the widest."""
    cells = 0
    for block in blocks:
        yield block
        cells += (len(block.rows) + 1) * len(block.head) if isinstance(block, Table) else 0
        if cells > _MOST_CELLS:
            unread.append(_TOO_MANY)
            return


def _blocks(node: "LexborNode", marks: Marks, depth: int) -> Iterator[Block]:
    """The blocks within an element; text that stands free is a paragraph."""
    loose: Writer | None = None
    for child in node.iter(include_text=True):
        tag = child.tag or ""
        if depth > DEEPEST or marks.unseen(child, tag):
            continue
        if tag != "-text" and (tag in BLOCKS or child.mem_id in marks.holders):
            if loose is not None:
                yield from _paragraph(loose.finish())
                loose = None
            yield from _block(child, tag, marks, depth + 1)
        else:
            loose = loose or Writer()
            inline(child, tag, loose, marks, depth + 1)
    if loose is not None:
        yield from _paragraph(loose.finish())


def _block(node: "LexborNode", tag: str, marks: Marks, depth: int) -> Iterator[Block]:
    if tag in _HEADINGS and node.mem_id not in marks.layouts:
        text = text_of(node, marks)
        if text.plain:
            yield Heading(_HEADINGS[tag], text)
    elif tag == "table" and node.mem_id not in marks.layouts:
        yield from html_tables.table(node, marks)
    elif tag in {"ul", "ol", "menu"}:
        yield from _list(node, marks, depth)
    elif tag == "dl":
        yield from _definitions(node, marks, depth)
    elif node.mem_id not in marks.holders:
        yield from _paragraph(text_of(node, marks))
    else:
        yield from _blocks(node, marks, depth)


def _paragraph(text: Text) -> Iterator[Block]:
    if text.plain:
        yield Paragraph(text)


def _list(node: "LexborNode", marks: Marks, depth: int) -> Iterator[Block]:
    """A list; where its items hold headings or tables, it only lays them out."""
    if node.mem_id in marks.layouts or all(child.tag != "li" for child in node.iter()):
        yield from _blocks(node, marks, depth)
    elif items := tuple(_items(node, marks, depth)):
        yield Bullets(items)


def _items(node: "LexborNode", marks: Marks, depth: int) -> Iterator[Item]:
    for child in node.iter():
        if child.tag != "li" or marks.unseen(child, "li"):
            continue
        writer, below = Writer(), list[Item]()
        _item(child, writer, below, marks, depth)
        yield Item(writer.finish(), tuple(below))


def _item(node: "LexborNode", writer: Writer, below: list[Item], marks: Marks, depth: int) -> None:
    """The text of an item, and the lists in it, at whatever depth of ``<div>`` they stand."""
    for part in node.iter(include_text=True):
        tag = part.tag or ""
        if tag in {"ul", "ol"} and depth < DEEPEST:
            below.extend(_items(part, marks, depth + 1))
        elif part.mem_id in marks.holders and depth < DEEPEST and not marks.unseen(part, tag):
            writer.line_break()
            _item(part, writer, below, marks, depth + 1)
            writer.line_break()
        else:
            inline(part, tag, writer, marks, depth)


def _definitions(node: "LexborNode", marks: Marks, depth: int) -> Iterator[Block]:
    """A definition list: the fields of one thing, or a thing and what is said of it, many times."""
    if node.mem_id in marks.layouts:
        yield from _blocks(node, marks, depth)
        return
    pairs: list[tuple[str, Text]] = []
    label: Text | None = None
    for child in _terms(node, [], 0, 0):
        text = text_of(child, marks)
        if child.tag == "dt":
            label = text
        elif label is not None:
            pairs.append((label.flat, text))
    if pairs:
        yield Pairs(Writer().finish(), tuple(pairs))


def _terms(
    node: "LexborNode", found: "list[LexborNode]", depth: int, within: int
) -> "list[LexborNode]":
    """Terms and definitions, those of lists within definitions too, each of which is read again."""
    for child in node.iter():
        is_term = child.tag in {"dt", "dd"}
        if is_term:
            found.append(child)
        if depth < DEEPEST and within + is_term <= _LISTS_WITHIN:
            _terms(child, found, depth + 1, within + is_term)
    return found
