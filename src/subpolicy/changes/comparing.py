"""From two registries to the changes between them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from subpolicy.changes.change import Change, ChangeKind, FieldChange
from subpolicy.changes.material import InArea, reasons
from subpolicy.locations import Token, pointer
from subpolicy.registry.filling import seen
from subpolicy.registry.registry import Vendor

_IN_USE = {"active", "optional"}


def compare(
    before: Sequence[Vendor], after: Sequence[Vendor], in_area: InArea
) -> tuple[Change, ...]:
    """The changes from one registry to another, by vendor id; a file's name does not matter.

    Args:
        before: The vendors of the earlier revision. Invalid records are not compared.
        after: Those of the later one.
        in_area: Whether a location lies within another one on the as-of date.
    """
    old = {vendor.id: vendor for vendor in before if vendor.valid}
    new = {vendor.id: vendor for vendor in after if vendor.valid}
    invalid = {vendor.id for vendor in [*before, *after] if not vendor.valid}
    changes = []
    for vendor_id in sorted((old.keys() | new.keys()) - invalid):
        change = _change(vendor_id, old.get(vendor_id), new.get(vendor_id), in_area)
        if change is not None:
            changes.append(change)
    return tuple(changes)


def _change(
    vendor_id: str, before: Vendor | None, after: Vendor | None, in_area: InArea
) -> Change | None:
    fields = tuple(differences(_data(before), _data(after)))
    if not fields:
        return None
    kind = _kind(before, after)
    return Change(kind, vendor_id, before, after, fields, reasons(before, after, in_area))


def _data(vendor: Vendor | None) -> dict[str, Any]:
    """The record as written, without what rules never see."""
    if vendor is None or vendor.document is None:
        return {}
    return seen(vendor.document.data)


def _kind(before: Vendor | None, after: Vendor | None) -> ChangeKind:
    if before is None:
        return ChangeKind.ADDED
    if after is None:
        return ChangeKind.REMOVED
    old, new = before.data["status"], after.data["status"]
    if new == "retired" and old != "retired":
        return ChangeKind.RETIRED
    if new in _IN_USE and old not in _IN_USE:
        return ChangeKind.ACTIVATED
    return ChangeKind.MODIFIED


def differences(
    before: Mapping[str, Any], after: Mapping[str, Any], path: tuple[Token, ...] = ()
) -> Iterator[FieldChange]:
    """The fields in which two records differ: inside objects, while lists differ as a whole."""
    for key in [*before, *(key for key in after if key not in before)]:
        old, new = before.get(key), after.get(key)
        if isinstance(old, dict) and isinstance(new, dict):
            yield from differences(old, new, (*path, key))
        elif old != new or type(old) is not type(new):
            yield FieldChange(pointer(*path, key), old, new)
