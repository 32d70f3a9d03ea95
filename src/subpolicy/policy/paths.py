"""Field paths of ``for_each``: what they lead to in the shape, and in a record."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from subpolicy.registry.shape import Field, Shape
from subpolicy.suggestions import nearest


class PathFault(NamedTuple):
    """A path that leads nowhere."""

    message: str
    help_text: str | None


Steps = tuple[str, ...]
"""A path from the record, taken apart."""


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


def steps_of(path: str) -> Steps:
    """The steps of a field path from the record: ``("processing", "locations")``."""
    return tuple(path.split(".")[1:])


def values_at(record: Mapping[str, Any], steps: Steps) -> list[Any]:
    """The values of `items_at`, in the same order: all that a rule needs which is kept."""
    reached: list[Any] = [record]
    for step in steps:
        found: list[Any] = []
        for parent in reached:
            if isinstance(parent, dict) and step in parent:
                value = parent[step]
                if isinstance(value, list):
                    found += value
                else:
                    found.append(value)
        reached = found
    return reached


def items_at(record: Mapping[str, Any], steps: Steps) -> list[Item]:
    """Every value that a path leads to in a record, through lists; absent fields give none."""
    reached = [Item((), record)]
    for step in steps:
        found: list[Item] = []
        for tokens, parent in reached:
            if not isinstance(parent, dict) or step not in parent:
                continue
            value, here = parent[step], (*tokens, step)
            if isinstance(value, list):
                found += [Item((*here, index), item) for index, item in enumerate(value)]
            else:
                found.append(Item(here, value))
        reached = found
    return reached
