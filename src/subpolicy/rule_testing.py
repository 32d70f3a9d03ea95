"""The tests of the rules: packs, test files, and what became of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from subpolicy.documents import Document
from subpolicy.errors import RunError, RunErrors
from subpolicy.policy.proof.mutation import Mutation, Mutations
from subpolicy.policy.proof.rulelint import Lint, Linter
from subpolicy.policy.proof.together import always_together
from subpolicy.policy.proof.trial import Bench
from subpolicy.policy.rules import Rule
from subpolicy.policy.ruletests import RuleResult, Tester, orphans
from subpolicy.policy.selection import select
from subpolicy.policy.typecheck import TypeChecker
from subpolicy.sources import Source
from subpolicy.tools import Tools, tools_of


class RuleProof(NamedTuple):
    """What is known of one rule: its cases, what the linter says, and what its tests overlook."""

    result: RuleResult
    lint: Lint
    mutation: Mutation | None
    """None where nobody asked for it, or where the rule's cases do not hold to begin with."""

    @property
    def faults(self) -> int:
        """How many things are wrong."""
        cases = sum(bool(case.problems) for case in self.result.cases)
        found = len(self.result.problems) + cases + len(self.lint.errors)
        if self.mutation is not None:
            found += len(self.mutation.survivors) + len(self.mutation.stale)
        return found


class TestOutcome(NamedTuple):
    """What the tests of the rules gave."""

    proofs: tuple[RuleProof, ...]
    orphans: tuple[RunError, ...]
    """Test files without a rule."""

    @property
    def faults(self) -> int:
        """How many things are wrong with all of them."""
        return sum(proof.faults for proof in self.proofs) + len(self.orphans)


class _Prepared(NamedTuple):
    rule: Rule
    bench: Bench | None
    result: RuleResult


def test_rules(
    source: Source, packs: Sequence[str], rules: Sequence[str], *, mutate: bool
) -> TestOutcome:
    """Compile rules, look through them, and run their tests.

    Args:
        source: The registry, whose own packs come before the shipped ones.
        packs: These alone; all in reach when empty.
        rules: These alone; all of the packs when empty.
        mutate: Also change the rules, to see whether their tests notice.

    Raises:
        RunError: an unknown pack or rule, or a rule that does not compile.
    """
    tools = tools_of(source)
    selection = select(
        tools.library,
        tools.configuration,
        rule_ids=rules,
        pack_names=packs or tools.library.names(),
    )
    chosen = set(rules) or {rule.id for pack in selection.packs for rule in pack.rules}
    tested = [rule for pack in selection.packs for rule in pack.rules if rule.id in chosen]
    checker = TypeChecker(tools.shape, list(tools.tables), tested)
    if errors := checker.check().errors:
        raise RunErrors(errors)
    tests = {pack.name: tools.library.tests(pack.name) for pack in selection.packs}
    mutations = Mutations.of(tools.shape, tools.tables, checker) if mutate else None
    proofs = tuple(_Proving(tools, mutations).proofs(tested, tests))
    if rules:
        return TestOutcome(proofs, ())
    stray = (error for pack in selection.packs for error in orphans(pack, tests[pack.name]))
    return TestOutcome(proofs, tuple(stray))


@dataclass(frozen=True, slots=True)
class _Proving:
    tools: Tools
    mutations: Mutations | None

    def proofs(
        self, rules: Sequence[Rule], tests: Mapping[str, Mapping[str, Document]]
    ) -> Iterator[RuleProof]:
        """The proofs of rules, given their test files by pack and rule id."""
        tester = Tester(self.tools.schemas, self.tools.shape, self.tools.tables)
        linter = Linter(tester.stage, self.tools.shape, self.tools.tables)
        prepared = []
        for rule in rules:
            bench = tester.bench(rule, tests[rule.pack].get(rule.id))
            prepared.append(_Prepared(rule, bench, tester.result(rule, bench)))
        benches = [one.bench for one in prepared if one.bench is not None]
        together = always_together(tester.stage, benches)
        for index, (rule, bench, result) in enumerate(prepared):
            lint = linter.lint(rule, bench)
            if rule.id in together:
                lint = lint._replace(remarks=(*lint.remarks, together[rule.id]))
            mutation = None
            if self.mutations is not None and bench is not None and result.holds:
                mutation = self.mutations.mutate(index, bench)
            yield RuleProof(result, lint, mutation)
