"""The schemas: what they say of any data, by both validators, in words."""

from functools import cache

import atheris
from shared import as_json

from subpolicy import shipped
from subpolicy.locations import tokens
from subpolicy.schema import Schemas

NAMES = ["vendor", "rule", "rule-test", "waiver", "baseline", "flags", "config", "table"]
TEXTS = ["", "x", "US", "NO", "active", "scc", "2025-01-15", "2025-02-30", "https://a.example"]
TEXTS += ["a/b~c", "\x1b[31m", "::error::", "\ud800", "é" * 300, "\0", "a b", "-"]


@cache
def schemas() -> Schemas:
    """The shipped ones."""
    return Schemas(shipped.schema_folder())


def check(data: bytes) -> None:
    """Both validators agree (they raise where not), and each fault is at a place that can be."""
    made = atheris.FuzzedDataProvider(data)
    name = made.PickValueInList(NAMES)
    value = _value(made, schemas().document(name), 0)
    before = as_json(value)
    found = schemas().violations(name, value)
    assert found == schemas().violations(name, value)
    assert as_json(value) == before
    for violation in found:
        assert violation.code.startswith("schema/")
        assert violation.message
        tokens(violation.pointer)


def _value(made: atheris.FuzzedDataProvider, schema: object, depth: int) -> object:
    """Data that follows a schema most of the time."""
    known = schema if isinstance(schema, dict) else {}
    follow = made.ConsumeProbability() < 0.85
    if follow and known.get("properties") and depth < 6:
        keys = [*known["properties"], "x", "nmae"]
        names = [made.PickValueInList(keys) for _ in range(made.ConsumeIntInRange(0, 6))]
        names += known.get("required", [])
        return {key: _value(made, known["properties"].get(key), depth + 1) for key in names}
    if follow and isinstance(known.get("items"), dict) and depth < 6:
        count = made.ConsumeIntInRange(0, 3)
        return [_value(made, known["items"], depth + 1) for _ in range(count)]
    if follow and known.get("enum"):
        return made.PickValueInList(known["enum"])
    number = made.PickValueInList([0, -1, 1.0, 1e308, 2**63, 10**400, True])
    text = made.PickValueInList(TEXTS)
    return made.PickValueInList([text, text, number, None, [], {}, [text], {text: number}])
