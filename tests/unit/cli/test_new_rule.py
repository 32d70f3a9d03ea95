"""``subpolicy new rule``: a rule that already holds, in a place where it harms nothing."""

import os
import re
import shutil

import pytest

from subpolicy.cli.main import main
from support.checkout import ROOT

POSIX = pytest.mark.skipif(os.name == "nt", reason="links")


def new(root, name):
    return main(["new", "rule", "--root", str(root), name])


def files(root):
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*.yaml"))


def test_it_writes_a_rule_and_its_test_and_names_the_next_steps(green, capsys):
    before = files(green)
    assert new(green, "own/missing-website") == 0
    assert sorted(set(files(green)) - set(before)) == [
        "policies/own/missing-website.test.yaml",
        "policies/own/missing-website.yaml",
    ]
    streams = capsys.readouterr()
    assert streams.out == ""
    assert streams.err == (
        "wrote policies/own/missing-website.yaml\n"
        "wrote policies/own/missing-website.test.yaml\n"
        "\n"
        "next:\n"
        "  1. write the rule that you mean into both files\n"
        "  2. subpolicy test --rule missing-website    proves it on its own examples\n"
        "  3. subpolicy check --rule missing-website   shows what it finds in your registry\n"
        "  4. packs: [core, change, own] in subpolicy.yaml makes it part of the gate\n"
    )


@pytest.mark.parametrize("rule_id", ["missing-website", "x", "null", "1e3", "42", "no", "a" * 64])
def test_what_it_writes_already_holds_under_every_test(green, rule_id, capsys):
    assert new(green, f"own/{rule_id}") == 0
    assert main(["test", "--root", str(green), "--pack", "own", "--coverage", "--mutate"]) == 0
    assert main(["check", "--root", str(green), "--pack", "own"]) == 0
    assert main(["rules", "--root", str(green), rule_id]) == 0
    assert "has no website" in capsys.readouterr().out


def test_a_second_rule_joins_the_pack_and_the_step_that_is_done_is_left_out(green, capsys):
    text = "organisation: {name: Test}\npacks: [core, own]\n"
    (green / "subpolicy.yaml").write_text(text, encoding="utf-8")
    assert new(green, "own/one") == 0
    assert new(green, "own/two") == 0
    assert "packs:" not in capsys.readouterr().err
    assert main(["test", "--root", str(green), "--pack", "own"]) == 0


def test_the_rules_lie_where_the_configuration_says(green):
    text = "organisation: {name: Test}\npaths: {policies: law/rules}\n"
    (green / "subpolicy.yaml").write_text(text, encoding="utf-8")
    assert new(green, "own/one") == 0
    assert (green / "law" / "rules" / "own" / "one.test.yaml").is_file()
    assert main(["test", "--root", str(green), "--pack", "own"]) == 0


REFUSED = {
    "no pack": ("one", '"one" names no pack'),
    "an empty pack": ("/one", '"" cannot be the name of a pack'),
    "an empty id": ("own/", '"" cannot be the name of a rule'),
    "capitals": ("own/One", '"One" cannot be the name of a rule'),
    "an underscore": ("own/one_two", '"one_two" cannot be the name of a rule'),
    "two hyphens": ("own/one--two", '"one--two" cannot be the name of a rule'),
    "the ending of a test": ("own/one.test", '"one.test" cannot be the name of a rule'),
    "a folder": ("own/one/two", '"one/two" cannot be the name of a rule'),
    "a way out": ("../one", '".." cannot be the name of a pack'),
    "the tables": ("_tables/one", '"_tables" cannot be the name of a pack'),
    "an escape": ("own/\x1b[2J", '"\\x1b[2J" cannot be the name of a rule'),
    "65 characters": ("own/" + "a" * 65, "cannot be the name of a rule"),
    "a protected rule": ("own/missing-dpa-date", "missing-dpa-date is one of the protected rules"),
    "a shipped rule": ("own/missing-purpose", "there is a rule missing-purpose in pack core"),
    "a shipped pack": ("core/one", "core is a shipped pack"),
    "another shipped pack": ("gdpr/one", "gdpr is a shipped pack"),
}


@pytest.mark.parametrize(("name", "message"), REFUSED.values(), ids=REFUSED)
def test_a_name_that_is_none_or_taken_is_refused_with_a_way_out(green, name, message, capsys):
    before = files(green)
    assert new(green, name) == 2
    error = capsys.readouterr().err
    assert error.startswith("error: ")
    assert message in error
    assert "  = help: " in error
    assert files(green) == before


@pytest.mark.parametrize("present", ["one.yaml", "one.test.yaml"])
def test_files_that_are_there_are_never_overwritten(green, present, capsys):
    folder = green / "policies" / "own"
    folder.mkdir(parents=True)
    (folder / present).write_text("mine", encoding="utf-8")
    assert new(green, "own/one") == 2
    assert "already" in capsys.readouterr().err
    assert [path.name for path in folder.iterdir()] == [present]
    assert (folder / present).read_text(encoding="utf-8") == "mine"


@POSIX
def test_nothing_is_written_outside_the_registry(green, tmp_path, capsys):
    (tmp_path / "elsewhere").mkdir()
    (green / "policies").symlink_to(tmp_path / "elsewhere")
    assert new(green, "own/one") == 2
    assert list((tmp_path / "elsewhere").iterdir()) == []
    assert re.match(r"^(policies: )?error: ", capsys.readouterr().err)


def test_a_folder_that_cannot_be_made_is_a_wrong_run(green, capsys):
    (green / "law").write_text("a file", encoding="utf-8")
    text = "organisation: {name: Test}\npaths: {policies: law/rules}\n"
    (green / "subpolicy.yaml").write_text(text, encoding="utf-8")
    assert new(green, "own/one") == 2
    assert "error: " in capsys.readouterr().err


def test_this_project_can_add_to_the_packs_that_it_ships(tmp_path, capsys):
    for name in ("subpolicy.yaml", "policies", "vendors", "flags.yaml"):
        source, target = ROOT / name, tmp_path / name
        if source.is_dir():
            shutil.copytree(source, target)
        else:
            target.write_bytes(source.read_bytes())
    assert new(tmp_path, "core/missing-website") == 0
    assert (tmp_path / "policies" / "core" / "missing-website.yaml").is_file()
    assert main(["test", "--root", str(tmp_path), "--rule", "missing-website"]) == 0
