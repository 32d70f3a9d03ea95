"""The audit as one table: nothing left out, nothing obeyed."""

import csv
import io
from collections import Counter

from subpolicy.audit import Audit
from subpolicy.findings.outcome import PASSED, Evaluation, Verdict
from subpolicy.renderers.audit.csv import render
from support.audits import audit, shared_audit
from support.reports import finding, report


def rows(written: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(written.removeprefix("\ufeff"), newline="")))


def row_of(**changes: object) -> dict[str, str]:
    """The row of one finding."""
    (row,) = rows(render(audit(report=report(finding(**changes)))))
    return row


def counted(audit: Audit) -> Counter[tuple[str, str]]:
    return Counter((row["kind"], row["verdict"]) for row in rows(render(audit)))


def test_every_outcome_and_fault_is_a_row_and_adds_up_to_the_counts() -> None:
    counts = shared_audit().report.counts
    expected = Counter(
        {("rule", verdict.value): getattr(counts, verdict.value) for verdict in Verdict}
    )
    expected["file", "failed"] = counts.invalid
    assert counted(shared_audit()) == +expected


def test_faults_of_waivers_and_tables_are_told_from_those_of_files() -> None:
    faults = (finding(rule="waiver/unused", vendor=None), finding(rule="schema/type"))
    assert counted(audit(report=report(faults=faults))) == {
        ("registry", "failed"): 1,
        ("file", "failed"): 1,
    }


def test_it_is_what_rfc_4180_and_excel_want() -> None:
    written = render(shared_audit())
    assert written.startswith("\ufeffkind,vendor,name,")
    assert written.endswith("\r\n")
    assert written.count("\n") == written.count("\r\n") == written.count("\r")


def test_one_row_is_one_line_whatever_the_records_hold() -> None:
    written = render(shared_audit())
    assert len(written.splitlines()) == 1 + len(rows(written))
    assert all(None not in row and None not in row.values() for row in rows(written))


def test_no_cell_starts_as_a_formula() -> None:
    for start in ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20", " =", "\u3000="):
        message = row_of(message=f"{start}cmd|' /C calc'!A0")["message"]
        assert message.startswith("'"), start
        assert message.endswith("cmd|' /C calc'!A0")


def test_tabs_and_line_ends_are_shown_and_start_no_formula() -> None:
    assert row_of(message="\t=1\r\n+1")["message"] == r"\t=1\r\n+1"


def test_plain_texts_and_numbers_stay_as_they_are() -> None:
    row = row_of(message="5 = 2+3, Zürich", item="a-b")
    assert (row["message"], row["item"]) == ("5 = 2+3, Zürich", "a-b")
    assert (row["line"], row["column"]) == ("9", "19")


def test_a_waived_finding_names_its_waiver_and_a_known_one_its_owner_and_day() -> None:
    found = {row["verdict"]: row for row in rows(render(shared_audit()))}
    waived, known = found["waived"], found["baselined"]
    assert waived["waiver"] == "pinecone-jp"
    assert (waived["approved_by"], waived["expires_on"]) == ("dpo@example.com", "2026-03-01")
    assert known["due"] == "2026-03-31"
    assert (waived["blocks"], known["blocks"]) == ("no", "no")


def test_a_finding_says_since_when_and_why() -> None:
    dated = [row for row in rows(render(shared_audit())) if row["first_seen"]]
    assert {row["cause"] for row in dated} == {"change", "clock", "rule"}
    assert all(row["age_days"].isdigit() for row in dated)


def test_an_open_finding_has_the_owner_of_its_record_and_blocks() -> None:
    (row,) = (
        row
        for row in rows(render(shared_audit()))
        if row["vendor"] == "pinecone" and row["verdict"] == "failed"
    )
    assert (row["owner"], row["blocks"]) == ("ai@example.com", "yes")


def test_a_vendor_that_two_files_claim_has_no_name_of_its_own() -> None:
    judged = report(finding())
    member = judged.population[0]._replace(vendor="pinecone", name="One")
    twice = (member, member._replace(path="vendors/other.yaml", name="Other"))
    evaluations = (*judged.evaluations, Evaluation(finding().rule, "pinecone", PASSED))
    written = render(audit(report=report(population=twice, evaluations=evaluations)))
    assert {row["name"] for row in rows(written)} == {""}
