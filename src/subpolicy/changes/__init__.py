"""What became of the vendors between two revisions of a registry, and whether it matters."""

from subpolicy.changes.change import Change, FieldChange, Reason
from subpolicy.changes.comparing import compare
from subpolicy.changes.seen import (
    change_shape,
    is_published,
    place_shape,
    policy_subject,
    subject_of,
)

__all__ = [
    "Change",
    "FieldChange",
    "Reason",
    "change_shape",
    "compare",
    "is_published",
    "place_shape",
    "policy_subject",
    "subject_of",
]
