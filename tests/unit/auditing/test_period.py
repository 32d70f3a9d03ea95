"""``--since``: every commit of the main line, judged by the rules then in force."""

from pathlib import Path

import pytest

from subpolicy.auditing import period as judging
from subpolicy.errors import RunError
from support.checkout import git
from support.histories import CONFIGURATION, commit, vendor
from support.registries import GERMAN, GREEN, SCCS, registry

BERLIN = {"vendors/berlin.yaml": GERMAN}
MENDED = {"vendors/berlin.yaml": GERMAN + SCCS}
PLANNED = vendor("bell", status="planned", active_from="2026-05-01")
NOTICE = {"kind": "added", "announced_on": "2026-03-01", "channels": ["page", "email"]}


def activated(**notice: object) -> dict[str, str]:
    """Bell, in use from 2026-04-15, with one notice."""
    told = NOTICE | {"effective_on": "2026-04-15"} | notice
    return vendor("bell", active_from="2026-04-15", notices=[told])


def test_a_merge_that_its_gate_stops_is_listed_as_bypassed(repo, on, merged, audited) -> None:
    on(repo, "2026-02-01", {"vendors/acme.yaml": GREEN.replace("Sends", "Delivers")})
    merge = merged(repo, "2026-03-01", BERLIN)
    mended = on(repo, "2026-03-02", MENDED)
    period = audited(repo, "2026-01-15").period
    assert [one.commit for one in period.bypassed] == [merge]
    bypassed = period.bypassed[0]
    assert bypassed.merge
    assert {one.rule for one in bypassed.blocking} >= {
        "non-us-processing-without-scc",
        "activated-without-notice",
    }
    assert [one.passed for one in period.commits] == [True, False, True]
    assert period.commits[0].commit == mended
    assert [one.moment.errors for one in period.commits] == [0, 1, 0]


def test_a_clean_period_has_no_bypass_and_names_its_ends(repo, on, audited) -> None:
    start = git(repo, "rev-parse", "HEAD").strip()
    on(repo, "2026-02-01", {"README.md": "Nothing of the registry.\n"})
    on(repo, "2026-03-01", PLANNED)
    period = audited(repo, "2026-02-01").period
    assert period.bypassed == ()
    assert (period.since, period.start, period.until) == ("2026-02-01", start, "2026-06-15")
    assert [one.date for one in period.commits] == ["2026-03-01", "2026-02-01"]
    assert [one.passed for one in period.commits] == [True, True]
    assert [(one.author, one.subject) for one in period.commits] == [("Test", "a change")] * 2
    (gap,) = period.gaps
    assert gap.startswith("Rules that the registry does not carry itself are judged as subpolicy")


def test_a_revision_starts_the_period_behind_itself(repo, on, audited) -> None:
    git(repo, "tag", "v1")
    on(repo, "2026-03-01", PLANNED)
    period = audited(repo, "v1").period
    assert period.since == period.start == git(repo, "rev-parse", "v1").strip()
    assert [one.date for one in period.commits] == ["2026-03-01"]


def test_commits_are_judged_by_their_own_rules_and_their_gate_by_those_before(
    repo, on, audited
) -> None:
    off = CONFIGURATION + "rules: {missing-purpose: {off: Not asked for}}\n"
    without = GREEN.replace("purpose: Sends e-mail\n", "")
    sly = on(repo, "2026-02-01", {"subpolicy.yaml": off, "vendors/acme.yaml": without})
    period = audited(repo, "2026-02-01").period
    assert [one.commit for one in period.bypassed] == [sly]
    rules = {one.rule for one in period.bypassed[0].blocking}
    assert rules == {"missing-purpose", "policy-weakened"}
    assert period.bypassed[0].moment.errors == 0


def test_what_time_alone_opened_bypasses_no_gate(repo, on, audited) -> None:
    on(repo, "2026-02-01", PLANNED)
    late = on(repo, "2026-05-20", {"vendors/acme.yaml": GREEN.replace("Sends", "Delivers")})
    newest = audited(repo, "2026-02-01").period.commits[0]
    assert (newest.commit, newest.passed, newest.moment.errors) == (late, True, 1)


def test_an_activation_is_logged_with_its_notice(repo, on, audited) -> None:
    on(repo, "2026-03-01", PLANNED)
    commit_ = on(repo, "2026-04-15", activated())
    change, announced = audited(repo, "2026-02-01").period.changes
    assert (announced.kind, announced.material, announced.standing) == ("added", False, None)
    assert (change.commit, change.vendor, change.name) == (commit_, "bell", "Bell, Inc.")
    assert (change.kind, change.material) == ("activated", True)
    assert change.reasons == ("the vendor goes into use (active)",)
    assert (change.announced_on, change.starts) == ("2026-03-01", "2026-04-15")
    assert (change.elapsed_days, change.owed_days, change.standing) == (45, 30, "kept")
    assert change.channels == ("page", "email")
    assert change.emergency is None
    assert "/status" in {field.pointer for field in change.fields}


