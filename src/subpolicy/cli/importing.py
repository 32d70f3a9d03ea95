"""``subpolicy import``: the page that a company has → a registry."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from subpolicy.cli import options
from subpolicy.cli.output import Terminal, write_stdout
from subpolicy.printable import printable

if TYPE_CHECKING:
    from subpolicy.importing import Plan, Planned

FORMATS = ("markdown", "html", "text", "csv", "xlsx", "data", "module")
LANGUAGES = ("en", "de", "fr", "nl", "es")
_LONGEST_NAME = 256
_LONGEST_URL = 2048

_EPILOG = """\
examples:
  subpolicy import subprocessors.md                     start a registry here
  subpolicy import list.xlsx --into registry --name "Example, Inc."
  subpolicy import page.html --dry-run                  show every file, and write nothing
  subpolicy import page.html --update                   take over what the page says anew
  curl -fsSL https://example.com/subprocessors | subpolicy import - --format html

exit codes:
  0 the registry has every vendor of the page as the page says
  1 a record was left as it is, though the page says otherwise
  2 nothing was written: the page has no list, or a file cannot be read or written
"""


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "import",
        help="start a registry from the page or table that you have",
        description="Read a list of vendors from Markdown, HTML, text copied from a web page, CSV, "
        "XLSX, YAML,\nJSON, or a JavaScript module, and write one record per vendor. What the page "
        "does not say\nstays absent; a record that is there is never overwritten.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", metavar="FILE", help="the page; - reads standard input")
    parser.add_argument(
        "--into",
        metavar="DIR",
        type=Path,
        help="folder of the registry, started where there is none (default: searched upward from "
        "here, else here)",
    )
    parser.add_argument(
        "--format", choices=FORMATS, help="default: by the file's ending and content"
    )
    parser.add_argument(
        "--lang", choices=LANGUAGES, help="the page's language, where it is unclear"
    )
    parser.add_argument(
        "--name", metavar="ORGANISATION", type=_name, help="whose list it is, for subpolicy.yaml"
    )
    parser.add_argument(
        "--url", metavar="URL", type=_url, help="the page's address, for the records"
    )
    parser.add_argument(
        "--retrieved-on",
        metavar="DATE",
        type=options.date,
        help="the day on which the page was read, for the records",
    )
    parser.add_argument(
        "--update",
        action="store_true",
        help="change records that are there where the page says something new, and show how",
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="show every change, and write nothing"
    )
    parser.add_argument(
        "--verbose", action="store_true", help="list everything that was not understood"
    )
    options.add_as_of(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Plan the import, write it or show it, and say what comes next."""
    # ruff: noqa: PLC0415 (loaded when used)
    from subpolicy.cli.differences import unified
    from subpolicy.cli.imported import lines_of
    from subpolicy.importing import Asked, carry_out, destination, prepare, take

    terminal = Terminal.of(sys.stderr)
    if arguments.file == "-" and sys.stdin is not None and sys.stdin.isatty():
        terminal.print("Paste the list here, and end it with Ctrl-D (on Windows Ctrl-Z, Enter).")
    where = destination(arguments.into, Path.cwd())
    name, raw = take(arguments.file)
    plan = prepare(
        Asked(
            name=name,
            raw=raw,
            as_of=arguments.as_of or options.today(),
            format=arguments.format,
            language=arguments.lang,
            organisation=arguments.name,
            url=arguments.url or "",
            retrieved_on=arguments.retrieved_on or "",
            update=arguments.update,
        ),
        where,
    )
    if not arguments.dry_run:
        carry_out(where.root, plan.files)
    shown = [*_worth_reading(plan.files)] if arguments.dry_run else plan.changed
    write_stdout("".join(f"{line}\n" for file in shown for line in unified(*file[:3])))
    for line in lines_of(plan, Path.cwd(), written=not arguments.dry_run, all_=arguments.verbose):
        terminal.print(line)
    return _code(plan)


def _worth_reading(files: Sequence["Planned"]) -> Iterator["Planned"]:
    """All but the copies of the schemas, which are long and always the same."""
    yield from (file for file in files if not file.path.endswith(".schema.json"))


def _code(plan: "Plan") -> int:
    return 1 if plan.left else 0


def _name(text: str) -> str:
    if not 0 < len(text.strip()) <= _LONGEST_NAME:
        raise argparse.ArgumentTypeError(f"must have 1 to {_LONGEST_NAME} characters")
    return text.strip()


def _url(text: str) -> str:
    if not text.startswith(("https://", "http://")) or not 0 < len(text) <= _LONGEST_URL:
        raise argparse.ArgumentTypeError(
            f"{printable(text[:80])!r} is no address; write it like https://example.com/page"
        )
    return text
