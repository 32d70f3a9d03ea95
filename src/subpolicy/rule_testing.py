"""The tests of the rules: packs, test files, and what became of them."""

from collections.abc import Sequence
from typing import NamedTuple

from subpolicy.errors import RunError
from subpolicy.policy.ruletests import RuleResult, Tester, orphans
from subpolicy.policy.selection import select
from subpolicy.sources import Source
from subpolicy.tools import require_sound, tools_of


class TestOutcome(NamedTuple):
    """What the tests of the rules gave."""

    results: list[RuleResult]
    orphans: list[RunError]
    """Test files without a rule."""


def test_rules(source: Source, packs: Sequence[str], rules: Sequence[str]) -> TestOutcome:
    """Compile rules and run their tests.

    Args:
        source: The registry, whose own packs come before the shipped ones.
        packs: These alone; all in reach when empty.
        rules: These alone; all of the packs when empty.

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
    require_sound(tested, tools)
    tester = Tester(tools.schemas, tools.shape, tools.tables)
    outcome = TestOutcome([], [])
    for pack in selection.packs:
        tests = tools.library.tests(pack.name)
        outcome.results.extend(
            tester.run((rule for rule in pack.rules if rule.id in chosen), tests)
        )
        outcome.orphans.extend([] if rules else orphans(pack, tests))
    return outcome