def test_a_late_notice_is_told_with_its_days(repo, on, audited) -> None:
    on(repo, "2026-04-15", activated(announced_on="2026-04-01"))
    (change,) = audited(repo, "2026-02-01").period.changes
    assert (change.kind, change.elapsed_days, change.standing) == ("added", 14, "too-short")


def test_an_emergency_is_told_with_reason_and_approver(repo, on, audited) -> None:
    emergency = {"reason": "The mail vendor is down", "approved_by": "dpo@example.com"}
    on(repo, "2026-04-15", activated(announced_on="2026-04-14", emergency=emergency))
    period = audited(repo, "2026-02-01").period
    (change,) = period.changes
    assert change.standing == "emergency"
    assert change.emergency == "The mail vendor is down (approved by dpo@example.com)"
    assert period.bypassed == ()


def test_a_widened_vendor_is_told_from_an_edited_one(repo, on, audited) -> None:
    on(repo, "2026-02-01", {"vendors/acme.yaml": GREEN.replace("Sends", "Delivers")})
    on(repo, "2026-03-01", {"vendors/acme.yaml": GREEN.replace("[email]", "[email, phone]")})
    widened, edited = audited(repo, "2026-01-15").period.changes
    assert (widened.kind, widened.material, widened.standing) == ("widened", True, "missing")
    assert widened.elapsed_days is None
    assert (edited.kind, edited.material) == ("modified", False)


def test_a_vendor_folder_that_is_renamed_is_no_change(repo, on, audited) -> None:
    git(repo, "mv", "vendors", "subprocessors")
    on(repo, "2026-02-01", {"subpolicy.yaml": CONFIGURATION + "paths: {vendors: subprocessors}\n"})
    period = audited(repo, "2026-02-01").period
    assert period.changes == ()
    assert [(one.passed, one.moment.vendors) for one in period.commits] == [(True, 1)]


def test_a_finding_is_as_old_as_in_the_folder_before(repo, on, audited) -> None:
    broken = on(repo, "2026-02-01", BERLIN)
    git(repo, "mv", "vendors", "subprocessors")
    on(repo, "2026-03-01", {"subpolicy.yaml": CONFIGURATION + "paths: {vendors: subprocessors}\n"})
    report = audited(repo).report
    (finding,) = [one for one in report.findings if one.rule == "non-us-processing-without-scc"]
    assert report.first_seen[finding.fingerprint].commit == broken


def test_a_shallow_clone_states_where_it_ends(repo, on, tmp_path, audited) -> None:
    end = on(repo, "2026-02-01", PLANNED)
    on(repo, "2026-03-01", MENDED)
    shallow = tmp_path / "shallow"
    git(tmp_path, "clone", "--quiet", "--depth=2", repo.as_uri(), str(shallow))
    period = audited(shallow, "2026-01-01").period
    assert [one.commit for one in period.commits][-1] == end
    assert period.start is None
    last = period.commits[-1]
    assert (last.passed, last.moment.vendors) == (None, 2)
    assert "this clone ends here" in last.note
    assert any(f"ends at {end[:12]}" in gap for gap in period.gaps)


def test_the_commit_that_brings_the_registry_had_no_gate(tmp_path, repo, on, audited) -> None:
    period = audited(repo, "2025-01-01").period
    (first,) = period.commits
    assert (first.passed, period.start, period.changes) == (None, None, ())
    assert "the registry begins here" in first.note
    assert any("the registry begins here" in gap for gap in period.gaps)


def test_a_commit_with_a_broken_configuration_is_a_gap_and_hides_no_other(
    repo, on, audited
) -> None:
    broken = on(repo, "2026-02-01", {"subpolicy.yaml": "organisation: [\n"})
    on(repo, "2026-02-02", {"subpolicy.yaml": CONFIGURATION})
    bypass = on(repo, "2026-02-03", BERLIN)
    period = audited(repo, "2026-02-01").period
    assert [one.passed for one in period.commits] == [False, None, None]
    assert period.bypassed[0].commit == bypass
    assert any(broken[:12] in gap and "subpolicy.yaml" in gap for gap in period.gaps)


def test_days_that_cannot_be_true_are_gaps(repo, on, audited) -> None:
    future = on(repo, "2027-01-01", PLANNED)
    back = on(repo, "2026-01-01", {"README.md": "x\n"})
    on(repo, "2026-03-01", {"README.md": "y\n"})
    period = audited(repo, "2026-02-01").period
    assert len(period.commits) == 3
    assert any(back[:12] in gap and "a day before 2026-02-01" in gap for gap in period.gaps)
    assert any(future[:12] in gap and "a day after 2026-06-15" in gap for gap in period.gaps)
    assert any(
        back[:12] in gap and "earlier day than the commit before" in gap for gap in period.gaps
    )


