"""Measures ``subpolicy check`` beside other tools on the same records; prints Markdown.

python benchmarks/run.py [--quick] [--write] [--peers DIR] [--subpolicy PATH]

All tools are measured as a user has them: installed, with compiled bytecode, started anew for every
run. They take turns. Each run must give the exit code, the verdict and the number of findings that
it has to; a tool that does not is out, and the reason is printed. That a target is missed fails
nothing: machines differ.
"""

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

import peers
import planted
import registry
import results
import tables
from contest import race, spread
from entrants import Entrant, Field, Ours, blind, by_rules, by_schema, ours
from measure import measure
from peers import Missing, Peer, note
from results import Dropped, Results, Row, Stage, Written

RUNS = {1: 11, 32: 11, 1_000: 5, 10_000: 3, 100_000: 2}
"""Vendors → runs of each tool that count."""
QUICK = (1, 32)
FEW = {("check-jsonschema", 10_000): 1}
"""Runs where one takes most of a minute."""
LONGEST = {"check-jsonschema": 10_000}
"""The largest registry that a tool is put to."""
RULE_RUNS = 5
"""Of the tools that take rules, on the passing and on the faulty registry of 100."""
WARMED_UP = 1_000
"""The largest registry over which one more run comes first."""
REPORTED = {32: 7, 1_000: 5}
"""Vendors → runs of ``report`` in its default format, HTML."""
STAGED = (1_000, 10_000)


def main() -> None:
    arguments = _arguments()
    with tempfile.TemporaryDirectory(prefix="subpolicy-bench-") as name:
        found = _measured(arguments, Path(name))
    print("\n".join(tables.everything(found)))
    if arguments.write:
        results.save(found)
        tables.write(found)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure subpolicy check.")
    parser.add_argument(
        "--quick", action="store_true", help="1 and 32 vendors only, beside check-jsonschema"
    )
    parser.add_argument("--largest", type=int, default=max(RUNS), help="the largest registry")
    parser.add_argument("--runs", type=int, help="at most so many runs of each tool")
    parser.add_argument(
        "--write", action="store_true", help="write results.json and the tables of the pages"
    )
    parser.add_argument("--peers", type=Path, help="where peers are installed, and looked for")
    beside = Path(sys.executable).with_name("subpolicy")
    parser.add_argument(
        "--subpolicy", type=Path, default=beside, help="the command (default: this Python's)"
    )
    arguments = parser.parse_args()
    if arguments.quick and arguments.write:
        parser.error("--quick measures too little to write")
    if not arguments.subpolicy.is_file():
        parser.error(f"no such command: {arguments.subpolicy}")
    if not hasattr(os, "wait4"):
        parser.error("this system has no wait4(2), which tells the CPU time of a process")
    return arguments


def _measured(arguments: argparse.Namespace, folder: Path) -> Results:
    load = os.getloadavg()[0]
    home = folder / "home"
    home.mkdir()
    names = ("check-jsonschema",) if arguments.quick else peers.NAMES
    known = [*peers.install((arguments.peers or folder / "peers").absolute(), iter(names))]
    tools = [peer for peer in known if isinstance(peer, Peer)]
    dropped = [Dropped(peer.name, peer.reason) for peer in known if isinstance(peer, Missing)]
    command = os.path.abspath(arguments.subpolicy)  # noqa: PTH100 (links kept: they say which venv)
    own = Ours.of(command, home)
    dropped += _blind(tools, folder)
    rows: list[Row] = []
    for size, runs in _sizes(arguments).items():
        rows += _by_size(own, tools, folder, (size, runs), dropped)
        if size == 32 and not arguments.quick:
            rows += _at_100(own, tools, folder, arguments.runs or RULE_RUNS, dropped)
    reports = [_written(folder, size, own) for size in REPORTED if (folder / str(size)).exists()]
    return Results(
        day=datetime.now(UTC).date().isoformat(),
        machine=_machine(),
        load=(round(load, 1), round(os.getloadavg()[0], 1)),
        floor=round(median(_floor(command, folder) for _ in range(11)), 4),
        versions={"subpolicy": _version(command, folder)} | {p.name: p.version for p in tools},
        rows=tuple(rows),
        dropped=tuple(dropped),
        reports=tuple(reports),
        stages=() if arguments.quick else tuple(_stages(folder)),
    )


