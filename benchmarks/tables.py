"""Writes what benchmarks/results.json says into the pages that show it, between their markers.

python benchmarks/tables.py [--check]

With --check nothing is written; exits with 1 and names each page that is stale.
"""

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import planted
import results
from peers import LIMITS
from results import Results, Row, Spread
from targets import verdicts

ROOT = Path(__file__).resolve().parents[1]
SHORT = (1, 32, 100, 1_000, 100_000)
"""The sizes that the README shows."""
SHOWN = ("", "cold", "warm")
"""The settings that it shows."""
_MARKED = "<!-- {0}: written by benchmarks/tables.py -->\n\n{1}\n\n<!-- /{0} -->"
_BLOCK = re.compile(
    r"<!-- (?P<name>[a-z-]+): written by benchmarks/tables\.py -->\n.*?<!-- /(?P=name) -->",
    re.DOTALL,
)


def short(found: Results) -> Iterator[str]:
    """CPU and wall ratios at a few sizes, of the registries that pass."""
    yield from _header("vendors", "tool", "what it checks", "CPU, s", "CPU ÷ ours", "wall ÷ ours")
    for row in found.rows:
        if row.size in SHORT and not row.faulty and row.setting in SHOWN:
            yield _line(_size(row), _name(row), row.checks, _seconds(row.cpu), *_ratios(found, row))
    yield ""
    yield f"Medians. Ours: a cold run, all packs on. {_machine(found)}"
    yield from _left_out(found)


def table(found: Results) -> Iterator[str]:
    """Everything that was measured."""
    yield from _header(
        *("vendors", "tool", "what it checks", "runs", "CPU, s", "CPU ÷ ours"),
        *("wall, s", "wall ÷ ours", "memory, MiB"),
    )
    for row in found.rows:
        cpu, wall = _ratios(found, row)
        yield _line(
            *(_size(row), _name(row), row.checks, str(row.runs), _spread(row.cpu), cpu),
            *(_spread(row.wall), wall, f"{row.peak.median:.0f}"),
        )
    yield ""
    yield f"Medians; in brackets the least and the most. Ours: a cold run. {_machine(found)}"
    yield from _left_out(found)


def targets(found: Results) -> Iterator[str]:
    yield from _header("target", "measured", "")
    for one in verdicts(found):
        yield _line(one.target, one.measured, "met" if one.met else "**missed**")


def peers(found: Results) -> Iterator[str]:
    """What the tools that take rules can say."""
    yield from _header("tool", "version", "findings", "how the three rules are written")
    total = sum(planted.expected().values())
    yield _line("subpolicy", found.versions["subpolicy"], f"{total} of {total}", "as shipped")
    for name, limits in LIMITS.items():
        expected = planted.expected(limits.misses, one_per_record=limits.one_per_record)
        if name in found.versions:
            seen = f"{sum(expected.values())} of {total}"
            yield _line(name, found.versions[name], seen, limits.remark)


def stages(found: Results) -> Iterator[str]:
    if not found.stages:
        return
    sizes = [*found.stages[0].seconds]
    columns = [f"{int(size):,} vendors, s" for size in sizes]
    yield from _header("stage", *columns, "one more vendor, µs")
    for stage in found.stages:
        costs = [stage.seconds[size] for size in sizes]
        more = (costs[-1] - costs[0]) / (int(sizes[-1]) - int(sizes[0])) * 1e6
        yield _line(stage.name, *(f"{cost:.3f}" for cost in costs), f"{max(0.0, more):.0f}")


def reach(found: Results) -> Iterator[str]:
    """Reckoned, not measured: what is beyond the largest registry."""
    large = [found.row(100_000, "subpolicy", setting) for setting in ("cold", "warm")]
    small = [found.row(32, "subpolicy", setting) for setting in ("cold", "warm")]
    tenth = [found.row(10_000, "subpolicy", setting) for setting in ("cold", "warm")]
    yield from _header("reckoned", "CPU cold", "CPU warm", "memory, cold")
    if None not in large and None not in tenth:
        pairs = [(a, b) for a, b in zip(tenth, large, strict=True) if a and b]
        cpu = [_beyond(b.cpu.median, a.cpu.median) for a, b in pairs]
        peak = _beyond(pairs[0][1].peak.median, pairs[0][0].peak.median)
        memory = f"{peak / 1024:.1f} GiB"
        yield _line("a million records in one registry", *map(_minutes, cpu), memory)
    one = [row for row in small if row is not None]
    if len(one) == len(small):
        costs = [_minutes(row.cpu.median * 10_000) for row in one]
        memory = f"{one[0].peak.median:.0f} MiB each"
        yield _line("ten thousand registries of 32 records, one by one", *costs, memory)


