"""in-toto: the statement is to the letter of its specification, and says no more than was found."""

import base64
import hashlib
import json
from typing import Any

import pytest

from subpolicy.audit import Audit
from subpolicy.findings.finding import Severity
from subpolicy.findings.outcome import NOT_APPLICABLE, NOT_JUDGED, PASSED, Evaluation, Failed
from subpolicy.renderers.audit import intoto
from subpolicy.renderers.audit import json as json_report
from support.audits import COMMIT, audit, shared_audit
from support.programs import package
from support.reports import DIGEST, finding, report

RULE = "non-us-processing-without-scc"
WARNING = finding(severity=Severity.WARNING)


def statement(some: Audit, **files: bytes) -> dict[str, Any]:
    return json.loads(intoto.render(some, files or None))


def predicate(some: Audit) -> dict[str, Any]:
    return statement(some)["predicate"]


def judged(*outcomes: Any, **changes: object) -> Audit:
    evaluations = tuple(
        Evaluation(RULE, f"v{number}", outcome) for number, outcome in enumerate(outcomes)
    )
    return audit(report=report(evaluations=evaluations, **changes))


def lists(some: Audit) -> tuple[str, set[str], set[str], set[str]]:
    """The result, and what passed, was warned of and failed."""
    said = predicate(some)
    names = ("passedTests", "warnedTests", "failedTests")
    passed, warned, failed = ({*said[name]} for name in names)
    return said["result"], passed, warned, failed


def test_the_keys_are_those_of_the_specification() -> None:
    one = statement(shared_audit())
    assert list(one) == ["_type", "subject", "predicateType", "predicate"]
    assert one["_type"] == "https://in-toto.io/Statement/v1"
    assert one["predicateType"] == "https://in-toto.io/attestation/test-result/v0.1"
    assert list(one["predicate"]) == [
        "result",
        "configuration",
        "passedTests",
        "warnedTests",
        "failedTests",
    ]


def test_without_files_it_speaks_for_the_json_report_and_the_revision() -> None:
    digest = hashlib.sha256(json_report.render(audit()).encode()).hexdigest()
    assert statement(audit())["subject"] == [
        {"name": "report.json", "digest": {"sha256": digest}},
        {"name": "revision", "digest": {"gitCommit": COMMIT}},
    ]


@pytest.mark.parametrize("changes", [{"clean": False}, {"revision": None, "clean": None}])
def test_a_revision_that_is_not_what_was_tested_is_no_subject(changes: dict[str, object]) -> None:
    subjects = statement(audit(report=report(**changes)))["subject"]
    assert [subject["name"] for subject in subjects] == ["report.json"]


def test_it_speaks_for_the_files_that_it_is_given_in_order() -> None:
    subjects = statement(audit(), b=b"2", a=b"1")["subject"]
    assert subjects[:2] == [
        {"name": "a", "digest": {"sha256": hashlib.sha256(b"1").hexdigest()}},
        {"name": "b", "digest": {"sha256": hashlib.sha256(b"2").hexdigest()}},
    ]


def test_the_configuration_names_everything_that_the_verdict_rests_on() -> None:
    raw = b"organisation: {name: Test}\n"
    some = audit(policies={"subpolicy.yaml": raw, "policies/core/x.yaml": b"id: x\n"})
    command, revision, *packs, own = predicate(some)["configuration"]
    words = base64.b64decode(command["content"]).decode()
    assert words == f"subpolicy report --rev {COMMIT} --as-of 2026-01-01"
    assert command["annotations"] == {
        "subpolicy_tool": "subpolicy 0.1.0",
        "subpolicy_as_of": "2026-01-01",
    }
    assert revision["digest"] == {"gitCommit": COMMIT}
    assert revision["annotations"] == {"subpolicy_clean": True}
    assert [(pack["name"], pack["digest"]) for pack in packs] == [
        ("core", {"sha256": DIGEST}),
        ("schema", {"sha256": DIGEST}),
    ]
    assert (own["name"], own["digest"]["sha256"]) == (
        "subpolicy.yaml",
        hashlib.sha256(raw).hexdigest(),
    )


