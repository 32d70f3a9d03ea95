import pytest

from subpolicy.importers.blocks import Link, Text
from subpolicy.importers.cells.transfers import transfers_of


def _of(words, head=""):
    return transfers_of(Text(words), head)


@pytest.mark.parametrize(
    ("words", "mechanisms"),
    [
        ("SCCs", ["scc"]),
        ("Standard Contractual Clauses", ["scc"]),
        ("Standarddatenschutzklauseln", ["scc"]),
        ("Oui — clauses contractuelles types", ["scc"]),
        ("Modelcontractbepalingen", ["scc"]),
        ("Cláusulas contractuales tipo", ["scc"]),
        ("Oui — Data Privacy Framework / clauses contractuelles types", ["dpf", "scc"]),
        ("UK Addendum", ["uk-addendum"]),
        ("IDTA", ["uk-idta"]),
        ("Angemessenheitsbeschluss", ["adequacy"]),
        ("décision d'adéquation", ["adequacy"]),
        ("Adequaatheidsbesluit", ["adequacy"]),
        ("Decisión de adecuación", ["adequacy"]),
        ("Binding Corporate Rules", ["bcr"]),
        ("Privacy Shield", ["privacy-shield"]),
        ("Art. 49 GDPR", ["derogation"]),
    ],
)
def test_grounds_in_five_languages_become_mechanisms(words, mechanisms):
    found = _of(words)
    assert [one["mechanism"] for one in found.fields["transfers"]] == mechanisms
    assert found.assumed == ()


@pytest.mark.parametrize(
    "words", ["N/A (US-based)", "kein Transfer", "EEA hosting — no transfer", "Sans objet", "geen doorgifte"]  # noqa: E501
)  # fmt: skip
def test_no_transfer_is_none_for_the_reason_that_the_page_gives(words):
    assert _of(words).fields == {"transfers": [{"mechanism": "none", "reason": words}]}


def test_a_plain_no_has_its_head_as_reason():
    found = _of("Non", "Transfert hors UE").fields["transfers"]
    assert found == [{"mechanism": "none", "reason": "Transfert hors UE: Non"}]


def test_a_plain_yes_names_no_ground_and_is_told():
    found = _of("Oui")
    assert found.fields == {}
    assert found.problems == ("says that there is a transfer, but not on what ground",)


def test_a_place_within_the_area_is_taken_for_no_transfer_and_assumed():
    found = _of("Within the EU")
    assert found.fields == {"transfers": [{"mechanism": "none", "reason": "Within the EU"}]}
    assert found.assumed == ("/transfers/0/mechanism",)


def test_as_applicable_version_modules_and_date_are_kept():
    assert _of("SCCs as applicable").fields["transfers"] == [
        {"mechanism": "scc", "as_applicable": True}
    ]
    assert _of("SCC (2021/914), Module 2 and 3, signed 2021-09-27").fields["transfers"] == [
        {
            "mechanism": "scc",
            "regime": "EU",
            "version": "2021/914",
            "modules": [2, 3],
            "signed_on": "2021-09-27",
        }
    ]


def test_a_link_goes_along():
    text = Text("SCCs", (Link("SCCs", "https://example.com/scc"),))
    assert transfers_of(text).fields["transfers"][0]["url"] == "https://example.com/scc"


def test_what_is_unknown_is_told_and_a_dash_says_nothing():
    assert _of("Our contract").problems == ("names no ground for a transfer that is known",)
    assert _of("—") == ({}, (), ())


@pytest.mark.parametrize(
    "words",
    [
        "Angemessenheitsbeschluss (DPF)",
        "Adequacy decision under the EU-US Data Privacy Framework",
        "Décision d'adéquation (DPF)",
    ],
)
def test_an_adequacy_decision_that_is_the_framework_is_one_ground(words):
    assert transfers_of(Text(words)).fields == {"transfers": [{"mechanism": "dpf"}]}


def test_an_adequacy_decision_beside_the_framework_is_another_ground():
    found = transfers_of(Text("Adequacy decision (UK), DPF (US)")).fields["transfers"]
    assert [one["mechanism"] for one in found] == ["adequacy", "dpf"]


def test_the_answer_below_a_ground_says_whether_it_holds():
    assert transfers_of(Text("Yes"), "SCC?").fields == {"transfers": [{"mechanism": "scc"}]}
    denied = transfers_of(Text("No"), "SCCs in place")
    assert (denied.fields, len(denied.problems)) == ({}, 1)
    assert transfers_of(Text("No"), "Transfer").fields["transfers"][0]["mechanism"] == "none"


@pytest.mark.parametrize("words", ["SCCs (pending)", "Adequacy? tbd", "SCC noch nicht"])
def test_a_ground_that_is_not_settled_is_none(words):
    found = transfers_of(Text(words))
    assert found.fields == {}
    assert found.problems == (f"is not settled: {words}",)


def test_an_answer_that_repeats_its_head_is_understood_as_it_was_published():
    reason = "Transferencia internacional: No"
    found = transfers_of(Text(reason), "Transferencia internacional")
    assert found.fields == {"transfers": [{"mechanism": "none", "reason": reason}]}


def test_clauses_with_their_regime_in_brackets_are_those_of_the_eu():
    found = transfers_of(Text("Standardvertragsklauseln (EU)")).fields["transfers"]
    assert found == [{"mechanism": "scc", "regime": "EU"}]
