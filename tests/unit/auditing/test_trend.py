"""The last commits that touched the registry, judged by the rules of today."""

from pathlib import Path

import pytest

from subpolicy.auditing import remembering, trend
from support.checkout import git, repository
from support.histories import CONFIGURATION, commit, vendor
from support.registries import GERMAN, GREEN, SCCS, registry

BERLIN = {"vendors/berlin.yaml": GERMAN}
MENDED = {"vendors/berlin.yaml": GERMAN + SCCS}
OPTIONAL = vendor("bell", status="optional", feature_flag="bell")
FLAGS = "flags:\n  - {key: bell, kind: feature, description: Bell, default: off, owner: platform}\n"


def errors(audit) -> list[tuple[str, int]]:
    return [(moment.date, moment.errors) for moment in audit.trend]


def test_it_goes_through_the_commits_that_touched_the_registry(repo, on, audited) -> None:
    on(repo, "2026-02-01", BERLIN)
    on(repo, "2026-03-01", {"README.md": "Nothing of the registry.\n"})
    head = on(repo, "2026-04-01", MENDED)
    audit = audited(repo)
    days = [("2026-01-01", 0), ("2026-02-01", 1), ("2026-04-01", 0), ("2026-06-15", 0)]
    assert errors(audit) == days
    assert [moment.vendors for moment in audit.trend] == [1, 2, 2, 2]
    assert audit.trend[-1].commit == head
    assert "judged by the rules and the configuration of this report" in audit.trend_note
    assert audit.period is None


def test_its_last_point_is_the_report(repo, on, audited) -> None:
    on(repo, "2026-02-01", BERLIN)
    (repo / "vendors" / "acme.yaml").write_text("id: acme\n", encoding="utf-8")
    audit = audited(repo)
    last, report = audit.trend[-1], audit.report
    by_severity = [
        sum(one.severity == level for one in report.findings)
        for level in ("error", "warning", "info")
    ]
    assert [last.errors, last.warnings, last.infos] == by_severity
    assert (last.commit, last.vendors) == (None, report.counts.vendors)


def test_a_report_of_the_day_of_its_commit_is_one_point(repo, on, audited) -> None:
    on(repo, "2026-02-01", MENDED)
    assert errors(audited(repo, as_of="2026-02-01")) == [("2026-01-01", 0), ("2026-02-01", 0)]


def test_commits_after_the_day_of_the_report_are_left_out(repo, on, audited) -> None:
    on(repo, "2026-05-01", BERLIN)
    audit = audited(repo, rev="HEAD", as_of="2026-02-01")
    assert errors(audit) == [("2026-01-01", 0), ("2026-02-01", 1)]
    assert "1 commit is left out" in audit.trend_note


def test_time_and_flags_count_as_they_were(repo, on, audited) -> None:
    on(repo, "2026-02-01", OPTIONAL)
    on(repo, "2026-03-01", {"flags.yaml": FLAGS})
    on(repo, "2026-04-01", vendor("corn", status="planned", active_from="2026-05-01"))
    days = dict(errors(audited(repo)))
    assert days["2026-02-01"] == days["2026-01-01"] + 1
    assert days["2026-03-01"] == 0
    assert days["2026-04-01"] == 0
    assert days["2026-06-15"] == 1


def test_waivers_count_as_they_were(repo, on, audited) -> None:
    configured = CONFIGURATION + "waivers: {approvers: [dpo@example.com]}\n"
    waiver = (
        "{id: german, rule: non-us-processing-without-scc, vendor: berlin, item: DE, "
        "reason: With counsel, approved_by: dpo@example.com, approved_on: 2026-03-01, "
        "expires_on: 2026-06-14}\n"
    )
    on(repo, "2026-02-01", BERLIN | {"subpolicy.yaml": configured})
    on(repo, "2026-03-01", {"waivers/german.yaml": waiver})
    moments = {moment.date: (moment.errors, moment.waived) for moment in audited(repo).trend}
    assert moments["2026-02-01"] == (1, 0)
    assert moments["2026-03-01"] == (0, 1)
    assert moments["2026-06-15"] == (1, 0)


