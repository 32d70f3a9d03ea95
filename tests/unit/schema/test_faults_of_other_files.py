"""Faults of rules and of the configuration, where their schemas have more than the vendor's."""

import pytest

RULE = [
    (
        {"scope": "registry"},
        (
            "missing-key",
            'missing key "group_by"',
            "/group_by",
            "group_by",
            "add `group_by`: CEL, for scope `registry`",
        ),
    ),
    (
        {"group_by": "vendor.name"},
        (
            "enum",
            'scope must be "registry" here, not "vendor"',
            "/scope",
            "vendor",
            "`group_by` is for scope registry only",
        ),
    ),
    (
        {"for_each": {"a": "vendor.transfers", "b": "vendor.notices"}},
        ("too-many", "for_each has more than 1 entry", "/for_each", "for_each", None),
    ),
    (
        {"for_each": {"Location": "vendor.processing.locations"}},
        (
            "key-name",
            '"Location" cannot be a key in for_each',
            "/for_each/Location",
            "Location",
            "a name in lower case: letters, digits and underscores, a letter first",
        ),
    ),
    (
        {"at": 3},
        ("type", "at must be text or a list, not 3", "/at", "3", 'put it in quotes: "3"'),
    ),
    (
        {"params": {"months": 1.5}},
        (
            "type",
            "params.months must be text, a whole number, true or false or a list, not 1.5",
            "/params/months",
            "1.5",
            'put it in quotes: "1.5"',
        ),
    ),
    (
        {"params": {"home": ["US", 1]}},
        (
            "type",
            "params.home[1] must be text, not 1",
            "/params/home/1",
            "1",
            'put it in quotes: "1"',
        ),
    ),
]


@pytest.mark.parametrize(("change", "expected"), RULE)
def test_a_rule_with_one_fault(schemas, rule, change, expected):
    violations = schemas.violations("rule", rule | change)
    code, *rest = expected
    assert [tuple(violation) for violation in violations] == [(f"schema/{code}", *rest)]


CONFIG = [
    (
        {"page": {"sections": [{"id": "a", "title": "A"}]}},
        (
            "one-of",
            'page.sections[0] has none of "text" and "file", and needs exactly one',
            "/page/sections/0",
            "sections",
            None,
        ),
    ),
    (
        {"page": {"sections": [{"id": "a", "title": "A", "text": "x", "file": "y"}]}},
        (
            "one-of",
            'page.sections[0] has several of "text" and "file", and needs exactly one',
            "/page/sections/0",
            "sections",
            None,
        ),
    ),
    (
        {"exporter_regimes": ["GB"]},
        (
            "enum",
            '"GB" is not an allowed value of exporter_regimes',
            "/exporter_regimes/0",
            "GB",
            "did you mean `UK`? (allowed: EU, UK, CH)",
        ),
    ),
    (
        {"rules": {"Missing_Purpose": {}}},
        (
            "key-name",
            '"Missing_Purpose" cannot be a key in rules',
            "/rules/Missing_Purpose",
            "Missing_Purpose",
            "a rule's id: kebab-case",
        ),
    ),
]


@pytest.mark.parametrize(("change", "expected"), CONFIG)
def test_a_configuration_with_one_fault(schemas, change, expected):
    (violation,) = schemas.violations("config", {"organisation": {"name": "Acme"}} | change)
    code, *rest = expected
    assert tuple(violation) == (f"schema/{code}", *rest)
