"""OSCAL: valid for its own validator, every reference resolves, and nothing is claimed too much."""

import base64
import hashlib
import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from subpolicy.audit import Audit
from subpolicy.findings.outcome import NOT_APPLICABLE, NOT_JUDGED, PASSED, Evaluation, Failed
from subpolicy.findings.report import Control, RuleOff
from subpolicy.renderers.audit import oscal
from support.audits import audit, judged_commit, shared_audit
from support.checkout import environment
from support.programs import package
from support.reports import finding, report, rule_card

RULE = "non-us-processing-without-scc"


def documents(some: Audit) -> tuple[dict[str, Any], dict[str, Any]]:
    """The results and the plan."""
    results = json.loads(oscal.render(some))["assessment-results"]
    return results, json.loads(oscal.plan(some))["assessment-plan"]


def result(some: Audit) -> dict[str, Any]:
    (one,) = documents(some)[0]["results"]
    return one


def found(some: Audit) -> dict[str, dict[str, Any]]:
    """The findings by what they are about."""
    return {one["target"]["target-id"]: one for one in result(some).get("findings", [])}


def state(some: Audit, rule: str = RULE) -> tuple[str, str]:
    status = found(some)[rule]["target"]["status"]
    return status["state"], status["reason"]


def walk(node: Any, key: str = "") -> Iterator[tuple[str, Any]]:
    """Every key with its value, at any depth; the members of a list under the list's key."""
    match node:
        case dict():
            for name, content in node.items():
                yield from walk(content, name)
        case list():
            for content in node:
                yield from walk(content, key)
        case _:
            yield key, node


def facts(node: dict[str, Any]) -> dict[str, str]:
    return {prop["name"]: prop["value"] for prop in node.get("props", [])}


def judged(*outcomes: Any, **changes: object) -> Audit:
    """One rule on as many vendors as there are outcomes."""
    evaluations = tuple(
        Evaluation(RULE, f"v{number}", outcome) for number, outcome in enumerate(outcomes)
    )
    return audit(report=report(evaluations=evaluations, **changes))


AUDITS = {
    "everything": shared_audit(),
    "nothing open": audit(),
    "outside git": audit(report=report(finding(), revision=None, clean=None)),
    "no vendors": audit(report=report(population=(), rules=())),
}


@pytest.mark.parametrize("name", AUDITS)
def test_every_reference_resolves(name: str) -> None:
    for document in documents(AUDITS[name]):
        owned = {uuid for key, uuid in walk(document) if key == "uuid"}
        resources = {one["uuid"] for one in document["back-matter"]["resources"]}
        roles = {role["id"] for role in document["metadata"]["roles"]}
        for key, content in walk(document):
            if key.endswith(("-uuid", "-uuids")):
                assert content in owned, key
            if key == "href" and content.startswith("#"):
                assert content[1:] in resources
            if key == "role-id":
                assert content in roles


@pytest.mark.parametrize("name", AUDITS)
def test_every_target_is_an_objective_of_the_plan_and_within_the_scope(name: str) -> None:
    results, plan = documents(AUDITS[name])
    objectives = plan["local-definitions"]["objectives-and-methods"]
    defined = {part["id"] for one in objectives for part in one["parts"]}
    assert defined == {one["control-id"] for one in objectives}
    for document in (plan, *results["results"]):
        reviewed = document["reviewed-controls"]
        (controls,) = reviewed["control-selections"]
        (selected,) = reviewed["control-objective-selections"]
        scope = {one["objective-id"] for one in selected["include-objectives"]}
        assert scope == {one["control-id"] for one in controls["include-controls"]}
        assert scope <= defined
    assert {one["target"]["target-id"] for one in results["results"][0]["findings"]} <= scope


@pytest.mark.parametrize("name", AUDITS)
def test_identifiers_are_unique_and_of_version_5(name: str) -> None:
    for document in documents(AUDITS[name]):
        owned = Counter(uuid for key, uuid in walk(document) if key == "uuid")
        assert owned.most_common(1)[0][1] == 1
        assert {UUID(uuid).version for uuid in owned} == {5}


