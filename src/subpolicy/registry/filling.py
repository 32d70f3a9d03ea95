"""Records as rules see them: absent lists and booleans filled in, unseen fields left out.

Over plain data, CEL reads an absent list as an error; SPEC §3 wants it to read as empty.
"""

from collections.abc import Mapping
from typing import Any

from subpolicy.registry.shape import UNSEEN, Shape

_INT64 = 2**63


class Filler:
    """Fills in records of one shape; made once, used for every record."""

    def __init__(self, shape: Shape) -> None:
        fields = shape.fields.values()
        self._lists = tuple(f.name for f in fields if f.repeated)
        self._booleans = tuple(f.name for f in fields if f.kind == "boolean" and not f.repeated)
        nested = [(f, Filler(f.shape)) for f in fields if f.shape is not None]
        self._objects = tuple((f.name, filler) for f, filler in nested if not f.repeated)
        self._object_lists = tuple((f.name, filler) for f, filler in nested if f.repeated)

    def fill(self, record: Mapping[str, Any]) -> dict[str, Any]:
        """A copy of ``record`` for the rules. Values of a wrong type are passed through."""
        filled = dict(record)
        for name in self._lists:
            if name not in filled:
                filled[name] = []
        for name in self._booleans:
            if name not in filled:
                filled[name] = False
        for name, filler in self._objects:
            value = filled.get(name)
            if isinstance(value, dict):
                filled[name] = filler.fill(value)
        for name, filler in self._object_lists:
            value = filled[name]
            if value and isinstance(value, list):
                filled[name] = [filler.fill(v) if isinstance(v, dict) else v for v in value]
        return filled


def seen(record: Mapping[str, Any]) -> dict[str, Any]:
    """The record without the fields that no rule sees."""
    return {key: value for key, value in record.items() if key not in UNSEEN}


def tamed(value: Any) -> Any:
    """An invalid record without the integers that would make every rule fail (over 64 bits)."""
    match value:
        case dict():
            return {key: tamed(item) for key, item in value.items()}
        case list():
            return [tamed(item) for item in value]
        case int() if not -_INT64 <= value < _INT64:
            return "…"
        case _:
            return value
