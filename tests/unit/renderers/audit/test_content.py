"""The auditor's report in sections: what stands where, and that its numbers are the run's."""

import json as stdlib
from collections import Counter
from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest

from subpolicy import auditing
from subpolicy.audit import Audit
from subpolicy.findings.finding import Severity
from subpolicy.findings.outcome import NOT_JUDGED, PASSED, Evaluation, Failed, Waived
from subpolicy.findings.report import Member
from subpolicy.question import Question
from subpolicy.renderers import json
from subpolicy.renderers.audit.blocks import Chart, Matrix, Pairs, Table
from subpolicy.renderers.audit.content import content
from subpolicy.revisions import History
from subpolicy.sources import WorkingTree
from support.audits import audit, flow, judged_commit, logged, proof, shared_audit, vendor
from support.checkout import ROOT
from support.reports import DIGEST, finding, report, rule_card
from support.sections import every, matrix, pairs, section, table, words

REGISTRIES = [".", "examples/mielto", "examples/dovetail"]
DAY = "2026-11-21"
VERDICTS = ("passed", "failed", "waived", "baselined", "not_applicable", "not_judged")
TITLES = {
    "passed": "Passed",
    "failed": "Failed",
    "waived": "Waived",
    "baselined": "Known",
    "not_applicable": "Not applicable",
    "not_judged": "Not judged",
}
SYMBOLS = {
    "FAIL": "failed",
    "?": "not_judged",
    "waived": "waived",
    "known": "baselined",
    "pass": "passed",
    "–": "not_applicable",
}


@pytest.fixture(scope="module", params=REGISTRIES)
def real(request: pytest.FixtureRequest) -> tuple[Audit, Any]:
    """An audit of a registry of this repository, and what ``check --format json`` says of it."""
    root = ROOT / request.param
    history = History.of(root)
    with closing(history.objects):
        made = auditing.audit(WorkingTree(root), history, Question(as_of=DAY))
    return made, stdlib.loads(json.render(made.report, evaluations=True))


def cells_of(block: Matrix) -> Counter[tuple[str, str, str]]:
    """How often the matrix shows each verdict, by vendor and rule."""
    found: Counter[tuple[str, str, str]] = Counter()
    for id_, _, row in block.rows:
        for (_, rule, _), (symbol, gravest) in zip(block.rules, row, strict=True):
            parts = [part.split() for part in symbol.split(", ")] if symbol else []
            for name, *number in parts:
                found[id_, rule, SYMBOLS[name]] += int(number[0]) if number else 1
            assert not parts or SYMBOLS[parts[0][0]] == gravest
    return found


# -- every number is that of the run


def test_the_totals_are_those_of_the_json(real: tuple[Audit, Any]) -> None:
    made, data = real
    result = section(content(made), "result")
    numbers = {row["What"]: int(row["Number"]) for row in table(result, "What was judged")}
    counts = data["counts"]
    assert list(numbers.values())[:11] == [
        counts[key] for key in ("vendors", "files", "rules", "evaluations", *VERDICTS, "invalid")
    ]
    by_severity = Counter((one["severity"], one["outcome"]) for one in data["findings"])
    for row in table(result, "Findings by severity"):
        assert [int(row[key]) for key in ("Open", "Known at adoption", "Waived")] == [
            by_severity[row["Severity"], outcome] for outcome in ("fail", "baselined", "waived")
        ]


def test_the_verdict_is_that_of_the_json(real: tuple[Audit, Any]) -> None:
    made, data = real
    said = words(section(content(made), "verdict"))
    errors = [f for f in data["findings"] if (f["severity"], f["outcome"]) == ("error", "fail")]
    assert said.startswith("FAIL: " if data["exit_code"] else "PASS: nothing blocks")
    assert f"{len(errors)} findings block" in said or not errors


