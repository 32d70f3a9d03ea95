"""``subpolicy`` as its users run it: in a process of its own."""

import subprocess
import sys
from pathlib import Path

from support.checkout import ROOT, environment

COMMAND = (sys.executable, "-m", "subpolicy")


def surroundings(**extra: str) -> dict[str, str]:
    """An environment in which the code of this checkout runs, without colour or CI."""
    foreign = ("NO_COLOR", "FORCE_COLOR", "CI", "PYTHON")
    kept = {name: value for name, value in environment().items() if not name.startswith(foreign)}
    return kept | {"PYTHONPATH": str(ROOT / "src"), "COLUMNS": "100"} | extra


def subpolicy(*arguments: str, cwd: Path, **extra: str) -> "subprocess.CompletedProcess[str]":
    """One run, finished; ``extra`` goes into its environment."""
    return subprocess.run(
        [*COMMAND, *arguments],
        cwd=cwd,
        env=surroundings(**extra),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
