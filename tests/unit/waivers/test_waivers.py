"""A waiver accepts one rule on one vendor for a time, where it keeps to the terms; nothing else."""

import pytest

from subpolicy.findings.finding import Severity
from support.exceptions import APPROVERS, adopt, configure, judged, known, said, shares, waive
from support.registries import GERMAN, registry

SCC = "non-us-processing-without-scc"


def test_without_a_waiver_the_failure_is_open(red):
    assert shares(judged(red)) == (1, 0, 0)


# -- in force


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2026-02-28", (1, 0, 0)),
        ("2026-03-01", (0, 1, 0)),
        ("2026-08-01", (0, 1, 0)),
        ("2026-08-02", (1, 0, 0)),
    ],
)
def test_it_holds_from_the_day_of_approval_through_the_day_of_expiry(red, as_of, expected):
    waive(red)
    report = judged(red, as_of)
    assert shares(report) == expected
    assert report.exit_code == expected[0]


def test_a_waived_failure_stays_in_the_report_with_its_waiver(red):
    path = waive(red, evidence="SEC-204")
    report = judged(red)
    assert report.findings == ()
    (waived,) = report.broken
    assert (waived.finding.vendor, waived.finding.item) == ("berlin", "DE")
    assert (waived.waiver.id, waived.waiver.evidence, waived.waiver.path) == (
        "german-scc",
        "SEC-204",
        path,
    )


def test_the_outcomes_still_add_up(red):
    waive(red)
    counts = judged(red).counts
    outcomes = counts.passed + counts.failed + counts.waived + counts.baselined
    assert counts.evaluations == outcomes + counts.not_applicable + counts.not_judged


def test_the_waivers_file_is_part_of_the_population(red):
    path = waive(red)
    (member,) = [member for member in judged(red).population if member.path == path]
    assert len(member.sha256) == 64


def test_waivers_may_lie_in_folders_and_elsewhere(red):
    waive(red)
    (red / "accepted" / "2026").mkdir(parents=True)
    (red / "waivers" / "german-scc.yaml").rename(red / "accepted" / "2026" / "german-scc.yaml")
    assert shares(judged(red)) == (1, 0, 0)
    configure(red, APPROVERS + "paths: {waivers: accepted}\n")
    assert shares(judged(red)) == (0, 1, 0)


# -- expired


def test_an_expired_waiver_lets_the_failure_fail_again_and_say_so(red):
    waive(red)
    report = judged(red, "2026-08-02")
    (finding,) = report.findings
    assert finding.message == (
        "processes personal data in DE without SCCs (the waiver german-scc expired on 2026-08-01)"
    )
    assert said(report) == []


def test_the_fingerprint_is_that_of_the_failure_before_it_was_waived(red):
    before = judged(red).findings[0].fingerprint
    waive(red)
    assert judged(red).broken[0].finding.fingerprint == before
    assert judged(red, "2026-08-02").findings[0].fingerprint == before


def test_a_waiver_that_does_not_hold_yet_says_from_when_it_will(red):
    waive(red)
    (finding,) = judged(red, "2026-02-01").findings
    assert finding.message.endswith("(the waiver german-scc holds from 2026-03-01)")


def test_a_renewal_in_a_file_of_its_own_takes_the_place_of_the_old_one(red):
    waive(red)
    waive(red, "german-scc-2", approved_on="2026-07-20", expires_on="2026-12-01")
    report = judged(red, "2026-08-15")
    assert shares(report) == (0, 1, 0)
    assert [broken.waiver.id for broken in report.broken[:1]] == ["german-scc-2"]
    assert said(report) == [
        ("waiver/unused", "warning", "expired on 2026-08-01, and german-scc-2 has taken its place")
    ]


def test_of_two_that_hold_the_later_one_is_named(red):
    waive(red)
    waive(red, "german-scc-2", approved_on="2026-07-20", expires_on="2026-12-01")
    (waived,) = judged(red, "2026-07-25").broken
    assert waived.waiver.id == "german-scc-2"


# -- what waives nothing


FAULTS = {
    "a key is missing": ({"leave_out": "reason"}, "waiver/malformed"),
    "a key is unknown": ({"resaon": "x"}, "waiver/malformed"),
    "a value has the wrong type": ({"reason": 12}, "waiver/malformed"),
    "the reason is empty": ({"reason": ""}, "waiver/malformed"),
    "the last day is missing": ({"leave_out": "expires_on"}, "waiver/unbounded"),
    "a day does not exist": ({"expires_on": "2026-06-31"}, "waiver/malformed"),
    "it ends before it begins": ({"expires_on": "2026-02-28"}, "waiver/malformed"),
    "the id differs from the file's name": ({"id": "other"}, "waiver/malformed"),
    "it runs too long": ({"expires_on": "2026-08-29"}, "waiver/too-long"),
    "nobody knows the approver": ({"approved_by": "me@example.com"}, "waiver/unknown-approver"),
    "the rule guards the rules": ({"rule": "policy-weakened"}, "waiver/not-waivable"),
    "the rule guards the baseline": ({"rule": "baseline-grown"}, "waiver/not-waivable"),
    "the rule is one of files": ({"rule": "yaml/tab"}, "waiver/malformed"),
    "the item is left out": ({"leave_out": "item"}, "waiver/item-missing"),
}


