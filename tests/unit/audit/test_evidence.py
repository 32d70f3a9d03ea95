"""The dated proofs that records name, and how they stand on the as-of date."""

import pytest

from subpolicy.audit import Evidence
from subpolicy.audit.evidence import evidence
from support.audits import vendor

DAY = "2026-01-01"


def found(*vendors, dates=None) -> tuple[Evidence, ...]:
    return evidence(vendors, dates or {}, DAY)


def dpa(data, dates=None) -> Evidence:
    fields = {} if data is None else {"dpa": data}
    (one,) = found(vendor("acme", **fields), dates=dates)
    return one


@pytest.mark.parametrize(
    ("data", "dates", "expected"),
    [
        (None, {}, ("not stated", None, "none")),
        ({"method": "none"}, {}, ("none", None, "none")),
        ({"method": "incorporated"}, {}, ("incorporated", None, "undated")),
        (
            {"method": "signed", "signed_on": "2024-05-01"},
            {"acme": "2024-05-01"},
            ("signed", "2024-05-01", "current"),
        ),
        (
            {"method": "signed", "signed_on": "2026-01-02"},
            {"acme": "2026-01-02"},
            ("signed", "2026-01-02", "not yet"),
        ),
        (
            {"method": "signed", "same_as": "other"},
            {"acme": "2024-05-01", "other": "2024-05-01"},
            ("signed, covered by other", "2024-05-01", "current"),
        ),
        (
            {"method": "signed", "same_as": "other"},
            {"acme": "soon", "other": "soon"},
            ("signed, covered by other", None, "undated"),
        ),
    ],
)
def test_an_agreement_stands_as_its_date_says(data, dates, expected) -> None:
    one = dpa(data, dates)
    assert (one.what, one.on, one.standing) == expected


def test_an_agreement_is_told_where_it_can_be_read() -> None:
    url = "https://example.com/dpa"
    assert dpa({"method": "incorporated", "url": url, "reference": "x"}).reference == url
    assert dpa({"method": "signed", "reference": "CON-17"}).reference == "CON-17"


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        ({"scheme": "soc-3"}, ("soc-3", "undated")),
        ({"scheme": "soc-2", "type": 2, "report_on": "2025-02-28"}, ("soc-2 type 2", "current")),
        ({"scheme": "iso-27001", "valid_until": "2026-01-01"}, ("iso-27001", "current")),
        ({"scheme": "iso-27001", "valid_until": "2025-12-31"}, ("iso-27001", "expired")),
        ({"scheme": "soc-2", "report_on": "2026-02-01"}, ("soc-2", "not yet")),
    ],
)
def test_a_certification_ends_after_its_last_day(held, expected) -> None:
    one = found(vendor("acme", certifications=[held]))[-1]
    assert (one.kind, one.what, one.standing) == ("certification", *expected)


def test_every_other_proof_that_a_record_can_name_is_there() -> None:
    dpf = {"mechanism": "dpf", "verified_on": "2025-06-01", "valid_until": "2025-12-01"}
    acme = vendor(
        "acme",
        transfers=[{"mechanism": "scc"}, dpf],
        tia={"completed_on": "2025-01-01", "reference": "TIA-1"},
        baa={"signed_on": "2025-02-01"},
        review={"owner": "x", "last_on": "2025-03-01", "evidence": "REV-1"},
    )
    others = {(one.kind, one.on, one.standing, one.reference) for one in found(acme)}
    assert others == {
        ("DPA", None, "none", None),
        ("DPF", "2025-06-01", "expired", None),
        ("TIA", "2025-01-01", "current", "TIA-1"),
        ("BAA", "2025-02-01", "current", None),
        ("review", "2025-03-01", "current", "REV-1"),
    }


def test_retired_vendors_and_broken_records_prove_nothing_and_planned_ones_are_marked() -> None:
    gone, broken = vendor("gone", status="retired"), vendor("broken", valid=False)
    (one,) = found(gone, broken, vendor("soon", status="planned"))
    assert (one.vendor, one.status) == ("soon", "planned")
