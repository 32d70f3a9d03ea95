"""One rule made ready to be asked: its expressions, its items, and the finding it makes."""

import json
from collections.abc import Mapping
from functools import cached_property
from typing import Any, Final, NamedTuple

from subpolicy.errors import Place, RunError
from subpolicy.findings.finding import Finding
from subpolicy.locations import pointer
from subpolicy.policy.expressions import Compiled, CompileFault, Environment, Undecided
from subpolicy.policy.paths import Item, Steps, items_at, steps_of
from subpolicy.policy.rules import Rule
from subpolicy.registry.registry import Vendor

FAILED: Final = 0
PASSED: Final = 1
NOT_APPLICABLE: Final = 2
"""The codes that expressions give: numbers, because they are cheap to carry out of CEL."""

_LONGEST = 10_000  # characters of a message


class Stuck(NamedTuple):
    """An expression of the rule that cannot be evaluated on a record."""

    pointer: str
    undecided: Undecided


class TooDeepError(RunError):
    """An expression of sound types that the runtime cannot take."""


class Judged:
    """One rule with its expressions, compiled when they are first needed."""

    def __init__(self, rule: Rule, lists: int | None, environment: Environment) -> None:
        self.rule = rule
        self.lists = lists
        """The number of the lists that it goes through; None without `for_each`."""
        self._environment = environment

    @cached_property
    def text(self) -> str:
        """An expression that gives the rule's code, or a list of them with `for_each`."""
        rule = self.rule
        text = self._bound(f"(({rule.require}\n) ? {PASSED} : {FAILED})")
        if rule.match != "true":
            text = f"(({rule.match}\n) ? {text} : {NOT_APPLICABLE})"
        if rule.for_each is not None:
            text = f"i{self.lists}.map({rule.for_each.name}, {text})"
        return self._with_params(text)

    @cached_property
    def key_text(self) -> str:
        """An expression that gives ``=`` and the key of a vendor's group, or an empty text.

        Like `text`, it can stand in a list with those of other rules.
        """
        text = f'"=" + ({self.rule.group_by}\n)'
        if self.rule.match != "true":
            text = f'(({self.rule.match}\n) ? {text} : "")'
        return self._with_params(text)

    def _with_params(self, text: str) -> str:
        """An expression with the rule's parameters in sight."""
        if not self.rule.params:
            return text
        # JSON of texts, numbers, booleans and lists of them is a CEL literal, too.
        literal = json.dumps(dict(self.rule.params), ensure_ascii=False)
        return _named("params", literal, text)

    def _bound(self, text: str) -> str:
        """An expression with the names of `let` in sight."""
        for name, part in reversed([*self.rule.let.items()]):
            if name in text:
                text = _named(name, part, text)
        return text

    @cached_property
    def match(self) -> Compiled:
        """Whether the rule applies."""
        return self._compiled("/match", self.rule.match)

    @cached_property
    def require(self) -> Compiled:
        """Whether the rule is kept."""
        return self._compiled("/require", self._bound(self.rule.require))

    @cached_property
    def groups(self) -> Compiled | None:
        """The rule's codes for a list of groups, if that can be compiled."""
        text = self._bound(f"(({self.rule.require}\n) ? {PASSED} : {FAILED})")
        try:
            return self._environment.compile(f"groups.map(group, {text})")
        except CompileFault:
            return None

    @cached_property
    def message(self) -> Compiled:
        """What is wrong where it is not."""
        return self._compiled("/message", self._bound(self.rule.message))

    @cached_property
    def messages(self) -> Compiled | None:
        """What is wrong with each of many items, if that can be compiled."""
        if self.rule.for_each is None:
            return None
        # A text in front, so that nothing but a text comes out, whatever the record holds.
        text = self._bound(f'("" + ({self.rule.message}\n))')
        text = self._with_params(f"i{self.lists}.map({self.rule.for_each.name}, {text})")
        try:
            return self._environment.compile(text)
        except CompileFault:
            return None

    @cached_property
    def group_by(self) -> Compiled:
        """The text that a vendor shares with those that it is judged together with."""
        return self._compiled("/group_by", self.rule.group_by or '""')

    def _compiled(self, pointer: str, text: str) -> Compiled:
        try:
            return self._environment.compile(text)
        except CompileFault as fault:
            # Types are sound; what stands around an expression can nest it too deep (32 levels).
            raise TooDeepError(
                f"{self.rule.id}: {fault.flaws[0].message.rpartition(': ')[2]}",
                place=self.rule.place(pointer),
                help_text="nest the expression less deep, or name less of it in let",
            ) from fault

    @cached_property
    def paths(self) -> tuple[Steps, ...]:
        """The paths of its `for_each`."""
        paths = self.rule.for_each.paths if self.rule.for_each is not None else ()
        return tuple(steps_of(path) for path in paths)

    def items(self, vendor: Vendor) -> list[Item]:
        """The values that the rule judges one by one in a record."""
        return [item for steps in self.paths for item in items_at(vendor.data, steps)]

    def activation(self, base: Mapping[str, Any], item: Item | None) -> dict[str, Any]:
        """The variables for one verdict."""
        data = {**base, "params": self.rule.params}
        if item is not None and self.rule.for_each is not None:
            data[self.rule.for_each.name] = item.value
        return data

    def code(self, data: Mapping[str, Any]) -> int | Stuck:
        """The rule's code by itself."""
        applies = self.match.evaluate(data)
        if not isinstance(applies, bool):
            return Stuck("/match", _no_verdict(applies))
        if not applies:
            return NOT_APPLICABLE
        holds = self.require.evaluate(data)
        if not isinstance(holds, bool):
            return Stuck("/require", _no_verdict(holds))
        return PASSED if holds else FAILED

    def group_key(self, vendor: Vendor, today: str) -> str | Stuck | None:
        """The key under which a vendor is judged with others; None where it is not."""
        base = {"vendor": vendor.data, "today": today, "file": vendor.stem}
        data = self.activation(base, None)
        applies = self.match.evaluate(data)
        if isinstance(applies, Undecided):
            return Stuck("/match", applies)
        if not applies:
            return None
        key = self.group_by.evaluate(data)
        return Stuck("/group_by", key) if isinstance(key, Undecided) else str(key)


