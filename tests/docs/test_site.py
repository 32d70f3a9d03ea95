"""What stands around the pages: the generated reference, pictures, changes to come, citation."""

import html
import re
import subprocess
import sys

import pytest
import yaml

import subpolicy
from support.checkout import ROOT
from support.command import surroundings
from support.following import blocks, reader
from support.histories import check

DOCS = ROOT / "docs"
PICTURES = DOCS / "pictures"
NEWS = ROOT / "newsfragments"
PAGES = [ROOT / "README.md", *DOCS.rglob("*.md")]


def text(path):
    return path.read_text(encoding="utf-8")


def test_the_reference_is_what_schemas_and_commands_say():
    done = subprocess.run(
        [sys.executable, "website/reference.py", "--check"],
        cwd=ROOT,
        env=surroundings(),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_page_is_in_the_navigation_of_the_site():
    navigation = text(ROOT / "website" / "properdocs.yml").partition("\nnav:\n")[2]
    named = set(re.findall(r": (\S+\.md)$", navigation, re.MULTILINE))
    pages = {path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md")}
    left_out = {page for page in pages - named if not page.startswith(("rules/", "decisions/"))}
    assert not left_out
    assert named <= pages


def test_the_site_loads_nothing_from_elsewhere():
    for path in (ROOT / "website" / "theme").iterdir():
        assert not re.search(
            r"(?:https?:)?//|@import|@font-face", text(path).replace("<!--", "")
        ), path


@pytest.mark.parametrize("path", sorted(PICTURES.iterdir()), ids=lambda path: path.name)
def test_a_picture_is_small_and_shown_with_words_for_who_cannot_see_it(path):
    assert path.stat().st_size < 300_000
    shown = re.compile(rf"!\[([^\]]+)\]\([\w./]*pictures/{re.escape(path.name)}\)")
    assert any(shown.search(text(page)) for page in PAGES)


@pytest.mark.skipif(sys.platform == "win32", reason="the tutorial's commands are a shell's")
def test_the_picture_of_the_terminal_shows_what_the_tutorial_gets(tmp_path):
    someone = reader(tmp_path / "home")
    record = next(one for one in blocks("docs/tutorial.md") if "status: active" in one.text)
    svg = text(PICTURES / "check.svg")
    shown = html.unescape(
        "".join(re.findall(r"<text class=\"terminal-r.*?>(.*?)</text>", svg, re.DOTALL))
    )
    command, printed = shown.split("2026-06-15", 1)
    (someone.folder / "vendors").mkdir()
    (someone.folder / record.path).write_text(record.text, encoding="utf-8")
    assert all(word in printed for word in ("FAIL", "in\xa0DE\xa0without\xa0SCCs"))
    excerpts = re.findall(r"\d \| (.*)", printed.replace("\xa0", " "))
    assert excerpts
    assert all(line.strip() in record.text for line in excerpts)
    assert "--gate\xa0change" in command
    (someone.folder / "subpolicy.yaml").write_text("organisation: {name: Test}\n", encoding="utf-8")
    said = check(someone.folder).stdout
    for line in (line for line in said.splitlines() if "DE without" in line):
        assert re.sub(r"\s", "", line) in re.sub(r"\s", "", printed)


def test_changes_to_come_are_sentences_under_known_kinds():
    files = [path for path in NEWS.iterdir() if path.name != "README.md"]
    kinds = re.findall(r'directory = "(\w+)", name', text(ROOT / "pyproject.toml"))
    assert len(kinds) == 5
    for path in files:
        assert re.fullmatch(rf"(?:\d+|\+[a-z-]+)\.(?:{'|'.join(kinds)})\.md", path.name), path.name
        assert text(path).rstrip().endswith("."), path.name
    assert files or f"## {subpolicy.__version__} (" in text(ROOT / "CHANGELOG.md")


def test_the_citation_names_this_version_and_licence():
    citation = yaml.safe_load(text(ROOT / "CITATION.cff"))
    assert citation["version"] == subpolicy.__version__
    assert f'license = "{citation["license"]}"' in text(ROOT / "pyproject.toml")
