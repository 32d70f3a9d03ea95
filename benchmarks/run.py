"""What a check costs, beside check-jsonschema on the same records, and a report; prints Markdown.

python benchmarks/run.py [--quick] [--subpolicy PATH] [--peer PATH]

Both tools are measured as a user has them: installed, with compiled bytecode, started anew for
every run. They take turns, so that a slow minute of the machine falls on both. Each run must
succeed and say that it did; a benchmark of a tool that fails is worth nothing.
"""

import argparse
import os
import platform
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import NamedTuple

import registry
from measure import Sample, measure

SCHEMA = Path(__file__).resolve().parents[1] / "schema" / "vendor.schema.json"
SIZES = {1: 15, 32: 15, 1_000: 7, 10_000: 3}
"""Vendors → measured runs of each tool, after one that is not counted."""
QUICK = (1, 32)
REPORTED = {32: 7, 1_000: 5}
"""Vendors → measured runs of ``report`` in its default format, HTML."""


class Tool(NamedTuple):
    name: str
    command: tuple[str, ...]
    success: str
    """What it prints when it has judged everything."""


class Written(NamedTuple):
    size: int
    samples: list[Sample]
    length: int
    """Bytes of the HTML."""


class Row(NamedTuple):
    size: int
    ours: list[Sample]
    theirs: list[Sample]


def main() -> None:
    arguments = _arguments()
    with tempfile.TemporaryDirectory(prefix="subpolicy-bench-") as name:
        folder = Path(name)
        peer = arguments.peer or _install_peer(folder / "peer")
        rows = []
        for size, runs in SIZES.items():
            if arguments.quick and size not in QUICK:
                continue
            _note(f"{size} vendors, {runs} runs of each tool")
            registry.write(folder / str(size), size)
            rows.append(_row(size, runs, _tools(folder / str(size), arguments.subpolicy, peer)))
        reports = [
            _written(folder, size, arguments.subpolicy)
            for size in REPORTED
            if not arguments.quick or size in QUICK
        ]
        floor = median(_floor(arguments.subpolicy, folder) for _ in range(11))
        print("\n".join(_report(rows, floor, arguments.subpolicy, peer)))
        print("\n".join(_reports(reports)))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure subpolicy check.")
    parser.add_argument("--quick", action="store_true", help="1 and 32 vendors only")
    beside = Path(sys.executable).with_name("subpolicy")
    parser.add_argument(
        "--subpolicy", type=Path, default=beside, help="the command (default: this Python's)"
    )
    parser.add_argument(
        "--peer",
        type=Path,
        help="check-jsonschema (default: its newest release, in a virtual environment of its own)",
    )
    arguments = parser.parse_args()
    for path in (arguments.subpolicy, arguments.peer):
        if path is not None and not path.is_file():
            parser.error(f"no such command: {path}")
    if not hasattr(os, "wait4"):
        parser.error("this system has no wait4(2), which tells the CPU time of a process")
    return arguments


def _install_peer(folder: Path) -> Path:
    _note("installing check-jsonschema")
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    pip = [str(folder / "bin" / "python"), "-m", "pip", "--quiet", "install", "check-jsonschema"]
    subprocess.run(pip, check=True, stdout=sys.stderr)
    return folder / "bin" / "check-jsonschema"


def _tools(folder: Path, subpolicy: Path, peer: Path) -> tuple[Path, Tool, Tool]:
    records = sorted(f"vendors/{path.name}" for path in (folder / "vendors").iterdir())
    noun = "vendor" if len(records) == 1 else "vendors"
    ours = Tool("subpolicy", (_absolute(subpolicy), "check"), f"PASS {len(records)} {noun},")
    schema = ("--schemafile", str(SCHEMA))
    theirs = Tool("check-jsonschema", (_absolute(peer), *schema, *records), "validation done")
    return folder, ours, theirs


def _absolute(path: Path) -> str:
    """Links kept: a virtual environment is found by where its command lies."""
    return os.path.abspath(path)  # noqa: PTH100


def _row(size: int, runs: int, tools: tuple[Path, Tool, Tool]) -> Row:
    folder, ours, theirs = tools
    row = Row(size, [], [])
    for run in range(runs + 1):
        samples = (_measured(ours, folder), _measured(theirs, folder))
        if run:  # the first fills the caches, of bytecode and of files
            row.ours.append(samples[0])
            row.theirs.append(samples[1])
    return row


