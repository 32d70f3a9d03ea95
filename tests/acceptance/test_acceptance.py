"""Every folder of ``cases/`` is a registry, a command, and what a user sees of it.

    command.yaml   shows (what the case is for), args, exit; optional: base (a folder of bases/, or
                   of the repository, laid under the case's own registry), make (files that a
                   repository cannot hold), cwd, process: true (in a process of its own)
    registry/      the case's files
    stdout stderr  what is printed; no file where nothing is
    written/       the files that the command writes

``UPDATE_GOLDEN=1`` writes stdout, stderr and written/ anew; the exit code is written by hand.
"""

import os
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import pytest
import yaml

from subpolicy import __version__
from subpolicy.cli.main import main
from support.checkout import ROOT
from support.command import subpolicy
from support.hostile import KINDS, make

HERE = Path(__file__).parent
CASES = sorted(path.parent.name for path in (HERE / "cases").glob("*/command.yaml"))
DIGEST = re.compile(r"\b[0-9a-f]{64}\b")


class Seen(NamedTuple):
    """What a user sees of a run."""

    code: int
    stdout: str
    stderr: str
    written: dict[str, str]


class Case(NamedTuple):
    folder: Path
    shows: str
    args: list[str]
    exit: int
    base: str | None = None
    make: Mapping[str, str] = MappingProxyType({})
    cwd: str = "."
    process: str = ""

    @classmethod
    def read(cls, name):
        folder = HERE / "cases" / name
        # BaseLoader: a date among the arguments stays text.
        command = yaml.load((folder / "command.yaml").read_bytes(), Loader=yaml.BaseLoader)  # noqa: S506
        command["exit"] = int(command["exit"])
        return cls(folder, **command)

    def lay_out(self, root, monkeypatch):
        """The registry at ``root``: the base, the case's files over it, and those to be made."""
        root.mkdir()
        if self.base is not None:
            own = HERE / "bases" / self.base
            shutil.copytree(own if own.is_dir() else ROOT / self.base, root, dirs_exist_ok=True)
        if (self.folder / "registry").is_dir():
            shutil.copytree(self.folder / "registry", root, dirs_exist_ok=True)
        for path, kind in self.make.items():
            make(kind, root / path, monkeypatch)

    def expected(self):
        def text(name):
            path = self.folder / name
            return path.read_bytes().decode() if path.exists() else ""

        folder = self.folder / "written"
        written = (path for path in folder.rglob("*") if path.is_file())
        files = {p.relative_to(folder).as_posix(): p.read_bytes().decode() for p in written}
        return Seen(self.exit, text("stdout"), text("stderr"), files)

    def update(self, seen):
        shutil.rmtree(self.folder / "written", ignore_errors=True)
        texts = {"stdout": seen.stdout, "stderr": seen.stderr}
        texts |= {f"written/{name}": text for name, text in seen.written.items()}
        for name, text in texts.items():
            path = self.folder / name
            path.unlink(missing_ok=True)
            if text:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(text.encode())


@pytest.fixture
def plain_environment(monkeypatch, tmp_path):
    """Nothing of the surroundings: no colour, no CI, no git repository around the registry."""
    foreign = ("GIT_", "PRE_COMMIT", "NO_COLOR", "FORCE_COLOR", "PYTHON")
    for name in os.environ:
        if name.startswith(foreign):
            monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    monkeypatch.setenv("COLUMNS", "100")


def run_here(case, root, monkeypatch, capsys):
    monkeypatch.chdir(root / case.cwd)
    code = main(case.args)
    return code, *capsys.readouterr()


def run_process(case, root):
    done = subpolicy(*case.args, cwd=root / case.cwd)
    return done.returncode, done.stdout, done.stderr


def contents(root):
    files = (path for path in root.rglob("*") if path.is_file() and not path.is_symlink())
    return {path.relative_to(root).as_posix() for path in files}


def scrubbed(text, root):
    """Without what differs between machines and releases."""
    text = text.replace(str(root), "<root>")
    for words in ("subpolicy", "this is"):
        text = text.replace(f"{words} {__version__}", f"{words} <version>")
    return DIGEST.sub("<sha256>", text)


@pytest.mark.parametrize("name", CASES)
def test_case(name, tmp_path, plain_environment, monkeypatch, capsys):
    case = Case.read(name)
    root = tmp_path / "registry"
    case.lay_out(root, monkeypatch)
    before = contents(root)

    if case.process:
        code, stdout, stderr = run_process(case, root)
    else:
        code, stdout, stderr = run_here(case, root, monkeypatch, capsys)

    new = sorted(contents(root) - before)
    written = {path: scrubbed((root / path).read_bytes().decode(), root) for path in new}
    seen = Seen(code, scrubbed(stdout, root), scrubbed(stderr, root), written)
    if os.environ.get("UPDATE_GOLDEN") and code == case.exit:
        case.update(seen)
    assert seen == case.expected(), case.shows


def test_no_case_says_the_same_as_another():
    shows = [Case.read(name).shows for name in CASES]
    assert len(set(shows)) == len(CASES)


def test_every_kind_of_file_is_used():
    used = {kind for name in CASES for kind in Case.read(name).make.values()}
    assert used == {*KINDS, "unreadable"}


def test_every_folder_is_a_case():
    assert {path.name for path in (HERE / "cases").iterdir()} == set(CASES)
