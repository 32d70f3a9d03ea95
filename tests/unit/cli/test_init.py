"""``subpolicy init``: what it writes, what it leaves, what it asks."""

import io
import json
import os
import sys

import pytest
import yaml

from subpolicy import starting
from subpolicy.cli import asking, starts
from subpolicy.cli.main import main
from support.checkout import git, repository
from support.registries import GERMAN, registry

NAMES = ["Müller & Söhne", '"]: {evil} #', "- a\\b", "null", "@team: *x", "x" * 256, "社"]


def names(folder):
    """Files below a folder, without git's own and the schemas."""
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and ".git" not in path.parts and path.parent.name != "schema"
    }


@pytest.fixture
def empty(tmp_path, monkeypatch):
    folder = tmp_path / "company"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def start(*arguments):
    return main(["init", "--yes", *arguments])


def test_everything_is_written_and_green_at_once(empty, capsys):
    repository(empty)
    assert start("--name", "Example, Inc.") == 0
    assert names(empty) == {
        "subpolicy.yaml",
        "vendors/sample.yaml",
        "flags.yaml",
        ".pre-commit-config.yaml",
        ".github/workflows/subpolicy.yml",
        ".github/CODEOWNERS",
        ".vscode/settings.json",
        ".vscode/extensions.json",
    }
    streams = capsys.readouterr()
    assert streams.out.startswith("PASS 1 vendor, ")
    assert "not a git repository" not in streams.err
    commands = streams.err.partition("next:\n")[2].splitlines()
    assert len(commands) == 3
    assert "pre-commit install" in commands[0]
    assert "git add --all && git commit" in commands[1]
    assert "subpolicy new stripe" in commands[2]
    assert main(["check", "--strict"]) == 0


def test_outside_git_it_works_and_says_what_is_missing(empty, capsys):
    assert start() == 0
    told = capsys.readouterr().err
    assert "this is no git repository yet" in told
    assert "git init && " in told


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_kept_whatever_it_holds(empty, name):
    assert start("--name", name) == 0
    text = (empty / "subpolicy.yaml").read_text(encoding="utf-8")
    assert yaml.safe_load(text)["organisation"]["name"] == name


@pytest.mark.parametrize("name", ["", "  ", "a\nb", "a\x1b[2J", "x" * 257, "a\u202eb"])
def test_a_name_that_is_none_is_refused_and_nothing_written(empty, name, capsys):
    with pytest.raises(SystemExit) as stopped:
        start("--name", name)
    assert stopped.value.code == 2
    assert "a name has 1 to 256 characters, on one line" in capsys.readouterr().err
    assert names(empty) == set()


def test_answers_arrive_in_the_files(empty):
    code = start("--home", "de,AT", "--regime", "EU,UK", "--regime", "ch", "--owner", "@a/b,c@d.eu")
    assert code == 0
    configuration = yaml.safe_load((empty / "subpolicy.yaml").read_text(encoding="utf-8"))
    assert configuration["home"] == ["DE", "AT"]
    assert configuration["organisation"] == {"name": "company", "home_country": "DE"}
    assert configuration["exporter_regimes"] == ["EU", "UK", "CH"]
    owners = (empty / ".github/CODEOWNERS").read_text(encoding="utf-8")
    assert "/subpolicy.yaml @a/b c@d.eu\n" in owners
    assert "To fill" not in owners


@pytest.mark.parametrize(
    ("option", "value", "complaint"),
    [
        ("--home", "Germany", "two letters each"),
        ("--home", ",", "two letters each"),
        ("--regime", "US", "one or more of EU, UK, CH"),
        ("--owner", "me # you", "an owner like @example/privacy"),
        ("--ci", "jenkins", "invalid choice"),
    ],
)
def test_an_answer_that_does_not_fit_is_refused(empty, capsys, option, value, complaint):
    with pytest.raises(SystemExit) as stopped:
        start(option, value)
    assert stopped.value.code == 2
    assert complaint in capsys.readouterr().err
    assert names(empty) == set()


