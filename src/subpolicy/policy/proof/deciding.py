"""Rules held against records that leave things out: each must decide every valid record."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from subpolicy.changes import subject_of
from subpolicy.errors import Place, RunError
from subpolicy.policy.expressions import Undecided
from subpolicy.policy.facts import facts_of
from subpolicy.policy.functions import Facts
from subpolicy.policy.judgement import FAILED, Judged, Stuck
from subpolicy.policy.places import line_and_column, place_in
from subpolicy.policy.proof.altered import change_between, given
from subpolicy.policy.proof.layout import DEFAULT_DAY, Stage
from subpolicy.policy.proof.reading import bare_reading, fields_read, parts_of
from subpolicy.policy.proof.records import Record, Specimens, distinct, pruned
from subpolicy.policy.proof.trial import Bench
from subpolicy.policy.rules import Param, Rule
from subpolicy.registry.registry import Vendor
from subpolicy.registry.shape import Shape

_MISSING = re.compile(r'Key not found in map : "(\w+)"')
_SETTINGS = 4
"""Days and parameters of a rule's cases under which its records are judged: the commonest."""
_FLAG = "enable-zendesk"


class _Setting(NamedTuple):
    """A day, and parameters with another value than the rule's own."""

    day: str
    params: Mapping[str, Param]


class _Breach(NamedTuple):
    """An expression that cannot be evaluated on a record."""

    pointer: str
    reason: str
    record: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Deciding:
    """Finds optional fields that rules read without has()."""

    stage: Stage
    shape: Shape

    def errors(self, bench: Bench) -> list[RunError]:
        """One error for each thing that a rule cannot do without, with the smallest such record."""
        smallest: dict[tuple[str, str], _Breach] = {}
        for breach in self._breaches(bench):
            key = (breach.pointer, breach.reason)
            known = smallest.get(key)
            if known is None or len(_json(breach.record)) < len(_json(known.record)):
                smallest[key] = breach
        return [_error(bench.rule, breach) for breach in smallest.values()]

    def _breaches(self, bench: Bench) -> Iterator[_Breach]:
        rule = bench.rule
        judged = Judged(rule, 0, bench.environment)
        subjects = list(self._changes(bench) if rule.scope == "change" else self._records(bench))
        for setting in _settings(bench):
            params = {**rule.params, **setting.params}
            for record, subject in subjects:
                self.stage.set(_facts(subject))
                stuck = _stuck(judged, subject, setting.day, params)
                if stuck is not None:
                    yield _Breach(stuck.pointer, stuck.undecided.reason, record)

    def _records(self, bench: Bench) -> Iterator[tuple[Record, Vendor]]:
        """The least that the schema allows, and what the cases hold with one thing less."""
        specimens = Specimens(self.shape, fields_read(bench.rule)).records()
        own = (
            smaller
            for case in bench.cases
            for vendor in case.vendors
            for smaller in self._smaller(vendor)
        )
        for record in distinct(specimens, own):
            vendor = self.stage.vendor(record)
            if vendor is not None:
                yield record, vendor

    def _changes(self, bench: Bench) -> Iterator[tuple[Record, Vendor]]:
        """The changes of the cases, with one thing less on either side."""
        law = self.stage.facts.law
        for case in bench.cases:
            if case.change is None:
                continue
            before, after = case.change.before, case.change.after
            pairs = [(self.stage.vendor(record), after) for record in self._smaller(before)]
            pairs += [(before, self.stage.vendor(record)) for record in self._smaller(after)]
            for old, new in pairs:
                change = change_between(old, new, law, case.day)
                if change is not None:
                    sides = {"before": old, "after": new}
                    shown = {key: side.data for key, side in sides.items() if side is not None}
                    yield shown, subject_of(change)

    def _smaller(self, vendor: Vendor | None) -> Iterator[Record]:
        """A valid record as it is written, and with one thing less."""
        if vendor is not None and vendor.valid and vendor.document is not None:
            yield vendor.document.data
            yield from pruned(vendor.document.data, self.shape)


def _facts(vendor: Vendor) -> Facts:
    """Facts in which the record's flag is declared."""
    facts = facts_of([vendor], {}, ())
    return facts._replace(flags={str(vendor.data.get("feature_flag", _FLAG)): "on"})


def _settings(bench: Bench) -> list[_Setting]:
    counts = Counter((case.day, _json(case.params)) for case in bench.cases)
    common = [key for key, _ in counts.most_common(_SETTINGS)] or [(DEFAULT_DAY, "{}")]
    return [_Setting(day, json.loads(params)) for day, params in common]


def _stuck(judged: Judged, vendor: Vendor, day: str, params: Mapping[str, Param]) -> Stuck | None:
    """What cannot be evaluated on a record, alone or beside another one just like it."""
    base = {**given(judged.rule.scope, vendor, day), "params": params}
    if judged.rule.scope == "registry":
        return _stuck_on_group(judged, base)
    for item in judged.items(vendor) if judged.rule.for_each is not None else [None]:
        data = {**judged.activation(base, item), "params": params}
        code = judged.code(data)
        if isinstance(code, Stuck):
            return code
        message = judged.message.evaluate(data) if code == FAILED else ""
        if isinstance(message, Undecided):
            return Stuck("/message", message)
    return None


def _stuck_on_group(judged: Judged, base: Mapping[str, Any]) -> Stuck | None:
    applies = judged.match.evaluate(base)
    if isinstance(applies, Undecided):
        return Stuck("/match", applies)
    if not applies:
        return None
    key = judged.group_by.evaluate(base)
    if isinstance(key, Undecided):
        return Stuck("/group_by", key)
    twin = {**base["vendor"], "id": base["vendor"]["id"] + "-2"}
    for group in ([base["vendor"]], [base["vendor"], twin]):
        data = {"group": group, "today": base["today"], "params": base["params"]}
        holds = judged.require.evaluate(data)
        if isinstance(holds, Undecided):
            return Stuck("/require", holds)
        message = "" if holds else judged.message.evaluate(data)
        if isinstance(message, Undecided):
            return Stuck("/message", message)
    return None


def _error(rule: Rule, breach: _Breach) -> RunError:
    missing = _MISSING.search(breach.reason)
    field = missing[1] if missing else ""
    what = f'"{field}" is read where a record may leave it out' if field else breach.reason
    return RunError(
        f"cannot decide every valid record: {what}",
        place=_place(rule, breach.pointer, field),
        help_text=f"ask has() first; this record breaks it: {_json(breach.record)}",
    )


def _place(rule: Rule, where: str, field: str) -> Place:
    """Where the field is read: in the expression that failed, or in what it takes from `let`."""
    parts = parts_of(rule)
    likely = [part for part in parts if part.pointer == where]
    likely += [part for part in parts if part.pointer.startswith("/let/")]
    for part in likely:
        offset = bare_reading(part, field)
        if offset is not None:
            line, column = line_and_column(part.text, offset)
            return place_in(rule, part.pointer, line, column)
    return rule.place(where if where[1:] in rule.document.data else "")


def _json(data: Record | Mapping[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, sort_keys=True)