def _named(name: str, value: str, text: str) -> str:
    """An expression that sees the value of another under a name."""
    # Not cel.bind: the runtime (0.1.3) takes its variable for that of a loop beside it.
    return f"[{value}\n].map({name}, {text}\n)[0]"


def finding(rule: Rule, vendor: Vendor, message: str, item: Item | None) -> Finding:
    """The finding of a rule on a vendor, at the item or at the first place of `at` that exists."""
    assert vendor.document is not None  # noqa: S101 -- what has no document is not judged
    document = vendor.document
    if item is not None:
        place = _item_pointer(rule, item)
    else:
        place = next((at for at in rule.at if document.exists(at)), rule.at[-1])
    return Finding(
        rule=rule.id,
        severity=rule.severity,
        vendor=vendor.id or None,
        message=message if len(message) <= _LONGEST else message[: _LONGEST - 1] + "…",
        path=vendor.path,
        span=document.locate(place),
        pointer=place,
        item=None if item is None else _item_text(rule, document.data, item),
        remediation=rule.remediation,
    )


def _item_pointer(rule: Rule, item: Item) -> str:
    """Where an item stands in the record; of a reason for a change, where the reason stands."""
    if rule.scope != "change":
        return pointer(*item.tokens)
    match item.tokens, item.value:
        case ("after" | "before", *tokens), _:
            return pointer(*tokens)
        case _, {"pointer": str(place)}:
            return place
        case _:
            return ""


def _item_text(rule: Rule, record: Any, item: Item) -> str:
    """The item as written: a text by itself, anything else as compact JSON."""
    value = record if rule.scope != "change" else item.value
    if isinstance(value, dict) and "pointer" in value:
        return str(value["value"])
    if isinstance(item.value, str):  # of a record as it will be, the file has another
        return item.value
    for token in item.tokens if rule.scope != "change" else ():
        try:
            value = value[token]
        except (KeyError, IndexError, TypeError):
            # A boolean that the record leaves out was filled in; or it is yet to come.
            value = item.value
            break
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def undecided(rule: Rule, where: str, vendor: Vendor, why: Undecided) -> RunError:
    """The error of a rule that cannot decide a valid record."""
    return RunError(
        f"{rule.id} cannot be evaluated on {vendor.path}: {why.reason}",
        place=rule.place(where) if where in _written(rule) else Place(rule.document.path),
        help_text="a rule must decide every valid record: read optional fields behind has()",
    )


def _no_verdict(value: object) -> Undecided:
    """An invalid record can make an expression give a text where truth was meant."""
    return value if isinstance(value, Undecided) else Undecided("it is neither true nor false")


def _written(rule: Rule) -> set[str]:
    return {"/" + key for key in rule.document.data}