def test_every_descriptor_has_what_the_specification_demands() -> None:
    one = statement(shared_audit())
    for descriptor in (*one["subject"], *one["predicate"]["configuration"]):
        assert descriptor.keys() & {"uri", "digest", "content"}
    assert all(subject["digest"] for subject in one["subject"])
    names = [subject["name"] for subject in one["subject"]]
    assert len(names) == len({*names})


@pytest.mark.parametrize(
    ("some", "expected"),
    [
        (judged(PASSED, NOT_APPLICABLE), ("PASSED", {RULE}, set(), set())),
        (judged(PASSED, Failed(finding())), ("FAILED", set(), set(), {RULE})),
        (judged(PASSED, Failed(WARNING)), ("WARNED", set(), {RULE}, set())),
        (judged(PASSED, Failed(WARNING), strict=True), ("FAILED", set(), set(), {RULE})),
        (judged(PASSED, NOT_JUDGED), ("WARNED", set(), set(), set())),
        (judged(NOT_JUDGED, Failed(finding())), ("FAILED", set(), set(), {RULE})),
        (
            judged(Failed(finding()), known_at_base=frozenset({finding().fingerprint})),
            ("WARNED", set(), {RULE}, set()),
        ),
    ],
    ids=["passed", "error", "warning", "strict", "not judged", "both", "known at the base"],
)
def test_a_test_is_in_the_list_of_its_verdict(
    some: Audit, expected: tuple[str, set[str], set[str], set[str]]
) -> None:
    result, passed, warned, failed = expected
    assert lists(some) == (result, passed | {"registry_files"}, warned, failed)


def test_accepted_failures_are_warned_of() -> None:
    shared = shared_audit().report.evaluations
    accepted = tuple(e for e in shared if e.outcome.verdict in {"waived", "baselined"})
    result, _, warned, _ = lists(audit(report=report(evaluations=accepted)))
    assert (result, warned) == ("WARNED", {RULE})


@pytest.mark.parametrize(("severity", "place"), [("error", "FAILED"), ("info", "WARNED")])
def test_faults_of_files_are_a_test_of_their_own(severity: str, place: str) -> None:
    fault = finding(rule="yaml/tab", vendor=None, severity=Severity(severity))
    result, _, warned, failed = lists(audit(report=report(faults=(fault,))))
    assert result == place
    assert (warned if place == "WARNED" else failed) == {"registry_files"}


def test_it_is_one_line_and_the_same_each_time() -> None:
    text = intoto.render(shared_audit())
    assert text.count("\n") == 1
    assert text == intoto.render(shared_audit())


def test_a_name_with_half_a_character_is_written_out() -> None:
    text = intoto.render(audit(), {"\udc80": b""})
    assert json.loads(text.encode())["subject"][0]["name"] == "\\x80"


@pytest.mark.parametrize("some", [shared_audit(), audit()], ids=["everything", "nothing open"])
def test_the_frameworks_own_library_takes_statement_and_predicate(some: Audit) -> None:
    package("in_toto_attestation", "in-toto-attestation")
    from google.protobuf import json_format  # noqa: PLC0415 (only where it is installed)
    from in_toto_attestation.predicates.test_result.v0 import (  # noqa: PLC0415
        test_result_pb2,
    )
    from in_toto_attestation.v1 import statement_pb2  # noqa: PLC0415
    from in_toto_attestation.v1.resource_descriptor import ResourceDescriptor  # noqa: PLC0415
    from in_toto_attestation.v1.statement import Statement  # noqa: PLC0415

    parsed = json_format.Parse(intoto.render(some), statement_pb2.Statement())
    Statement.copy_from_pb(parsed).validate()
    result = json_format.ParseDict(predicate(some), test_result_pb2.TestResult())
    for descriptor in result.configuration:
        ResourceDescriptor.copy_from_pb(descriptor).validate()
    assert json_format.MessageToDict(result)["result"] == predicate(some)["result"]
