"""Valid records that leave out as much as they may, for rules that must decide every one."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, combinations
from typing import Any

from subpolicy.registry.shape import Field, Shape

_FEW = 16
"""Members of an enumeration that are tried one by one; of more, the schema's example stands."""
_PLAIN: Mapping[str, Any] = {"boolean": True, "integer": 1, "string": "x", "object": {}}

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Specimens:
    """Makes records of a shape.

    Args:
        shape: The shape of a vendor.
        words: The fields that matter; optional ones of another name are left out.
    """

    shape: Shape
    words: frozenset[str]

    def records(self) -> Iterator[Record]:
        """Only what is required; with one optional field; with two; with all of them."""
        smallest = _required(self.shape)
        optional = [f for f in self.shape.fields.values() if f.name in self.words - set(smallest)]
        values = {field.name: list(self._values(field)) for field in optional}
        for start in self._starts(smallest):
            yield start
            for name, alternatives in values.items():
                for value in alternatives:
                    yield {**start, name: value}
            for one, other in combinations(values, 2):
                yield {**start, one: values[one][0], other: values[other][0]}
            if values:
                yield {**start, **{name: found[0] for name, found in values.items()}}
                yield {**start, **{name: found[-1] for name, found in values.items()}}

    def _starts(self, smallest: Record) -> Iterator[Record]:
        """The smallest record, with each value of each enumeration in it."""
        yield smallest
        for field in self.shape.fields.values():
            if field.name in smallest and field.name in self.words:
                for value in self._values(field):
                    if value != smallest[field.name]:
                        yield {**smallest, field.name: value}

    def _values(self, field: Field) -> Iterator[Any]:
        """Values of a field, the plainest first."""
        shape = field.shape
        scalars = _scalars(field) if shape is None else self._objects(shape)
        yield from ([value] for value in scalars) if field.repeated else scalars

    def _objects(self, shape: Shape) -> Iterator[Record]:
        """An object with its required fields, and with one optional field more."""
        smallest = _required(shape)
        yield smallest
        for field in shape.fields.values():
            if field.name in self.words:
                for value in self._values(field):
                    if value != smallest.get(field.name):
                        yield {**smallest, field.name: value}


def _required(shape: Shape) -> Record:
    return {field.name: _plainest(field) for field in shape.fields.values() if field.required}


def _plainest(field: Field) -> Any:
    value = next(iter(_scalars(field))) if field.shape is None else _required(field.shape)
    if value == {} and field.shape is not None:
        # An object that must be there, and in which nothing must be, is not meant to be empty.
        first = next(iter(field.shape.fields.values()))
        value = {first.name: _plainest(first)}
    return [value] if field.repeated else value


def _scalars(field: Field) -> Iterable[Any]:
    if field.choices and len(field.choices) <= _FEW:
        return sorted(field.choices)
    if field.example is not None:
        return [field.example]
    return sorted(field.choices)[:1] or [_PLAIN[field.kind]]


def pruned(record: Mapping[str, Any], shape: Shape) -> Iterator[Record]:
    """A record without each of its optional fields, one at a time, at every depth."""
    for name, value in record.items():
        field = shape.fields.get(name)
        if field is None:
            continue
        if not field.required:
            yield {key: other for key, other in record.items() if key != name}
        if field.shape is None:
            continue
        if not field.repeated and isinstance(value, dict):
            for smaller in pruned(value, field.shape):
                yield {**record, name: smaller}
        elif isinstance(value, list):
            yield from _pruned_items(dict(record), name, value, field.shape)


def _pruned_items(record: Record, name: str, items: list[Any], shape: Shape) -> Iterator[Record]:
    for index, item in enumerate(items):
        for smaller in pruned(item, shape) if isinstance(item, dict) else ():
            yield {**record, name: [*items[:index], smaller, *items[index + 1 :]]}


def distinct(*groups: Iterable[Record]) -> Iterator[Record]:
    """Records without those that came before."""
    seen: set[str] = set()
    for record in chain.from_iterable(groups):
        text = json.dumps(record, sort_keys=True)
        if text not in seen:
            seen.add(text)
            yield record
