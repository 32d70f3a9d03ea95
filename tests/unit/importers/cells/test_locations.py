import pytest

from subpolicy.importers.cells.locations import is_seat, places_said_of_all, processing_of
from subpolicy.importers.cells.places import places_in


@pytest.mark.parametrize(
    ("words", "processing"),
    [
        ("USA (primary)", {"locations": ["US"], "note": "USA (primary)"}),
        (
            "USA/EU (per PoP)",
            {"locations": ["US", "EU"], "selected_by": "pop", "note": "USA/EU (per PoP)"},
        ),
        (
            "Region as configured",
            {"locations": ["UNKNOWN"], "selectable": True, "note": "Region as configured"},
        ),
        (
            "EU/US (region selectable)",
            {"locations": ["EU", "US"], "selectable": True, "note": "EU/US (region selectable)"},
        ),
        (
            "USA/EU (region-configurable)",
            {"locations": ["US", "EU"], "selectable": True, "note": "USA/EU (region-configurable)"},
        ),
        ("Global PoPs", {"locations": ["GLOBAL"], "note": "Global PoPs"}),
        ("Global/USA", {"locations": ["GLOBAL", "US"]}),
        ("EU (Frankfurt, Ireland)", {"locations": ["EU", "DE", "IE"], "note": "EU (Frankfurt, Ireland)"}),  # noqa: E501
        ("UE — AWS eu-west-3 (Paris)", {"locations": ["EU", "FR"], "note": "UE — AWS eu-west-3 (Paris)"}),  # noqa: E501
        ("San Francisco, CA, USA", {"locations": ["US"], "note": "San Francisco, CA, USA"}),
        ("United States & Canada", {"locations": ["US", "CA"]}),
        ("US, EU, UK, AU", {"locations": ["US", "EU", "GB", "AU"]}),
        ("Deutschland", {"locations": ["DE"]}),
        ("Vereinigte Staaten", {"locations": ["US"]}),
        ("États-Unis", {"locations": ["US"]}),
        ("Verenigde Staten", {"locations": ["US"]}),
        ("Estados Unidos y Alemania", {"locations": ["US", "DE"]}),
        ("weltweit", {"locations": ["GLOBAL"]}),
        ("—", {"locations": ["UNKNOWN"]}),
    ],
)  # fmt: skip
def test_wordings_become_codes_and_keep_what_codes_lose(words, processing):
    assert processing_of(words).fields == {"processing": processing}


@pytest.mark.parametrize("words", ["Moon", "South America", "EMEA"])
def test_a_place_that_no_code_stands_for_is_told(words):
    found = processing_of(words)
    assert found.fields == {"processing": {"locations": ["UNKNOWN"], "note": words}}
    assert found.problems == ("names no place that is known",)


@pytest.mark.parametrize(
    ("words", "seat"),
    [
        ("Seattle, United States.", True),
        ("Dublin, Ireland", True),
        ("United States, European Economic Area", False),
        ("EU (Frankfurt)", False),
        ("Germany", False),
    ],
)
def test_a_town_and_its_country_are_a_seat(words, seat):
    assert is_seat(words) is seat


@pytest.mark.parametrize(
    ("sentence", "places"),
    [
        ("These subprocessors are all located in the United States:", ("US",)),
        ("Alle Anbieter sind in Deutschland ansässig.", ("DE",)),
        ("Ces prestataires sont situés en France :", ("FR",)),
        ("Deze partijen zijn gevestigd in Nederland:", ("NL",)),
        ("Estos proveedores están ubicados en España:", ("ES",)),
        ("Last Updated: 2025-09-02", ()),
        ("We offer our product in the United States.", ()),
    ],
)
def test_a_sentence_above_a_list_tells_where_all_of_it_is(sentence, places):
    assert places_said_of_all(sentence) == places


@pytest.mark.parametrize("words", ["Multiple", "various locations", "Multi-region", "verschiedene"])
def test_several_places_that_are_not_named_are_unknown_rather_than_everywhere(words):
    assert places_in(words) == ("UNKNOWN",)


def test_a_cloud_before_its_region_does_not_hide_it():
    assert places_in("aws-eu-central-1") == ("DE",)


@pytest.mark.parametrize(
    ("sentence", "places"),
    [
        ("De onderstaande partijen verwerken gegevens binnen de EER:", ("EEA",)),
        ("These process personal data in the United States:", ("US",)),
        ("Diese verarbeiten Daten in Deutschland:", ("DE",)),
        ("We process data of customers in the EU.", ()),
    ],
)
def test_what_vendors_do_somewhere_is_said_of_all_of_them(sentence, places):
    assert places_said_of_all(sentence) == places
