"""jsonschema's keywords, changed so that each error names one place and one fault.

Verdicts stay those of the specification, with ``$`` read as in ECMA 262, which is what
jsonschema-rs does: Python's ``$`` would also match before a trailing newline.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend

Errors = Iterator[ValidationError]
Schema = dict[str, Any]
_AGAIN = 2
_ORIGINAL = Draft202012Validator.VALIDATORS


def errors(schema: Schema, data: Any) -> Errors:
    """What jsonschema says against ``data``, judging as jsonschema-rs does."""
    changed = {
        "additionalProperties": _additional_properties,
        "items": _items,
        "pattern": _pattern,
        "propertyNames": _property_names,
        "required": _required,
        "uniqueItems": _unique_items,
    }
    explaining = extend(Draft202012Validator, changed)  # type: ignore[no-untyped-call] # the stubs
    judge = explaining(schema, format_checker=FormatChecker(["date"]))
    yield from judge.iter_errors(data)


def _additional_properties(judge: Any, limit: Any, instance: Any, schema: Schema) -> Errors:
    if limit is not False or not isinstance(instance, dict):
        yield from _ORIGINAL["additionalProperties"](judge, limit, instance, schema)
        return
    known = schema.get("properties", {})
    patterns = [re.compile(_ecma(pattern)) for pattern in schema.get("patternProperties", {})]
    for key, value in instance.items():
        if key not in known and not any(pattern.search(str(key)) for pattern in patterns):
            yield ValidationError("unknown key", path=[key], instance=value)


def _items(judge: Any, limit: Any, instance: Any, schema: Schema) -> Errors:
    if isinstance(instance, list):
        # What is beyond the longest allowed list is one fault, not one per item.
        instance = instance[: schema.get("maxItems")]
    yield from _ORIGINAL["items"](judge, limit, instance, schema)


def _pattern(_judge: Any, limit: str, instance: Any, _schema: Schema) -> Errors:
    if isinstance(instance, str) and not re.search(_ecma(limit), instance):
        yield ValidationError("no match")


def _property_names(judge: Any, limit: Any, instance: Any, _schema: Schema) -> Errors:
    for key in instance if isinstance(instance, dict) else ():
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
    for index, value in enumerate(islice(instance, schema.get("maxItems"))):
        identity = _identity(value)
        counts[identity] += 1
        if counts[identity] == _AGAIN:
            yield ValidationError("repeated", path=[index], instance=value)


def _identity(value: object) -> object:
    """Equal for values that JSON Schema calls equal: 1 and 1.0 are, 1 and true are not."""
    if isinstance(value, dict | list):
        return json.dumps(value, sort_keys=True)
    return isinstance(value, bool), value


def _ecma(pattern: str) -> str:
    return re.sub(r"(?<!\\)\$$", r"\\Z", pattern)