def test_the_findings_are_those_of_the_json(real: tuple[Audit, Any]) -> None:
    made, data = real
    sections = content(made)
    for anchor, outcome in (("open", "fail"), ("known", "baselined"), ("waived", "waived")):
        part = section(sections, anchor)
        rows = [] if words(part) == "None." else table(part)
        shown = Counter((row["Severity"], row["Rule"], row["Place"]) for row in rows)
        assert shown == Counter(
            (one["severity"], one["rule"], f"{one['path']}:{one['line']}:{one['column']}")
            for one in data["findings"]
            if one["outcome"] == outcome
        )


def test_the_matrix_holds_each_evaluation_once(real: tuple[Audit, Any]) -> None:
    made, data = real
    shown = cells_of(matrix(section(content(made), "matrix")))
    assert shown == Counter(
        (one["vendor"] or "(registry)", one["rule"], one["outcome"]) for one in data["evaluations"]
    )
    for verdict in VERDICTS:
        total = sum(count for (*_, said), count in shown.items() if said == verdict)
        assert total == data["counts"][verdict]


def test_the_rules_add_up_to_the_totals(real: tuple[Audit, Any]) -> None:
    made, data = real
    rows = table(section(content(made), "rules"))
    assert len(rows) == data["counts"]["rules"]
    for verdict in VERDICTS:
        assert sum(int(row[TITLES[verdict]]) for row in rows) == data["counts"][verdict]


def test_the_controls_add_up_to_what_their_rules_said(real: tuple[Audit, Any]) -> None:
    made, data = real
    sections = content(made)
    judged = {row["Rule"]: row for row in table(section(sections, "rules"))}
    parts = section(sections, "controls").parts
    assert parts
    for row in (row for part in parts for row in table(part)):
        rules = row["Rules that support it"].split(", ")
        for title in TITLES.values():
            assert int(row[title]) == sum(int(judged[rule][title]) for rule in rules)
    assert len({e["rule"] for e in data["evaluations"]}) <= len(judged)


def test_the_population_is_every_file(real: tuple[Audit, Any]) -> None:
    made, data = real
    rows = table(section(content(made), "population"), "Every file")
    assert len(rows) == data["counts"]["files"]
    assert len({row["Vendor"] for row in rows} - {"–"}) == data["counts"]["vendors"]


def test_the_summaries_of_transfers_add_up_to_the_details(real: tuple[Audit, Any]) -> None:
    made, data = real
    transfers = section(content(made), "transfers")
    details = table(transfers, "Every place")
    for row in table(transfers, "By country"):
        here = [one for one in details if one["Country"] == row["Country"]]
        assert int(row["Vendors"]) + int(row["Planned or announced"]) >= len(
            {one["Vendor"] for one in here}
        )
    for row in table(transfers, "By mechanism"):
        stated = {
            one["Vendor"]
            for one in details
            if row["Mechanism stated"] in one["Mechanisms stated"].split("; ")
        }
        assert int(row["Vendors"]) == len(stated)
    missing = {
        (one["Vendor"], one["Country"].rpartition("(")[2][:-1])
        for one in details
        if one["House rule"] == "needs SCCs: not stated"
    }
    house = "non-us-processing-without-scc"
    found = [one for one in data["findings"] if one["rule"] == house]
    assert missing == {(one["vendor"], one["item"]) for one in found}


def test_the_agreements_without_a_date_are_those_that_the_rule_finds(
    real: tuple[Audit, Any],
) -> None:
    made, data = real
    rows = table(section(content(made), "evidence"), "Every proof")
    undated = {
        row["Vendor"]
        for row in rows
        if row["Kind"] == "DPA" and row["Standing"] != "current" and row["Status"] != "planned"
    }
    found = [one for one in data["findings"] if one["rule"] == "missing-dpa-date"]
    assert undated == {one["vendor"] for one in found}


# -- order and form


