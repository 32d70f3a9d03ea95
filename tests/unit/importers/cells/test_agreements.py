import pytest

from subpolicy.importers.blocks import Link, Text
from subpolicy.importers.cells.agreements import agreement_of
from subpolicy.importers.cells.days import MONTH_FIRST


@pytest.mark.parametrize(
    ("words", "dpa"),
    [
        ("Yes – 8 October 2018.", {"method": "signed", "signed_on": "2018-10-08"}),
        ("Yes – incorporated into terms.", {"method": "incorporated"}),
        ("signed 2023-04-05", {"method": "signed", "signed_on": "2023-04-05"}),
        ("Ja, 08.10.2018", {"method": "signed", "signed_on": "2018-10-08"}),
        ("Bestandteil der AGB", {"method": "incorporated"}),
        ("signé le 3 mai 2021", {"method": "signed", "signed_on": "2021-05-03"}),
        ("intégré aux CGU", {"method": "incorporated"}),
        ("Getekend", {"method": "signed"}),
        ("Opgenomen in de voorwaarden", {"method": "incorporated"}),
        (
            "Sí, firmado el 8 de octubre de 2018",
            {"method": "signed", "signed_on": "2018-10-08"},
        ),
        ("Nein", {"method": "none"}),
        ("Non signé", {"method": "none"}),
    ],
)
def test_agreements_in_five_languages(words, dpa):
    assert agreement_of(Text(words)) == ({"dpa": dpa}, (), ())


def test_check_boxes_and_what_is_still_open():
    assert agreement_of(Text("", checked=True)).fields == {"dpa": {"method": "signed"}}
    assert agreement_of(Text("", checked=False)).assumed == ("/dpa/method",)
    assert agreement_of(Text("offen")) == ({"dpa": {"method": "none"}}, ("/dpa/method",), ())


def test_a_mere_link_is_assumed_to_be_part_of_the_terms():
    text = Text("DPA", (Link("DPA", "https://example.com/dpa"),))
    assert agreement_of(text) == (
        {"dpa": {"method": "incorporated", "url": "https://example.com/dpa"}},
        ("/dpa/method",),
        (),
    )


def test_what_says_nothing_or_too_little_is_left_out():
    assert agreement_of(Text("—")) == ({}, (), ())
    assert agreement_of(Text("n/a")) == ({}, (), ())
    assert agreement_of(Text("2023")).fields == {}


def test_a_date_of_which_only_the_order_is_unclear_shows_that_it_is_signed():
    found = agreement_of(Text("04/05/2023"))
    assert found.fields == {"dpa": {"method": "signed"}}
    assert found.problems == ("04/05/2023 may begin with the day or the month",)


def test_a_date_that_is_read_by_the_dates_beside_it_is_assumed():
    found = agreement_of(Text("04/05/2023"), MONTH_FIRST)
    assert found.fields == {"dpa": {"method": "signed", "signed_on": "2023-04-05"}}
    assert found.assumed == ("/dpa/signed_on",)
    assert agreement_of(Text("see folder")).problems


@pytest.mark.parametrize("words", ["None", "Keiner", "Aucun", "Geen", "Ninguno"])
def test_that_there_is_none_is_said(words):
    assert agreement_of(Text(words)) == ({"dpa": {"method": "none"}}, (), ())
