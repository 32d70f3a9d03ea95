"""Asks rules of one record, or one change: together where that goes, one by one where not."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from subpolicy.findings.outcome import NOT_APPLICABLE, PASSED, Evaluation, Failed, Outcome
from subpolicy.policy import judgement
from subpolicy.policy.chunks import Chunk, in_slices
from subpolicy.policy.expressions import Undecided
from subpolicy.policy.judgement import Judged, Stuck, finding
from subpolicy.policy.paths import Item, values_at
from subpolicy.policy.unjudged import message_or_title, unjudged
from subpolicy.registry.registry import Vendor

_MANY = 8
"""Findings of one rule on one record from which on their messages are worked out together."""


class Subject(NamedTuple):
    """A record, or a change, as the rules are asked of it."""

    vendor: Vendor
    base: Mapping[str, Any]
    """The variables that all rules see."""

    def values(self, judged: Judged, items: Sequence[Item]) -> dict[str, Any]:
        """The variables for a list of verdicts of one rule."""
        return {**self.base, f"i{judged.lists}": [item.value for item in items]}


def ask(chunk: Chunk, subject: Subject) -> Iterator[Evaluation]:
    """What some rules say of a record.

    Raises:
        RunError: a rule cannot be evaluated on a valid record.
    """
    codes = codes_of(chunk, subject)
    if codes is not None:
        for judged, code in zip(chunk.rules, codes, strict=True):
            yield from from_codes(judged, subject, code)
    else:
        yield from ask_in_parts(chunk, subject)


def ask_in_parts(chunk: Chunk, subject: Subject) -> Iterator[Evaluation]:
    """The same where one call is too much for all of them."""
    if len(chunk.rules) > 1:
        for half in chunk.halves:
            yield from ask(half, subject)
    else:
        yield from _judge_alone(chunk, subject)


def codes_of(chunk: Chunk, subject: Subject) -> list[Any] | None:
    """A code for each rule, or a list of them; None where they cannot be had together."""
    if chunk.program is None:
        return None
    data = dict(subject.base)
    record = subject.vendor.data
    reached = {steps: values_at(record, steps) for steps in chunk.steps}
    for name, paths in chunk.lists.items():
        first, *others = paths
        data[name] = reached[first] + [one for steps in others for one in reached[steps]]
    codes = chunk.program.evaluate_numbers(data)
    return None if isinstance(codes, Undecided) else codes


def _judge_alone(chunk: Chunk, subject: Subject) -> Iterator[Evaluation]:
    """The verdicts of one rule that could not be had in one call."""
    (judged,) = chunk.rules
    program, items = chunk.program, judged.items(subject.vendor)
    if program is None or len(items) < 2:  # noqa: PLR2004 -- there is nothing to divide
        yield from ask_one_by_one(judged, subject)
        return

    def ask(part: Sequence[Item]) -> list[Any] | Undecided:
        codes = program.evaluate_numbers(subject.values(judged, part))
        return codes if isinstance(codes, Undecided) else codes[0]

    yield from from_codes(judged, subject, in_slices(ask, items))


def from_codes(
    judged: Judged, subject: Subject, code: "int | list[int | None]"
) -> Iterator[Evaluation]:
    """Evaluations for what a list expression gave: a code, or one for each item."""
    rule, vendor = judged.rule, subject.vendor
    if isinstance(code, int):
        yield Evaluation(rule.id, vendor.id, _outcome(judged, subject, code, None))
        return
    items = judged.items(subject.vendor)
    if not items:
        yield Evaluation(rule.id, vendor.id, NOT_APPLICABLE)
    pairs = [*zip(items, code, strict=True)]
    said = _messages(judged, subject, [item for item, one in pairs if one == judgement.FAILED])
    for item, one in pairs:
        if one is None:
            yield Evaluation(rule.id, vendor.id, _by_itself(judged, subject, item))
        elif one == judgement.FAILED:
            found = finding(rule, vendor, next(said), item)
            yield Evaluation(rule.id, vendor.id, Failed(found))
        else:
            yield Evaluation(rule.id, vendor.id, _outcome(judged, subject, one, item))


def _outcome(judged: Judged, subject: Subject, code: object, item: Item | None) -> Outcome:
    if code == judgement.PASSED:
        return PASSED
    if code == judgement.NOT_APPLICABLE:
        return NOT_APPLICABLE
    message = _message(judged, subject, item)
    return Failed(finding(judged.rule, subject.vendor, message, item))


def _message(judged: Judged, subject: Subject, item: Item | None) -> str:
    message = judged.message.evaluate(judged.activation(subject.base, item))
    return message_or_title(judged.rule, message, subject.vendor)


def _messages(judged: Judged, subject: Subject, items: Sequence[Item]) -> Iterator[str]:
    program = judged.messages if len(items) >= _MANY else None
    texts: Sequence[str | None] = [None] * len(items)
    if program is not None:
        texts = in_slices(lambda part: program.evaluate_texts(subject.values(judged, part)), items)
    for item, text in zip(items, texts, strict=True):
        yield _message(judged, subject, item) if text is None else text


def ask_one_by_one(judged: Judged, subject: Subject) -> Iterator[Evaluation]:
    """The same verdicts, each rule and item by itself, so that one cannot spoil another."""
    rule, vendor = judged.rule, subject.vendor
    items = None if judged.rule.for_each is None else judged.items(subject.vendor)
    if items is not None and not items:
        yield Evaluation(rule.id, vendor.id, NOT_APPLICABLE)
        return
    for item in [None] if items is None else items:
        yield Evaluation(rule.id, vendor.id, _by_itself(judged, subject, item))


def _by_itself(judged: Judged, subject: Subject, item: Item | None) -> Outcome:
    code = judged.code(judged.activation(subject.base, item))
    if isinstance(code, Stuck):
        return unjudged(judged.rule, subject.vendor, code)
    return _outcome(judged, subject, code, item)
