"""The action for GitHub: its shell steps, run."""

import base64
import gzip
import json
import sys
from pathlib import Path

import pytest

from support.actions import Runner, parsed
from support.checkout import ROOT, git, snapshot
from support.histories import TODAY, bare, branch, commit, history, vendor
from support.installs import execute
from support.programs import program
from support.registries import GERMAN
from support.wheels import locked, wheel

ACTION = "action.yml"
COMMENT = "comment/action.yml"
PULL_REQUEST = {"base_ref": "main"}
AS_OF = f"--as-of\n{TODAY}"

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


def checked(runner, github=None, **inputs):
    named = {name.replace("_", "-"): value for name, value in inputs.items()}
    return runner.run(ACTION, {"args": AS_OF} | named, github)


def outputs(ran):
    return ran.outputs["check"]


def test_a_registry_that_keeps_the_rules_passes(runner):
    ran = checked(runner)
    assert ran.code == 0, ran.log
    assert (outputs(ran)["exit-code"], outputs(ran)["verdict"]) == ("0", "pass")
    assert json.loads(outputs(ran)["counts"])["failed"] == int(outputs(ran)["failed"]) == 0
    assert json.loads(Path(outputs(ran)["report"]).read_text(encoding="utf-8"))["exit_code"] == 0
    assert "PASS" in ran.summary or "nothing" in ran.summary.lower()
    assert "change rules (no --base)" in ran.log


def test_a_pull_request_is_judged_as_a_change_by_the_rules_of_its_base(runner):
    commit(runner.checkout, {"vendors/berlin.yaml": GERMAN})
    git(runner.checkout, "push", "--quiet", "origin", "main")
    weaker = 'organisation: {name: Test}\nrules: {missing-purpose: {off: "we do not care"}}\n'
    files = vendor("bell", purpose=None) | {"subpolicy.yaml": weaker}
    branch(
        runner.checkout, {name: text.replace("purpose: null\n", "") for name, text in files.items()}
    )
    ran = checked(runner, PULL_REQUEST)
    assert ran.code == 1
    assert "title=missing-purpose" in ran.log
    assert "policy-weakened" in ran.log
    assert (outputs(ran)["verdict"], outputs(ran)["exit-code"]) == ("fail", "1")


def test_an_old_fault_blocks_no_pull_request(runner):
    commit(runner.checkout, {"vendors/berlin.yaml": GERMAN})
    git(runner.checkout, "push", "--quiet", "origin", "main")
    branch(runner.checkout, {"README.md": "hello\n"})
    assert checked(runner, PULL_REQUEST).code == 0
    assert checked(runner).code == 1


def test_a_merge_group_is_judged_against_its_base(runner):
    base = git(runner.checkout, "rev-parse", "HEAD").strip()
    branch(runner.checkout, {"vendors/berlin.yaml": GERMAN})
    ran = checked(runner, {"event.merge_group.base_sha": base})
    assert ran.code == 1
    assert "change rules (no --base)" not in ran.log


def test_on_a_schedule_everything_blocks(runner):
    commit(runner.checkout, {"vendors/berlin.yaml": GERMAN})
    ran = checked(runner)
    assert ran.code == 1
    assert "::error file=vendors/berlin.yaml,line=7" in ran.log
    assert "non-us-processing-without-scc" in ran.summary


def test_a_finding_need_not_fail_the_job_but_a_wrong_run_does(runner):
    commit(runner.checkout, {"vendors/berlin.yaml": GERMAN})
    ran = checked(runner, fail="false")
    assert (ran.code, outputs(ran)["verdict"]) == (0, "fail")
    wrong = checked(runner, fail="false", base="nowhere")
    assert (wrong.code, outputs(wrong)["verdict"]) == (2, "error")
    assert "report" not in outputs(wrong)


@pytest.mark.parametrize(
    "inputs",
    [
        {"gate": "never"},
        {"strict": "yes"},
        {"fail": ""},
        {"working_directory": "nowhere"},
    ],
)
def test_an_input_that_means_nothing_is_refused(runner, inputs):
    ran = checked(runner, **inputs)
    assert ran.code == 2
    assert "::error title=subpolicy::" in ran.log
    assert outputs(ran)["verdict"] == "error"


