"""Small changes to the source of an expression, each of which a test should notice."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from subpolicy import dates
from subpolicy.policy.functions import SIGNATURES
from subpolicy.policy.proof.grammar import Node, parse

_SWAPPED = {
    "==": ("!=",),
    "!=": ("==",),
    "<": ("<=", ">"),
    "<=": ("<", ">="),
    ">": (">=", "<"),
    ">=": (">", "<="),
}
_QUANTIFIED = {"all": "exists", "exists": "all"}
_SHAPING = frozenset({"filter", "lowerAscii", "replace", "substring", "trim", "upperAscii"})
"""Methods whose value is of the type of what they are called on."""
_CHOOSING = frozenset({"all", "exists", "exists_one", "filter"})
"""Macros whose last argument is true or false."""
_TRUE_OR_FALSE = frozenset(
    [
        *("has", "all", "exists", "exists_one", "contains", "startsWith", "endsWith", "matches"),
        *(signature.name for signature in SIGNATURES if signature.returns == "bool"),
    ]
)


class Edit(NamedTuple):
    """One change: ``text[start:end]`` becomes the first of the options that compiles."""

    start: int
    end: int
    options: tuple[str, ...]
    shown: tuple[int, int]
    """The stretch of the text that shows a reader what is changed."""


@dataclass(frozen=True, slots=True)
class Editor:
    """Makes edits. ``enumerations`` are the sets of values that the schema knows."""

    enumerations: Iterable[frozenset[str]]

    def edits(self, text: str, *, decides: bool) -> Iterator[Edit]:
        """All edits of an expression; ``decides`` where its value must be true or false."""
        root = parse(text)
        yield from self._all(text, root, root, decides=decides)

    def _all(self, text: str, node: Node, parent: Node, *, decides: bool) -> Iterator[Edit]:
        if node.kind == "group":
            yield from self._all(text, node.parts[0], parent, decides=decides)
            return
        if decides or _is_true_or_false(node):
            yield from _negated(text, node)
        match node.kind:
            case "or" | "and":
                yield from _chain(node)
            case "relation":
                for sign in _SWAPPED.get(node.signs[0].text, ()):
                    token = node.signs[0]
                    yield Edit(token.start, token.end, (sign,), (node.start, node.end))
            case "list":
                yield from _shortened(text, node)
            case "call" if node.method:
                yield from _called(text, node)
            case _:
                yield from self._constant(node, parent)
        for part, deciding in _parts(node, decides=decides):
            yield from self._all(text, part, node, decides=deciding)

    def _constant(self, node: Node, parent: Node) -> Iterator[Edit]:
        """Another value for a literal. Texts in lists are dropped, which says as much."""
        lone = parent.kind == "sum"  # a chain of them says little, and may be long
        shown = (node.start, node.end) if lone else (parent.start, parent.end)
        if node.kind == "text" and parent.kind != "list":
            for options in self.other_texts(node.word):
                yield Edit(node.start, node.end, options, shown)
        elif node.kind == "number" and node.word.isdecimal():
            for other in (int(node.word) + 1, int(node.word) - 1):
                yield Edit(node.start, node.end, (str(other),), shown)
        elif node.kind == "name" and node.word in {"true", "false"}:
            other_truth = "false" if node.word == "true" else "true"
            yield Edit(node.start, node.end, (other_truth,), shown)

    def other_texts(self, literal: str) -> Iterator[tuple[str, ...]]:
        """Literals to put in the place of one: the days around it, or any other text.

        Where the type checker knows the members of an enumeration, only one of them will do.
        """
        quotes = 3 if literal.endswith(('"""', "'''")) and len(literal) >= 6 else 1  # noqa: PLR2004
        close = literal[-quotes:]
        opening = literal[: literal.index(close) + quotes]
        value = literal[len(opening) : -quotes]
        if dates.is_date(value):
            for days in (-1, 1):
                yield (opening + dates.add_days(value, days) + close,)
            return
        members = [
            opening + _next(sorted(choices), value) + close
            for choices in self.enumerations
            if value in choices
        ]
        yield (opening + value + "x" + close, *dict.fromkeys(members))


def _next(members: list[str], value: str) -> str:
    return members[(members.index(value) + 1) % len(members)]


def _is_true_or_false(node: Node) -> bool:
    if node.kind == "call":
        return node.word in _TRUE_OR_FALSE
    return node.kind in {"or", "and", "relation", "not"}


def _parts(node: Node, *, decides: bool) -> Iterator[tuple[Node, bool]]:
    """The parts of a node, each with whether it must be true or false."""
    for index, part in enumerate(node.parts):
        if node.kind in {"or", "and", "not"}:
            yield part, True
        elif node.kind == "choice":
            yield part, decides or index == 0
        elif not node.binds:
            yield part, False
        elif index != 1:
            is_last = index == len(node.parts) - 1
            # `map` with three arguments takes those items for which the second is true.
            yield part, index > 0 and (node.word in _CHOOSING or not is_last)


def _negated(text: str, node: Node) -> Iterator[Edit]:
    source = text[node.start : node.end]
    if node.kind == "not":
        yield Edit(node.start, node.parts[0].start, ("",), (node.start, node.end))
    elif node.kind == "name" and node.word in {"true", "false"}:
        return  # the constant is changed
    elif node.kind != "relation" or node.signs[0].text not in {"==", "!="}:
        # Of an equation, the swapped comparison is the negation.
        tight = node.kind in {"call", "name", "field", "index"}
        negation = f"!{source}" if tight else f"!({source})"
        yield Edit(node.start, node.end, (negation,), (node.start, node.end))


def _called(text: str, node: Node) -> Iterator[Edit]:
    """``all`` for ``exists``, and the other way round; a value as it is before it is shaped."""
    end = node.parts[0].end
    word = text.index(node.word, end)
    if node.binds and node.word in _QUANTIFIED:
        other = _QUANTIFIED[node.word]
        yield Edit(word, word + len(node.word), (other,), (node.start, node.end))
    elif node.word in _SHAPING:
        yield Edit(end, node.end, ("",), (node.start, node.end))


def _chain(node: Node) -> Iterator[Edit]:
    """Clauses of ``&&`` or ``||`` dropped, and their operators swapped."""
    other = "&&" if node.kind == "or" else "||"
    for index, sign in enumerate(node.signs):
        shown = (node.parts[index].start, node.parts[index + 1].end)
        yield Edit(sign.start, sign.end, (other,), shown)
    for before, part in zip(node.parts, node.parts[1:], strict=False):
        yield Edit(before.end, part.end, ("",), (before.start, part.end))
    first, second = node.parts[:2]
    yield Edit(first.start, second.start, ("",), (first.start, second.end))


def _shortened(text: str, node: Node) -> Iterator[Edit]:
    """A list without one of its members."""
    for dropped in node.parts:
        kept = (text[part.start : part.end] for part in node.parts if part is not dropped)
        yield Edit(node.start, node.end, (f"[{', '.join(kept)}]",), (node.start, node.end))
