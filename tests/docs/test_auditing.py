"""What the page for auditors tells them to do, done as it says."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from support.checkout import ROOT
from support.command import surroundings
from support.histories import commit, history, vendor
from support.registries import GERMAN

PAGE = ROOT / "docs" / "auditing.md"
OWN_RULE = """\
id: own-region
title: Processing in Germany
severity: warning
scope: vendor
rationale: Germany is not ours.
remediation: Leave it.
require: "!('DE' in vendor.processing.locations)"
message: "'processes in Germany'"
at: /processing/locations
"""

pytestmark = pytest.mark.skipif(
    sys.platform == "win32"
    or not all(map(shutil.which, ("ssh-keygen", "unzip", "sha256sum", "diff", "cmp"))),
    reason="needs a POSIX shell, ssh-keygen, unzip, sha256sum",
)


def commands(part: str) -> str:
    """The commands of a part of the page, as one script."""
    text = PAGE.read_text(encoding="utf-8").partition(f"\n## {part}\n")[2].partition("\n## ")[0]
    return "".join(re.findall(r"^```sh\n(.*?)^```$", text, re.MULTILINE | re.DOTALL))


class Desk:
    """A folder in which somebody follows the page."""

    def __init__(self, folder: Path, home: Path) -> None:
        self.folder = folder
        self._home = home

    def run(self, script: str) -> "subprocess.CompletedProcess[str]":
        """What a shell makes of it that stops at the first error."""
        programs = self._home / "bin"
        if not programs.exists():
            programs.mkdir()
            program = programs / "subpolicy"
            program.write_text(f'#!/bin/sh\nexec {sys.executable} -m subpolicy "$@"\n')
            program.chmod(0o755)
        variables = surroundings(HOME=str(self._home))
        variables["PATH"] = f"{programs}:{variables['PATH']}"
        return subprocess.run(
            # ssh-keygen asks the password database for the home folder, not HOME.
            ["/bin/sh", "-e", "-c", script.replace("~", str(self._home))],
            cwd=self.folder,
            env=variables,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    def done(self, script: str) -> str:
        """What it prints; it must succeed."""
        done = self.run(script)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


@pytest.fixture(scope="module")
def handed_over(tmp_path_factory) -> Path:
    """A registry with a history and an own rule, a home with a key, and a desk of the auditor.

    Made once, as the page says: what happens to a bundle happens to a copy of it all.
    """
    top = tmp_path_factory.mktemp("handed-over")
    (top / "home" / ".ssh").mkdir(parents=True)
    folder = history(top / "registry")
    commit(folder, vendor("berlin", GERMAN.replace("id: berlin", "id: acme")))
    commit(
        folder,
        {
            "policies/own/own-region.yaml": OWN_RULE,
            "subpolicy.yaml": "organisation: {name: Test}\npacks: [core, change, own]\n",
        },
    )
    desk = Desk(folder, top / "home")
    desk.done("ssh-keygen -q -t ed25519 -N '' -C test -f ~/.ssh/id_ed25519")
    desk.done(commands("Make it") + commands("Sign it"))
    (top / "auditor").mkdir()
    for name in ("audit.zip", "SHA256SUMS.sig", "allowed_signers"):
        shutil.copy(folder / name, top / "auditor")
    return top


@pytest.fixture
def signed(handed_over: Path, tmp_path: Path) -> Desk:
    """What the auditor is handed, in a folder of the auditor's own."""
    shutil.copytree(handed_over, tmp_path, dirs_exist_ok=True, symlinks=True)
    return Desk(tmp_path / "auditor", tmp_path / "home")


def test_a_signed_bundle_verifies(signed: Desk) -> None:
    printed = signed.done(commands("Check it"))
    assert printed.startswith('Good "subpolicy" signature for privacy@example.com')
    assert printed.count("\n") == 1


@pytest.mark.parametrize(
    "tampering",
    [
        "echo >> audit/report.html",
        "rm audit/records/vendors/acme.yaml",
        "touch audit/records/vendors/new.yaml",
        "echo >> audit/SHA256SUMS",
        "sed -i.bak s/a/b/ allowed_signers",
    ],
)
def test_what_was_tampered_with_does_not(signed: Desk, tampering: str) -> None:
    unpack, checks = commands("Check it").split("\n", 1)
    signed.done(f"{unpack}\n{tampering}\n")
    assert signed.run(checks).returncode != 0


def test_the_key_is_good_for_nothing_but_bundles(signed: Desk) -> None:
    key = signed.folder.parent / "home" / ".ssh" / "id_ed25519"
    signed.done(f"echo x > commit && ssh-keygen -q -Y sign -n git -f {key} commit")
    verify = "ssh-keygen -Y verify -f allowed_signers -I privacy@example.com -n git -s commit.sig"
    assert signed.run(f"{verify} < commit").returncode != 0
    signed.done(f"sed -i.bak 's/namespaces=[^ ]* //' allowed_signers && {verify} < commit")


def test_a_clone_makes_the_same_bytes_again(signed: Desk) -> None:
    registry = signed.folder.parent / "registry"
    signed.done(f"git clone --quiet {registry} clone && cp audit.zip clone")
    again, _ = commands("Make it again").split("subpolicy check")
    signed.done(f"cd clone\n{again}")


def test_the_command_that_the_bundle_names_makes_it_again(signed: Desk) -> None:
    readme = signed.done("unzip -p audit.zip README.txt")
    command = re.search(r"again: +(subpolicy .*)", readme)
    assert command is not None
    registry = signed.folder.parent / "registry"
    signed.done(f"git clone --quiet {registry} clone")
    signed.done(f"cd clone && {command[1]} && cmp audit.zip ../audit.zip")


def test_the_records_of_a_bundle_can_be_judged_again(signed: Desk) -> None:
    check = commands("Make it again").splitlines()[-1]
    copy = re.search(r"`(cp -R .*?)`", PAGE.read_text(encoding="utf-8"))
    assert copy is not None
    signed.done(f"unzip -q audit.zip -d audit && {copy[1]}")
    again = signed.run(check)
    registry = Desk(signed.folder.parent / "registry", signed.folder.parent / "home")
    first = registry.run("subpolicy check --as-of 2026-06-30")
    assert "[own-region]" in first.stdout
    assert (again.stdout, again.returncode) == (first.stdout, first.returncode) == (first.stdout, 1)
