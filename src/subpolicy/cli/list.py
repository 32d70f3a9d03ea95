"""``subpolicy list``: the vendors that apply to somebody, for a questionnaire or a program."""

import argparse
import shutil
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from subpolicy.cli import options
from subpolicy.cli.output import Terminal, write_file, write_stdout
from subpolicy.cli.publications import shared
from subpolicy.errors import RunError
from subpolicy.suggestions import nearest

if TYPE_CHECKING:
    from subpolicy.publish.vendors import Table
    from subpolicy.publishing.keeping import Published

FORMATS = ("text", "json", "csv", "xlsx", "markdown")
_BY_ENDING = {".json": "json", ".csv": "csv", ".xlsx": "xlsx", ".md": "markdown"}

_EPILOG = """\
examples:
  subpolicy list                                       every vendor that is not retired
  subpolicy list --enabled ai-openai,enterprise-sso    what applies to one customer
  subpolicy list --location EU --columns name,locations,transfers
  subpolicy list --since 2026-01-01                    what is new, and what of it
  subpolicy list --output vendors.xlsx                 everything, for a questionnaire
"""


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "list",
        help="the vendors that apply to a configuration",
        description="The vendors of the list, or those that apply to a customer's configuration. "
        "Retired ones\nonly with --status retired. On a terminal the table is cut to its width.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    options.add_root(parser)
    options.add_as_of(parser)
    parser.add_argument(
        "--since",
        metavar="REV|DATE",
        help="only vendors that are new or materially changed since, with a column `change`",
    )
    parser.add_argument(
        "--columns", metavar="A,B,…", type=_columns, help="which columns ('help' names them)"
    )
    parser.add_argument(
        "--format", choices=FORMATS, help="default: by the file's ending, else text"
    )
    parser.add_argument(
        "--output",
        metavar="FILE",
        type=shared.file,
        help="write to a file, and not to standard output",
    )
    shared.add_lang(parser)
    shared.add_narrowing(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Make the table, and print or write it."""
    path, format_ = arguments.output, _format(arguments)
    if format_ == "xlsx" and path is None and sys.stdout is not None and sys.stdout.isatty():
        raise RunError(
            "xlsx is no text, and standard output is a terminal",
            help_text="write it to a file: --output vendors.xlsx",
        )
    published = shared.read(arguments)
    table = _table(arguments, published, format_)
    if not table.lines:
        Terminal.of(sys.stderr).print("no vendor matches")
    content = _content(table, format_, to_stdout=path is None)
    if path is None:
        write_stdout(content)
    else:
        write_file(path, content)
    return 0


def _format(arguments: argparse.Namespace) -> str:
    ending = "" if arguments.output is None else arguments.output.suffix.lower()
    return str(arguments.format or _BY_ENDING.get(ending, "text"))


def _table(arguments: argparse.Namespace, published: "Published", format_: str) -> "Table":
    # ruff: noqa: PLC0415 (loaded when used)
    from dataclasses import replace

    from subpolicy.publish.selection import narrowed
    from subpolicy.publish.vendors import CHANGE, table_of
    from subpolicy.publish.vendors.formats import DEFAULTS
    from subpolicy.publish.words import words
    from subpolicy.publishing.listing import on

    selection = shared.narrowing_of(arguments, published)
    if not selection.statuses:
        shown = tuple(status for status in shared.STATUSES if status != "retired")
        selection = replace(selection, statuses=shown)
    listing = on(published.listing, published.listing.as_of)
    language = words(arguments.lang or listing.page.lang)
    shared.say_what_is_undecided(listing, selection)
    changes = None
    columns = arguments.columns or DEFAULTS[format_]
    if arguments.since is not None:
        changes = _changes(arguments, published)
        columns = columns if CHANGE in columns else (*columns, CHANGE)
    return table_of(narrowed(listing, selection), language, columns, changes)


def _changes(arguments: argparse.Namespace, published: "Published") -> Mapping[str, Sequence[str]]:
    from subpolicy.publish.words import words
    from subpolicy.publishing.listing import changes_since
    from subpolicy.revisions import History

    history = History.of(published.root)
    listing = published.listing
    language = words(arguments.lang or listing.page.lang)
    try:
        return changes_since(arguments.since, published, history, language)
    finally:
        history.objects.close()


def _content(table: "Table", format_: str, *, to_stdout: bool) -> str | bytes:
    from subpolicy.publish.vendors.formats import FORMATS as RENDERERS

    if format_ == "text" and to_stdout and sys.stdout is not None and sys.stdout.isatty():
        from subpolicy.publish.vendors.text import render

        return render(table, shutil.get_terminal_size().columns)
    return RENDERERS[format_](table)


def _columns(text: str) -> tuple[str, ...]:
    from subpolicy.publish.vendors.table import COLUMNS

    names = tuple(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))
    known = ", ".join(COLUMNS)
    if not names:
        raise argparse.ArgumentTypeError(f"name at least one of: {known}")
    for name in names:
        if name not in COLUMNS:
            near = nearest(name, COLUMNS)
            hint = f"did you mean {near}?" if near else f"there are: {known}"
            raise argparse.ArgumentTypeError(f"there is no column {name!r}; {hint}")
    return names
