"""What the repository says twice, it says alike."""

import re
import tomllib

import pytest
import yaml

from support.checkout import ROOT

CHECK = "python3 -m venv .venv && .venv/bin/pip install . && .venv/bin/subpolicy check"
TESTS = "python3 -m venv .venv && .venv/bin/pip install nox && .venv/bin/nox -s tests"

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def text(path):
    return (ROOT / path).read_text(encoding="utf-8")


@pytest.mark.parametrize("command", [CHECK, TESTS])
@pytest.mark.parametrize("path", ["README.md", ".ci/run"])
def test_readme_and_ci_run_the_same_commands(path, command):
    assert command in text(path).splitlines()


def test_the_hooks_here_install_what_the_package_requires():
    hooks = yaml.safe_load(text(".pre-commit-config.yaml"))["repos"][0]["hooks"]

    for hook in hooks:
        if hook["id"].startswith("subpolicy"):
            assert hook["additional_dependencies"] == PROJECT["project"]["dependencies"]


def test_a_hook_that_judges_the_registry_runs_on_every_commit():
    exported = yaml.safe_load(text(".pre-commit-hooks.yaml"))[0]
    own = yaml.safe_load(text(".pre-commit-config.yaml"))["repos"][0]["hooks"][0]

    for hook in (exported, own):
        assert hook["id"] == "subpolicy"
        assert hook["always_run"] is True
        assert hook["pass_filenames"] is False
        assert hook["require_serial"] is True
        assert "files" not in hook


def test_the_workflow_can_be_a_required_check():
    # BaseLoader: YAML 1.1 would read the key `on` as true.
    workflow = yaml.load(text(".github/workflows/ci.yml"), Loader=yaml.BaseLoader)  # noqa: S506

    assert "merge_group" in workflow["on"]
    assert "paths" not in text(".github/workflows/ci.yml")
    assert set(workflow["jobs"]["required"]["needs"]) == set(workflow["jobs"]) - {"required"}


def test_the_workflow_grants_nothing_it_does_not_need():
    workflow = yaml.load(text(".github/workflows/ci.yml"), Loader=yaml.BaseLoader)  # noqa: S506

    assert workflow["permissions"] == {}
    for job in workflow["jobs"].values():
        assert job["permissions"] in ({}, {"contents": "read"})
        assert int(job["timeout-minutes"]) <= 20
        for step in job["steps"]:
            assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", step.get("uses", "a/b@" + "0" * 40))


def test_every_supported_python_is_declared_and_tested():
    workflow = yaml.load(text(".github/workflows/ci.yml"), Loader=yaml.BaseLoader)  # noqa: S506
    tested = set(workflow["jobs"]["tests"]["strategy"]["matrix"]["python"])
    prefix = "Programming Language :: Python :: 3."
    declared = {
        "3." + line.removeprefix(prefix)
        for line in PROJECT["project"]["classifiers"]
        if line.startswith(prefix)
    }

    assert tested == declared
