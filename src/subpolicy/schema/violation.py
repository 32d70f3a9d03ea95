"""What the schema says against a file."""

from typing import NamedTuple


class Violation(NamedTuple):
    """One fault of a file against its schema."""

    code: str
    """``schema/…``; stable for ever, part of the finding's fingerprint."""
    message: str
    """What is wrong, with the key and the value named; no full stop."""
    pointer: str
    """JSON Pointer to the fault; for a missing key, where the key would be."""
    item: str | None
    """The key or the value at fault, so that two faults at one place differ."""
    remediation: str | None
    """What to write instead, as far as it can be guessed."""