@pytest.mark.parametrize("name", AUDITS)
def test_nothing_is_empty_and_strings_are_one_line_without_white_space_around(name: str) -> None:
    for document in documents(AUDITS[name]):
        for key, content in walk(document):
            assert content not in (None, "", [], {}), key
            if key in {"value", "title", "name", "version", "text"}:
                assert content.isprintable()
                assert content == content.strip()


def test_the_plan_travels_in_the_back_matter() -> None:
    results, _ = documents(shared_audit())
    carried = {one["uuid"]: one for one in results["back-matter"]["resources"]}
    resource = carried[results["import-ap"]["href"][1:]]
    content = base64.b64decode(resource["base64"]["value"])
    assert content.decode() == oscal.plan(shared_audit())
    (place,) = resource["rlinks"]
    assert place["href"] == resource["base64"]["filename"] == "oscal-assessment-plan.json"
    assert place["hashes"] == [
        {"algorithm": "SHA-256", "value": hashlib.sha256(content).hexdigest()}
    ]


def test_every_vendor_is_an_inventory_item_with_the_digest_of_its_file() -> None:
    one = result(shared_audit())
    items = {facts(item)["asset-id"]: item for item in one["local-definitions"]["inventory-items"]}
    assert list(items) == ["acme", "broken", "hostile", "pinecone"]
    assert facts(items["pinecone"]) == {
        "asset-id": "pinecone",
        "status": "active",
        "path": "vendors/pinecone.yaml",
        "sha256": "0" * 64,
    }
    resources = documents(shared_audit())[0]["back-matter"]["resources"]
    (file,) = [r for r in resources if f"#{r['uuid']}" == items["pinecone"]["links"][0]["href"]]
    assert file["rlinks"][0]["href"] == "records/vendors/pinecone.yaml"


def test_a_vendor_that_no_file_has_any_more_is_an_item_that_says_so() -> None:
    some = audit(report=report(finding(vendor="gone", path="vendors/gone.yaml")))
    items = result(some)["local-definitions"]["inventory-items"]
    (gone,) = [item for item in items if facts(item)["asset-id"] == "gone"]
    assert gone["remarks"] == "No file of the registry has this vendor."


def test_a_failure_is_an_observation_of_its_own_with_its_evidence() -> None:
    some = judged(Failed(finding(vendor="v0", path="vendors/v0.yaml")), PASSED)
    (failed,) = [o for o in result(some)["observations"] if o["types"] == ["finding"]]
    assert failed["methods"] == ["TEST"]
    assert failed["collected"] == "2026-01-01T00:00:00Z"
    assert failed["description"] == "processes personal data in EU without SCCs"
    assert failed["relevant-evidence"][0]["description"] == "vendors/v0.yaml:9:19"
    assert facts(failed) == {
        "rule": RULE,
        "outcome": "failed",
        "severity": "error",
        "item": "EU",
        "pointer": "/processing/locations/1",
        "fingerprint": finding(vendor="v0", path="vendors/v0.yaml").fingerprint,
    }


def test_what_did_not_fail_is_one_observation_per_rule_and_verdict() -> None:
    one = result(judged(PASSED, PASSED, NOT_APPLICABLE, NOT_JUDGED))
    items = {item["uuid"]: facts(item) for item in one["local-definitions"]["inventory-items"]}
    said = {
        (facts(seen)["rule"], facts(seen)["outcome"]): [
            items[subject["subject-uuid"]]["asset-id"]
            for subject in seen["subjects"]
            if subject["type"] == "inventory-item"
        ]
        for seen in one["observations"]
    }
    assert said == {
        (RULE, "passed"): ["v0", "v1"],
        (RULE, "not_applicable"): ["v2"],
        (RULE, "not_judged"): ["v3"],
        ("registry_files", "passed"): [],
    }


