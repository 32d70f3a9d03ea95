"""Mutation testing of rules: changes that a rule's cases do not notice are cases that it lacks."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from subpolicy.changes import change_shape
from subpolicy.errors import Place, RunError
from subpolicy.locations import pointer
from subpolicy.policy.descriptors import all_shapes
from subpolicy.policy.expressions import CompileFault
from subpolicy.policy.judgement import TooDeepError
from subpolicy.policy.proof.edits import Editor
from subpolicy.policy.proof.layout import Case
from subpolicy.policy.proof.mutants import Mutant, Mutator
from subpolicy.policy.proof.trial import Bench
from subpolicy.policy.rules import Rule
from subpolicy.policy.typecheck import TypeChecker
from subpolicy.registry.shape import Shape
from subpolicy.suggestions import nearest

_HELP = (
    "add a case that tells it from the rule, or name it under `equivalent` in the test file with "
    "the reason why none can"
)


class Mutation(NamedTuple):
    """What became of the mutants of one rule."""

    noticed: int
    equivalent: int
    """Unnoticed, and explained in the test file."""
    survivors: tuple[RunError, ...]
    """Unnoticed and unexplained, at their places in the rule's file."""
    stale: tuple[RunError, ...]
    """Explanations in the test file of mutants that do not survive."""

    @property
    def total(self) -> int:
        """All mutants that compile."""
        return self.noticed + self.equivalent + len(self.survivors)


class _Survivor(NamedTuple):
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Mutations:
    """Mutates rules, and holds the mutants against the rules' cases."""

    checker: TypeChecker
    """Made for the rules that are mutated."""
    mutator: Mutator

    @classmethod
    def of(cls, shape: Shape, tables: Iterable[str], checker: TypeChecker) -> "Mutations":
        """For vendors of a shape, tables, and a checker made for the rules that are mutated."""
        parts = all_shapes(change_shape(shape))
        choices = {field.choices for part in parts for field in part.fields.values()}
        choices.add(frozenset(tables))
        enumerations = sorted(choices - {frozenset()}, key=sorted)
        return cls(checker, Mutator(Editor(tuple(enumerations))))

    def mutate(self, index: int, bench: Bench) -> Mutation:
        """All mutants of a rule whose cases hold.

        Args:
            index: The rule's, among those that the checker was made for.
            bench: The rule with its cases.
        """
        noticed, survivors = 0, []
        cases = list(bench.cases)
        counts: Counter[str] = Counter()
        for mutant in self.mutator.mutants(bench.rule):
            found = self._candidate(index, mutant)
            if found is None:
                continue
            survives = _survives(bench, cases, found[1])
            if survives is None:
                continue
            text = f"{mutant.key}: {mutant.original} → {found[0]}"
            counts[text] += 1
            if counts[text] > 1:
                text += f" ({counts[text]})"
            if survives:
                survivors.append(_Survivor(text, mutant.place(bench.rule)))
            else:
                noticed += 1
        return _explained(bench, noticed, survivors)

    def _candidate(self, index: int, mutant: Mutant) -> tuple[str, Rule] | None:
        for shown, rule in mutant.candidates:
            where = mutant.expression
            if where is None or self.checker.accepts(index, rule, where):
                return shown, rule
        return None


def _survives(bench: Bench, cases: list[Case], variant: Rule) -> bool | None:
    """Whether no case notices a changed rule; None where it does not compile.

    The case that notices moves to the front: it is likely to notice the next change, too.
    """
    trial = bench.trial(variant)
    try:
        for index, case in enumerate(cases):
            if next(trial.problems(case), None) is not None:
                cases.insert(0, cases.pop(index))
                return False
    except (CompileFault, TooDeepError):
        # The checker sees each expression by itself; together they may nest too deeply.
        return None
    return True


def _explained(bench: Bench, noticed: int, survivors: Sequence[_Survivor]) -> Mutation:
    """The survivors without those that the test file explains."""
    entries = bench.test.data.get("equivalent", ())
    named = {entry["mutant"] for entry in entries}
    unexplained = tuple(
        RunError(f"unnoticed: {one.text}", place=one.place, help_text=_HELP)
        for one in survivors
        if one.text not in named
    )
    stale = tuple(_stale(bench, [one.text for one in survivors]))
    return Mutation(noticed, len(survivors) - len(unexplained), unexplained, stale)


def _stale(bench: Bench, survivors: Sequence[str]) -> Iterator[RunError]:
    seen: set[str] = set()
    for index, entry in enumerate(bench.test.data.get("equivalent", ())):
        text = entry["mutant"]
        if text in survivors and text not in seen:
            seen.add(text)
            continue
        span = bench.test.locate(pointer("equivalent", index, "mutant"))
        near = nearest(text, [one for one in survivors if one not in seen])
        yield RunError(
            f'"{text}" is named twice' if text in seen else f'no such mutant survives: "{text}"',
            place=Place(bench.test.path, span.line, span.column),
            help_text="take the entry out" + (f", or did you mean `{near}`?" if near else ""),
        )
