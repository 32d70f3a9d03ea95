"""What one command costs as a whole process: CPU, wall clock and memory."""

import contextlib
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

_MIB = 1 << 20
_MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1 << 10
"""getrusage(2) gives ``ru_maxrss`` in KiB on Linux, in bytes on macOS."""
_PROC = Path("/proc")
_PAUSE = 0.02
"""Seconds between two looks at the memory."""


class Sample(NamedTuple):
    """One run."""

    cpu: float
    """User and system seconds of the process and of the children that it waited for."""
    wall: float
    """Seconds."""
    peak: float
    """MiB of all its processes together at their largest, as far as somebody looked (`_Memory`);
    at least that of the largest of them at its largest.

    Linux counts the memory of the process that started it, too: keep that one small.
    """
    code: int
    output: str


def measure(
    command: Sequence[str], cwd: Path, variables: Mapping[str, str] | None = None
) -> Sample:
    """Run a command once, with some more environment variables."""
    environment = _environment(os.environ) | dict(variables or {})
    with tempfile.TemporaryFile() as sink:
        memory = _Memory()
        started = time.perf_counter()
        process = subprocess.Popen(command, cwd=cwd, env=environment, stdout=sink, stderr=sink)
        with memory.of(process.pid):
            _, status, usage = os.wait4(process.pid, 0)
            wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        sink.seek(0)
        output = sink.read().decode(errors="replace")
    cpu = usage.ru_utime + usage.ru_stime
    peak = max(usage.ru_maxrss * _MAXRSS_UNIT, memory.peak) / _MIB
    return Sample(cpu, wall, peak, process.returncode, output)


class _Memory:
    """Looks at a process and its descendants every 20 ms, and adds up their resident memory.

    Pages that several of them share count once for each, so the sum is an upper bound. Only new
    processes are asked who their parent is: the rest of the machine costs a listing of /proc. Where
    there is none (macOS), the sum stays 0.
    """

    def __init__(self) -> None:
        self.peak = 0
        """Bytes."""
        self._tree: set[int] = set()
        self._strangers = _processes()  # who is there before is no descendant
        self._over = threading.Event()

    @contextlib.contextmanager
    def of(self, root: int) -> Iterator[None]:
        self._tree.add(root)
        self._strangers.discard(root)
        thread = threading.Thread(target=self._watch, daemon=True)
        thread.start()
        yield
        self._over.set()
        thread.join()

    def _watch(self) -> None:
        while self._strangers and not self._over.wait(_PAUSE):
            for process in sorted(_processes() - self._tree - self._strangers):
                family = self._tree if _parent(process) in self._tree else self._strangers
                family.add(process)
            self.peak = max(self.peak, sum(map(_resident, self._tree)))


def _processes() -> set[int]:
    try:
        return {int(name) for name in os.listdir(_PROC) if name.isdecimal()}  # noqa: PTH208 (often)
    except OSError:
        return set()


def _parent(process: int) -> int:
    """0 where the process is gone."""
    with contextlib.suppress(OSError, ValueError, IndexError):
        stat = (_PROC / str(process) / "stat").read_text(encoding="utf-8", errors="replace")
        return int(stat.rpartition(")")[2].split()[1])  # a name may hold brackets and spaces
    return 0


def _resident(process: int) -> int:
    """Bytes; 0 where the process is gone."""
    with contextlib.suppress(OSError, ValueError, IndexError):
        statm = (_PROC / str(process) / "statm").read_text(encoding="ascii")
        return int(statm.split()[1]) * os.sysconf("SC_PAGESIZE")
    return 0


def _environment(names: Mapping[str, str]) -> dict[str, str]:
    """Without what changes how Python starts, or makes a tool believe it is a commit hook."""
    return {
        name: value
        for name, value in names.items()
        if not name.startswith(("PYTHON", "COVERAGE", "COV_", "PRE_COMMIT", "SUBPOLICY_"))
    }
