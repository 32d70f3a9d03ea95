"""The baseline: known at adoption, shown and counted, not blocking until its day."""

import pytest

from subpolicy.findings.finding import Severity
from support.exceptions import adopt, configure, judged, known, said, shares, waive
from support.registries import GERMAN

SCC = "non-us-processing-without-scc"


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [("2026-06-15", (0, 0, 1)), ("2026-08-01", (0, 0, 1)), ("2026-08-02", (1, 0, 0))],
)
def test_a_known_fault_does_not_block_through_its_day(red, as_of, expected):
    adopt(red, known())
    report = judged(red, as_of)
    assert shares(report) == expected
    assert report.exit_code == expected[0]


def test_a_known_fault_stays_in_the_report_with_owner_and_day(red):
    adopt(red, known())
    report = judged(red)
    (outcome,) = report.broken
    assert (outcome.entry.owner, outcome.entry.due) == ("privacy@example.com", "2026-08-01")
    assert report.findings == ()


def test_past_its_day_the_failure_says_that_it_was_known(red):
    adopt(red, known())
    (finding,) = judged(red, "2026-08-02").findings
    assert finding.message.endswith("(known at adoption and due by 2026-08-01)")


@pytest.mark.parametrize(("due", "holds"), [("2026-12-12", True), ("2026-12-13", False)])
def test_an_entry_is_due_at_most_max_days_away(red, due, holds):
    adopt(red, known(due=due))
    report = judged(red)
    assert shares(report) == ((0, 0, 1) if holds else (1, 0, 0))
    assert [fault.rule for fault in report.faults] == ([] if holds else ["baseline/too-long"])
    assert report.exit_code == (0 if holds else 1)


def test_the_configuration_sets_how_far_the_day_may_be(red):
    configure(red, "baseline: {max_days: 10}\n")
    adopt(red, known(due="2026-06-25"))
    assert judged(red).exit_code == 0
    adopt(red, known(due="2026-06-26"))
    (fault,) = judged(red).faults
    assert (fault.rule, fault.severity, fault.pointer) == (
        "baseline/too-long",
        Severity.ERROR,
        "/entries/0/due",
    )
    assert "later than 2026-06-25" in fault.message


def test_a_limit_beyond_the_calendar_is_no_limit(red):
    configure(red, "baseline: {max_days: 9223372036854775807}\n")
    adopt(red, known(due="9999-12-31"))
    assert shares(judged(red)) == (0, 0, 1)


def test_an_entry_covers_its_item_and_no_other(red):
    text = GERMAN.replace("[US, DE]", "[DE, CN]")
    (red / "vendors" / "berlin.yaml").write_text(text, encoding="utf-8")
    adopt(red, known())
    assert [finding.item for finding in judged(red).findings] == ["CN"]


def test_a_waiver_comes_before_the_baseline(red):
    adopt(red, known())
    waive(red)
    assert shares(judged(red)) == (0, 1, 0)


def test_an_expired_waiver_falls_back_on_the_baseline(red):
    adopt(red, known(due="2026-10-01"))
    waive(red)
    assert shares(judged(red, "2026-09-01")) == (0, 0, 1)


def test_a_mended_fault_that_is_still_listed_is_stale(red):
    adopt(red, known(), known(vendor="acme", item="FR"))
    report = judged(red)
    assert said(report) == [("baseline-stale", "warning", f"{SCC} does not fail on acme for FR")]
    assert report.faults[0].pointer == "/entries/1"
    assert report.exit_code == 0


def test_an_entry_without_its_item_covers_nothing_and_names_the_items_that_fail(red):
    adopt(red, known(item=None))
    report = judged(red)
    assert shares(report) == (1, 0, 0)
    assert said(report) == [
        ("baseline-stale", "warning", f"{SCC} does not fail on berlin; it does for DE")
    ]


@pytest.mark.parametrize("changes", [{"rule": "no-such-rule"}, {"vendor": "nobody"}])
def test_an_entry_for_what_is_not_there_is_stale(red, changes):
    adopt(red, known(), known(**changes))
    assert [rule for rule, _, _ in said(judged(red))] == ["baseline-stale"]


def test_an_entry_of_a_rule_or_record_that_was_not_judged_is_not_stale(red):
    adopt(red, known(vendor="acme"))
    assert said(judged(red, rules=("missing-purpose",))) == []
    (red / "vendors" / "acme.yaml").write_text("id: [", encoding="utf-8")
    assert [fault.path for fault in judged(red).faults] == ["vendors/acme.yaml"]


def test_of_two_entries_for_one_fault_the_earlier_day_counts_and_both_are_an_error(red):
    adopt(red, known(due="2026-07-01"), known(due="2026-08-01"))
    report = judged(red)
    assert said(report) == [("baseline/duplicate", "error", f"{SCC} on berlin is listed 2 times")]
    assert report.broken[1].entry.due == "2026-07-01"
    assert shares(judged(red, "2026-07-02")) == (1, 0, 0)


@pytest.mark.parametrize("rule", ["policy-weakened", "baseline-grown"])
def test_what_guards_the_rules_cannot_be_known_at_adoption(red, rule):
    adopt(red, known(), known(rule=rule, item=None))
    (fault,) = judged(red).faults
    assert (fault.rule, fault.severity) == ("baseline/not-allowed", Severity.ERROR)


def test_a_malformed_entry_covers_nothing_and_the_others_still_do(red):
    adopt(red, known(due="2026-06-31"), known(vendor="acme"), known(onwer="x", item="FR"))
    report = judged(red)
    assert shares(report) == (1, 0, 0)
    assert [(f.rule, f.pointer) for f in report.faults] == [
        ("baseline/malformed", "/entries/0/due"),
        ("baseline-stale", "/entries/1"),
        ("baseline/malformed", "/entries/2/onwer"),
    ]
    assert report.exit_code == 1


@pytest.mark.parametrize(
    "text", ["[]\n", "12\n", "entries: 1\n", "entires: []\n", "entries: [1]\nx: 1\n"]
)
def test_a_baseline_of_another_shape_is_a_fault_and_covers_nothing(red, text):
    (red / "baseline.yaml").write_text(text, encoding="utf-8")
    report = judged(red)
    assert shares(report) == (1, 0, 0)
    assert {fault.rule for fault in report.faults} == {"baseline/malformed"}


@pytest.mark.parametrize("text", ["", "entries: ["])
def test_a_baseline_that_is_no_yaml_is_a_fault_and_covers_nothing(red, text):
    (red / "baseline.yaml").write_text(text, encoding="utf-8")
    report = judged(red)
    assert shares(report) == (1, 0, 0)
    assert {fault.path for fault in report.faults} == {"baseline.yaml"}
    assert report.counts.invalid == 1


def test_an_endless_list_of_faulty_entries_is_cut_short_and_covers_nothing(red):
    adopt(red, known(), *({"rule": f"r{number}"} for number in range(2_000)))
    report = judged(red)
    assert shares(report) == (1, 0, 0)
    assert len(report.faults) <= 102


def test_an_empty_baseline_says_nothing(red):
    adopt(red)
    assert said(judged(red)) == []
