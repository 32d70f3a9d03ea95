"""A record that is there, and what the page says of the same vendor now."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from subpolicy.importing.wording import Said

_Record = Mapping[str, Any]

_LOCATION = ("locations", "selectable", "selected_by", "note")
"""What one cell says of ``processing``; ``access`` is never among it."""
_STATUS = ("status", "status_note", "tenant_enabled", "exclusive_group")
_IDENTITY = {"transfers": ("mechanism", "regime"), "certifications": ("scheme",)}
"""By what entries of a list are the same thing."""
_EVIDENCE = {
    "transfers": {"version", "modules", "signed_on", "verified_on", "valid_until"},
    "certifications": {"report_on", "valid_until", "url"},
}
"""What an entry has that was looked after here: it stays, whether the page lists it or not."""
_OWN = frozenset({"id", "source"})


class Merged(NamedTuple):
    """A record with what the page says anew."""

    record: dict[str, Any]
    kept: tuple[str, ...]
    """Fields that differ from the page, as they were changed here and the page still says what it
    said."""


def merge(old: _Record, new: _Record, said: Said) -> Merged:
    """Take over what the page says anew, and leave the rest.

    What was only assumed from the page never replaces a value, and the page's words of an earlier
    import tell which of its cells are new: what was made of the others by hand stays.

    Args:
        old: The record as it is.
        new: The same vendor as imported.
        said: Which fields the page says anew.
    """
    assumed = frozenset(new.get("source", {}).get("assumed", ()))
    record, kept = dict(old), list[str]()
    for field, value in new.items():
        if field in _OWN or field in _STATUS:
            continue
        if field not in old:
            if said.anew(field):
                record[field] = value
        elif (merged := _merged(field, old[field], value, assumed)) != old[field]:
            if said.anew(field):
                record[field] = merged
            else:
                kept.append(field)
    mine, theirs = {k: old[k] for k in _STATUS if k in old}, _status(old, new, assumed)
    if mine != theirs and said.anew("status"):
        record = {key: value for key, value in record.items() if key not in mine} | theirs
    elif mine != theirs:
        kept += [key for key in _STATUS if mine.get(key) != theirs.get(key)]
    if (source := _source(old, new, record)) and not said.nothing:
        record["source"] = source
    return Merged(record, tuple(kept))


def _merged(field: str, old: Any, new: Any, assumed: Collection[str]) -> Any:
    pointer = f"/{field}"
    if pointer in assumed:
        return old
    match old, new:
        case dict(), dict():
            return _object(field, old, new, assumed)
        case list(), list() if field in _IDENTITY:
            return _entries(field, old, new)
        case _:
            return new


def _object(
    field: str, old: Mapping[str, Any], new: Mapping[str, Any], assumed: Collection[str]
) -> dict[str, Any]:
    taken = {
        key: value
        for key, value in new.items()
        if key not in old or not _is_assumed(f"/{field}/{key}", assumed)
    }
    replaced = set(_LOCATION) if field == "processing" and "locations" in taken else set()
    stays = {key: value for key, value in old.items() if key not in replaced or key in taken}
    return stays | taken


def _entries(
    field: str, old: Sequence[dict[str, Any]], new: Sequence[dict[str, Any]]
) -> list[dict[str, Any]]:
    """The page's entries with what was added to them here, and those that are looked after here."""

    def key(entry: Mapping[str, Any]) -> tuple[Any, ...]:
        return tuple(entry.get(name) for name in _IDENTITY[field])

    listed = {key(entry): entry for entry in new}
    known = {key(entry) for entry in old}
    kept = [
        entry | listed.get(key(entry), {})
        for entry in old
        if key(entry) in listed or _EVIDENCE[field] & entry.keys()
    ]
    return [*kept, *(entry for entry in new if key(entry) not in known)]


def _status(old: _Record, new: _Record, assumed: Collection[str]) -> dict[str, Any]:
    """The status with what is said beside it: they come from one cell, and change together."""
    told = old if "/status" in assumed else new
    return {key: told[key] for key in _STATUS if key in told}


def _source(old: _Record, new: _Record, record: _Record) -> dict[str, Any]:
    """Where the record came from now, with what is still assumed in it."""
    source = {**old.get("source", {}), **new.get("source", {})}
    before, now = _assumed(old), _assumed(new)
    pointers = [one for one in now if _at(record, one) == _at(new, one) != _at(old, one)]
    pointers += [
        one
        for one in before
        if one not in pointers
        and _at(record, one) == _at(old, one) is not None
        and not (one not in now and _at(new, one) == _at(old, one))
    ]
    source.pop("assumed", None)
    if pointers:
        source["assumed"] = sorted(pointers)
    return source


def _assumed(record: _Record) -> tuple[str, ...]:
    return tuple(record.get("source", {}).get("assumed", ()))


def _is_assumed(pointer: str, assumed: Collection[str]) -> bool:
    return any(one == pointer or one.startswith(f"{pointer}/") for one in assumed)


def _at(record: _Record, pointer: str) -> Any:
    """The value at a pointer of two steps at most, as assumed values have; None where none is."""
    value: Any = record
    for step in pointer.split("/")[1:]:
        match value:
            case dict():
                value = value.get(step)
            case list():
                value = value[int(step)] if step.isdigit() and int(step) < len(value) else None
            case _:
                return None
    return value
