"""Since when a finding is open, and why: ``report`` in repositories with a history."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from subpolicy import shipped
from subpolicy.assembly import Found, assemble
from subpolicy.checking import Question, Sides, examine
from subpolicy.findings.first_seen import FirstSeen
from subpolicy.findings.report import Report
from subpolicy.history import first_seen, past, walking
from subpolicy.revisions import History
from subpolicy.schema import Schemas
from subpolicy.sources import WorkingTree
from support.checkout import git, repository
from support.command import subpolicy
from support.histories import CONFIGURATION, commit, put
from support.registries import registry

TODAY = "2026-06-15"
NO_DATE = {"dpa": {"method": "signed"}}
FILE = "vendors/acme.yaml"
NAMED_BELL = """\
id: named-bell
title: Not named Bell
severity: error
scope: vendor
rationale: So that a test has a rule of its own.
remediation: None.
match: vendor.id == "acme"
require: vendor.name.startsWith("Bell")
message: "'is not named Bell'"
at: /name
"""


def vendor(name: str, /, **more: object) -> dict[str, str]:
    """One record as a file, one key per line."""
    record = {
        "id": name,
        "name": name.title(),
        "status": "active",
        "purpose": "Sends e-mail",
        "data_categories": ["email"],
        "processing": {"locations": ["US"]},
        "dpa": {"method": "signed", "signed_on": "2024-05-01"},
    }
    lines = (f"{key}: {json.dumps(value)}\n" for key, value in (record | more).items())
    return {f"vendors/{name}.yaml": "".join(lines)}


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A registry that passes, committed on 2026-01-01."""
    folder = repository(tmp_path / "repo")
    registry(folder)
    on(folder, "2026-01-01", monkeypatch, vendor("acme"))
    return folder


def on(
    folder: Path,
    day: str,
    monkeypatch: pytest.MonkeyPatch,
    files: dict[str, Any] | None = None,
) -> str:
    """A commit on a day, noon in UTC."""
    put(folder, files or {})
    # support's git drops GIT_ variables of the outside, so the day goes in as its own.
    with monkeypatch.context() as patched:
        patched.setattr("support.checkout.IDENTITY", _identity(f"{day}T12:00:00Z"))
        return commit(folder)


