"""Why a failure does not block: somebody accepted it, or it was there at adoption."""

from typing import NamedTuple


class Waiver(NamedTuple):
    """An accepted, time-limited exception: one rule, one vendor. Dates are ISO dates."""

    id: str
    rule: str
    vendor: str
    item: str | None
    """The value that is accepted, for a rule that judges several in one record."""
    reason: str
    evidence: str | None
    approved_by: str
    approved_on: str
    expires_on: str
    """The last day on which it holds."""
    path: str

    def in_force(self, day: str) -> bool:
        """Whether it holds on a day."""
        return self.approved_on <= day <= self.expires_on


class KnownFault(NamedTuple):
    """A fault known at adoption: scheduled, not accepted."""

    rule: str
    vendor: str
    item: str | None
    owner: str | None
    due: str
    """The last day on which it does not block; an ISO date."""
    place: int
    """Its place in the list of ``baseline.yaml``."""