def _sizes(arguments: argparse.Namespace) -> dict[int, int]:
    largest = max(QUICK) if arguments.quick else arguments.largest
    most = arguments.runs or max(RUNS.values())
    return {size: min(runs, most) for size, runs in RUNS.items() if size <= largest}


def _blind(tools: Sequence[Peer], folder: Path) -> Iterator[Dropped]:
    for peer in tools:
        if peer.name not in peers.LIMITS and (reason := blind(peer, folder / f"wrong-{peer.name}")):
            yield Dropped(peer.name, reason)


def _by_size(
    own: Ours, tools: Sequence[Peer], folder: Path, plan: tuple[int, int], dropped: list[Dropped]
) -> list[Row]:
    """Ours and the validators, over a registry that passes."""
    size, runs = plan
    note(f"{size:,} vendors, {runs} runs")
    field = Field(folder / str(size), size)
    registry.write(field.folder, size, "all")
    validators = [
        by_schema(peer, field, min(runs, FEW.get((peer.name, size), runs)))
        for peer in tools
        if peer.name not in peers.LIMITS and size <= LONGEST.get(peer.name, size)
    ]
    entrants = [*ours(own, field, runs), *validators]
    rows = [*race(entrants, own.home, dropped, warm_up=size <= WARMED_UP)]
    _require_ours(dropped)
    if size > max(REPORTED):
        shutil.rmtree(field.folder)
    return rows


def _at_100(
    own: Ours, tools: Sequence[Peer], folder: Path, runs: int, dropped: list[Dropped]
) -> list[Row]:
    """Ours with everything, the others with the three rules, over two registries in turn."""
    note(f"{planted.SIZE} vendors, sound and faulty, {runs} runs")
    rules = folder / "rules"
    shutil.copytree(peers.RULES, rules)  # what they cache beside the rules stays out of the source
    sound = Field(folder / "sound", planted.SIZE)
    registry.write(sound.folder, planted.SIZE, "all")
    faulty = Field(folder / "faulty", planted.SIZE, faulty=True)
    planted.write(faulty.folder)
    entrants: list[Entrant] = []
    for field in (faulty, sound):  # first whether they see the faults
        entrants += ours(own, field, runs)
        entrants += [by_rules(p, field, runs, rules) for p in tools if p.name in peers.LIMITS]
    rows = [*race(entrants, own.home, dropped, warm_up=True)]
    _require_ours(dropped)
    return rows


def _require_ours(dropped: Sequence[Dropped]) -> None:
    for one in dropped:
        if one.tool == "subpolicy":
            sys.exit(f"subpolicy itself failed {one.reason}")


def _written(folder: Path, size: int, own: Ours) -> Written:
    """The report of the records that were checked before."""
    note(f"{size:,} vendors, {REPORTED[size]} runs of the report")
    page = folder / f"{size}.html"
    command = (own.command, "report", "--output", f"html={page}")
    samples = [measure(command, folder / str(size)) for _ in range(REPORTED[size] + 1)][1:]
    if any(sample.code for sample in samples):
        sys.exit(f"subpolicy report failed:\n{samples[0].output[-2000:]}")
    return Written(
        size=size,
        cpu=spread([sample.cpu for sample in samples]),
        wall=spread([sample.wall for sample in samples]),
        peak=spread([sample.peak for sample in samples]),
        length=page.stat().st_size,
    )


def _stages(folder: Path) -> Iterator[Stage]:
    """In a process of its own for each size: imports cost once."""
    script = Path(__file__).with_name("stages.py")
    by_size = {}
    for size in STAGED:
        note(f"{size:,} vendors, stage by stage")
        done = subprocess.run(
            [sys.executable, script, "--vendors", str(size), "--json"],
            cwd=folder, capture_output=True, encoding="utf-8", check=True,
        )  # fmt: skip
        by_size[str(size)] = json.loads(done.stdout)
    for name in by_size[str(STAGED[0])]:
        yield Stage(name, {size: stages[name] for size, stages in by_size.items()})


def _floor(command: str, folder: Path) -> float:
    """CPU of the interpreter alone, which no Python tool can go below."""
    python = Path(command).parent / "python"
    return measure((str(python), "-c", "pass"), folder).cpu


def _version(command: str, folder: Path) -> str:
    return measure((command, "--version"), folder).output.strip().removeprefix("subpolicy ")


def _machine() -> str:
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{platform.system()} on {platform.machine()}, {os.cpu_count()} processors, {python}"


if __name__ == "__main__":
    main()
