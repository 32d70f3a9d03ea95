"""What one command costs as a whole process: CPU, wall clock and memory."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

_MIB = 1 << 20
_MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1 << 10
"""getrusage(2) gives ``ru_maxrss`` in KiB on Linux, in bytes on macOS."""


class Sample(NamedTuple):
    """One run."""

    cpu: float
    """User and system seconds of the process and of the children that it waited for."""
    wall: float
    """Seconds."""
    peak: float
    """MiB of the largest of these processes at its largest.

    Linux counts the memory of the process that started it, too: keep that one small.
    """
    code: int
    output: str


def measure(command: Sequence[str], cwd: Path) -> Sample:
    """Run a command once."""
    with tempfile.TemporaryFile() as sink:
        started = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=cwd, env=_environment(os.environ), stdout=sink, stderr=sink
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        sink.seek(0)
        output = sink.read().decode(errors="replace")
    cpu = usage.ru_utime + usage.ru_stime
    return Sample(cpu, wall, usage.ru_maxrss * _MAXRSS_UNIT / _MIB, process.returncode, output)


def _environment(names: Mapping[str, str]) -> dict[str, str]:
    """Without what changes how Python starts, or makes a tool believe it is a commit hook."""
    return {
        name: value
        for name, value in names.items()
        if not name.startswith(("PYTHON", "COVERAGE", "COV_", "PRE_COMMIT"))
    }
