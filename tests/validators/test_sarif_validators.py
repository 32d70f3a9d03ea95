"""SARIF, read by its consumers' own programs."""

import json
import re
import subprocess
import sys

import pytest

from subpolicy.findings.finding import Severity
from support.command import surroundings
from support.programs import node_module

TOOL = f"@microsoft/sarif-multitool-{sys.platform}"
NAME = "Sarif.Multitool"
ADDRESS_OF_THE_TOOL = "SARIF2005"
"""The rule that wants ``tool.driver.informationUri``. subpolicy has no page of its own on the web,
and an address that leads nowhere, or to somebody else, helps a reader less than none."""


def multitool(path, *options):
    """What Microsoft's validator says, by the rules of SARIF and of GitHub's code scanning."""
    (program,) = (p for p in node_module(TOOL).iterdir() if p.name.removesuffix(".exe") == NAME)
    program.chmod(0o755)
    log = path.with_suffix(".validation.sarif")
    rules = ("--rule-kind", "Sarif;Ghas", "--output", str(log), "--log", "ForceOverwrite")
    done = subprocess.run(
        [str(program), "validate", str(path), *rules, *options],
        env=surroundings(DOTNET_SYSTEM_GLOBALIZATION_INVARIANT="1"),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert "Analysis completed successfully" in done.stdout, done.stdout + done.stderr
    (run,) = json.loads(log.read_text(encoding="utf-8-sig"))["runs"]
    return [(one["ruleId"], json.dumps(one["message"])) for one in run["results"]]


def test_the_multitool_finds_nothing_by_the_rules_of_sarif_and_github(written):
    found = multitool(written("sarif"))

    assert [one for one in found if one[0] != ADDRESS_OF_THE_TOOL] == []
    assert len(found) == 1


@pytest.mark.parametrize("name", ["shared"], indirect=True)
def test_the_multitool_would_find_faults(written):
    path = written("sarif")
    log = json.loads(path.read_text(encoding="utf-8"))
    log["runs"][0]["tool"]["driver"]["name"] = ""
    path.write_text(json.dumps(log), encoding="utf-8")

    assert {rule for rule, _ in multitool(path)} - {ADDRESS_OF_THE_TOOL}


def test_sarif_tools_count_the_findings_of_the_report(written, report, name):
    done = subprocess.run(
        [sys.executable, "-m", "sarif", "summary", str(written("sarif"))],
        env=surroundings(),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    assert done.returncode == 0, done.stderr
    lines = re.findall(r"^(error|warning|note): (\d+)", done.stdout, re.MULTILINE)
    told = {level: int(number) for level, number in lines}
    levels = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
    counted = dict.fromkeys(levels.values(), 0)
    for broken in report(name).broken:
        counted[levels[broken.finding.severity]] += 1
    assert told == counted
