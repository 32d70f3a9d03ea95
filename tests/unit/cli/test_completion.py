"""``subpolicy completion``: scripts that shells understand."""

import shutil
import subprocess
import sys

import pytest

from subpolicy.cli.main import COMMANDS, main
from support.checkout import ROOT
from support.command import surroundings

BASH = shutil.which("bash")
TYPED = """\
source "$1"; shift
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_LINE="$*"; COMP_POINT=${#COMP_LINE}
_shtab_subpolicy
printf '%s\\n' "${COMPREPLY[@]}"
"""

needs_bash = pytest.mark.skipif(
    BASH is None or sys.platform == "win32", reason="needs bash on a POSIX system"
)


@pytest.fixture
def script(tmp_path, capsys):
    assert main(["completion", "bash"]) == 0
    path = tmp_path / "completion.bash"
    path.write_text(capsys.readouterr().out, encoding="utf-8")
    return path


@pytest.fixture
def typed(script, tmp_path, green):
    """What bash offers for words of a command line, in a registry's folder."""
    programs = tmp_path / "bin"
    programs.mkdir()
    program = programs / "subpolicy"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m subpolicy "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    path = surroundings()["PATH"]

    def complete(*words):
        done = subprocess.run(
            [BASH, "--norc", "-c", TYPED, "bash", str(script), "subpolicy", *words],
            cwd=green,
            env=surroundings(PATH=f"{programs}:{path}"),
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stderr == ""
        return done.stdout.split()

    return complete


@needs_bash
def test_bash_takes_the_script_for_the_command(script):
    done = subprocess.run(
        [BASH, "--norc", "-c", f"source '{script}'; complete -p subpolicy"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.endswith(" subpolicy\n")
    assert done.stderr == ""


@needs_bash
@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["ch"], ["check"]),
        (["check", "--pol"], ["--policies-from"]),
        (["check", "--gate", ""], ["state", "change"]),
        (["check", "--pack", "g"], ["gdpr"]),
        (["check", "--rule", "missing-d"], ["missing-dpa-date", "missing-data-category"]),
        (["check", "vendors/a"], ["vendors/acme.yaml"]),
        (["rules", "optional-w"], ["optional-without-feature-flag"]),
        (["new", "vendor", "strip"], ["stripe"]),
        (["init", "--ci", "git"], ["github", "gitlab"]),
        (["publish", "an"], ["annex"]),
    ],
    ids=" ".join,
)
def test_bash_completes(typed, words, offered):
    found = {*typed(*words)}
    assert found.issuperset(offered)
    assert all(one.startswith(words[-1]) for one in found)


@needs_bash
def test_bash_completes_a_rule_of_the_registrys_own(typed, green, monkeypatch):
    monkeypatch.chdir(green)
    assert main(["new", "rule", "own/zebra-crossing"]) == 0
    assert typed("check", "--rule", "zeb") == ["zebra-crossing"]
    assert typed("check", "--pack", "ow") == ["own"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "tcsh"])
def test_every_shells_script_names_every_command(shell, capsys):
    assert main(["completion", shell]) == 0
    text = capsys.readouterr().out
    assert all(command in text for command in COMMANDS)
    assert "subpolicy completion --values" in text


@pytest.mark.skipif(shutil.which("zsh") is None, reason="needs zsh")
def test_zsh_reads_its_script(tmp_path, capsys):
    assert main(["completion", "zsh"]) == 0
    path = tmp_path / "_subpolicy"
    path.write_text(capsys.readouterr().out, encoding="utf-8")
    subprocess.run(["zsh", "-n", str(path)], check=True)


@pytest.mark.parametrize("kind", ["rules", "packs", "known"])
def test_values_are_there_far_from_any_registry(kind, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["completion", "--values", kind]) == 0
    expected = {"rules": "missing-dpa-date", "packs": "core", "known": "stripe"}
    assert expected[kind] in capsys.readouterr().out.split()


def test_without_a_shell_it_asks_for_one(capsys):
    assert main(["completion"]) == 2
    assert "subpolicy completion bash|zsh|tcsh" in capsys.readouterr().err


def test_without_the_extra_it_says_what_to_install(monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "shtab", None)
    assert main(["completion", "bash"]) == 2
    assert "pip install 'subpolicy[completion]'" in capsys.readouterr().err


def test_no_other_command_loads_the_extra():
    program = "import sys, subpolicy.cli.main as m; m.program(); print('shtab' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=surroundings(),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "False\n"
