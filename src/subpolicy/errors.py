"""Faults of the run itself: usage, configuration, a rule, git.

A fault in the registry's data is a finding and never passes through here.
"""

from typing import NamedTuple


class Place(NamedTuple):
    """Where a fault of the run was found. Lines and columns count from 1."""

    path: str
    """Relative POSIX path, or an absolute one outside the registry."""
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        """``path:line:column``, as far as it is known."""
        numbers = (self.line, self.column)
        return ":".join([self.path, *(str(number) for number in numbers if number is not None)])


class RunError(Exception):
    """The run cannot give a verdict; the command exits with 2.

    Args:
        message: What is wrong, in one sentence without a full stop.
        place: The file at fault, if there is one.
        help_text: What to do about it.
    """

    def __init__(
        self, message: str, *, place: Place | None = None, help_text: str | None = None
    ) -> None:
        super().__init__(message)
        self.message = message
        self.place = place
        self.help_text = help_text


class RunErrors(RunError):
    """Several faults of the run, found together (all broken rules at once)."""

    def __init__(self, errors: "list[RunError]") -> None:
        super().__init__(f"{len(errors)} errors")
        self.errors = errors
