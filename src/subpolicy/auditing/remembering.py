"""Rules made ready for the same records on several days: what no day changes is judged once."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from subpolicy.findings.outcome import Baselined, Evaluation, Failed, Waived
from subpolicy.policy.evaluation import Judge, environment_of
from subpolicy.policy.facts import facts_of
from subpolicy.policy.functions import Facts
from subpolicy.policy.rules import Rule
from subpolicy.policy.tables import Table
from subpolicy.registry.registry import Registry, Vendor

_CHANGING = ("today", "flag_declared", "flag_default", "dpa_signed_on")
"""What an expression names whose verdict may differ though the record is the same."""


class Remembering:
    """A judge for one registry after the other.

    Args:
        rules: As selected; those of scope ``change`` judge nothing here.
        tables: The reference tables that they look up.
    """

    def __init__(self, rules: Sequence[Rule], tables: Sequence[Table]) -> None:
        # Compiled rules keep the facts that they were compiled with, so these are exchanged.
        self._flags: dict[str, str] = {}
        self._dpa_dates: dict[str, str] = {}
        self._facts = Facts(self._flags, self._dpa_dates, facts_of((), {}, tables).law)
        self._environment = environment_of(rules, self._facts)
        lasting = [rule for rule in rules if _lasts(rule)]
        self._names = {rule.id for rule in lasting}
        self._changing = [rule for rule in rules if not _lasts(rule)]
        self._lasting = Judge(lasting, self._facts, "", environment=self._environment)
        self._daily = self._lasting
        self._remembered: dict[int, tuple[Vendor, list[Evaluation]]] = {}

    def recall(self, registry: Registry, evaluations: Sequence[Evaluation]) -> None:
        """Take what was judged of records before, by the same rules on some day.

        Args:
            registry: The records.
            evaluations: Of all rules and records, waived and baselined ones among them.
        """
        owners = Counter(vendor.id for vendor in registry.vendors)
        found = defaultdict(list)
        for evaluation in evaluations:
            if evaluation.rule in self._names:
                found[evaluation.vendor].append(_bare(evaluation))
        for vendor in registry.vendors:
            # What is announced of a vendor was judged under the same id.
            if vendor.valid and owners[vendor.id] == 1 and not vendor.data["pending"]:
                self._remembered[id(vendor)] = (vendor, found[vendor.id])

    def turn_to(self, registry: Registry, day: str) -> None:
        """From now on, judge this registry on this day, an ISO date."""
        facts = facts_of(registry.vendors, registry.flags, ())
        _exchange(self._flags, facts.flags)
        _exchange(self._dpa_dates, facts.dpa_dates)
        rules, environment = self._changing, self._environment
        self._daily = Judge(rules, self._facts, day, environment=environment)

    def judge(self, vendors: Sequence[Vendor], /) -> list[Evaluation]:
        """See `Judge.judge`."""
        return [*self._all_lasting(vendors), *self._daily.judge(vendors)]

    def judge_records(self, vendors: Sequence[Vendor], /) -> list[Evaluation]:
        """See `Judge.judge_records`."""
        return [*self._all_lasting(vendors), *self._daily.judge_records(vendors)]

    def judge_changes(self, subjects: Sequence[Vendor], /) -> list[Evaluation]:
        """See `Judge.judge_changes`."""
        return self._daily.judge_changes(subjects)

    def _all_lasting(self, vendors: Sequence[Vendor]) -> list[Evaluation]:
        return [evaluation for vendor in vendors for evaluation in self._of(vendor)]

    def _of(self, vendor: Vendor) -> list[Evaluation]:
        known = self._remembered.get(id(vendor))
        if known is None:
            # The record is kept too, so that no other one can take its id.
            known = self._remembered[id(vendor)] = (vendor, self._lasting.judge_records([vendor]))
        return known[1]


def _bare(evaluation: Evaluation) -> Evaluation:
    """What the rule said, before any waiver and the baseline."""
    match evaluation.outcome:
        case Waived(finding=finding) | Baselined(finding=finding):
            return evaluation._replace(outcome=Failed(finding))
        case _:
            return evaluation


def _lasts(rule: Rule) -> bool:
    """Whether a rule says the same of a record on any day, whatever else there is."""
    texts = (rule.match, rule.require, rule.message, *rule.let.values())
    return rule.scope == "vendor" and not any(name in text for text in texts for name in _CHANGING)


def _exchange(facts: dict[str, str], others: Mapping[str, str]) -> None:
    facts.clear()
    facts.update(others)
