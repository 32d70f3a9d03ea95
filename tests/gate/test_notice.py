"""The promise of a notice, end to end: a branch that puts a vendor into use, and what is said."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from support.histories import CONFIGURATION, TODAY, branch, check, commit, found, history, vendor

GATE = ("--base", "main", "--policies-from", "main", "--gate", "change")
RULE = "activated-without-notice"
CHANNELS = ["page", "email"]
PROMISE = "packs: [core, change]\nnotice: {{days: {}, channels: {{all_of: [page]}}}}\n"


def days_before(count: int) -> str:
    return (date.fromisoformat(TODAY) - timedelta(days=count)).isoformat()


def days_after(count: int) -> str:
    return days_before(-count)


def announced(day: str, **more: object) -> list[dict[str, object]]:
    return [{"kind": "added", "announced_on": day, "channels": CHANNELS, **more}]


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    folder = history(tmp_path / "repo")
    commit(folder, {"subpolicy.yaml": CONFIGURATION + PROMISE.format(30)})
    return folder


def judged(repo: Path, *arguments: str, **record: object) -> tuple[int, str]:
    """Exit code and output for a branch that adds the vendor ``bell``."""
    branch(repo, vendor("bell", **record))
    run = check(repo, *GATE, *arguments)
    assert run.stderr == ""
    return run.returncode, run.stdout


def test_in_use_without_a_notice_it_is_blocked_with_the_earliest_lawful_date(repo: Path) -> None:
    code, said = judged(repo)
    assert code == 1
    assert f"error: in use from {TODAY}, never announced" in said
    assert f"the earliest lawful day is {days_after(30)} [{RULE}]" in said
    assert "vendors/bell.yaml:3:9: error" in said


def test_the_finding_points_at_the_day_where_there_is_one(repo: Path) -> None:
    code, said = judged(repo, active_from=TODAY)
    line = next(line for line in said.splitlines() if line.endswith(f"[{RULE}]"))
    assert code == 1
    assert line.startswith("vendors/bell.yaml:11:")


@pytest.mark.parametrize(("days", "code"), [(31, 0), (30, 0), (29, 1), (0, 1)])
def test_thirty_days_are_thirty_days(repo: Path, days: int, code: int) -> None:
    day = days_before(days)
    seen, said = judged(repo, active_from=TODAY, notices=announced(day))
    assert seen == code, said
    assert (f"the earliest lawful day is {(date.fromisoformat(day) + timedelta(30))}" in said) == (
        code == 1
    )


@pytest.mark.parametrize(("days", "code"), [(30, 0), (29, 1)])
def test_a_vendor_that_starts_later_is_announced_in_time(repo: Path, days: int, code: int) -> None:
    seen, said = judged(repo, active_from=days_after(days), notices=announced(TODAY))
    assert seen == code, said


@pytest.mark.parametrize(("days", "code"), [(60, 0), (59, 1)])
def test_the_days_come_from_the_configuration(repo: Path, days: int, code: int) -> None:
    commit(repo, {"subpolicy.yaml": CONFIGURATION + PROMISE.format(60)})
    seen, said = judged(repo, active_from=TODAY, notices=announced(days_before(days)))
    assert seen == code, said


def test_the_branch_cannot_shorten_the_promise(repo: Path) -> None:
    files = {"subpolicy.yaml": CONFIGURATION + PROMISE.format(0)} | vendor("bell")
    branch(repo, files)
    seen = found(repo, *GATE)
    assert (RULE, "fail", "bell") in seen
    assert check(repo, *GATE).returncode == 1


@pytest.mark.parametrize("status", ["planned", "suspended", "retired"])
def test_what_is_not_in_use_needs_no_notice_yet(repo: Path, status: str) -> None:
    _, said = judged(repo, status=status, active_from=days_after(90))
    assert RULE not in said


def test_an_optional_vendor_is_in_use(repo: Path) -> None:
    code, said = judged(repo, status="optional")
    assert code == 1
    assert RULE in said


@pytest.mark.parametrize("role", ["independent-controller"])
def test_a_controller_of_its_own_is_no_subprocessor(repo: Path, role: str) -> None:
    _, said = judged(repo, role=role)
    assert RULE not in said


EMERGENCY = {"reason": "The old vendor went dark", "approved_by": "dpo@example.com"}


def test_an_emergency_with_reason_and_approver_passes(repo: Path) -> None:
    code, said = judged(repo, active_from=TODAY, notices=announced(TODAY, emergency=EMERGENCY))
    assert code == 0, said
    assert "error:" not in said


@pytest.mark.parametrize("missing", ["reason", "approved_by"])
def test_an_emergency_without_one_of_them_does_not(repo: Path, missing: str) -> None:
    for value in (None, " "):
        emergency = {key: text for key, text in EMERGENCY.items() if key != missing}
        if value is not None:
            emergency[missing] = value
        notices = announced(TODAY, emergency=emergency)
        run = check(_added(repo, notices), *GATE)
        assert run.returncode == 1, run.stdout


def _added(repo: Path, notices: object) -> Path:
    commit(repo, vendor("acme"))
    name = f"topic{len(list((repo / '.git' / 'refs' / 'heads').iterdir()))}"
    branch(repo, vendor("bell", active_from=TODAY, notices=notices), name)
    return repo


def test_where_emergencies_are_not_allowed_a_coming_one_does_not_pass(repo: Path) -> None:
    promise = PROMISE.format(30).replace("days: 30", "days: 30, emergencies: false")
    commit(repo, {"subpolicy.yaml": CONFIGURATION + promise})
    notices = announced(TODAY, emergency=EMERGENCY)
    code, said = judged(repo, active_from=days_after(5), notices=notices)
    assert code == 1, said


def test_what_is_true_already_can_be_recorded_and_is_a_warning(repo: Path) -> None:
    """The gate never forces a false list."""
    notices = announced(TODAY, emergency=EMERGENCY)
    code, said = judged(repo, active_from=days_before(10), notices=notices)
    assert code == 0, said
    assert "[late-notice]" in said


class TestActivation:
    """A vendor that was announced as planned goes into use."""

    @pytest.fixture
    def planned(self, repo: Path) -> Path:
        notices = announced(days_before(20))
        commit(repo, vendor("bell", status="planned", active_from=days_after(10), notices=notices))
        return repo

    def test_before_its_notice_has_run_it_is_blocked(self, planned: Path) -> None:
        branch(planned, vendor("bell", active_from=TODAY, notices=announced(days_before(20))))
        run = check(planned, *GATE)
        assert f"the earliest lawful day is {days_after(10)}" in run.stdout
        assert run.returncode == 1

    def test_once_it_has_run_it_passes(self, planned: Path) -> None:
        day = days_after(10)
        branch(planned, vendor("bell", active_from=day, notices=announced(days_before(20))))
        run = check(planned, *GATE, as_of=day)
        assert run.returncode == 0, run.stdout

    def test_an_editorial_change_needs_no_notice(self, planned: Path) -> None:
        branch(planned, vendor("acme", purpose="Sends all e-mail"))
        run = check(planned, *GATE)
        assert run.returncode == 0, run.stdout


def test_without_a_base_nothing_is_said_of_notices(repo: Path) -> None:
    branch(repo, vendor("bell"))
    run = check(repo)
    assert run.returncode == 0
    assert "not selected: change rules (no --base)" in run.stdout
