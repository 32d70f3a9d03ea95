"""The CI that the documentation gives, and this repository's own: what they run, and with what."""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from support.checkout import ROOT
from support.histories import branch, check, history, vendor
from support.registries import GERMAN

PAGE = (ROOT / "docs" / "continuous-integration.md").read_text(encoding="utf-8")
GATE = "--gate change"


def snippet(first_line: str) -> str:
    blocks = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    return next(block for block in blocks if block.startswith(first_line))


def parsed(text: str) -> dict[str, Any]:
    # BaseLoader: YAML 1.1 would read the key `on` as true.
    loaded: dict[str, Any] = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506
    return loaded


WORKFLOWS = {
    "documented": snippet("# .github/workflows/subpolicy.yml, by hand"),
    "own": (ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8"),
}


def steps(workflow: str) -> list[dict[str, Any]]:
    return [step for job in parsed(workflow)["jobs"].values() for step in job["steps"]]


@pytest.mark.parametrize("name", WORKFLOWS)
class TestGitHub:
    def test_a_change_is_judged_by_the_rules_of_its_base(self, name: str) -> None:
        step = next(step for step in steps(WORKFLOWS[name]) if GATE in step.get("run", ""))
        assert '--base "$BASE" --policies-from "$BASE"' in step["run"]
        assert "--format github" in step["run"]
        assert "origin/{0}" in step["env"]["BASE"]

    def test_the_state_is_judged_every_day(self, name: str) -> None:
        assert parsed(WORKFLOWS[name])["on"]["schedule"][0]["cron"]
        assert any("--gate state" in step.get("run", "") for step in steps(WORKFLOWS[name]))

    def test_the_job_of_the_change_has_the_whole_history(self, name: str) -> None:
        jobs = parsed(WORKFLOWS[name])["jobs"].values()
        job = next(job for job in jobs if GATE in str(job))
        assert job["steps"][0]["with"]["fetch-depth"] == "0"

    def test_nothing_from_outside_becomes_part_of_a_script(self, name: str) -> None:
        assert not [step for step in steps(WORKFLOWS[name]) if "${{ github" in step.get("run", "")]

    def test_no_path_and_no_privilege_decides_whether_it_runs(self, name: str) -> None:
        workflow = parsed(WORKFLOWS[name])
        assert {"pull_request", "merge_group"} <= set(workflow["on"])
        assert "pull_request_target" not in workflow["on"]
        assert "paths" not in WORKFLOWS[name]
        assert workflow["permissions"] == {}

    def test_actions_are_pinned(self, name: str) -> None:
        used = [step["uses"] for step in steps(WORKFLOWS[name]) if "uses" in step]
        assert used
        assert all(re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", action) for action in used)


@pytest.mark.parametrize(
    "first_line", ["# .gitlab-ci.yml\n", "# azure-pipelines.yml", "# bitbucket-pipelines.yml"]
)
def test_the_other_systems_run_the_same_two_gates(first_line: str) -> None:
    text = snippet(first_line)
    commands = [line for line in text.splitlines() if "subpolicy check" in line]
    assert parsed(text)
    assert len(commands) == 2
    assert re.search(r'--base "\$\w+" --policies-from "\$\w+" --gate change', text)
    assert "--gate state" in text


FILES = {
    "# .github/workflows/subpolicy.yml\n": "vendor.github-workflows",
    "# .github/workflows/subpolicy.yml, by hand": "vendor.github-workflows",
    "# .github/workflows/subpolicy-comment.yml": "vendor.github-workflows",
    "# .gitlab-ci.yml, with": "vendor.gitlab-ci",
    "# .gitlab-ci.yml\n": "vendor.gitlab-ci",
    "# azure-pipelines.yml": "vendor.azure-pipelines",
    "# bitbucket-pipelines.yml": "vendor.bitbucket-pipelines",
}


def test_every_file_of_the_page_is_one_of_these() -> None:
    named = re.findall(r"```yaml\n(# \S.*\n)", PAGE)
    assert len(named) == len(FILES)
    assert all(any(name.startswith(known) for known in FILES) for name in named)


@pytest.mark.parametrize("first_line", FILES)
def test_the_files_of_the_page_are_what_their_readers_take(first_line: str, tmp_path) -> None:
    path = tmp_path / "file.yml"
    path.write_text(snippet(first_line), encoding="utf-8")
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", FILES[first_line]]
    # What Azure's schema wants: every value is text, and its patterns are old ones.
    command += ["--data-transform=azure-pipelines"] if "azure" in first_line else []
    command.append("--regex-variant=nonunicode")
    done = subprocess.run([*command, path], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("first_line", [line for line in FILES if "workflows" in line])
def test_the_workflows_of_the_page_pass_an_audit(first_line: str, tmp_path) -> None:
    path = tmp_path / ".github" / "workflows" / "file.yml"
    path.parent.mkdir(parents=True)
    text = snippet(first_line).replace("<owner>", "owner").replace("<commit>", "0" * 40)
    path.write_text(text, encoding="utf-8")
    program = shutil.which("zizmor", path=str(Path(sys.executable).parent))
    assert program is not None, "of the dependency group `test`"
    command = [program, "--offline", "--persona=pedantic", "--strict-collection", path]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_input_of_the_action_is_on_the_page() -> None:
    inputs = parsed((ROOT / "action.yml").read_text(encoding="utf-8"))["inputs"]
    assert [name for name in inputs if f"`{name}`" not in PAGE] == ["token"]


def test_whatever_decides_has_an_owner() -> None:
    block = PAGE.partition("# .github/CODEOWNERS")[2].partition("```")[0]
    owned = {line.split()[0] for line in block.splitlines() if line.startswith("/")}
    files = {"/policies/", "/schema/", "/waivers/", "/baseline.yaml", "/subpolicy.yaml"}
    assert files | {"/.github/"} <= owned


def test_own_required_job_wants_the_gate_that_the_event_calls_for(tmp_path) -> None:
    run = parsed(WORKFLOWS["own"])["jobs"]["required"]["steps"][0]["run"]

    def passes(change: str, state: str, results: str = "success success success") -> bool:
        names = {"CHANGE": change, "STATE": state, "RESULTS": results}
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", run]
        return subprocess.run(command, env=names, check=False).returncode == 0

    assert passes("success", "skipped")
    assert passes("skipped", "success")
    assert not passes("skipped", "skipped")
    assert not passes("failure", "skipped")
    assert not passes("success", "failure")
    assert not passes("success", "skipped", "success failure success")


def test_the_documented_command_blocks_a_change(tmp_path) -> None:
    folder = history(tmp_path / "repo")
    branch(folder, {"vendors/berlin.yaml": GERMAN} | vendor("bell", status="planned"))
    gate = ("--base", "main", "--policies-from", "main", "--gate", "change", "--format", "github")
    run = check(folder, *gate)
    assert "::error file=vendors/berlin.yaml,line=7" in run.stdout
    assert run.returncode == 1
