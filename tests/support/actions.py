"""A composite action of GitHub's: its shell steps, run as a runner does, but for the network."""

import json
import os
import re
import subprocess
import sys
import sysconfig
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from support.checkout import ROOT
from support.command import surroundings

_EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")
_NAME = re.compile(r"\b(?:inputs|github|steps)(?:\.[\w-]+)+")
_BASH = ("bash", "--noprofile", "--norc", "-eo", "pipefail")

GH = '''\
#!{python}
"""As `gh api`, with what is in GH_STUB for an answer; each call is noted there."""
import json, os, pathlib, subprocess, sys
stub = pathlib.Path(os.environ["GH_STUB"])
arguments = sys.argv[1:]
fields = dict(
    value.split("=", 1)
    for name, value in zip(arguments, arguments[1:])
    if name in ("--field", "--raw-field")
)
for name, value in fields.items():
    if value.startswith("@"):
        fields[name] = pathlib.Path(value[1:]).read_text(encoding="utf-8")
path = next(one for one in arguments if one.startswith("repos/"))
method = arguments[arguments.index("--method") + 1] if "--method" in arguments else "GET"
with (stub / "calls").open("a") as calls:
    calls.write(json.dumps([method, path, fields, os.environ["GH_TOKEN"]]) + "\\n")
if method == "GET" or "--silent" not in arguments:
    answers = json.loads((stub / "answers").read_text())
    answer = json.dumps(answers[path.partition("?")[0]])
    query = arguments[arguments.index("--jq") + 1]
    sys.exit(subprocess.run(["jq", "--raw-output", query], input=answer, text=True).returncode)
'''


class Ran(NamedTuple):
    """What became of an action."""

    code: int
    """Of the first step that failed, else 0."""
    log: str
    outputs: dict[str, dict[str, str]]
    """By the step's id."""
    summary: str
    steps: tuple[str, ...]
    """The names of the shell steps that ran."""


class Runner(NamedTuple):
    """A machine with a checkout, an event, and a subpolicy that needs no installation."""

    folder: Path
    """For what it keeps beside the checkout."""
    checkout: Path
    own: Path = ROOT
    """The checkout that the action lies in."""

    def run(
        self,
        action: str,
        inputs: Mapping[str, str] | None = None,
        github: Mapping[str, str] | None = None,
        skip: str = "Install subpolicy",
        programs: Mapping[str, str] | None = None,
    ) -> Ran:
        """The shell steps of an action in order, until one fails.

        Args:
            action: Its path below this repository.
            inputs: Over the action's own defaults.
            github: The context, with dotted names (`event.pull_request.number`).
            skip: A step that is left out, its outputs being what it would give.
            programs: More scripts that its steps find, in which `{python}` is this interpreter and
                `{borrowed}` where its packages are.
        """
        self._write(programs or {})
        description = parsed(self.own / action)
        given = {name: one.get("default", "") for name, one in description["inputs"].items()}
        names = {f"inputs.{name}": value for name, value in (given | dict(inputs or {})).items()}
        names |= {f"github.{name}": value for name, value in (github or {}).items()}
        names = {name: _filled(value, names) for name, value in names.items()}
        outputs: dict[str, dict[str, str]] = {}
        log, ran, code = "", [], 0
        for step in description["runs"]["steps"]:
            if "run" not in step or step["name"] == skip:
                outputs |= {step["id"]: {"scripts": str(self._scripts())}} if "id" in step else {}
                continue
            known = names | {
                f"steps.{step_id}.outputs.{name}": value
                for step_id, values in outputs.items()
                for name, value in values.items()
            }
            # A failed step ends the job, but for those that ask for `always()`; none does here.
            if code or not _holds(step.get("if", "true"), known):
                continue
            ran.append(step["name"])
            code, said, output = self._step(action, step, known)
            log += said
            outputs |= {step["id"]: output} if "id" in step else {}
        summary = (
            (self.folder / "summary").read_text() if (self.folder / "summary").exists() else ""
        )
        return Ran(code, log, outputs, summary, tuple(ran))

    def _step(
        self, action: str, step: dict[str, Any], names: Mapping[str, str]
    ) -> tuple[int, str, dict[str, str]]:
        output = self.folder / "output"
        output.write_text("")
        script = self.folder / "step.sh"
        script.write_text(step["run"], encoding="utf-8")
        temporary = self.folder / "temporary"
        temporary.mkdir(exist_ok=True)
        variables = surroundings(
            GITHUB_ACTION_PATH=str((self.own / action).parent),
            GITHUB_OUTPUT=str(output),
            GITHUB_REF="refs/pull/7/merge",
            GITHUB_REPOSITORY="example/registry",
            GITHUB_SERVER_URL="https://github.example",
            GITHUB_SHA="0" * 40,
            GITHUB_STEP_SUMMARY=str(self.folder / "summary"),
            GH_STUB=str(self.folder),
            RUNNER_TEMP=str(temporary),
        )
        variables["PATH"] = f"{self._scripts()}{os.pathsep}{variables['PATH']}"
        variables |= {name: _filled(value, names) for name, value in step.get("env", {}).items()}
        done = subprocess.run(
            [*_BASH, str(script)],
            cwd=self.checkout,
            env=variables,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        pairs = (line.split("=", 1) for line in output.read_text().splitlines())
        return done.returncode, done.stdout + done.stderr, dict(pairs)

    def _scripts(self) -> Path:
        self._write(
            {
                "subpolicy": '#!/bin/sh\nexec {python} -m subpolicy "$@"\n',
                "python": '#!/bin/sh\nexec {python} "$@"\n',
                "gh": GH,
            }
        )
        return self.folder / "scripts"

    def _write(self, programs: Mapping[str, str]) -> None:
        folder = self.folder / "scripts"
        folder.mkdir(exist_ok=True)
        for name, text in programs.items():
            own = text.replace("{python}", sys.executable)
            own = own.replace("{borrowed}", sysconfig.get_path("purelib"))
            (folder / name).write_text(own, encoding="utf-8")
            (folder / name).chmod(0o755)

    def answers(self, **by_path: object) -> None:
        """What GitHub answers, by the path below the repository."""
        answers = {f"repos/example/registry/{path}": one for path, one in by_path.items()}
        (self.folder / "answers").write_text(json.dumps(answers))

    def calls(self) -> list[list[Any]]:
        """What was asked of GitHub that changes something: method, path, fields, token."""
        file = self.folder / "calls"
        lines = file.read_text().splitlines() if file.exists() else []
        return [call for call in map(json.loads, lines) if call[0] != "GET"]


def parsed(path: Path) -> dict[str, Any]:
    """A workflow or an action; YAML 1.1 would read the key `on` as true."""
    text = path.read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506
    return loaded


def _filled(value: str, names: Mapping[str, str]) -> str:
    return _EXPRESSION.sub(lambda found: _value(found[1], names), value)


def _value(expression: str, names: Mapping[str, str]) -> str:
    """`a || b`: the first that is not empty."""
    for part in map(str.strip, expression.split("||")):
        if value := names.get(part, part if part in {"true", "false"} else ""):
            return value
    return ""


def _holds(condition: str, names: Mapping[str, str]) -> bool:
    """`a == 'b' && c != 'd'`."""
    told = _NAME.sub(lambda found: repr(names.get(found[0], "")), condition)
    parts = [re.fullmatch(r"'(.*)' (==|!=) '(.*)'", part.strip()) for part in told.split("&&")]
    if condition == "true":
        return True
    assert all(parts), condition
    return all((one[1] == one[3]) is (one[2] == "==") for one in parts if one)
