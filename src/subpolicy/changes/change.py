"""One vendor's change between two revisions."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from subpolicy.registry.registry import Vendor


class ChangeKind(StrEnum):
    """What happened to a vendor; the first that is true."""

    ADDED = "added"
    REMOVED = "removed"
    RETIRED = "retired"
    ACTIVATED = "activated"
    MODIFIED = "modified"


class ReasonKind(StrEnum):
    """Why a change is material: why those whose data it is would want to know."""

    NEW_VENDOR = "new-vendor"
    ACTIVATED = "activated"
    NEW_LOCATION = "new-location"
    NEW_ACCESS = "new-access"
    NEW_DATA_CATEGORY = "new-data-category"
    NEW_DATA_SUBJECT = "new-data-subject"
    OTHER_ENTITY = "other-entity"
    WEAKER_TRANSFER_TOOL = "weaker-transfer-tool"
    OPTIONAL_TO_ACTIVE = "optional-to-active"
    TRAINING_ALLOWED = "training-allowed"


class FieldChange(NamedTuple):
    """A field that differs; lists are compared as a whole."""

    pointer: str
    before: Any
    """None where the field was absent."""
    after: Any
    """None where the field is gone."""


class Reason(NamedTuple):
    """Why a change is material, and the place and value that make it so."""

    kind: ReasonKind
    pointer: str
    value: str


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to one vendor."""

    kind: ChangeKind
    id: str
    before: Vendor | None
    after: Vendor | None
    fields: tuple[FieldChange, ...]
    reasons: tuple[Reason, ...]

    @property
    def material(self) -> bool:
        """Whether customers are owed a notice of it; editorial changes are not material."""
        return bool(self.reasons)