def test_a_country_that_does_not_exist_is_refused(empty, capsys):
    assert start("--home", "ZZ") == 2
    assert "ZZ" in capsys.readouterr().err
    assert names(empty) == set()


def test_nothing_that_is_there_is_overwritten(empty, capsys):
    repository(empty)
    mine = {
        ".pre-commit-config.yaml": "repos: []\n",
        "CODEOWNERS": "* @me\n",
        ".vscode/settings.json": "{}\n",
        "flags.yaml": "flags: []\n",
    }
    for path, text in mine.items():
        (empty / path).parent.mkdir(exist_ok=True)
        (empty / path).write_text(text, encoding="utf-8")
    assert start() == 0
    for path, text in mine.items():
        assert (empty / path).read_text(encoding="utf-8") == text
    assert not (empty / ".github/CODEOWNERS").exists()
    told = capsys.readouterr().err
    assert "left flags.yaml as it is" in told
    assert ".pre-commit-config.yaml was there already; add below `repos:`:" in told
    assert "            entry: subpolicy check\n" in told
    assert "CODEOWNERS was there already; add:" in told
    assert "    /policies/ @your-organisation/data-protection\n" in told
    assert ".vscode/settings.json was there already" in told


def test_a_second_run_changes_nothing_and_asks_for_nothing_by_hand(empty, capsys):
    repository(empty)
    assert start() == 0
    git(empty, "add", "--all")
    git(empty, "commit", "--quiet", "--message=Registry")
    capsys.readouterr()
    assert start("--name", "Another") == 0
    assert git(empty, "status", "--porcelain") == ""
    told = capsys.readouterr().err
    assert "wrote" not in told
    assert "was there already" not in told


def test_a_registry_that_is_there_is_completed_and_judged(empty, capsys):
    registry(empty / "registry", berlin=GERMAN)
    before = (empty / "registry/subpolicy.yaml").read_bytes()
    assert main(["init", "registry"]) == 1
    assert (empty / "registry/subpolicy.yaml").read_bytes() == before
    assert not (empty / "registry/vendors/sample.yaml").exists()
    assert (empty / "registry/.pre-commit-config.yaml").exists()
    streams = capsys.readouterr()
    assert "[non-us-processing-without-scc]" in streams.out
    assert "subpolicy baseline create" in streams.err


