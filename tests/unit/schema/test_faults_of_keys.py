"""Keys that are unknown or missing, told to the letter."""

import pytest

ALLOWED = "(allowed: planned, active, optional, suspended, retired)"
ISO_DATE = "write a day that exists, as YYYY-MM-DD"

FAULTS = [
    (
        {"purpos": "x"},
        ("unknown-key", 'unknown key "purpos"', "/purpos", "purpos", "did you mean `purpose`?"),
    ),
    (
        {"processing": {"locations": ["US"], "acess": []}},
        (
            "unknown-key",
            'unknown key "acess" in processing',
            "/processing/acess",
            "acess",
            "did you mean `access`?",
        ),
    ),
    (
        {"country": "US"},
        (
            "unknown-key",
            'unknown key "country"',
            "/country",
            "country",
            "`country` belongs in `entity`",
        ),
    ),
    (
        {"note": "x"},
        (
            "unknown-key",
            'unknown key "note"',
            "/note",
            "note",
            "`note` belongs in `processing` or in `pending`; or did you mean `notes`?",
        ),
    ),
    (
        {"tia": {"completed_on": "2025-01-01", "dpa": "x"}},
        (
            "unknown-key",
            'unknown key "dpa" in tia',
            "/tia/dpa",
            "dpa",
            "`dpa` belongs at the top of the file",
        ),
    ),
    (
        {"tia": {"completed_on": "2025-01-01", "xyzzy": "x"}},
        (
            "unknown-key",
            'unknown key "xyzzy" in tia',
            "/tia/xyzzy",
            "xyzzy",
            "known keys: completed_on, reference",
        ),
    ),
    (
        {"xyzzy": 1},
        ("unknown-key", 'unknown key "xyzzy"', "/xyzzy", "xyzzy", None),
    ),
    (
        {"a/b~c": 1},
        ("unknown-key", 'unknown key "a/b~c"', "/a~1b~0c", "a/b~c", None),
    ),
    (
        {"baa": {}},
        (
            "missing-key",
            'missing key "signed_on" in baa',
            "/baa/signed_on",
            "signed_on",
            "add `signed_on`: the day on which it was signed",
        ),
    ),
    (
        {"features": [{"key": "replay", "default": "off"}, {"default": "off"}]},
        (
            "missing-key",
            'missing key "key" in features[1]',
            "/features/1/key",
            "key",
            "add `key`: its name",
        ),
    ),
]


@pytest.mark.parametrize(("change", "expected"), FAULTS)
def test_a_vendor_with_one_fault(schemas, record, change, expected):
    (violation,) = schemas.violations("vendor", record | change)
    code, *rest = expected
    assert tuple(violation) == (f"schema/{code}", *rest)


def test_every_fault_of_a_record_is_told(schemas):
    record = {
        "id": "acme",
        "nam": "Acme",
        "status": "optinal",
        "procesing": {"locations": ["UK"]},
        "dpa": {"signed_on": "2023-02-30"},
    }
    violations = schemas.violations("vendor", record)
    assert {(v.code, v.pointer, v.remediation) for v in violations} == {
        ("schema/unknown-key", "/nam", "did you mean `name`?"),
        ("schema/unknown-key", "/procesing", "did you mean `processing`?"),
        ("schema/missing-key", "/name", 'rename "nam" to `name`'),
        ("schema/missing-key", "/processing", 'rename "procesing" to `processing`'),
        ("schema/enum", "/status", f"did you mean `optional`? {ALLOWED}"),
        ("schema/format", "/dpa/signed_on", ISO_DATE),
        (
            "schema/missing-key",
            "/dpa/method",
            (
                "add `method`: how it came about: `signed` by both; `incorporated` into the "
                "vendor's terms; `none`"
            ),
        ),
    }


def test_two_faults_at_one_place_differ_in_their_item(schemas, record):
    record["tia"] = {"complete": "x", "ref": "y"}
    violations = schemas.violations("vendor", record)
    assert len({(v.code, v.pointer, v.item) for v in violations}) == len(violations) == 3
