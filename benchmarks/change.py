"""What judging a change costs, beside judging the state alone; prints Markdown.

python benchmarks/change.py [--vendors N] [--changed N] [--runs N] [--subpolicy PATH]

A registry of 1,000 vendors, of which the last commit changed 50, in a git repository. The commands
take turns, so that a slow minute of the machine falls on all; each run must pass and say so.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median

import registry
from measure import Sample, measure

COMMANDS = {
    "check": (),
    "check --base": ("--base", "HEAD~1"),
    "check --rev --base": ("--rev", "HEAD", "--base", "HEAD~1"),
    "check --base --policies-from --gate change": (
        *("--base", "HEAD~1", "--policies-from", "HEAD~1", "--gate", "change"),
    ),
}
TARGET = 1.7
"""At most so many times the CPU of ``check`` may ``check --base`` take."""


def main() -> None:
    arguments = _arguments()
    with tempfile.TemporaryDirectory(prefix="subpolicy-bench-") as temporary:
        folder = Path(temporary) / "registry"
        _history(folder, arguments.vendors, arguments.changed)
        samples: dict[str, list[Sample]] = {name: [] for name in COMMANDS}
        for run in range(arguments.runs + 1):
            for name, options in COMMANDS.items():
                sample = _measured((arguments.subpolicy, "check", *options), folder)
                if run:  # the first fills the caches, of bytecode and of files
                    samples[name].append(sample)
    print("| command | CPU, s | ratio | wall, s | memory, MiB |")
    print("| --- | ---: | ---: | ---: | ---: |")
    unit = _cpu(samples["check"])
    for name, measured in samples.items():
        costs = sorted(sample.cpu for sample in measured)
        wall = median(sample.wall for sample in measured)
        peak = median(sample.peak for sample in measured)
        cpu = f"{_cpu(measured):.3f} ({costs[0]:.2f}–{costs[-1]:.2f})"
        print(f"| `{name}` | {cpu} | {_cpu(measured) / unit:.2f} | {wall:.3f} | {peak:.0f} |")
    print(f"\n{arguments.vendors:,} vendors, {arguments.changed} changed, medians of ", end="")
    print(f"{arguments.runs} runs. Target: `check --base` at most {TARGET} times `check`.")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure subpolicy check --base.")
    parser.add_argument("--vendors", type=int, default=1_000)
    parser.add_argument("--changed", type=int, default=50)
    parser.add_argument("--runs", type=int, default=9)
    beside = Path(sys.executable).with_name("subpolicy")
    parser.add_argument(
        "--subpolicy", default=str(beside), help="the command (default: this Python's)"
    )
    return parser.parse_args()


def _history(folder: Path, vendors: int, changed: int) -> None:
    """Two commits: a registry that passes, and the same with another purpose in some records."""
    registry.write(folder, vendors)
    configuration = folder / "subpolicy.yaml"
    text = configuration.read_text(encoding="utf-8")
    configuration.write_text(text.replace("[core]", "[core, change]"), encoding="utf-8")
    _git(folder, "init", "--quiet")
    _commit(folder)
    records = sorted((folder / "vendors").iterdir())
    for record in records[:: max(1, vendors // changed)][:changed]:
        text = record.read_text(encoding="utf-8")
        record.write_text(text.replace("purpose: ", "purpose: As before, "), encoding="utf-8")
    _commit(folder)


def _commit(folder: Path) -> None:
    _git(folder, "add", "--all")
    _git(folder, "commit", "--quiet", "--message", "a registry")


def _git(folder: Path, *arguments: str) -> None:
    who = {f"GIT_{role}_{what}": "bench@example.com" for role in ("AUTHOR", "COMMITTER")
           for what in ("NAME", "EMAIL")}  # fmt: skip
    settings = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    subprocess.run(["git", *arguments], cwd=folder, env=os.environ | who | settings, check=True)


def _measured(command: Sequence[str], folder: Path) -> Sample:
    sample = measure(command, folder)
    if sample.code or "PASS" not in sample.output:
        sys.exit(f"{' '.join(command)} did not pass ({sample.code}):\n{sample.output[-2000:]}")
    return sample


def _cpu(samples: Sequence[Sample]) -> float:
    return median(sample.cpu for sample in samples)


if __name__ == "__main__":
    main()
