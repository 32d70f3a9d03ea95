"""Reasons and facts in words, whatever makes a change material."""

import pytest

from subpolicy.changes.change import Reason, ReasonKind
from subpolicy.publish.listing import Listing, Page, Switch
from subpolicy.publish.news.telling import Teller
from subpolicy.publish.words import words

ACME = {
    "id": "acme",
    "name": "Acme",
    "status": "optional",
    "processing": {"locations": ["US"]},
}


def teller(lang="en"):
    listing = Listing(
        organisation={"name": "Example"},
        page=Page(columns={"purpose": "What for"}),
        notice={},
        authorisation="general",
        categories=(),
        data_subjects=(),
        vendors=(ACME,),
        switches={"bare": Switch("bare", "plan", "off")},
        labels={"phone": "Phone number"},
        areas={},
        as_of="2026-01-01",
    )
    return Teller(listing, words(lang))


@pytest.mark.parametrize(
    ("kind", "pointer", "value", "said"),
    [
        (ReasonKind.NEW_ACCESS, "/processing/access/0", "IN", "from another place: India"),
        (ReasonKind.NEW_LOCATION, "/processing/locations/0", "GLOBAL", "place: worldwide"),
        (ReasonKind.NEW_DATA_CATEGORY, "/data_categories/0", "phone", "data: Phone number"),
        (ReasonKind.NEW_DATA_SUBJECT, "/data_subjects/0", "end-users", "people: End users"),
        (ReasonKind.OTHER_ENTITY, "/entity/country", "DE", "company: Germany"),
        (ReasonKind.OTHER_ENTITY, "/entity/legal_name", "Acme AG", "company: Acme AG"),
        (ReasonKind.TRAINING_ALLOWED, "/ai/training", "opt-in", "Only where a customer agrees"),
        (
            ReasonKind.WEAKER_TRANSFER_TOOL,
            "/transfers",
            "dpf",
            "guarantees: Data Privacy Framework",
        ),
        (ReasonKind.WEAKER_TRANSFER_TOOL, "/transfers", "dpf, scc", "Framework and SCCs"),
        (ReasonKind.WEAKER_TRANSFER_TOOL, "/transfers", "no transfer tool", "none stated"),
        (ReasonKind.OPTIONAL_TO_ACTIVE, "/status", "active", "no longer used only where"),
    ],
)
def test_a_reason_in_words(kind, pointer, value, said):
    assert said in teller().reason(Reason(kind, pointer, value))


def test_a_switch_without_a_description_is_named_by_its_key():
    said = teller().fact("tenants", ACME | {"feature_flag": "bare"})
    assert said == "Only customers on this plan: bare"


def test_a_vendor_that_is_optional_without_a_switch_says_so():
    assert teller().fact("tenants", ACME) == "Only customers for whom it is switched on"


def test_a_note_stands_beside_the_places_and_never_in_their_stead():
    noted = ACME | {"processing": {"locations": ["US", "DE"], "note": "per PoP"}}
    assert teller().fact("processing", noted) == "United States and Germany (per PoP)"


def test_the_companys_own_heads_win():
    assert teller().label("purpose") == "What for"
    assert teller("de").label("processing") == "Ort der Verarbeitung"
