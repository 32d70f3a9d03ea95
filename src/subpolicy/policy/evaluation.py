"""The verdict of each rule on each vendor.

All vendor rules go into a few long list expressions, because one call of the runtime costs more
than a rule; only where such a list cannot be evaluated is each rule asked by itself.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

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
from subpolicy.policy.functions import Facts, library
from subpolicy.policy.groups import Groups
from subpolicy.policy.judgement import Judged, Stuck, finding, undecided
from subpolicy.policy.paths import Item, items_at
from subpolicy.policy.rules import Rule
from subpolicy.registry.registry import Vendor

_CHUNK = 12_000
"""Characters of one list expression; the runtime refuses more than 100,000."""


class _Chunk(NamedTuple):
    rules: tuple[Judged, ...]
    program: Compiled | None
    """None where the rules are asked one by one from the start."""


def environment_of(rules: Sequence[Rule], facts: Facts) -> Environment:
    """Where the expressions of rules are compiled for plain data."""
    names = {rule.for_each.name for rule in rules if rule.for_each is not None}
    seen = ["vendor", "group", "groups", "change", "params", *sorted(names)]
    variables = dict.fromkeys(seen, "dyn")
    items = {f"i{index}": "dyn" for index in range(len(rules))}
    return Environment({"today": "string", "file": "string", **variables, **items}, library(facts))


class Judge:
    """Rules made ready for one registry on one day.

    Args:
        rules: Rules that the type checker has accepted.
        facts: What their functions look up.
        today: The as-of date, an ISO date.
        environment: One made for these rules by `environment_of`, where there is one already.
        combined: Whether rules go into long expressions; else what was compiled of each of them
            before, in the same environment, need not be compiled again.
    """

    def __init__(
        self,
        rules: Sequence[Rule],
        facts: Facts,
        today: str,
        *,
        environment: Environment | None = None,
        combined: bool = True,
    ) -> None:
        self._environment = environment or environment_of(rules, facts)
        self._today = today
        self._combined = combined
        judged = [Judged(rule, index, self._environment) for index, rule in enumerate(rules)]
        self._vendor_rules = [j for j in judged if j.rule.scope == "vendor"]
        registry_rules = [j for j in judged if j.rule.scope == "registry"]
        self._groups = Groups(registry_rules, self._environment, today)
        self._change_rules = [j for j in judged if j.rule.scope == "change"]
        self._chunks = list(self._chunked())
        # Many rules go through the same lists.
        self._paths = {steps for judged in self._vendor_rules for steps in judged.paths}

    def judge(self, vendors: Sequence[Vendor]) -> list[Evaluation]:
        """Every rule on every vendor, sorted by vendor, rule and place.

        Raises:
            RunError: a rule cannot be evaluated on a valid record.
        """
        evaluations = [e for vendor in vendors for e in self._judge_vendor(vendor)]
        evaluations.extend(self._groups.judge(vendors))
        evaluations.sort(key=lambda evaluation: (evaluation.vendor, evaluation.rule))
        return evaluations

    def judge_records(self, vendors: Sequence[Vendor]) -> list[Evaluation]:
        """Every rule of scope ``vendor`` on records by themselves, whatever others there are."""
        return [evaluation for vendor in vendors for evaluation in self._judge_vendor(vendor)]

    def judge_changes(self, subjects: Sequence[Vendor]) -> list[Evaluation]:
        """Every rule of scope ``change`` on every change, sorted like `judge`.

        Args:
            subjects: Changes as `changes.subject_of` and `policy_subject` give them.

        Raises:
            RunError: a rule cannot be evaluated on a change.
        """
        evaluations: list[Evaluation] = []
        for subject in subjects:
            base = {"change": subject.data, "today": self._today}
            for judged in self._change_rules:
                items = None if judged.rule.for_each is None else judged.items(subject)
                evaluations += self._one_by_one(judged, subject, base, items)
        evaluations.sort(key=lambda evaluation: (evaluation.vendor, evaluation.rule))
        return evaluations

    def _chunked(self) -> Iterator[_Chunk]:
        chunk: list[Judged] = []
        for judged in self._vendor_rules:
            if chunk and sum(len(j.text) for j in chunk) + len(judged.text) > _CHUNK:
                yield self._chunk(chunk)
                chunk = []
            chunk.append(judged)
        if chunk:
            yield self._chunk(chunk)

    def _chunk(self, judged: list[Judged]) -> _Chunk:
        if not self._combined:
            return _Chunk(tuple(judged), None)
        text = "[" + ",\n".join(j.text for j in judged) + "]"
        try:
            return _Chunk(tuple(judged), self._environment.compile(text))
        except CompileFault:
            # What stands around a rule here can nest it deeper than the runtime allows (32 levels).
            return _Chunk(tuple(judged), None)

    def _judge_vendor(self, vendor: Vendor) -> Iterator[Evaluation]:
        if not vendor.data:
            for judged in self._vendor_rules:
                yield Evaluation(judged.rule.id, vendor.id, NOT_JUDGED)
            return
        base = {"vendor": vendor.data, "today": self._today, "file": vendor.stem}
        reached = {steps: items_at(vendor.data, steps) for steps in self._paths}
        for chunk in self._chunks:
            items = {
                j.index: [item for steps in j.paths for item in reached[steps]]
                for j in chunk.rules
                if j.rule.for_each is not None
            }
            data = base | {
                f"i{index}": [item.value for item in found] for index, found in items.items()
            }
            codes = None if chunk.program is None else chunk.program.evaluate_numbers(data)
            if codes is None or isinstance(codes, Undecided):
                for judged in chunk.rules:
                    found = items.get(judged.index)
                    yield from self._one_by_one(judged, vendor, base, found)
                continue
            for judged, code in zip(chunk.rules, codes, strict=True):
                yield from self._from_codes(judged, vendor, base, code, items.get(judged.index))

    def _from_codes(
        self,
        judged: Judged,
        vendor: Vendor,
        base: Mapping[str, Any],
        code: "int | list[int]",
        items: list[Item] | None,
    ) -> Iterator[Evaluation]:
        """Evaluations for what a list expression gave: a code, or one for each item."""
        rule = judged.rule
        if items is None:
            yield Evaluation(rule.id, vendor.id, self._outcome(judged, vendor, base, code, None))
        elif not items:
            yield Evaluation(rule.id, vendor.id, NOT_APPLICABLE)
        else:
            assert isinstance(code, list)  # noqa: S101 -- a for_each gives a list
            for one, item in zip(code, items, strict=True):
                outcome = self._outcome(judged, vendor, base, one, item)
                yield Evaluation(rule.id, vendor.id, outcome)

    def _outcome(
        self,
        judged: Judged,
        vendor: Vendor,
        base: Mapping[str, Any],
        code: object,
        item: Item | None,
    ) -> Outcome:
        if code == judgement.PASSED:
            return PASSED
        if code == judgement.NOT_APPLICABLE:
            return NOT_APPLICABLE
        data = judged.activation(base, item)
        message = judged.message.evaluate(data)
        if isinstance(message, Undecided):
            if vendor.valid:
                raise undecided(judged.rule, "/message", vendor, message)
            message = judged.rule.title
        return Failed(finding(judged.rule, vendor, str(message), item))

    def _one_by_one(
        self,
        judged: Judged,
        vendor: Vendor,
        base: Mapping[str, Any],
        items: list[Item] | None,
    ) -> Iterator[Evaluation]:
        """The same verdicts, each rule and item by itself, so that one cannot spoil another."""
        rule = judged.rule
        if items is not None and not items:
            yield Evaluation(rule.id, vendor.id, NOT_APPLICABLE)
            return
        for item in [None] if items is None else items:
            data = judged.activation(base, item)
            code = judged.code(data)
            if isinstance(code, Stuck):
                if vendor.valid:
                    raise undecided(rule, code.pointer, vendor, code.undecided)
                yield Evaluation(rule.id, vendor.id, NOT_JUDGED)
            else:
                yield Evaluation(
                    rule.id, vendor.id, self._outcome(judged, vendor, base, code, item)
                )
