"""The action that keeps a comment on a pull request: its shell steps, run."""

import sys

import pytest

from support.actions import Runner
from support.checkout import git
from support.histories import bare, branch, history
from support.programs import program
from support.registries import GERMAN

COMMENT = "comment/action.yml"
OURS = "github-actions[bot]"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX shell")


@pytest.fixture
def runner(tmp_path):
    """A clone, as the runner's checkout is one, of a repository whose main branch passes."""
    program("jq")
    origin = history(tmp_path / "origin")
    bare(origin, tmp_path / "origin.git")
    git(tmp_path, "clone", "--quiet", str(tmp_path / "origin.git"), "checkout")
    (tmp_path / "runner").mkdir()
    return Runner(tmp_path / "runner", tmp_path / "checkout")


@pytest.fixture
def pull_request(runner):
    """Number 7, from a branch that adds a vendor in Germany."""
    git(runner.checkout, "branch", "before")
    head = branch(runner.checkout, {"vendors/berlin.yaml": GERMAN})
    git(runner.checkout, "push", "--quiet", "origin", f"{head}:refs/pull/7/head")
    git(runner.checkout, "switch", "--quiet", "--detach", "before")
    said = {"pulls/7": {"base": {"ref": "main"}}, "issues/7/comments": []}
    runner.answers(**said)
    return runner, head, said


def commented(runner, head, **github):
    event = {"event.pull_request.number": "7", "event.pull_request.head.sha": head}
    return runner.run(COMMENT, {}, {"token": "secret"} | (github or event))


def test_a_pull_request_gets_one_comment(pull_request):
    runner, head, _ = pull_request
    ran = commented(runner, head)
    assert ran.code == 0, ran.log
    assert ran.outputs["comment"] == {"action": "created"}
    ((method, path, fields, token),) = runner.calls()
    assert (method, path, token) == ("POST", "repos/example/registry/issues/7/comments", "secret")
    marker, heading, *_ = fields["body"].splitlines()
    assert (marker, heading) == ("<!-- subpolicy: registry -->", "## Subprocessor changes")
    assert "**Berlin GmbH**" in fields["body"]
    assert "non-us-processing-without-scc" in fields["body"]


def test_the_next_run_updates_it_and_nobody_elses(pull_request):
    runner, head, said = pull_request
    body = "<!-- subpolicy: registry -->\nold"
    said["issues/7/comments"] = [
        {"id": 1, "user": {"login": "somebody"}, "body": body},
        {"id": 2, "user": {"login": OURS}, "body": f"quotes {body}"},
        {"id": 3, "user": {"login": OURS}, "body": "<!-- subpolicy: other -->\n"},
        {"id": 4, "user": {"login": OURS}, "body": body},
    ]
    runner.answers(**said)
    assert commented(runner, head).outputs["comment"] == {"action": "updated"}
    ((method, path, _fields, _token),) = runner.calls()
    assert (method, path) == ("PATCH", "repos/example/registry/issues/comments/4")


def test_nothing_is_said_of_a_change_that_touches_no_vendor(runner):
    head = branch(runner.checkout, {"README.md": "hello\n"})
    git(runner.checkout, "push", "--quiet", "origin", f"{head}:refs/pull/7/head")
    runner.answers(**{"pulls/7": {"base": {"ref": "main"}}, "issues/7/comments": []})
    assert commented(runner, head).outputs["comment"] == {"action": "none"}
    assert runner.calls() == []


def test_after_a_run_for_a_fork_the_pull_request_is_found_by_its_head(pull_request):
    runner, head, said = pull_request
    said["pulls"] = [
        {"number": 6, "head": {"sha": "f" * 40}},
        {"number": 7, "head": {"sha": head}},
    ]
    runner.answers(**said)
    event = {
        "event.workflow_run.head_sha": head,
        "event.workflow_run.head_branch": "topic",
        "event.workflow_run.head_repository.owner.login": "stranger",
    }
    ran = commented(runner, head, **event)
    assert ran.outputs["find"]["number"] == "7"
    assert ran.outputs["comment"] == {"action": "created"}
    event["event.workflow_run.head_sha"] = "e" * 40
    assert commented(runner, head, **event).outputs["find"] == {}
    assert len(runner.calls()) == 1


def test_a_pull_request_that_moved_on_is_left_to_its_next_run(pull_request):
    runner, _, _ = pull_request
    ran = commented(runner, "e" * 40)
    assert ran.code == 0
    assert "has moved on" in ran.log
    assert runner.calls() == []


def test_no_file_of_the_pull_request_is_checked_out(pull_request):
    runner, head, _ = pull_request
    before = {path.relative_to(runner.checkout) for path in runner.checkout.rglob("*.yaml")}
    commented(runner, head)
    assert {path.relative_to(runner.checkout) for path in runner.checkout.rglob("*.yaml")} == before
