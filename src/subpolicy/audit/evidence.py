"""The dated proofs that records name: DPAs, certifications, assessments, reviews."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from subpolicy.audit.audit import Evidence
from subpolicy.dates import is_date
from subpolicy.registry.registry import Vendor

NOT_STATED = "not stated"
"""What a record says of its DPA that does not name any."""

_Found = tuple[str, str, str | None, str | None, str | None]
"""Kind, what, the day it bears, the last day, reference."""


def evidence(
    vendors: Iterable[Vendor], dpa_dates: Mapping[str, str], day: str
) -> tuple[Evidence, ...]:
    """Every dated proof of every vendor that is not retired, by vendor, then kind.

    Args:
        vendors: The records; broken ones are left out, as they say nothing.
        dpa_dates: Vendor → the day of the DPA that covers it, its own or another's.
        day: The as-of date.
    """
    found = [
        Evidence(
            vendor.id,
            vendor.data["name"],
            vendor.data["status"],
            kind,
            what,
            on,
            until,
            _standing(kind, what, on, until, day),
            reference,
        )
        for vendor in vendors
        if vendor.valid and vendor.data["status"] != "retired"
        for kind, what, on, until, reference in _of(vendor, dpa_dates)
    ]
    return tuple(sorted(found, key=lambda one: (one.vendor, one.kind, one.what, one.on or "")))


def _of(vendor: Vendor, dpa_dates: Mapping[str, str]) -> Iterator[_Found]:
    data: Mapping[str, Any] = vendor.data
    yield _dpa(vendor, dpa_dates)
    for held in data["certifications"]:
        what = " type ".join(str(held[key]) for key in ("scheme", "type") if key in held)
        last = held.get("valid_until")
        yield "certification", what, held.get("report_on"), last, held.get("url")
    for transfer in data["transfers"]:
        if transfer["mechanism"] == "dpf":
            verified, last = transfer.get("verified_on"), transfer.get("valid_until")
            yield "DPF", "certification verified", verified, last, transfer.get("url")
    if "tia" in data:
        yield "TIA", "completed", data["tia"]["completed_on"], None, data["tia"].get("reference")
    if "baa" in data:
        yield "BAA", "signed", data["baa"]["signed_on"], None, None
    if "review" in data:
        review = data["review"]
        yield "review", "of the vendor", review.get("last_on"), None, review.get("evidence")


def _dpa(vendor: Vendor, dpa_dates: Mapping[str, str]) -> _Found:
    dpa = vendor.data.get("dpa")
    if dpa is None:
        return "DPA", NOT_STATED, None, None, None
    what = str(dpa["method"])
    if "signed_on" not in dpa and "same_as" in dpa:
        what += f", covered by {dpa['same_as']}"
    # The date may be another vendor's, whose record may be broken.
    signed = dpa_dates.get(vendor.id, "")
    on = signed if is_date(signed) else None
    return "DPA", what, on, None, dpa.get("url") or dpa.get("reference")


def _standing(kind: str, what: str, on: str | None, until: str | None, day: str) -> str:
    if kind == "DPA" and what in {"none", NOT_STATED} and on is None:
        return "none"
    if until is not None and until < day:
        return "expired"
    if on is None:
        return "undated" if until is None else "current"
    return "not yet" if on > day else "current"
