"""``subpolicy check``: the gate."""

import argparse
import os
import sys
from pathlib import Path

from subpolicy import checking
from subpolicy.cli import options, sides
from subpolicy.cli.output import (
    COLOR_CHOICES,
    Terminal,
    require_distinct,
    wants_color,
    write_file,
    write_stdout,
)
from subpolicy.findings.report import Report
from subpolicy.renderers import FORMATS
from subpolicy.renderers.text import TextOptions, render
from subpolicy.waivers.baseline import BASELINE

_WITHOUT_PROVENANCE = {"text"}
"""Formats that show nothing that only git knows."""

_MANY = 10
"""Failures of a first run from which the baseline is worth a hint."""

_EPILOG = """\
examples:
  subpolicy check
  subpolicy check vendors/acme.yaml --as-of 2027-01-01
  subpolicy check --rule missing-dpa-date --strict
  subpolicy check --format github --output json=report.json
  subpolicy check --base main --policies-from main    the gate of a pull request
  subpolicy check --rev v1.2                          a tag, without a checkout

exit codes:
  0 nothing blocks
  1 at least one finding blocks
  2 the run itself is wrong: an option, subpolicy.yaml, a rule, git, no vendor files
  3 a bug in subpolicy
"""


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "check",
        help="validate and judge the registry; the gate",
        description="Validate every record, judge it by the rules, and exit with 1 when something "
        "blocks.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "paths", metavar="PATH", nargs="*", help="report on these files and folders only"
    )
    judged = parser.add_argument_group("what is judged")
    options.add_root(judged)
    sides.add_rev(judged)
    by = parser.add_argument_group("by what")
    options.add_as_of(by)
    options.add_selection(by)
    options.add_strict(by)
    sides.add_base(parser.add_argument_group("the change"))
    shown = parser.add_argument_group("what is shown")
    shown.add_argument(
        "--format", choices=list(FORMATS), default="text", help="on standard output (default: text)"
    )
    options.add_output(shown, list(FORMATS))
    shown.add_argument(
        "--quiet", action="store_true", help="show only what blocks, and the last line"
    )
    shown.add_argument("--color", choices=COLOR_CHOICES, default="auto", help="colour the text")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Judge, write every output, and return 0 or 1."""
    require_distinct([target.path for target in arguments.output])
    with sides.sides_of(arguments) as (revisions, root):
        report = checking.check(revisions, _question(arguments, root))
    for target in arguments.output:
        write_file(target.path, FORMATS[target.format](report))
    write_stdout(_shown(report, arguments))
    if arguments.format == "text" and _is_first_run(report, root):
        Terminal.of(sys.stderr, arguments.color).print(
            "Adopting a list with old faults? `subpolicy baseline create --until DATE` schedules "
            "them,\nso that only new ones block from now on."
        )
    return report.exit_code


def _question(arguments: argparse.Namespace, root: Path) -> checking.Question:
    formats = {arguments.format, *(target.format for target in arguments.output)}
    return checking.Question(
        as_of=arguments.as_of or options.today(),
        rules=tuple(arguments.rule),
        packs=tuple(arguments.pack),
        paths=options.relative_paths(arguments.paths, root),
        strict=arguments.strict,
        gate=arguments.gate,
        provenance=not formats <= _WITHOUT_PROVENANCE,
    )


def _is_first_run(report: Report, root: Path) -> bool:
    """Many failures and no baseline: a list that was never judged before."""
    many = report.counts.failed > _MANY
    return bool(report.exit_code) and many and not (root / BASELINE).exists()


def _shown(report: Report, arguments: argparse.Namespace) -> str:
    if arguments.format != "text":
        return FORMATS[arguments.format](report)
    color = wants_color(sys.stdout, arguments.color, os.environ)
    return render(report, TextOptions(color=color, quiet=arguments.quiet))