def _measured(tool: Tool, folder: Path) -> Sample:
    sample = measure(tool.command, folder)
    if sample.code or tool.success not in sample.output:
        sys.exit(f"{tool.name} did not pass (exit code {sample.code}):\n{sample.output[-2000:]}")
    return sample


def _written(folder: Path, size: int, subpolicy: Path) -> Written:
    """The report of the records that were checked before."""
    _note(f"{size} vendors, {REPORTED[size]} runs of the report")
    page = folder / f"{size}.html"
    command = (_absolute(subpolicy), "report", "--output", f"html={page}")
    tool = Tool("subpolicy report", command, "")  # it prints nothing: its code has to do
    samples = [_measured(tool, folder / str(size)) for _ in range(REPORTED[size] + 1)]
    return Written(size, samples[1:], page.stat().st_size)


def _floor(subpolicy: Path, folder: Path) -> float:
    """CPU of the interpreter alone, which no Python tool can go below."""
    python = subpolicy.parent / "python"
    return measure((_absolute(python), "-c", "pass"), folder).cpu


def _report(rows: Sequence[Row], floor: float, subpolicy: Path, peer: Path) -> Iterator[str]:
    yield "| vendors | tool | CPU, s | ratio | wall, s | memory, MiB | what it judged |"
    yield "| ---: | --- | ---: | ---: | ---: | ---: | --- |"
    for row in rows:
        size = f"{row.size:,}"
        for name, samples, judged in (
            ("subpolicy", row.ours, _judged(row)),
            ("check-jsonschema", row.theirs, "schema only"),
        ):
            cells = (size, name, *_costs(samples, _medians(row.ours).cpu), judged)
            yield f"| {' | '.join(cells)} |"
    yield ""
    yield "Medians; in brackets the cheapest and the dearest run. Ratio: CPU against subpolicy's."
    yield ""
    yield from _slopes(rows)
    yield f"- {_output(subpolicy, '--version')}; {_output(peer, '--version')}"
    yield f"- The Python interpreter alone: {floor:.3f} s of CPU"
    yield f"- {_machine()}"


def _reports(reports: Sequence[Written]) -> Iterator[str]:
    yield ""
    yield "| vendors | `report`: CPU, s | wall, s | memory, MiB | HTML, MB |"
    yield "| ---: | ---: | ---: | ---: | ---: |"
    for one in reports:
        cpu, _, wall, peak = _costs(one.samples, _medians(one.samples).cpu)
        yield f"| {one.size:,} | {cpu} | {wall} | {peak} | {one.length / 1e6:.2f} |"


def _costs(samples: Sequence[Sample], unit: float) -> Iterator[str]:
    cost = _medians(samples)
    yield f"{cost.cpu:.3f} ({_spread(samples)})"
    yield f"{cost.cpu / unit:.1f}"
    yield f"{cost.wall:.3f}"
    yield f"{cost.peak:.0f}"


def _judged(row: Row) -> str:
    """What the run itself says that it did."""
    found = re.search(r"(\d+) rules?, (\d+) evaluations?", row.ours[0].output)
    rules, evaluations = found.groups() if found else ("?", "0")
    return f"YAML, schema, {rules} rules: {int(evaluations):,} evaluations"


def _medians(samples: Sequence[Sample]) -> Sample:
    return samples[0]._replace(
        cpu=median(sample.cpu for sample in samples),
        wall=median(sample.wall for sample in samples),
        peak=median(sample.peak for sample in samples),
    )


def _spread(samples: Sequence[Sample]) -> str:
    costs = [sample.cpu for sample in samples]
    return f"{min(costs):.2f}–{max(costs):.2f}"


def _slopes(rows: Sequence[Row]) -> Iterator[str]:
    """What one more vendor costs; equal numbers mean that the cost grows linearly."""
    for before, after in pairwise(rows):
        more = after.size - before.size
        ours, theirs = (
            (_medians(now).cpu - _medians(then).cpu) / more * 1000
            for then, now in ((before.ours, after.ours), (before.theirs, after.theirs))
        )
        yield (
            f"- One more vendor between {before.size:,} and {after.size:,}: "
            f"{ours:.2f} ms of CPU; check-jsonschema {theirs:.2f} ms"
        )


def _output(command: Path, argument: str) -> str:
    return measure((_absolute(command), argument), Path.cwd()).output.strip()


def _machine() -> str:
    python = f"{platform.python_implementation()} {platform.python_version()}"
    load = os.getloadavg()[1]
    return (
        f"{platform.system()} on {platform.machine()}, {os.cpu_count()} processors, {python}; "
        f"load average over the last five minutes {load:.1f}"
    )


def _note(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
