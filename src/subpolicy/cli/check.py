"""``subpolicy check``: the gate."""

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from subpolicy.cli import options, sides
from subpolicy.cli.output import (
    COLOR_CHOICES,
    Terminal,
    require_distinct,
    wants_color,
    write_files,
    write_stdout,
)
from subpolicy.question import Question, Sides
from subpolicy.renderers import FORMATS

if TYPE_CHECKING:  # a run that is remembered loads neither
    from subpolicy.cache.runs import Result, Runs
    from subpolicy.findings.report import Report

_WITHOUT_PROVENANCE = {"text"}
"""Formats that show nothing that only git knows."""

_MANY = 10
"""Failures of a first run from which the baseline is worth a hint."""

_HINT = """\
Adopting a list with old faults? `subpolicy baseline create --until DATE` schedules them,
so that only new ones block from now on."""

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
    options.add_cost(parser.add_argument_group("what it costs"))
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Judge, or remember what an equal run came to; write every output, and return 0 or 1."""
    require_distinct([target.path for target in arguments.output])
    with sides.sides_of(arguments) as (revisions, root):
        result = _result(arguments, revisions, root)
    paths = (target.path for target in arguments.output)
    write_files([*zip(paths, result.files, strict=True)])
    write_stdout(result.shown)
    if result.remark:
        Terminal.of(sys.stderr, arguments.color).print(result.remark)
    return result.exit_code


def _result(arguments: argparse.Namespace, revisions: Sides, root: Path) -> "Result":
    question = _question(arguments, root)
    runs = _runs(arguments, question, root)
    if runs is None:
        return _judged(arguments, revisions, question)
    known = runs.recall(revisions.head)
    if known is not None and len(known.files) == len(arguments.output):
        return known
    from subpolicy.cache.tracing import Traced  # noqa: PLC0415 (not every run is remembered)

    traced = Traced(revisions.head)
    result = _judged(arguments, revisions._replace(head=traced), question)
    runs.keep(traced, result)
    return result


def _runs(arguments: argparse.Namespace, question: Question, root: Path) -> "Runs | None":
    """Earlier runs like this one; None where none is remembered."""
    if arguments.no_cache or arguments.rev or arguments.base or arguments.policies_from:
        return None  # what commits say is for git to know
    from subpolicy.cache.folder import folder_of  # noqa: PLC0415
    from subpolicy.cache.runs import Runs  # noqa: PLC0415

    folder = folder_of("runs", str(root), os.environ)
    if folder is None:
        return None
    shown = [arguments.format, arguments.quiet, _color(arguments)]
    asked = [str(root), question, shown, [one.format for one in arguments.output]]
    try:
        return Runs(folder, asked)
    except OSError:  # an installation that cannot be read cannot be told from another one
        return None


def _judged(arguments: argparse.Namespace, revisions: Sides, question: Question) -> "Result":
    from subpolicy import checking  # noqa: PLC0415 (what is remembered needs no judge)
    from subpolicy.cache.runs import Result  # noqa: PLC0415
    from subpolicy.cli.progress import Progress  # noqa: PLC0415

    with Progress("records judged") as progress:
        report = checking.check(revisions, question, arguments.jobs, progress)
    return Result(
        report.exit_code,
        _shown(report, arguments),
        tuple(FORMATS[target.format](report) for target in arguments.output),
        _remark(report, revisions) if arguments.format == "text" else "",
    )


def _question(arguments: argparse.Namespace, root: Path) -> Question:
    formats = {arguments.format, *(target.format for target in arguments.output)}
    return Question(
        as_of=arguments.as_of or options.today(),
        rules=tuple(arguments.rule),
        packs=tuple(arguments.pack),
        paths=options.relative_paths(arguments.paths, root),
        strict=arguments.strict,
        gate=arguments.gate,
        provenance=not formats <= _WITHOUT_PROVENANCE,
    )


def _remark(report: "Report", revisions: Sides) -> str:
    """A hint where there are many failures and no baseline: a list that was never judged before."""
    from subpolicy.waivers.baseline import BASELINE  # noqa: PLC0415 (judged: it is loaded)

    many = report.counts.failed > _MANY
    if not report.exit_code or not many or revisions.head.read(BASELINE) is not None:
        return ""
    return _HINT


def _shown(report: "Report", arguments: argparse.Namespace) -> str:
    if arguments.format != "text":
        return FORMATS[arguments.format](report)
    from subpolicy.renderers.text import TextOptions, render  # noqa: PLC0415

    return render(report, TextOptions(color=_color(arguments), quiet=arguments.quiet))


def _color(arguments: argparse.Namespace) -> bool:
    return wants_color(sys.stdout, arguments.color, os.environ)
