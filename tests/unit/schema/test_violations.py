"""Each kind of violation: code, message, pointer, item, remediation, to the letter."""

import pytest

ALLOWED = "(allowed: planned, active, optional, suspended, retired)"
ISO_DATE = "write a day that exists, as YYYY-MM-DD"

VENDOR = [
    # keys
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
    # types
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
    # values
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
            "A country's two letters (ISO 3166-1 alpha-2): GB, not UK; GR, not EL. "
            "`NO` is Norway, quoted or not.",
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
            "A JSON Pointer (RFC 6901): a slash before each key or list index. "
            'Example: "/processing/locations/0"',
        ),
    ),
    # sizes
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


@pytest.mark.parametrize(("change", "expected"), VENDOR)
def test_a_vendor_with_one_fault(schemas, record, change, expected):
    (violation,) = schemas.violations("vendor", record | change)
    code, *rest = expected
    assert tuple(violation) == (f"schema/{code}", *rest)


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
            "add `method`: how it came about: `signed` by both; `incorporated` into the "
            "vendor's terms; `none`",
        ),
    }


def test_two_faults_at_one_place_differ_in_their_item(schemas, record):
    record["tia"] = {"complete": "x", "ref": "y"}
    violations = schemas.violations("vendor", record)
    assert len({(v.code, v.pointer, v.item) for v in violations}) == len(violations) == 3
