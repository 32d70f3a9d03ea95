"""``--rev``: a commit is judged as it is, whatever the working tree holds."""

import os
from pathlib import Path

import pytest

from support.checkout import git
from support.histories import (
    CONFIGURATION,
    bare,
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

GERMAN_FAILS = [("non-us-processing-without-scc", "fail", "berlin")]


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    """Sound on ``main`` and under the tag ``v1``, not on ``topic``; the working tree is empty."""
    folder = history(tmp_path / "repo")
    git(folder, "tag", "--annotate", "--message", "sound", "v1")
    branch(folder, {"vendors/berlin.yaml": GERMAN})
    git(folder, "switch", "--quiet", "main")
    put(folder, {"subpolicy.yaml": None, "vendors/acme.yaml": None})
    return folder


@pytest.mark.parametrize(
    ("revision", "findings"),
    [
        ("main", []),
        ("v1", []),
        ("topic~1", []),
        ("topic", GERMAN_FAILS),
        ("topic^{/a change}", None),
    ],
)
def test_branches_tags_and_ancestors_are_judged(repo: Path, revision: str, findings) -> None:
    seen = found(repo, "--rev", revision)
    assert findings is None or seen == findings


def test_the_report_names_the_commit_and_not_the_working_tree(repo: Path) -> None:
    oid = git(repo, "rev-parse", "topic").strip()
    run = check(repo, "--rev", oid[:12], "--format", "json")
    assert f'"{oid}"' in run.stdout
    assert run.returncode == 1


def test_configuration_rules_and_waivers_come_from_the_revision(repo: Path) -> None:
    git(repo, "checkout", "--quiet", "--force", "topic")
    commit(repo, {"subpolicy.yaml": CONFIGURATION + "home: [US, DE]\n"})
    put(repo, {"subpolicy.yaml": CONFIGURATION})
    assert found(repo, "--rev", "topic") == []
    assert found(repo) == GERMAN_FAILS


@pytest.mark.parametrize(("arguments", "code"), [(["--rev", "main"], 0), (["--rev", "topic"], 1)])
def test_a_bare_repository_is_judged(repo: Path, tmp_path: Path, arguments, code) -> None:
    run = check(bare(repo, tmp_path / "bare.git"), *arguments)
    assert run.returncode == code, run.stderr


def test_in_a_bare_repository_changes_are_judged_too(repo: Path, tmp_path: Path) -> None:
    server = bare(repo, tmp_path / "bare.git")
    run = check(server, "--rev", "topic", "--base", "main", "--policies-from", "main")
    assert "vendors/berlin.yaml:7:19: error" in run.stdout
    assert run.returncode == 1


def test_a_bare_repository_holds_its_registry_in_a_folder(tmp_path: Path) -> None:
    folder = history(tmp_path / "repo", "legal/list", berlin=GERMAN)
    server = bare(folder, tmp_path / "bare.git")
    assert found(server, "--rev", "main", "--root", "legal/list") == GERMAN_FAILS
    assert "no subpolicy.yaml" in refused(server, "--rev", "main")
    assert "no subpolicy.yaml" in refused(server, "--rev", "main", "--root", "legal/other")


def test_a_registry_in_a_folder_is_found_from_below(tmp_path: Path) -> None:
    folder = history(tmp_path / "repo", "legal", acme=GREEN, berlin=GERMAN)
    assert found(folder / "legal" / "vendors", "--rev", "HEAD") == GERMAN_FAILS
    assert "no subpolicy.yaml" in refused(folder, "--rev", "HEAD")


def test_a_named_root_is_not_replaced_by_a_registry_above_it(tmp_path: Path) -> None:
    folder = history(tmp_path / "repo", "legal", berlin=GERMAN)
    moved = {"subpolicy.yaml": CONFIGURATION, "legal/subpolicy.yaml": None}
    commit(folder, moved | vendor("acme"))
    said = refused(folder, "--rev", "HEAD", "--root", "legal")
    assert "no subpolicy.yaml in legal/ of HEAD" in said


def test_paths_narrow_what_is_reported_of_a_revision(repo: Path) -> None:
    git(repo, "checkout", "--quiet", "--force", "topic")
    (repo / "vendors" / "berlin.yaml").unlink()
    assert found(repo, "--rev", "topic", "vendors/acme.yaml") == []
    assert found(repo, "--rev", "topic", "vendors/berlin.yaml") == GERMAN_FAILS
    assert "matches no file" in refused(repo, "--rev", "main", "vendors/berlin.yaml")


def test_paths_count_from_the_folder_that_one_is_in(tmp_path: Path) -> None:
    folder = history(tmp_path / "repo", "legal", acme=GREEN, berlin=GERMAN)
    below = folder / "legal" / "vendors"
    assert found(below, "--rev", "HEAD", "berlin.yaml") == GERMAN_FAILS
    assert found(below, "--rev", "HEAD", "acme.yaml") == []


@pytest.mark.skipif(os.name == "nt", reason="links need a right there")
class TestLinks:
    """What a link in a commit leads to, as in the working tree."""

    @pytest.fixture
    def linked(self, tmp_path: Path):
        folder = history(tmp_path / "repo")
        put(tmp_path, {"secret.yaml": GERMAN.replace("berlin", "secret")})

        def link(target: str, name: str = "vendors/berlin.yaml") -> list[tuple]:
            path = folder / name
            path.parent.mkdir(exist_ok=True)
            path.symlink_to(target)
            commit(folder)
            seen = found(folder, "--rev", "HEAD")
            assert seen == found(folder)
            return seen

        put(folder, {"drafts/berlin.yaml": GERMAN})
        return link

    def test_inside_the_registry_it_is_followed(self, linked) -> None:
        assert linked("../drafts/berlin.yaml") == GERMAN_FAILS

    @pytest.mark.parametrize("target", ["../../secret.yaml", "/etc/passwd"])
    def test_outside_it_is_a_finding(self, linked, target: str) -> None:
        assert linked(target) == [("file/link-outside", "fail", "berlin")]

    def test_in_a_circle_it_is_a_finding(self, linked) -> None:
        assert linked("berlin.yaml") == [("file/loop", "fail", "berlin")]

    def test_to_nothing_it_is_a_finding(self, linked) -> None:
        assert linked("gone.yaml") == [("file/dangling-link", "fail", "berlin")]

    def test_to_a_folder_it_is_a_finding(self, linked) -> None:
        assert linked("../drafts", "vendors/more") == [("file/linked-folder", "fail", "more")]

    def test_out_of_a_folder_of_the_repository_it_is_a_finding(self, tmp_path: Path) -> None:
        folder = history(tmp_path / "repo", "legal")
        put(folder, {"berlin.yaml": GERMAN})
        (folder / "legal" / "vendors" / "berlin.yaml").symlink_to("../../berlin.yaml")
        commit(folder)
        seen = found(folder / "legal", "--rev", "HEAD")
        assert seen == [("file/link-outside", "fail", "berlin")]


def test_a_submodule_among_the_records_is_a_finding(tmp_path: Path) -> None:
    folder = history(tmp_path / "repo")
    other = history(tmp_path / "other", berlin=GERMAN)
    allowed = ("-c", "protocol.file.allow=always")
    git(folder, *allowed, "submodule", "--quiet", "add", str(other), "vendors/more")
    commit(folder)
    assert found(folder, "--rev", "HEAD") == [("file/submodule", "fail", "more")]


@pytest.mark.skipif(os.name == "nt", reason="names are not bytes there")
def test_a_name_that_is_not_utf_8_is_a_finding(tmp_path: Path) -> None:
    folder = history(tmp_path / "repo")
    Path(os.fsdecode(os.fsencode(folder / "vendors") + b"/m\xfcller.yaml")).write_text(GREEN)
    commit(folder)
    for locale in ("C", "C.UTF-8"):
        run = check(folder, "--rev", "HEAD", LC_ALL=locale)
        assert "[file/name]" in run.stdout
        assert run.returncode == 1


def test_a_shallow_clone_without_the_revision_says_what_to_fetch(tmp_path: Path) -> None:
    folder = history(tmp_path / "repo")
    commit(folder)
    git(tmp_path, "clone", "--quiet", "--depth=1", folder.as_uri(), "shallow")
    said = refused(tmp_path / "shallow", "--rev", "HEAD~1")
    assert 'git knows no revision "HEAD~1" here' in said
    assert "fetch-depth: 0" in said


def test_a_partial_clone_without_the_records_says_what_to_fetch(tmp_path: Path) -> None:
    folder = history(tmp_path / "repo")
    git(folder, "config", "uploadpack.allowFilter", "true")
    clone = ("clone", "--quiet", "--bare", "--filter=blob:none")
    git(tmp_path, *clone, folder.as_uri(), "partial.git")
    said = refused(tmp_path / "partial.git", "--rev", "HEAD")
    assert "is not in this clone" in said
    assert "without a filter" in said


def test_a_repository_without_a_commit_has_no_revision(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet", "new")
    assert 'no revision "HEAD"' in refused(tmp_path / "new", "--rev", "HEAD")


def test_outside_git_there_is_no_revision(tmp_path: Path) -> None:
    put(tmp_path / "plain", {"subpolicy.yaml": CONFIGURATION} | vendor("acme"))
    said = refused(tmp_path / "plain", "--rev", "HEAD", GIT_CEILING_DIRECTORIES=str(tmp_path))
    assert "there is no git repository here" in said


def test_a_revision_without_records_is_no_pass(tmp_path: Path) -> None:
    folder = history(tmp_path / "repo")
    commit(folder, {"vendors/acme.yaml": None})
    assert "no vendor files" in refused(folder, "--rev", "HEAD")


@pytest.mark.parametrize("kind", ["HEAD^{tree}", "HEAD:vendors/acme.yaml"])
def test_what_is_no_commit_is_refused(repo: Path, kind: str) -> None:
    assert "knows no revision" in refused(repo, "--rev", kind)


def test_the_same_commit_gives_the_same_bytes_anywhere(repo: Path, tmp_path: Path) -> None:
    """Another clone, folder, locale, time zone, umask, hash seed, and line endings of git's own."""
    git(repo, "branch", "copy", "topic")
    clone = tmp_path / "elsewhere" / "with spaces"
    git(
        tmp_path,
        "-c",
        "core.autocrlf=true",
        "clone",
        "--quiet",
        "--branch=topic",
        str(repo),
        str(clone),
    )
    other = {"LC_ALL": "C", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "7", "COLUMNS": "40"}
    for format_ in ("text", "json", "github"):
        arguments = ("--rev", "HEAD", "--base", "HEAD~1", "--format", format_)
        here = check(repo, "--rev", "topic", "--base", "topic~1", "--format", format_)
        there = check(clone, *arguments, **other)
        assert here.stdout == there.stdout
        assert here.returncode == there.returncode == 1
