"""What a process of a crew does, and what becomes of what it sends."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from subpolicy.cache.tracing import Traced
from subpolicy.errors import RunError
from subpolicy.findings.report import Member
from subpolicy.policy.facts import Dpa
from subpolicy.sources import Source, SourceFault
from subpolicy.surveying.sheet import Packed, Said, Sheet
from subpolicy.surveying.surveyor import Part, Surveyor

if TYPE_CHECKING:
    from multiprocessing.connection import Connection


def survey_part(
    surveyor: Surveyor,
    source: Source,
    entries: Sequence[str | SourceFault],
    link: "Connection",
    others: Sequence["Connection"],
) -> None:
    """Survey some records; end when nobody listens any more.

    Sends lists of sheets, each with what was asked of a traced source; None after the last; and,
    once it was sent all DPAs, what the rules say of the records that had to wait. An error takes
    the place of what would follow, as a text where it is a bug.

    Args:
        surveyor: The rules made ready.
        source: Where the records are.
        entries: Their files.
        link: To the process that listens.
        others: Its ends of the links, which are to be closed here.
    """
    for other in others:
        other.close()  # else the end of this program would not be seen over there
    with suppress(_UnheardError, KeyboardInterrupt):
        _tell(link, _last_word(Part(surveyor, entries), source, link))


def _last_word(part: Part, source: Source, link: "Connection") -> object:
    """Do the work, and tell of it; gives what is to be told at the end."""
    try:
        for sheets in part.sheets():
            answers = source.taken() if isinstance(source, Traced) else {}
            _tell(link, ([*map(_plain, sheets)], answers))
        _tell(link, None)
        return part.rest(_heard(link))
    except RunError as error:
        return error
    except _UnheardError:
        raise
    except Exception:  # noqa: BLE001 -- told by the process that prints
        import traceback  # noqa: PLC0415

        return traceback.format_exc()


class _UnheardError(Exception):
    """Nobody listens any more."""


def _tell(link: "Connection", message: object) -> None:
    try:
        link.send(message)
    except OSError:
        raise _UnheardError from None


def _heard(link: "Connection") -> Any:
    try:
        return link.recv()
    except (EOFError, OSError):
        raise _UnheardError from None


def _plain(sheet: Sheet) -> tuple[Any, ...]:
    """A sheet of tuples without names: these are sent in half the time."""
    vendor, member, faults, dpa, announces, said, record = sheet
    return (
        *(vendor, tuple(member), faults, dpa and tuple(dpa), announces),
        *(said and tuple(said), record and tuple(record)),
    )


def named(sheets: list[tuple[Any, ...]], same: dict[Any, Any]) -> Iterator[Sheet]:
    """Sheets as they were before they were sent, with one object for equal verdicts.

    Args:
        sheets: As they came, in one message.
        same: Verdicts by themselves, of all messages.
    """
    seen: dict[int, Any] = {}

    def one(verdicts: Any) -> Any:
        if id(verdicts) not in seen:
            seen[id(verdicts)] = same.setdefault(verdicts, verdicts)
        return seen[id(verdicts)]

    for vendor, member, faults, dpa, announces, said, record in sheets:
        yield Sheet(
            vendor,
            Member(*member),
            faults,
            dpa and Dpa(*dpa),
            announces,
            said and Said(one(said[0]), said[1], one(said[2])),
            record and Packed(*record),
        )
