"""Readers: bytes → `blocks.Page`, one module per format; what they read is never run."""

from subpolicy.importers.readers.formats import Format
from subpolicy.importers.readers.reading import read

__all__ = ["Format", "read"]
