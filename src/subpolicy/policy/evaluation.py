"""The verdict of each rule on each vendor.

All vendor rules go into a few long list expressions (`chunks`); only where such a list cannot be
evaluated is a rule asked by itself, and an item by itself.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from subpolicy.findings.evaluations import Verdicts
from subpolicy.findings.outcome import (
    NOT_APPLICABLE,
    NOT_JUDGED,
    PASSED,
    Evaluation,
    Failed,
    Outcome,
)
from subpolicy.policy import judgement
from subpolicy.policy.chunks import Chunk, chunked, in_slices
from subpolicy.policy.expressions import Environment, Undecided
from subpolicy.policy.functions import Facts, library
from subpolicy.policy.groups import Groups, Key
from subpolicy.policy.judgement import Judged, Stuck, finding
from subpolicy.policy.paths import Item, items_at
from subpolicy.policy.rules import Rule
from subpolicy.policy.unjudged import message_or_title, unjudged
from subpolicy.registry.registry import Vendor

_MANY = 8
"""Findings of one rule on one record from which on their messages are worked out together."""


class _Subject(NamedTuple):
    """A record, or a change, as the rules are asked of it."""

    vendor: Vendor
    base: Mapping[str, Any]
    """The variables that all rules see."""
    items: Mapping[int, list[Item]]
    """The values to judge one by one, by the index of a rule that has a `for_each`."""

    def values(self, judged: Judged, items: Sequence[Item]) -> dict[str, Any]:
        """The variables for a list of verdicts of one rule."""
        return {**self.base, f"i{judged.index}": [item.value for item in items]}


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
        self._chunks = [*chunked(self._vendor_rules, self._environment)] if combined else []
        # Many rules go through the same lists.
        self._paths = {steps for judged in self._vendor_rules for steps in judged.paths}
        self._none: Verdicts = tuple((j.rule.id, NOT_JUDGED) for j in self._vendor_rules)
        self._known: dict[tuple[object, ...], Verdicts] = {}
        self._parts: set[int] = set()
        self._wholes: dict[tuple[int, ...], Verdicts] = {}

    def judge(self, vendors: Sequence[Vendor]) -> list[Evaluation]:
        """Every rule on every vendor, sorted by vendor, rule and place.

        Raises:
            RunError: a rule cannot be evaluated on a valid record.
        """
        evaluations = self.judge_records(vendors)
        evaluations.extend(self._groups.judge(vendors))
        evaluations.sort(key=lambda evaluation: (evaluation.vendor, evaluation.rule))
        return evaluations

    def judge_records(self, vendors: Sequence[Vendor]) -> list[Evaluation]:
        """Every rule of scope ``vendor`` on records by themselves, whatever others there are."""
        return [
            Evaluation(rule, vendor.id, outcome)
            for vendor in vendors
            for rule, outcome in self.verdicts(vendor)
        ]

    def verdicts(self, vendor: Vendor) -> Verdicts:
        """Every rule of scope ``vendor`` on a record; the same object where all say the same.

        Raises:
            RunError: a rule cannot be evaluated on a valid record.
        """
        if not vendor.data:
            return self._none
        subject = self._subject(vendor)
        if not self._combined:
            said = (self._one_by_one(judged, subject) for judged in self._vendor_rules)
            return tuple((rule, outcome) for part in said for rule, _, outcome in part)
        parts = [self._part(chunk, subject) for chunk in self._chunks]
        whole = tuple(map(id, parts))
        if whole in self._wholes:
            return self._wholes[whole]
        verdicts = tuple(verdict for part in parts for verdict in part)
        if all(id(part) in self._parts for part in parts):
            self._wholes[whole] = verdicts
        return verdicts

    @property
    def registry_rules(self) -> tuple[str, ...]:
        """The ids of the rules of scope ``registry``."""
        return self._groups.rules

    def keys(self, vendor: Vendor) -> tuple[Key, ...]:
        """See `Groups.keys`."""
        return self._groups.keys(vendor)

    def alone(
        self, vendors: Sequence[tuple[Vendor, tuple[Key, ...]]]
    ) -> list[tuple[Outcome | None, ...]]:
        """For each of these rules, what it says of vendors that share their groups with nobody.

        Args:
            vendors: With their `keys`.

        Returns:
            None where the rule does not simply pass: whether it matters, all keys tell.
        """
        columns = []
        for rule in range(len(self.registry_rules)):
            grouped = [vendor for vendor, keys in vendors if isinstance(keys[rule], str)]
            passes = self._groups.passes_alone(rule, grouped)
            own = (keys[rule] for _, keys in vendors)
            columns.append(
                [(PASSED if next(passes) else None) if isinstance(key, str) else key for key in own]
            )
        return [*zip(*columns, strict=True)] if columns else [()] * len(vendors)

    def together(
        self, rule: int, groups: Iterable[tuple[str, list[Vendor]]]
    ) -> Iterator[tuple[Vendor, Outcome]]:
        """See `Groups.together`."""
        return self._groups.together(rule, groups)

    def judge_changes(self, subjects: Sequence[Vendor]) -> list[Evaluation]:
        """Every rule of scope ``change`` on every change, sorted like `judge`.

        Args:
            subjects: Changes as `changes.subject_of` and `policy_subject` give them.

        Raises:
            RunError: a rule cannot be evaluated on a change.
        """
        chunks = [Chunk([judged], self._environment) for judged in self._change_rules]
        evaluations: list[Evaluation] = []
        for vendor in subjects:
            items = {
                j.index: j.items(vendor) for j in self._change_rules if j.rule.for_each is not None
            }
            subject = _Subject(vendor, {"change": vendor.data, "today": self._today}, items)
            for judged, chunk in zip(self._change_rules, chunks, strict=True):
                if self._combined:
                    evaluations += self._judge_chunk(chunk, subject)
                else:
                    evaluations += self._one_by_one(judged, subject)
        evaluations.sort(key=lambda evaluation: (evaluation.vendor, evaluation.rule))
        return evaluations

    def _subject(self, vendor: Vendor) -> _Subject:
        base = {"vendor": vendor.data, "today": self._today, "file": vendor.stem}
        reached = {steps: items_at(vendor.data, steps) for steps in self._paths}
        items = {
            j.index: [item for steps in j.paths for item in reached[steps]]
            for j in self._vendor_rules
            if j.rule.for_each is not None
        }
        return _Subject(vendor, base, items)

    def _part(self, chunk: Chunk, subject: _Subject) -> Verdicts:
        """What some rules say of a record: known already where nothing fails, as with most."""
        codes = self._codes(chunk, subject)
        if codes is None:
            said = self._divided(chunk, subject)
            return tuple((rule, outcome) for rule, _, outcome in said)
        known = (id(chunk), *(one if isinstance(one, int) else tuple(one) for one in codes))
        if known in self._known:
            return self._known[known]
        said = (
            evaluation
            for judged, code in zip(chunk.rules, codes, strict=True)
            for evaluation in self._from_codes(judged, subject, code)
        )
        part = tuple((rule, outcome) for rule, _, outcome in said)
        if all(outcome is PASSED or outcome is NOT_APPLICABLE for _, outcome in part):
            self._known[known] = part
            self._parts.add(id(part))
        return part

    def _judge_chunk(self, chunk: Chunk, subject: _Subject) -> Iterator[Evaluation]:
        codes = self._codes(chunk, subject)
        if codes is not None:
            for judged, code in zip(chunk.rules, codes, strict=True):
                yield from self._from_codes(judged, subject, code)
        else:
            yield from self._divided(chunk, subject)

    def _divided(self, chunk: Chunk, subject: _Subject) -> Iterator[Evaluation]:
        """The same where one call is too much for all of them."""
        if len(chunk.rules) > 1:
            for half in chunk.halves:
                yield from self._judge_chunk(half, subject)
        else:
            yield from self._judge_alone(chunk, subject)

    def _codes(self, chunk: Chunk, subject: _Subject) -> list[Any] | None:
        """A code for each rule, or a list of them; None where they cannot be had together."""
        if chunk.program is None:
            return None
        data = dict(subject.base)
        for judged in chunk.rules:
            if judged.index in subject.items:
                data |= subject.values(judged, subject.items[judged.index])
        codes = chunk.program.evaluate_numbers(data)
        return None if isinstance(codes, Undecided) else codes

    def _judge_alone(self, chunk: Chunk, subject: _Subject) -> Iterator[Evaluation]:
        """The verdicts of one rule that could not be had in one call."""
        (judged,) = chunk.rules
        program, items = chunk.program, subject.items.get(judged.index, [])
        if program is None or len(items) < 2:  # noqa: PLR2004 -- there is nothing to divide
            yield from self._one_by_one(judged, subject)
            return

        def ask(part: Sequence[Item]) -> list[Any] | Undecided:
            codes = program.evaluate_numbers(subject.values(judged, part))
            return codes if isinstance(codes, Undecided) else codes[0]

        yield from self._from_codes(judged, subject, in_slices(ask, items))

    def _from_codes(
        self, judged: Judged, subject: _Subject, code: "int | list[int | None]"
    ) -> Iterator[Evaluation]:
        """Evaluations for what a list expression gave: a code, or one for each item."""
        rule, vendor = judged.rule, subject.vendor
        if isinstance(code, int):
            yield Evaluation(rule.id, vendor.id, self._outcome(judged, subject, code, None))
            return
        items = subject.items[judged.index]
        if not items:
            yield Evaluation(rule.id, vendor.id, NOT_APPLICABLE)
        pairs = [*zip(items, code, strict=True)]
        said = self._messages(
            judged, subject, [item for item, one in pairs if one == judgement.FAILED]
        )
        for item, one in pairs:
            if one is None:
                yield Evaluation(rule.id, vendor.id, self._by_itself(judged, subject, item))
            elif one == judgement.FAILED:
                found = finding(rule, vendor, next(said), item)
                yield Evaluation(rule.id, vendor.id, Failed(found))
            else:
                yield Evaluation(rule.id, vendor.id, self._outcome(judged, subject, one, item))

    def _outcome(
        self, judged: Judged, subject: _Subject, code: object, item: Item | None
    ) -> Outcome:
        if code == judgement.PASSED:
            return PASSED
        if code == judgement.NOT_APPLICABLE:
            return NOT_APPLICABLE
        message = self._message(judged, subject, item)
        return Failed(finding(judged.rule, subject.vendor, message, item))

    def _message(self, judged: Judged, subject: _Subject, item: Item | None) -> str:
        message = judged.message.evaluate(judged.activation(subject.base, item))
        return message_or_title(judged.rule, message, subject.vendor)

    def _messages(self, judged: Judged, subject: _Subject, items: Sequence[Item]) -> Iterator[str]:
        program = judged.messages if len(items) >= _MANY else None
        texts: Sequence[str | None] = [None] * len(items)
        if program is not None:
            texts = in_slices(
                lambda part: program.evaluate_texts(subject.values(judged, part)), items
            )
        for item, text in zip(items, texts, strict=True):
            yield self._message(judged, subject, item) if text is None else text

    def _one_by_one(self, judged: Judged, subject: _Subject) -> Iterator[Evaluation]:
        """The same verdicts, each rule and item by itself, so that one cannot spoil another."""
        rule, vendor = judged.rule, subject.vendor
        items = subject.items.get(judged.index)
        if items is not None and not items:
            yield Evaluation(rule.id, vendor.id, NOT_APPLICABLE)
            return
        for item in [None] if items is None else items:
            yield Evaluation(rule.id, vendor.id, self._by_itself(judged, subject, item))

    def _by_itself(self, judged: Judged, subject: _Subject, item: Item | None) -> Outcome:
        code = judged.code(judged.activation(subject.base, item))
        if isinstance(code, Stuck):
            return unjudged(judged.rule, subject.vendor, code)
        return self._outcome(judged, subject, code, item)
