"""Verdicts that many records get: made once, and held once."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from subpolicy.findings.evaluations import Verdicts
from subpolicy.findings.outcome import NOT_APPLICABLE, PASSED, Evaluation, Outcome
from subpolicy.policy.judgement import Judged

Say = Callable[[Judged, Any], Iterable[Evaluation]]

_MOST = 10_000
"""Different verdicts that are shared: some hundred; in a hostile registry one for each record."""


class Shared:
    """Verdicts without a finding, by the codes that the rules gave."""

    def __init__(self) -> None:
        self._rules: dict[tuple[str, object], Verdicts] = {}
        self._parts: dict[tuple[object, ...], Verdicts] = {}
        self._known: set[int] = set()
        self._wholes: dict[tuple[int, ...], Verdicts] = {}

    def part(self, rules: Sequence[Judged], codes: Sequence[object], say: Say) -> Verdicts:
        """What some rules say of a record.

        Args:
            rules: The same object for the same rules.
            codes: A code for each rule, or a list of them.
            say: Gives what a rule says by its code; not asked where that is known.
        """
        frozen = [tuple(code) if isinstance(code, list) else code for code in codes]
        key = (id(rules), *frozen)
        known = self._parts.get(key)
        if known is not None:
            return known
        verdicts: list[tuple[str, Outcome]] = []
        passes = True
        for judged, code, hashable in zip(rules, codes, frozen, strict=True):
            one = self._rules.get((judged.rule.id, hashable))
            if one is None:
                one = tuple((rule, outcome) for rule, _, outcome in say(judged, code))
                if not _passes(one):
                    passes = False
                elif len(self._rules) < _MOST:
                    self._rules[judged.rule.id, hashable] = one
            verdicts += one
        part = tuple(verdicts)
        if passes and len(self._parts) < _MOST:
            self._parts[key] = part
            self._known.add(id(part))
        return part

    def whole(self, parts: Sequence[Verdicts]) -> Verdicts:
        """The parts of one record in one."""
        key = tuple(map(id, parts))
        known = self._wholes.get(key)
        if known is not None:
            return known
        whole = tuple(verdict for part in parts for verdict in part)
        # An object that is held here has its identity for itself.
        if len(self._wholes) < _MOST and self._known.issuperset(key):
            self._wholes[key] = whole
        return whole


def _passes(verdicts: Verdicts) -> bool:
    return all(outcome is PASSED or outcome is NOT_APPLICABLE for _, outcome in verdicts)
