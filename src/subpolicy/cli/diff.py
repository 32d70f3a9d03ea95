"""``subpolicy diff``: what changed, vendor by vendor, and what it owes."""

import argparse
import os
import sys
from typing import TYPE_CHECKING

from subpolicy.cli import options, sides
from subpolicy.cli.output import (
    COLOR_CHOICES,
    require_distinct,
    wants_color,
    write_files,
    write_stdout,
)
from subpolicy.renderers.difference import DIFF_FORMATS

if TYPE_CHECKING:
    from subpolicy.changes.difference import Difference

_EPILOG = """\
examples:
  subpolicy diff main                          what this branch changes
  subpolicy diff v1.2 v1.3                     what came between two releases
  subpolicy diff main --format markdown        as a comment on a pull request
  subpolicy diff main --output json=diff.json
"""


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "diff",
        help="what changed, vendor by vendor, material or not",
        description="Compare HEAD with the commit where BASE and HEAD parted: what is material,\n"
        "the notice that it owes and its earliest lawful day, and what the gate finds on it.\n"
        "No gate itself: exits with 0 whatever it shows.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("base", metavar="BASE", help="the revision that the change starts from")
    parser.add_argument(
        "rev", metavar="HEAD", nargs="?", help="the revision with the change (default: the files)"
    )
    options.add_root(parser)
    options.add_as_of(parser)
    parser.add_argument(
        "--format",
        choices=list(DIFF_FORMATS),
        default="text",
        help="on standard output (default: text)",
    )
    options.add_output(parser, list(DIFF_FORMATS))
    parser.add_argument("--color", choices=COLOR_CHOICES, default="auto", help="colour the text")
    parser.set_defaults(run=run, policies_from=None)


def run(arguments: argparse.Namespace) -> int:
    """Compare, and write every output."""
    require_distinct([target.path for target in arguments.output])
    from subpolicy.differing import differ  # noqa: PLC0415 (loaded when used)

    with sides.sides_of(arguments) as (revisions, _root):
        difference = differ(revisions, arguments.as_of or options.today())
    write_files([(one.path, DIFF_FORMATS[one.format](difference)) for one in arguments.output])
    write_stdout(_shown(difference, arguments))
    return 0


def _shown(difference: "Difference", arguments: argparse.Namespace) -> str:
    if arguments.format != "text":
        return DIFF_FORMATS[arguments.format](difference)
    from subpolicy.renderers.difference.text import render  # noqa: PLC0415 (loaded when used)

    return render(difference, color=wants_color(sys.stdout, arguments.color, os.environ))
