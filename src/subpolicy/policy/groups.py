"""The verdicts of rules of scope ``registry``: vendors with the same key are judged as one.

As with vendor rules, one call of the runtime costs more than a rule. So one list expression gives
the keys of a vendor for all rules, and one judges many groups; where such an expression cannot be
evaluated, each rule and each group is asked by itself.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from subpolicy.findings.outcome import (
    NOT_APPLICABLE,
    NOT_JUDGED,
    PASSED,
    Evaluation,
    Failed,
    Outcome,
)
from subpolicy.policy import judgement
from subpolicy.policy.expressions import Compiled, CompileFault, Environment, Undecided
from subpolicy.policy.judgement import Judged, Stuck, finding
from subpolicy.policy.unjudged import message_or_title, unjudged, unjudged_group
from subpolicy.registry.registry import Vendor

_TOGETHER = 64
"""Members of the groups that one call judges, so that the runtime's 9,999 steps are enough."""

Group = list[Vendor]
Key = str | Outcome
"""What the members of a group share; in place of it what a rule says that has no group for a
vendor."""


class Groups:
    """Registry rules made ready.

    Args:
        rules: In the order in which they are asked.
        environment: Where they are compiled.
        today: The as-of date, an ISO date.
    """

    def __init__(self, rules: Sequence[Judged], environment: Environment, today: str) -> None:
        self._rules = rules
        self._environment = environment
        self._today = today

    @property
    def rules(self) -> tuple[str, ...]:
        """The ids of the rules."""
        return tuple(judged.rule.id for judged in self._rules)

    def judge(self, vendors: Sequence[Vendor]) -> Iterator[Evaluation]:
        """Every rule on every vendor.

        Raises:
            RunError: a rule cannot be evaluated on valid records.
        """
        keys = [self.keys(vendor) for vendor in vendors]
        for index, rule in enumerate(self.rules):
            groups: dict[str, Group] = defaultdict(list)
            for vendor, own in zip(vendors, keys, strict=True):
                key = own[index]
                if isinstance(key, str):
                    groups[key].append(vendor)
                else:
                    yield Evaluation(rule, vendor.id, key)
            for vendor, outcome in self.together(index, groups.items()):
                yield Evaluation(rule, vendor.id, outcome)

    def keys(self, vendor: Vendor) -> tuple[Key, ...]:
        """For each rule the group to which a vendor belongs, or its outcome where it has none.

        Raises:
            RunError: a rule cannot be evaluated on a valid record.
        """
        if not vendor.valid:
            return (NOT_JUDGED,) * len(self._rules)
        together = self._keys_of(vendor) if self._rules else []
        if together is None:
            return tuple(self._key(judged, vendor) for judged in self._rules)
        return tuple(NOT_APPLICABLE if key is None else key for key in together)

    def together(
        self, rule: int, groups: Iterable[tuple[str, Group]]
    ) -> Iterator[tuple[Vendor, Outcome]]:
        """What a rule says of the members of groups, one after the other.

        Args:
            rule: Its place in `rules`.
            groups: Keys and members; taken some at a time.

        Raises:
            RunError: the rule cannot be evaluated on valid records.
        """
        judged = self._rules[rule]
        for batch in _batches(groups):
            passed = self._verdicts(judged, [members for _, members in batch])
            for (key, members), passes in zip(batch, passed, strict=True):
                if passes:
                    yield from ((vendor, PASSED) for vendor in members)
                else:
                    yield from self._judge_group(judged, key, members)

    def passes_alone(self, rule: int, vendors: Sequence[Vendor]) -> Iterator[bool]:
        """For each vendor whether it is known to keep a rule if nobody shares its group."""
        for batch in _batches(("", [vendor]) for vendor in vendors):
            yield from self._verdicts(self._rules[rule], [members for _, members in batch])

    def _key(self, judged: Judged, vendor: Vendor) -> Key:
        key = judged.group_key(vendor, self._today)
        if isinstance(key, Stuck):
            return unjudged(judged.rule, vendor, key)
        return NOT_APPLICABLE if key is None else key

    @cached_property
    def _keys(self) -> Compiled | None:
        """An expression that gives the keys of a vendor for all rules, if it can be compiled."""
        text = "[" + ",\n".join(judged.key_text for judged in self._rules) + "]"
        try:
            return self._environment.compile(text)
        except CompileFault:
            return None

    def _keys_of(self, vendor: Vendor) -> list[str | None] | None:
        """The vendor's key for each rule; None where the rules have to be asked one by one."""
        if self._keys is None:
            return None
        data = {"vendor": vendor.data, "today": self._today, "file": vendor.stem}
        texts = self._keys.evaluate_texts(data)
        if isinstance(texts, Undecided):
            return None
        return [text[1:] if text else None for text in texts]

    def _verdicts(self, judged: Judged, batch: Sequence[Group]) -> list[bool]:
        """For each group whether it is known to keep the rule."""
        if judged.groups is not None:
            data = {
                "groups": [[vendor.data for vendor in members] for members in batch],
                "today": self._today,
                "params": judged.rule.params,
            }
            codes = judged.groups.evaluate_numbers(data)
            if not isinstance(codes, Undecided):
                return [code == judgement.PASSED for code in codes]
        return [False] * len(batch)

    def _judge_group(
        self, judged: Judged, key: str, members: Group
    ) -> Iterator[tuple[Vendor, Outcome]]:
        rule = judged.rule
        data = {
            "group": [vendor.data for vendor in members],
            "today": self._today,
            "params": rule.params,
        }
        holds = judged.require.evaluate(data)
        if isinstance(holds, Undecided):
            outcome = unjudged_group(rule, key, members, Stuck("/require", holds))
            yield from ((vendor, outcome) for vendor in members)
            return
        if holds:
            yield from ((vendor, PASSED) for vendor in members)
            return
        message = message_or_title(rule, judged.message.evaluate(data), members[0])
        for vendor in members:
            yield vendor, Failed(finding(rule, vendor, message, None))


def _batches(groups: Iterable[tuple[str, Group]]) -> Iterator[list[tuple[str, Group]]]:
    """The groups and their keys, some at a time."""
    batch: list[tuple[str, Group]] = []
    members = 0
    for key, group in groups:
        if batch and members + len(group) > _TOGETHER:
            yield batch
            batch, members = [], 0
        batch.append((key, group))
        members += len(group)
    if batch:
        yield batch
