"""``subpolicy new ID``: a record with blanks."""

import sys

import pytest

from subpolicy.cli.main import main, parsed


@pytest.fixture
def here(green, monkeypatch):
    monkeypatch.chdir(green)
    return green


@pytest.mark.parametrize("words", [["new", "stripe"], ["new", "vendor", "stripe"]])
def test_both_forms_write_the_same_record(here, capsys, words):
    assert main(words) == 0
    text = (here / "vendors/stripe.yaml").read_text(encoding="utf-8")
    assert "legal_name: Stripe, Inc.\n" in text
    told = capsys.readouterr().err
    assert told.startswith("wrote vendors/stripe.yaml\nfrom the catalogue of ")
    assert "still to fill:\n  vendors/stripe.yaml:" in told
    assert "then: subpolicy check vendors/stripe.yaml\n" in told
    assert main(["check"]) == 1


def test_options_may_stand_before_the_id(here):
    assert parsed(["new", "--edit", "stripe"]).id == "stripe"
    assert parsed(["new", "--root", "x", "stripe"]).edit is False


def test_a_vendor_may_be_called_like_a_word_of_the_command(here):
    assert main(["new", "vendor", "rule"]) == 0
    assert (here / "vendors/rule.yaml").exists()


def test_a_record_that_is_there_is_left(here, capsys):
    before = (here / "vendors/acme.yaml").read_bytes()
    assert main(["new", "acme"]) == 2
    assert "vendors/acme.yaml is there already" in capsys.readouterr().err
    assert (here / "vendors/acme.yaml").read_bytes() == before


def test_the_nearest_known_vendor_is_named(here, capsys):
    assert main(["new", "strype"]) == 0
    assert "if you mean stripe: subpolicy new stripe\n" in capsys.readouterr().err


def test_an_id_is_shown_as_it_can_be_printed(here, capsys):
    assert main(["new", "a\x1b[2J"]) == 2
    told = capsys.readouterr().err
    assert "\x1b" not in told
    assert r"a\x1b[2J" in told


def test_without_an_id_it_says_how(here, capsys):
    assert main(["new", "vendor"]) == 2
    assert "subpolicy new stripe" in capsys.readouterr().err


def test_the_known_vendors_are_listed_anywhere(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["new", "--list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) >= 40
    assert any(line.split(maxsplit=1) == ["stripe", "Stripe, Inc."] for line in lines)


# -- the editor

FILLING = """\
import pathlib, sys
path = pathlib.Path(sys.argv[-1])
path.write_text(path.read_text(encoding="utf-8").replace("purpose:", "purpose: Mail"), "utf-8")
"""


@pytest.fixture
def editor(tmp_path, monkeypatch):
    script = tmp_path / "my editor.py"
    script.write_text(FILLING, encoding="utf-8")
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", f"{sys.executable} '{script}'")


@pytest.mark.skipif(sys.platform == "win32", reason="words as a POSIX shell takes them")
def test_the_editor_opens_the_record_and_what_is_missing_is_told_after_it(here, editor, capsys):
    assert main(["new", "stripe", "--edit"]) == 0
    assert "purpose: Mail" in (here / "vendors/stripe.yaml").read_text(encoding="utf-8")
    told = capsys.readouterr().err
    assert "purpose is empty" not in told
    assert "status is empty" in told


@pytest.mark.parametrize("command", ["", "'open"])
def test_without_an_editor_nothing_is_written(here, monkeypatch, capsys, command):
    monkeypatch.setenv("VISUAL", "")
    monkeypatch.setenv("EDITOR", command)
    assert main(["new", "stripe", "--edit"]) == 2
    assert "set EDITOR" in capsys.readouterr().err
    assert not (here / "vendors/stripe.yaml").exists()


def test_an_editor_that_is_not_there_is_told(here, monkeypatch, capsys):
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", "no-such-editor-here")
    assert main(["new", "stripe", "--edit"]) == 2
    assert "cannot start no-such-editor-here: " in capsys.readouterr().err
