"""Fuzz every target, each for its share of the time, on all cores; or replay one input.

    python fuzz/run.py [--seconds 600] [--seed N] [--jobs N] [TARGET …]
    python fuzz/run.py TARGET FILE

A target is a file in ``fuzz/targets/`` with ``check(data: bytes) -> None``, which raises for what
must not be; nothing else has to know of it. Its seeds, if any, lie in ``fuzz/seeds/<target>/``;
words that its inputs are made of in ``fuzz/seeds/<target>.dict``. What is found on the way is kept
in ``build/fuzz/<target>/``, so that the next run goes on from there.
"""

import argparse
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).parent
BUILD = HERE.parent / "build" / "fuzz"
TARGETS = sorted(path.stem for path in (HERE / "targets").glob("*.py"))
LONGEST = 4096
"""Bytes of an input."""
MEMORY = 1024
"""MiB of a whole process, libraries and coverage included."""
HANG = 10
"""Seconds of wall clock after which an input counts as hung; `harness` bounds its CPU time."""


def main() -> int:
    """Fuzz or replay; 1 when a target failed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seconds", type=int, default=600, help="in all (600)")
    parser.add_argument("--seed", type=int, default=0, help="the same again; 0 for any")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("names", nargs="*", metavar="TARGET", help=", ".join(TARGETS))
    asked = parser.parse_args()
    names = asked.names or TARGETS
    if len(names) == 2 and names[1] not in TARGETS and Path(names[1]).is_file():
        return replay(names[0], names[1])
    if unknown := [name for name in names if name not in TARGETS]:
        parser.error(f"no target is called {unknown[0]}; there are {', '.join(TARGETS)}")
    rounds = -(-len(names) // asked.jobs)
    share = max(1, asked.seconds // rounds)
    with ThreadPoolExecutor(asked.jobs) as pool:
        results = list(pool.map(lambda name: fuzz(name, share, asked.seed), names))
    return int(not all(results))


def replay(target: str, file: str) -> int:
    """Run one input, without a fuzzer around it."""
    command = [sys.executable, HERE / "harness.py", target, file]
    return subprocess.run(command, check=False).returncode


def fuzz(target: str, seconds: int, seed: int) -> bool:
    """Whether a target held for some seconds; what failed is told, with how to see it again."""
    kept = BUILD / target
    kept.mkdir(parents=True, exist_ok=True)
    found = BUILD / f"{target}-"
    before = {*BUILD.glob(f"{found.name}*")}
    command = [sys.executable, HERE / "harness.py", target, kept]
    command += [folder for folder in [HERE / "seeds" / target] if folder.is_dir()]
    command += [f"-dict={path}" for path in [HERE / "seeds" / f"{target}.dict"] if path.is_file()]
    command += [f"-max_total_time={seconds}", f"-seed={seed}", f"-artifact_prefix={found}"]
    command += [f"-max_len={LONGEST}", f"-timeout={HANG}", f"-rss_limit_mb={MEMORY}"]
    command += ["-print_final_stats=1", "-verbosity=1"]
    done = subprocess.run(command, capture_output=True, check=False)
    log = (done.stdout + done.stderr).decode(errors="replace").splitlines()
    runs = [line.rpartition(" ")[2] for line in log if "number_of_executed_units" in line]
    print(f"{target}: {'held' if not done.returncode else 'FAILED'}, {(runs or ['?'])[0]} inputs")
    if done.returncode:
        print("\n".join(line for line in log if not line.startswith(("#", "INFO", "stat:"))))
        for file in sorted({*BUILD.glob(f"{found.name}*")} - before):
            print(f"see it again: nox -s fuzz -- {target} {file.relative_to(HERE.parent)}")
    sys.stdout.flush()
    return not done.returncode


if __name__ == "__main__":
    sys.exit(main())
