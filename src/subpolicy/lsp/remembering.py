"""A judge for a registry that is being edited: a record is judged again when it has changed."""

from collections.abc import Mapping, Sequence

from subpolicy.findings.outcome import Evaluation
from subpolicy.policy.evaluation import Judge, environment_of
from subpolicy.policy.facts import facts_of
from subpolicy.policy.functions import Facts
from subpolicy.policy.rules import Rule
from subpolicy.policy.tables import Table
from subpolicy.registry.registry import Registry, Vendor


class Remembering:
    """The rules made ready once, for one day, and what they said of each record.

    Args:
        rules: As selected.
        tables: The reference tables that they look up.
        day: An ISO date.
    """

    def __init__(self, rules: Sequence[Rule], tables: Sequence[Table], day: str) -> None:
        # Compiled rules keep the facts that they were compiled with, so these are exchanged.
        self._flags: dict[str, str] = {}
        self._dpa_dates: dict[str, str] = {}
        facts = Facts(self._flags, self._dpa_dates, facts_of((), {}, tables).law)
        environment = environment_of(rules, facts)
        alone = [rule for rule in rules if rule.scope == "vendor"]
        together = [rule for rule in rules if rule.scope == "registry"]
        self._alone = Judge(alone, facts, day, environment=environment)
        self._together = Judge(together, facts, day, environment=environment)
        self._said: dict[int, tuple[Vendor, list[Evaluation]]] = {}
        self._last: dict[str, Vendor] = {}

    def turn_to(self, registry: Registry) -> None:
        """From now on, judge this registry."""
        facts = facts_of([*map(self._readable, registry.vendors)], registry.flags, ())
        if (facts.flags, facts.dpa_dates) != (self._flags, self._dpa_dates):
            self._said.clear()
            _exchange(self._flags, facts.flags)
            _exchange(self._dpa_dates, facts.dpa_dates)
        said = self._said
        # The records are kept with what was said, so that no other one can take an identity.
        self._said = {id(one): said[id(one)] for one in registry.vendors if id(one) in said}
        for vendor in registry.vendors:
            if id(vendor) not in self._said:
                self._said[id(vendor)] = (vendor, self._alone.judge_records([vendor]))

    def judge(self, vendors: Sequence[Vendor], /) -> list[Evaluation]:
        """See `Judge.judge`."""
        return [*self.judge_records(vendors), *self._together.judge(vendors)]

    def judge_records(self, vendors: Sequence[Vendor], /) -> list[Evaluation]:
        """See `Judge.judge_records`."""
        return [evaluation for vendor in vendors for evaluation in self._of(vendor)]

    def judge_changes(self, subjects: Sequence[Vendor], /) -> list[Evaluation]:
        """Nothing: in an editor there is no base, and so no change."""
        del subjects
        return []

    def _readable(self, vendor: Vendor) -> Vendor:
        """The record, or as it was before a keystroke broke it: its DPA may cover others."""
        if vendor.document is None:
            return self._last.get(vendor.path, vendor)
        self._last[vendor.path] = vendor
        return vendor

    def _of(self, vendor: Vendor) -> list[Evaluation]:
        known = self._said.get(id(vendor))
        return self._alone.judge_records([vendor]) if known is None else known[1]


def _exchange(facts: dict[str, str], others: Mapping[str, str]) -> None:
    facts.clear()
    facts.update(others)
