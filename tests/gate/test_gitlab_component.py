"""The component for GitLab CI: what its readers take, and its script run as a job runs it."""

import json
import os
import re
import subprocess
import sys

import pytest
import yaml

from support.checkout import ROOT, git
from support.command import surroundings
from support.histories import TODAY, bare, branch, commit, history
from support.registries import GERMAN

TEMPLATE = ROOT / "templates" / "subpolicy.yml"
HEADER, JOBS = TEMPLATE.read_text(encoding="utf-8").split("\n---\n")
SPEC = yaml.safe_load(HEADER)["spec"]["inputs"]
INPUT = re.compile(r"\$\[\[ inputs\.([\w-]+) \]\]")


def filled(**inputs):
    """The jobs, with inputs as GitLab puts them in: in values, after the YAML is read."""
    given = {name: one.get("default") for name, one in SPEC.items()} | {"install": "subpolicy"}
    given |= {name.replace("_", "-"): value for name, value in inputs.items()}

    def put(value):
        if isinstance(value, dict):
            return {put(key): put(one) for key, one in value.items()}
        if isinstance(value, list):
            return [put(one) for one in value]
        if not isinstance(value, str):
            return value
        return INPUT.sub(lambda found: spelt(given[found[1]]), value)

    return put(yaml.safe_load(JOBS))


def spelt(value):
    return str(value).lower() if isinstance(value, bool) else str(value)


@pytest.fixture
def checkout(tmp_path):
    """A clone, as a job has it, and what stands for the installation."""
    history(tmp_path / "origin")
    bare(tmp_path / "origin", tmp_path / "origin.git")
    git(tmp_path, "clone", "--quiet", str(tmp_path / "origin.git"), "checkout")
    program = tmp_path / "builds" / "subpolicy-venv" / "bin" / "subpolicy"
    program.parent.mkdir(parents=True)
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m subpolicy "$@"\n')
    program.chmod(0o755)
    return tmp_path / "checkout"


def run(checkout, merge_into=None, **inputs):
    job = filled(args=f"--as-of\n{TODAY}\n" + inputs.pop("args", ""), **inputs)[".subpolicy"]
    variables = surroundings(
        **job["variables"],
        CI_BUILDS_DIR=str(checkout.parent / "builds"),
        CI_PROJECT_DIR=str(checkout),
        **({"CI_MERGE_REQUEST_TARGET_BRANCH_NAME": merge_into} if merge_into else {}),
    )
    return subprocess.run(
        ["/bin/sh", "-e", "-c", "\n".join(job["script"])],
        cwd=checkout,
        env=variables,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize("part", [HEADER, yaml.safe_dump(filled())])
def test_the_template_is_what_gitlab_takes(part, tmp_path):
    path = tmp_path / "part.yml"
    path.write_text(part, encoding="utf-8")
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.gitlab-ci"]
    done = subprocess.run([*command, path], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_what_is_put_in_reaches_no_script():
    for job in yaml.safe_load(JOBS).values():
        assert not INPUT.search(str([job.get("script"), job.get("before_script")]))
    used = set(INPUT.findall(JOBS))
    assert used == set(SPEC)
    assert [name for name, one in SPEC.items() if "default" not in one] == ["install"]


def test_it_runs_for_merge_requests_schedules_and_the_main_branch_with_the_whole_history():
    jobs = filled(job_name="gate")
    assert jobs["gate"]["rules"] == [{"if": '$CI_PIPELINE_SOURCE == "merge_request_event"'}]
    assert '"schedule"' in jobs["gate-daily"]["rules"][0]["if"]
    assert "$CI_DEFAULT_BRANCH" in jobs["gate-daily"]["rules"][1]["if"]
    assert jobs[".gate"]["variables"]["GIT_DEPTH"] == "0"
    assert jobs[".gate"]["artifacts"]["when"] == "always"


posix = pytest.mark.skipif(os.name == "nt", reason="needs a POSIX shell")


@posix
def test_a_merge_request_is_judged_as_a_change(checkout):
    commit(checkout, {"vendors/berlin.yaml": GERMAN})
    git(checkout, "push", "--quiet", "origin", "main")
    git(checkout, "branch", "--remotes", "--delete", "origin/main")
    branch(checkout, {"README.md": "hello\n"})
    assert run(checkout, merge_into="main").returncode == 0
    commit(checkout, {"vendors/bonn.yaml": GERMAN.replace("erlin", "onn")})
    done = run(checkout, merge_into="main")
    assert done.returncode == 1
    assert "vendors/bonn.yaml:7:19: error" in done.stdout


@posix
def test_the_state_blocks_on_everything_and_leaves_its_reports(checkout):
    commit(checkout, {"vendors/berlin.yaml": GERMAN})
    done = run(checkout)
    assert done.returncode == 1, done.stdout + done.stderr
    reports = filled()[".subpolicy"]["artifacts"]["reports"]
    quality = json.loads((checkout / reports["codequality"]).read_text(encoding="utf-8"))
    assert [one["check_name"] for one in quality] == ["non-us-processing-without-scc"]
    assert "<testcase" in (checkout / reports["junit"]).read_text(encoding="utf-8")


@posix
def test_inputs_reach_the_check_as_text(checkout):
    assert run(checkout, strict=True, args="--quiet").returncode == 0
    done = run(checkout, working_directory="$(touch owned)")
    assert done.returncode != 0
    assert run(checkout, args="--pack\n$(touch owned)").returncode == 2
    assert not (checkout / "owned").exists()
