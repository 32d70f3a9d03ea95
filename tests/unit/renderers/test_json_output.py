"""JSON: the schema's shape, the same data back, no byte that a terminal would obey."""

import json as stdlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from subpolicy.findings.report import Report
from subpolicy.renderers.json import render
from subpolicy.shipped import schema_folder
from support.reports import finding, report, shared_report


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    text = (schema_folder() / "report.schema.json").read_text(encoding="utf-8")
    return Draft202012Validator(
        stdlib.loads(text), format_checker=Draft202012Validator.FORMAT_CHECKER
    )


def parsed(some: Report, *, evaluations: bool = False) -> Any:
    return stdlib.loads(render(some, evaluations=evaluations))


@pytest.mark.parametrize("evaluations", [False, True])
@pytest.mark.parametrize("some", [shared_report(), report(), report(revision=None, clean=None)])
def test_it_is_valid(validator: Draft202012Validator, some: Report, evaluations: bool) -> None:
    assert list(validator.iter_errors(parsed(some, evaluations=evaluations))) == []


def test_keys_stand_in_the_order_of_the_specification() -> None:
    some = parsed(report(finding()), evaluations=True)
    assert list(some) == [
        "schema",
        "tool",
        "as_of",
        "revision",
        "organisation",
        "counts",
        "findings",
        "evaluations",
        "not_selected",
        "exit_code",
    ]
    assert list(some["counts"]) == [
        "vendors",
        "files",
        "rules",
        "evaluations",
        "passed",
        "failed",
        "waived",
        "baselined",
        "not_applicable",
        "not_judged",
        "invalid",
    ]
    assert " ".join(some["findings"][0]) == (
        "rule severity outcome vendor message path line column end_line end_column pointer item "
        "fingerprint remediation waiver baseline"
    )


def test_a_finding_says_all_it_knows() -> None:
    assert parsed(report(finding()))["findings"] == [
        {
            "rule": "non-us-processing-without-scc",
            "severity": "error",
            "outcome": "fail",
            "vendor": "pinecone",
            "message": "processes personal data in EU without SCCs",
            "path": "vendors/pinecone.yaml",
            "line": 9,
            "column": 19,
            "end_line": 9,
            "end_column": 21,
            "pointer": "/processing/locations/1",
            "item": "EU",
            "fingerprint": finding().fingerprint,
            "remediation": "add a transfer with mechanism scc, its version, module and date",
            "waiver": None,
            "baseline": None,
        }
    ]


def test_evaluations_come_only_when_asked_for() -> None:
    assert "evaluations" not in parsed(shared_report())
    some = parsed(shared_report(), evaluations=True)
    assert len(some["evaluations"]) == some["counts"]["evaluations"]
    failed = [e for e in some["evaluations"] if e["outcome"] == "failed"]
    assert {e["fingerprint"] for e in failed} <= {f["fingerprint"] for f in some["findings"]}


def test_the_verdict_is_the_exit_code() -> None:
    assert parsed(report())["exit_code"] == 0
    assert parsed(report(finding()))["exit_code"] == 1


def test_other_languages_stay_readable() -> None:
    assert "株式会社 é" in render(report(finding(message="株式会社 é")))


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_comes_back_and_none_of_it_is_unsafe(text: str) -> None:
    output = render(report(finding(message=text), organisation={"name": text}))
    back = stdlib.loads(output)
    whole = stdlib.loads(stdlib.dumps(text))  # two halves of a pair come back as one character
    assert (back["findings"][0]["message"], back["organisation"]["name"]) == (whole, whole)
    output.encode()
    assert all(line.isprintable() or not set(line) & set(HOSTILE) for line in output.split("\n"))


HOSTILE = "\x00\x1b\x7f\x9b\u200b\u202e\u2028\ufeff\ud800\U000e0041"


@pytest.mark.parametrize("char", HOSTILE)
def test_what_is_unsafe_is_escaped(char: str) -> None:
    output = render(report(finding(message=f"a{char}b", remediation=f"{char}")))
    assert char not in output
    assert stdlib.loads(output)["findings"][0]["message"] == f"a{char}b"


def test_no_ci_system_sees_a_command() -> None:
    output = render(report(finding(message="##vso[x] ##[y]")))
    assert "##" not in output
    assert stdlib.loads(output)["findings"][0]["message"] == "##vso[x] ##[y]"
