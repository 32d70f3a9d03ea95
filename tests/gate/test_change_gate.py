"""``--gate change``: only what is absent at the merge base blocks."""

from pathlib import Path

import pytest

from support.checkout import git
from support.histories import CONFIGURATION, branch, check, commit, found, history, refused
from support.registries import GERMAN, GREEN

CONFIGURED = CONFIGURATION + "waivers: {approvers: [dpo@example.com]}\n"
WAIVER = """\
id: german
rule: non-us-processing-without-scc
vendor: berlin
item: DE
reason: SCCs are with the vendor's counsel
approved_by: dpo@example.com
approved_on: 2026-03-01
expires_on: 2026-06-14
"""
LAST_DAY, NEXT_DAY = "2026-06-14", "2026-06-15"
HARMLESS = {"vendors/acme.yaml": GREEN.replace("Sends e-mail", "Sends all e-mail")}
GATE = ("--base", "main", "--policies-from", "main", "--gate", "change")


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    """A registry with one fault, which a waiver accepts through ``LAST_DAY``."""
    folder = history(tmp_path / "repo", acme=GREEN, berlin=GERMAN)
    commit(folder, {"subpolicy.yaml": CONFIGURED, "waivers/german.yaml": WAIVER})
    return folder


def code(folder: Path, *arguments: str, as_of: str = NEXT_DAY) -> int:
    return check(folder, *arguments, as_of=as_of).returncode


def test_a_waiver_that_expired_overnight_does_not_block_an_open_pull_request(repo: Path) -> None:
    branch(repo, HARMLESS)
    assert code(repo, *GATE, as_of=LAST_DAY) == 0
    assert code(repo, *GATE) == 0
    assert ("non-us-processing-without-scc", "fail", "berlin") in found(repo, *GATE)


def test_but_the_daily_run_of_the_state_does(repo: Path) -> None:
    assert code(repo, "--gate", "state", as_of=LAST_DAY) == 0
    assert code(repo, "--gate", "state") == 1
    assert code(repo) == 1


def test_and_so_does_the_gate_of_the_state_on_the_branch(repo: Path) -> None:
    branch(repo, HARMLESS)
    assert code(repo, "--base", "main", "--policies-from", "main") == 1


@pytest.mark.parametrize("guard", [("--policies-from", "main"), ()])
def test_what_the_branch_adds_blocks(repo: Path, guard) -> None:
    branch(repo, {"vendors/oslo.yaml": GERMAN.replace("berlin", "oslo").replace("DE", "NO")})
    assert code(repo, "--base", "main", "--gate", "change", *guard) == 1


def test_another_location_of_a_known_sinner_blocks(repo: Path) -> None:
    branch(repo, {"vendors/berlin.yaml": GERMAN.replace("DE", "DE, IN")})
    run = check(repo, *GATE)
    assert "in IN without SCCs" in run.stdout
    assert run.returncode == 1


def test_the_same_fault_on_another_line_does_not_block(repo: Path) -> None:
    moved = "# moved\n\n" + GERMAN.replace("[US, DE]", "\n    - DE\n    - US")
    branch(repo, {"vendors/berlin.yaml": moved})
    assert code(repo, *GATE) == 0


def test_a_known_fault_under_another_id_blocks(repo: Path) -> None:
    renamed = GERMAN.replace("berlin", "munich")
    branch(repo, {"vendors/berlin.yaml": None, "vendors/munich.yaml": renamed})
    assert code(repo, *GATE) == 1


def test_a_fault_of_a_file_that_is_new_blocks(repo: Path) -> None:
    branch(repo, {"vendors/broken.yaml": "id: [\n"})
    assert code(repo, *GATE) == 1


def test_a_fault_of_a_file_that_main_has_as_well_does_not(repo: Path) -> None:
    commit(repo, {"vendors/broken.yaml": "id: [\n"})
    branch(repo, HARMLESS)
    assert code(repo, *GATE) == 0


def test_a_waiver_taken_away_blocks_while_it_would_still_hold(repo: Path) -> None:
    branch(repo, {"waivers/german.yaml": None})
    gate = ("--base", "main", "--gate", "change")
    assert code(repo, *gate, as_of=LAST_DAY) == 1
    assert code(repo, *gate) == 0


def test_a_fault_that_came_to_main_later_is_not_the_branchs(repo: Path) -> None:
    branch(repo, HARMLESS)
    git(repo, "switch", "--quiet", "main")
    commit(repo, {"vendors/oslo.yaml": GERMAN.replace("berlin", "oslo")})
    git(repo, "switch", "--quiet", "topic")
    assert code(repo, *GATE, as_of=LAST_DAY) == 0


@pytest.mark.parametrize("arguments", [(), ("--policies-from", "main"), ("--rev", "HEAD")])
def test_without_a_base_it_is_refused(repo: Path, arguments) -> None:
    said = refused(repo, "--gate", "change", *arguments)
    assert "--gate change has no base to compare with" in said
    assert "--base main" in said


def test_where_the_base_has_no_registry_everything_is_new(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet", "--initial-branch=main", "repo")
    folder = tmp_path / "repo"
    commit(folder, {"README.md": "Nothing yet.\n"})
    branch(folder, {"subpolicy.yaml": CONFIGURED, "vendors/berlin.yaml": GERMAN})
    assert code(folder, *GATE) == 1


def test_what_does_not_block_is_still_shown_in_every_output(repo: Path) -> None:
    branch(repo, HARMLESS)
    for format_ in ("text", "json", "github"):
        run = check(repo, *GATE, "--format", format_)
        assert "without SCCs" in run.stdout
        assert run.returncode == 0
