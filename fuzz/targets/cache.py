"""An entry of the cache: whatever lies in its place, a run is given what was kept, or nothing."""

import hashlib
import json
import shutil
import tempfile
from functools import cache
from pathlib import Path

from shared import START, registry

from subpolicy.cache.folder import Folder
from subpolicy.cache.runs import Result, Runs
from subpolicy.cache.tracing import Traced
from subpolicy.sources.overlay import Overlay

RECORD = b"{id: w, name: W, status: active, processing: {locations: [US]}}\n"
KEPT = Result(1, "it fails\n", ("in a file",), "a hint")


class Place:
    """A cache with one entry, of a run that failed."""

    def __init__(self) -> None:
        self._top = Path(tempfile.mkdtemp(prefix="subpolicy-fuzz-"))
        self.folder = Folder(str(self._top))
        self.runs = Runs(self.folder, "what is asked")
        self.entry = self._kept()
        self.whole = self.entry.read_bytes()

    def _kept(self) -> Path:
        traced = Traced(source())
        for path in traced.files("vendors"):
            if isinstance(path, str):
                traced.read(path)
        traced.read("subpolicy.yaml")
        self.runs.keep(traced, KEPT)
        (entry,) = self._top.iterdir()
        return entry

    def __del__(self) -> None:
        """Nothing is left behind."""
        shutil.rmtree(self._top, ignore_errors=True)


@cache
def source() -> Overlay:
    """The registry that was judged."""
    return registry({"subpolicy.yaml": START, "vendors/w.yaml": RECORD})


@cache
def place() -> Place:
    """One for all inputs."""
    return Place()


def check(data: bytes) -> None:
    """The first byte says what the others are: an entry, a change of a whole one, or a body."""
    kind, rest = data[:1], data[1:]
    there = place()
    if kind < b"\x55":
        there.entry.write_bytes(rest)
        _require(there.runs.recall(source()), as_it_was=rest == there.whole)
    elif kind < b"\xaa":
        changed = _changed(there.whole, rest)
        there.entry.write_bytes(changed)
        _require(there.runs.recall(source()), as_it_was=changed == there.whole)
    else:
        there.folder.write(there.entry.name, rest)
        recalled = there.runs.recall(source())
        assert recalled is None or _fits(rest, recalled)


def _require(recalled: Result | None, *, as_it_was: bool) -> None:
    assert recalled == (KEPT if as_it_was else None), recalled


def _changed(whole: bytes, change: bytes) -> bytes:
    """The entry with some bytes in place of others."""
    start = int.from_bytes(change[:2], "big") % (len(whole) + 1)
    length = change[2] if len(change) > 2 else 0
    return whole[:start] + change[3:] + whole[start + length :]


def _fits(body: bytes, recalled: Result) -> bool:
    """Whether a body says what was recalled, and its digest is that of what the registry answers.

    Who can write such an entry is the user: but it must be well-formed, and of this registry.
    """
    (questions, digest), (code, shown, files, remark) = json.loads(body)
    answers = b"".join(map(_answer, questions))
    same = recalled == Result(code, shown, tuple(files), remark)
    return same and answers != b"" and hashlib.sha256(answers).hexdigest() == digest


def _answer(question: str) -> bytes:
    """What is noted of the answer to a question; KeyError for one that there is not."""
    traced = Traced(source())
    kind, path = question[0], question[1:]
    ask = {
        "r": lambda: traced.read(path),
        "f": lambda: traced.files(path),
        "R": lambda: traced.revision,
        "C": lambda: traced.clean,
        "P": lambda: traced.prefix,
    }
    ask[kind]()
    (answer,) = traced.taken().values()
    return answer
