"""A fault as the validator states it, before it is put into words."""

from typing import Any, NamedTuple

from subpolicy.locations import Token


class Rejection(NamedTuple):
    """One keyword of the schema that one value breaks."""

    keyword: str
    """JSON Schema's keyword: ``required``, ``enum``, ``type`` and so on."""
    path: tuple[Token, ...]
    """Keys and indices to the value; for a missing key, that key is the last step."""
    value: object
    """The value at fault; None for a missing key."""
    limit: Any
    """The keyword's own value in the schema."""
    schema: dict[str, Any]
    """The part of the schema that holds the keyword."""


def value_at(data: Any, path: tuple[Token, ...]) -> object:
    """What ``path``, which comes from a rejection of ``data``, leads to."""
    for step in path:
        data = data[step]
    return data


def asks_for_one_key(alternatives: Any) -> bool:
    """True for ``oneOf: [{required: [a]}, {required: [b]}]``: one fault, not one per branch."""
    return all(isinstance(branch, dict) and list(branch) == ["required"] for branch in alternatives)
