"""``subpolicy report``: what an auditor reads."""

import argparse
import os

from subpolicy import auditing, checking
from subpolicy.cli import options
from subpolicy.cli.output import write_file, write_stdout
from subpolicy.renderers.audit import FORMATS, renderer

_EPILOG = """\
examples:
  subpolicy report --format markdown > report.md
  subpolicy report --output markdown=report.md --output json=report.json
"""


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "report",
        help="the auditor's report",
        description="Write the report: scope, population, every rule on every vendor, findings.\n"
        "Exits with 0 once it is written, whatever the verdict in it, unless --gate.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    options.add_root(parser)
    options.add_as_of(parser)
    parser.add_argument(
        "--format",
        choices=list(FORMATS),
        default="markdown",
        help="on standard output (default: markdown)",
    )
    options.add_output(parser, list(FORMATS))
    options.add_strict(parser)
    options.add_selection(parser)
    parser.add_argument("--gate", action="store_true", help="exit with 1 when something blocks")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Judge and write the report; with ``--output`` nothing goes to standard output."""
    root = options.root_of(arguments)
    question = checking.Question(
        as_of=arguments.as_of or options.today(),
        rules=tuple(arguments.rule),
        packs=tuple(arguments.pack),
        strict=arguments.strict,
    )
    source = options.tree_of(root, os.environ)
    audit = auditing.audit(source, root, question)
    for target in arguments.output:
        write_file(target.path, renderer(target.format)(audit))
    if not arguments.output:
        write_stdout(renderer(arguments.format)(audit))
    return audit.report.exit_code if arguments.gate else 0