def test_verdict_scope_result_and_findings_come_first_and_rules_last() -> None:
    anchors = [one.anchor for one in content(shared_audit())]
    assert anchors[:4] == ["verdict", "scope", "result", "findings"]
    assert anchors[-2:] == ["matrix", "rules"]
    findings = section(content(shared_audit()), "findings")
    assert [part.title for part in findings.parts] == ["Open", "Known at adoption", "Waived"]


@pytest.mark.parametrize("made", [shared_audit(), audit()], ids=["shared", "plain"])
def test_anchors_are_unique_links_lead_somewhere_and_rows_are_as_long_as_heads(made) -> None:
    sections = content(made)
    tables = [b for one in every(sections) for b in one.blocks if isinstance(b, Table)]
    lists = [b for one in every(sections) for b in one.blocks if isinstance(b, Pairs)]
    anchors = [one.anchor for one in every(sections)]
    anchors += [anchor for block in tables for anchor in block.anchors]
    assert len(anchors) == len(set(anchors))
    links = [cell.to for block in tables for row in block.rows for cell in row]
    links += [cell.to for block in lists for _, cell in block.rows]
    assert {link[1:] for link in links if link and link.startswith("#")} <= set(anchors)
    for block in tables:
        assert {len(row) for row in block.rows} <= {len(block.columns)}
        assert len(block.anchors) in {0, len(block.rows)}


def test_the_pictures_are_asked_for_where_their_numbers_stand() -> None:
    charts = {
        block.name: one.anchor
        for one in every(content(shared_audit()))
        for block in one.blocks
        if isinstance(block, Chart)
    }
    assert charts == {
        "severities": "result",
        "evidence": "evidence",
        "transfers": "transfers",
        "trend": "trend",
    }


# -- scope


def test_the_scope_says_what_an_auditor_asks_first() -> None:
    organisation = {"name": "Example, Inc.", "legal_form": "Inc.", "address": "1 Main Street"}
    judged = report(organisation=organisation, not_selected=("change rules (no --base)",))
    scope = section(content(audit(report=judged), "markdown"), "scope")
    said = pairs(scope)
    assert said["Organisation"] == "Example, Inc."
    assert (said["Legal form"], said["Address"]) == ("Inc.", "1 Main Street")
    assert said["Command"].endswith("--as-of 2026-01-01 --format markdown")
    assert said["Not looked at"].endswith("and not a state: --since looks at a period")
    assert said["Working tree"].startswith("clean: ")
    assert "none was asked for" in said["Period"]
    assert "not judged" in said["Transfer law"]
    digests = {row["Part"]: row["SHA-256"] for row in table(scope)}
    assert digests == {"pack core": DIGEST, "schema of the records": DIGEST}


@pytest.mark.parametrize(
    ("clean", "words_of_it"), [(False, "not clean: "), (None, "not under git")]
)
def test_a_tree_that_is_not_the_revision_is_named(clean, words_of_it) -> None:
    judged = report(clean=clean, revision=None if clean is None else "0" * 40)
    assert pairs(section(content(audit(report=judged)), "scope"))["Working tree"].startswith(
        words_of_it
    )


def test_without_a_period_its_sections_are_missing_and_with_one_they_are_there() -> None:
    missing = {"changes", "operation"}
    assert missing.isdisjoint({one.anchor for one in content(audit())})
    assert missing <= {one.anchor for one in content(shared_audit())}
    assert pairs(section(content(shared_audit()), "scope"))["Period"] == (
        "from 2025-10-01 to 2026-01-01"
    )


# -- findings


def test_what_blocks_stands_first_with_owner_and_remedy() -> None:
    failed = (
        finding(severity=Severity.INFO, item="A"),
        finding(severity=Severity.WARNING, item="B", remediation=None),
        finding(item="C"),
    )
    owned = vendor("pinecone", review={"owner": "ai@example.com"})
    made = audit(report=report(*failed), vendors=(owned,))
    rows = table(section(content(made), "open"))
    assert [row["Severity"] for row in rows] == ["error", "warning", "info"]
    assert {row["Owner"] for row in rows} == {"ai@example.com"}
    assert [row["Remedy"] for row in rows][1] == "–"
    assert "First seen" not in rows[0]