def test_every_evaluation_is_counted_once() -> None:
    some = shared_audit()
    counted = Counter[str]()
    for rule, one in found(some).items():
        if rule != "registry_files":
            counted += Counter({k: int(v) for k, v in facts(one).items() if k != "severity"})
    counts = some.report.counts
    names = ("passed", "failed", "waived", "baselined", "not_applicable", "not_judged")
    assert counted == {name: getattr(counts, name) for name in names}


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [
        ((PASSED, NOT_APPLICABLE), ("satisfied", "pass")),
        ((NOT_APPLICABLE,), ("satisfied", "other")),
        ((PASSED, NOT_JUDGED), ("not-satisfied", "other")),
        ((PASSED, Failed(finding(vendor="v1"))), ("not-satisfied", "fail")),
    ],
)
def test_a_rule_is_satisfied_where_all_of_it_is_known_and_nothing_breaks_it(
    outcomes: tuple[Any, ...], expected: tuple[str, str]
) -> None:
    assert state(judged(*outcomes)) == expected


def test_a_rule_that_only_accepted_failures_break_is_not_satisfied() -> None:
    accepted = [e for e in shared_audit().report.evaluations if e.outcome.verdict == "waived"]
    some = audit(report=report(evaluations=tuple(accepted)))
    assert state(some) == ("not-satisfied", "other")
    assert len(found(some)[RULE]["related-risks"]) == 1


def test_faults_of_files_are_a_finding_that_is_no_rules() -> None:
    assert state(audit(), "registry_files") == ("satisfied", "pass")
    broken = finding(rule="yaml/tab", vendor=None, path="flags.yaml")
    assert state(audit(report=report(faults=(broken,))), "registry_files") == (
        "not-satisfied",
        "fail",
    )


def test_a_rule_that_judged_nothing_is_in_the_plan_and_in_no_finding() -> None:
    some = audit(report=report(rules=(rule_card(), rule_card(id="idle"))))
    assert "idle" not in found(some)
    assert "idle" in json.dumps(documents(some)[1]["reviewed-controls"])


def test_controls_of_standards_are_links_that_say_supports_and_never_targets() -> None:
    card = rule_card(controls=(Control("soc-2", "CC9.2"), Control("gdpr", "Art. 28(3)")))
    some = judged(PASSED, rules=(card,))
    results, _ = documents(some)
    titles = {f"#{one['uuid']}": one["title"] for one in results["back-matter"]["resources"]}
    links = found(some)[RULE]["links"]
    assert [(titles[link["href"]], link["rel"], link["text"]) for link in links] == [
        ("soc-2", "supports", "soc-2 CC9.2"),
        ("gdpr", "supports", "gdpr Art. 28(3)"),
    ]
    assert "CC9.2" not in json.dumps(result(some)["reviewed-controls"])


def test_a_waiver_is_a_risk_with_an_approved_deviation_and_its_approver() -> None:
    results, _ = documents(shared_audit())
    (one,) = results["results"]
    (risk,) = [risk for risk in one["risks"] if risk["status"] == "deviation-approved"]
    assert risk["deadline"] == "2026-03-01T23:59:59Z"
    (approval,) = risk["risk-log"]["entries"]
    assert approval["start"] == "2025-12-01T00:00:00Z"
    assert approval["status-change"] == "deviation-approved"
    assert approval["remarks"] == "Approved by dpo@example.com"
    (by,) = approval["logged-by"]
    parties = {party["uuid"]: party["name"] for party in results["metadata"]["parties"]}
    assert parties[by["party-uuid"]] == "dpo@example.com"
    assert by["role-id"] == "waiver-approver"


def test_a_known_fault_is_an_open_risk_with_its_day() -> None:
    risks = [risk for risk in result(shared_audit())["risks"] if risk["status"] == "open"]
    assert [(facts(risk).get("owner"), risk["deadline"]) for risk in risks] == [
        ("privacy@example.com", "2026-03-31T23:59:59Z"),
        (None, "2026-03-31T23:59:59Z"),
    ]


def test_the_log_holds_the_run_and_the_dated_commits_of_the_period() -> None:
    log = result(shared_audit())["assessment-log"]["entries"]
    assert [entry["title"] for entry in log] == [
        "Judged every record by every rule",
        "0f0f0f0f0f0f: is there although its gate fails",
        "abcdef123456: passes its gate",
    ]
    assert result(shared_audit())["start"] == "2025-10-01T00:00:00Z"


