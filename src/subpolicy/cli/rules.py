"""``subpolicy rules``: the rules as a list, one of them explained, or all as pages."""

import argparse
import os
import sys
from pathlib import Path

from subpolicy import explaining
from subpolicy.cli import options
from subpolicy.cli.output import Terminal, wants_color, write_files, write_stdout
from subpolicy.errors import RunError
from subpolicy.findings.rulepage import RulePage
from subpolicy.printable import printable
from subpolicy.renderers import rulepage
from subpolicy.renderers.blocks import Look

_EPILOG = """\
examples:
  subpolicy rules
  subpolicy rules missing-dpa-date
  subpolicy rules --pack gdpr
  subpolicy rules --pages docs/rules            write a page for each rule, and an index
  subpolicy rules --pages docs/rules --check    fail when a page is stale
"""


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "rules",
        help="list the rules, or explain one",
        description="List the rules in reach, or explain one: what it checks, why, the law,\n"
        "examples, how to fix it, how to waive it.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("id", metavar="ID", nargs="*", help="explain these rules")
    options.add_root(parser)
    parser.add_argument(
        "--pack", metavar="NAME", action="append", default=[], help="of this pack; repeatable"
    )
    parser.add_argument("--pages", metavar="DIR", type=Path, help="write pages instead")
    parser.add_argument(
        "--check", action="store_true", help="with --pages: write nothing, exit 1 when stale"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print a list or explanations, or write the pages."""
    _require_sense(arguments)
    root = options.root_of(arguments)
    tree = options.tree_of(root, os.environ)
    examples = bool(arguments.id) or arguments.pages is not None
    pages = explaining.pages(tree, arguments.id, arguments.pack, examples=examples)
    if arguments.pages is not None:
        return _write_pages(pages, arguments.pages, check=arguments.check)
    if arguments.id:
        look = Look(bold=wants_color(sys.stdout, "auto", os.environ))
        write_stdout("\n\n".join(rulepage.plain(page, look) for page in pages))
    else:
        write_stdout("".join(f"{line}\n" for line in _list(pages)))
    return 0


def _require_sense(arguments: argparse.Namespace) -> None:
    if arguments.check and arguments.pages is None:
        raise RunError("--check goes with --pages", help_text="subpolicy rules --pages DIR --check")
    if arguments.id and arguments.pages is not None:
        raise RunError(
            "--pages writes the pages of whole packs",
            help_text="leave out the ids, or name packs with --pack",
        )


def _list(pages: list[RulePage]) -> list[str]:
    """A table: id, pack, severity, scope, title."""
    rows = [
        (page.card.id, page.card.pack, _severity(page), page.card.scope, page.card.title)
        for page in pages
    ]
    widths = [max((len(row[column]) for row in rows), default=0) for column in range(4)]
    return [
        "  ".join(
            [
                *(cell.ljust(width) for cell, width in zip(row, widths, strict=False)),
                printable(row[4]),
            ]
        )
        for row in rows
    ]


def _severity(page: RulePage) -> str:
    return "off" if page.off is not None else page.card.severity.value


def _write_pages(pages: list[RulePage], folder: Path, *, check: bool) -> int:
    """Every page and the index; pages of rules that are no more go away, other files stay."""
    wanted = {f"{page.card.pack}/{page.card.id}.md": rulepage.markdown(page) for page in pages}
    wanted["README.md"] = rulepage.index(pages)
    present = {path.relative_to(folder).as_posix(): _read(path) for path in folder.glob("**/*.md")}
    stale = [name for name, text in wanted.items() if present.get(name) != text]
    gone = sorted(name for name in present.keys() - wanted.keys() if _is_ours(present[name]))
    terminal = Terminal.of(sys.stderr)
    if check:
        for name in sorted([*stale, *gone]):
            terminal.print(f"{_shown(folder / name)}: stale")
        if stale or gone:
            terminal.print(f"  = help: subpolicy rules --pages {_shown(folder)}")
        return 1 if stale or gone else 0
    foreign = [name for name in stale if name in present and not _is_ours(present[name])]
    if foreign:
        raise RunError(
            f"{_shown(folder / foreign[0])} was not written by this command",
            help_text="name another folder, or move the file away",
        )
    for name in stale:
        _make_folder((folder / name).parent)
    write_files([(folder / name, wanted[name]) for name in stale])
    for name in gone:
        (folder / name).unlink()
    counts = f"{len(wanted)} pages, {len(stale)} written, {len(gone)} removed"
    terminal.print(f"{_shown(folder)}: {counts}")
    return 0


def _is_ours(text: str | None) -> bool:
    return text is not None and text.startswith(rulepage.GENERATED)


def _read(path: Path) -> str | None:
    """A page; None for a file that is no text, which cannot be one of ours."""
    try:
        return path.read_bytes().decode()
    except (OSError, UnicodeDecodeError):
        return None


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise RunError(f"cannot make {_shown(folder)}: {reason}") from None


def _shown(path: Path) -> str:
    return printable(path.as_posix())
