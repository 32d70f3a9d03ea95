"""What a repository, or whoever names a revision, tries to make git do."""

import os
import subprocess
import sys
import tracemalloc
from contextlib import closing
from pathlib import Path

import pytest

from subpolicy.cli.main import main
from subpolicy.revisions import History
from subpolicy.sources.working_tree import LIMIT
from support.checkout import git
from support.histories import branch, check, commit, found, history, put, refused, vendor
from support.registries import GERMAN

NAMES = [
    "--upload-pack=x",
    "--output=pwned",
    "--exec=touch pwned",
    "-h",
    "--help",
    "--",
    "-",
    "",
    "HEAD^{/x}",
    "HEAD^{blob}",
    "HEAD..main",
    "^HEAD",
    "--all",
    "@{upstream}",
    "$(touch pwned)",
    "`touch pwned`",
    "; touch pwned",
    "| touch pwned",
    "main\ntopic",
    "ext::sh -c touch% pwned",
    "../../etc/passwd",
    "main:vendors/acme.yaml",
]


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    folder = history(tmp_path / "repo")
    branch(folder, {"vendors/berlin.yaml": GERMAN})
    return folder


@pytest.mark.parametrize("option", ["--rev", "--base", "--policies-from"])
@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_is_no_revision_is_refused(
    repo: Path, option: str, name: str, monkeypatch, capsys
) -> None:
    before = sorted(repo.rglob("*"))
    monkeypatch.chdir(repo)
    assert main(["check", f"{option}={name}"]) == 2
    out, said = capsys.readouterr()
    assert out == ""
    assert "git knows no revision" in said
    assert sorted(repo.rglob("*")) == before


def test_a_name_is_shown_without_what_a_terminal_obeys(repo: Path) -> None:
    said = refused(repo, "--rev=\x1b[31mred\u202e\x07")
    assert not {"\x1b", "\u202e", "\x07"} & set(said)


@pytest.fixture
def armed(repo: Path, tmp_path: Path) -> Path:
    """A repository in which everything that git would run leaves a mark when it runs."""
    mark = tmp_path / "pwned"
    script = tmp_path / "evil"
    script.write_text(f"#!/bin/sh\necho \"$0 $@\" >> '{mark}'\ncat\n")
    script.chmod(0o755)
    hooks = repo / ".git" / "hooks"
    hooks.mkdir(exist_ok=True)
    for name in ("post-checkout", "post-index-change", "fsmonitor-watchman", "pre-receive"):
        (hooks / name).write_bytes(script.read_bytes())
        (hooks / name).chmod(0o755)
    attributes = "* filter=evil diff=evil merge=evil working-tree-encoding=UTF-16 ident eol=crlf\n"
    put(repo, {".git/info/attributes": attributes})
    settings = (
        *("core.fsmonitor", "core.pager", "core.editor", "core.sshCommand", "core.askPass"),
        *("core.gitProxy", "core.alternateRefsCommand", "diff.external", "diff.evil.textconv"),
        *("diff.evil.command", "filter.evil.clean", "filter.evil.smudge", "merge.evil.driver"),
        *("credential.helper", "gpg.program", "uploadpack.packObjectsHook", "pager.ls-tree"),
        *("pager.cat-file", "pager.rev-parse", "sequence.editor", "interactive.diffFilter"),
    )
    for name in settings:
        git(repo, "config", name, str(script))
    for command in ("rev-parse", "cat-file", "ls-tree", "merge-base"):
        git(repo, "config", f"alias.{command}", f"!{script}")
    git(repo, "config", "protocol.ext.allow", "always")
    git(repo, "config", "core.hooksPath", str(hooks))
    return repo


_WHOLE_GATE = ("--base", "main", "--policies-from", "main", "--gate", "change")


@pytest.mark.skipif(os.name == "nt", reason="shell scripts")
@pytest.mark.parametrize(
    ("arguments", "format_"),
    [
        (("--rev", "HEAD"), "json"),
        (("--rev", "HEAD", *_WHOLE_GATE), "json"),
        (("--rev", "HEAD", *_WHOLE_GATE), "text"),
        # As text: whether a working tree is clean is git's to say, with the user's own filters.
        (_WHOLE_GATE, "text"),
    ],
)
def test_no_program_that_a_repository_names_is_run(
    armed: Path, tmp_path: Path, arguments, format_: str
) -> None:
    run = check(armed, *arguments, "--format", format_)
    assert run.returncode == 1, run.stderr
    assert "vendors/berlin.yaml" in run.stdout
    assert not (tmp_path / "pwned").exists(), (tmp_path / "pwned").read_text()


def test_attributes_do_not_change_what_is_judged(repo: Path) -> None:
    attributes = (
        "vendors/* text eol=crlf working-tree-encoding=UTF-16LE export-ignore -diff ident\n"
    )
    put(repo, {".gitattributes": attributes})
    git(repo, "add", ".gitattributes")
    git(repo, "commit", "--quiet", "--message", "attributes")
    findings = [("non-us-processing-without-scc", "fail", "berlin")]
    assert found(repo, "--rev", "HEAD") == findings


def test_replacement_objects_do_not_change_what_is_judged(repo: Path) -> None:
    git(repo, "replace", "topic", "main")
    assert found(repo, "--rev", "topic") == [("non-us-processing-without-scc", "fail", "berlin")]


