"""The source of an expression as a tree, in which every node knows its stretch of the text.

The tree of CEL's own compiler will not do for changing source: it has one offset per node and no
end, its macros are expanded, its brackets gone, and its chains of ``&&`` balanced.
"""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from subpolicy.policy.proof.tokens import Token, tokens

# fmt: off
Kind = Literal[
    "choice", "or", "and", "relation", "sum", "product", "not", "minus", "call", "field",
    "index", "group", "list", "map", "name", "text", "number",
]
# fmt: on

_RELATIONS = frozenset({"==", "!=", "<", "<=", ">", ">=", "in"})
_BINDING = frozenset({"all", "exists", "exists_one", "filter", "map"})
"""Macros whose first argument is the name of what they go through."""


class Node(NamedTuple):
    """A part of an expression: ``text[start:end]``."""

    kind: Kind
    start: int
    end: int
    parts: tuple["Node", ...] = ()
    """Of a method's call, the first is what it is called on."""
    signs: tuple[Token, ...] = ()
    """The operators between the parts."""
    word: str = ""
    """The name, the literal, the field, or the function that is called."""
    method: bool = False
    """Whether a call has a dot before it."""

    @property
    def binds(self) -> str:
        """The name that a macro gives to what it goes through; empty for anything else."""
        is_macro = self.kind == "call" and self.method and self.word in _BINDING
        return self.parts[1].word if is_macro and len(self.parts) > 2 else ""  # noqa: PLR2004

    def within(self) -> Iterator["Node"]:
        """This node and all within it."""
        yield self
        for part in self.parts:
            yield from part.within()


def parse(text: str) -> Node:
    """The tree of an expression that CEL accepts.

    Raises:
        ValueError: it is no CEL.
    """
    reader = _Reader(text)
    node = reader.expression()
    reader.take_end()
    return node


def free_names(node: Node) -> Iterator[str]:
    """The variables that an expression reads, without those that its macros bind."""
    if node.kind == "name":
        yield node.word
    bound = node.binds
    for index, part in enumerate(node.parts):
        for name in free_names(part):
            if not bound or index == 0 or name != bound:
                yield name


class _Reader:
    """Recursive descent, one method per level of precedence."""

    def __init__(self, text: str) -> None:
        self._tokens = tokens(text)
        self._at = 0

    @property
    def _next(self) -> Token:
        return self._tokens[self._at]

    def _take(self, *signs: str) -> Token | None:
        """The next token, where it is one of these."""
        token = self._next
        if token.kind in {"text", "number", "end"} or token.text not in signs:
            return None
        self._at += 1
        return token

    def _need(self, sign: str) -> Token:
        token = self._take(sign)
        if token is None:
            raise ValueError(f"no {sign} at character {self._next.start}")
        return token

    def take_end(self) -> None:
        if self._next.kind != "end":
            raise ValueError(f"no end at character {self._next.start}")

    def expression(self) -> Node:
        condition = self._chain("or")
        mark = self._take("?")
        if mark is None:
            return condition
        yes = self._chain("or")
        colon = self._need(":")
        no = self.expression()
        return Node("choice", condition.start, no.end, (condition, yes, no), (mark, colon))

    def _chain(self, kind: Literal["or", "and"]) -> Node:
        sign = "||" if kind == "or" else "&&"
        parts, signs = [self._chain("and") if kind == "or" else self._relation()], []
        while (token := self._take(sign)) is not None:
            signs.append(token)
            parts.append(self._chain("and") if kind == "or" else self._relation())
        if not signs:
            return parts[0]
        return Node(kind, parts[0].start, parts[-1].end, tuple(parts), tuple(signs))

    def _relation(self) -> Node:
        left = self._sum()
        while (sign := self._take(*_RELATIONS)) is not None:
            right = self._sum()
            left = Node("relation", left.start, right.end, (left, right), (sign,))
        return left

    def _sum(self) -> Node:
        left = self._product()
        while (sign := self._take("+", "-")) is not None:
            right = self._product()
            left = Node("sum", left.start, right.end, (left, right), (sign,))
        return left

    def _product(self) -> Node:
        left = self._unary()
        while (sign := self._take("*", "/", "%")) is not None:
            right = self._unary()
            left = Node("product", left.start, right.end, (left, right), (sign,))
        return left

    def _unary(self) -> Node:
        sign = self._take("!", "-")
        if sign is None:
            return self._member()
        operand = self._unary()
        kind: Kind = "not" if sign.text == "!" else "minus"
        return Node(kind, sign.start, operand.end, (operand,), (sign,))

    def _member(self) -> Node:
        node = self._primary()
        while (sign := self._take(".", "[")) is not None:
            if sign.text == "[":
                self._take("?")
                index = self.expression()
                node = Node("index", node.start, self._need("]").end, (node, index))
                continue
            self._take("?")
            word = self._word()
            if self._take("(") is None:
                node = Node("field", node.start, word.end, (node,), word=word.text)
            else:
                arguments, end = self._items(")")
                parts = (node, *arguments)
                node = Node("call", node.start, end, parts, word=word.text, method=True)
        return node

    def _word(self) -> Token:
        token = self._next
        if token.kind != "name":
            raise ValueError(f"no name at character {token.start}")
        self._at += 1
        return token

    def _items(self, close: str) -> tuple[tuple[Node, ...], int]:
        """Expressions between commas, and where the bracket that closes them ends."""
        items: list[Node] = []
        while (end := self._take(close)) is None:
            self._take("?")
            items.append(self.expression())
            if close == "}":
                self._need(":")
                items.append(self.expression())
            if self._take(",") is None:
                return tuple(items), self._need(close).end
        return tuple(items), end.end

    def _primary(self) -> Node:
        token = self._next
        if (opened := self._take("(")) is not None:
            inner = self.expression()
            return Node("group", opened.start, self._need(")").end, (inner,))
        if (opened := self._take("[", "{")) is not None:
            items, end = self._items("]" if opened.text == "[" else "}")
            return Node("list" if opened.text == "[" else "map", opened.start, end, items)
        if token.kind in {"text", "number"}:
            self._at += 1
            kind: Kind = "text" if token.kind == "text" else "number"
            return Node(kind, token.start, token.end, word=token.text)
        self._take(".")
        word = self._word()
        if self._take("(") is None:
            return Node("name", word.start, word.end, word=word.text)
        arguments, end = self._items(")")
        return Node("call", word.start, end, arguments, word=word.text)
