"""The mutants of a rule: the rule with one small change each. Messages are left as they are."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from subpolicy import dates
from subpolicy.errors import Place
from subpolicy.locations import pointer
from subpolicy.policy.places import line_and_column, place_in
from subpolicy.policy.proof.edits import Edit, Editor
from subpolicy.policy.rules import Param, Rule
from subpolicy.policy.selection import CONFIGURED_PARAMS


class Candidate(NamedTuple):
    """A changed rule, and the change in words."""

    shown: str
    rule: Rule


class Mutant(NamedTuple):
    """One change of a rule."""

    key: str
    """What is changed: ``require``, ``let.held``, ``params.months``."""
    original: str
    candidates: tuple[Candidate, ...]
    """The first that compiles is the mutant; none of them: there is no such mutant."""
    expression: str | None
    """The pointer to the expression that must still compile; None where none is changed."""
    pointer: str
    offset: int | None
    """Characters from the start of the expression."""

    def place(self, rule: Rule) -> Place:
        """Where in the rule's file the change stands."""
        if self.expression is None or self.offset is None:
            return rule.place(self.pointer)
        line, column = line_and_column(_text(rule, self.expression), self.offset)
        return place_in(rule, self.expression, line, column)


@dataclass(frozen=True, slots=True)
class Mutator:
    """Makes the mutants of rules."""

    editor: Editor

    def mutants(self, rule: Rule) -> Iterator[Mutant]:
        """All mutants of a rule, in the order in which it is judged."""
        yield from self._params(rule)
        if "match" in rule.document.data:
            yield _replaced(rule, "/match", _shown(rule.match), "true")
            yield from self._expression(rule, "/match", decides=True)
        yield from _paths(rule)
        if rule.group_by is not None:
            yield from self._expression(rule, "/group_by", decides=False)
        for name in rule.let:
            yield from self._expression(rule, pointer("let", name), decides=False)
        yield from self._expression(rule, "/require", decides=True)

    def _expression(self, rule: Rule, where: str, *, decides: bool) -> Iterator[Mutant]:
        text = _text(rule, where)
        seen = {text, "true"}
        for edit in self.editor.edits(text, decides=decides):
            candidates = tuple(
                Candidate(_cut(text, edit, option), _changed(rule, where, changed))
                for option in edit.options
                if (changed := text[: edit.start] + option + text[edit.end :]) not in seen
            )
            seen.update(text[: edit.start] + option + text[edit.end :] for option in edit.options)
            if candidates:
                original = _shown(text[slice(*edit.shown)])
                key = where[1:].replace("/", ".")
                yield Mutant(key, original, candidates, where, where, edit.start)

    def _params(self, rule: Rule) -> Iterator[Mutant]:
        for name, value in rule.params.items():
            if name in CONFIGURED_PARAMS:
                continue  # the configuration's value comes in the place of the rule's own
            where = pointer("params", name)
            for shown, other in self._others(value):
                variant = rule._replace(params={**rule.params, name: other})
                candidate = Candidate(shown, variant)
                yield Mutant(f"params.{name}", _value(value), (candidate,), None, where, None)

    def _others(self, value: Param) -> Iterator[tuple[str, Param]]:
        match value:
            case bool():
                yield _value(not value), not value
            case int():
                for number in (value + 1, value - 1):
                    yield str(number), number
            case str():
                for text in _other_texts(value):
                    yield _value(text), text
            case list():
                yield from _shortened(value)


def _shortened(members: list[str] | list[int]) -> Iterator[tuple[str, Param]]:
    for index in range(len(members)):
        rest = members.copy()
        dropped = rest.pop(index)
        yield f"without {_value(dropped)}", rest


def _other_texts(value: str) -> list[str]:
    if dates.is_date(value):
        return [dates.add_days(value, -1), dates.add_days(value, 1)]
    return [value + "x"]


def _value(value: Param) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case list():
            return "[" + ", ".join(_value(member) for member in value) + "]"
        case str():
            return f'"{value}"'
        case _:
            return str(value)


def _paths(rule: Rule) -> Iterator[Mutant]:
    """A rule that goes through one path less."""
    if rule.for_each is None or len(rule.for_each.paths) == 1:
        return
    paths = rule.for_each.paths
    for index, dropped in enumerate(paths):
        rest = (*paths[:index], *paths[index + 1 :])
        variant = rule._replace(for_each=rule.for_each._replace(paths=rest))
        candidate = Candidate("dropped", variant)
        where = pointer("for_each", rule.for_each.name, index)
        yield Mutant(f"for_each.{rule.for_each.name}", dropped, (candidate,), None, where, None)


def _replaced(rule: Rule, where: str, original: str, text: str) -> Mutant:
    candidate = Candidate(text, _changed(rule, where, text))
    return Mutant(where[1:], original, (candidate,), where, where, 0)


def _text(rule: Rule, where: str) -> str:
    match where.split("/")[1:]:
        case ["let", name]:
            return rule.let[name]
        case ["match"]:
            return rule.match
        case ["group_by"]:
            return rule.group_by or ""
        case _:
            return rule.require


def _changed(rule: Rule, where: str, text: str) -> Rule:
    match where.split("/")[1:]:
        case ["let", name]:
            return rule._replace(let={**rule.let, name: text})
        case ["match"]:
            return rule._replace(match=text)
        case ["group_by"]:
            return rule._replace(group_by=text)
        case _:
            return rule._replace(require=text)


def _cut(text: str, edit: Edit, option: str) -> str:
    start, end = edit.shown
    return _shown(text[start : edit.start] + option + text[edit.end : end])


def _shown(text: str) -> str:
    """Source on one line."""
    return " ".join(text.split())
