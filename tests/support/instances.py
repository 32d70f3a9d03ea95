"""Documents made from a JSON Schema: one with every key, and one for each place in it."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

Json = Any
Steps = tuple[str | int, ...]


class Leaf(NamedTuple):
    """A place for a value."""

    steps: Steps
    free: bool
    """Whether any text will do there."""


class Maker:
    """Makes documents that have every key of a schema.

    Args:
        schema: A schema of this project: objects, lists and scalars, with ``$defs``.
        text: What stands where any text may stand.
        given: Values by place (``/processing/locations``, ``/transfers/*/regime``) in place of
            what the schema's examples say; `LEFT_OUT` for none.
    """

    def __init__(
        self, schema: Mapping[str, Json], text: str, given: Mapping[str, Json] | None = None
    ) -> None:
        self._schema = schema
        self._text = text
        self._given = given or {}
        self.leaves: list[Leaf] = []
        self.objects: list[Steps] = [()]

    def make(self) -> Json:
        """The document; afterwards `leaves` and `objects` say where what is."""
        return self._made(self._schema, (), "")

    def _made(self, schema: Mapping[str, Json], steps: Steps, place: str) -> Json:
        schema = self._resolved(schema)
        if place in self._given:
            return self._given[place]
        if "properties" in schema:
            return self._object(schema, steps, place)
        kind = schema.get("type")
        if kind == "array":
            return [self._made(schema["items"], (*steps, 0), f"{place}/*")]
        if kind == "object" and isinstance(schema.get("additionalProperties"), dict):
            key = next(iter(schema.get("examples", [{"x": 0}])[0]))
            return {key: self._made(schema["additionalProperties"], (*steps, key), f"{place}/*")}
        if kind is None or kind == "object":
            return {self._text[:_LONGEST_KEY]: self._text}
        free = "string" in kind and not {"enum", "pattern", "format"} & schema.keys()
        self.leaves.append(Leaf(steps, free))
        return self._text[: schema.get("maxLength")] if free else _valid(schema)

    def _object(self, schema: Mapping[str, Json], steps: Steps, place: str) -> Json:
        self.objects.append(steps)
        made = {}
        for key, inner in schema["properties"].items():
            if self._given.get(f"{place}/{key}") is not LEFT_OUT:
                made[key] = self._made(inner, (*steps, key), f"{place}/{key}")
        return made

    def _resolved(self, schema: Mapping[str, Json]) -> Mapping[str, Json]:
        while "$ref" in schema:
            target: Json = self._schema
            for key in schema["$ref"].removeprefix("#/").split("/"):
                target = target[key]
            schema = {**target, **{key: schema[key] for key in schema if key != "$ref"}}
        return schema


_LONGEST_KEY = 256
"""YAML takes keys of up to 1,024 bytes."""
LEFT_OUT: Json = object()
"""In place of a value: the key is not there."""


def _valid(schema: Mapping[str, Json]) -> Json:
    for key in ("examples", "enum"):
        if key in schema:
            return schema[key][0]
    return schema.get("default", schema.get("minimum", False))


def changed(document: Json, steps: Steps, change: Callable[[Json], Json]) -> Json:
    """A copy in which one place has another value; what is beside it stays."""
    if not steps:
        return change(document)
    copy = dict(document) if isinstance(document, dict) else list(document)
    copy[steps[0]] = changed(copy[steps[0]], steps[1:], change)
    return copy


def spoilt(maker: Maker, document: Json, text: str) -> Iterator[Json]:
    """The document with one fault each: a text where it may not be, and as a key of its own."""
    for leaf in maker.leaves:
        if not leaf.free:
            yield changed(document, leaf.steps, lambda _: text)
    for steps in maker.objects:
        yield changed(document, steps, lambda found: {**found, text: text})
