"""Records made to fit the schema: in its order, within its lengths, of its values."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from subpolicy.locations import pointer

_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
    "\ud800-\udfff\ufffe\uffff]"
)
"""What YAML cannot hold or what hides text: control characters, halves of pairs, marks of order."""
_BREAKS = re.compile("\r\n?|[\x85\u2028\u2029]")


class Fitted(NamedTuple):
    """A value that fits, and what was taken from it."""

    value: Any
    """None where nothing of it fits."""
    cuts: tuple[tuple[str, str], ...]
    """JSON Pointer and reason of each cut."""


def fitted(record: Mapping[str, Any], schema: Mapping[str, Any]) -> Fitted:
    """A record that the schema takes.

    Args:
        record: Fields in any order, of the right types.
        schema: ``vendor.schema.json`` or ``config.schema.json``.
    """
    fitting = _Fitting(schema.get("$defs", {}), [])
    value = fitting.fit(record, schema, ())
    return Fitted(value, tuple(fitting.cuts))


class _Fitting(NamedTuple):
    defs: Mapping[str, Any]
    cuts: list[tuple[str, str]]

    def fit(self, value: Any, schema: Mapping[str, Any], at: tuple[str | int, ...]) -> Any:
        """The value without what does not fit; None where nothing is left."""
        schema = self._resolved(schema)
        match value:
            case dict():
                return self._object(value, schema, at)
            case list():
                return self._array(value, schema, at)
            case str():
                return self._text(value, schema, at)
            case _:
                return value

    def _resolved(self, schema: Mapping[str, Any]) -> Mapping[str, Any]:
        reference = schema.get("$ref", "")
        return self.defs.get(reference.removeprefix("#/$defs/"), {}) if reference else schema

    def _object(
        self, value: Mapping[str, Any], schema: Mapping[str, Any], at: tuple[str | int, ...]
    ) -> dict[str, Any] | None:
        properties = schema.get("properties")
        if properties is None:
            return dict(value)
        kept = {}
        for key, inner in properties.items():
            if key in value and (found := self.fit(value[key], inner, (*at, key))) is not None:
                kept[key] = found
        return None if set(schema.get("required", ())) - set(kept) or not kept else kept

    def _array(
        self, value: list[Any], schema: Mapping[str, Any], at: tuple[str | int, ...]
    ) -> list[Any] | None:
        inner = schema.get("items", {})
        kept: list[Any] = []
        for index, item in enumerate(value):
            found = self.fit(item, inner, (*at, index))
            if found is not None and not (schema.get("uniqueItems") and found in kept):
                kept.append(found)
        most = schema.get("maxItems", len(kept))
        if len(kept) > most:
            self.cuts.append((pointer(*at), f"has more than {most} items, so the rest is cut"))
        if value and not kept:
            return None
        return None if len(kept) < schema.get("minItems", 0) else kept[:most]

    def _text(self, value: str, schema: Mapping[str, Any], at: tuple[str | int, ...]) -> str | None:
        text = clean(value).strip()
        most = schema.get("maxLength", len(text))
        if len(text) > most:
            self.cuts.append((pointer(*at), f"is longer than {most} characters, so it is cut"))
            text = text[:most].strip()
        known = schema.get("enum")
        pattern = schema.get("pattern")
        fits = (known is None or text in known) and (
            pattern is None or re.search(pattern, text) is not None
        )
        if text and fits:
            return text
        if text:
            self.cuts.append((pointer(*at), f"is no value that the record takes: {text[:60]}"))
        return None


def clean(text: str) -> str:
    """A text without what cannot be printed; line breaks are line feeds."""
    return _UNPRINTABLE.sub("", _BREAKS.sub("\n", text)).replace("\t", " ")


def within(assumed: list[str], record: Mapping[str, Any]) -> Iterator[str]:
    """The pointers to values that the record still has, in its order."""
    order = {key: place for place, key in enumerate(record)}
    kept = [one for one in dict.fromkeys(assumed) if _exists(one, record)]
    yield from sorted(kept, key=lambda one: order[one.split("/")[1]])


def _exists(one: str, record: Mapping[str, Any]) -> bool:
    value: Any = record
    for step in one.split("/")[1:]:
        if isinstance(value, list) and step.isdigit() and int(step) < len(value):
            value = value[int(step)]
        elif isinstance(value, Mapping) and step in value:
            value = value[step]
        else:
            return False
    return True
