"""Rule tests: each rule shows what it catches, what it lets pass, and what is not its concern."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from subpolicy.documents import Document
from subpolicy.errors import Place, RunError
from subpolicy.policy.packs import Pack
from subpolicy.policy.proof.layout import Expectation, Stage
from subpolicy.policy.proof.trial import Bench
from subpolicy.policy.rules import Rule
from subpolicy.policy.tables import Table
from subpolicy.registry.shape import Shape
from subpolicy.schema import Schemas


class CaseResult(NamedTuple):
    """What became of one case."""

    rule: str
    name: str
    expected: Expectation
    place: Place
    problems: tuple[str, ...]
    """What differs from the expectation; empty when the case holds."""


@dataclass(frozen=True, slots=True)
class RuleResult:
    """All cases of one rule."""

    rule: Rule
    cases: tuple[CaseResult, ...]
    problems: tuple[RunError, ...]
    """Faults of the test file itself: missing, without a passing or a failing case."""

    @property
    def holds(self) -> bool:
        """Whether nothing is wrong with the rule's tests."""
        return not self.problems and not any(case.problems for case in self.cases)

    def count(self, expected: Expectation) -> int:
        """How many cases expect this."""
        return sum(case.expected == expected for case in self.cases)


class Tester:
    """Runs rule tests. It keeps nothing of one rule for the next but the stage."""

    def __init__(self, schemas: Schemas, shape: Shape, tables: Mapping[str, Table]) -> None:
        self.stage = Stage(schemas, shape, tables)

    def run(self, rules: Iterable[Rule], tests: Mapping[str, Document]) -> list[RuleResult]:
        """Rules against their test files, given by rule id."""
        return [self.result(rule, self.bench(rule, tests.get(rule.id))) for rule in rules]

    def bench(self, rule: Rule, test: Document | None) -> Bench | None:
        """A rule with the cases of its test laid out; None for a rule without one.

        Raises:
            RunError: a record of the test cannot be read.
        """
        return None if test is None else Bench.of(self.stage, rule, test)

    def result(self, rule: Rule, bench: Bench | None) -> RuleResult:
        """What became of a rule's cases."""
        if bench is None:
            missing = RunError(
                f"{rule.id} has no test",
                place=Place(rule.document.path),
                help_text=f"write {rule.id}.test.yaml beside it, with a case that passes and one "
                "that fails",
            )
            return RuleResult(rule, (), (missing,))
        trial = bench.trial(rule, combined=True)
        cases = tuple(
            CaseResult(
                rule.id,
                case.name,
                case.expected,
                case.place,
                case.faults or tuple(trial.problems(case)),
            )
            for case in bench.cases
        )
        return RuleResult(rule, cases, tuple(_test_faults(rule, bench.test)))


def orphans(pack: Pack, tests: Mapping[str, Document]) -> list[RunError]:
    """Test files of a pack whose rule does not exist."""
    known = {rule.id for rule in pack.rules}
    return [
        RunError(f'no rule "{name}" for this test', place=Place(document.path))
        for name, document in tests.items()
        if name not in known
    ]


def _test_faults(rule: Rule, document: Document) -> Iterator[RunError]:
    data = document.data
    if data["rule"] != rule.id:
        span = document.locate("/rule")
        yield RunError(
            f'this is the test of {rule.id}, not of "{data["rule"]}"',
            place=Place(document.path, span.line, span.column),
        )
    for expected in ("pass", "fail"):
        if not any(case["expect"] == expected for case in data["cases"]):
            yield RunError(
                f"{rule.id} has no case that expects {expected}",
                place=Place(document.path),
                help_text="a rule is proven by a record that it lets through and one that it stops",
            )
