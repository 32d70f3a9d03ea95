"""``subpolicy baseline create``: start with the failures that are there, and a day to mend them."""

import argparse
import os
import sys

from subpolicy import checking, config
from subpolicy.cli import options
from subpolicy.cli.output import Terminal, write_file
from subpolicy.dates import add_days
from subpolicy.errors import Place, RunError
from subpolicy.findings.finding import Severity
from subpolicy.findings.outcome import Failed
from subpolicy.findings.report import Report
from subpolicy.tools import tools_of
from subpolicy.waivers.baseline import BASELINE, listed, render

_LONGEST_OWNER = 256

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
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
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
    create.add_argument("--owner", metavar="WHO", type=_owner, help="who mends them")
    create.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the baseline; refuse where there is one, since it may only shrink."""
    root = options.root_of(arguments)
    path = root / BASELINE
    if path.exists() or path.is_symlink():
        raise RunError(
            "there is a baseline already",
            place=Place(BASELINE),
            help_text="a baseline only shrinks; accept a new fault with a waiver, or mend it",
        )
    source = options.tree_of(root, os.environ)
    as_of = arguments.as_of or options.today()
    tools = tools_of(source)
    _require_near(arguments.until, as_of, tools.configuration.baseline_max_days)
    report = checking.check(source, checking.Question(as_of=as_of, provenance=False))
    failures = [e.outcome.finding for e in report.evaluations if isinstance(e.outcome, Failed)]
    entries = listed(failures, arguments.until, arguments.owner, tools.schemas)
    if entries:
        write_file(path, render(entries))
    _tell(report, len(entries), arguments.until)
    return 0


def _require_near(until: str, as_of: str, max_days: int) -> None:
    """A day in the past would do nothing, and one too far ahead would be refused by the gate."""
    latest = add_days(as_of, max_days)
    if not as_of <= until <= latest:
        raise RunError(
            f"--until must lie between {as_of} and {latest}, not on {until}",
            help_text=f"baseline.max_days is {max_days}; {config.FILE_NAME} can set another",
        )


def _tell(report: Report, listed_count: int, until: str) -> None:
    """What was written, and what was not because it has to be mended first."""
    terminal = Terminal.of(sys.stderr)
    if listed_count:
        noun = "failure" if listed_count == 1 else "failures"
        terminal.print(f"wrote {BASELINE}: {listed_count} known {noun}, due by {until}")
    else:
        terminal.print(f"wrote nothing: there is no failure that {BASELINE} could list")
    rest = sum(fault.severity is Severity.ERROR for fault in report.faults)
    if rest:
        noun = "fault of a file" if rest == 1 else "faults of files"
        terminal.print(f"{rest} {noun} cannot be listed and still {_s(rest)}: subpolicy check")


def _s(count: int) -> str:
    return "blocks" if count == 1 else "block"


def _owner(text: str) -> str:
    """An argument that the schema of the baseline takes for an owner."""
    if not 0 < len(text.strip()) <= _LONGEST_OWNER:
        raise argparse.ArgumentTypeError(f"must have 1 to {_LONGEST_OWNER} characters")
    return text.strip()
