"""Whole runs: of a registry that did not change, the outputs are those of last time.

A run is a function of the program, of what it is asked, and of what it reads. The first two make
the key of an entry; the entry holds what was read (a `Trace`) and what came of it. It counts only
while every file that was read has the bytes that it had, no file has come or gone, and git, where
it was asked, gives the same answers.
"""

import hashlib
import json
from typing import NamedTuple

from subpolicy.cache.folder import Folder
from subpolicy.cache.installation import installation
from subpolicy.cache.tracing import Trace, Traced, same
from subpolicy.sources import Source


class Result(NamedTuple):
    """What a run comes to."""

    exit_code: int
    """0 or 1: a run without a verdict is not kept."""
    shown: str
    """For standard output."""
    files: tuple[str, ...]
    """For the files that were asked for, in their order."""
    remark: str
    """For standard error; may be empty."""


class Runs:
    """The runs of one registry that ask one thing.

    Args:
        folder: Where they are kept.
        asked: All that the result depends on beside what is read: texts, numbers, lists of them.

    Raises:
        OSError: the program's own files cannot be read.
    """

    def __init__(self, folder: Folder, asked: object) -> None:
        self._folder = folder
        key = json.dumps([installation(), asked], sort_keys=True)
        self._key = hashlib.sha256(key.encode(errors="surrogateescape")).hexdigest()

    def recall(self, source: Source) -> Result | None:
        """The result of last time; None where something differs or nothing is known."""
        body = self._folder.read(self._key)
        entry = None if body is None else _decoded(body)
        if entry is None:
            return None
        trace, result = entry
        return result if same(trace, source) else None

    def keep(self, traced: Traced, result: Result) -> None:
        """Remember a result."""
        trace = traced.trace()
        if trace is not None:
            self._folder.write(self._key, json.dumps([trace, result]).encode())


def _decoded(body: bytes) -> tuple[Trace, Result] | None:
    """An entry; None for what is no entry, though it is whole."""
    try:
        entry = json.loads(body)
    except (ValueError, RecursionError):
        return None
    match entry:
        case [[list(questions), str(digest)], [int(code), str(shown), list(files), str(remark)]]:
            texts = all(isinstance(one, str) for one in (*questions, *files))
            # A run that read nothing has no verdict: nothing could speak against it.
            if not texts or not questions or type(code) is not int or code not in {0, 1}:
                return None
            return Trace(tuple(questions), digest), Result(code, shown, tuple(files), remark)
        case _:
            return None