def test_what_is_remembered_says_what_is_judged_anew(repo, on, audited, monkeypatch) -> None:
    for month, files in enumerate((BERLIN, OPTIONAL, {"flags.yaml": FLAGS}, MENDED, PENDING), 2):
        on(repo, f"2026-0{month}-01", files)
    quick = audited(repo).trend
    monkeypatch.setattr(remembering, "_lasts", lambda _: False)
    assert audited(repo).trend == quick
    assert len(quick) == 7


PENDING = vendor(
    "corn",
    pending=[{"effective_on": "2026-09-01", "set": {"processing": {"locations": ["US", "IN"]}}}],
)


def test_a_large_registry_looks_back_on_fewer_commits(repo, on, audited, monkeypatch) -> None:
    for day in ("2026-02-01", "2026-02-02", "2026-02-03"):
        on(repo, day, {"vendors/acme.yaml": GREEN + f"notes: {day}\n"})
    monkeypatch.setattr(trend, "RECORDS", 2)
    assert [moment.date for moment in audited(repo).trend] == [
        *("2026-02-02", "2026-02-03", "2026-06-15"),
    ]
    monkeypatch.setattr(trend, "RECORDS", 0)
    audit = audited(repo)
    assert [moment.date for moment in audit.trend] == ["2026-06-15"]
    assert "too large" in audit.trend_note


def test_a_commit_without_records_is_left_out_and_told(tmp_path: Path, on, audited) -> None:
    folder = repository(tmp_path / "repo")
    on(folder, "2026-01-01", {"subpolicy.yaml": CONFIGURATION})
    on(folder, "2026-02-01", MENDED)
    audit = audited(folder)
    assert [moment.date for moment in audit.trend] == ["2026-02-01", "2026-06-15"]
    assert "1 commit is left out" in audit.trend_note


def test_outside_git_there_is_none(tmp_path: Path, audited) -> None:
    audit = audited(registry(tmp_path / "plain"))
    assert audit.trend == ()
    assert "no git history" in audit.trend_note
    assert audit.command[:2] == ("subpolicy", "report")
    assert "--rev" not in audit.command


def test_before_the_first_commit_there_is_none(tmp_path: Path, audited) -> None:
    audit = audited(registry(repository(tmp_path / "repo") / "sub"))
    assert audit.trend == ()


def test_of_a_period_it_shows_each_commit_by_its_own_rules(repo, on, audited) -> None:
    off = CONFIGURATION + "rules: {missing-purpose: {off: Not asked for}}\n"
    without = GREEN.replace("purpose: Sends e-mail\n", "")
    on(repo, "2026-02-01", {"subpolicy.yaml": off, "vendors/acme.yaml": without})
    on(repo, "2026-03-01", {"subpolicy.yaml": CONFIGURATION})
    audit = audited(repo, "2026-01-15")
    assert errors(audit) == [("2026-02-01", 0), ("2026-03-01", 1), ("2026-06-15", 1)]
    assert "by its own rules" in audit.trend_note


@pytest.mark.parametrize("folder", ["", "legal/list"])
def test_policies_have_one_name_each(tmp_path, on, audited, folder) -> None:
    top = repository(tmp_path / "repo")
    root = registry(top / folder)
    on(top, "2026-01-01")
    audit = audited(root)
    names = [*audit.policies]
    assert names == sorted(set(names))
    assert {card.path for card in audit.report.rules} <= set(names)
    assert "schema/vendor.schema.json" in names
    assert not any(name.endswith(".test.yaml") for name in names)
    assert audit.command.count("--root") == bool(folder)


def test_every_file_of_the_population_is_there_as_it_was_read(repo, on, audited) -> None:
    on(repo, "2026-02-01", {"flags.yaml": FLAGS, "baseline.yaml": "entries: []\n"})
    audit = audited(repo)
    assert {member.path for member in audit.report.population} == set(audit.raw)
    assert audit.raw["baseline.yaml"] == b"entries: []\n"


def test_a_commit_in_a_bare_repository_has_its_past(repo, on, tmp_path, audited) -> None:
    old = on(repo, "2026-02-01", BERLIN)
    commit(repo, MENDED)
    git(tmp_path, "clone", "--quiet", "--bare", str(repo), "bare.git")
    audit = audited(tmp_path / "bare.git", rev=old)
    assert errors(audit) == [("2026-01-01", 0), ("2026-02-01", 1), ("2026-06-15", 1)]
    assert {seen.commit for seen in audit.report.first_seen.values()} == {old}
