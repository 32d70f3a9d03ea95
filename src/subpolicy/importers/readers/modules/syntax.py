"""The syntax tree of a module."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tree_sitter import Node

JSX: Final = frozenset({"jsx_element", "jsx_self_closing_element", "jsx_fragment"})
_TYPED: Final = frozenset({"ts", "mts", "cts"})
"""Extensions whose modules have no JSX, so that ``<Type>value`` is an assertion."""
_HOLE: Final = "${"
_MOST_HOLES: Final = 20_000
"""Places for values in texts; the parser takes 30 µs for one that is left open."""


def parse(text: str, extension: str = "tsx") -> "Node":
    """The root of a module's tree; what is broken in it is an ``ERROR`` node.

    What comes after 20,000 places for values in texts is left out.

    Args:
        text: The module.
        extension: Of its file, in small letters; ``tsx`` reads JavaScript and JSX as well.
    """
    import tree_sitter_typescript  # noqa: PLC0415 (only who imports a module pays for it)
    from tree_sitter import Language, Parser  # noqa: PLC0415

    grammar = (
        tree_sitter_typescript.language_typescript()
        if extension in _TYPED
        else tree_sitter_typescript.language_tsx()
    )
    if text.count(_HOLE) > _MOST_HOLES:
        text = _HOLE.join(text.split(_HOLE, _MOST_HOLES)[:_MOST_HOLES])
    return Parser(Language(grammar)).parse(text.encode("utf-8", "replace")).root_node


def text_of(node: "Node | None") -> str:
    """The source of a node; empty for none."""
    return "" if node is None or node.text is None else node.text.decode("utf-8", "replace")


def walk(root: "Node", *, into: "Callable[[Node], bool]") -> "Iterator[Node]":
    """All nodes in their order, those below a node only where ``into`` says so."""
    stack = [root]
    while stack:
        node = stack.pop()
        yield node
        if into(node):
            stack.extend(reversed(node.named_children))


def pattern(call: "Node") -> tuple[str, ...]:
    """The names that a function in a call has for the cells of a row: ``([name, use]) =>``."""
    for node in walk(call, into=lambda one: one.type not in {"statement_block", *JSX}):
        if node.type == "array_pattern":
            return tuple(text_of(one) for one in node.named_children)
    return ()
