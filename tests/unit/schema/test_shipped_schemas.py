"""The schemas themselves: sound, closed, described, and alike where they say the same."""

import json

import jsonschema
import pytest

NAMES = [
    "baseline",
    "config",
    "diff",
    "flags",
    "list",
    "notice",
    "report",
    "rule",
    "rule-test",
    "subprocessors",
    "table",
    "vendor",
    "waiver",
]
FREE = {
    ("config", "/page/front_matter"),
    ("list", "/vendors/[]"),
    ("notice", "/changes/[]/record"),
    ("notice", "/changes/[]/before"),
    ("report", "/organisation"),
    ("rule-test", "/base"),
    ("rule-test", "/cases/[]/vendor"),
    ("rule-test", "/cases/[]/others/[]"),
    ("rule-test", "/cases/[]/before"),
    ("rule-test", "/cases/[]/after"),
}
"""Objects that are open on purpose."""
OUTPUTS = {"diff", "list", "notice", "report", "subprocessors"}
"""What subpolicy writes; its values are bounded by those of the records."""


def resolved(root, part):
    """The part with its reference followed; keywords beside the reference win."""
    if "$ref" not in part:
        return part
    target = root
    for step in part["$ref"].removeprefix("#/").split("/"):
        target = target[step]
    return {**resolved(root, target), **part}


def fields(root, part, path=""):
    """Every place of a file that the schema describes, with the schema of that place."""
    part = resolved(root, part)
    yield path, part
    for key, inner in part.get("properties", {}).items():
        yield from fields(root, inner, f"{path}/{key}")
    for keyword, step in (("items", "[]"), ("additionalProperties", "*")):
        if isinstance(part.get(keyword), dict):
            yield from fields(root, part[keyword], f"{path}/{step}")
    for inner in part.get("anyOf", []):
        if "$ref" in inner:  # an object or null
            yield from fields(root, inner, path)


def types(part):
    named = part.get("type", [])
    return [named] if isinstance(named, str) else named


def test_there_is_one_schema_per_kind_of_file(folder):
    assert {path.name for path in folder.iterdir()} == {f"{name}.schema.json" for name in NAMES}


