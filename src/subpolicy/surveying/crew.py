"""The parts of a registry, surveyed by as many processes.

Processes are forked: they have the rules ready, and what they send back is small. The report does
not depend on how many there are; of several rules that cannot be evaluated, which one is told may.
"""

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from subpolicy.cache.tracing import Traced
from subpolicy.errors import RunError
from subpolicy.policy.facts import Dpa
from subpolicy.sources import Source, SourceFault
from subpolicy.surveying.process import named, survey_part
from subpolicy.surveying.sheet import Said, Sheet
from subpolicy.surveying.surveyor import Part, Surveyor

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

_WORTH = 1_000
"""Records that are worth a process: it costs as much as some 50 of them."""

Progress = Callable[[int, int], None]
"""Is told how many records are done, and how many there are."""


def processes(records: int, wanted: int | None) -> int:
    """How many processes are to survey so many records.

    Args:
        records: How many there are.
        wanted: What the user asked for; by default as many as there are processors, where they
            are worth it.
    """
    if not hasattr(os, "fork") or sys.platform == "darwin":  # whose libraries do not bear a fork
        return 1
    if wanted is not None:
        return max(1, min(wanted, records))
    return max(1, min(_processors(), records // _WORTH))


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def crew_of(
    surveyor: Surveyor,
    source: Source,
    entries: Sequence[str | SourceFault],
    jobs: int | None,
    progress: "Progress | None",
) -> "Alone | Crew":
    """Who surveys the records: as many processes as are wanted, or as the system allows."""
    count = processes(len(entries), jobs)
    if count > 1:
        size = -(-len(entries) // count)
        parts = [entries[start : start + size] for start in range(0, len(entries), size)]
        with suppress(OSError):  # the system allows no more processes, or files
            return Crew(surveyor, source, parts, progress)
    return Alone(Part(surveyor, entries), len(entries), progress)


class Alone:
    """All records surveyed in this process."""

    def __init__(self, part: Part, total: int, progress: Progress | None) -> None:
        self._part = part
        self._total = total
        self._progress = progress

    def sheets(self) -> list[Sheet]:
        """A sheet for every record, in order."""
        found: list[Sheet] = []
        for sheets in self._part.sheets():
            found += sheets
            if self._progress is not None:
                self._progress(len(found), self._total)
        return found

    def rest(self, dpas: Mapping[str, Dpa]) -> dict[int, Said]:
        """See `Part.rest`."""
        return self._part.rest(dpas)

    def close(self) -> None:
        """Nothing is left."""


class Crew:
    """Processes, each with a part of the records.

    Args:
        surveyor: What each of them works with.
        source: Where the records are; told what was read, where it wants to know.
        parts: The files of each process.
        progress: Is told how far they are.
    """

    def __init__(
        self,
        surveyor: Surveyor,
        source: Source,
        parts: Sequence[Sequence[str | SourceFault]],
        progress: Progress | None,
    ) -> None:
        from multiprocessing import get_context  # noqa: PLC0415 (15 ms, for many records only)

        self._source = source
        self._progress = progress
        self._total = sum(map(len, parts))
        self._starts: list[int] = []
        self._links: list[Connection] = []
        self._processes = []
        fork = get_context("fork")
        try:
            for entries in parts:
                mine, theirs = fork.Pipe()
                self._links.append(mine)
                arguments = (surveyor, source, entries, theirs, [*self._links])
                process = fork.Process(target=survey_part, args=arguments, daemon=True)
                process.start()
                theirs.close()
                self._processes.append(process)
        except OSError:
            self.close()
            raise

    def sheets(self) -> list[Sheet]:
        """A sheet for every record, in order.

        Raises:
            RunError: see `Part.sheets`; that of the first part that has one.
        """
        from multiprocessing.connection import wait  # noqa: PLC0415

        found: list[list[Sheet]] = [[] for _ in self._links]
        errors: dict[int, RunError] = {}
        busy = {link: index for index, link in enumerate(self._links)}
        same: dict[Any, Any] = {}
        while busy:
            for link in wait([*busy]):
                index = busy[link]  # type: ignore[index]
                match _received(link):  # type: ignore[arg-type]
                    case (list(sheets), answers):
                        found[index] += named(sheets, same)
                        self._note(answers)
                        if self._progress is not None:
                            self._progress(sum(map(len, found)), self._total)
                    case RunError() as error:
                        errors[index] = error
                        del busy[link]  # type: ignore[arg-type]
                    case _:
                        del busy[link]  # type: ignore[arg-type]
        if errors:
            raise errors[min(errors)]
        lengths = [len(sheets) for sheets in found]
        self._starts = [sum(lengths[:index]) for index in range(len(lengths))]
        return [sheet for sheets in found for sheet in sheets]

    def rest(self, dpas: Mapping[str, Dpa]) -> dict[int, Said]:
        """See `Part.rest`."""
        for link in self._links:
            _send(link, dpas)
        said: dict[int, Said] = {}
        for start, link in zip(self._starts, self._links, strict=True):
            match _received(link):
                case RunError() as error:
                    raise error
                case part:
                    said |= {start + index: one for index, one in part.items()}
        return said

    def close(self) -> None:
        """Stop what is still at work. It has nothing to tidy up, and may ignore other signals."""
        for process in self._processes:
            process.kill()
        for process in self._processes:
            process.join()
        for link in self._links:
            link.close()

    def _note(self, answers: dict[str, bytes]) -> None:
        if isinstance(self._source, Traced):
            self._source.note(answers)


def _received(link: "Connection") -> Any:
    """What a process sends.

    Raises:
        RunError: it was ended from outside.
        RuntimeError: it failed, which is a bug.
    """
    try:
        message = link.recv()
    except (EOFError, OSError):
        raise _ended() from None
    if isinstance(message, str):
        raise RuntimeError(message)  # noqa: TRY004 -- the text of an error over there
    return message


def _send(link: "Connection", message: object) -> None:
    """Tell a process something.

    Raises:
        RunError: it was ended from outside.
    """
    try:
        link.send(message)
    except OSError:
        raise _ended() from None


def _ended() -> RunError:
    return RunError(
        "a process that judged records was ended from outside",
        help_text="was there no memory left? `--jobs 1` needs the least",
    )
