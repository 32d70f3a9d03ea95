"""Keywords that a registry's own schema may use, and ours do not."""

import json

import pytest

from subpolicy.schema import Schemas


def violations(folder, schema, data):
    (folder / "own.schema.json").write_text(json.dumps(schema))
    return [
        (v.code, v.message, v.pointer, v.remediation)
        for v in Schemas(folder).violations("own", data)
    ]


@pytest.mark.parametrize(
    ("schema", "data", "expected"),
    [
        (
            {"properties": {"a": False}},
            {"a": 1},
            ("schema/invalid", "the file is not valid (JSON Schema: false)", "", None),
        ),
        (
            {"not": {}},
            1,
            ("schema/invalid", "the file is not valid (JSON Schema: not)", "", None),
        ),
        (
            {"oneOf": [{"type": "integer"}, {"minimum": 0}]},
            1,
            ("schema/one-of", "the file is not valid (JSON Schema: oneOf)", "", None),
        ),
        (
            {"minLength": 3},
            "ab",
            (
                "schema/too-short",
                "the file is shorter than 3 characters",
                "",
                "write a value, or leave the key out",
            ),
        ),
        (
            {"minItems": 2},
            [1],
            (
                "schema/too-few",
                "the file has fewer than 2 entries",
                "",
                "write at least one entry",
            ),
        ),
        (
            {"additionalProperties": False, "patternProperties": {"^x-": {}}},
            {"x-a": 1, "y": 2},
            ("schema/unknown-key", 'unknown key "y"', "/y", None),
        ),
        (
            {"enum": [1, 2]},
            3,
            ("schema/enum", "3 is not an allowed value of the file", "", "allowed: 1, 2"),
        ),
        ({"uniqueItems": False}, [1, 1], None),
        ({"required": ["a"]}, {}, ("schema/missing-key", 'missing key "a"', "/a", "add `a`")),
        (
            {"propertyNames": {"maxLength": 1}},
            {"ab": 1},
            ("schema/key-name", '"ab" cannot be a key', "/ab", None),
        ),
        ({"propertyNames": {"maxLength": 1}}, [], None),
        ({"pattern": "a\\$$"}, "a$", None),
        (
            {"pattern": "[a-z]"},
            "A1 ",
            (
                "schema/pattern",
                'the file: "A1 " is not written as it must be',
                "",
                "did you mean `a1`?",
            ),
        ),
        (
            {"pattern": "^!$"},
            "?",
            ("schema/pattern", 'the file: "?" is not written as it must be', "", None),
        ),
        (
            {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]},
            [1],
            (
                "schema/type",
                "the file must be text, not a list",
                "",
                None,
            ),
        ),
    ],
)
def test_a_foreign_keyword(tmp_path, schema, data, expected):
    found = violations(tmp_path, schema, data)
    assert found == ([expected] if expected else [])


def test_values_that_json_schema_calls_equal(tmp_path):
    data = [{"a": 1}, {"a": 1}, [1], 1, True, 1.0]
    found = violations(tmp_path, {"uniqueItems": True}, data)
    assert [(message, where) for _, message, where, _ in found] == [
        ("the file lists a mapping more than once", "/1"),
        ("the file lists 1.0 more than once", "/5"),
    ]