@pytest.mark.parametrize(("changes", "rule"), FAULTS.values(), ids=FAULTS)
def test_a_faulty_waiver_is_an_error_and_waives_nothing(red, changes, rule):
    path = waive(red, **changes)
    report = judged(red)
    assert shares(report) == (1, 0, 0)
    (fault,) = report.faults
    assert (fault.rule, fault.severity, fault.path) == (rule, Severity.ERROR, path)
    assert fault.remediation
    assert fault in report.blocking


def test_the_longest_time_counts_from_approval_to_expiry(red):
    waive(red, expires_on="2026-08-28")
    assert shares(judged(red)) == (0, 1, 0)
    configure(red, "waivers: {max_days: 179, approvers: [dpo@example.com]}\n")
    report = judged(red)
    assert shares(report) == (1, 0, 0)
    assert said(report) == [
        (
            "waiver/too-long",
            "error",
            "runs for 180 days, longer than the 179 that waivers.max_days allows",
        )
    ]


def test_where_nobody_may_approve_no_waiver_holds(red):
    waive(red)
    configure(red, "")
    report = judged(red)
    assert shares(report) == (1, 0, 0)
    (fault,) = report.faults
    assert fault.rule == "waiver/unknown-approver"
    assert "nobody so far" in fault.remediation


def test_every_fault_of_a_waiver_is_shown_at_its_place(red):
    waive(red, approved_by="me@example.com", expires_on="2027-03-01", id="other")
    report = judged(red)
    assert [(f.rule, f.span.line, f.pointer) for f in report.faults] == [
        ("waiver/malformed", 2, "/id"),
        ("waiver/unknown-approver", 7, "/approved_by"),
        ("waiver/too-long", 9, "/expires_on"),
    ]


@pytest.mark.parametrize("text", ["", "- a\n", "12\n", "{}\n", "id: {a: b}\nvendor: [x]\n"])
def test_a_waiver_of_another_shape_is_a_fault_and_no_bug(red, text):
    waive(red)
    (red / "waivers" / "odd.yaml").write_text(text, encoding="utf-8")
    report = judged(red)
    assert shares(report) == (0, 1, 0)
    assert report.faults
    assert {(f.path, f.severity) for f in report.faults} == {("waivers/odd.yaml", Severity.ERROR)}


def test_a_waiver_that_is_no_yaml_hides_no_other(red):
    waive(red)
    (red / "waivers" / "broken.yaml").write_text("id: [", encoding="utf-8")
    (red / "waivers" / "named.yml").write_text("id: named\n", encoding="utf-8")
    report = judged(red)
    assert shares(report) == (0, 1, 0)
    assert {f.path for f in report.faults} == {"waivers/broken.yaml", "waivers/named.yml"}
    assert report.counts.invalid == len(report.faults)


def test_faults_of_the_record_cannot_be_waived(red):
    waive(red)
    (red / "vendors" / "berlin.yaml").write_text(GERMAN + "nmae: x\n", encoding="utf-8")
    report = judged(red)
    assert [f.rule for f in report.findings] == ["schema/unknown-key"]
    assert report.exit_code == 1


# -- items


def test_a_waiver_for_one_country_never_covers_another(tmp_path):
    text = GERMAN.replace("[US, DE]", "[DE, CN]")
    root = registry(tmp_path / "registry", berlin=text)
    configure(root)
    waive(root)
    report = judged(root)
    assert shares(report) == (1, 1, 0)
    assert [finding.item for finding in report.findings] == ["CN"]


def test_a_waiver_covers_its_item_wherever_the_record_names_it(tmp_path):
    text = GERMAN.replace("[US, DE]", "[US, DE]\n  access: [DE]")
    root = registry(tmp_path / "registry", berlin=text)
    configure(root)
    waive(root)
    assert shares(judged(root)) == (0, 2, 0)


def test_a_waiver_without_item_names_the_values_that_fail(red):
    waive(red, leave_out="item")
    (fault,) = judged(red).faults
    assert fault.message == f"{SCC} judges each value by itself, and this waiver names none"
    assert fault.remediation == "name the value in item, one waiver for each; it fails for DE"


def test_a_waiver_without_item_is_refused_before_anything_fails(red):
    waive(red, vendor="acme", leave_out="item")
    (fault,) = judged(red).faults
    assert fault.rule == "waiver/item-missing"
    assert fault.remediation == "name the value in item, one waiver for each"


def test_an_item_for_a_rule_that_judges_the_vendor_as_a_whole_is_an_error(red):
    record = GERMAN.replace("  signed_on: 2024-05-01\n", "")
    (red / "vendors" / "berlin.yaml").write_text(record, encoding="utf-8")
    waive(red)
    path = waive(red, "no-dpa", rule="missing-dpa-date", item="2024-05-01")
    report = judged(red)
    assert [finding.rule for finding in report.blocking] == [
        "missing-dpa-date",
        "waiver/item-needless",
    ]
    assert (report.faults[0].path, report.faults[0].pointer) == (path, "/item")
    waive(red, "no-dpa", rule="missing-dpa-date", leave_out="item")
    assert judged(red).exit_code == 0