@pytest.mark.parametrize("name", NAMES)
def test_schema_is_sound_and_self_contained(schemas, name):
    document = schemas.document(name)
    jsonschema.Draft202012Validator.check_schema(document)
    assert document["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert document["$id"] == f"urn:subpolicy:schema:{name}:1"
    assert document["title"]
    assert document["description"]
    references = [part["$ref"] for part in parts(document) if "$ref" in part]
    assert all(reference.startswith("#/") for reference in references)
    used = {reference.removeprefix("#/$defs/") for reference in references}
    assert document.get("$defs", {}).keys() <= used


def parts(document):
    """Every object inside a schema."""
    if isinstance(document, dict):
        yield document
        for inner in document.values():
            yield from parts(inner)
    elif isinstance(document, list):
        for inner in document:
            yield from parts(inner)


@pytest.mark.parametrize("name", NAMES)
def test_every_field_explains_itself(schemas, name):
    document = schemas.document(name)
    silent = [
        path
        for path, part in fields(document, document)
        if path and path[-2:] != "[]" and path[-1] != "*" and not part.get("description")
    ]
    assert silent == []


@pytest.mark.parametrize("name", NAMES)
def test_objects_are_closed_except_the_named_ones(schemas, name):
    document = schemas.document(name)
    places = list(fields(document, document))
    opened = {
        (name, path)
        for path, part in places
        if "object" in types(part) and "additionalProperties" not in part
    }
    assert opened == {place for place in FREE if place[0] == name}
    assert not [p for p, part in places if "allOf" in part or "unevaluatedProperties" in part]
    untyped = [path for path, part in places if not part.keys() & {"type", "const", "anyOf"}]
    assert untyped == (["/internal", "/notes"] if name == "vendor" else [])


@pytest.mark.parametrize("name", [name for name in NAMES if name not in OUTPUTS])
def test_every_value_is_bounded(schemas, name):
    document = schemas.document(name)
    for path, part in fields(document, document):
        kinds = types(part)
        if "string" in kinds and "enum" not in part and part.get("format") != "date":
            assert "maxLength" in part, path
        if "integer" in kinds:
            assert part["minimum"] >= -(2**63), path
            assert part["maximum"] <= 2**63 - 1, path
        if "array" in kinds:
            assert "maxItems" in part, path
            assert "items" in part or "anyOf" in part, path


def test_vendor_lists_have_at_most_256_items_and_those_that_multiply_fewer(schemas):
    document = schemas.document("vendor")
    lists = {p: part for p, part in fields(document, document) if part.get("type") == "array"}
    most = {p.removeprefix("/pending/[]/set"): part["maxItems"] for p, part in lists.items()}
    assert {p: number for p, number in most.items() if number != 256} == {
        "/certifications": 64,
        "/features": 64,
        "/notices": 96,
        "/pending": 24,
        "/transfers": 16,
    }


@pytest.mark.parametrize("name", NAMES)
def test_examples_and_defaults_are_valid(schemas, name):
    document = schemas.document(name)
    for path, part in fields(document, document):
        inner = {"$defs": document.get("$defs", {}), "properties": document["properties"]}
        judge = jsonschema.Draft202012Validator({**inner, "allOf": [part]})
        defaults = [part["default"]] if "default" in part else []
        for example in [*part.get("examples", []), *defaults]:
            assert judge.is_valid(example), (path, example)


def test_what_several_schemas_define_is_the_same_in_all(schemas):
    seen = {}
    for name in NAMES:
        for key, part in schemas.document(name).get("$defs", {}).items():
            if key not in {"finding", "rule", "notice"}:  # another thing in each schema
                assert seen.setdefault(key, part) == part, (name, key)


def test_countries_are_those_of_iso_3166(schemas):
    definitions = schemas.document("vendor")["$defs"]
    countries = definitions["country"]["enum"]
    assert len(countries) == len(set(countries)) == 249  # ISO 3166-1, 2026
    assert {"NO", "GB", "GR"} <= set(countries)
    assert {"UK", "EL", "EU", "XK"}.isdisjoint(countries)
    more = ["EU", "EEA", "GLOBAL", "UNKNOWN"]
    assert definitions["location"]["enum"] == [*countries, *more]


@pytest.mark.parametrize("name", ["vendor", "config"])
def test_hints_lead_to_allowed_values(schemas, name):
    document = schemas.document(name)
    allowed = {value for part in parts(document) for value in part.get("enum", [])}
    assert set(document["x-hints"].values()) <= allowed


def test_vendor_requires_what_the_contract_stars(schemas):
    document = schemas.document("vendor")
    starred = {
        path.replace("/[]", ""): part["required"]
        for path, part in fields(document, document)
        if "required" in part and not path.startswith("/pending/[]/set/")
    }
    assert starred == {
        "": ["id", "name", "status", "processing"],
        "/processing": ["locations"],
        "/transfers": ["mechanism"],
        "/tia": ["completed_on"],
        "/dpa": ["method"],
        "/baa": ["signed_on"],
        "/notices": ["kind", "announced_on", "channels"],
        "/notices/emergency": ["reason", "approved_by"],
        "/pending": ["effective_on", "set"],
        "/certifications": ["scheme"],
        "/ai": ["training"],
        "/features": ["key", "default"],
        "/review": ["owner"],
    }


def test_pending_sets_any_field_that_can_change(schemas):
    document = schemas.document("vendor")
    fixed = {"id", "notices", "pending", "source", "internal", "notes"}
    changes = document["$defs"]["changes"]["properties"]
    assert changes.keys() == document["properties"].keys() - fixed


def test_rows_of_a_table_and_its_columns_have_the_same_keys(schemas):
    document = schemas.document("table")
    assert document["properties"]["columns"]["properties"].keys() == (
        document["$defs"]["row"]["properties"].keys()
    )


def test_schema_files_are_plain_json_of_our_own(folder):
    for path in folder.iterdir():
        text = path.read_text(encoding="utf-8")
        assert text.endswith("}\n")
        assert json.loads(text)["$id"].startswith("urn:")
