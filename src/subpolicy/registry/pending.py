"""Records as they will be: announced changes applied to a copy (SPEC §2, ``pending``)."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from subpolicy.registry.filling import Filler, seen
from subpolicy.registry.registry import Vendor
from subpolicy.registry.shape import Shape


class Future(NamedTuple):
    """A vendor with an announced change applied."""

    vendor: Vendor
    effective_on: str
    """The day from which it is so, an ISO date."""


def as_it_will_be(vendors: Sequence[Vendor], shape: Shape) -> list[Future]:
    """Every announced change applied, each on top of those before it, by their days.

    A finding on such a record stands in the record as it is: at the field that is to change, or
    at its nearest parent.
    """
    filler = Filler(shape)
    return [
        future
        for vendor in vendors
        if vendor.valid and vendor.data["pending"]
        for future in _futures(vendor, filler)
    ]


def _futures(vendor: Vendor, filler: Filler) -> Iterator[Future]:
    assert vendor.document is not None  # noqa: S101 -- a valid record has one
    record: dict[str, Any] = seen(vendor.document.data)
    announced = sorted(record.pop("pending"), key=lambda change: str(change["effective_on"]))
    for change in announced:
        record = record | change["set"]
        yield Future(vendor._replace(data=filler.fill(record)), change["effective_on"])
