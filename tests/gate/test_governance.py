"""Changes to what judges: those that are for a code owner, and a list that may only shrink."""

from pathlib import Path

import pytest

from support.histories import branch, check, commit, found, vendor
from support.ownrules import BASELINE, OWN, SHORT, WAIVER, with_own_rule
from support.registries import GREEN


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    return with_own_rule(tmp_path / "repo")


class TestGovernanceChanges:
    """A change that touches no record is judged by its own rules, and says so."""

    NOTE = "governance change: judged by its own rules, so it needs a code owner"

    @pytest.fixture
    def red(self, repo: Path) -> Path:
        """A main that is red since a waiver expired."""
        commit(repo, SHORT | {"waivers/short-bell.yaml": WAIVER.replace("09-01", "06-14")})
        assert check(repo).returncode == 1
        return repo

    def test_a_red_main_is_mended_by_a_change_to_the_waiver_alone(self, red: Path) -> None:
        branch(red, {"waivers/short-bell.yaml": WAIVER})
        run = check(red, "--base", "main", "--policies-from", "main")
        assert run.returncode == 0, run.stdout + run.stderr
        assert self.NOTE in run.stdout.splitlines()[-1]

    def test_the_same_with_a_vendor_beside_is_blocked(self, red: Path) -> None:
        branch(red, {"waivers/short-bell.yaml": WAIVER} | vendor("acme", purpose="Sends letters"))
        run = check(red, "--base", "main", "--policies-from", "main")
        assert run.returncode == 1, run.stdout + run.stderr
        assert self.NOTE not in run.stdout

    def test_even_a_comment_in_a_record_makes_it_no_governance_change(self, red: Path) -> None:
        touched = {"vendors/acme.yaml": GREEN + "# a comment\n"}
        branch(red, {"waivers/short-bell.yaml": WAIVER} | touched)
        run = check(red, "--base", "main", "--policies-from", "main")
        assert self.NOTE not in run.stdout
        assert run.returncode == 1, run.stderr

    @pytest.mark.parametrize("moved", ["vendors/old/acme.yaml", "vendors/acme.yml"])
    def test_a_moved_record_makes_it_no_governance_change(self, red: Path, moved: str) -> None:
        files = {"vendors/acme.yaml": None, moved: GREEN, "waivers/short-bell.yaml": WAIVER}
        branch(red, files)
        assert self.NOTE not in check(red, "--base", "main", "--policies-from", "main").stdout

    def test_a_deleted_record_makes_it_no_governance_change(self, red: Path) -> None:
        branch(red, {"vendors/bell.yaml": None, "waivers/short-bell.yaml": WAIVER})
        assert self.NOTE not in check(red, "--base", "main", "--policies-from", "main").stdout

    def test_records_of_another_folder_make_it_no_governance_change(self, red: Path) -> None:
        elsewhere = OWN + "paths: {vendors: list}\n"
        branch(red, {"subpolicy.yaml": elsewhere, "list/acme.yaml": GREEN})
        run = check(red, "--base", "main", "--policies-from", "main")
        assert self.NOTE not in run.stdout, run.stderr

    def test_without_trust_in_another_revision_it_is_not_marked(self, red: Path) -> None:
        branch(red, {"waivers/short-bell.yaml": WAIVER})
        assert self.NOTE not in check(red, "--base", "main").stdout


class TestBaseline:
    """The list of known faults may only shrink."""

    @pytest.fixture
    def adopted(self, repo: Path) -> Path:
        commit(repo, SHORT | {"baseline.yaml": BASELINE})
        return repo

    @pytest.mark.parametrize("guard", [(), ("--policies-from", "main")])
    def test_a_later_day_is_growth(self, adopted: Path, guard) -> None:
        later = {"baseline.yaml": BASELINE.replace("09-01", "09-02")}
        branch(adopted, later | vendor("corn", status="planned"))
        run = check(adopted, "--base", "main", *guard)
        assert "due on 2026-09-02, no longer on 2026-09-01" in run.stdout
        assert "[baseline-grown]" in run.stdout
        assert run.returncode == 1

    @pytest.mark.parametrize("guard", [(), ("--policies-from", "main")])
    def test_an_entry_that_covers_nothing_yet_is_growth(self, adopted: Path, guard) -> None:
        more = BASELINE + BASELINE.splitlines()[1].replace("bell", "acme") + "\n"
        branch(adopted, {"baseline.yaml": more} | vendor("corn", status="planned"))
        run = check(adopted, "--base", "main", *guard)
        assert "no-plain-names on acme is new" in run.stdout
        assert run.returncode == 1

    def test_a_shorter_list_is_not(self, adopted: Path) -> None:
        branch(adopted, {"baseline.yaml": "entries: []\n"} | vendor("bell", status="planned"))
        run = check(adopted, "--base", "main", "--policies-from", "main")
        assert "[baseline-grown]" not in run.stdout

    def test_a_pack_switched_on_may_bring_its_known_faults_along(self, repo: Path) -> None:
        off = OWN.replace(", own", "")
        commit(repo, SHORT | {"subpolicy.yaml": off})
        branch(repo, {"subpolicy.yaml": OWN, "baseline.yaml": BASELINE})
        run = check(repo, "--base", "main", "--policies-from", "main")
        assert "[baseline-grown]" not in run.stdout
        assert run.returncode == 0, run.stdout + run.stderr

    def test_but_not_together_with_a_vendor(self, repo: Path) -> None:
        off = OWN.replace(", own", "")
        commit(repo, SHORT | {"subpolicy.yaml": off})
        branch(repo, {"subpolicy.yaml": OWN, "baseline.yaml": BASELINE} | vendor("corn"))
        run = check(repo, "--base", "main")
        assert "[baseline-grown]" in run.stdout

    def test_an_entry_lapses_when_its_vendor_goes_into_use(self, adopted: Path) -> None:
        branch(adopted, vendor("bell", purpose="Mail"))
        for arguments in ((), ("--policies-from", "main"), ("--gate", "change")):
            seen = found(adopted, "--base", "main", *arguments)
            assert ("no-plain-names", "fail", "bell") in seen
            assert check(adopted, "--base", "main", *arguments).returncode == 1
