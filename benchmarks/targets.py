"""What is asked of subpolicy, and whether the measurements meet it."""

from collections.abc import Iterator
from typing import NamedTuple

from results import Results, Row

_CORE = "cold, pack core"
CPU = {
    (32, "cold"): 0.20,
    (32, "warm"): 0.07,
    (1_000, "cold"): 0.6,
    (1_000, _CORE): 0.6,
    (1_000, "warm"): 0.12,
    (10_000, "cold"): 4.5,
    (10_000, _CORE): 4.5,
    (10_000, "warm"): 0.6,
    (100_000, "cold"): 45,
    (100_000, _CORE): 45,
    (100_000, "warm"): 5,
}
"""Vendors and setting → seconds of CPU, at most, on two cores; with all packs, or with core alone,
for which the targets of 1,000 and more were first set."""
MEMORY = {100_000: 1_000}
"""Vendors → MB, at most; of all processes together."""
TIMES = {
    (1, "check-jsonschema"): 1.5,
    (32, "check-jsonschema"): 1.5,
    (1_000, "check-jsonschema"): 1.0,
    (100, "Spectral"): 10,
    (100, "Semgrep"): 10,
    (100, "Checkov"): 10,
}
"""Vendors and tool → so many times our CPU it takes at least, beside a cold run of ours."""
LINEAR = 1.15
"""One more vendor may cost so many times what it costs in the next smaller registry."""
_MB = 1e6 / (1 << 20)
"""MiB."""


class Verdict(NamedTuple):
    target: str
    measured: str
    met: bool


def verdicts(results: Results) -> Iterator[Verdict]:
    """One for each target of which there are measurements."""
    for (size, setting), limit in CPU.items():
        row = results.row(size, "subpolicy", setting)
        if row is not None:
            cost = row.cpu.median
            yield Verdict(
                f"{_vendors(size)}, {setting}: CPU ≤ {limit:.2f} s", f"{cost:.2f} s", cost <= limit
            )
    yield from _memory(results)
    yield from _linear(results)
    yield from _times(results)


def _memory(results: Results) -> Iterator[Verdict]:
    for size, limit in MEMORY.items():
        ours = [row for row in results.rows if (row.tool, row.size) == ("subpolicy", size)]
        if ours:
            most = max(row.peak.most for row in ours) / _MB
            target = f"{_vendors(size)}: memory ≤ {limit:,} MB"
            yield Verdict(target, f"{most:,.0f} MB", most <= limit)


def _linear(results: Results) -> Iterator[Verdict]:
    for setting in ("cold", "warm"):
        found = [results.row(size, "subpolicy", setting) for size in (1_000, 10_000, 100_000)]
        rows = [row for row in found if row is not None]
        if len(rows) == 3:
            small, large = _slope(rows[0], rows[1]), _slope(rows[1], rows[2])
            target = f"linear, {setting}: a vendor beyond 10,000 ≤ {LINEAR} times one beyond 1,000"
            measured = f"{large * 1000:.3f} ms, {large / small:.2f} times"
            yield Verdict(target, measured, large <= small * LINEAR)


def _slope(small: Row, large: Row) -> float:
    return (large.cpu.median - small.cpu.median) / (large.size - small.size)


def _times(results: Results) -> Iterator[Verdict]:
    for (size, tool), limit in TIMES.items():
        ours, theirs = results.row(size, "subpolicy", "cold"), results.row(size, tool)
        if ours is None or theirs is None:
            continue
        times = theirs.cpu.median / ours.cpu.median
        warm = results.row(size, "subpolicy", "warm")
        more = f"; warm {theirs.cpu.median / warm.cpu.median:.1f} times" if warm else ""
        target = f"{_vendors(size)}: {tool} takes ≥ {limit:g} times our CPU, cold"
        yield Verdict(target, f"{times:.1f} times{more}", times >= limit)


def _vendors(size: int) -> str:
    return f"{size:,} vendor{'s' * (size != 1)}"
