"""``contrib/pre-receive``: what a server with the hook says to pushes."""

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from support.checkout import ROOT, environment, git
from support.histories import CONFIGURATION, branch, commit, history, vendor
from support.registries import GERMAN, GREEN, SCCS

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the hook is a shell script")

HOOK = ROOT / "contrib" / "pre-receive"
LINE = "vendors/berlin.yaml:7:19: error: processes personal data in DE without SCCs"


class Server:
    """A bare repository with the hook, and a clone that pushes to it."""

    def __init__(self, folder: Path, inside: str = "") -> None:
        self.clone = history(folder / "clone", inside)
        self.bare = folder / "server.git"
        git(folder, "clone", "--quiet", "--bare", str(self.clone), str(self.bare))
        git(self.clone, "remote", "add", "origin", str(self.bare))
        command = folder / "subpolicy"
        run = f"PYTHONPATH={shlex.quote(str(ROOT / 'src'))} exec {shlex.quote(sys.executable)}"
        command.write_text(f'#!/bin/sh\n{run} -m subpolicy "$@"\n')
        command.chmod(0o755)
        self.set("command", str(command))
        shutil.copy(HOOK, self.bare / "hooks" / "pre-receive")

    def set(self, name: str, value: str) -> None:
        git(self.bare, "config", f"subpolicy.{name}", value)

    def push(self, *refs: str, **extra: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            ["git", "push", "origin", *refs],
            cwd=self.clone,
            env=environment(**extra),
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    def accepts(self, *refs: str, **extra: str) -> str:
        run = self.push(*refs, **extra)
        assert run.returncode == 0, run.stderr
        return run.stderr

    def refuses(self, *refs: str, **extra: str) -> str:
        before = git(self.bare, "for-each-ref")
        run = self.push(*refs, **extra)
        assert run.returncode == 1, run.stderr
        assert "pre-receive hook declined" in run.stderr
        assert git(self.bare, "for-each-ref") == before
        return run.stderr

    def has(self, ref: str) -> bool:
        return ref in git(self.bare, "for-each-ref", "--format=%(refname)").split()


@pytest.fixture
def server(tmp_path: Path) -> Server:
    return Server(tmp_path)


def test_a_bad_push_is_refused_with_file_and_line_and_a_fixed_one_accepted(server: Server) -> None:
    commit(server.clone, {"vendors/berlin.yaml": GERMAN})
    said = server.refuses("main")
    assert f"remote: {LINE} [non-us-processing-without-scc]" in said
    assert "subpolicy: the push to main is refused" in said
    fixed = GERMAN.replace("active", "planned") + SCCS
    commit(server.clone, {"vendors/berlin.yaml": fixed})
    assert "remote: PASS 2 vendors" in server.accepts("main")


def test_what_is_refused_leaves_no_object_behind(server: Server) -> None:
    oid = commit(server.clone, {"vendors/berlin.yaml": GERMAN})
    server.refuses("main")
    assert oid not in git(server.bare, "cat-file", "--batch-all-objects", "--batch-check")


def test_other_branches_and_tags_are_not_judged(server: Server) -> None:
    branch(server.clone, {"vendors/berlin.yaml": GERMAN})
    git(server.clone, "tag", "v1")
    assert "subpolicy" not in server.accepts("topic", "v1")
    assert server.has("refs/heads/topic")
    assert server.has("refs/tags/v1")


def test_one_bad_branch_refuses_the_whole_push(server: Server) -> None:
    git(server.clone, "branch", "topic")
    commit(server.clone, {"vendors/berlin.yaml": GERMAN})
    server.refuses("topic", "main")
    assert not server.has("refs/heads/topic")


def test_a_branch_may_be_deleted(server: Server) -> None:
    git(server.clone, "branch", "master")
    server.accepts("master")
    server.accepts("--delete", "master")
    assert not server.has("refs/heads/master")


@pytest.mark.parametrize(("record", "code"), [(GERMAN, 1), (GERMAN + SCCS, 0)])
def test_a_protected_branch_that_is_new_is_judged_as_it_is(server: Server, record, code) -> None:
    branch(server.clone, {"vendors/berlin.yaml": record}, "master")
    assert server.push("master").returncode == code


@pytest.mark.parametrize("how", ["git", "environment"])
def test_the_protected_branches_are_patterns(server: Server, how: str) -> None:
    extra = {"SUBPOLICY_BRANCHES": "stable release/*"} if how == "environment" else {}
    if how == "git":
        server.set("branches", "stable release/*")
    branch(server.clone, {"vendors/berlin.yaml": GERMAN}, "release/1")
    assert "the push to release/1 is refused" in server.refuses("release/1", **extra)
    server.accepts("release/1:main", **extra)


@pytest.mark.parametrize("root", ["legal/list", "legal/list/"])
def test_a_registry_in_a_folder(tmp_path: Path, root: str) -> None:
    server = Server(tmp_path, "legal/list")
    server.set("root", root)
    commit(server.clone, {"legal/list/vendors/berlin.yaml": GERMAN})
    assert LINE in server.refuses("main")
    commit(server.clone, {"legal/list/vendors/berlin.yaml": None})
    server.accepts("main")


def test_the_folder_may_come_from_the_environment(tmp_path: Path) -> None:
    server = Server(tmp_path, "legal")
    commit(server.clone, {"legal/vendors/berlin.yaml": GERMAN})
    assert LINE in server.refuses("main", SUBPOLICY_ROOT="legal")


def test_a_push_that_touches_no_registry_is_accepted(server: Server) -> None:
    commit(server.clone, {"src/main.c": "int main(void) { return 0; }\n"})
    server.accepts("main")


def test_a_repository_without_a_registry_is_left_alone(tmp_path: Path) -> None:
    server = Server(tmp_path, "elsewhere")
    commit(server.clone, {"README.md": "Hello.\n"})
    assert "subpolicy" not in server.accepts("main")


def test_a_fault_that_the_branch_has_already_does_not_block_others(server: Server) -> None:
    commit(server.clone, {"vendors/berlin.yaml": GERMAN})
    hook = server.bare / "hooks" / "pre-receive"
    hook.rename(hook.with_suffix(".off"))
    server.accepts("main")
    hook.with_suffix(".off").rename(hook)
    commit(server.clone, vendor("bell", status="planned"))
    server.accepts("main")
    server.set("gate", "state")
    commit(server.clone, vendor("corn", status="planned"))
    assert LINE in server.refuses("main")


def test_the_registry_cannot_be_pushed_away(server: Server) -> None:
    commit(server.clone, {"subpolicy.yaml": None})
    assert "takes subpolicy.yaml away" in server.refuses("main")


def test_a_push_cannot_approve_itself(server: Server) -> None:
    lax = CONFIGURATION + "home: [US, DE]\n"
    commit(server.clone, {"subpolicy.yaml": lax, "vendors/berlin.yaml": GERMAN})
    assert LINE in server.refuses("main")


def test_a_broken_configuration_is_refused(server: Server) -> None:
    commit(server.clone, {"subpolicy.yaml": "organisation: [\n"} | vendor("bell"))
    assert "subpolicy.yaml:" in server.refuses("main")


def test_without_the_command_nothing_gets_through(server: Server) -> None:
    server.set("command", "/nowhere/subpolicy")
    commit(server.clone, vendor("bell", status="planned"))
    assert "the push to main is refused" in server.refuses("main")


def test_nothing_of_what_is_pushed_is_run(server: Server) -> None:
    """A file named like the command, in the tree and in the pusher's environment of git."""
    script = "#!/bin/sh\ntouch pwned\n"
    hostile = {"subpolicy": script, ".gitattributes": "* filter=evil diff=evil\n"}
    hostile |= {"contrib/pre-receive": script, "vendors/acme.yaml": GREEN.replace("e-mail", "it")}
    commit(server.clone, hostile)
    server.accepts("main")
    assert not list(server.bare.rglob("pwned"))


def test_the_hook_is_executable_and_plain_shell() -> None:
    assert os.access(HOOK, os.X_OK)
    assert HOOK.read_text().startswith("#!/bin/sh\n")
    shells = [shell for shell in ("dash", "bash", "sh") if shutil.which(shell)]
    for shell in shells:
        subprocess.run([shell, "-n", HOOK], check=True)
    assert shells
