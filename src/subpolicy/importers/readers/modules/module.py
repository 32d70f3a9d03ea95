"""A module's lists and markup → the page."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from subpolicy.errors import Place, RunError
from subpolicy.importers.blocks import Block, Heading, Page, Table
from subpolicy.importers.readers import data, html
from subpolicy.importers.readers.formats import extension
from subpolicy.importers.readers.inline import plain_text
from subpolicy.importers.readers.modules import astro
from subpolicy.importers.readers.modules.elements import Markup, is_rows
from subpolicy.importers.readers.modules.marks import filled
from subpolicy.importers.readers.modules.syntax import JSX, parse, text_of, walk
from subpolicy.importers.readers.modules.values import UNKNOWN, Values

if TYPE_CHECKING:
    from tree_sitter import Node

_LARGEST: Final = 512 * 1024
"""Characters of a module that is read; a larger one is a bundle rather than a source."""
_LITERALS: Final = frozenset({"array", "object"})


def read(name: str, text: str) -> Page:
    """The page of a module.

    Raises:
        RunError: The module is too large.
    """
    if len(text) > _LARGEST:
        raise RunError(
            "the module is too large to be a page's source",
            place=Place(name),
            help_text="give the file that the list is written in, not a bundle",
        )
    if extension(name) == "astro":
        script, markup = astro.parts(text)
        root = parse(script)
        roots = [root, parse(markup)]
    else:
        root = parse(text, extension(name))
        roots = [root]
    values = Values(root)
    writer = Markup(values)
    shown = "".join(writer.html(node) for one in roots for node in _markup(one))
    placed = list(filled(html.fragment(shown), writer.data)) if shown else []
    rest = [block for one in roots for block in _lists(one, values, writer)]
    return Page((*placed, *rest), title=_title(values))


def literal(text: str) -> object | None:
    """The value of a literal alone, such as JSON with comments; None where it is none."""
    if len(text) > _LARGEST:
        return None
    root = parse(f"({text.strip().rstrip(';')})")
    values = Values(root)
    for node in walk(root, into=lambda one: one.type not in _LITERALS):
        if node.type in _LITERALS:
            value = values.of(node)
            return value if isinstance(value, list | dict) and not root.has_error else None
    return None


def _markup(root: "Node") -> "Iterator[Node]":
    """The outermost elements, in the order of the source."""
    below = walk(root, into=lambda one: one.type not in JSX and one.type not in _LITERALS)
    return (node for node in below if node.type in JSX)


def _lists(root: "Node", values: Values, writer: Markup) -> Iterator[Block]:
    """The outermost lists that the markup does not show, each under its constant's name."""
    for node in walk(root, into=lambda one: one.type not in JSX and one.type not in _LITERALS):
        if node.type not in _LITERALS:
            continue
        name = _name(node)
        # By name, so that it is the same object as the one that the markup refers to.
        value = values.of(node) if name is None else values.of(name)
        if value is UNKNOWN or (name is not None and writer.placed(value)):
            continue
        if isinstance(value, dict) and any(writer.placed(one) for one in value.values()):
            continue
        found = data.blocks(value) if isinstance(value, dict) or data.is_list(value) else ()
        if is_rows(value):
            found = tuple(one for one in data.blocks(value) if isinstance(one, Table))
        if found and name is not None:
            yield Heading(2, plain_text(data.words_of(text_of(name))))
        yield from found


def _name(node: "Node") -> "Node | None":
    """The name of the constant that a literal is the value of."""
    above = node.parent
    while above is not None and above.type.endswith(("_expression", "arguments")):
        above = above.parent
    if above is None or above.type != "variable_declarator":
        return None
    name = above.child_by_field_name("name")
    return name if name is not None and name.type == "identifier" else None


def _title(values: Values) -> str:
    """The title of a page's metadata, as frameworks want it in a constant."""
    for name in ("metadata", "frontmatter", "meta", "title", "pageTitle"):
        value = values.named(name)
        if isinstance(value, dict) and isinstance(value.get("title"), str):
            return str(value["title"])
        if isinstance(value, str):
            return value
    return ""