def _beyond(at_100_000: float, at_10_000: float) -> float:
    """At a million, along the line through two measurements."""
    return at_100_000 + (at_100_000 - at_10_000) * 10


def _minutes(seconds: float) -> str:
    return f"{seconds / 60:.0f} min" if seconds >= 120 else f"{seconds:.0f} s"


def reports(found: Results) -> Iterator[str]:
    yield from _header("vendors", "CPU, s", "wall, s", "memory, MiB", "HTML, MB")
    for one in found.reports:
        costs = (_spread(one.cpu), f"{one.wall.median:.3f}", f"{one.peak.median:.0f}")
        yield _line(f"{one.size:,}", *costs, f"{one.length / 1e6:.2f}")


BLOCKS: Mapping[str, Callable[[Results], Iterable[str]]] = {
    "benchmark-short": short,
    "benchmark-table": table,
    "benchmark-targets": targets,
    "benchmark-peers": peers,
    "benchmark-stages": stages,
    "benchmark-reach": reach,
    "benchmark-reports": reports,
}
PAGES = ("README.md", "docs/scale.md", "benchmarks/README.md")


def everything(found: Results) -> Iterator[str]:
    for name in ("table", "targets", "peers", "stages", "reach", "reports"):
        yield from BLOCKS[f"benchmark-{name}"](found)
        yield ""


def write(found: Results) -> None:
    for page in PAGES:
        path = ROOT / page
        path.write_text(filled(path.read_text(encoding="utf-8"), found), encoding="utf-8")


def filled(text: str, found: Results) -> str:
    """A page, with what stands between its markers written anew."""

    def block(match: re.Match[str]) -> str:
        return _MARKED.format(match["name"], "\n".join(BLOCKS[match["name"]](found)).strip())

    return _BLOCK.sub(block, text)


def main() -> int:
    found = results.load()
    if "--check" not in sys.argv[1:]:
        write(found)
        return 0
    texts = {page: (ROOT / page).read_text(encoding="utf-8") for page in PAGES}
    stale = [page for page, text in texts.items() if filled(text, found) != text]
    for page in stale:
        print(f"{page} is stale: run `python benchmarks/tables.py`")
    return 1 if stale else 0


def _ratios(found: Results, row: Row) -> tuple[str, str]:
    unit = found.row(row.size, "subpolicy", "cold", faulty=row.faulty)
    if unit is None:
        return "", ""
    return _ratio(row.cpu, unit.cpu), _ratio(row.wall, unit.wall)


def _ratio(cost: Spread, unit: Spread) -> str:
    times = cost.median / unit.median
    return f"{times:.2f}" if times < 1 else f"{times:.1f}"


def _left_out(found: Results) -> Iterator[str]:
    if found.dropped:
        yield ""
    for one in found.dropped:
        yield f"- Left out: {one.tool}, {_plain(one.reason)}"


def _machine(found: Results) -> str:
    names = [name for name in found.versions if name != "subpolicy"]
    others = ", ".join(f"{name} {found.versions[name]}" for name in names)
    return (
        f"{found.day}, {found.machine}; load average {found.load[0]} before and {found.load[1]} "
        f"after; the Python interpreter alone {found.floor:.3f} s of CPU. "
        f"subpolicy {found.versions['subpolicy']}; {others}."
    )


def _name(row: Row) -> str:
    return f"{row.tool}, {row.setting}" if row.setting else row.tool


def _size(row: Row) -> str:
    return f"{row.size:,}{', faulty' * row.faulty}"


def _seconds(cost: Spread) -> str:
    return f"{cost.median:.3f}" if cost.median < 10 else f"{cost.median:.1f}"


def _spread(cost: Spread) -> str:
    return f"{_seconds(cost)} ({cost.least:.2f}–{cost.most:.2f})"


def _header(*names: str) -> Iterator[str]:
    """Numbers stand to the right: all columns but the words'."""
    words = {"tool", "what it checks", "target", "measured", "", "stage", "version", "reckoned"}
    words |= {"how the three rules are written"}
    yield _line(*names)
    yield _line(*("---" if name in words else "---:" for name in names))


def _line(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _plain(text: str) -> str:
    """What a program printed, in one line that is no markup."""
    return re.sub(r"[|<>\[\]`*]|\s+", " ", text).strip()


if __name__ == "__main__":
    sys.exit(main())
