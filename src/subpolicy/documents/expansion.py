"""How deep a file may nest, and how much its aliases may stand for."""

from typing import Any, Final

from subpolicy.documents.events import AliasEvent, NodeEvent
from subpolicy.documents.faults import FatalFaultError, Fault
from subpolicy.documents.spans import span_of

MOST_NESTED: Final = 64
MOST_EXPANDED: Final = 10_000
"""Values that the aliases of one file may stand for, all together."""
_CHARACTERS_PER_VALUE: Final = 100


def too_deep(event: NodeEvent) -> FatalFaultError:
    """The error for a collection inside 64 others."""
    message = f"lists and mappings are nested more than {MOST_NESTED} deep"
    return FatalFaultError(Fault("yaml/too-deep", message, span_of(event), "flatten the data"))


class Expansion:
    """Copies what aliases stand for, so that no two places of the data share a list or mapping.

    A stage that changes one place would otherwise change the other too.
    """

    __slots__ = ("_left",)

    def __init__(self) -> None:
        self._left = MOST_EXPANDED

    def copy(self, value: Any, depth: int, event: AliasEvent) -> Any:
        """A copy of ``value`` for a place with ``depth`` open collections around it.

        Raises:
            FatalFaultError: too many values in all, or nested too deep.
        """
        self._spend(value, event)
        if not isinstance(value, list | dict):
            return value
        if depth == MOST_NESTED:
            raise too_deep(event)
        if isinstance(value, list):
            return [self.copy(item, depth + 1, event) for item in value]
        for key in value:
            self._spend(key, event)
        return {key: self.copy(item, depth + 1, event) for key, item in value.items()}

    def _spend(self, value: object, event: AliasEvent) -> None:
        self._left -= 1
        if isinstance(value, str):  # a long text repeated is a bomb too
            self._left -= len(value) // _CHARACTERS_PER_VALUE
        if self._left < 0:
            message = f"the aliases up to here stand for more than {MOST_EXPANDED:,} values"
            fix = "write the values out, or use fewer aliases"
            raise FatalFaultError(Fault("yaml/alias-bomb", message, span_of(event), fix))
