"""A waived or baselined failure stays in every output, marked, and is counted."""

import json

import jsonschema
import pytest

from subpolicy.cli.main import main
from subpolicy.renderers import FORMATS
from subpolicy.renderers.audit import renderer
from subpolicy.renderers.text import TextOptions
from subpolicy.renderers.text import render as text
from support.audits import audit
from support.checkout import ROOT
from support.exceptions import adopt, judged, known, waive
from support.registries import GERMAN


@pytest.fixture
def mixed(red):
    """One failure waived, one baselined, one open; an entry without an owner, and a stale one."""
    record = GERMAN.replace("[US, DE]", "[DE, FR, CN, JP]")
    (red / "vendors" / "berlin.yaml").write_text(record, encoding="utf-8")
    waive(red, evidence="SEC-204", reason="<b>under</b> | review")
    adopt(red, known(item="FR"), known(item="CN", owner=None))
    return judged(red)


def reported(report):
    """The auditor's report as JSON."""
    return renderer("json")(audit(report=report))


@pytest.mark.parametrize("render", [FORMATS["json"], reported])
def test_the_json_is_valid_and_says_what_accepts_each_failure(mixed, render):
    schema = json.loads((ROOT / "schema" / "report.schema.json").read_text(encoding="utf-8"))
    data = json.loads(render(mixed))
    jsonschema.Draft202012Validator(schema).validate(data)
    found = {finding["item"]: finding for finding in data["findings"]}
    assert {item: finding["outcome"] for item, finding in found.items()} == {
        "DE": "waived",
        "FR": "baselined",
        "CN": "baselined",
        "JP": "fail",
    }
    assert found["DE"]["baseline"] is None
    assert found["DE"]["waiver"] == {
        "id": "german-scc",
        "reason": "<b>under</b> | review",
        "evidence": "SEC-204",
        "approved_by": "dpo@example.com",
        "approved_on": "2026-03-01",
        "expires_on": "2026-08-01",
        "path": "waivers/german-scc.yaml",
    }
    assert found["FR"]["baseline"] == {"owner": "privacy@example.com", "due": "2026-08-01"}
    assert found["CN"]["baseline"] == {"owner": None, "due": "2026-08-01"}
    assert found["FR"]["waiver"] is None
    assert (found["JP"]["waiver"], found["JP"]["baseline"]) == (None, None)
    counts = data["counts"]
    assert (counts["failed"], counts["waived"], counts["baselined"]) == (1, 1, 2)
    assert data["exit_code"] == 1


def test_the_evaluations_name_each_outcome(mixed):
    data = json.loads(reported(mixed))
    outcomes = [e["outcome"] for e in data["evaluations"] if e["item"] in {"DE", "FR", "CN", "JP"}]
    assert outcomes == ["waived", "baselined", "baselined", "failed"]


def test_the_text_marks_them_and_says_who_accepted_what_until_when(mixed):
    lines = text(mixed).splitlines()
    marks = [line.split(": ")[1] for line in lines if "without SCCs [" in line]
    assert marks == ["waived error", "baselined error", "baselined error", "error"]
    assert (
        "  = waiver german-scc: accepted by dpo@example.com from 2026-03-01 through 2026-08-01: "
        "<b>under</b> | review"
    ) in lines
    assert "  = known at adoption: due by 2026-08-01, owner privacy@example.com" in lines
    assert "  = known at adoption: due by 2026-08-01" in lines
    assert "1 failed (1 error), 1 waived, 2 baselined, " in lines[-1]


def test_the_quiet_text_leaves_them_out_and_still_counts_them(mixed):
    quiet = text(mixed, TextOptions(quiet=True))
    assert quiet.count("without SCCs [") == 1
    assert "1 waived, 2 baselined" in quiet


def test_github_lists_them_without_annotations(mixed):
    lines = FORMATS["github"](mixed).splitlines()
    assert sum(line.startswith("::") for line in lines) == 1
    marks = [line.split(": ")[1] for line in lines if line.startswith("- ")]
    assert marks == ["waived", "baselined", "baselined"]
    assert "1 waived, 2 baselined" in lines[-1]


def test_nothing_but_accepted_failures_is_a_pass(red, capsys):
    waive(red)
    assert main(["check", "--root", str(red), "--as-of", "2026-06-15"]) == 0
    assert "\nPASS " in capsys.readouterr().out