def test_grafts_and_the_surrounding_git_do_not_change_what_is_judged(repo: Path) -> None:
    other = history(repo.parent / "other")
    outer = {"GIT_DIR": str(other / ".git"), "GIT_WORK_TREE": str(other)}
    outer |= {"GIT_INDEX_FILE": str(other / "index"), "GIT_NAMESPACE": "x"}
    seen = found(repo, "--rev", "topic", "--base", "main", **outer)
    assert ("non-us-processing-without-scc", "fail", "berlin") in seen


@pytest.mark.skipif(os.name == "nt", reason="shell scripts")
def test_a_partial_clone_reaches_for_no_remote(tmp_path: Path) -> None:
    """Even where the repository's own settings allow the transport that runs commands."""
    folder = history(tmp_path / "repo")
    git(folder, "config", "uploadpack.allowFilter", "true")
    clone = ("clone", "--quiet", "--bare", "--filter=blob:none")
    git(tmp_path, *clone, folder.as_uri(), "partial.git")
    partial = tmp_path / "partial.git"
    git(partial, "config", "remote.origin.url", f"ext::sh -c touch% {tmp_path}/pwned")
    for protocol in ("protocol.allow", "protocol.ext.allow", "protocol.file.allow"):
        git(partial, "config", protocol, "always")
    assert "is not in this clone" in refused(partial, "--rev", "HEAD")
    assert not (tmp_path / "pwned").exists()


def test_a_bare_repository_inside_the_tree_is_not_asked(repo: Path) -> None:
    """A change can contain a folder that looks like a repository, with settings of its own."""
    inner = repo / "vendors"
    for name, content in {
        "HEAD": "ref: refs/heads/main\n",
        "config": "[core]\n\tbare = true\n",
    }.items():
        put(inner, {name: content})
    for name in ("objects", "refs"):
        put(inner, {f"{name}/keep": ""})
    findings = [("non-us-processing-without-scc", "fail", "berlin")]
    assert found(repo, "--rev", "HEAD") == findings


@pytest.mark.skipif(sys.platform != "linux", reason="names are bytes there")
def test_names_that_would_forge_output_are_escaped(repo: Path) -> None:
    names = ["vendors/a\nb.yaml", "vendors/\x1b[31m.yaml", "vendors/::error::.yml"]
    commit(repo, dict.fromkeys(names, "id: a\n"))
    for format_ in ("text", "github"):
        run = check(repo, "--rev", "HEAD", "--format", format_)
        assert run.returncode == 1
        assert "\x1b" not in run.stdout
        assert not [line for line in run.stdout.splitlines() if line.startswith("b.yaml")]


def test_a_deep_or_wide_tree_is_no_way_to_hang(repo: Path) -> None:
    deep = "vendors/" + "a/" * 200 + "deep.yaml"
    commit(repo, {deep: next(iter(vendor("deep").values()))})
    assert ("file/duplicate-id", "fail", "deep") not in found(repo, "--rev", "HEAD")


def _tree(repo: Path, *entries: tuple[str, str, str]) -> str:
    """A tree of these modes, names and ids, which git writes unseen; its id."""
    raw = b"".join(f"{mode} {name}\0".encode() + bytes.fromhex(oid) for mode, name, oid in entries)
    options = ("-t", "tree", "-w", "--stdin", "--literally")
    done = subprocess.run(
        ["git", "hash-object", *options], cwd=repo, input=raw, capture_output=True, check=True
    )
    return done.stdout.decode().strip()


def _committed(repo: Path, *more: tuple[str, str, str]) -> str:
    """A commit of what `main` has, and of further entries at its top."""
    lines = git(repo, "ls-tree", "main").splitlines()
    have = [line.replace("\t", " ").split(" ", 3) for line in lines]
    tree = _tree(repo, *((mode.lstrip("0"), name, oid) for mode, _, oid, name in have), *more)
    return git(repo, "commit-tree", tree, "-m", "by hand").strip()


@pytest.mark.parametrize("leaf", ["a file", "nothing"])
def test_trees_that_name_each_other_over_and_over_are_no_way_to_hang(repo: Path, leaf: str) -> None:
    blob = git(repo, "rev-parse", "main:subpolicy.yaml").strip()
    tree = _tree(repo, *([("100644", "x.yaml", blob)] if leaf == "a file" else []))
    for _ in range(12):
        tree = _tree(repo, *(("40000", f"{n:x}", tree) for n in range(16)))
    commit_id = _committed(repo, ("40000", "vendors2", tree))
    assert "more files than can be read" in refused(repo, "--rev", commit_id)


@pytest.mark.parametrize("name", [".", "..", "../../secret.yaml", "vendors/odd.yaml"])
def test_entries_that_no_checkout_would_take_reach_no_file(repo: Path, name: str) -> None:
    blob = git(repo, "rev-parse", "main:vendors/acme.yaml").strip()
    (repo.parent / "secret.yaml").write_text("id: secret\n", encoding="utf-8")
    inner = _tree(repo, ("100644", name, blob))
    assert "is no tree" in refused(repo, "--rev", _committed(repo, ("40000", "vendors2", inner)))


def test_of_a_huge_file_in_a_commit_no_more_is_kept_than_shows_that_it_is(repo: Path) -> None:
    commit(repo, {"vendors/huge.yaml": b"# " + bytes(range(32, 127)) * 400_000})
    assert ("yaml/too-large", "fail", "huge") in found(repo, "--rev", "HEAD")
    with closing(History.of(repo).objects) as objects:
        oid = git(repo, "rev-parse", "HEAD:vendors/huge.yaml").strip()
        tracemalloc.start()
        objects.blob(oid, LIMIT + 1)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert peak < 8 * LIMIT
