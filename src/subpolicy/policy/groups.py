"""The verdicts of rules of scope ``registry``: vendors with the same key are judged as one.

As with vendor rules, one call of the runtime costs more than a rule. So one list expression gives
the keys of a vendor for all rules, and one judges many groups; where such an expression cannot be
evaluated, each rule and each group is asked by itself.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from subpolicy.findings.outcome import NOT_APPLICABLE, NOT_JUDGED, PASSED, Evaluation, Failed
from subpolicy.policy import judgement
from subpolicy.policy.expressions import Compiled, CompileFault, Environment, Undecided
from subpolicy.policy.judgement import Judged, finding, undecided
from subpolicy.registry.registry import Vendor

_TOGETHER = 64
"""Members of the groups that one call judges, so that the runtime's 9,999 steps are enough."""

Group = list[Vendor]


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

    def judge(self, vendors: Sequence[Vendor]) -> Iterator[Evaluation]:
        """Every rule on every vendor.

        Raises:
            RunError: a rule cannot be evaluated on valid records.
        """
        if not self._rules:
            return
        keys = [self._keys_of(vendor) for vendor in vendors]
        for index, judged in enumerate(self._rules):
            groups: dict[str, Group] = defaultdict(list)
            for vendor, together in zip(vendors, keys, strict=True):
                if not vendor.valid:
                    yield Evaluation(judged.rule.id, vendor.id, NOT_JUDGED)
                    continue
                key = together[index] if together else judged.group_key(vendor, self._today)
                if key is None:
                    yield Evaluation(judged.rule.id, vendor.id, NOT_APPLICABLE)
                else:
                    groups[key].append(vendor)
            yield from self._judge_groups(judged, groups.values())

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
        if self._keys is None or not vendor.valid:
            return None
        data = {"vendor": vendor.data, "today": self._today, "file": vendor.stem}
        texts = self._keys.evaluate_texts(data)
        if isinstance(texts, Undecided):
            return None
        return [text[1:] if text else None for text in texts]

    def _judge_groups(self, judged: Judged, groups: Iterable[Group]) -> Iterator[Evaluation]:
        for batch in _batches(groups):
            for members, passes in zip(batch, self._verdicts(judged, batch), strict=True):
                if passes:
                    for vendor in members:
                        yield Evaluation(judged.rule.id, vendor.id, PASSED)
                else:
                    yield from self._judge_group(judged, members)

    def _verdicts(self, judged: Judged, batch: Sequence[Group]) -> list[bool]:
        """For each group whether it is known to keep the rule."""
        if len(batch) > 1 and judged.groups is not None:
            data = {
                "groups": [[vendor.data for vendor in members] for members in batch],
                "today": self._today,
                "params": judged.rule.params,
            }
            codes = judged.groups.evaluate_numbers(data)
            if not isinstance(codes, Undecided):
                return [code == judgement.PASSED for code in codes]
        return [False] * len(batch)

    def _judge_group(self, judged: Judged, members: Group) -> Iterator[Evaluation]:
        rule = judged.rule
        data = {
            "group": [vendor.data for vendor in members],
            "today": self._today,
            "params": rule.params,
        }
        holds = judged.require.evaluate(data)
        if isinstance(holds, Undecided):
            raise undecided(rule, "/require", members[0], holds)
        if holds:
            for vendor in members:
                yield Evaluation(rule.id, vendor.id, PASSED)
            return
        message = judged.message.evaluate(data)
        if isinstance(message, Undecided):
            raise undecided(rule, "/message", members[0], message)
        for vendor in members:
            yield Evaluation(rule.id, vendor.id, Failed(finding(rule, vendor, str(message), None)))


def _batches(groups: Iterable[Group]) -> Iterator[list[Group]]:
    """The groups, some at a time."""
    batch: list[Group] = []
    members = 0
    for group in groups:
        if batch and members + len(group) > _TOGETHER:
            yield batch
            batch, members = [], 0
        batch.append(group)
        members += len(group)
    if batch:
        yield batch
