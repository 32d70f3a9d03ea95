"""JSON Schema: what a file of the registry may hold, and a plain word on what it may not."""

from subpolicy.schema.schemas import Disagreement, Schemas
from subpolicy.schema.violation import Violation

__all__ = ["Disagreement", "Schemas", "Violation"]
