"""The audit as JSON: what ``check`` prints, and beside it all that the report shows."""

import json as stdlib
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from subpolicy.audit import Audit
from subpolicy.renderers import json as check
from subpolicy.renderers.audit.json import render
from subpolicy.shipped import schema_folder
from support.audits import audit, shared_audit
from support.reports import finding, report


@pytest.fixture(scope="module")
def schema() -> Any:
    return stdlib.loads((schema_folder() / "report.schema.json").read_text(encoding="utf-8"))


def parsed(some: Audit) -> Any:
    return stdlib.loads(render(some))


@pytest.mark.parametrize("some", [shared_audit(), audit()], ids=["shared", "plain"])
def test_it_is_valid(schema: Any, some: Audit) -> None:
    validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    assert list(validator.iter_errors(parsed(some))) == []


def test_the_schema_knows_every_key_and_the_report_has_every_key_of_the_schema(schema: Any) -> None:
    assert set(parsed(shared_audit())) == set(schema["properties"])


def test_what_check_prints_is_the_same_and_comes_first() -> None:
    some = shared_audit()
    printed = stdlib.loads(check.render(some.report, evaluations=True))
    data = parsed(some)
    assert {key: data[key] for key in printed} == printed
    assert list(data)[: len(printed)] == list(printed)


def test_a_report_without_a_period_has_no_such_key() -> None:
    assert "period" not in parsed(audit())


def test_the_verdict_names_the_findings_that_block() -> None:
    assert parsed(audit())["verdict"] == {"result": "pass", "strict": False, "blocking": []}
    failed = finding()
    assert parsed(audit(report=report(failed)))["verdict"] == {
        "result": "fail",
        "strict": False,
        "blocking": [failed.fingerprint],
    }


def test_outcomes_of_rules_and_controls_are_the_six_verdicts() -> None:
    data = parsed(shared_audit())
    for verdict in ("passed", "failed", "waived", "baselined", "not_applicable", "not_judged"):
        assert sum(rule["outcomes"][verdict] for rule in data["rules"]) == data["counts"][verdict]
    (soc,) = [one for one in data["controls"] if one["framework"] == "soc-2"]
    assert soc["outcomes"]["failed"] == data["counts"]["failed"]


def test_nothing_in_it_steers_a_terminal_or_a_ci_system() -> None:
    text = render(shared_audit())
    assert text.isprintable() or set(filter(lambda char: not char.isprintable(), text)) == {"\n"}
    assert "##vso[" not in text
