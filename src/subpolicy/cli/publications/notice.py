"""``subpolicy publish notice``: what customers are told of a change."""

import argparse
import sys
from pathlib import Path

from subpolicy.cli import options, sides
from subpolicy.cli.output import Terminal, write_stdout
from subpolicy.cli.publications import shared
from subpolicy.printable import printable

FORMATS = ("text", "html", "eml", "json")
_BY_ENDING = {".html": "html", ".htm": "html", ".eml": "eml", ".json": "json"}

_EPILOG = """\
examples:
  subpolicy publish notice --base main                    the notice for this branch
  subpolicy publish notice --base v1.2 --rev v1.3 --lang de
  subpolicy publish notice --base main --output notice.eml
  subpolicy publish notice --base main --format json      for an admin console
"""


def add_to(kinds: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the output."""
    parser = kinds.add_parser(
        "notice",
        help="the customer notice for a change: text, HTML, mail or JSON",
        description="The notice for what is material since the commit where REV and this revision "
        "parted, and\nfor what is announced since. A change that owes none gives a sentence that "
        "says so.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    shared.add_common(parser)
    parser.add_argument(
        "--base", metavar="REV", required=True, help="the revision that the change starts from"
    )
    sides.add_rev(parser)
    parser.add_argument(
        "--format", choices=FORMATS, help="default: by the file's ending, else text"
    )
    shared.add_lang(parser)
    shared.add_delivery(parser)
    parser.set_defaults(run=run, policies_from=None)


def run(arguments: argparse.Namespace) -> int:
    """Print the notice, or write or check a file."""
    # ruff: noqa: PLC0415 (loaded when used)
    from subpolicy.cli.publications.delivering import deliver
    from subpolicy.errors import RunError
    from subpolicy.publish.notice.formats import FORMATS as RENDERERS
    from subpolicy.publishing.keeping import Kept, text_at
    from subpolicy.publishing.notice import notice_for

    path: Path | None = arguments.output
    if path is None and arguments.check:
        raise RunError("--check has no file to look at", help_text="name it with --output FILE")
    ending = "" if path is None else path.suffix.lower()
    format_ = arguments.format or _BY_ENDING.get(ending, "text")
    as_of = arguments.as_of or options.today()
    with sides.sides_of(arguments) as (revisions, _root):
        composed = notice_for(revisions.head, revisions.base, as_of, arguments.lang)
    terminal = Terminal.of(sys.stderr)
    for remark in composed.remarks:
        terminal.print(printable(f"warning: {remark}"))
    if not composed.notice.entries:
        terminal.print("no customer notice is owed: nothing in this change is material")
    if format_ == "eml" and not composed.notice.entries:
        return 0  # there is nothing to send, and a file that was sent is not touched
    text = RENDERERS[format_](composed.notice)
    if path is None:
        write_stdout(text)
        return 0
    file = path.as_posix()
    return deliver([Kept(file, path, text_at(path, file), text)], check=arguments.check)
