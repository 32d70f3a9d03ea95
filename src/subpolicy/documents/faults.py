"""What is wrong with a file, and how to say it safely."""

from typing import NamedTuple

from subpolicy.locations import Span

_LONGEST_QUOTE = 60


class Fault(NamedTuple):
    """One fault of one file, as data: the caller makes a finding of it."""

    code: str
    """``yaml/<fault>``."""
    message: str
    """One plain sentence without a full stop; safe to print on one line."""
    span: Span
    remediation: str | None = None


class FatalFaultError(Exception):
    """Stops the reading of one file; never leaves this package."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


def quoted(text: str) -> str:
    """``text`` between double quotes, cut to a readable length, without control characters."""
    short = text if len(text) <= _LONGEST_QUOTE else text[:_LONGEST_QUOTE] + "…"
    shown = (
        char if char.isprintable() else char.encode("unicode_escape").decode() for char in short
    )
    return '"' + "".join(shown) + '"'
