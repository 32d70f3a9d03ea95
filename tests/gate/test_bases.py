"""``--base``: what a change starts from, and what it is when it has no such thing."""

from pathlib import Path

import pytest

from support.checkout import git
from support.histories import (
    CONFIGURATION,
    branch,
    check,
    commit,
    found,
    history,
    put,
    refused,
    vendor,
)
from support.registries import GERMAN, GREEN

SEES_CHANGES = """\
id: sees-changes
title: A vendor changed
severity: warning
scope: change
rationale: So that a test sees which changes there are.
remediation: None.
match: change.kind != "policy"
require: 'false'
message: 'change.kind + " " + string(change.material)'
"""
"""A rule that fails on each change."""


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    folder = history(tmp_path / "repo")
    commit(
        folder,
        {
            "subpolicy.yaml": CONFIGURATION + "packs: [core, own]\n",
            "policies/own/sees-changes.yaml": SEES_CHANGES,
        },
    )
    return folder


def changes(folder: Path, *arguments: str) -> list[str]:
    """The vendors whose change the gate judged, with its kind and whether it is material."""
    run = check(folder, "--base", "main", "--rule", "sees-changes", *arguments)
    assert run.returncode == 0, run.stdout + run.stderr
    told = [line for line in run.stdout.splitlines() if line.endswith("[sees-changes]")]
    return [f"{line.split(':')[0]}:{line.split('warning:')[1].split('[')[0]}" for line in told]


def test_only_what_is_new_since_the_merge_base_is_a_change(repo: Path) -> None:
    branch(repo, vendor("bell"))
    git(repo, "switch", "--quiet", "main")
    commit(repo, vendor("corn"))
    assert changes(repo, "--rev", "topic") == ["vendors/bell.yaml: added true "]
    git(repo, "switch", "--quiet", "topic")
    assert changes(repo) == ["vendors/bell.yaml: added true "]


def test_what_is_not_committed_is_part_of_the_change(repo: Path) -> None:
    put(repo, vendor("bell"))
    assert changes(repo) == ["vendors/bell.yaml: added true "]


def test_after_a_merge_of_main_only_the_branch_counts(repo: Path) -> None:
    branch(repo, vendor("bell"))
    git(repo, "switch", "--quiet", "main")
    commit(repo, vendor("corn"))
    git(repo, "switch", "--quiet", "topic")
    git(repo, "merge", "--quiet", "--no-edit", "main")
    assert changes(repo) == ["vendors/bell.yaml: added true "]


@pytest.mark.parametrize("to", ["mail/acme.yaml", "a/b/acme.yaml"])
def test_a_moved_record_with_the_same_id_is_no_change(repo: Path, to: str) -> None:
    branch(repo, {"vendors/acme.yaml": None, f"vendors/{to}": GREEN})
    assert changes(repo) == []


def test_a_renamed_file_with_the_same_id_is_no_change(repo: Path) -> None:
    branch(repo, {"vendors/acme.yaml": None, "vendors/other.yaml": GREEN})
    assert changes(repo) == []
    assert ("id-differs-from-file-name", "fail", "acme") in found(repo, "--base", "main")


def test_records_in_another_folder_are_no_change(repo: Path) -> None:
    configuration = CONFIGURATION + "packs: [core, own]\npaths: {vendors: list}\n"
    moved = {"vendors/acme.yaml": None, "list/acme.yaml": GREEN}
    branch(repo, moved | {"subpolicy.yaml": configuration})
    assert changes(repo) == []


def test_comments_key_order_and_line_ends_are_no_change(repo: Path) -> None:
    first, *rest = GREEN.splitlines()
    text = "\r\n".join(["# the same", *rest, first, ""])
    branch(repo, {"vendors/acme.yaml": text.encode()})
    assert changes(repo) == []


def test_a_base_in_a_folder_is_compared_with_the_folder(tmp_path: Path) -> None:
    folder = history(tmp_path / "repo", "legal")
    configuration = CONFIGURATION + "packs: [core, own]\n"
    own = {"subpolicy.yaml": configuration, "policies/own/sees-changes.yaml": SEES_CHANGES}
    put(folder / "legal", own)
    commit(folder)
    put(folder, {"legal/vendors/bell.yaml": vendor("bell")["vendors/bell.yaml"]})
    assert changes(folder / "legal") == ["vendors/bell.yaml: added true "]


