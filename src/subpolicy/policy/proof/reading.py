"""What the expressions of a rule read, from their source."""

from collections.abc import Iterator
from typing import NamedTuple

from subpolicy.locations import pointer
from subpolicy.policy.proof.grammar import Node, free_names, parse
from subpolicy.policy.rules import Rule


class Part(NamedTuple):
    """One expression of a rule."""

    pointer: str
    text: str
    root: Node


def parts_of(rule: Rule) -> list[Part]:
    """The expressions of a sound rule, in the order in which they are worked out."""
    texts = {"/match": rule.match} if "match" in rule.document.data else {}
    if rule.group_by is not None:
        texts["/group_by"] = rule.group_by
    texts |= {pointer("let", name): text for name, text in rule.let.items()}
    texts |= {"/require": rule.require, "/message": rule.message}
    return [Part(where, text, parse(text)) for where, text in texts.items()]


def names_read(part: Part) -> set[str]:
    """The variables that an expression reads."""
    return set(free_names(part.root))


def params_read(part: Part) -> Iterator[str]:
    """The parameters that an expression reads; ``*`` where it takes all of them at once."""
    for node in part.root.within():
        for inner in node.parts:
            if inner.kind == "name" and inner.word == "params":
                yield node.word if node.kind == "field" else "*"


def fields_read(rule: Rule) -> frozenset[str]:
    """The names of all fields that a rule reads anywhere, without what they are read from."""
    words = {
        node.word for part in parts_of(rule) for node in part.root.within() if node.kind == "field"
    }
    paths = () if rule.for_each is None else rule.for_each.paths
    return frozenset(words.union(*(path.split(".")[1:] for path in paths)))


def bare_reading(part: Part, name: str) -> int | None:
    """Where an expression first reads a field of this name without asking has() first."""
    asked = {
        id(inner)
        for node in part.root.within()
        if node.kind == "call" and node.word == "has" and not node.method
        for inner in node.parts
    }
    for node in part.root.within():
        if node.kind == "field" and node.word == name and id(node) not in asked:
            return node.end - len(name)
    return None
