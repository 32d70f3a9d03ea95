"""The running text of HTML elements, and what has to be known of a tree before it is read."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from subpolicy.importers.blocks import Text
from subpolicy.importers.readers.inline import Writer

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_UNSEEN: Final = frozenset(
    [
        "script",
        "style",
        "template",
        "noscript",
        "head",
        "svg",
        "math",
        "iframe",
        "object",
        "select",
        "textarea",
        "-comment",
        "-document-type",
    ]
)
BLOCKS: Final = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "details",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "figcaption",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
DEEPEST: Final = 200
"""Nesting that is followed, at three frames each; `markup.flattened` leaves hardly any deeper."""
_BOLD: Final = frozenset({"b", "strong"})
_STRUCK: Final = frozenset({"s", "del", "strike"})
_WIDE: Final = "table, ul, ol, dl, h1, h2, h3, h4, h5"


@dataclass(frozen=True, slots=True)
class Marks:
    """Elements by what is in them, found once, so that reading stays linear."""

    holders: frozenset[int]
    """Elements with a block below them."""
    layouts: frozenset[int]
    """Tables, lists and definition lists that only place what has headings or tables of its own."""
    parted: frozenset[int]
    """Elements whose ``<span>`` follow each other, which styles set apart."""
    hidden: frozenset[int]

    @classmethod
    def of(cls, tree: "LexborHTMLParser") -> "Marks":
        """The marks of a whole tree."""
        holders: set[int] = set()
        for node in tree.css(", ".join(sorted(BLOCKS - {"html", "body"}))):
            _mark_above(node, holders)
        layouts: set[int] = set()
        for node in tree.css(
            "table table, table h1, h1 table, h2 table, h3 table, h4 table, h1 li"
        ):
            _mark_above(node, layouts)
        for node in tree.css("li table, li h1, li h2, li h3, li h4, li h5, li dl, dd table, dd h3"):
            _mark_above(node, layouts)
        rows = tree.css("div > span + span, div > strong + span, div > b + span, div > span + p")
        parted = {node.parent.mem_id for node in rows if node.parent is not None}
        wide: set[int] = set()
        for node in tree.css(_WIDE):
            _mark_above(node, wide)
        hidden = frozenset(
            node.mem_id
            for node in tree.css("[hidden], [aria-hidden=true]")
            if node.mem_id not in wide and node.tag not in {"table", "ul", "ol", "dl", "body"}
        )
        return cls(frozenset(holders), frozenset(layouts), frozenset(parted), hidden)

    def unseen(self, node: "LexborNode", tag: str) -> bool:
        """Whether a reader of the page does not see an element.

        What folds out is hidden, too: an element with a list in it counts as seen.
        """
        return tag in _UNSEEN or (bool(self.hidden) and node.mem_id in self.hidden)


def _mark_above(node: "LexborNode", marked: set[int]) -> None:
    above = node.parent
    while above is not None and above.mem_id not in marked:
        marked.add(above.mem_id)
        above = above.parent


def text_of(node: "LexborNode", marks: Marks) -> Text:
    """The text of an element."""
    first = node.child
    if first is None:
        return Text("")
    writer = Writer()
    if first.tag == "-text" and first.next is None:
        writer.text((first.text_content or "").replace("\n", " "))
    else:
        _inside(node, writer, marks, 0)
    return writer.finish()


def _inside(node: "LexborNode", writer: Writer, marks: Marks, depth: int) -> None:
    parted = bool(marks.parted) and node.mem_id in marks.parted and not _has_text(node)
    for child in node.iter(include_text=True):
        if parted:
            writer.line_break()
        inline(child, child.tag or "", writer, marks, depth + 1)


def _has_text(node: "LexborNode") -> bool:
    """Whether text stands free in an element, so that what is beside it is running text."""
    return any(
        child.tag == "-text" and (child.text_content or "").strip()
        for child in node.iter(include_text=True)
    )


def inline(node: "LexborNode", tag: str, writer: Writer, marks: Marks, depth: int) -> None:
    """The running text of a node; a block within it stands on a line of its own."""
    if tag == "-text":
        writer.text((node.text_content or "").replace("\n", " "))
        return
    if marks.unseen(node, tag) or depth > DEEPEST:
        return
    if tag == "br":
        writer.line_break()
    elif tag == "img":
        writer.text(node.attributes.get("alt") or "")
    elif tag == "input":
        if node.attributes.get("type") == "checkbox":
            writer.text("[x] " if "checked" in node.attributes else "[ ] ")
    elif tag == "a":
        writer.link(node.attributes.get("href") or "")
        _inside(node, writer, marks, depth)
        writer.end_link()
    else:
        _styled(node, tag, writer, marks, depth)


def _styled(node: "LexborNode", tag: str, writer: Writer, marks: Marks, depth: int) -> None:
    block, bold, struck = tag in BLOCKS, tag in _BOLD, tag in _STRUCK
    if block:
        writer.line_break()
    if bold:
        writer.bold(1)
    if struck:
        writer.struck(1)
    _inside(node, writer, marks, depth)
    if bold:
        writer.bold(-1)
    if struck:
        writer.struck(-1)
    if block:
        writer.line_break()
