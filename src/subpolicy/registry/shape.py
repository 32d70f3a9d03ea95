"""The shape of a record, derived from its JSON Schema: which fields there are, and of what kind.

Rules are compiled against it, records are filled in by it, and the path of a `for_each`
is followed along it. It lives beside the registry because it is what a vendor *is*.
"""

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

Kind = Literal["string", "integer", "boolean", "object"]

UNSEEN = frozenset({"internal", "notes"})
"""Fields that no rule sees and no output prints (SPEC §2)."""


class Field(NamedTuple):
    """One field of an object."""

    name: str
    kind: Kind
    repeated: bool
    required: bool
    choices: frozenset[str]
    """The members of its enumeration; empty for free text."""
    shape: "Shape | None"
    """The fields of the object, where `kind` is ``object``."""
    example: Any = None
    """A value that the schema shows; of a list, one of its items."""


class Shape(NamedTuple):
    """The fields of one kind of object."""

    name: str
    """The dotted path from the record, unique: ``vendor.dpa``."""
    fields: Mapping[str, Field]


def shape_of(schema: Mapping[str, Any], name: str) -> Shape:
    """The shape of the object that a schema describes.

    Args:
        schema: A JSON Schema whose root describes a closed object; ``$ref`` stays inside it.
        name: What the object is called in rules, ``vendor``.
    """
    return _Reader(schema).shape(schema, name)


class _Reader:
    """Follows the references of one schema document."""

    def __init__(self, root: Mapping[str, Any]) -> None:
        self._root = root

    def shape(self, schema: Mapping[str, Any], name: str) -> Shape:
        required = set(schema.get("required", ()))
        fields = {
            key: self._field(key, sub, f"{name}.{key}", required=key in required)
            for key, sub in schema["properties"].items()
            if key not in UNSEEN
        }
        return Shape(name, fields)

    def _field(self, key: str, schema: Mapping[str, Any], name: str, *, required: bool) -> Field:
        schema = self._resolved(schema)
        repeated = schema.get("type") == "array"
        examples: Any = schema.get("examples", ())
        if repeated:
            schema = self._resolved(schema["items"])
            # The list's own examples say more than those of what its items have in common.
            examples = [item for shown in examples for item in shown]
            examples = examples or schema.get("examples", ())
        shape = self.shape(schema, name) if "properties" in schema else None
        choices = frozenset(choice for choice in schema.get("enum", ()) if isinstance(choice, str))
        example = next(iter(examples), None)
        return Field(key, self._kind(schema), repeated, required, choices, shape, example)

    def _resolved(self, schema: Mapping[str, Any]) -> Mapping[str, Any]:
        """Follow ``$ref``; what stands beside it wins over what it refers to."""
        while "$ref" in schema:
            target: Any = self._root
            for step in schema["$ref"].removeprefix("#/").split("/"):
                target = target[step]
            schema = {**target, **{key: value for key, value in schema.items() if key != "$ref"}}
        return schema

    def _kind(self, schema: Mapping[str, Any]) -> Kind:
        match schema.get("type"):
            case "integer":
                return "integer"
            case "boolean":
                return "boolean"
            case "object":
                return "object"
            case _:
                return "string"
