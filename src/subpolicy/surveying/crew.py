"""The parts of a registry, surveyed by as many processes.

Processes are forked: they have the rules ready, and what they send back is small. What comes of
it does not depend on how many there are, down to the record whose error is told.
"""

import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from subpolicy.cache.tracing import Traced
from subpolicy.errors import RunError
from subpolicy.policy.facts import Dpa
from subpolicy.sources import Source, SourceFault
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
        for entries in parts:
            mine, theirs = fork.Pipe()
            arguments = (surveyor, source, entries, theirs, [*self._links, mine])
            process = fork.Process(target=_survey, args=arguments, daemon=True)
            process.start()
            theirs.close()
            self._links.append(mine)
            self._processes.append(process)

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
                        found[index] += _shared(sheets, same)
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
            link.send(dpas)
        said: dict[int, Said] = {}
        for start, link in zip(self._starts, self._links, strict=True):
            match _received(link):
                case RunError() as error:
                    raise error
                case part:
                    said |= {start + index: one for index, one in part.items()}
        return said

    def close(self) -> None:
        """Stop what is still at work."""
        for process in self._processes:
            process.terminate()
        for process in self._processes:
            process.join()

    def _note(self, answers: dict[str, bytes]) -> None:
        if isinstance(self._source, Traced):
            self._source.note(answers)


def _received(link: "Connection") -> Any:
    """What a process sends.

    Raises:
        RuntimeError: it failed, or ended without a word: a bug, or no memory was left.
    """
    try:
        message = link.recv()
    except EOFError:
        raise RuntimeError("a process that judges records ended without a word") from None
    if isinstance(message, str):
        raise RuntimeError(message)  # noqa: TRY004 -- the text of an error over there
    return message


def _survey(
    surveyor: Surveyor,
    source: Source,
    entries: Sequence[str | SourceFault],
    link: "Connection",
    others: Sequence["Connection"],
) -> None:
    """What a process does; it ends when it is told to, or when nobody listens any more."""
    for other in others:
        other.close()  # else the end of this program would not be seen over there
    try:
        part = Part(surveyor, entries)
        for sheets in part.sheets():
            link.send((sheets, source.taken() if isinstance(source, Traced) else {}))
        link.send(None)
        link.send(part.rest(link.recv()))
    except RunError as error:
        link.send(error)
    except (EOFError, OSError, KeyboardInterrupt):
        return
    except Exception:  # noqa: BLE001 -- told by the process that prints
        import traceback  # noqa: PLC0415

        link.send(traceback.format_exc())


def _shared(sheets: list[Sheet], same: dict[Any, Any]) -> Iterator[Sheet]:
    """Sheets with one object for equal verdicts, as they were before they were sent."""
    seen: dict[int, Any] = {}

    def one(verdicts: Any) -> Any:
        if id(verdicts) not in seen:
            seen[id(verdicts)] = same.setdefault(verdicts, verdicts)
        return seen[id(verdicts)]

    for sheet in sheets:
        said = sheet.said
        if said is not None:
            said = said._replace(verdicts=one(said.verdicts), alone=one(said.alone))
        yield sheet._replace(said=said)
