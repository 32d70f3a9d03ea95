"""The schema's word on a place in a file: which keys it may have, and what a value means."""

from collections.abc import Iterator, Mapping
from typing import Any

from subpolicy.locations import Token

Node = Mapping[str, Any]
"""A part of a JSON Schema, its reference followed."""

_BRANCHES = ("allOf", "anyOf", "oneOf")


def field_at(root: Node, path: tuple[Token, ...]) -> Node | None:
    """The part of a schema for a place; None where the schema knows no such place.

    Args:
        root: The whole schema.
        path: Keys, and numbers for the items of lists.
    """
    node = resolved(root, root)
    for step in path:
        found = next(_below(root, node, step), None)
        if found is None:
            return None
        node = resolved(root, found)
    return node


def keys_of(root: Node, node: Node) -> dict[str, Node]:
    """The keys that a mapping may have, in the order of the schema."""
    found: dict[str, Node] = {}
    for part in _parts(root, node):
        for key, value in part.get("properties", {}).items():
            found.setdefault(key, resolved(root, value))
    return found


def items_of(root: Node, node: Node) -> Node | None:
    """What each item of a list is; None for no list."""
    items = node.get("items")
    return resolved(root, items) if isinstance(items, dict) else None


def resolved(root: Node, node: Node) -> Node:
    """A part of a schema with its reference followed; what stands beside it wins."""
    while isinstance(target := node.get("$ref"), str):
        found: Any = root
        for step in target.removeprefix("#/").split("/"):
            found = found[step]
        node = {**found, **{key: value for key, value in node.items() if key != "$ref"}}
    return node


def _parts(root: Node, node: Node) -> Iterator[Node]:
    yield node
    for word in _BRANCHES:
        for branch in node.get(word, ()):
            yield from _parts(root, resolved(root, branch))


def _below(root: Node, node: Node, step: Token) -> Iterator[Node]:
    for part in _parts(root, node):
        if isinstance(step, int):
            if isinstance(part.get("items"), dict):
                yield part["items"]
        elif step in part.get("properties", {}):
            yield part["properties"][step]
        elif isinstance(part.get("additionalProperties"), dict):
            yield part["additionalProperties"]
