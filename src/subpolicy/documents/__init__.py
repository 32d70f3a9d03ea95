"""Bytes in, plain data with positions out: YAML 1.2 core schema over libyaml."""

from subpolicy.documents.document import JSON, Broken, Document, read, read_sound
from subpolicy.documents.faults import Fault

__all__ = ["JSON", "Broken", "Document", "Fault", "read", "read_sound"]
