"""Annex III: every field of it, what is missing at the top and in its place."""

from dataclasses import replace

import pytest

from subpolicy.config.configuration import Category
from subpolicy.publish.annex import Blank, annex_of
from subpolicy.publish.annex.formats import FORMATS
from subpolicy.publish.listing import Listing, Page
from subpolicy.publish.words import words

BETA = {
    "id": "beta",
    "name": "Beta",
    "entity": {
        "legal_name": "Beta GmbH",
        "address": "Weg 1, Berlin",
        "country": "DE",
        "contact": "Erika Muster, DPO, dpo@beta.example",
    },
    "status": "active",
    "purpose": "Answers questions",
    "category": "ai",
    "data_categories": ["email"],
    "processing": {"locations": ["DE"], "access": ["IN"]},
    "transfers": [{"mechanism": "scc", "modules": [3]}],
}
BARE = {"id": "bare", "name": "Bare", "status": "active", "processing": {"locations": ["US"]}}


def listing(*vendors, **more):
    empty = Listing(
        organisation={"name": "Example, Inc.", "address": "1 Main Street"},
        page=Page(updated_on="2026-05-04"),
        notice={},
        authorisation="specific",
        categories=(Category("ai", "AI"),),
        data_subjects=("customers",),
        vendors=vendors,
        switches={},
        labels={"email": "E-mail address"},
        areas={},
        as_of="2026-06-01",
    )
    return replace(empty, **more)


def annex(*vendors, lang="en", **more):
    return annex_of(listing(*vendors, **more), words(lang))


def test_a_whole_record_leaves_nothing_open():
    made = annex(BETA)
    assert made.open == ()
    (entry,) = made.entries
    assert entry.fields == (
        ("Name", "Beta GmbH"),
        ("Address", "Weg 1, Berlin, Germany"),
        (
            "Contact person’s name, position and contact details",
            "Erika Muster, DPO, dpo@beta.example",
        ),
    )
    said = dict(entry.description)
    assert said["Purpose"] == "Answers questions"
    assert said["Processing Location"] == "Germany"
    assert said["Access from"] == "India"
    assert said["Delimitation"].startswith("Beta is responsible for the processing described here")
    assert "To be completed" not in FORMATS["markdown"](made)


def test_what_is_missing_is_listed_at_the_top_and_marked_in_its_place():
    made = annex(BARE, data_subjects=())
    assert made.open == (
        (
            "Bare",
            (
                "Address",
                "Contact person’s name, position and contact details",
                "Purpose",
                "Data Categories",
                "Data subjects",
            ),
        ),
    )
    for format_, mark in (("markdown", r"**\[to be completed\]**"), ("html", "<mark>[to be")):
        text = FORMATS[format_](made)
        assert text.count(mark) == 5
        assert text.index("Before this Annex is signed") < text.index(mark)


@pytest.mark.parametrize("contact", ["dpo@beta.example", "+49 30 123 456", "https://beta.example"])
def test_a_way_to_reach_nobody_in_particular_lacks_name_and_position(contact):
    made = annex(BETA | {"entity": BETA["entity"] | {"contact": contact}})
    assert made.open == (("Beta", ("Contact person’s name and position",)),)
    assert made.entries[0].fields[2][1] == Blank("Contact person’s name and position", contact)
    assert contact in FORMATS["html"](made)


def test_others_of_a_group_are_told_apart():
    other = BETA | {"id": "gamma", "name": "Gamma", "purpose": "Draws maps"}
    made = annex(BETA, other)
    assert (
        "Others in the group “AI”: Gamma (Draws maps)."
        in dict(made.entries[0].description)["Delimitation"]
    )


def test_alternatives_are_named():
    one, other = (BETA | {"id": i, "name": i.title(), "exclusive_group": "g"} for i in ("a", "b"))
    said = dict(annex(one, other).entries[0].description)["Delimitation"]
    assert "Used instead of B, never together." in said


def test_it_lists_subprocessors_that_hold_data_and_no_others():
    kept = {"planned": 0, "active": 1, "optional": 1, "suspended": 1, "retired": 0}
    for status, count in kept.items():
        assert len(annex(BETA | {"status": status}).entries) == count
    assert annex(BETA | {"role": "independent-controller"}).entries == ()
    assert "No sub-processor is in use." in FORMATS["markdown"](annex())


def test_it_says_on_which_authorisation_it_rests():
    assert "Clause 9(a), Option 1" in FORMATS["markdown"](annex(BETA))
    general = FORMATS["markdown"](annex(BETA, authorisation="general"))
    assert "has to be completed for specific authorisation (Option 1) only" in general


def test_it_bears_the_day_of_the_list_and_none_of_the_run():
    made = annex(BETA)
    assert "As of May 4, 2026" in made.lines
    undated = annex(BETA, page=Page())
    assert not [line for line in undated.lines if "2026" in line and "As of" in line]


@pytest.mark.parametrize("lang", ["en", "de", "fr", "nl", "es"])
@pytest.mark.parametrize("format_", ["markdown", "html"])
def test_it_is_there_in_every_language(lang, format_):
    text = FORMATS[format_](annex(BARE, BETA, lang=lang))
    assert "{" not in text.replace("<style>", "").partition("</style>")[2]
