"""Runs all entrants in turn, so that a slow minute of the machine falls on each of them."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

from entrants import Entrant, emptied
from measure import Sample, measure
from peers import note
from results import Dropped, Row, Spread


def race(
    entrants: Sequence[Entrant], home: Path, dropped: list[Dropped], *, warm_up: bool
) -> Iterator[Row]:
    """Run every entrant as often as it asks for, and give a row for each that kept its word.

    Args:
        entrants: All over the same records.
        home: The home folder of every run.
        dropped: Tools that failed before; those that fail now are added.
        warm_up: Whether to run everything once more, first and uncounted, to fill the caches of
            bytecode and of files.
    """
    samples: list[list[Sample]] = [[] for _ in entrants]
    rounds = max(entrant.runs for entrant in entrants)
    for turn in range(-1 if warm_up else 0, rounds):
        for entrant, taken in zip(entrants, samples, strict=True):
            out = any(entrant.tool == one.tool for one in dropped)
            if out or turn >= entrant.runs:
                continue
            sample = _run(entrant, home)
            if reason := entrant.fault(sample):
                dropped.append(_drop(entrant, reason))
            elif turn >= 0:
                taken.append(sample)
    for entrant, taken in zip(entrants, samples, strict=True):
        if not any(entrant.tool == one.tool for one in dropped):
            yield row(entrant, taken)


def row(entrant: Entrant, taken: Sequence[Sample]) -> Row:
    return Row(
        size=entrant.field.size,
        faulty=entrant.field.faulty,
        tool=entrant.tool,
        setting=entrant.setting,
        checks=entrant.checks(taken[0]),
        runs=len(taken),
        cpu=spread([sample.cpu for sample in taken]),
        wall=spread([sample.wall for sample in taken]),
        peak=spread([sample.peak for sample in taken]),
    )


def spread(values: Sequence[float]) -> Spread:
    return Spread(*(round(value, 4) for value in (median(values), min(values), max(values))))


def _run(entrant: Entrant, home: Path) -> Sample:
    if entrant.fresh is not None:
        emptied(entrant.fresh)
    return measure(entrant.command, entrant.field.folder, {"HOME": str(home), **entrant.variables})


def _drop(entrant: Entrant, reason: str) -> Dropped:
    where = f"{entrant.field.size:,} {'faulty ' * entrant.field.faulty}records"
    note(f"{entrant.tool} is out, at {where}: {reason}")
    return Dropped(entrant.tool, f"at {where}: {reason}")
