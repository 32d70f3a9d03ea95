"""A rejection with all that surrounds it: what advice is drawn from."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from subpolicy.schema.rejection import Rejection, value_at


class Case(NamedTuple):
    """One fault, its file, and the schema that rejects it."""

    root: Mapping[str, Any]
    """The whole schema; its ``x-hints`` name the meaning of frequent wrong values."""
    data: object
    """The whole file."""
    rejection: Rejection

    @property
    def key(self) -> str:
        """The last key or index on the way to the fault."""
        return str(self.rejection.path[-1])

    @property
    def siblings(self) -> Mapping[str, object]:
        """The mapping that holds the key, or should."""
        parent = value_at(self.data, self.rejection.path[:-1])
        return parent if isinstance(parent, dict) else {}

    @property
    def properties(self) -> Mapping[str, Any]:
        """The keys that may stand beside the fault (or in it), with their schemas."""
        schemas = (self.rejection.schema, self.root)
        found: Mapping[str, Any] = next(
            (schema["properties"] for schema in schemas if "properties" in schema), {}
        )
        return found

    @property
    def description(self) -> str | None:
        """What the schema says of the value at fault."""
        found: str | None = self.rejection.schema.get("description")
        return found
