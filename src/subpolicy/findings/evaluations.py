"""All verdicts of a run, kept small: most vendors get the same ones, and share them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple, TypeVar, get_args, overload

from subpolicy.findings.outcome import Broken, Evaluation, Outcome, Verdict

Kind = TypeVar("Kind")
_BROKEN = frozenset(get_args(Broken))

Verdicts = tuple[tuple[str, Outcome], ...]
"""The rules and what became of each, for one vendor. Most vendors about whom the rules say the same
share one object, so that what is asked of all is asked of each object once."""


class Row(NamedTuple):
    """What the rules say of one vendor."""

    vendor: str
    verdicts: Verdicts


class Evaluations(Sequence[Evaluation]):
    """Evaluations sorted by vendor, then rule.

    Args:
        rows: One for each vendor, sorted.
    """

    __slots__ = ("_kinds", "_length", "_rows")

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows = tuple(rows)
        self._kinds: dict[int, set[type]] | None = None
        self._length = sum(len(row.verdicts) for row in self._rows)

    @classmethod
    def of(cls, evaluations: Iterable[Evaluation]) -> "Evaluations":
        """Evaluations that are sorted already, each vendor with verdicts of its own."""
        if isinstance(evaluations, cls):
            return evaluations
        return cls(
            Row(vendor, tuple((evaluation.rule, evaluation.outcome) for evaluation in said))
            for vendor, said in groupby(evaluations, key=itemgetter(1))
        )

    @property
    def rows(self) -> tuple[Row, ...]:
        """Vendor by vendor."""
        return self._rows

    def __len__(self) -> int:
        """How many evaluations there are."""
        return self._length

    def __iter__(self) -> Iterator[Evaluation]:
        """Each evaluation."""
        for vendor, verdicts in self._rows:
            for rule, outcome in verdicts:
                yield Evaluation(rule, vendor, outcome)

    @overload
    def __getitem__(self, index: int) -> Evaluation: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Evaluation]: ...
    def __getitem__(self, index: int | slice) -> Evaluation | Sequence[Evaluation]:
        """One evaluation, or some."""
        return tuple(self)[index]

    def with_more(self, others: Iterable[Evaluation]) -> "Evaluations":
        """These and others; of one vendor, sorted by rule."""
        more: dict[str, list[tuple[str, Outcome]]] = defaultdict(list)
        for rule, vendor, outcome in others:
            more[vendor].append((rule, outcome))
        if not more:
            return self
        rows = {row.vendor: row.verdicts for row in self._rows}
        for vendor, said in more.items():
            rows[vendor] = tuple(sorted([*rows.get(vendor, ()), *said], key=itemgetter(0)))
        return Evaluations(Row(vendor, rows[vendor]) for vendor in sorted(rows))

    def distinct(self) -> Iterator[tuple[Verdicts, int]]:
        """The verdicts that occur, and for how many rows."""
        times = Counter(id(row.verdicts) for row in self._rows)
        found = {id(row.verdicts): row.verdicts for row in self._rows}
        return ((found[one], count) for one, count in times.items())

    def tally(self) -> Counter[Verdict]:
        """How many there are of each verdict."""
        tally: Counter[Verdict] = Counter()
        for verdicts, count in self.distinct():
            for _, outcome in verdicts:
                tally[outcome.verdict] += count
        return tally

    def having(self, kind: type[Kind]) -> Iterator[tuple[str, str, Kind]]:
        """Rule, vendor and outcome where the outcome is of a kind, in order."""
        for vendor, verdicts in self._rows_with({kind}):
            for rule, outcome in verdicts:
                if isinstance(outcome, kind):
                    yield rule, vendor, outcome

    def broken(self) -> Iterator[Broken]:
        """The outcomes that carry a finding, in order."""
        for _, verdicts in self._rows_with(_BROKEN):
            yield from (outcome for _, outcome in verdicts if isinstance(outcome, Broken))

    def _rows_with(self, kinds: AbstractSet[type]) -> Iterator[Row]:
        if self._kinds is None:
            self._kinds = {
                id(verdicts): {type(outcome) for _, outcome in verdicts}
                for verdicts, _ in self.distinct()
            }
        some = {one for one, found in self._kinds.items() if not kinds.isdisjoint(found)}
        return (row for row in self._rows if id(row.verdicts) in some)