def test_what_is_not_committed_is_a_gap(repo, on, audited) -> None:
    on(repo, "2026-02-01", PLANNED)
    (repo / "vendors" / "acme.yaml").write_text(GREEN + "notes: x\n", encoding="utf-8")
    gaps = audited(repo, "2026-02-01").period.gaps
    assert any("not committed" in gap for gap in gaps)


def test_a_period_without_a_commit_says_so(repo, audited) -> None:
    period = audited(repo, "2026-06-01").period
    assert period.commits == ()
    assert period.start == git(repo, "rev-parse", "HEAD").strip()
    assert period.gaps == ("No commit of the main line falls into the period.",)


def test_more_commits_than_a_report_judges_are_a_gap(repo, on, audited, monkeypatch) -> None:
    monkeypatch.setattr(judging, "MOST", 2)
    for day in ("2026-02-01", "2026-02-02", "2026-02-03"):
        newest = on(repo, day, {"README.md": day})
    period = audited(repo, "2026-01-01").period
    assert period.commits[0].commit == newest
    assert len(period.commits) == 2
    assert period.gaps[0].startswith(
        "The period has 4 commits, of which a report judges the newest 2"
    )


def test_a_start_beside_the_main_line_is_told(repo, on, merged, audited) -> None:
    git(repo, "switch", "--quiet", "--create", "release")
    aside = commit(repo, {"README.md": "x\n"})
    git(repo, "switch", "--quiet", "main")
    on(repo, "2026-02-01", PLANNED)
    period = audited(repo, "release").period
    assert period.since == aside
    assert len(period.commits) == 1
    assert any(f"{aside[:12]} is no commit of the main line" in gap for gap in period.gaps)


@pytest.mark.parametrize("since", ["2026-13-01", "last week", "no-such-branch", "--all", "^HEAD"])
def test_a_start_that_is_neither_day_nor_revision_is_refused(repo, audited, since) -> None:
    with pytest.raises(RunError, match="is no date, and git knows no such revision") as caught:
        audited(repo, since)
    assert "2026-01-31" in caught.value.help_text


def test_outside_git_a_period_is_refused(tmp_path: Path, audited) -> None:
    folder = registry(tmp_path / "plain")
    with pytest.raises(RunError, match="no git repository here"):
        audited(folder, "2026-01-01")


def test_a_link_among_the_records_does_not_hide_what_it_leads_to(repo, on, audited) -> None:
    (repo / "shared").mkdir()
    (repo / "shared" / "berlin.yaml").write_text(GERMAN + SCCS, encoding="utf-8")
    (repo / "vendors" / "berlin.yaml").symlink_to("../shared/berlin.yaml")
    on(repo, "2026-02-01")
    bypass = on(repo, "2026-03-01", {"shared/berlin.yaml": GERMAN})
    assert [one.commit for one in audited(repo, "2026-03-01").period.bypassed] == [bypass]


def test_the_command_names_what_it_was_resolved_to(repo, on, audited) -> None:
    start = git(repo, "rev-parse", "HEAD").strip()
    head = on(repo, "2026-02-01", PLANNED)
    command = audited(repo, "HEAD~1", strict=True).command
    assert command == (
        *("subpolicy", "report", "--rev", head, "--as-of", "2026-06-15"),
        *("--since", start, "--strict"),
    )
    assert "2026-01-01" in audited(repo, "2026-01-01").command


def test_a_commit_that_was_made_by_hand_is_a_gap(repo, on, audited) -> None:
    tree = git(repo, "rev-parse", "HEAD^{tree}").strip()
    parent = git(repo, "rev-parse", "HEAD").strip()
    text = f"tree {tree}\nparent {parent}\nauthor nobody\ncommitter nobody\n\n\x1b[31mred\n"
    (repo / "commit").write_text(text, encoding="utf-8")
    oid = git(repo, "hash-object", "-t", "commit", "--literally", "-w", "commit").strip()
    (repo / "commit").unlink()
    git(repo, "reset", "--quiet", "--hard", oid)
    on(repo, "2026-03-01", PLANNED)
    period = audited(repo, parent).period
    assert [one.passed for one in period.commits] == [True, None]
    assert (period.commits[1].date, period.commits[1].moment) == (None, None)
    assert any(oid[:12] in gap and "its date is in no calendar" in gap for gap in period.gaps)


def test_a_tree_that_is_none_is_a_gap(repo, on, audited) -> None:
    parent = git(repo, "rev-parse", "HEAD").strip()
    (repo / "tree").write_bytes(b"no tree at all")
    tree = git(repo, "hash-object", "-t", "tree", "--literally", "-w", "tree").strip()
    (repo / "tree").unlink()
    oid = git(repo, "commit-tree", "-p", parent, "-m", "x", tree).strip()
    head = git(repo, "commit-tree", "-p", oid, "-m", "x", f"{parent}^{{tree}}").strip()
    git(repo, "reset", "--quiet", "--soft", head)
    period = audited(repo, parent, as_of="2099-01-01").period
    assert [one.passed for one in period.commits] == [None, None]
    assert any("is no tree" in gap for gap in period.gaps)