def test_a_registry_in_a_folder_of_its_repository(empty, capsys):
    repository(empty)
    assert start("legal/our vendors") == 0
    hook = (empty / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    assert "entry: subpolicy check --root 'legal/our vendors'\n" in hook
    workflow = (empty / ".github/workflows/subpolicy.yml").read_text(encoding="utf-8")
    assert workflow.count("subpolicy check --root 'legal/our vendors' ") == 2
    owners = (empty / ".github/CODEOWNERS").read_text(encoding="utf-8")
    assert "/legal/our\\ vendors/policies/ @" in owners
    settings = json.loads((empty / ".vscode/settings.json").read_text(encoding="utf-8"))
    assert settings["yaml.schemas"]["./legal/our vendors/schema/vendor.schema.json"] == [
        "legal/our vendors/vendors/**/*.yaml"
    ]
    assert main(["check", "--root", "legal/our vendors"]) == 0


def test_a_folder_whose_name_could_end_a_command_is_refused(empty, capsys):
    repository(empty)
    assert start("a$(id)") == 2
    assert "cannot be named in a workflow" in capsys.readouterr().err
    assert names(empty) == set()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write all")
def test_a_folder_that_may_not_be_written_is_left_as_it_is(empty, capsys):
    empty.chmod(0o500)
    try:
        assert start() == 2
    finally:
        empty.chmod(0o700)
    assert "cannot" in capsys.readouterr().err
    assert names(empty) == set()


@pytest.mark.skipif(sys.platform != "linux", reason="a folder in which nobody may write")
def test_a_folder_that_cannot_be_made_is_an_error_of_the_run(empty, capsys):
    assert start("/proc/subpolicy") == 2
    assert "cannot make /proc/subpolicy: " in capsys.readouterr().err


def test_where_one_file_cannot_be_written_none_is(empty, capsys):
    (empty / "vendors").write_text("a file", encoding="utf-8")
    assert start() == 2
    assert names(empty) == {"vendors"}


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_a_link_out_of_the_folder_is_not_followed(empty, tmp_path, capsys):
    outside = tmp_path / "outside"
    outside.mkdir()
    (empty / ".vscode").symlink_to(outside, target_is_directory=True)
    assert start() == 2
    assert "leads out of" in capsys.readouterr().err
    assert not any(outside.iterdir())
    assert {*names(empty)} <= {".vscode"}


def test_a_file_in_the_folders_place_is_refused(empty, capsys):
    (empty / "x").write_text("", encoding="utf-8")
    assert start("x") == 2
    assert "x is not a folder" in capsys.readouterr().err


def test_the_command_offers_what_there_is():
    assert starts.PLATFORMS == starting.PLATFORMS
    assert starts.REGIMES == starting.REGIMES


# -- questions


class Keyboard(io.StringIO):
    def isatty(self):
        return True


def typing(monkeypatch, *lines):
    monkeypatch.setattr(sys, "stdin", Keyboard("".join(f"{line}\n" for line in lines)))
    monkeypatch.setattr(starts, "can_ask", lambda: True)


def test_on_a_terminal_what_is_missing_is_asked(empty, monkeypatch, capsys):
    typing(monkeypatch, "Müller GmbH", "DE", "EU, CH", "@mueller/dsb")
    assert main(["init", "--ci", "gitlab"]) == 0
    configuration = yaml.safe_load((empty / "subpolicy.yaml").read_text(encoding="utf-8"))
    assert configuration["organisation"]["name"] == "Müller GmbH"
    assert configuration["exporter_regimes"] == ["EU", "CH"]
    assert "@mueller/dsb" in (empty / ".gitlab/CODEOWNERS").read_text(encoding="utf-8")


def test_an_answer_that_does_not_fit_is_asked_again(empty, monkeypatch, capsys):
    typing(monkeypatch, "Müller GmbH", "Germany", "DE", "", "gitlab", "")
    assert main(["init"]) == 0
    told = capsys.readouterr().err
    assert "Name of your organisation [company]: " in told
    assert "  write countries as two letters each, like DE,AT\n" in told
    assert told.count("Home countries") == 2
    configuration = yaml.safe_load((empty / "subpolicy.yaml").read_text(encoding="utf-8"))
    assert configuration["home"] == ["DE"]
    assert configuration["exporter_regimes"] == []
    assert (empty / ".gitlab/subpolicy.yml").exists()


def test_nothing_is_written_when_the_answers_end(empty, monkeypatch, capsys):
    typing(monkeypatch, "Müller GmbH")
    assert main(["init"]) == 2
    assert "no answer" in capsys.readouterr().err
    assert names(empty) == set()


def test_without_a_terminal_a_name_is_needed_or_yes(empty, monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    assert not asking.can_ask()
    assert main(["init"]) == 2
    assert "--name" in capsys.readouterr().err
    assert main(["init", "--name", "Example, Inc."]) == 0


@pytest.mark.parametrize(
    ("trace", "written"),
    [
        (".gitlab-ci.yml", ".gitlab/subpolicy.yml"),
        ("azure-pipelines.yml", ".azure-pipelines/subpolicy.yml"),
    ],
)
def test_the_platform_in_use_is_found(empty, trace, written, capsys):
    repository(empty)
    (empty / trace).write_text("stages: []\n", encoding="utf-8")
    assert start() == 0
    assert (empty / written).exists()
    assert (empty / trace).read_text(encoding="utf-8") == "stages: []\n"
    assert ("local: .gitlab/subpolicy.yml" in capsys.readouterr().err) == ("gitlab" in written)
