"""``subpolicy init``: a registry that is green at once."""

import argparse
import os
import sys
from pathlib import Path

from subpolicy.cli import options
from subpolicy.cli.output import Terminal, wants_color, write_stdout
from subpolicy.cli.starts import PLATFORMS, country_codes, name_of, owner_names, regime_names

_EPILOG = """\
examples:
  subpolicy init                                        ask, then write everything here
  subpolicy init --yes --name "Example, Inc."           ask nothing
  subpolicy init legal/vendors --name "Example, Inc." --home DE,AT --regime EU --ci gitlab
  subpolicy init --name "Example, Inc." --owner @example/privacy --yes

exit codes:
  0 everything is written, and `subpolicy check` passes
  1 everything is written; a registry that was there has findings that block
  2 nothing is written: an answer does not fit, or the folder cannot be written
"""


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "init",
        help="start a registry, with hook, workflow and code owners",
        description="Start a registry: subpolicy.yaml, a sample vendor, flags, the hook of "
        "pre-commit, a workflow\nwith a daily run, code owners for what judges, settings and "
        "schemas for editors. What is\nthere already stays as it is, so that a registry made by "
        "`subpolicy import` can be completed.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "folder", metavar="DIR", nargs="?", type=Path, help="where to start (default: here)"
    )
    answers = parser.add_argument_group("answers", "asked for on a terminal where they are missing")
    answers.add_argument(
        "--name", metavar="ORGANISATION", type=name_of, help="whose registry it is"
    )
    answers.add_argument(
        "--home",
        metavar="COUNTRY,…",
        type=country_codes,
        help="where processing needs no SCCs; the first is your own country (default: US)",
    )
    answers.add_argument(
        "--regime",
        metavar="REGIME",
        action="extend",
        type=regime_names,
        help="whose transfer law governs your customers' data: EU, UK, CH; repeatable "
        "(default: none)",
    )
    answers.add_argument(
        "--ci", choices=PLATFORMS, help="where changes are reviewed (default: as found, or github)"
    )
    answers.add_argument(
        "--owner",
        metavar="OWNER",
        action="extend",
        type=owner_names,
        help="who reviews changes of the rules, like @example/privacy; repeatable",
    )
    answers.add_argument("--yes", action="store_true", help="ask nothing, take the defaults")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Ask, write, judge, and say what comes next."""
    # ruff: noqa: PLC0415 (loaded when used)
    from subpolicy.cli import starts
    from subpolicy.cli.placing import place
    from subpolicy.starting import place_of, plan

    root = Path(os.path.abspath(arguments.folder or "."))  # noqa: PTH100 -- links stay
    where = place_of(root)
    today = options.today()
    planned = plan(where, starts.answers_of(arguments, where), today)
    place(where.top, {file.path: file.text for file in planned.written})
    terminal = Terminal.of(sys.stderr)
    for line in starts.told(planned):
        terminal.print(line)
    code = _judged(root, today)
    for line in starts.steps(planned, Path.cwd(), code):
        terminal.print(line)
    return code


def _judged(root: Path, today: str) -> int:
    """``subpolicy check``, in this process."""
    from subpolicy.checking import Question, check
    from subpolicy.renderers.text import TextOptions, render
    from subpolicy.sources import WorkingTree

    report = check(WorkingTree(root), Question(as_of=today, provenance=False))
    color = wants_color(sys.stdout, "auto", os.environ)
    write_stdout(render(report, TextOptions(color=color, quiet=False)))
    return report.exit_code
