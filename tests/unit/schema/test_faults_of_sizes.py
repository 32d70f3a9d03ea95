"""Values that are too short, too long, too many or too few, told to the letter."""

import pytest

FAULTS = [
    (
        {"purpose": ""},
        ("too-short", "purpose is empty", "/purpose", None, "write a value, or leave the key out"),
    ),
    ({"id": ""}, ("too-short", "id is empty", "/id", None, "write a value, or leave the key out")),
    (
        {"purpose": "x" * 4097},
        (
            "too-long",
            "purpose is longer than 4,096 characters",
            "/purpose",
            "x" * 59 + "…",
            "shorten it",
        ),
    ),
    (
        {"processing": {"locations": []}},
        (
            "too-few",
            "processing.locations is empty",
            "/processing/locations",
            "locations",
            "write at least one entry",
        ),
    ),
    (
        {"pending": [{"effective_on": "2026-01-01", "set": {}}]},
        ("too-few", "pending[0].set is empty", "/pending/0/set", "set", "write at least one key"),
    ),
    (
        {"applies_to": [f"area {number}" for number in range(257)]},
        (
            "too-many",
            "applies_to has more than 256 entries",
            "/applies_to",
            "applies_to",
            None,
        ),
    ),
    (
        {"data_categories": ["email", "name", "email", "email"]},
        (
            "duplicate",
            'data_categories lists "email" more than once',
            "/data_categories/2",
            "email",
            "remove one of them",
        ),
    ),
    (
        {"ai": {"training": "opt-in", "retention_days": -1}},
        ("range", "ai.retention_days: -1 is less than 0", "/ai/retention_days", "-1", None),
    ),
    (
        {"transfers": [{"mechanism": "scc", "modules": [5]}]},
        (
            "range",
            "transfers[0].modules[0]: 5 is more than 4",
            "/transfers/0/modules/0",
            "5",
            "write a number from 1 to 4",
        ),
    ),
]


@pytest.mark.parametrize(("change", "expected"), FAULTS)
def test_a_vendor_with_one_fault(schemas, record, change, expected):
    (violation,) = schemas.violations("vendor", record | change)
    code, *rest = expected
    assert tuple(violation) == (f"schema/{code}", *rest)
