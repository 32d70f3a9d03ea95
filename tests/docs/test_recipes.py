"""What the documentation tells a reader to do, done as it says."""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from subpolicy.cli.main import main
from support.checkout import ROOT, snapshot
from support.command import surroundings
from support.registries import GERMAN, GREEN, registry

FENCE = re.compile(r"^( *)```(\w+)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
NAMED = re.compile(r"`(policies/[\w./-]+)`:\n\n$")
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="commands of a POSIX shell")


class Block(NamedTuple):
    """A fenced block of a page."""

    language: str
    text: str
    path: str | None
    """The file that the line above names."""

    def commands(self) -> list[str]:
        """What a reader types, without the prompt."""
        return [line.removeprefix("$ ") for line in self.text.splitlines()]


def blocks(path: str, start: str = "", end: str = "") -> list[Block]:
    """The blocks of a page, or of a part of it."""
    text = (ROOT / path).read_text(encoding="utf-8")
    part = text[text.index(start) :]
    if end:
        part = part.partition(end)[0]
    found = []
    for match in FENCE.finditer(part):
        indent, language, content = match.groups()
        named = NAMED.search(part[: match.start()])
        dedented = re.sub(f"^{indent}", "", content, flags=re.MULTILINE)
        found.append(Block(language, dedented, named[1] if named else None))
    return found


def write(root: Path, block: Block) -> None:
    path = root / block.path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(block.text, encoding="utf-8")


def run(command: str, root: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    """A command of a page that calls subpolicy alone."""
    program, *arguments = command.split()
    assert program in {"subpolicy", ".venv/bin/subpolicy"}
    monkeypatch.chdir(root)
    return main(arguments)


# -- a rule of one's own


def test_a_new_user_adds_a_rule_as_the_page_says(tmp_path, monkeypatch, capsys):
    root = registry(tmp_path / "registry", acme=GREEN)
    codes = []
    for block in blocks("docs/adding-a-rule.md"):
        if block.path is not None:
            assert (root / block.path).exists(), "`new rule` writes the files that the page names"
            write(root, block)
        elif block.language == "yaml":
            with (root / "subpolicy.yaml").open("a", encoding="utf-8") as file:
                file.write(block.text)
        else:
            codes += [run(command, root, monkeypatch) for command in block.commands()]
    assert codes == [0, 0, 0]
    streams = capsys.readouterr()
    assert "1 pass, 2 fail, 1 not-applicable" in streams.out
    assert "acme.yaml:2:7: warning: names no contracting entity for Acme, Inc." in streams.out
    assert main(["check"]) == 0
    assert "[missing-legal-name]" in capsys.readouterr().out
    assert main(["test", "--pack", "own", "--coverage", "--mutate"]) == 0


def test_the_pages_command_of_the_page_works(tmp_path, monkeypatch, capsys):
    root = registry(tmp_path / "registry", acme=GREEN)
    text = (ROOT / "docs" / "adding-a-rule.md").read_text(encoding="utf-8")
    command = re.search(r"`(subpolicy rules --pages .*?)`", text)[1]
    assert run(command, root, monkeypatch) == 0
    assert (root / "docs" / "rules" / "core" / "missing-dpa-date.md").exists()


def test_a_contributor_adds_a_rule_in_the_four_steps_of_contributing(tmp_path, monkeypatch, capsys):
    root = tmp_path / "checkout"
    root.mkdir()
    for name in ("policies", "vendors", "subpolicy.yaml", "flags.yaml"):
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, root / name)
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    steps = text[text.index("1. **Start") : text.index("A new rule of severity error")]
    start, prove, see, pages = re.findall(r"`(\.venv/bin/subpolicy .*?)`", steps)
    assert run(start, root, monkeypatch) == 0
    for block in blocks("CONTRIBUTING.md", "1. **Start", "A new rule of severity error"):
        path = f"policies/core/{yaml.safe_load(block.text).get('id', 'missing-website.test')}.yaml"
        assert (root / path).exists()
        write(root, block._replace(path=path))
    assert [run(command, root, monkeypatch) for command in (prove, see, pages)] == [0, 0, 0]
    assert (root / "docs" / "rules" / "core" / "missing-website.md").exists()


# -- other rules than the shipped ones


def overriding(part: str) -> list[Block]:
    return blocks("docs/overriding-rules.md", f"## {part}", "\n## ")