def test_a_registry_that_moves_into_a_folder_is_compared_with_where_it_was(repo: Path) -> None:
    git(repo, "switch", "--quiet", "--create", "topic")
    (repo / "legal").mkdir()
    git(repo, "mv", "subpolicy.yaml", "vendors", "policies", "legal")
    commit(repo, {f"legal/{name}": text for name, text in vendor("bell").items()})
    assert changes(repo / "legal") == ["vendors/bell.yaml: added true "]


def test_a_registry_that_the_base_lacks_is_taken_as_it_is(tmp_path: Path) -> None:
    folder = tmp_path / "repo"
    git(tmp_path, "init", "--quiet", "--initial-branch=main", "repo")
    commit(folder, {"README.md": "Nothing yet.\n"})
    branch(folder, {"subpolicy.yaml": CONFIGURATION, "vendors/berlin.yaml": GERMAN})
    for gate in ("state", "change"):
        run = check(folder, "--base", "main", "--gate", gate)
        assert "the base has no registry: every vendor is taken as it is" in run.stdout
        assert run.returncode == 1


def test_a_base_without_vendors_makes_all_of_them_new(repo: Path) -> None:
    commit(repo, {"vendors/acme.yaml": None})
    branch(repo, {"vendors/berlin.yaml": GERMAN})
    assert changes(repo) == ["vendors/berlin.yaml: added true "]
    run = check(repo, "--base", "main", "--gate", "change")
    assert run.returncode == 1, run.stderr


def test_a_base_with_a_broken_configuration_is_refused(repo: Path) -> None:
    commit(repo, {"subpolicy.yaml": "organisation: {name: Test\n"})
    branch(repo, {"subpolicy.yaml": CONFIGURATION})
    said = refused(repo, "--base", "main")
    assert "error: the base cannot be compared with: " in said
    assert "choose a base whose subpolicy.yaml is sound" in said


def test_all_faults_of_a_base_are_told_as_the_bases(repo: Path) -> None:
    commit(repo, {"subpolicy.yaml": CONFIGURATION + "home: 5\npacks: core\n"})
    branch(repo, {"subpolicy.yaml": CONFIGURATION})
    said = refused(repo, "--base", "main")
    assert said.count("error: the base cannot be compared with: ") == 2


def test_broken_records_of_the_base_are_no_change_and_no_crash(repo: Path) -> None:
    commit(repo, {"vendors/bell.yaml": "id: [\n", "vendors/corn.yaml": "id: corn\n"})
    branch(repo, vendor("bell") | vendor("corn") | vendor("dill"))
    assert changes(repo) == ["vendors/dill.yaml: added true "]


def test_a_base_that_is_missing_says_what_to_do(repo: Path) -> None:
    said = refused(repo, "--base", "origin/main")
    assert 'git knows no revision "origin/main" here' in said
    assert "fetch-depth: 0" in said


def test_in_a_shallow_clone_the_message_names_what_to_fetch(repo: Path, tmp_path: Path) -> None:
    branch(repo, vendor("bell"))
    git(repo, "switch", "--quiet", "main")
    commit(repo, vendor("corn"))
    git(tmp_path, "clone", "--quiet", "--depth=1", "--no-single-branch", repo.as_uri(), "shallow")
    said = refused(tmp_path / "shallow", "--rev", "origin/topic", "--base", "origin/main")
    assert "share no commit that this shallow clone knows" in said
    assert "fetch-depth: 0" in said


def test_unrelated_histories_have_no_base(repo: Path) -> None:
    git(repo, "switch", "--quiet", "--orphan", "other")
    commit(repo, {"subpolicy.yaml": CONFIGURATION} | vendor("other"))
    said = refused(repo, "--base", "main")
    assert "share no commit" in said
    assert "merged into" in said


def test_a_file_that_git_ignores_is_judged_all_the_same(repo: Path) -> None:
    commit(repo, {".gitignore": "vendors/bell.yaml\n"})
    put(repo, vendor("bell"))
    assert changes(repo) == ["vendors/bell.yaml: added true "]
    assert changes(repo, "--rev", "HEAD") == []
