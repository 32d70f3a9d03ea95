"""Fields, values, reasons and notices in plain words; nothing here is escaped yet."""

from collections.abc import Sequence
from itertools import islice
from typing import Any, NamedTuple

from subpolicy.changes.change import ChangeKind, FieldChange, Reason, ReasonKind
from subpolicy.changes.difference import Difference, VendorChange, Weight
from subpolicy.changes.owed import Owed, Standing
from subpolicy.locations import tokens

_LONGEST = 160
"""Characters of a value; a person looks up what is longer in the record."""
_MOST_ITEMS = 8

_SPELT = {
    "ai": "AI",
    "baa": "BAA",
    "dpa": "DPA",
    "id": "id",
    "lei": "LEI",
    "sha256": "SHA-256",
    "tia": "TIA",
    "url": "URL",
}
_REASONS = {
    ReasonKind.NEW_VENDOR: "a new vendor receives data ({})",
    ReasonKind.ACTIVATED: "the vendor goes into use ({})",
    ReasonKind.NEW_LOCATION: "data is processed in another place: {}",
    ReasonKind.NEW_ACCESS: "data can be reached from another place: {}",
    ReasonKind.NEW_DATA_CATEGORY: "another kind of data: {}",
    ReasonKind.NEW_DATA_SUBJECT: "data of other people: {}",
    ReasonKind.OTHER_ENTITY: "the contract is with another company: {}",
    ReasonKind.WEAKER_TRANSFER_TOOL: "the transfer is protected less: {}",
    ReasonKind.OPTIONAL_TO_ACTIVE: "no longer only where it is enabled ({})",
    ReasonKind.TRAINING_ALLOWED: "models may be trained on the data: {}",
}
_KINDS = {
    ChangeKind.ADDED: "added",
    ChangeKind.REMOVED: "taken off the list",
    ChangeKind.RETIRED: "retired",
    ChangeKind.ACTIVATED: "goes into use",
    ChangeKind.MODIFIED: "changed",
}
HEADINGS = {
    Weight.MATERIAL: "Material changes",
    Weight.ANNOUNCED: "Announced changes",
    Weight.EDITORIAL: "Editorial changes",
}


class Sides(NamedTuple):
    """A field's old and new value in words; None for one that is not there."""

    old: str | None
    new: str | None
    others: int
    """Items of the list that stay as they are, and are not shown."""


def field(pointer: str) -> str:
    """A place in a record: ``/dpa/signed_on`` is "DPA signed on"."""
    words = (
        _SPELT.get(word, word)
        for token in tokens(pointer)
        if not token.isdigit()
        for word in token.split("_")
    )
    return " ".join(words) or "record"


def sides(change: FieldChange) -> Sides:
    """A field's old and new value; of long lists only what differs."""
    old, new = change.before, change.after
    others = 0
    if isinstance(old, list) and isinstance(new, list) and _is_long(old, new):
        common = [item for item in old if item in new]
        old, new = ([item for item in side if item not in common] for side in (old, new))
        if old or new:
            others = len(common)
        else:
            return Sides("in one order", "in another order", len(common))
    return Sides(
        None if change.before is None else value(old),
        None if change.after is None else value(new),
        others,
    )


def _is_long(*lists: Sequence[Any]) -> bool:
    return any(len(one) > _MOST_ITEMS or any(isinstance(i, dict) for i in one) for one in lists)


def value(content: Any) -> str:
    """A value of a record: one line of bounded length."""
    return cut(_value(content))


def cut(text: str, most: int = _LONGEST) -> str:
    """A text that is not too long to be shown."""
    return text if len(text) <= most else text[: most - 1] + "…"


def _value(content: Any) -> str:
    match content:
        case None:
            return "nothing"
        case bool():
            return "yes" if content else "no"
        case dict():
            pairs = islice(content.items(), _LONGEST)
            inner = ", ".join(f"{field('/' + str(k))} {_value(v)}" for k, v in pairs)
            return f"({inner})"
        case list():
            return ", ".join(map(_value, content[:_LONGEST])) or "none"
        case _:
            return str(content)[: _LONGEST + 1]


def kind(change: VendorChange) -> str:
    """What happened to a vendor."""
    return _KINDS[change.change.kind]


def reason(why: Reason) -> str:
    """Why a change is material."""
    return _REASONS[why.kind].format(cut(why.value))


def owed(notice: Owed) -> str:
    """The notice that is owed, in one sentence."""
    days = "1 day" if notice.days == 1 else f"{notice.days} days"
    match notice.standing:
        case Standing.KEPT:
            return (
                f"announced on {notice.announced_on}, in force from {notice.starts}: the promised "
                f"{days} are kept"
            )
        case Standing.EMERGENCY:
            return (
                f"announced on {notice.announced_on}, in force from {notice.starts}: less than the "
                f"promised {days}, recorded as an emergency"
            )
        case Standing.TOO_SHORT:
            return (
                f"announced on {notice.announced_on}, in force from {notice.starts}: the earliest "
                f"lawful day is {notice.earliest}, {days} after the announcement"
            )
        case Standing.MISSING:
            return (
                f"owed, and none is recorded: in force from {notice.starts}; announced today, the "
                f"earliest lawful day is {notice.earliest}"
            )


def is_unkept(notice: Owed) -> bool:
    """Whether the promise of notice is broken."""
    return notice.standing in {Standing.MISSING, Standing.TOO_SHORT}


def not_owed(change: VendorChange) -> str | None:
    """Why a material change owes no notice; None where it owes one."""
    if change.owed is not None or change.weight is not Weight.MATERIAL:
        return None
    return "none is owed: the vendor is no subprocessor"


def verdict(difference: Difference) -> str:
    """Everything in one line."""
    counts = [f"{len(difference.of(weight)) or 'no'} {weight.value}" for weight in Weight]
    changes = difference.changes
    noun = "change" if len(difference.of(Weight.EDITORIAL)) == 1 else "changes"
    parts = [f"{', '.join(counts[:-1])} and {counts[-1]} {noun}" if changes else "no changes"]
    if unkept := sum(map(is_unkept, owings(difference))):
        parts.append(f"{_plural(unkept, 'notice')} owed")
    if difference.uncompared:
        parts.append(f"{_plural(len(difference.uncompared), 'record')} not compared")
    blockers = difference.blockers
    if blockers:
        parts.append(f"{_plural(blockers, 'finding')} {'blocks' if blockers == 1 else 'block'}")
    elif difference.base is not None:
        parts.append("no finding on them blocks")
    return "; ".join(parts)


def owings(difference: Difference) -> list[Owed]:
    """Every notice that is owed, kept or not."""
    return [
        notice
        for change in difference.changes
        for notice in (change.owed, *(coming.owed for coming in change.upcoming))
        if notice is not None
    ]


def between(difference: Difference) -> str:
    """Which revisions are compared, and as of which day."""
    head = difference.head[:12] if difference.head else "no commit"
    if not difference.clean:
        head = f"the working tree on {head}"
    base = difference.base[:12] if difference.base else "a base without a registry"
    return f"{base} to {head}, as of {difference.as_of}"


def _plural(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
