"""jsonschema's keywords, changed so that each error names one place and one fault.

Verdicts stay those of the specification, with ``$`` read as in ECMA 262, which is what
jsonschema-rs does: Python's ``$`` would also match before a trailing newline.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend

Errors = Iterator[ValidationError]
Schema = dict[str, Any]
_AGAIN = 2
_ORIGINAL = Draft202012Validator.VALIDATORS
_PARTS = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]|\$", re.DOTALL)
"""An escape, a class of characters, or the end of the text."""


def errors(schema: Schema, data: Any) -> Errors:
    """What jsonschema says against ``data``, judging as jsonschema-rs does."""
    changed = {
        "additionalProperties": _additional_properties,
        "items": _items,
        "pattern": _pattern,
        "patternProperties": _pattern_properties,
        "propertyNames": _property_names,
        "required": _required,
        "uniqueItems": _unique_items,
    }
    explaining = extend(Draft202012Validator, changed)  # type: ignore[no-untyped-call] # the stubs
    judge = explaining(schema, format_checker=FormatChecker(["date"]))
    yield from judge.iter_errors(data)


def _additional_properties(judge: Any, limit: Any, instance: Any, schema: Schema) -> Errors:
    known = schema.get("properties", {})
    patterns = [_ecma(pattern) for pattern in schema.get("patternProperties", {})]
    members = instance.items() if isinstance(instance, dict) else ()
    # What is beyond the most allowed members is one fault, as it is with items.
    for key, value in islice(members, _most(schema, "maxProperties")):
        if key in known or any(pattern.search(str(key)) for pattern in patterns):
            continue
        if limit is False:
            yield ValidationError("unknown key", path=[key], instance=value)
        else:
            yield from judge.descend(value, limit, path=key)


def _items(judge: Any, limit: Any, instance: Any, schema: Schema) -> Errors:
    if isinstance(instance, list):
        # What is beyond the longest allowed list is one fault, not one per item.
        instance = instance[: _most(schema, "maxItems")]
    yield from _ORIGINAL["items"](judge, limit, instance, schema)


def _pattern(_judge: Any, limit: str, instance: Any, _schema: Schema) -> Errors:
    if isinstance(instance, str) and not _ecma(limit).search(instance):
        yield ValidationError("no match")


def _pattern_properties(judge: Any, limit: Any, instance: Any, _schema: Schema) -> Errors:
    for pattern, part in limit.items():
        for key, value in instance.items() if isinstance(instance, dict) else ():
            if _ecma(pattern).search(str(key)):
                yield from judge.descend(value, part, path=key, schema_path=pattern)


def _property_names(judge: Any, limit: Any, instance: Any, schema: Schema) -> Errors:
    keys = instance if isinstance(instance, dict) else ()
    for key in islice(keys, _most(schema, "maxProperties")):
        if any(judge.descend(instance=key, schema=limit)):
            yield ValidationError("bad key", path=[key], instance=key)


def _required(_judge: Any, limit: list[str], instance: Any, _schema: Schema) -> Errors:
    if isinstance(instance, dict):
        for key in limit:
            if key not in instance:
                yield ValidationError("missing key", path=[key], instance=None)


def _unique_items(_judge: Any, limit: Any, instance: Any, schema: Schema) -> Errors:
    if not limit or not isinstance(instance, list):
        return
    counts: Counter[object] = Counter()
    for index, value in enumerate(instance[: _most(schema, "maxItems")]):
        identity = _identity(value)
        counts[identity] += 1
        if counts[identity] == _AGAIN:
            yield ValidationError("repeated", path=[index], instance=value)


def _most(schema: Schema, keyword: str) -> int | None:
    """``maxItems`` or ``maxProperties``, which JSON Schema also takes as 2.0."""
    most = schema.get(keyword)
    return None if most is None else int(most)


def _identity(value: object) -> object:
    """Equal for values that JSON Schema calls equal: 1 and 1.0 are, 1 and true are not."""
    match value:
        case dict():
            return dict, frozenset((key, _identity(inner)) for key, inner in value.items())
        case list():
            return list, tuple(_identity(inner) for inner in value)
        case _:
            return isinstance(value, bool), value


@cache
def _ecma(pattern: str) -> re.Pattern[str]:
    r"""A pattern that means in Python what it means to jsonschema-rs.

    ``$`` is the end of the text alone, ``\d`` and ``\w`` know ASCII alone.
    """
    ended = _PARTS.sub(lambda part: r"\Z" if part[0] == "$" else part[0], pattern)
    return re.compile(ended, re.ASCII)
