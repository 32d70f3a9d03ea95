"""Plain words for what the schema rejects. Values are hostile: shown short and escaped."""

import json
from collections.abc import Callable, Sequence
from types import MappingProxyType
from typing import Final

from subpolicy.locations import Token, pointer
from subpolicy.schema.giants import is_giant
from subpolicy.schema.rejection import Rejection, asks_for_one_key

_SHOWN = 60
"""Characters of a value that a message shows."""

_NAMES: Final = MappingProxyType(
    {
        "string": "text",
        "integer": "a whole number",
        "number": "a number",
        "boolean": "true or false",
        "array": "a list",
        "object": "a mapping of keys",
        "null": "empty",
    }
)


_ABOUT_A_KEY = frozenset({"unknown-key", "missing-key", "too-many", "too-few", "one-of"})


def worded(rejection: Rejection) -> tuple[str, str, str | None]:
    """The code without ``schema/``, the message, and the item that tells this fault apart."""
    code, phrase = _PHRASES.get(rejection.keyword, ("invalid", _invalid))
    if rejection.keyword == "pattern" and rejection.schema.get("format") == "date":
        code, phrase = _PHRASES["format"]
    return code, phrase(rejection), _item(code, rejection)


def _item(code: str, rejection: Rejection) -> str | None:
    if code in _ABOUT_A_KEY:
        # Never an index: the item is part of the fingerprint.
        return next((plain(step) for step in rejection.path[::-1] if isinstance(step, str)), None)
    return plain(rejection.value) or None


def pointer_of(rejection: Rejection) -> str:
    """Where the rejection points, as a JSON Pointer."""
    return pointer(*rejection.path)


def label(path: Sequence[Token]) -> str:
    """The place as a person writes it: ``transfers[0].mechanism``."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        else:
            text += "." * bool(text) + plain(step)
    return text or "the file"


def plain(value: object) -> str:
    """A value without quotes, on one line, without control characters, cut at 60 characters."""
    if is_giant(value):
        return "a number of more than 64 bits"
    text = value if isinstance(value, str) else json.dumps(value, default=str, ensure_ascii=False)
    cut = text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
    return "".join(sign if sign.isprintable() else _escaped(sign) for sign in cut)


def shown(value: object) -> str:
    """A value as a message shows it: texts in quotes, collections by their kind."""
    match value:
        case str():
            return '"' + plain(value).replace('"', r"\"") + '"'
        case None:
            return "empty"
        case dict():
            return "a mapping"
        case list():
            return "a list"
        case _:
            return plain(value)


def _escaped(sign: str) -> str:
    return sign.encode("unicode_escape").decode("ascii")


def _inside(rejection: Rejection) -> str:
    parent = rejection.path[:-1]
    return f" in {label(parent)}" if parent else ""


def _unknown_key(rejection: Rejection) -> str:
    return f"unknown key {shown(rejection.path[-1])}{_inside(rejection)}"


def _missing_key(rejection: Rejection) -> str:
    return f"missing key {shown(rejection.path[-1])}{_inside(rejection)}"


def _type(rejection: Rejection) -> str:
    names = [rejection.limit] if isinstance(rejection.limit, str) else rejection.limit
    *first, last = (_NAMES.get(name, name) for name in names)
    wanted = f"{', '.join(first)} or {last}" if first else last
    if rejection.value is None:
        return f"{label(rejection.path)} is empty, but must be {wanted}"
    kind = "the text " if isinstance(rejection.value, str) else ""
    return f"{label(rejection.path)} must be {wanted}, not {kind}{shown(rejection.value)}"


def _enum(rejection: Rejection) -> str:
    path = rejection.path
    while path and isinstance(path[-1], int):  # the field matters; the position says which entry
        path = path[:-1]
    return f"{shown(rejection.value)} is not an allowed value of {label(path)}"


def _const(rejection: Rejection) -> str:
    wanted = shown(rejection.limit)
    return f"{label(rejection.path)} must be {wanted} here, not {shown(rejection.value)}"


def _format(rejection: Rejection) -> str:
    return f"{label(rejection.path)}: {shown(rejection.value)} is not a calendar date"


def _pattern(rejection: Rejection) -> str:
    return f"{label(rejection.path)}: {shown(rejection.value)} is not written as it must be"


def _min_length(rejection: Rejection) -> str:
    if rejection.limit == 1:
        return f"{label(rejection.path)} is empty"
    return f"{label(rejection.path)} is shorter than {rejection.limit:,} characters"


def _max_length(rejection: Rejection) -> str:
    return f"{label(rejection.path)} is longer than {rejection.limit:,} characters"


def _too_few(rejection: Rejection) -> str:
    if not rejection.value:
        return f"{label(rejection.path)} is empty"
    return f"{label(rejection.path)} has fewer than {_entries(rejection.limit)}"


def _entries(count: int) -> str:
    return f"{count:,} {'entry' if count == 1 else 'entries'}"


def _too_many(rejection: Rejection) -> str:
    return f"{label(rejection.path)} has more than {_entries(rejection.limit)}"


def _unique(rejection: Rejection) -> str:
    return f"{label(rejection.path[:-1])} lists {shown(rejection.value)} more than once"


def _minimum(rejection: Rejection) -> str:
    return f"{label(rejection.path)}: {shown(rejection.value)} is less than {rejection.limit}"


def _maximum(rejection: Rejection) -> str:
    return f"{label(rejection.path)}: {shown(rejection.value)} is more than {rejection.limit}"


def _key_name(rejection: Rejection) -> str:
    return f"{shown(rejection.value)} cannot be a key{_inside(rejection)}"


def _one_of(rejection: Rejection) -> str:
    if not asks_for_one_key(rejection.limit):
        return _invalid(rejection)
    keys = [branch["required"][0] for branch in rejection.limit]
    present = rejection.value if isinstance(rejection.value, dict) else {}
    given = "several" if any(key in present for key in keys) else "none"
    wanted = " and ".join(shown(key) for key in keys)
    return f"{label(rejection.path)} has {given} of {wanted}, and needs exactly one"


def _invalid(rejection: Rejection) -> str:
    return f"{label(rejection.path)} is not valid (JSON Schema: {plain(rejection.keyword)})"


_PHRASES: Final = MappingProxyType[str, tuple[str, Callable[[Rejection], str]]](
    {
        "additionalProperties": ("unknown-key", _unknown_key),
        "const": ("enum", _const),
        "enum": ("enum", _enum),
        "format": ("format", _format),
        "maximum": ("range", _maximum),
        "maxItems": ("too-many", _too_many),
        "maxLength": ("too-long", _max_length),
        "maxProperties": ("too-many", _too_many),
        "minimum": ("range", _minimum),
        "minItems": ("too-few", _too_few),
        "minLength": ("too-short", _min_length),
        "minProperties": ("too-few", _too_few),
        "oneOf": ("one-of", _one_of),
        "pattern": ("pattern", _pattern),
        "propertyNames": ("key-name", _key_name),
        "required": ("missing-key", _missing_key),
        "type": ("type", _type),
        "uniqueItems": ("duplicate", _unique),
    }
)
