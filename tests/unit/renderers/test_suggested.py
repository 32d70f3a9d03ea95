"""Suggested edits in the comment on a pull request: what a finding all but spells out."""

import re

import pytest

from subpolicy.locations import Span
from subpolicy.renderers.difference.suggested import suggested
from support.command import subpolicy
from support.histories import TODAY, branch, history
from support.registries import GREEN
from support.reports import finding

LINE = "website: http://acme.example"
MEANT = "unknown key; did you mean `status`?"


def comment(tmp_path, record):
    folder = history(tmp_path / "repo")
    branch(folder, {"vendors/bell.yaml": record})
    arguments = ("diff", "main", "--format", "markdown", "--as-of", TODAY)
    done = subpolicy(*arguments, cwd=folder)
    assert done.returncode == 0, done.stderr
    return done.stdout


BELL = GREEN.replace("acme", "bell").replace("Acme", "Bell")


def test_a_misspelt_key_is_shown_as_it_should_read(tmp_path):
    shown = comment(tmp_path, BELL.replace("purpose:", "purpos:"))
    assert "  ```diff\n  -purpos: Sends e-mail\n  +purpose: Sends e-mail\n  ```" in shown


def test_http_becomes_https(tmp_path):
    shown = comment(tmp_path, f"{BELL}{LINE}\n")
    assert f"  -{LINE}\n  +website: https://acme.example\n" in shown


def test_a_date_or_a_contract_is_nobodys_to_suggest(tmp_path):
    shown = comment(tmp_path, BELL.replace("  signed_on: 2024-05-01\n", ""))
    assert "missing-dpa-date" in shown
    assert "```" not in shown


@pytest.mark.parametrize(
    "line",
    [
        "purpos: http://`` `` ```",
        "purpos: ##vso[task.setvariable]x",
        "purpos: " + "x" * 700,
    ],
)
def test_a_hostile_line_closes_no_fence_and_gives_no_command(tmp_path, line):
    shown = comment(tmp_path, BELL.replace("purpose: Sends e-mail", line))
    assert "##vso[" not in shown
    fences = re.findall(r"^  (`{3,})(?:diff)?$", shown, re.MULTILINE)
    assert fences in ([], ["````"] * 2)


@pytest.mark.parametrize(
    ("line", "column", "end", "told", "expected"),
    [
        ("statsu: active", 1, 7, MEANT, "status: active"),
        ('"statsu": active', 1, 9, MEANT, "status: active"),
        ("[statsu]: active", 1, 9, MEANT, None),
        ("a: &b statsu", 4, 13, MEANT, None),
        ("a: [statsu, b]", 5, 11, MEANT, "a: [status, b]"),
        ("statsu: active", 1, 7, "did you mean `a: b`?", "'a: b': active"),
        ("statsu: active", 1, 7, None, None),
    ],
)
def test_only_one_word_is_replaced_by_another(line, column, end, told, expected):
    one = finding(item=None, remediation=told, span=Span(1, column, 1, end))
    assert suggested(one, line) == expected


def test_nothing_is_said_of_a_place_that_covers_several_lines():
    one = finding(remediation=MEANT, span=Span(1, 1, 2, 3))
    assert suggested(one, "statsu: active") is None
