"""From an empty folder to a refused bad commit in five commands, by the real pre-commit."""

import os
import re
import subprocess
import sys

import pytest

from support.checkout import ROOT, environment

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="commands of a POSIX shell"),
]

PAGE = ROOT / "docs/getting-started.md"
FILLED = {
    "purpose:": "purpose: Takes card payments",
    "data_categories: []": "data_categories: [billing, email]",
    "locations: []": "locations: [US]",
    "method:": "method: incorporated",
    "signed_on:": "signed_on: 2024-05-01",
    "\nstatus:": "\nstatus: active",
}


def five_commands():
    """The commands as the page has them."""
    text = PAGE.read_text(encoding="utf-8").partition("## Five commands")[2]
    block = re.search(r"```sh\n(.*?)```", text, re.DOTALL)
    return block[1].splitlines()


@pytest.fixture
def shell(tmp_path):
    """A user's shell in an empty folder, with the ``subpolicy`` of this checkout."""
    programs = tmp_path / "bin"
    programs.mkdir()
    for name, module in (("subpolicy", "subpolicy"), ("pre-commit", "pre_commit")):
        program = programs / name
        program.write_text(
            f'#!/bin/sh\nPYTHONPATH="{ROOT / "src"}" exec "{sys.executable}" -m {module} "$@"\n',
            encoding="utf-8",
        )
        program.chmod(0o755)
    folder = tmp_path / "company"
    folder.mkdir()
    variables = environment(
        PATH=f"{programs}{os.pathsep}{os.environ['PATH']}",
        PRE_COMMIT_HOME=str(tmp_path / "pre-commit"),
        HTTPS_PROXY="http://127.0.0.1:9",  # whoever asks the network finds nothing
    )

    def run(command):
        return subprocess.run(
            ["sh", "-c", command],
            cwd=folder,
            env=variables,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            check=False,
        )

    run.folder = folder
    return run


def edit(shell, path, changes):
    file = shell.folder / path
    text = file.read_text(encoding="utf-8")
    for before, after in changes.items():
        assert before in text
        text = text.replace(before, after)
    file.write_text(text, encoding="utf-8")


def test_five_commands_lead_from_an_empty_folder_to_a_refused_commit(shell):
    *before, last = five_commands()
    assert len(before) == 4

    for command in before:
        done = shell(command)
        assert done.returncode == 0, f"{command}\n{done.stdout}"
    refused = shell(last)

    assert refused.returncode == 1, refused.stdout
    assert "subpolicy check" in refused.stdout
    assert re.search(r"vendors/stripe\.yaml:\d+:\d+: error: purpose is empty", refused.stdout)
    assert "vendors/sample.yaml" not in refused.stdout
    assert shell("git rev-parse --verify --quiet HEAD").returncode == 1

    edit(shell, "vendors/stripe.yaml", FILLED)
    passed = shell(last)
    assert passed.returncode == 0, passed.stdout

    edit(shell, "vendors/stripe.yaml", {"locations: [US]": "locations: [US, CN]"})
    again = shell("git commit --all --message 'Into China'")
    assert again.returncode == 1, again.stdout
    assert "processes personal data in CN without SCCs" in again.stdout
    assert shell("git rev-list --count HEAD").stdout == "1\n"


def test_the_sample_can_be_broken_and_deleted(shell):
    for command in [*five_commands()[:3], "git add --all && git commit --message Registry"]:
        done = shell(command)
        assert done.returncode == 0, f"{command}\n{done.stdout}"

    edit(shell, "vendors/sample.yaml", {"locations: [US]": "locations: [RU]"})
    refused = shell("git commit --all --message Russia")
    assert refused.returncode == 1, refused.stdout
    assert "without SCCs" in refused.stdout

    assert shell("git checkout --quiet -- vendors && subpolicy new acme").returncode == 0
    edit(
        shell,
        "vendors/acme.yaml",
        {
            "\nname: #": "\nname: Acme #",
            "legal_name: #": "legal_name: Acme Ltd #",
            "country: #": "country: US #",
            "website: #": "website: https://acme.example #",
        }
        | FILLED,
    )
    done = shell("git rm --quiet vendors/sample.yaml && git add --all && git commit --message Acme")
    assert done.returncode == 0, done.stdout
    judged = shell("subpolicy check --base HEAD~1 --rule vendor-deleted")
    assert judged.returncode == 0, judged.stdout