def test_causes_and_ages_stand_beside_the_finding() -> None:
    rows = table(section(content(shared_audit()), "open"))
    assert {row["Cause"] for row in rows} == {"a change", "the clock", "a new rule", "–"}
    assert "2025-11-20 or earlier" in {row["First seen"] for row in rows}
    assert ("–", "not committed") in {(row["First seen"], row["Commit"]) for row in rows}


def test_a_waiver_that_accepts_several_findings_is_one_row_with_their_number() -> None:
    (waived,) = [b for b in shared_audit().report.broken if isinstance(b, Waived)]
    twice = [waived._replace(finding=finding(item=item)) for item in ("JP", "KR")]
    made = audit(report=report(evaluations=tuple(Evaluation("x", "y", one) for one in twice)))
    (row,) = table(section(content(made), "waivers"))
    assert (row["Waiver"], row["Findings"]) == ("pinecone-jp", "2")
    assert (row["Approved by"], row["Expires on"]) == ("dpo@example.com", "2026-03-01")


# -- matrix, population, controls


def test_a_cell_of_the_matrix_merges_nothing() -> None:
    rule = rule_card().id
    (waived,) = [b for b in shared_audit().report.broken if isinstance(b, Waived)]
    said = [PASSED, Failed(finding()), PASSED, waived, Failed(finding(item="X"))]
    judged = report(
        rules=(rule_card(), rule_card(id="other")),
        evaluations=(
            *(Evaluation(rule, "acme", one) for one in said),
            Evaluation("other", "", PASSED),
        ),
    )
    block = matrix(section(content(audit(report=judged)), "matrix"))
    assert block.rows == (
        ("acme", "", (("FAIL 2, waived 1, pass 2", "failed"), ("", ""))),
        ("(registry)", "", (("", ""), ("pass", "passed"))),
    )


def test_the_population_says_what_was_not_judged_and_why() -> None:
    members = (
        Member("vendors/a.yaml", DIGEST, "a", "A", "active", judged=True),
        Member("vendors/b.yaml", DIGEST, "b", "B", "active", judged=False),
        Member("vendors/c.yaml", None, None, None, None, judged=False),
    )
    fault = finding(rule="schema/type", path="vendors/b.yaml", message="dpa must be a mapping")
    gone = finding(rule="file/unreadable", path="vendors/c.yaml", message="cannot be read")
    judged = report(
        population=members,
        faults=(fault, gone),
        evaluations=(Evaluation("x", "b", PASSED), Evaluation("y", "b", NOT_JUDGED)),
    )
    population = section(content(audit(report=judged)), "population")
    rows = table(population, "Every file")
    assert [(row["Judged"], row["Why not"]) for row in rows] == [
        ("yes", "–"),
        ("in part", "schema/type: dpa must be a mapping"),
        ("no", "file/unreadable: cannot be read"),
    ]
    assert rows[2]["SHA-256"] == "unreadable"
    assert "1 judged by every rule, 1 judged in part, 1 not judged" in words(population)
    assert "Records by status: 2 active." in words(population)
    assert "cannot prove its own completeness" in words(population)
    empty = {
        (row["Compared on"], row["By"], row["Differences"]) for row in table(population, "Rec")
    }
    assert empty == {("", "", "")}


def test_files_without_a_record_are_not_counted_as_judged() -> None:
    flags = Member("flags.yaml", DIGEST, None, None, None, judged=True)
    population = section(content(audit(report=report(population=(flags,)))), "population")
    (row,) = table(population, "Every file")
    assert row["Judged"] == "no record"
    assert "0 judged by every rule, 0 judged in part, 0 not judged, 1 without" in words(population)


