"""``subpolicy rules``: the rules as a list, one of them explained, or all as pages."""

import argparse
import os
import sys
from pathlib import Path

from subpolicy import explaining
from subpolicy.cli import options
from subpolicy.cli.output import Terminal, write_file, write_stdout
from subpolicy.errors import RunError
from subpolicy.findings.rulepage import RulePage
from subpolicy.printable import printable
from subpolicy.renderers import rulepage

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
    root = options.root_of(arguments)
    pages = explaining.pages(options.tree_of(root, os.environ), arguments.id, arguments.pack)
    if arguments.pages is not None:
        return _write_pages(pages, arguments.pages, check=arguments.check)
    if arguments.id:
        write_stdout("\n".join(rulepage.render(page) for page in pages))
    else:
        write_stdout("".join(f"{line}\n" for line in _list(pages)))
    return 0


def _list(pages: list[RulePage]) -> list[str]:
    """A table: id, pack, severity, scope, title."""
    rows = [
        (page.card.id, page.card.pack, _severity(page), page.card.scope, page.card.title)
        for page in pages
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
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
    """Every page and the index; pages of rules that are no more go away."""
    wanted = {f"{page.card.pack}/{page.card.id}.md": rulepage.render(page) for page in pages}
    wanted["README.md"] = rulepage.index(pages)
    present = {path.relative_to(folder).as_posix(): path for path in folder.glob("**/*.md")}
    stale = [name for name, text in wanted.items() if _read(present.get(name)) != text]
    gone = sorted(present.keys() - wanted.keys())
    terminal = Terminal.of(sys.stderr)
    if check:
        for name in [*stale, *gone]:
            terminal.print(f"{folder / name}: stale; run subpolicy rules --pages {folder}")
        return 1 if stale or gone else 0
    for name in stale:
        path = folder / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise RunError(f"cannot make {path.parent}: {error.strerror}") from None
        write_file(path, wanted[name])
    for name in gone:
        present[name].unlink()
    terminal.print(f"{folder}: {len(wanted)} pages, {len(stale)} written, {len(gone)} removed")
    return 0


def _read(path: Path | None) -> str | None:
    return None if path is None else path.read_text(encoding="utf-8")
