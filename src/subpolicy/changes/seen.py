"""A change as rules of scope ``change`` see it."""

from collections.abc import Sequence
from typing import Any

from subpolicy.changes.change import Change, ChangeKind, ReasonKind
from subpolicy.documents import Document
from subpolicy.registry.registry import Vendor
from subpolicy.registry.shape import Field, Shape

POLICY = "policy"
"""The kind of the one change that is about the registry and its rules, not about a vendor."""

_UNPUBLISHED = ("detect", "review", "source")
"""Fields that no public output shows, beside those that rules do not see either."""


def change_shape(vendor: Shape) -> Shape:
    """The fields of ``change`` in a rule."""
    reason = Shape(
        "change.reason",
        {
            "kind": _field("kind", choices=frozenset(kind.value for kind in ReasonKind)),
            "pointer": _field("pointer"),
            "value": _field("value"),
        },
    )
    kinds = frozenset([*(kind.value for kind in ChangeKind), POLICY])
    fields = [
        _field("kind", choices=kinds),
        _object("before", vendor),
        _object("after", vendor),
        _field("fields", repeated=True),
        _boolean("material"),
        _object("reasons", reason, repeated=True),
        _field("weakened", repeated=True),
        _field("baseline_grown", repeated=True),
        _boolean("published"),
        _boolean("page_date_bumped"),
    ]
    return Shape("change", {field.name: field for field in fields})


def place_shape(vendor: Shape) -> Shape:
    """Where a finding on a change may stand: in the record, or in ``subpolicy.yaml``."""
    page = Shape("page", {"updated_on": _field("updated_on")})
    return Shape(vendor.name, {**vendor.fields, "page": _object("page", page)})


def subject_of(change: Change) -> Vendor:
    """A vendor's change as something to judge: its data is what ``change`` gives.

    A finding on it stands in the record as it is now, or as it was where it is gone.
    """
    record = change.after or change.before
    assert record is not None  # noqa: S101 -- a change has a side
    data = _data(change.kind.value)
    data |= {
        "fields": [field.pointer for field in change.fields],
        "material": change.material,
        "reasons": [
            {"kind": reason.kind.value, "pointer": reason.pointer, "value": reason.value}
            for reason in change.reasons
        ],
        "published": is_published(change),
    }
    for side, vendor in (("before", change.before), ("after", change.after)):
        if vendor is not None:
            data[side] = vendor.data
    return Vendor(change.id, record.path, record.document, data, valid=True)


def policy_subject(
    configuration: Document,
    *,
    weakened: Sequence[str],
    baseline_grown: Sequence[str],
    published: bool,
    page_date_bumped: bool,
) -> Vendor:
    """What the change does to the registry as a whole; its findings stand in the configuration."""
    data = _data(POLICY) | {
        "weakened": list(weakened),
        "baseline_grown": list(baseline_grown),
        "published": published,
        "page_date_bumped": page_date_bumped,
    }
    return Vendor("", configuration.path, configuration, data, valid=True)


def is_published(change: Change) -> bool:
    """Whether the change is to be seen on the public page."""
    return any(field.pointer.split("/")[1] not in _UNPUBLISHED for field in change.fields)


def _data(kind: str) -> dict[str, Any]:
    return {
        "kind": kind,
        "fields": [],
        "material": False,
        "reasons": [],
        "weakened": [],
        "baseline_grown": [],
        "published": False,
        "page_date_bumped": False,
    }


def _field(name: str, *, repeated: bool = False, choices: frozenset[str] = frozenset()) -> Field:
    return Field(name, "string", repeated, required=True, choices=choices, shape=None)


def _object(name: str, shape: Shape, *, repeated: bool = False) -> Field:
    return Field(name, "object", repeated, required=False, choices=frozenset(), shape=shape)


def _boolean(name: str) -> Field:
    return Field(name, "boolean", repeated=False, required=True, choices=frozenset(), shape=None)
