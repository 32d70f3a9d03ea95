"""The verdict of each rule on each vendor.

All vendor rules go into a few long list expressions, because one call of the runtime costs more
than a rule; only where such a list cannot be evaluated is each rule asked by itself.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from subpolicy.errors import Place, RunError
from subpolicy.findings.finding import Finding
from subpolicy.findings.outcome import (
    NOT_APPLICABLE,
    NOT_JUDGED,
    PASSED,
    Evaluation,
    Failed,
    Outcome,
)
from subpolicy.locations import pointer
from subpolicy.policy.expressions import Compiled, Environment, Undecided
from subpolicy.policy.functions import Facts, library
from subpolicy.policy.paths import Item, items_at
from subpolicy.policy.rules import Rule
from subpolicy.registry.registry import Vendor

_FAILED, _PASSED, _NOT_APPLICABLE = 0, 1, 2
_CHUNK = 12_000
"""Characters of one list expression; the runtime refuses more than 100,000."""


class _Chunk(NamedTuple):
    rules: tuple["_Judged", ...]
    program: Compiled


class Judge:
    """Rules made ready for one registry on one day.

    Args:
        rules: Rules that the type checker has accepted.
        facts: What their functions look up.
        today: The as-of date, an ISO date.
    """

    def __init__(self, rules: Sequence[Rule], facts: Facts, today: str) -> None:
        names = {rule.for_each.name for rule in rules if rule.for_each is not None}
        variables = dict.fromkeys(["vendor", "group", "params", *sorted(names)], "dyn")
        items = {f"i{index}": "dyn" for index in range(len(rules))}
        self._environment = Environment(
            {"today": "string", "file": "string", **variables, **items}, library(facts)
        )
        self._today = today
        judged = [_Judged(rule, index, self._environment) for index, rule in enumerate(rules)]
        self._vendor_rules = [j for j in judged if j.rule.scope == "vendor"]
        self._registry_rules = [j for j in judged if j.rule.scope == "registry"]
        self._chunks = list(self._chunked())

    def judge(self, vendors: Sequence[Vendor]) -> list[Evaluation]:
        """Every rule on every vendor, sorted by vendor, rule and place.

        Raises:
            RunError: a rule cannot be evaluated on a valid record.
        """
        evaluations = [e for vendor in vendors for e in self._judge_vendor(vendor)]
        for judged in self._registry_rules:
            evaluations.extend(self._judge_groups(judged, vendors))
        evaluations.sort(key=lambda evaluation: (evaluation.vendor, evaluation.rule))
        return evaluations

    def _chunked(self) -> Iterator[_Chunk]:
        chunk: list[_Judged] = []
        for judged in self._vendor_rules:
            if chunk and sum(len(j.text) for j in chunk) + len(judged.text) > _CHUNK:
                yield self._chunk(chunk)
                chunk = []
            chunk.append(judged)
        if chunk:
            yield self._chunk(chunk)

    def _chunk(self, judged: "list[_Judged]") -> _Chunk:
        text = "[" + ",\n".join(j.text for j in judged) + "]"
        return _Chunk(tuple(judged), self._environment.compile(text))

    def _judge_vendor(self, vendor: Vendor) -> Iterator[Evaluation]:
        if not vendor.data:
            for judged in self._vendor_rules:
                yield Evaluation(judged.rule.id, vendor.id, NOT_JUDGED)
            return
        base = {"vendor": vendor.data, "today": self._today, "file": vendor.stem}
        for chunk in self._chunks:
            items = {j.index: j.items(vendor) for j in chunk.rules if j.rule.for_each is not None}
            data = base | {
                f"i{index}": [item.value for item in found] for index, found in items.items()
            }
            codes = chunk.program.evaluate(data)
            if isinstance(codes, Undecided):
                for judged in chunk.rules:
                    found = items.get(judged.index)
                    yield from self._one_by_one(judged, vendor, base, found)
                continue
            for judged, code in zip(chunk.rules, codes, strict=True):
                yield from self._from_codes(judged, vendor, base, code, items.get(judged.index))

    def _from_codes(
        self,
        judged: "_Judged",
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
        judged: "_Judged",
        vendor: Vendor,
        base: Mapping[str, Any],
        code: object,
        item: Item | None,
    ) -> Outcome:
        if code == _PASSED:
            return PASSED
        if code == _NOT_APPLICABLE:
            return NOT_APPLICABLE
        data = judged.activation(base, item)
        message = judged.message.evaluate(data)
        if isinstance(message, Undecided):
            if vendor.valid:
                raise _undecided(judged.rule, "/message", vendor, message)
            message = judged.rule.title
        return Failed(finding(judged.rule, vendor, str(message), item))

    def _one_by_one(
        self,
        judged: "_Judged",
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
            if isinstance(code, _Stuck):
                if vendor.valid:
                    raise _undecided(rule, code.pointer, vendor, code.undecided)
                yield Evaluation(rule.id, vendor.id, NOT_JUDGED)
            else:
                yield Evaluation(
                    rule.id, vendor.id, self._outcome(judged, vendor, base, code, item)
                )

    def _judge_groups(self, judged: "_Judged", vendors: Sequence[Vendor]) -> Iterator[Evaluation]:
        rule = judged.rule
        groups: dict[str, list[Vendor]] = defaultdict(list)
        for vendor in vendors:
            if not vendor.valid:
                yield Evaluation(rule.id, vendor.id, NOT_JUDGED)
                continue
            key = judged.group_key(vendor, self._today)
            if key is None:
                yield Evaluation(rule.id, vendor.id, NOT_APPLICABLE)
            else:
                groups[key].append(vendor)
        for members in groups.values():
            yield from self._judge_group(judged, members)

    def _judge_group(self, judged: "_Judged", members: list[Vendor]) -> Iterator[Evaluation]:
        rule = judged.rule
        data = {
            "group": [vendor.data for vendor in members],
            "today": self._today,
            "params": rule.params,
        }
        holds = judged.require.evaluate(data)
        if isinstance(holds, Undecided):
            raise _undecided(rule, "/require", members[0], holds)
        if holds:
            for vendor in members:
                yield Evaluation(rule.id, vendor.id, PASSED)
            return
        message = judged.message.evaluate(data)
        if isinstance(message, Undecided):
            raise _undecided(rule, "/message", members[0], message)
        for vendor in members:
            yield Evaluation(rule.id, vendor.id, Failed(finding(rule, vendor, str(message), None)))


class _Stuck(NamedTuple):
    pointer: str
    undecided: Undecided


class _Judged:
    """One rule with its expressions, compiled when they are first needed."""

    def __init__(self, rule: Rule, index: int, environment: Environment) -> None:
        self.rule = rule
        self.index = index
        self._environment = environment

    @cached_property
    def text(self) -> str:
        """An expression that gives the rule's code, or a list of them with `for_each`."""
        rule = self.rule
        text = self._bound(f"(({rule.require}\n) ? {_PASSED} : {_FAILED})")
        if rule.match != "true":
            text = f"(({rule.match}\n) ? {text} : {_NOT_APPLICABLE})"
        if rule.for_each is not None:
            text = f"i{self.index}.map({rule.for_each.name}, {text})"
        if rule.params:
            # JSON of texts, numbers, booleans and lists of them is a CEL literal, too.
            literal = json.dumps(dict(rule.params), ensure_ascii=False)
            text = f"cel.bind(params, {literal}, {text})"
        return text

    def _bound(self, text: str) -> str:
        """An expression with the names of `let` in sight."""
        for name, part in reversed(self.rule.let.items()):
            text = f"cel.bind({name}, {part}\n, {text}\n)"
        return text

    @cached_property
    def match(self) -> Compiled:
        return self._environment.compile(self.rule.match)

    @cached_property
    def require(self) -> Compiled:
        return self._environment.compile(self._bound(self.rule.require))

    @cached_property
    def message(self) -> Compiled:
        return self._environment.compile(self._bound(self.rule.message))

    @cached_property
    def _group_by(self) -> Compiled:
        return self._environment.compile(f"({self.rule.match}\n) ? [{self.rule.group_by}\n] : []")

    def items(self, vendor: Vendor) -> list[Item]:
        """The values that the rule judges one by one in a record."""
        paths = self.rule.for_each.paths if self.rule.for_each is not None else ()
        return [item for path in paths for item in items_at(vendor.data, path)]

    def activation(self, base: Mapping[str, Any], item: Item | None) -> dict[str, Any]:
        """The variables for one verdict."""
        data = {**base, "params": self.rule.params}
        if item is not None and self.rule.for_each is not None:
            data[self.rule.for_each.name] = item.value
        return data

    def code(self, data: Mapping[str, Any]) -> int | _Stuck:
        """The rule's code by itself."""
        applies = self.match.evaluate(data)
        if isinstance(applies, Undecided):
            return _Stuck("/match", applies)
        if not applies:
            return _NOT_APPLICABLE
        holds = self.require.evaluate(data)
        if isinstance(holds, Undecided):
            return _Stuck("/require", holds)
        return _PASSED if holds else _FAILED

    def group_key(self, vendor: Vendor, today: str) -> str | None:
        """The key under which a vendor is judged with others; None where it is not."""
        base = {"vendor": vendor.data, "today": today, "file": vendor.stem}
        key = self._group_by.evaluate(self.activation(base, None))
        if isinstance(key, Undecided):
            raise _undecided(self.rule, "/group_by", vendor, key)
        return key[0] if key else None


