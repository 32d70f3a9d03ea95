"""``subpolicy report``: what an auditor reads."""

import argparse
import os
from dataclasses import replace

from subpolicy import checking
from subpolicy.assembly import assemble
from subpolicy.cli import options
from subpolicy.cli.output import write_file, write_stdout
from subpolicy.history import first_seen
from subpolicy.renderers import REPORT_FORMATS

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
        choices=list(REPORT_FORMATS),
        default="markdown",
        help="on standard output (default: markdown)",
    )
    options.add_output(parser, list(REPORT_FORMATS))
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
    found = checking.examine(checking.Sides(source), question)
    report = assemble(source, question, found)
    report = replace(report, first_seen=first_seen(root, report, found))
    for target in arguments.output:
        write_file(target.path, REPORT_FORMATS[target.format](report))
    if not arguments.output:
        write_stdout(REPORT_FORMATS[arguments.format](report))
    return report.exit_code if arguments.gate else 0
