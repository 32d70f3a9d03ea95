"""What a missing part of a record looks like before it is filled in.

Nothing is guessed: what has to be decided is empty, or a date that is none, and the schema says so
until somebody has written it.
"""

from typing import Any

from subpolicy.lsp.fields import Node, field_at, items_of, keys_of, resolved

DATE = "YYYY-MM-DD"


def skeleton(root: Node, node: Node) -> Any:
    """The value of a field with its required keys."""
    node = resolved(root, node)
    keys = keys_of(root, node)
    if keys:
        return {key: skeleton(root, keys[key]) for key in node.get("required", ()) if key in keys}
    items = items_of(root, node)
    if items is not None:
        return [skeleton(root, items)] if node.get("minItems") else []
    return DATE if node.get("format") == "date" else ""


def with_missing(root: Node, data: Any, steps: list[str]) -> Any:
    """A record with a place added that it lacks, and all on the way to it.

    Returns:
        None where the place cannot be added: it is there, or its parent is something else.
    """
    if not steps or not isinstance(data, dict):
        return None
    node = field_at(root, (steps[0],))
    if node is None:
        return None
    first, *rest = steps
    scope = {**node, "$defs": root.get("$defs", {}), "properties": node.get("properties", {})}
    if first not in data:
        value = skeleton(root, node)
        if rest and isinstance(value, dict) and rest[0] not in value:
            value = with_missing({**root, **scope}, value, rest)
        return None if value is None else {**data, first: value}
    inner = with_missing({**root, **scope}, data[first], rest)
    return None if inner is None else {**data, first: inner}
