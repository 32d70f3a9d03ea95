"""``subpolicy baseline create``: start with the failures that are there, and a day to mend them."""

import argparse
import os
import sys

from subpolicy import checking, config
from subpolicy.cli import options
from subpolicy.cli.output import Terminal, write_file
from subpolicy.dates import add_days
from subpolicy.errors import Place, RunError
from subpolicy.findings.outcome import Failed
from subpolicy.tools import tools_of
from subpolicy.waivers.baseline import render
from subpolicy.waivers.loading import BASELINE

_EPILOG = """\
examples:
  subpolicy baseline create --until 2027-03-31
  subpolicy baseline create --until 2027-03-31 --owner privacy@example.com
"""


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "baseline",
        help="adopt a registry with known failures",
        description="Faults known at adoption: shown and counted everywhere, but not blocking "
        "until their day.",
    )
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    create = actions.add_parser(
        "create",
        help="write baseline.yaml with every current failure",
        description="Write baseline.yaml with one entry for each failure of a rule. Broken YAML,\n"
        "schema errors and faulty waivers are not listed: they have to be mended.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    options.add_root(create)
    options.add_as_of(create)
    create.add_argument(
        "--until",
        metavar="DATE",
        required=True,
        type=options.date,
        help="the last day on which they do not block (at most baseline.max_days away)",
    )
    create.add_argument("--owner", metavar="WHO", help="who mends them")
    create.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the baseline; refuse where there is one, since it may only shrink."""
    root = options.root_of(arguments)
    path = root / BASELINE
    if path.exists():
        raise RunError(
            "there is a baseline already",
            place=Place(BASELINE),
            help_text="a baseline only shrinks; accept a new fault with a waiver, or mend it",
        )
    as_of = arguments.as_of or options.today()
    _require_near(arguments, as_of)
    report = checking.check(
        options.tree_of(root, os.environ), checking.Question(as_of=as_of, provenance=False)
    )
    failures = [e.outcome.finding for e in report.evaluations if isinstance(e.outcome, Failed)]
    write_file(path, render(failures, arguments.until, arguments.owner))
    terminal = Terminal.of(sys.stderr)
    terminal.print(f"wrote {BASELINE}: {len(failures)} known failures, due by {arguments.until}")
    if report.faults:
        terminal.print(f"{len(report.faults)} faults of files cannot be baselined: subpolicy check")
    return 0


def _require_near(arguments: argparse.Namespace, as_of: str) -> None:
    """A day in the past would do nothing, and one too far ahead would be refused by the gate."""
    source = options.tree_of(options.root_of(arguments), os.environ)
    days = tools_of(source).configuration.baseline_max_days
    latest = add_days(as_of, days)
    if not as_of <= arguments.until <= latest:
        raise RunError(
            f"--until must lie between {as_of} and {latest}",
            help_text=f"baseline.max_days in {config.FILE_NAME} is {days}",
        )
