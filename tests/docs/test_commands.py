"""Every command on every page of the documentation is run: here, or in the test that is named."""

import re
import shutil
import sys
from collections.abc import Callable

import pytest
from openpyxl import Workbook

from support.checkout import ROOT, git, repository
from support.following import Reader, blocks, reader
from support.histories import branch, commit

GENERATED = ("docs/rules/", "docs/reference/", "docs/decisions/")
"""Without commands, which a test below asserts."""
PAGES = sorted(
    path.relative_to(ROOT).as_posix()
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    if not path.relative_to(ROOT).as_posix().startswith(GENERATED)
)
ELSEWHERE = {
    "CONTRIBUTING.md": ("tests/docs/test_recipes.py", 1, "sets up a checkout, and runs all of CI"),
    "README.md": ("tests/packaging/test_repository.py", 2, "installs from the package index"),
    "docs/adding-a-rule.md": ("tests/docs/test_recipes.py", 3, "its outputs are compared"),
    "docs/auditing.md": ("tests/docs/test_auditing.py", 6, "two people follow it"),
    "docs/getting-started.md": ("tests/docs/test_getting_started.py", 4, "from an empty folder"),
    "docs/overriding-rules.md": ("tests/docs/test_recipes.py", 1, "needs two versions"),
}
"""By page: the test that runs its commands, how many blocks there are, and why it is another."""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="commands of a POSIX shell")


def nothing(_: Reader) -> None:
    """An empty folder is what the page begins with."""


def a_published_page(someone: Reader) -> None:
    """In four forms, and a web that has it."""
    page = (ROOT / "examples" / "dovetail" / "page.md").read_text(encoding="utf-8")
    (someone.folder / "subprocessors.md").write_text(page, encoding="utf-8")
    book = Workbook()
    book.active.append(["Name", "Purpose", "Location", "Status"])
    book.active.append(["Acme, Inc.", "Sends e-mail", "USA", "Active"])
    book.save(someone.folder / "vendors.xlsx")
    table = "<tr><th>Name<th>Purpose<th>Location</tr><tr><td>Acme, Inc.<td>E-mail<td>USA</tr>"
    html = f"<h1>Subprocessors of Example, Inc.</h1><table>{table}</table>"
    (someone.folder / "page.html").write_text(html, encoding="utf-8")
    someone.program("curl", f"cat '{someone.folder}/page.html'")
    # Nobody sits there to paste.
    subpolicy = (someone.programs / "subpolicy").rename(someone.programs / "subpolicy-itself")
    pasted = f"'{subpolicy}' \"$@\" < '{someone.folder}/subprocessors.md'"
    someone.program(
        "subpolicy", f"case \"$*\" in 'import -') {pasted} ;; *) '{subpolicy}' \"$@\" ;; esac"
    )


def the_registry_here(someone: Reader) -> None:
    """This repository's own, with a tag for a release and a branch that changes it."""
    for name in ("vendors", "flags.yaml", "subpolicy.yaml", "public"):
        source = ROOT / name
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, someone.folder / name)
    repository(someone.folder)
    commit(someone.folder)
    git(someone.folder, "tag", "v1.2")
    record = (someone.folder / "vendors" / "stripe.yaml").read_text(encoding="utf-8")
    wider = re.sub(r"locations: \[.*\]", "locations: [US, IE, SG]", record)
    assert wider != record
    branch(someone.folder, {"vendors/stripe.yaml": wider})
    git(someone.folder, "tag", "v1.3")


def a_hook(someone: Reader) -> None:
    """A repository whose configuration of pre-commit is there."""
    repository(someone.folder)
    (someone.folder / ".pre-commit-config.yaml").write_text("repos: []\n", encoding="utf-8")


SCENES: dict[str, Callable[[Reader], None]] = {
    "docs/continuous-integration.md": a_hook,
    "docs/importing.md": a_published_page,
    "docs/notices.md": the_registry_here,
    "docs/publishing.md": the_registry_here,
    "docs/server-side-gate.md": the_registry_here,
    "docs/tutorial.md": nothing,
}
"""What a page takes for granted."""


def commands(page: str) -> int:
    return sum(block.is_commands for block in blocks(page))


@pytest.mark.parametrize("page", SCENES)
def test_a_reader_follows_the_page(page, tmp_path):
    someone = reader(tmp_path / "home")
    SCENES[page](someone)
    assert someone.follow(page) == commands(page) > 0


@pytest.mark.parametrize("page", ELSEWHERE)
def test_what_another_test_runs_is_counted(page):
    test, count, _ = ELSEWHERE[page]
    assert commands(page) == count, f"does {test} run the new block?"
    assert page.rpartition("/")[2] in (ROOT / test).read_text(encoding="utf-8")


def test_no_page_with_commands_is_left_out():
    assert {page for page in PAGES if commands(page)} == SCENES.keys() | ELSEWHERE.keys()


def test_every_block_says_what_it_is():
    unlabelled = [page for page in PAGES for block in blocks(page) if not block.language]
    assert not unlabelled
    known = {"sh", "console", "text", "yaml", "markdown", "python", "html", "json", "toml", "lua"}
    assert {block.language for page in PAGES for block in blocks(page)} <= known


@pytest.mark.parametrize("folder", GENERATED)
def test_generated_pages_have_no_commands(folder):
    pages = [path.relative_to(ROOT).as_posix() for path in (ROOT / folder).rglob("*.md")]
    assert pages
    assert not [page for page in pages if commands(page)]