def test_a_period_that_a_commit_starts_begins_on_its_first_dated_day() -> None:
    period = shared_audit().period
    assert period is not None
    undated = judged_commit(date=None)
    for commits, start in (((undated, judged_commit()), "2025-11-20"), ((undated,), "2026-01-01")):
        since = type(period)("0f0f", None, period.until, commits, (), ())
        assert result(audit(period=since))["start"] == f"{start}T00:00:00Z"


def test_what_was_not_looked_at_and_what_is_off_is_said() -> None:
    some = audit(report=report(not_selected=("change rules",), rules_off=(RuleOff("a", "why"),)))
    remarks = result(some)["remarks"]
    assert "Not looked at: change rules." in remarks
    assert "Switched off: a, because: why" in remarks
    assert "no assessor's opinion" in remarks


def test_a_rule_whose_id_starts_with_a_digit_gets_an_identifier_that_oscal_allows() -> None:
    card = rule_card(id="2fa-missing")
    evaluations = (Evaluation("2fa-missing", "v1", PASSED),)
    some = audit(report=report(rules=(card,), evaluations=evaluations))
    assert state(some, "_2fa-missing") == ("satisfied", "pass")


def test_the_same_fault_at_several_places_of_a_record_is_observed_as_often() -> None:
    some = audit(report=report(finding(), finding(pointer="/processing/locations/2")))
    observations = [o for o in result(some)["observations"] if o["types"] == ["finding"]]
    assert len({one["uuid"] for one in observations}) == 2


def test_a_name_with_half_a_character_is_written_out() -> None:
    some = audit(report=report(finding(vendor="\udc80", path="vendors/\udc80.yaml")))
    oscal.render(some).encode()
    assert "\\\\x80" in oscal.render(some)


def test_documents_are_the_same_each_time_and_their_identifiers_follow_the_content() -> None:
    assert oscal.render(shared_audit()) == oscal.render(shared_audit())
    one, other = documents(audit()), documents(audit(report=report(finding())))
    assert one[0]["uuid"] != other[0]["uuid"]
    vendors = [result(a)["local-definitions"]["inventory-items"][0]["uuid"] for a in (
        audit(), audit(report=report(as_of="2026-02-01")),
        audit(report=report(organisation={"name": "Other, Inc."})),
    )]  # fmt: skip
    assert vendors[0] == vendors[1] != vendors[2]


def test_a_thousand_vendors_under_62_rules_stay_below_ten_megabytes_and_a_second() -> None:
    cards = tuple(rule_card(id=f"rule-{number}") for number in range(62))
    outcomes = (PASSED, PASSED, NOT_APPLICABLE)
    evaluations = tuple(
        Evaluation(card.id, f"v{number}", outcomes[(number + place) % 3])
        for number in range(1000)
        for place, card in enumerate(cards)
    )
    some = audit(report=report(rules=cards, evaluations=evaluations))
    start = time.process_time()
    size = len(oscal.render(some).encode())
    assert time.process_time() - start < 1.5
    assert size < 10_000_000


def test_trestle_finds_both_documents_of_all_valid(tmp_path: Path) -> None:
    """One workspace for all of them: trestle takes seconds to start."""
    package("trestle", "compliance-trestle")

    def trestle(*arguments: str) -> "subprocess.CompletedProcess[str]":
        program = (sys.executable, "-c", "from trestle.cli import run; run()")
        return subprocess.run(
            [*program, *arguments],
            cwd=tmp_path,
            env=environment(HOME=str(tmp_path)),
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    assert trestle("init").returncode == 0
    for name, some in AUDITS.items():
        for kind, text in (("results", oscal.render(some)), ("plan", oscal.plan(some))):
            folder = tmp_path / f"assessment-{kind.removesuffix('s')}s" / name.replace(" ", "-")
            folder.mkdir(parents=True)
            (folder / f"assessment-{kind}.json").write_text(text, encoding="utf-8")
    done = trestle("validate", "--all")
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("VALID: Model") == 2 * len(AUDITS)
