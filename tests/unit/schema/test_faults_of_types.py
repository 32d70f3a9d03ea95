"""Values of the wrong type, told to the letter."""

import pytest

FAULTS = [
    (
        {"name": 2021},
        ("type", "name must be text, not 2021", "/name", "2021", 'put it in quotes: "2021"'),
    ),
    (
        {"name": True},
        ("type", "name must be text, not true", "/name", "true", 'put it in quotes: "true"'),
    ),
    (
        {"name": 10**39},
        (
            "type",
            "name must be text, not a number of more than 64 bits",
            "/name",
            "a number of more than 64 bits",
            None,
        ),
    ),
    ({"name": ["Acme"]}, ("type", "name must be text, not a list", "/name", '["Acme"]', None)),
    (
        {"name": None},
        (
            "type",
            "name is empty, but must be text",
            "/name",
            "null",
            "write a value, or leave the key out",
        ),
    ),
    (
        {"status": 3},
        (
            "type",
            "status must be text, not 3",
            "/status",
            "3",
            "allowed: planned, active, optional, suspended, retired",
        ),
    ),
    (
        {"tenant_enabled": "yes"},
        (
            "type",
            'tenant_enabled must be true or false, not the text "yes"',
            "/tenant_enabled",
            "yes",
            "write true, without quotes",
        ),
    ),
    (
        {"tenant_enabled": 0},
        (
            "type",
            "tenant_enabled must be true or false, not 0",
            "/tenant_enabled",
            "0",
            "write false, without quotes",
        ),
    ),
    (
        {"affiliate": "maybe"},
        (
            "type",
            'affiliate must be true or false, not the text "maybe"',
            "/affiliate",
            "maybe",
            None,
        ),
    ),
    (
        {"ai": {"training": "opt-in", "retention_days": "030"}},
        (
            "type",
            'ai.retention_days must be a whole number, not the text "030"',
            "/ai/retention_days",
            "030",
            "write 30, without quotes",
        ),
    ),
    (
        {"ai": {"training": "opt-in", "retention_days": 1.5}},
        (
            "type",
            "ai.retention_days must be a whole number, not 1.5",
            "/ai/retention_days",
            "1.5",
            None,
        ),
    ),
    (
        {"processing": {"locations": "US"}},
        (
            "type",
            'processing.locations must be a list, not the text "US"',
            "/processing/locations",
            "US",
            "write a list: [US]",
        ),
    ),
    (
        {"processing": "US"},
        (
            "type",
            'processing must be a mapping of keys, not the text "US"',
            "/processing",
            "US",
            "its keys are: locations, access, selectable, selected_by, note",
        ),
    ),
    (
        {"transfers": {"mechanism": "scc"}},
        (
            "type",
            "transfers must be a list, not a mapping",
            "/transfers",
            '{"mechanism": "scc"}',
            None,
        ),
    ),
]


@pytest.mark.parametrize(("change", "expected"), FAULTS)
def test_a_vendor_with_one_fault(schemas, record, change, expected):
    (violation,) = schemas.violations("vendor", record | change)
    code, *rest = expected
    assert tuple(violation) == (f"schema/{code}", *rest)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (None, "the file is empty, but must be a mapping of keys"),
        ([], "the file must be a mapping of keys, not a list"),
        ("id", 'the file must be a mapping of keys, not the text "id"'),
        (7, "the file must be a mapping of keys, not 7"),
    ],
)
def test_a_file_that_is_no_mapping(schemas, data, message):
    (violation,) = schemas.violations("vendor", data)
    assert (violation.code, violation.message, violation.pointer) == ("schema/type", message, "")
    assert violation.remediation.startswith("its keys are: id, name, service")
    assert violation.remediation.endswith(", …")