def test_only_a_clean_revision_can_be_made_again_from_the_command_alone() -> None:
    clean, changed = audit(), audit(report=report(clean=False))
    said = [words(section(content(one), "reproduction")) for one in (clean, changed)]
    assert ["only on the same files" in one for one in said] == [False, True]


def test_controls_are_supported_and_never_satisfied() -> None:
    controls = section(content(shared_audit()), "controls")
    (house, soc) = controls.parts
    assert soc.title == "SOC 2, Trust Services Criteria"
    assert house.title == "house <b>rules</b>"
    assert table(soc)[0]["Result"] == "errors open, warnings open, infos open"
    assert "satisfies none of them" in words(controls)
    assert "out of scope" in words(controls)


# -- transfers and evidence


def test_planned_vendors_and_announced_places_are_counted_apart() -> None:
    flows = (
        flow(vendor="a"),
        flow(vendor="b", status="suspended"),
        flow(vendor="c", status="planned"),
        flow(vendor="d", upcoming="2027-01-01", mechanisms=()),
    )
    transfers = section(content(audit(flows=flows)), "transfers")
    (row,) = table(transfers, "By country")
    assert (row["Vendors"], row["Planned or announced"]) == ("2", "2")
    assert row["House rule"] == "needs SCCs: 3 of 4 state them"
    assert [one["Status"] for one in table(transfers, "Every place")] == [
        "active",
        "suspended",
        "planned",
        "announced, from 2027-01-01",
    ]
    assert "only the house rule applies" in words(transfers)


def test_the_clauses_of_other_regimes_are_not_those_that_the_house_rule_asks_for() -> None:
    flows = (flow(mechanisms=("uk-addendum B1.0 (UK)",)), flow(mechanisms=("scc, as applicable",)))
    rows = table(section(content(audit(flows=flows)), "transfers"), "Every place")
    assert [row["House rule"] for row in rows] == ["needs SCCs: not stated", "needs SCCs: stated"]


def test_what_is_missing_or_expired_stands_first() -> None:
    standings = ["current", "not yet", "expired", "undated", "none"]
    proofs = tuple(proof(standing=one) for one in standings)
    evidence = section(content(audit(evidence=proofs)), "evidence")
    assert [row["Standing"] for row in table(evidence, "Every proof")] == [
        "none",
        "expired",
        "undated",
        "not yet",
        "current",
    ]
    assert "No certification is recorded for 1 vendor: pinecone." in words(evidence)


# -- the period


def test_commits_that_bypassed_their_gate_are_named_before_all_others() -> None:
    operation = section(content(shared_audit()), "operation")
    captions = [block.caption for block in operation.blocks if isinstance(block, Table)]
    assert captions[0].startswith("Bypassed")
    assert len(table(operation, "Bypassed")) == 2
    gates = [row["Gate"] for row in table(operation, "Every commit")]
    assert gates == ["not judged", "passed", "BYPASSED"]
    said = words(operation)
    assert "1 passed, 1 bypassed the gate, 1 could not be judged" in said
    assert said.count("Gap: ") == 2


def test_a_quiet_period_says_so() -> None:
    period = shared_audit().period
    assert period is not None
    quiet = replace(period, commits=(judged_commit(),), changes=(), gaps=())
    sections = content(audit(period=quiet))
    assert words(section(sections, "changes")) == "No record changed."
    said = words(section(sections, "operation"))
    assert "No gaps" in said
    assert "No commit bypassed its gate." in said


def test_the_change_log_holds_what_was_owed_and_what_was_given() -> None:
    period = shared_audit().period
    assert period is not None
    one = replace(period, changes=(logged(), logged(material=False, reasons=(), standing=None)))
    first, second = table(section(content(audit(period=one)), "changes"))
    assert (first["Days elapsed"], first["Days owed"], first["Standing"]) == ("50", "30", "in time")
    assert (second["Material"], second["Why"], second["Standing"]) == ("no", "/status", "–")