def _identity(moment: str) -> dict[str, str]:
    from support.checkout import IDENTITY  # noqa: PLC0415 (what it is now)

    return IDENTITY | {"GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment}


def _told(folder: Path, report: Report, found: Found) -> Mapping[str, FirstSeen]:
    history = History.of(folder)
    try:
        return first_seen(history, report, found)
    finally:
        history.objects.close()


def seen(folder: Path, rule: str, as_of: str = TODAY) -> FirstSeen | None:
    """What the history says of the findings of a rule, which is the same for all."""
    source, question = WorkingTree(folder), Question(as_of=as_of)
    found = examine(Sides(source), question)
    report = assemble(source, question, found.parts)
    prints = {one.finding.fingerprint for one in report.broken if one.finding.rule == rule}
    told = _told(folder, report, found)
    (answer,) = {told.get(fingerprint) for fingerprint in prints}
    return answer


def test_the_commit_that_broke_the_record_is_named_with_its_age(repo: Path, monkeypatch) -> None:
    broken = on(repo, "2026-03-01", monkeypatch, vendor("acme", **NO_DATE))
    on(repo, "2026-04-01", monkeypatch, vendor("acme", purpose="Sends post", **NO_DATE))
    expected = FirstSeen(broken, "2026-03-01", 106, "change")
    assert seen(repo, "missing-dpa-date") == expected


def test_a_record_at_fault_from_its_first_commit_on_is_as_old_as_that(
    repo: Path, monkeypatch
) -> None:
    added = on(repo, "2026-02-01", monkeypatch, vendor("bell", **NO_DATE))
    on(repo, "2026-02-02", monkeypatch, vendor("corn"))
    assert seen(repo, "missing-dpa-date") == FirstSeen(added, "2026-02-01", 134, "change")


def test_what_passed_on_the_day_of_its_commit_was_opened_by_the_clock(
    repo: Path, monkeypatch
) -> None:
    planned = {"status": "planned", "active_from": "2026-05-01"}
    added = on(repo, "2026-02-01", monkeypatch, vendor("bell", **planned))
    assert seen(repo, "planned-overdue") == FirstSeen(added, "2026-02-01", 134, "clock")


def test_a_dpa_date_in_the_future_at_its_commit_is_a_change(repo: Path, monkeypatch) -> None:
    dpa = {"dpa": {"method": "signed", "signed_on": "2026-09-01"}}
    added = on(repo, "2026-02-01", monkeypatch, vendor("bell", **dpa))
    assert seen(repo, "missing-dpa-date") == FirstSeen(added, "2026-02-01", 134, "change")


def test_a_report_of_an_earlier_day_has_no_negative_age(repo: Path, monkeypatch) -> None:
    added = on(repo, "2026-02-01", monkeypatch, vendor("bell", **NO_DATE))
    before = seen(repo, "missing-dpa-date", as_of="2026-01-20")
    assert before == FirstSeen(added, "2026-02-01", 0, "change")


def test_what_was_mended_and_broken_again_is_as_old_as_the_second_time(
    repo: Path, monkeypatch
) -> None:
    on(repo, "2026-02-01", monkeypatch, vendor("acme", **NO_DATE))
    on(repo, "2026-03-01", monkeypatch, vendor("acme"))
    again = on(repo, "2026-04-01", monkeypatch, vendor("acme", **NO_DATE))
    assert seen(repo, "missing-dpa-date") == FirstSeen(again, "2026-04-01", 75, "change")


def test_a_record_that_was_deleted_for_a_while_is_as_old_as_its_return(
    repo: Path, monkeypatch
) -> None:
    on(repo, "2026-02-01", monkeypatch, vendor("bell", **NO_DATE))
    on(repo, "2026-03-01", monkeypatch, {"vendors/bell.yaml": None})
    back = on(repo, "2026-04-01", monkeypatch, vendor("bell", **NO_DATE))
    assert seen(repo, "missing-dpa-date") == FirstSeen(back, "2026-04-01", 75, "change")


def test_a_time_in_which_the_record_was_unreadable_is_no_mending(repo: Path, monkeypatch) -> None:
    broken = on(repo, "2026-02-01", monkeypatch, vendor("acme", **NO_DATE))
    on(repo, "2026-03-01", monkeypatch, {FILE: "id: [acme"})
    on(repo, "2026-04-01", monkeypatch, vendor("acme", purpose="Sends post", **NO_DATE))
    assert seen(repo, "missing-dpa-date") == FirstSeen(broken, "2026-02-01", 134, "change")


def test_a_renamed_file_keeps_its_history(repo: Path, monkeypatch) -> None:
    broken = on(repo, "2026-02-01", monkeypatch, vendor("acme", **NO_DATE))
    text = (repo / FILE).read_text()
    moved = {FILE: None, "vendors/mail/acme.yaml": text + "url: https://acme.example/\n"}
    on(repo, "2026-03-01", monkeypatch, moved)
    assert seen(repo, "missing-dpa-date") == FirstSeen(broken, "2026-02-01", 134, "change")


def test_a_rename_that_breaks_a_rule_about_names_is_its_cause(repo: Path, monkeypatch) -> None:
    text = (repo / FILE).read_text()
    moved = on(repo, "2026-03-01", monkeypatch, {FILE: None, "vendors/other.yaml": text})
    first = seen(repo, "id-differs-from-file-name")
    assert first == FirstSeen(moved, "2026-03-01", 106, "change")


def test_a_merge_counts_as_the_commit_that_brought_the_fault_in(repo: Path, monkeypatch) -> None:
    git(repo, "switch", "--quiet", "--create", "topic")
    on(repo, "2026-02-01", monkeypatch, vendor("bell", **NO_DATE))
    git(repo, "switch", "--quiet", "main")
    on(repo, "2026-02-02", monkeypatch, vendor("corn"))
    git(repo, "merge", "--quiet", "--no-commit", "topic")
    merge = on(repo, "2026-03-01", monkeypatch)
    assert seen(repo, "missing-dpa-date") == FirstSeen(merge, "2026-03-01", 106, "change")


def test_the_users_own_settings_for_logs_change_nothing(repo: Path, monkeypatch) -> None:
    git(repo, "switch", "--quiet", "--create", "topic")
    on(repo, "2026-02-01", monkeypatch, vendor("bell", **NO_DATE))
    git(repo, "switch", "--quiet", "main")
    on(repo, "2026-02-02", monkeypatch, vendor("corn"))
    git(repo, "merge", "--quiet", "--no-commit", "topic")
    merge = on(repo, "2026-03-01", monkeypatch)
    moved = {
        "vendors/bell.yaml": None,
        "vendors/mail/bell.yaml": vendor("bell", **NO_DATE).popitem()[1],
    }
    on(repo, "2026-04-01", monkeypatch, moved)
    for setting in (
        "diff.renames=false",
        "diff.relative=true",
        "diff.renameLimit=1",
        "diff.orderFile=none",
        "log.diffMerges=off",
        "log.follow=true",
        "log.showSignature=true",
    ):
        git(repo, "config", *setting.split("="))
    assert seen(repo, "missing-dpa-date") == FirstSeen(merge, "2026-03-01", 106, "change")


def test_a_record_that_is_not_committed_has_no_commit(repo: Path) -> None:
    put(repo, vendor("bell", **NO_DATE))
    assert seen(repo, "missing-dpa-date") == FirstSeen(None, None, None, "change")


def test_a_fault_that_only_the_working_tree_has_has_no_commit(repo: Path) -> None:
    put(repo, vendor("acme", **NO_DATE))
    assert seen(repo, "missing-dpa-date") == FirstSeen(None, None, None, "change")


def test_an_edit_that_is_not_committed_leaves_an_old_fault_old(repo: Path, monkeypatch) -> None:
    broken = on(repo, "2026-02-01", monkeypatch, vendor("acme", **NO_DATE))
    put(repo, vendor("acme", purpose="Sends post", **NO_DATE))
    assert seen(repo, "missing-dpa-date") == FirstSeen(broken, "2026-02-01", 134, "change")


def test_what_a_shallow_clone_does_not_know_is_told_as_at_least(
    repo: Path, monkeypatch, tmp_path: Path
) -> None:
    on(repo, "2026-02-01", monkeypatch, vendor("acme", **NO_DATE))
    last = on(repo, "2026-03-01", monkeypatch, vendor("corn"))
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", "--depth=1", repo.as_uri(), str(clone))
    first = seen(clone, "missing-dpa-date")
    assert first == FirstSeen(last, "2026-03-01", 106, None, at_least=True)


def test_a_shallow_clone_that_reaches_behind_the_fault_knows_it_exactly(
    repo: Path, monkeypatch, tmp_path: Path
) -> None:
    broken = on(repo, "2026-02-01", monkeypatch, vendor("acme", **NO_DATE))
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", "--depth=2", repo.as_uri(), str(clone))
    first = seen(clone, "missing-dpa-date")
    assert first == FirstSeen(broken, "2026-02-01", 134, "change")


def test_a_history_longer_than_is_walked_is_told_as_at_least(repo: Path, monkeypatch) -> None:
    monkeypatch.setattr(walking, "COMMITS", 2)
    days = ("2026-02-01", "2026-03-01", "2026-04-01")
    made = [on(repo, d, monkeypatch, vendor("acme", purpose=f"As of {d}", **NO_DATE)) for d in days]
    first = seen(repo, "missing-dpa-date")
    assert first == FirstSeen(made[1], "2026-03-01", 106, None, at_least=True)


def test_more_contents_than_are_judged_are_told_as_at_least(repo: Path, monkeypatch) -> None:
    monkeypatch.setattr(past, "JUDGEMENTS", 1)
    days = ("2026-02-01", "2026-03-01")
    made = [on(repo, d, monkeypatch, vendor("acme", purpose=f"As of {d}", **NO_DATE)) for d in days]
    first = seen(repo, "missing-dpa-date")
    assert first == FirstSeen(made[1], "2026-03-01", 106, None, at_least=True)


def test_a_rule_of_the_registry_that_came_later_is_the_cause(repo: Path, monkeypatch) -> None:
    first = git(repo, "rev-parse", "HEAD").strip()
    files = {
        "subpolicy.yaml": CONFIGURATION + "packs: [core, own]\n",
        "policies/own/named-bell.yaml": NAMED_BELL,
    }
    on(repo, "2026-05-01", monkeypatch, files)
    assert seen(repo, "named-bell") == FirstSeen(first, "2026-01-01", 165, "rule")
    later = on(repo, "2026-05-02", monkeypatch, vendor("acme", name="Bell"))
    again = on(repo, "2026-05-03", monkeypatch, vendor("acme"))
    assert later != again
    assert seen(repo, "named-bell") == FirstSeen(again, "2026-05-03", 43, "change")


def test_a_rule_file_that_came_into_a_pack_that_was_on_is_the_cause(
    repo: Path, monkeypatch
) -> None:
    other = NAMED_BELL.replace("named-bell", "other").replace("Bell", "Acme")
    files = {
        "subpolicy.yaml": CONFIGURATION + "packs: [core, own]\n",
        "policies/own/other.yaml": other,
    }
    on(repo, "2026-02-01", monkeypatch, files)
    renamed = on(repo, "2026-02-02", monkeypatch, vendor("acme", purpose="Sends post"))
    on(repo, "2026-05-01", monkeypatch, {"policies/own/named-bell.yaml": NAMED_BELL})
    first = seen(repo, "named-bell")
    assert first is not None
    assert first.commit != renamed  # it was not named Bell before, either
    assert first.cause == "rule"


def test_a_shipped_rule_that_was_switched_on_later_is_the_cause(repo: Path, monkeypatch) -> None:
    off = CONFIGURATION + "rules: {missing-purpose: {off: for a test}}\n"
    on(repo, "2026-02-02", monkeypatch, {"subpolicy.yaml": off})
    broken = on(repo, "2026-03-01", monkeypatch, vendor("acme", purpose=""))
    on(repo, "2026-04-01", monkeypatch, {"subpolicy.yaml": CONFIGURATION})
    first = seen(repo, "missing-purpose")
    assert first == FirstSeen(broken, "2026-03-01", 106, "rule")


def test_a_rule_that_compares_records_tells_since_when_the_record_is_as_it_is(
    repo: Path, monkeypatch
) -> None:
    twin = on(
        repo,
        "2026-02-01",
        monkeypatch,
        vendor("bell", name="Acme"),
    )
    source, question = WorkingTree(repo), Question(as_of=TODAY)
    found = examine(Sides(source), question)
    report = assemble(source, question, found.parts)
    dates = _told(repo, report, found)
    told = {
        one.finding.vendor: dates[one.finding.fingerprint]
        for one in report.broken
        if one.finding.rule == "duplicate-vendor"
    }
    assert told["bell"] == FirstSeen(twin, "2026-02-01", 134, None)


def test_a_record_that_is_edited_into_a_twin_is_not_committed_as_it_is(repo: Path) -> None:
    put(repo, vendor("acme", name="Bell") | vendor("bell"))
    assert seen(repo, "duplicate-vendor") == FirstSeen(None, None, None, "change")


def test_a_clone_that_lacks_old_contents_tells_what_it_knows(repo: Path, monkeypatch) -> None:
    on(repo, "2026-02-01", monkeypatch, vendor("acme", **NO_DATE))
    oid = git(repo, "rev-parse", f"HEAD:{FILE}").strip()
    last = on(repo, "2026-03-01", monkeypatch, vendor("acme", purpose="Sends post", **NO_DATE))
    lost = repo / ".git/objects" / oid[:2] / oid[2:]
    lost.unlink()
    first = seen(repo, "missing-dpa-date")
    assert first == FirstSeen(last, "2026-03-01", 106, None, at_least=True)


def test_a_configuration_that_was_broken_proves_nothing_about_rules(
    repo: Path, monkeypatch
) -> None:
    broken = vendor("acme", **NO_DATE) | {"subpolicy.yaml": "packs: 1\n"}
    made = on(repo, "2026-02-01", monkeypatch, broken)
    on(repo, "2026-03-01", monkeypatch, {"subpolicy.yaml": CONFIGURATION})
    assert seen(repo, "missing-dpa-date") == FirstSeen(made, "2026-02-01", 134, "change")


def test_a_fault_of_the_form_has_a_history_too(repo: Path, monkeypatch) -> None:
    broken = on(repo, "2026-02-01", monkeypatch, vendor("acme", statsu="active"))
    assert seen(repo, "schema/unknown-key") == FirstSeen(broken, "2026-02-01", 134, "change")


def test_the_dpa_of_that_time_counts(repo: Path, monkeypatch) -> None:
    late = {"active_from": "2024-01-01"}
    broken = on(repo, "2026-02-01", monkeypatch, vendor("acme", **late))
    newer = {"method": "signed", "signed_on": "2025-05-01"}
    on(repo, "2026-03-01", monkeypatch, vendor("acme", dpa=newer, **late))
    assert seen(repo, "dpa-after-activation") == FirstSeen(broken, "2026-02-01", 134, "change")
    timely = {"method": "signed", "signed_on": "2023-05-01"}
    on(repo, "2026-04-01", monkeypatch, vendor("acme", dpa=timely, **late))
    last = on(repo, "2026-05-01", monkeypatch, vendor("acme", dpa=newer, **late))
    assert seen(repo, "dpa-after-activation") == FirstSeen(last, "2026-05-01", 45, "change")


def test_a_registry_below_the_top_of_its_repository_has_a_history(
    tmp_path: Path, monkeypatch
) -> None:
    top = repository(tmp_path / "repo")
    registry(top / "lists/eu")
    on(top, "2026-01-01", monkeypatch)
    files = {f"lists/eu/{name}": text for name, text in vendor("acme", **NO_DATE).items()}
    broken = on(top, "2026-02-01", monkeypatch, files)
    first = seen(top / "lists/eu", "missing-dpa-date")
    assert first == FirstSeen(broken, "2026-02-01", 134, "change")


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_has_no_history_of_its_own(repo: Path, monkeypatch) -> None:
    put(repo, {"shared/bell.txt": vendor("bell", **NO_DATE)["vendors/bell.yaml"]})
    (repo / "vendors/bell.yaml").symlink_to("../shared/bell.txt")
    on(repo, "2026-02-01", monkeypatch)
    assert seen(repo, "missing-dpa-date") is None


def test_outputs_name_the_commit_where_there_is_one(repo: Path, monkeypatch) -> None:
    broken = on(repo, "2026-03-01", monkeypatch, vendor("acme", **NO_DATE))
    page = subpolicy("report", "--as-of", TODAY, "--format", "markdown", cwd=repo).stdout
    assert "| First seen | Commit | Age in days | Cause | Owner | Remedy |" in page
    assert f"| 2026-03-01 | `{broken[:12]}` | 106 | a change |" in page
    data = json.loads(subpolicy("report", "--as-of", TODAY, "--format", "json", cwd=repo).stdout)
    assert Schemas(shipped.schema_folder()).violations("report", data) == ()
    assert [one["first_seen"] for one in data["findings"]] == [
        {
            "commit": broken,
            "on": "2026-03-01",
            "age_days": 106,
            "cause": "change",
            "at_least": False,
        }
    ]


def test_a_page_says_what_may_be_older_and_what_is_not_committed(
    repo: Path, monkeypatch, tmp_path: Path
) -> None:
    last = on(repo, "2026-03-01", monkeypatch, vendor("bell", **NO_DATE))
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", "--depth=1", repo.as_uri(), str(clone))
    put(clone, vendor("corn", **NO_DATE))
    page = subpolicy("report", "--as-of", TODAY, "--format", "markdown", cwd=clone).stdout
    assert f"| 2026-03-01 or earlier | `{last[:12]}` | 106 | – |" in page
    assert "| – | not committed | – | a change |" in page


def test_check_does_not_look_into_the_history(repo: Path, monkeypatch) -> None:
    on(repo, "2026-03-01", monkeypatch, vendor("acme", **NO_DATE))
    data = json.loads(subpolicy("check", "--as-of", TODAY, "--format", "json", cwd=repo).stdout)
    assert ["first_seen" in one for one in data["findings"]] == [False]


@pytest.mark.parametrize("output", ["markdown", "json"])
@pytest.mark.parametrize("git_without_commits", [False, True])
def test_without_a_history_the_report_has_no_such_columns(
    tmp_path: Path, output: str, git_without_commits: bool
) -> None:
    folder = tmp_path / "plain"
    registry(folder)
    put(folder, vendor("acme", **NO_DATE))
    if git_without_commits:
        repository(folder)
    ceiling = {"GIT_CEILING_DIRECTORIES": str(tmp_path)}
    run = subpolicy("report", "--as-of", TODAY, "--format", output, cwd=folder, **ceiling)
    assert run.returncode == 0, run.stderr
    assert "missing-dpa-date" in run.stdout
    assert "Age in days" not in run.stdout
    assert "first_seen" not in run.stdout
