"""What became of the vendors between two revisions of a registry, and whether it matters."""

from subpolicy.changes.change import Change, FieldChange, Reason
from subpolicy.changes.comparing import compare

__all__ = ["Change", "FieldChange", "Reason", "compare"]