def finding(rule: Rule, vendor: Vendor, message: str, item: Item | None) -> Finding:
    """The finding of a rule on a vendor, at the item or at the first place of `at` that exists."""
    assert vendor.document is not None  # noqa: S101 -- what has no document is not judged
    document = vendor.document
    if item is not None:
        place = pointer(*item.tokens)
    else:
        place = next((at for at in rule.at if document.exists(at)), rule.at[-1])
    return Finding(
        rule=rule.id,
        severity=rule.severity,
        vendor=vendor.id,
        message=message,
        path=vendor.path,
        span=document.locate(place),
        pointer=place,
        item=None if item is None else _item_text(document.data, item),
        remediation=rule.remediation,
    )


def _item_text(record: Any, item: Item) -> str:
    """The item as written: a text by itself, anything else as compact JSON."""
    value = record
    for token in item.tokens:
        try:
            value = value[token]
        except (KeyError, TypeError):
            # A boolean that the record leaves out was filled in.
            value = item.value
            break
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _undecided(rule: Rule, where: str, vendor: Vendor, undecided: Undecided) -> RunError:
    return RunError(
        f"{rule.id} cannot be evaluated on {vendor.path}: {undecided.reason}",
        place=rule.place(where) if where in _written(rule) else Place(rule.document.path),
        help_text="a rule must decide every valid record: read optional fields behind has()",
    )


def _written(rule: Rule) -> set[str]:
    return {"/" + key for key in rule.document.data}
