"""The linter for rules: what is sound by its types, and yet cannot be meant."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from subpolicy.errors import RunError
from subpolicy.findings.outcome import Failed
from subpolicy.locations import pointer, tokens
from subpolicy.policy.judgement import Judged
from subpolicy.policy.proof.altered import given
from subpolicy.policy.proof.controls import control_errors
from subpolicy.policy.proof.deciding import Deciding
from subpolicy.policy.proof.layout import Case, Stage
from subpolicy.policy.proof.reading import names_read, params_read, parts_of
from subpolicy.policy.proof.trial import Bench
from subpolicy.policy.rules import Rule
from subpolicy.policy.tables import Table
from subpolicy.registry.shape import Shape


class Lint(NamedTuple):
    """What the linter says of a rule."""

    errors: tuple[RunError, ...]
    remarks: tuple[RunError, ...]
    """Worth a look, and no fault."""


@dataclass(frozen=True, slots=True)
class Linter:
    """Looks through rules whose types are sound."""

    stage: Stage
    shape: Shape
    tables: Mapping[str, Table]

    def lint(self, rule: Rule, bench: Bench | None) -> Lint:
        """What is wrong with a rule: by itself, and on the cases of its test where it has one."""
        errors = [*_unread(rule), *control_errors(rule, self.tables)]
        remarks: list[RunError] = []
        if bench is not None:
            errors += Deciding(self.stage, self.shape).errors(bench)
            errors += _constant_match(bench)
            for error, is_remark in _silent_messages(bench):
                (remarks if is_remark else errors).append(error)
        return Lint(tuple(errors), tuple(remarks))


def _unread(rule: Rule) -> Iterator[RunError]:
    """Names that a rule gives, and nobody reads."""
    parts = parts_of(rule)
    params = {name for part in parts for name in params_read(part)}
    for name in rule.params:
        if not params & {name, "*"}:
            yield _never(f'the parameter "{name}"', rule, pointer("params", name))
    for name in rule.let:
        own = pointer("let", name)
        if not any(name in names_read(part) for part in parts if part.pointer != own):
            yield _never(f'"{name}"', rule, own)
    if rule.for_each is not None:
        name = rule.for_each.name
        judging = (part for part in parts if part.pointer != "/message")
        if not any(name in names_read(part) for part in judging):
            yield RunError(
                f'no verdict depends on the item "{name}"',
                place=rule.place(pointer("for_each", name)),
                help_text="read it in match or require, or judge the record as a whole",
            )


def _never(what: str, rule: Rule, where: str) -> RunError:
    return RunError(f"{what} is never read", place=rule.place(where), help_text="take it out")


def _constant_match(bench: Bench) -> Iterator[RunError]:
    rule = bench.rule
    if "match" not in rule.document.data:
        return
    judged = Judged(rule, 0, bench.environment)
    applies = {found for case in bench.cases for found in _applies(bench, judged, case)}
    if len(applies) == 1:
        always = "true" if applies == {True} else "false"
        yield RunError(
            f"match is {always} on every case",
            place=rule.place("/match"),
            help_text="add a case to which the rule "
            + ("does not apply, or take match out" if applies == {True} else "applies"),
        )


def _applies(bench: Bench, judged: Judged, case: Case) -> Iterator[bool]:
    rule = bench.rule
    bench.stage.set(case.facts)
    for vendor in case.vendors if rule.scope == "registry" else case.vendors[:1]:
        base = given(rule.scope, vendor, case.day)
        for item in judged.items(vendor) if rule.for_each is not None else [None]:
            params = {**rule.params, **case.params}
            value = judged.match.evaluate({**judged.activation(base, item), "params": params})
            if isinstance(value, bool):
                yield value


def _silent_messages(bench: Bench) -> Iterator[tuple[RunError, bool]]:
    """Messages of items that do not say which item they mean.

    An item that is always the same in the tests, because `match` singles it out, need not be
    named again: the finding stands at it. Of an object, any one of its values will do.
    """
    rule = bench.rule
    if rule.for_each is None:
        return
    items = defaultdict(set)
    scalar = True
    for value, message in _found(bench):
        texts = list(_texts(value))
        scalar = scalar and not isinstance(value, dict)
        items[any(text and text in message for text in texts)].add(json.dumps(value))
    if len(items[False]) + len(items[True]) > 1 and items[False]:
        shown = min(items[False])
        yield (
            RunError(
                f"message does not contain the value that it is about, such as {shown}",
                place=rule.place("/message"),
                help_text=f"name {rule.for_each.name} in it",
            ),
            not scalar,
        )


def _found(bench: Bench) -> Iterator[tuple[Any, str]]:
    """The items that fail in the cases, each with its message."""
    trial = bench.trial(bench.rule)
    for case in bench.cases:
        if not case.valid:
            continue
        try:
            evaluations = trial.evaluations(case)
        except RunError:
            continue
        for evaluation in evaluations:
            if isinstance(evaluation.outcome, Failed):
                finding = evaluation.outcome.finding
                if bench.rule.scope == "change":
                    yield _item(finding.item or ""), finding.message
                else:
                    yield _at(case.vendors[0].data, tokens(finding.pointer)), finding.message


def _item(text: str) -> Any:
    """An item of a change, from the text that the finding has of it."""
    return json.loads(text) if text.startswith("{") else text


def _at(data: Any, steps: Sequence[str]) -> Any:
    for step in steps:
        data = data[int(step)] if isinstance(data, list) else data[step]
    return data


def _texts(value: Any) -> Iterator[str]:
    """The scalars in a value, as messages write them."""
    match value:
        case dict():
            for inner in value.values():
                yield from _texts(inner)
        case list():
            for inner in value:
                yield from _texts(inner)
        case bool():
            yield "true" if value else "false"
        case _:
            yield str(value)
