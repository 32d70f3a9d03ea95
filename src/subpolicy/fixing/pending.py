"""Announced changes whose day has come: their fields move into the record."""

from collections.abc import Iterable, Iterator

from subpolicy.fixing.fix import Plan
from subpolicy.registry.registry import Vendor


def due(vendors: Iterable[Vendor], as_of: str) -> Iterator[Plan]:
    """A plan for each record with an entry in ``pending`` that has become true.

    Args:
        vendors: The records; those with faults are left alone.
        as_of: An ISO date; entries of that day are due.
    """
    for vendor in vendors:
        if vendor.valid and vendor.document is not None:
            record = dict(vendor.document.data)
            pending = record.pop("pending", [])
            # As the rules judge them: by their days, those of one day in the file's order.
            now = [entry for entry in pending if entry["effective_on"] <= as_of]
            for entry in sorted(now, key=lambda entry: str(entry["effective_on"])):
                record |= entry["set"]
            later = [entry for entry in pending if entry["effective_on"] > as_of]
            if later:
                record["pending"] = later
            if now:
                did = tuple(
                    f"{', '.join(entry['set'])} as announced for {entry['effective_on']}"
                    for entry in now
                )
                yield Plan(vendor.document, "vendor", record, did)
