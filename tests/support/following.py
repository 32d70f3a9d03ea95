"""A page of the documentation, and a reader who follows it to the letter in a shell."""

import re
import sys
from pathlib import Path
from typing import NamedTuple

from support.checkout import ROOT, git
from support.command import surroundings
from support.installs import execute

_FENCE = re.compile(r"^( *)```(\w*)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
_NAMED = re.compile(r"`([\w./-]+\.\w+)`:\n\n$")
_EXITS = re.compile(r"^# exits with (\d)$", re.MULTILINE)
_COMMANDS = {"sh", "console"}
_SUBPOLICY = """
import sys
from subpolicy.cli import main, options
options.today = lambda: "2026-11-22"
sys.exit(main.main())
"""
"""On a day on which the pages' own dates are still to come."""


class Block(NamedTuple):
    """A fenced block of a page."""

    language: str
    text: str
    path: str | None
    """The file that the line above names, as in "`vendors/acme.yaml`:"."""

    @property
    def is_commands(self) -> bool:
        """Whether a reader is to type it."""
        return self.language in _COMMANDS

    def script(self) -> str:
        """What a reader types: in a console what comes after the prompt, else all of it."""
        if self.language == "sh":
            return self.text
        lines = [line[2:] for line in self.text.splitlines() if line.startswith("$ ")]
        return "\n".join(lines) + "\n"

    def exit_code(self) -> int | None:
        """What the last command has to exit with; None where the page leaves it open."""
        if said := _EXITS.search(self.text):
            return int(said[1])
        return 0 if self.language == "console" else None


def blocks(page: str) -> list[Block]:
    """All fenced blocks of a page below the repository, in order."""
    text = (ROOT / page).read_text(encoding="utf-8")
    found = []
    for match in _FENCE.finditer(text):
        indent, language, content = match.groups()
        named = _NAMED.search(text[: match.start()])
        dedented = re.sub(f"^{indent}", "", content, flags=re.MULTILINE)
        found.append(Block(language, dedented, named[1] if named else None))
    return found


class Reader(NamedTuple):
    """Somebody with a folder, a home, and programs of that folder's own."""

    folder: Path
    programs: Path

    def follow(self, page: str) -> int:
        """Do all that a page says, and assert that it works; how many blocks were commands."""
        count = 0
        for block in blocks(page):
            if block.path is not None:
                path = self.folder / block.path
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(block.text, encoding="utf-8")
            elif block.is_commands:
                self._type(block)
                count += 1
        return count

    def _type(self, block: Block) -> None:
        # Of a console every command but the last has to succeed; elsewhere a finding may show.
        strict = block.exit_code() is not None
        *before, last = _commands(block.script())
        for command in before:
            self._run(command, {0} if strict else {0, 1})
        code = block.exit_code()
        self._run(last, {0, 1} if code is None else {code})

    def _run(self, command: str, codes: set[int]) -> None:
        variables = surroundings(HOME=str(self.folder.parent))
        path = f"{self.programs}:{Path(sys.executable).parent}:{variables['PATH']}"
        done = execute(
            "/bin/bash",
            "-o",
            "pipefail",
            "-c",
            command,
            cwd=self.folder,
            **variables | {"PATH": path},
        )
        assert done.returncode in codes, f"{command}\n{done.stdout}{done.stderr}"
        assert "Traceback" not in done.stderr

    def program(self, name: str, script: str) -> None:
        """A program that this reader finds first."""
        self.programs.mkdir(exist_ok=True)
        path = self.programs / name
        path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        path.chmod(0o755)


def reader(home: Path) -> Reader:
    """A reader in an empty folder, in whose home git knows a name."""
    (home / "folder").mkdir(parents=True)
    git(home, "config", "--file", str(home / ".gitconfig"), "user.name", "Reader")
    made = Reader(home / "folder", home / "programs")
    made.program("subpolicy", f"exec {sys.executable} -c '{_SUBPOLICY}' \"$@\"")
    return made


def _commands(script: str) -> list[str]:
    """Commands, one by one: a line that ends in a bar or a backslash goes on."""
    commands, begun = [], ""
    for line in script.splitlines():
        begun += line
        if not line.strip() or line.startswith("#"):
            begun = ""
        elif line.rstrip().endswith(("|", "\\")):
            begun += "\n"
        else:
            commands.append(begun)
            begun = ""
    return commands