def test_the_overrides_of_the_page_are_taken(tmp_path, monkeypatch, capsys):
    root = registry(tmp_path / "registry", acme=GREEN)
    (override,) = overriding("A rule's severity")
    with (root / "subpolicy.yaml").open("a", encoding="utf-8") as file:
        file.write(override.text + "packs: [core, assurance]\n")
    assert run("subpolicy check --rule overdue-review", root, monkeypatch) == 1
    assert run("subpolicy report --format markdown", root, monkeypatch) == 0
    report = capsys.readouterr().out
    assert "| `overdue-review`: parameter months | 12 | 6 |" in report
    assert "| `overdue-review`: severity | warning | error |" in report
    assert "| `scc-as-applicable`: switched off | on | off: our DPA names the clauses" in report


def test_the_waiver_of_the_page_holds(tmp_path, monkeypatch, capsys):
    pinecone = GERMAN.replace("berlin", "pinecone").replace("DE", "EU")
    root = registry(tmp_path / "registry", pinecone=pinecone)
    waiver, terms = overriding("One vendor")
    (root / "waivers").mkdir()
    (root / "waivers" / "pinecone-eu-2026.yaml").write_text(waiver.text, encoding="utf-8")
    with (root / "subpolicy.yaml").open("a", encoding="utf-8") as file:
        file.write(terms.text)
    command = "subpolicy check --rule non-us-processing-without-scc --as-of"
    assert run(f"{command} 2026-04-15", root, monkeypatch) == 0
    assert run(f"{command} 2026-04-16", root, monkeypatch) == 1


def test_the_baseline_command_of_the_page_works(tmp_path, monkeypatch, capsys):
    root = registry(tmp_path / "registry", berlin=GERMAN)
    text = (ROOT / "docs" / "overriding-rules.md").read_text(encoding="utf-8")
    command = re.search(r"`(subpolicy baseline create .*?)`", text)[1]
    assert run(f"{command} --as-of 2026-06-15", root, monkeypatch) == 0
    assert run("subpolicy check --as-of 2026-06-15", root, monkeypatch) == 0


def test_requires_of_the_page_is_enforced(tmp_path, monkeypatch, capsys):
    root = registry(tmp_path / "registry", acme=GREEN)
    (requires,) = overriding("Which subpolicy")
    configuration = root / "subpolicy.yaml"
    start = configuration.read_text(encoding="utf-8")
    configuration.write_text(start + requires.text, encoding="utf-8")
    assert run("subpolicy check", root, monkeypatch) == 0
    configuration.write_text(start + 'requires: ">=99"\n', encoding="utf-8")
    assert run("subpolicy check", root, monkeypatch) == 2
    error = capsys.readouterr().err
    assert "this registry asks for subpolicy >=99; this is " in error
    assert "install a version that fits" in error


@POSIX
def test_what_a_new_version_would_find_shows_in_the_difference(tmp_path):
    """The recipe to the letter, but for the installation: the new version is a changed copy."""
    root = registry(tmp_path / "registry", acme=GREEN)
    copy = snapshot(tmp_path / "new")
    rule = (copy / "policies" / "core" / "missing-purpose.yaml").read_text(encoding="utf-8")
    new = re.sub(r"has\(vendor\.purpose\).*", "has(vendor.website)", rule, count=1)
    new = new.replace("id: missing-purpose", "id: missing-website")
    (copy / "policies" / "core" / "missing-website.yaml").write_text(new, encoding="utf-8")
    (block,) = overriding("See what a new version")
    venv, install, *recipe = block.commands()
    assert (venv, install) == (
        "python3 -m venv next",
        "next/bin/pip install --upgrade subpolicy",
    )
    for folder, source in ((root / "bin", ROOT), (root / "next" / "bin", copy)):
        folder.mkdir(parents=True)
        script = folder / "subpolicy"
        call = f'PYTHONPATH={source}/src exec {sys.executable} -m subpolicy "$@"'
        script.write_text(f"#!/bin/sh\n{call}\n", encoding="utf-8")
        script.chmod(0o755)
    variables = surroundings()
    variables["PATH"] = f"{root / 'bin'}:{variables['PATH']}"
    done = [
        subprocess.run(
            ["/bin/sh", "-c", command],
            cwd=root,
            env=variables,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        for command in recipe
    ]
    assert [one.stderr for one in done] == ["", "", ""]
    assert [one.returncode for one in done] == [0, 1, 1]
    added = [line for line in done[-1].stdout.splitlines() if line.startswith(">")]
    assert "[missing-website]" in added[0]
    assert all("[missing-website]" in line for line in added if ": warning: " in line)


# -- generated pages


def test_the_pages_of_the_rules_are_up_to_date(monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    assert main(["rules", "--pages", "docs/rules", "--check"]) == 0, capsys.readouterr().err