# -- unused, unknown, soon over


def test_an_unused_waiver_is_a_warning(red):
    waive(red)
    path = waive(red, "french-scc", item="FR")
    report = judged(red)
    assert said(report) == [
        ("waiver/unused", "warning", f"{SCC} does not fail on berlin for FR; it does for DE")
    ]
    assert (report.faults[0].path, report.faults[0].vendor) == (path, "berlin")
    assert report.exit_code == 0
    assert judged(red, strict=True).exit_code == 1


def test_a_waiver_is_unused_once_its_fault_is_mended_whether_it_holds_or_not(red):
    waive(red, vendor="acme")
    for as_of in ("2026-02-01", "2026-06-15", "2027-01-01"):
        assert said(judged(red, as_of))[0][0] == "waiver/unused"


def test_a_waiver_for_an_unknown_vendor_is_a_warning_with_its_place(red):
    waive(red, vendor="berlni")
    (fault,) = judged(red).faults
    assert (fault.rule, fault.pointer) == ("waiver/unknown-vendor", "/vendor")
    assert fault.severity is Severity.WARNING
    assert fault.message == 'there is no vendor "berlni"'


def test_a_waiver_for_an_unknown_rule_is_a_warning_with_its_place(red):
    waive(red, rule="no-such-rule")
    (fault,) = judged(red).faults
    assert (fault.rule, fault.pointer) == ("waiver/unknown-rule", "/rule")
    assert fault.severity is Severity.WARNING


def test_a_waiver_of_a_rule_that_was_not_judged_is_not_called_unused(red):
    waive(red, vendor="acme")
    waive(red, "other-pack", rule="missing-owner", vendor="acme", leave_out="item")
    waive(red, "misplaced", rule=SCC, vendor="acme", leave_out="item")
    assert said(judged(red, rules=("missing-purpose",))) == []
    assert {fault.rule for fault in judged(red, packs=("assurance",)).faults} == set()
    waive(red, "off", rule="missing-purpose", vendor="acme", leave_out="item")
    (red / "waivers" / "misplaced.yaml").unlink()
    configure(red, APPROVERS + "rules: {missing-purpose: {off: we know it all}}\n")
    assert [fault.item for fault in judged(red).faults] == ["waivers/german-scc.yaml"]


def test_a_waiver_of_a_record_that_cannot_be_read_is_not_called_unused(red):
    waive(red)
    (red / "vendors" / "berlin.yaml").write_text("id: [", encoding="utf-8")
    assert [fault.path for fault in judged(red).faults] == ["vendors/berlin.yaml"]


def test_a_narrowed_run_says_nothing_of_other_files(red):
    waive(red, item="FR")
    assert judged(red, paths=("vendors",)).faults == ()


@pytest.mark.parametrize(
    ("as_of", "warned"),
    [("2026-07-01", False), ("2026-07-02", True), ("2026-08-01", True), ("2026-08-02", False)],
)
def test_a_waiver_warns_within_thirty_days_of_its_end(red, as_of, warned):
    waive(red)
    found = said(judged(red, as_of))
    expected = [("waiver/expires-soon", "warning", "expires on 2026-08-01")]
    assert found == (expected if warned else [])


def test_a_waiver_that_is_renewed_already_does_not_warn(red):
    waive(red)
    waive(red, "german-scc-2", approved_on="2026-08-02", expires_on="2026-12-01")
    assert said(judged(red, "2026-07-20")) == []
    waive(red, "german-scc-2", approved_on="2026-08-03", expires_on="2026-12-01")
    assert [rule for rule, _, _ in said(judged(red, "2026-07-20"))] == ["waiver/expires-soon"]


# -- identity


def test_the_fingerprints_of_all_that_is_said_are_distinct(red):
    waive(red, "a", item="FR")
    waive(red, "b", item="ES")
    waive(red, "c", rule="no-such-rule")
    waive(red, "d", rule="no-such-rule")
    waive(red, "e", vendor="nobody")
    waive(red, "f", vendor="nobody", approved_by="x", id="g")
    waive(red, "h", resaon="x", aprover="y", leave_out="expires_on")
    waive(red, "i", resaon="x", aprover="y", leave_out="reason")
    adopt(
        red,
        *(known(item=item, due="2030-01-01") for item in ("FR", "ES", "DE")),
        *(known(item=item, due="soon") for item in ("PT", "IT")),
        *(known(vendor=vendor, item=None) for vendor in ("x", "y", "Not a slug")),
        {"rule": "a", "due": "2026-01-01"},
        {"rule": "b", "due": "2026-01-01"},
        known(rule="baseline-grown"),
    )
    faults = judged(red).faults
    assert len(faults) > 20
    assert len({fault.fingerprint for fault in faults}) == len(faults)
