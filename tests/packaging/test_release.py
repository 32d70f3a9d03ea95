"""The workflow that releases: what it grants, and the step that decides whether a tag is one."""

import re
import subprocess
import sys

import pytest

from support.actions import parsed
from support.checkout import ROOT, git
from support.command import surroundings
from support.histories import bare, commit, put, repository

PATH = ROOT / ".github" / "workflows" / "release.yml"
JOBS = parsed(PATH)["jobs"]


def test_every_action_is_pinned_with_its_version_beside_it():
    used = [line for line in PATH.read_text(encoding="utf-8").splitlines() if "uses:" in line]
    assert len(used) >= 6
    assert all(
        re.search(r"uses: [\w.-]+/[\w.-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", one) for one in used
    )


def test_who_may_sign_or_write_runs_nothing_of_this_repository():
    for name, job in JOBS.items():
        rights = {right for right, kind in job["permissions"].items() if kind == "write"}
        checks_out = any("actions/checkout@" in step.get("uses", "") for step in job["steps"])
        assert not (rights and checks_out), name
    assert JOBS["publish"]["permissions"] == {"id-token": "write"}
    assert JOBS["publish"]["environment"] == "release"
    assert "secrets." not in PATH.read_text(encoding="utf-8")


def test_nothing_is_published_that_is_not_built_tested_and_attested():
    assert set(JOBS["publish"]["needs"]) == {"build", "attest"}
    assert any("nox -s tests" in step.get("run", "") for step in JOBS["build"]["steps"])


@pytest.fixture
def tagged(tmp_path):
    """A repository that is ready for 1.2.3, and what the step says of it."""
    repository(tmp_path / "here")
    files = {
        "src/subpolicy/__init__.py": '"""Product."""\n\n__version__ = "1.2.3"\n',
        "CHANGELOG.md": "# Changes\n\n## 1.2.3 (2026-12-01)\n\n- All of it.\n",
        "newsfragments/README.md": "How to.\n",
    }
    commit(tmp_path / "here", files)
    bare(tmp_path / "here", tmp_path / "there.git")
    git(tmp_path, "clone", "--quiet", str(tmp_path / "there.git"), "checkout")
    folder = tmp_path / "checkout"
    (step,) = [one for one in JOBS["build"]["steps"] if "tag is the version" in one.get("name", "")]

    def accepts(tag="v1.2.3", changes=None, branch="main"):
        if branch != "main":
            git(folder, "switch", "--quiet", "--create", branch)
        put(folder, changes or {})
        sha = commit(folder)
        if branch == "main":
            git(folder, "push", "--quiet", "origin", "main")
        variables = surroundings(GITHUB_REF_NAME=tag, GITHUB_SHA=sha)
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
        return subprocess.run(command, cwd=folder, env=variables, check=False).returncode == 0

    return accepts


@pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX shell")
class TestTag:
    def test_one_that_fits_is_released(self, tagged):
        assert tagged()

    def test_another_version_is_not(self, tagged):
        assert not tagged("v1.2.4")

    def test_nor_one_whose_changes_are_not_written(self, tagged):
        assert not tagged(changes={"CHANGELOG.md": "# Changes\n"})
        assert not tagged(changes={"newsfragments/7.fixed.md": "It works.\n"})

    def test_nor_one_that_is_not_on_the_main_branch(self, tagged):
        assert not tagged(branch="other")
