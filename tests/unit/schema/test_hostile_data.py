"""Records made to hang, crash or deceive."""

import time

import pytest


def test_control_characters_never_reach_a_message(schemas, record):
    evil = '\x1b]0;title\x07\u202e\u200b\u2028\n::error::"gotcha"'
    record |= {evil: 1, "status": evil, "name": [evil], "tia": {evil: {evil: 1}}}
    for violation in schemas.violations("vendor", record):
        for text in (violation.message, violation.item, violation.remediation or ""):
            assert text.isprintable()
            assert len(text) < 300


@pytest.mark.parametrize(
    "change",
    [
        {f"key{number}": 1 for number in range(100_000)},
        {"processing": {"locations": ["a" if n % 2 else n for n in range(200_000)]}},
        {"processing": {"locations": [{"a": n} for n in range(100_000)]}},
        {"transfers": [{}] * 200_000},
        {"certifications": [{f"key{number}": 1 for number in range(400)}] * 256},
        {"name": "x" * 1_000_000},
        {"x" * 1_000_000: 1},
        {"status": ["x" * 1_000_000]},
    ],
    ids=["keys", "mixed", "mappings", "long list", "nested", "text", "key", "value"],
)
def test_a_megabyte_of_faults_is_told_in_short_and_soon(schemas, record, change):
    start = time.process_time()
    violations = schemas.violations("vendor", record | change)
    assert time.process_time() - start < 2  # under coverage; a tenth of that without
    assert 1 <= len(violations) <= 101
    for violation in violations:
        assert len(violation.message) + len(violation.remediation or "") < 1000


def test_what_is_beyond_a_hundred_faults_is_counted(schemas, record):
    more = {f"key{number}": 1 for number in range(101)}
    violations = schemas.violations("vendor", record | more)
    assert len(violations) == 101
    assert tuple(violations[-1]) == (
        "schema/more",
        "and 1 more fault in this file",
        "",
        None,
        "mend the others first",
    )
    more = {f"key{number}": 1 for number in range(100)}
    assert len(schemas.violations("vendor", record | more)) == 100


def test_what_is_beyond_a_thousand_faults_is_not_even_counted(schemas, record):
    more = {f"key{number}": 1 for number in range(5000)}
    violations = schemas.violations("vendor", record | more)
    assert violations[-1].message == "and at least 900 more faults in this file"


def test_keys_that_are_no_text_do_not_crash(schemas, record):
    (violation,) = schemas.violations("vendor", record | {1: "x"})
    assert violation.message == "unknown key 1"


def test_sixty_thousand_members_are_one_fault_in_little_time(schemas):
    data = {"params": {f"a{n}": 1 for n in range(60_000)}}
    start = time.process_time()
    found = schemas.violations("rule", data)
    assert time.process_time() - start < 1
    assert "/params" in {violation.pointer for violation in found}
