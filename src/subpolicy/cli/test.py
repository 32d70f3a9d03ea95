"""``subpolicy test``: the proof that each rule can fail, and lets through what is right."""

import argparse
import os
import sys
from collections.abc import Iterator

from subpolicy import rule_testing
from subpolicy.cli import options
from subpolicy.cli.output import Terminal, write_stdout
from subpolicy.errors import RunError
from subpolicy.policy.ruletests import RuleResult
from subpolicy.printable import printable

_EPILOG = """\
examples:
  subpolicy test
  subpolicy test --pack core
  subpolicy test --rule missing-dpa-date
"""


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "test",
        help="run the tests of the rules",
        description="Compile every rule and run its .test.yaml. A rule without a passing and a "
        "failing case fails.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    options.add_root(parser)
    options.add_selection(parser, "test")
    parser.add_argument("--quiet", action="store_true", help="show only what fails")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Test all packs in reach, or those asked for; 0 when every case holds."""
    root = options.root_of(arguments)
    outcome = rule_testing.test_rules(
        options.tree_of(root, os.environ), arguments.pack, arguments.rule
    )
    terminal = Terminal.of(sys.stdout)
    lines: list[str] = []
    for result in outcome.results:
        if not (arguments.quiet and result.holds):
            lines += _rule(terminal, result)
    for error in outcome.orphans:
        lines += _fault(error)
    faults = sum(_faults(result) for result in outcome.results) + len(outcome.orphans)
    cases = sum(len(result.cases) for result in outcome.results)
    verdict = terminal.red("FAIL") if faults else "PASS"
    counts = f"{_plural(len(outcome.results), 'rule')}, {_plural(cases, 'case')}"
    lines.append(f"{verdict} {counts}: {_plural(faults, 'fault')}")
    write_stdout("\n".join(lines) + "\n")
    return 1 if faults else 0


def _faults(result: RuleResult) -> int:
    return len(result.problems) + sum(bool(case.problems) for case in result.cases)


def _plural(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _rule(terminal: Terminal, result: RuleResult) -> Iterator[str]:
    counts = ", ".join(
        f"{result.count(expected)} {expected}" for expected in ("pass", "fail", "not-applicable")
    )
    mark = "ok  " if result.holds else terminal.red("FAIL")
    yield f"{mark} {result.rule.pack}/{result.rule.id}: {counts}"
    for fault in result.problems:
        yield from _fault(fault)
    for case in result.cases:
        for problem in case.problems:
            yield printable(f"     {case.place}: {case.name}: {problem}")


def _fault(error: RunError) -> Iterator[str]:
    place = f"{error.place}: " if error.place else ""
    yield printable(f"     {place}{error.message}")
    if error.help_text:
        yield printable(f"       = help: {error.help_text}")
