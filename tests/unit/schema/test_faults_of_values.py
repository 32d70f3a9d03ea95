"""Values of the right type that are not allowed, told to the letter."""

import pytest

ALLOWED = "(allowed: planned, active, optional, suspended, retired)"
ISO_DATE = "write a day that exists, as YYYY-MM-DD"

FAULTS = [
    (
        {"status": "optinal"},
        (
            "enum",
            '"optinal" is not an allowed value of status',
            "/status",
            "optinal",
            f"did you mean `optional`? {ALLOWED}",
        ),
    ),
    (
        {"status": "Inactive"},
        (
            "enum",
            '"Inactive" is not an allowed value of status',
            "/status",
            "Inactive",
            f"did you mean `retired`? {ALLOWED}",
        ),
    ),
    (
        {"status": "xyzzy"},
        (
            "enum",
            '"xyzzy" is not an allowed value of status',
            "/status",
            "xyzzy",
            ALLOWED.strip("()"),
        ),
    ),
    (
        {"processing": {"locations": ["US", "UK"]}},
        (
            "enum",
            '"UK" is not an allowed value of processing.locations',
            "/processing/locations/1",
            "UK",
            "did you mean `GB`?",
        ),
    ),
    (
        {"entity": {"country": "XX"}},
        (
            "enum",
            '"XX" is not an allowed value of entity.country',
            "/entity/country",
            "XX",
            (
                "A country's two letters (ISO 3166-1 alpha-2): GB, not UK; GR, not EL. "
                "`NO` is Norway, quoted or not."
            ),
        ),
    ),
    (
        {"dpa": {"method": "signed", "signed_on": "2023-02-30"}},
        (
            "format",
            'dpa.signed_on: "2023-02-30" is not a calendar date',
            "/dpa/signed_on",
            "2023-02-30",
            ISO_DATE,
        ),
    ),
    (
        {"active_from": "2023/2/3 10:00"},
        (
            "format",
            'active_from: "2023/2/3 10:00" is not a calendar date',
            "/active_from",
            "2023/2/3 10:00",
            "did you mean `2023-02-03`?",
        ),
    ),
    (
        {"active_from": "2023.2.30"},
        (
            "format",
            'active_from: "2023.2.30" is not a calendar date',
            "/active_from",
            "2023.2.30",
            ISO_DATE,
        ),
    ),
    (
        {"active_from": "0999-01-01"},
        (
            "format",
            'active_from: "0999-01-01" is not a calendar date',
            "/active_from",
            "0999-01-01",
            ISO_DATE,
        ),
    ),
    (
        {"id": "Acme, Inc."},
        (
            "pattern",
            'id: "Acme, Inc." is not written as it must be',
            "/id",
            "Acme, Inc.",
            "did you mean `acme-inc`?",
        ),
    ),
    (
        {"id": "acme\n"},
        (
            "pattern",
            r'id: "acme\n" is not written as it must be',
            "/id",
            r"acme\n",
            "did you mean `acme`?",
        ),
    ),
    (
        {"source": {"assumed": ["status"]}},
        (
            "pattern",
            'source.assumed[0]: "status" is not written as it must be',
            "/source/assumed/0",
            "status",
            (
                "A JSON Pointer (RFC 6901): a slash before each key or list index. "
                'Example: "/processing/locations/0"'
            ),
        ),
    ),
]


@pytest.mark.parametrize(("change", "expected"), FAULTS)
def test_a_vendor_with_one_fault(schemas, record, change, expected):
    (violation,) = schemas.violations("vendor", record | change)
    code, *rest = expected
    assert tuple(violation) == (f"schema/{code}", *rest)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("UK", "GB"),
        ("EL", "GR"),
        ("USA", "US"),
        ("usa", "US"),
        ("de", "DE"),
        ("Germany", "DE"),
        ("germny", "DE"),
        ("United Kingdom", "GB"),
        ("Worldwide", "GLOBAL"),
        ("Europe", "EU"),
        ("unknow", "UNKNOWN"),
    ],
)
def test_the_country_that_was_meant(schemas, record, value, code):
    record["processing"]["locations"] = [value]
    (violation,) = schemas.violations("vendor", record)
    assert violation.remediation == f"did you mean `{code}`?"


def test_norway_is_a_country(schemas, record):
    record["processing"]["locations"] = ["NO"]
    assert schemas.violations("vendor", record) == ()
    record["processing"]["locations"] = [False]
    (violation,) = schemas.violations("vendor", record)
    assert violation.message == "processing.locations[0] must be text, not false"