def test_strictness_more_outputs_and_more_arguments_reach_the_check(runner):
    commit(runner.checkout, vendor("bell", transfers=[{"mechanism": "scc", "as_applicable": True}]))
    assert checked(runner).code == 0
    ran = checked(
        runner,
        strict="true",
        output="junit=junit.xml\ngitlab=quality.json\n",
        args=f"{AS_OF}\n--rule\nscc-as-applicable\n",
        sarif="findings.sarif",
        summary="false",
    )
    assert ran.code == 1
    assert ran.summary == checked(runner, summary="false").summary, "the summary of the run before"
    assert {"junit.xml", "quality.json", "findings.sarif"} <= {
        path.name for path in runner.checkout.iterdir()
    }
    assert outputs(ran)["sarif"] == str(runner.checkout / "findings.sarif")
    assert runner.calls() == []


def test_a_registry_may_lie_in_a_folder(tmp_path):
    history(tmp_path / "checkout", inside="legal", berlin=GERMAN)
    (tmp_path / "runner").mkdir()
    ran = checked(Runner(tmp_path / "runner", tmp_path / "checkout"), working_directory="legal")
    assert ran.code == 1
    assert "file=legal/vendors/berlin.yaml" in ran.log


def test_what_comes_from_outside_stays_text(runner):
    hostile = "x$(touch owned);`touch owned`"
    git(runner.checkout, "branch", "harmless")
    ran = checked(runner, {"base_ref": hostile}, output="junit=$(touch owned).xml", format="text")
    assert ran.code == 2
    assert hostile in ran.log
    assert not list(runner.checkout.parent.rglob("owned"))


def test_the_sarif_is_sent_to_code_scanning(runner):
    commit(runner.checkout, {"vendors/berlin.yaml": GERMAN})
    ran = checked(runner, {"token": "secret"}, upload_sarif="true")
    assert ran.code == 1
    assert ran.steps[-2:] == ("Upload the SARIF", "Verdict")
    ((method, path, fields, token),) = runner.calls()
    assert (method, path) == ("POST", "repos/example/registry/code-scanning/sarifs")
    assert (fields["commit_sha"], fields["ref"], token) == ("0" * 40, "refs/pull/7/merge", "secret")
    sent = json.loads(gzip.decompress(base64.b64decode(fields["sarif"])))
    assert sent["runs"][0]["results"][0]["ruleId"] == "non-us-processing-without-scc"


def test_no_sarif_is_sent_for_a_fork(runner):
    ran = checked(runner, {"event.pull_request.head.repo.fork": "true"}, upload_sarif="true")
    assert ran.code == 0
    assert runner.calls() == []
    assert "no SARIF is uploaded" in ran.log


BORROWING = """\
#!/bin/sh
{python} "$@" || exit
for folder in "$4"/lib/python*/site-packages; do echo {borrowed} > "$folder/borrowed.pth"; done
"""


@pytest.fixture
def installing(runner, tmp_path, monkeypatch):
    """The installation by an action that needs one package, whose file has this digest."""
    # The rest and the build backend are the running environment's: seconds, and no package index.
    own = snapshot(tmp_path / "own")
    digest = wheel(tmp_path / "wheels")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path / "wheels"))

    def ran(action, wanted=digest):
        (own / "requirements" / "run.txt").write_text(locked(wanted), encoding="utf-8")
        given = {"skip": "all but the installation", "programs": {"python3": BORROWING}}
        return runner._replace(own=own).run(action, **given)

    return ran


@pytest.mark.slow
@pytest.mark.parametrize("action", [ACTION, COMMENT])
def test_the_action_installs_the_subpolicy_that_it_lies_beside(runner, installing, action):
    ran = installing(action)
    assert ran.steps[0] == "Install subpolicy"
    assert ran.outputs.get("install"), ran.log
    assert ran.outputs["install"]["scripts"].endswith("/subpolicy-venv/bin"), ran.log
    scripts = Path(ran.outputs["install"]["scripts"])
    done = execute(scripts / "subpolicy", "check", "--as-of", TODAY, cwd=runner.checkout)
    assert done.returncode == 0, done.stdout + done.stderr
    needed = execute(scripts / "python", "-c", "import subpolicy_needs_this", cwd=runner.checkout)
    assert needed.returncode == 0, needed.stderr


@pytest.mark.slow
def test_a_dependency_with_another_content_is_not_installed(installing):
    ran = installing(ACTION, wanted="0" * 64)
    assert (ran.code, ran.steps) == (1, ("Install subpolicy",))
    assert "DO NOT MATCH THE HASHES" in ran.log


def test_every_step_is_hardened():
    for action in (ACTION, COMMENT):
        for step in parsed(ROOT / action)["runs"]["steps"]:
            if "run" in step:
                assert step["run"].startswith("set -euo pipefail\n"), step["name"]
                assert "${{" not in step["run"], step["name"]
                assert step["shell"] == "bash"
            else:
                assert step["uses"].partition("@")[2].isalnum()
