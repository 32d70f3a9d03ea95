"""What becomes of a record when its page is imported again."""

import pytest

from subpolicy.importers.blocks import Text
from subpolicy.importers.rows import Column, Row
from subpolicy.importing.merging import merge
from subpolicy.importing.wording import Said


def record(**fields):
    base = {"id": "acme", "name": "Acme, Inc.", "status": "active"}
    return base | {"processing": {"locations": ["US"]}} | fields


def said(before="", now="now", **cells):
    row = Row({Column(name): Text(words) for name, words in cells.items()}) if cells else None
    return Said(before, now, row)


def test_what_the_page_says_anew_is_taken_and_the_rest_stays():
    old = record(purpose="Mail", review={"owner": "dpo"}, feature_flag="mail")
    merged = merge(old, record(purpose="Mail and SMS"), said())
    assert merged.record == {**old, "purpose": "Mail and SMS"}
    assert merged.kept == ()


def test_nothing_changes_while_the_page_says_the_same():
    old = record(purpose="Ours", source={"text": "Acme | Theirs | US"})
    new = record(purpose="Theirs", source={"text": "Acme | Theirs  | US"})
    merged = merge(old, new, said("Acme | Theirs | US", "Acme | Theirs  | US"))
    assert merged.record == old
    assert merged.kept == ("purpose",)


def test_of_a_row_that_changed_only_the_new_cells_count():
    before = "| Acme | Mail | SCCs as applicable |"
    old = record(
        purpose="Mail",
        transfers=[{"mechanism": "scc", "modules": [3], "signed_on": "2024-01-01"}],
        source={"text": before},
    )
    new = record(
        purpose="SMS",
        transfers=[{"mechanism": "scc", "as_applicable": True}],
        source={"text": "| Acme | SMS | SCCs as applicable |"},
    )
    cells = {"name": "Acme", "purpose": "SMS", "transfer": "SCCs as applicable"}
    merged = merge(old, new, said(before, "| Acme | SMS | SCCs as applicable |", **cells))
    assert merged.record["purpose"] == "SMS"
    assert merged.record["transfers"] == old["transfers"]
    assert merged.kept == ("transfers",)
    assert merged.record["source"]["text"] == "| Acme | SMS | SCCs as applicable |"


@pytest.mark.parametrize(
    "before",
    ["- **Location:** Berlin, Germany.\n- **Use:** Mail", "location: Berlin, Germany\nuse: Mail"],
)
def test_a_labelled_line_is_known_again(before):
    assert not said(before, location="Berlin, Germany.").anew("processing")
    assert said(before, location="Germany").anew("processing")


def test_what_is_assumed_replaces_nothing():
    old = record(status="suspended", entity={"country": "DE"})
    new = record(
        entity={"country": "US", "legal_name": "Acme, Inc."},
        source={"text": "x", "assumed": ["/status", "/entity/country"]},
    )
    merged = merge(old, new, said()).record
    assert merged["status"] == "suspended"
    assert merged["entity"] == {"country": "DE", "legal_name": "Acme, Inc."}
    assert merged["source"] == {"text": "x"}


def test_a_value_that_was_assumed_and_is_now_said_is_assumed_no_more():
    old = record(source={"text": "x", "assumed": ["/status"]})
    new = record(status="active", source={"text": "y"})
    assert merge(old, new, said("x", "y", status="Active")).record["source"] == {"text": "y"}


def test_a_location_is_taken_as_a_whole_and_access_stays():
    old = record(processing={"locations": ["US", "EU"], "note": "per PoP", "access": ["IN"]})
    new = record(processing={"locations": ["US"]})
    assert merge(old, new, said()).record["processing"] == {"access": ["IN"], "locations": ["US"]}


def test_a_status_is_taken_with_what_is_said_beside_it():
    old = record(status="optional", status_note="one or the other", exclusive_group="a-or-b")
    merged = merge(old, record(status="active"), said(status="Active")).record
    assert merged == record(status="active")


def test_the_date_of_an_agreement_stays_where_the_page_only_says_that_there_is_one():
    old = record(dpa={"method": "signed", "signed_on": "2024-05-01", "reference": "X-1"})
    new = record(dpa={"method": "incorporated"})
    assert merge(old, new, said()).record["dpa"] == {
        "method": "incorporated",
        "signed_on": "2024-05-01",
        "reference": "X-1",
    }


def test_certificates_with_evidence_stay_and_bare_ones_go_with_the_page():
    old = record(
        certifications=[
            {"scheme": "soc-2", "type": 2, "report_on": "2026-01-01"},
            {"scheme": "pci-dss"},
        ]
    )
    new = record(certifications=[{"scheme": "iso-27001"}])
    assert merge(old, new, said()).record["certifications"] == [
        {"scheme": "soc-2", "type": 2, "report_on": "2026-01-01"},
        {"scheme": "iso-27001"},
    ]
