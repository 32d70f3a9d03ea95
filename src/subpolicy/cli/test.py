"""``subpolicy test``: the proof that each rule can fail, and lets through what is right."""

import argparse
import os
import sys
from collections.abc import Iterator

from subpolicy import rule_testing
from subpolicy.cli import options
from subpolicy.cli.output import Terminal, write_stdout
from subpolicy.errors import RunError
from subpolicy.policy.proof.layout import Expectation
from subpolicy.printable import printable
from subpolicy.rule_testing import RuleProof, TestOutcome

_OUTCOMES: tuple[Expectation, ...] = ("pass", "fail", "not-applicable")
_EPILOG = """\
examples:
  subpolicy test
  subpolicy test --pack core
  subpolicy test --rule missing-dpa-date --mutate
  subpolicy test --coverage --mutate --quiet

exit codes:
  0 every rule does what its tests say
  1 a test fails, or a rule has none that passes and one that fails
  2 the run itself is wrong: a broken rule, an unknown id
"""


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "test",
        help="run the tests of the rules",
        description="Compile every rule, look it through, and run its .test.yaml. A rule without\n"
        "a passing and a failing case fails, and so does one that cannot decide every valid\n"
        "record, gives names that nobody reads, or cites controls that nobody knows.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    options.add_root(parser)
    options.add_selection(parser, "test")
    parser.add_argument(
        "--coverage",
        action="store_true",
        help="add up how many rules have passing, failing and other cases",
    )
    parser.add_argument(
        "--mutate",
        action="store_true",
        help="change each rule in small ways, and list the changes that its tests do not notice",
    )
    parser.add_argument("--quiet", action="store_true", help="show only what fails")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Test all packs in reach, or those asked for; 0 when every case holds."""
    root = options.root_of(arguments)
    outcome = rule_testing.test_rules(
        options.tree_of(root, os.environ), arguments.pack, arguments.rule, mutate=arguments.mutate
    )
    terminal = Terminal.of(sys.stdout)
    lines: list[str] = []
    for proof in outcome.proofs:
        if not (arguments.quiet and not proof.faults):
            lines += _rule(terminal, proof, mutated=arguments.mutate)
    for error in outcome.orphans:
        lines += _fault(error)
    if arguments.coverage:
        lines += _coverage(outcome)
    if arguments.mutate:
        lines.append(_mutants(outcome))
    lines.append(_verdict(terminal, outcome))
    write_stdout("\n".join(lines) + "\n")
    return 1 if outcome.faults else 0


def _verdict(terminal: Terminal, outcome: TestOutcome) -> str:
    cases = sum(len(proof.result.cases) for proof in outcome.proofs)
    remarks = sum(len(proof.lint.remarks) for proof in outcome.proofs)
    counts = f"{_plural(len(outcome.proofs), 'rule')}, {_plural(cases, 'case')}"
    verdict = terminal.red("FAIL") if outcome.faults else "PASS"
    noted = f", {_plural(remarks, 'remark')}" if remarks else ""
    return f"{verdict} {counts}: {_plural(outcome.faults, 'fault')}{noted}"


def _coverage(outcome: TestOutcome) -> Iterator[str]:
    """Exact counts: a percentage would round the one rule that lacks a case away."""
    total = len(outcome.proofs)
    for expected in _OUTCOMES:
        counts = [proof.result.count(expected) for proof in outcome.proofs]
        having = f"{sum(count > 0 for count in counts)} of {_plural(total, 'rule')}"
        yield f"coverage: {having} with a case that expects {expected}, {sum(counts)} in all"


def _mutants(outcome: TestOutcome) -> str:
    mutations = [proof.mutation for proof in outcome.proofs if proof.mutation is not None]
    total = sum(mutation.total for mutation in mutations)
    noticed = sum(mutation.noticed for mutation in mutations)
    equivalent = sum(mutation.equivalent for mutation in mutations)
    unnoticed = sum(len(mutation.survivors) for mutation in mutations)
    return (
        f"mutants: {total} of {_plural(len(mutations), 'rule')}, {noticed} noticed, "
        f"{equivalent} equivalent, {unnoticed} unnoticed"
    )


def _plural(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _rule(terminal: Terminal, proof: RuleProof, *, mutated: bool) -> Iterator[str]:
    result, mutation = proof.result, proof.mutation
    counts = ", ".join(f"{result.count(expected)} {expected}" for expected in _OUTCOMES)
    if mutation is not None:
        counts += f"; {mutation.noticed} of {_plural(mutation.total, 'mutant')} noticed"
        counts += f", {mutation.equivalent} equivalent" if mutation.equivalent else ""
    elif mutated:
        counts += "; not mutated, as its tests do not hold"
    mark = terminal.red("FAIL") if proof.faults else "ok  "
    yield f"{mark} {result.rule.pack}/{result.rule.id}: {counts}"
    for fault in result.problems:
        yield from _fault(fault)
    for case in result.cases:
        for problem in case.problems:
            yield printable(f"     {case.place}: {case.name}: {problem}")
    survivors = () if mutation is None else (*mutation.survivors, *mutation.stale)
    for fault in (*proof.lint.errors, *survivors):
        yield from _fault(fault)
    for remark in proof.lint.remarks:
        yield from _fault(remark, "remark: ")


def _fault(error: RunError, kind: str = "") -> Iterator[str]:
    place = f"{error.place}: " if error.place else ""
    yield printable(f"     {place}{kind}{error.message}")
    if error.help_text:
        yield printable(f"       = help: {error.help_text}")
