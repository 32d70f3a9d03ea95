"""Field paths of ``for_each``: what they lead to in the shape, and in a record."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from subpolicy.registry.shape import Field, Shape
from subpolicy.suggestions import nearest


class PathFault(NamedTuple):
    """A path that leads nowhere."""

    message: str
    help_text: str | None


class Item(NamedTuple):
    """A value that a path leads to."""

    tokens: tuple[str | int, ...]
    value: Any


def field_at(root: Shape, path: str) -> Field | PathFault:
    """The field that a path such as ``vendor.processing.locations`` names."""
    first, *steps = path.split(".")
    if first != root.name or not steps:
        example = "vendor.processing.locations" if root.name == "vendor" else "change.reasons"
        return PathFault(f'"{path}" is no field path', f"write it like {example}")
    return field_behind(root, steps)


def field_behind(root: Shape, steps: Sequence[str]) -> Field | PathFault:
    """The field to which one step or more lead: ``["processing", "locations"]``."""
    shape: Shape | None = root
    name = root.name
    field: Field | None = None
    for step in steps:
        if shape is None:
            return PathFault(f'"{name}" has no fields, so no "{step}"', None)
        field = shape.fields.get(step)
        if field is None:
            near = nearest(step, shape.fields)
            help_text = None if near is None else f"did you mean `{near}`?"
            return PathFault(f'unknown field "{step}" in {name}', help_text)
        name, shape = f"{name}.{step}", field.shape
    assert field is not None  # noqa: S101 -- there is at least one step
    return field


def items_at(record: Mapping[str, Any], path: str) -> Iterator[Item]:
    """Every value that a path leads to in a record, through lists; absent fields give none."""
    reached = [Item((), record)]
    for step in path.split(".")[1:]:
        reached = [
            item
            for parent in reached
            if isinstance(parent.value, dict) and step in parent.value
            for item in _spread((*parent.tokens, step), parent.value[step])
        ]
    yield from reached


def _spread(tokens: tuple[str | int, ...], value: Any) -> Iterator[Item]:
    if not isinstance(value, list):
        yield Item(tokens, value)
        return
    for index, element in enumerate(value):
        yield Item((*tokens, index), element)
