"""jsonschema-rs decides and jsonschema explains, so the two must agree on every record."""

import copy
import json
from datetime import date

import jsonschema_rs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from subpolicy.locations import tokens
from subpolicy.schema.explanation import explain

NAMES = ["baseline", "config", "flags", "report", "rule", "rule-test", "table", "vendor", "waiver"]
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**40), 10**40),
    st.floats(),
    st.text(max_size=8),
    st.sampled_from(["", "US", "UK", "2023-02-30", "2024-02-29", "scc", "acme\n", "0000-01-01"]),
    st.sampled_from(["-001-01-01", "\uff12024-01-01", "2024-01-01\n", "a\0", "é", "e\u0301", "𝄞"]),
    st.sampled_from([1.0, -0.0, 2.0**53, 2**53 + 1, 2.0**63, 2**63 - 1, 1e308, 5e-324]),
)
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)


def valid(root, part):
    """Values that the schema accepts, built from the schema itself."""
    if "$ref" in part:
        return st.deferred(lambda: valid(root, target(root, part["$ref"])))
    if "enum" in part or "const" in part:
        return st.sampled_from(part.get("enum", [part.get("const")]))
    kinds = part.get("type", ["null"])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    return st.one_of([BUILDERS[kind](root, part) for kind in kinds])


def target(root, reference):
    for step in tokens(reference.removeprefix("#")):
        root = root[step]
    return root


def text(_root, part):
    longest = min(part.get("maxLength", 20), 20)
    if part.get("format") == "date":
        return st.dates(min_value=EARLIEST).map(str)
    if "pattern" in part:  # the examples keep to it
        return st.sampled_from(part.get("examples", ["a", "b1"]))
    return st.text(min_size=part.get("minLength", 0), max_size=longest)


def entries(root, part):
    items = part.get("items") or {"type": "string"}
    unique = {"unique": True} if part.get("uniqueItems") else {}
    return st.lists(valid(root, items), min_size=part.get("minItems", 0), max_size=3, **unique)


def mapping(root, part):
    properties = part.get("properties", {})
    if not properties:
        names = valid(root, {"type": "string", "minLength": 1, **part.get("propertyNames", {})})
        values = part.get("additionalProperties")
        inner = valid(root, values) if isinstance(values, dict) else SCALARS
        fewest = part.get("minProperties", 0)
        return st.dictionaries(names, inner, min_size=fewest, max_size=max(fewest, 1))
    required = part.get("required", [])
    fixed = {key: valid(root, properties[key]) for key in properties if key in required}
    other = {key: valid(root, properties[key]) for key in properties if key not in required}
    built = st.fixed_dictionaries(fixed, optional=other)
    return built.filter(len) if part.get("minProperties") else built


EARLIEST = date(1000, 1, 1)
BUILDERS = {
    "array": entries,
    "boolean": lambda *_: st.booleans(),
    "integer": lambda _, part: st.integers(part["minimum"], part["maximum"]),
    "null": lambda *_: st.none(),
    "object": mapping,
    "string": text,
}


@pytest.fixture(scope="module")
def files(schemas):
    """Strategies are dear to build, so each is built once."""
    return {name: valid(schemas.document(name), schemas.document(name)) for name in NAMES}


def places(data, path=()):
    yield path
    if isinstance(data, dict | list):
        for key, inner in data.items() if isinstance(data, dict) else enumerate(data):
            yield from places(inner, (*path, key))


def mutated(data, choose):
    """The data with one thing changed at a place of Hypothesis's choice."""
    data = copy.deepcopy(data)
    *path, last = choose(st.sampled_from([p for p in places(data) if p] or [("id",)]))
    inner = data
    for step in path:
        inner = inner[step]
    match choose(st.sampled_from(["replace", "delete", "rename", "repeat", "add", "append"])):
        case "delete" if isinstance(inner, list) or last in inner:
            del inner[last]
        case "rename" if isinstance(inner, dict):
            inner[f"{last}s"] = inner.pop(last, None)
        case "repeat" if isinstance(inner, list):
            inner.append(inner[last])
        case "add" if isinstance(inner, dict):
            inner[choose(st.text(max_size=5))] = choose(SCALARS)
        case "append" if isinstance(inner, dict) and isinstance(inner.get(last), str):
            inner[last] += choose(st.sampled_from(["\n", " ", "é", "x" * 70]))
        case _:
            inner[last] = choose(ANYTHING)
    return data


def agree(schema, data):
    accepted = jsonschema_rs.Draft202012Validator(schema, validate_formats=True).is_valid(data)
    assert accepted == (explain(schema, data) == ())
    return accepted


@pytest.mark.parametrize("name", NAMES)
@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(choice=st.data())
def test_on_files_built_from_the_schema(schemas, files, name, choice):
    schema = schemas.document(name)
    data = choice.draw(files[name])
    accepted = agree(schema, data)
    if name not in {"rule", "config"}:  # where one key depends on another
        assert accepted


@pytest.mark.parametrize("name", NAMES)
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(choice=st.data())
def test_on_files_with_one_change(schemas, files, name, choice):
    schema = schemas.document(name)
    agree(schema, mutated(choice.draw(files[name]), choice.draw))


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(name=st.sampled_from(NAMES), choice=st.data())
def test_on_files_with_several_changes(schemas, files, name, choice):
    data = choice.draw(files[name])
    for _ in range(choice.draw(st.integers(2, 4))):
        data = mutated(data, choice.draw)
    accepted = agree(schemas.document(name), data)
    assert accepted == (schemas.violations(name, data) == ())


@settings(deadline=None, max_examples=100)
@given(data=ANYTHING)
def test_on_any_data(schemas, data):
    agree(schemas.document("vendor"), data)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(choice=st.data())
def test_violations_are_printable_and_distinct(schemas, files, choice):
    data = mutated(mutated(choice.draw(files["vendor"]), choice.draw), choice.draw)
    violations = schemas.violations("vendor", data)
    assert violations == schemas.violations("vendor", json.loads(json.dumps(data)))
    for violation in violations:
        assert violation.code.startswith("schema/")
        assert violation.message.isprintable()
        tokens(violation.pointer)
    keys = [(violation.code, violation.pointer, violation.item) for violation in violations]
    assert len(set(keys)) == len(keys)
