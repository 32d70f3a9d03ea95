"""What of a record may be published. Everything that is published passes through here.

A field that is not named stays inside: what is new in the schema is private until somebody decides.
"""

from collections.abc import Mapping
from typing import Any, Final

_Shape = Mapping[str, "_Shape | None"]
"""The fields of an object that may be published; None where a field is whole, or a plain value."""

_RECORD: Final[_Shape] = {
    "id": None,
    "name": None,
    "service": None,
    "entity": None,
    "website": None,
    "role": None,
    "affiliate": None,
    "category": None,
    "purpose": None,
    "data_categories": None,
    "data_note": None,
    "data_subjects": None,
    "processing": None,
    "transfers": {
        "mechanism": None,
        "regime": None,
        "version": None,
        "modules": None,
        "valid_until": None,
        "as_applicable": None,
        "reason": None,
        "url": None,
    },
    "dpa": {"method": None, "signed_on": None, "url": None, "terms_version": None, "same_as": None},
    "applies_to": None,
    "status": None,
    "status_note": None,
    "tenant_enabled": None,
    "feature_flag": None,
    "exclusive_group": None,
    "active_from": None,
    "retired_on": None,
    "notices": {
        "kind": None,
        "announced_on": None,
        "effective_on": None,
        "channels": None,
        "replaces": None,
    },
    "certifications": None,
    "ai": None,
    "features": None,
    "subprocessors_url": None,
}

_PENDING: Final[_Shape] = {"effective_on": None, "note": None, "set": _RECORD}

PUBLISHED: Final[_Shape] = {**_RECORD, "pending": _PENDING}
"""The fields of a record that are published, and what of them."""


def public(record: Mapping[str, Any]) -> dict[str, Any]:
    """The part of a record that may be published, in the record's own order."""
    return _kept(record, PUBLISHED)


def _kept(record: Mapping[str, Any], shape: _Shape) -> dict[str, Any]:
    return {name: _value(value, shape[name]) for name, value in record.items() if name in shape}


def _value(value: Any, shape: _Shape | None) -> Any:
    match value:
        case dict() if shape is not None:
            return _kept(value, shape)
        case list() if shape is not None:
            return [_value(item, shape) for item in value]
    return value
