"""Options of ``publish page``, and what it says of wrong ones."""

import json

import pytest

from subpolicy.cli.main import main
from support.checkout import ROOT

MIELTO = ("--root", str(ROOT / "examples/mielto"), "--as-of", "2026-11-21")


def test_the_format_follows_the_files_ending(tmp_path):
    for name, start in (
        ("a.html", "<!doctype html>"),
        ("a.md", "# Mielto"),
        ("a.json", '{\n  "schema": "subpolicy.subprocessors/1"'),
        ("a.jsonld", '{\n  "@context"'),
    ):
        part = ("--status", "active")  # a part moves no date
        assert main(["publish", "page", *MIELTO, *part, "--output", str(tmp_path / name)]) == 0
        assert (tmp_path / name).read_text(encoding="utf-8").startswith(start)


def test_a_location_is_taken_in_any_case_and_matches_its_areas(capsys):
    assert main(["publish", "page", *MIELTO, "--location", "de", "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["selection"] == {"location": ["DE"]}
    assert "calendly" not in [vendor["id"] for vendor in data["vendors"]]
    assert "cloudflare" in [vendor["id"] for vendor in data["vendors"]]


def test_what_no_switch_turns_on_is_left_out_with_a_warning(capsys):
    assert main(["publish", "page", *MIELTO, "--enabled", "", "--format", "json"]) == 0
    out, err = capsys.readouterr()
    assert {vendor["status"] for vendor in json.loads(out)["vendors"]} == {"active"}
    assert err.startswith("warning: left out, as optional without a declared feature_flag: 20 (")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--location", "UK"], "did you mean GB?"),
        (["--status", "activ"], "did you mean active?"),
        (["--category", "a-i"], "did you mean ai?"),
        (["--enabled", "x"], 'there is no switch "x"'),
        (["--lang", "../en"], "there are no words in '../en'"),
        (["--check", "--status", "active"], "--check has no file to look at"),
        (["--output", "no/such/folder/page.md"], "cannot write no/such/folder/page.md"),
    ],
)
def test_a_wrong_option_is_exit_2_with_a_hint(tmp_path, monkeypatch, capsys, arguments, message):
    monkeypatch.chdir(tmp_path)
    try:
        code = main(["publish", "page", *MIELTO, *arguments])
    except SystemExit as stopped:
        code = stopped.code
    assert code == 2
    assert message in capsys.readouterr().err
