"""Every shape of JSON Schema that our schemas use or may come to use, held against both validators.

A line of ``shapes.jsonl`` is a schema with the data that it accepts (``valid``) and rejects
(``invalid``). What the two validators differ on is under ``jsonschema-rs alone`` and
``jsonschema alone``, after the one that accepts it; what both accept and a browser would not,
under ``against ECMA 262``. ``docs/decisions/two-schema-validators.md`` explains these, and
the last tests here keep our schemas away from them.
"""

import json
import re
from pathlib import Path

import jsonschema_rs
import pytest

from subpolicy.locations import tokens
from subpolicy.schema import Schemas, Violation
from subpolicy.schema.explanation import explain

SHAPES = [
    json.loads(line)
    for line in (Path(__file__).parent / "shapes.jsonl").read_text("utf-8").splitlines()
]
VERDICTS = {
    "valid": (True, True),
    "against ECMA 262": (True, True),
    "invalid": (False, False),
    "jsonschema-rs alone": (True, False),
    "jsonschema alone": (False, True),
}
"""What jsonschema-rs says, and what jsonschema does."""
UNSURE = {"multipleOf"}
"""Keywords that the validators differ on."""
NAMED = ("properties", "patternProperties", "$defs", "dependentSchemas")
LISTED = ("allOf", "anyOf", "oneOf", "prefixItems")
SINGLE = (
    *("additionalProperties", "contains", "else", "if", "items", "not", "propertyNames", "then"),
    *("unevaluatedItems", "unevaluatedProperties"),
)


def verdicts(schema: dict, data: object) -> tuple[bool, bool]:
    rules = jsonschema_rs.Draft202012Validator(schema, validate_formats=True)
    return rules.is_valid(data), explain(schema, data) == ()


@pytest.mark.parametrize("shape", SHAPES, ids=[json.dumps(shape["schema"]) for shape in SHAPES])
def test_both_validators_judge_it_so(shape: dict) -> None:
    for kind, expected in VERDICTS.items():
        for data in shape.get(kind, ()):
            assert verdicts(shape["schema"], data) == expected, data


@pytest.mark.parametrize("shape", SHAPES, ids=[json.dumps(shape["schema"]) for shape in SHAPES])
def test_what_is_rejected_is_explained(shape: dict, tmp_path: Path) -> None:
    (tmp_path / "shape.schema.json").write_text(json.dumps(shape["schema"]), "utf-8")
    schemas = Schemas(tmp_path)
    for data in shape.get("valid", ()):
        assert schemas.violations("shape", data) == ()
    for data in shape.get("invalid", ()):
        found = schemas.violations("shape", data)
        assert found
        for violation in found:
            check_words(violation)


def check_words(violation: Violation) -> None:
    assert violation.code.startswith("schema/")
    assert violation.message.isprintable()
    assert tokens(violation.pointer) is not None


def subschemas(schema: object) -> list[dict]:
    """A schema with all in it that are schemas, and not names of fields or examples."""
    if not isinstance(schema, dict):
        return []
    inner = [part for key in NAMED for part in schema.get(key, {}).values()]
    inner += [part for key in LISTED for part in schema.get(key, ())]
    inner += [schema[key] for key in SINGLE if key in schema]
    return [schema, *(found for part in inner for found in subschemas(part))]


@pytest.fixture(scope="module")
def ours(folder: Path) -> list[dict]:
    schemas = Schemas(folder)
    names = [path.name.removesuffix(".schema.json") for path in folder.iterdir()]
    return [part for name in names for part in subschemas(schemas.document(name))]


def test_our_schemas_use_what_has_shapes_here(ours: list[dict]) -> None:
    about = {"$schema", "$id", "title", "description", "examples", "default", "$comment"}
    used = {key for part in ours for key in part if not key.startswith("x-")} - about
    shown = {key for shape in SHAPES for part in subschemas(shape["schema"]) for key in part}
    assert used <= shown - UNSURE
    assert len(used) > 20


def test_a_date_of_ours_is_one_for_both(ours: list[dict]) -> None:
    """Alone, jsonschema-rs takes the year 0 and a negative one for dates."""
    formats = [part for part in ours if "format" in part]
    assert formats
    for part in formats:
        assert part["format"] == "date"
        assert part["pattern"] == "^[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}$"


def test_our_patterns_mean_the_same_everywhere(ours: list[dict]) -> None:
    """No escapes, no flags, and a dot in brackets alone: engines differ on what these match."""
    patterns = {part["pattern"] for part in ours if "pattern" in part}
    assert patterns
    for pattern in patterns:
        assert pattern.isascii()
        assert "\\" not in pattern
        assert "(?" not in pattern
        assert "." not in re.sub(r"\[[^\]]*\]", "", pattern)
