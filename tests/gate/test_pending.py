"""An announced change: merged before it is true, judged as it will be, and applied on its day."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

NOTICE = {
    "kind": "widened",
    "announced_on": "2026-01-01",
    "effective_on": "2026-02-01",
    "channels": ["page"],
}
ACME = {
    "id": "acme",
    "name": "Acme",
    "status": "active",
    "purpose": "Search",
    "data_categories": ["email"],
    "processing": {"locations": ["US"]},
    "dpa": {"method": "signed", "signed_on": "2025-01-01"},
}
FURTHER = {"processing": {"locations": ["US", "DE"]}}
SCC = {"transfers": [{"mechanism": "scc"}]}


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    (tmp_path / "vendors").mkdir()
    (tmp_path / "subpolicy.yaml").write_text("organisation: {name: Test}\n")
    git(tmp_path, "init", "-q", "-b", "main")
    committed(tmp_path, ACME)
    git(tmp_path, "checkout", "-q", "-b", "branch")
    return tmp_path


def git(folder: Path, *arguments: str) -> None:
    author = ["-c", "user.name=T", "-c", "user.email=t@example.com"]
    subprocess.run(["git", *author, *arguments], cwd=folder, check=True)


def wrote(folder: Path, record: dict[str, Any]) -> None:
    (folder / "vendors" / f"{record['id']}.yaml").write_text(json.dumps(record))


def committed(folder: Path, record: dict[str, Any]) -> None:
    wrote(folder, record)
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "a change")


def failures(folder: Path, as_of: str, *arguments: str) -> list[tuple[str, str]]:
    """The rules that block, each with its message, without the vocabulary's."""
    command = [sys.executable, "-m", "subpolicy", "check", "--format", "json", "--as-of", as_of]
    ran = subprocess.run(
        [*command, *arguments], cwd=folder, capture_output=True, text=True, check=False
    )
    assert ran.returncode in {0, 1}, ran.stderr
    findings = json.loads(ran.stdout)["findings"]
    errors = [(f["rule"], f["message"]) for f in findings if f["severity"] == "error"]
    return [error for error in errors if error[0] != "unknown-data-category"]


def announced(fields: dict[str, Any]) -> dict[str, Any]:
    pending = [{"effective_on": "2026-02-01", "set": fields}]
    return {**ACME, "notices": [NOTICE], "pending": pending}


def test_a_pending_region_is_judged_as_it_will_be(repo: Path) -> None:
    wrote(repo, announced(FURTHER))
    assert failures(repo, "2026-01-01", "--base", "main") == [
        (
            "non-us-processing-without-scc",
            "processes personal data in DE without SCCs (from 2026-02-01 on)",
        )
    ]
    wrote(repo, announced(FURTHER | SCC))
    assert failures(repo, "2026-01-01", "--base", "main") == []


def test_what_fails_from_one_day_on_is_said_once(repo: Path) -> None:
    later = {"effective_on": "2026-03-01", "set": {"purpose": "Mail"}}
    record = announced(FURTHER)
    wrote(repo, record | {"pending": [later, *record["pending"]]})
    assert [rule for rule, _ in failures(repo, "2026-01-01")] == ["non-us-processing-without-scc"]


def test_a_pending_dpa_covers_the_vendor_as_it_will_be(repo: Path) -> None:
    planned = {key: value for key, value in ACME.items() if key != "dpa"} | {"status": "planned"}
    active = {"status": "active"}
    dpa = {"dpa": {"method": "signed", "signed_on": "2025-12-01"}}
    wrote(repo, planned | {"pending": [{"effective_on": "2026-02-01", "set": active}]})
    assert [rule for rule, _ in failures(repo, "2026-01-01")] == ["missing-dpa-date"]
    wrote(repo, planned | {"pending": [{"effective_on": "2026-02-01", "set": active | dpa}]})
    assert failures(repo, "2026-01-01") == []


@pytest.mark.parametrize(("day", "blocks"), [("2026-02-01", False), ("2026-02-02", True)])
def test_it_is_overdue_after_its_day(repo: Path, day: str, blocks: bool) -> None:
    wrote(repo, announced(FURTHER | SCC))
    assert ("pending-overdue" in dict(failures(repo, day))) == blocks


@pytest.mark.parametrize(
    ("day", "blocked"), [("2026-01-30", True), ("2026-01-31", False), ("2026-02-01", False)]
)
def test_it_is_applied_once_its_notice_has_run(repo: Path, day: str, blocked: bool) -> None:
    committed(repo, announced(FURTHER | SCC))
    git(repo, "checkout", "-q", "-b", "applied")
    wrote(repo, ACME | FURTHER | SCC | {"notices": [NOTICE]})
    message = "new location DE, announced on 2026-01-01: the earliest lawful day is 2026-01-31"
    found = failures(repo, day, "--base", "branch")
    assert found == ([("widened-without-notice", message)] if blocked else [])


def test_a_second_change_on_the_day_that_the_page_names_needs_no_other_date(repo: Path) -> None:
    text = "organisation: {name: Test}\npage: {updated_on: 2026-01-05}\n"
    (repo / "subpolicy.yaml").write_text(text)
    committed(repo, ACME)
    git(repo, "checkout", "-q", "-b", "second")
    wrote(repo, ACME | {"purpose": "Mail"})
    command = [sys.executable, "-m", "subpolicy", "check", "--base", "branch", "--strict"]
    for day, code in (("2026-01-05", 0), ("2026-01-06", 1)):
        only = ["--rule", "page-date-not-bumped", "--as-of", day]
        ran = subprocess.run([*command, *only], cwd=repo, capture_output=True, check=False)
        assert ran.returncode == code, ran.stdout
