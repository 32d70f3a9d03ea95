import json

import pytest

from subpolicy.importers.blocks import Heading, Page, Table, Text
from subpolicy.importers.configuring import Choices, configuration_of, language_of
from subpolicy.importers.finding import find
from subpolicy.importers.readers import data, markdown
from subpolicy.importers.rows import Reading
from subpolicy.schema import Schemas
from subpolicy.shipped import schema_folder
from support.importing import schema

_PAGE = """---
title: Subprocessors
weight: 3
---

# {title}

{updated}

Acme GmbH uses the companies below.

## How we choose

With *care*.

## Current subprocessors

### Hosting

| Vendor | Purpose | Location |
| --- | --- | --- |
| Alpha, Inc. | Servers | USA |

It is called only for tenants that enable it.

### Mail

| Vendor | Purpose | Location |
| --- | --- | --- |
| Beta GmbH | Mail | Germany |

## Changes

We will give you 14 days' notice by email before a new subprocessor is used, except in emergencies.

You may object within 10 days by writing to privacy@acme.example. We will then talk. Or part.

## Related documents

- [Privacy policy](/privacy)
- [DPA](https://acme.example/dpa)
"""

_TABLE = Table((Text("Name"), Text("Purpose")), ((Text("Alpha"), Text("Mail")),))


def _made(text, choices=None):
    page = markdown.read(text)
    return configuration_of(page, find(page), schema("config"), choices)


def _data(**words):
    return _made(_PAGE.format(title="Acme subprocessors", updated="", **words)).data


def test_texts_before_and_after_the_list_become_sections_in_markdown():
    sections = _data()["page"]["sections"]
    assert [(one["id"], one.get("place")) for one in sections] == [
        ("introduction", None),
        ("how-we-choose", "before"),
        ("changes", None),
    ]
    assert sections[1]["text"] == "With *care*."


def test_title_list_title_columns_documents_and_front_matter_are_kept():
    page = _data()["page"]
    assert page["title"] == "Acme subprocessors"
    assert page["list_title"] == "Current subprocessors"
    assert page["columns"] == {"name": "Vendor", "purpose": "Purpose", "processing": "Location"}
    assert page["documents"] == [
        {"title": "Privacy policy", "url": "/privacy"},
        {"title": "DPA", "url": "https://acme.example/dpa"},
    ]
    assert page["front_matter"] == {"weight": 3}


def test_headings_of_the_list_become_categories_with_their_notes():
    assert _data()["categories"] == [
        {
            "id": "hosting",
            "title": "Hosting",
            "note": "It is called only for tenants that enable it.",
            "tenant_enabled": True,
        },
        {"id": "mail", "title": "Mail"},
    ]


def test_promises_of_notice_and_objection_are_taken_over():
    assert _data()["notice"] == {
        "days": 14,
        "objection_days": 10,
        "objection_contact": "privacy@acme.example",
        "objection_text": "We will then talk. Or part.",
        "emergencies": True,
        "channels": {"all_of": ["email"]},
    }


@pytest.mark.parametrize(
    "words",
    [
        "**Last updated:** October 8, 2018",
        "Stand: 08.10.2018",
        "Dernière mise à jour : 8 octobre 2018",
        "Laatst bijgewerkt: 8 oktober 2018",
        "Última actualización: 8 de octubre de 2018",
    ],
)
def test_the_pages_date_is_read_in_five_languages_and_is_no_section(words):
    made = _made(_PAGE.format(title="Acme", updated=words))
    assert made.data["page"]["updated_on"] == "2018-10-08"
    assert "2018" not in made.data["page"]["sections"][0]["text"]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Acme subprocessors", "Acme GmbH"),
        ("Subprocessors — Foo", "Acme GmbH"),
    ],
)
def test_whose_list_it_is_comes_from_the_text_and_is_told(title, name):
    made = _made(_PAGE.format(title=title, updated=""))
    assert made.data["organisation"] == {"name": name, "contact": "privacy@acme.example"}
    assert "organisation.name" in [one.cell for one in made.problems]


def test_choices_come_first_and_need_no_check():
    choices = Choices(name="Bar Ltd", home=("DE",), packs=("core",), exporter_regimes=("EU",))
    made = _made(_PAGE.format(title="Acme", updated="Stand: 2024-01-01"), choices)
    assert made.data["organisation"]["name"] == "Bar Ltd"
    assert (made.data["home"], made.data["packs"]) == (["DE"], ["core"])
    assert made.problems == ()


def test_a_page_that_says_nothing_makes_a_valid_configuration_and_tells_what_is_missing():
    made = configuration_of(Page(()), Reading((), (), {}), schema("config"))
    assert Schemas(schema_folder()).violations("config", made.data) == ()
    assert [one.cell for one in made.problems] == ["organisation.name", "page.updated_on"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("We use the companies below for our services and to help you.", "en"),
        ("Wir nutzen die folgenden Unternehmen für unsere Dienste und für Sie.", "de"),
        ("Nous faisons appel aux prestataires suivants pour nos services dans le cadre.", "fr"),
        ("Wij maken gebruik van de volgende partijen voor onze diensten en het beheer.", "nl"),
        ("Utilizamos los siguientes proveedores para nuestros servicios y el soporte de la web.", "es"),  # noqa: E501
    ],
)  # fmt: skip
def test_the_language_is_known_by_the_commonest_words(text, language):
    assert language_of(markdown.read(text)) == language
    assert language_of(Page((), language="fr-CH")) == "fr"
    assert Text(text).flat == text


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Subprocessors of Example, Inc.", "Example, Inc."),
        ("Subverwerkers van Voorbeeld B.V.", "Voorbeeld B.V."),
        ("Liste der Unterauftragnehmer der Beispiel GmbH.", "Beispiel GmbH"),
        ("Subencargados del tratamiento | Ejemplo S.L.", "Ejemplo S.L."),
        ("Liste des sous-traitants ultérieurs de Exemple SAS", "Exemple SAS"),
    ],
)
def test_a_title_names_the_organisation_with_the_dot_of_its_legal_form(title, name):
    made = _made(f"# {title}\n\n| Name | Zweck |\n| --- | --- |\n| Alpha GmbH | Mail |\n")
    assert made.data["organisation"]["name"] == name


def test_a_title_without_a_name_gives_none():
    text = (
        "# Subencargados del tratamiento\n\n| Name | Purpose |\n| --- | --- |\n| Alpha | Mail |\n"
    )
    assert any("does not say whose" in one.reason for one in _made(text).problems)


def test_the_sentence_that_names_the_organisation_names_its_legal_form():
    text = '# Sub-processors\n\nExample Ltd ("Example") uses these.\n\n'
    made = _made(f"{text}| Name | Purpose |\n| --- | --- |\n| Alpha | Mail |\n")
    assert made.data["organisation"]["name"] == "Example Ltd"


@pytest.mark.parametrize("beside", ['"Example AS"', '{"name": "Example AS", "size": 3}'])
def test_a_name_beside_the_list_in_data_is_the_organisation(beside):
    vendors = '[{"name": "Alpha", "purpose": "Mail", "country": "NO"}]'
    page = data.read(json.loads(f'{{"company": {beside}, "subprocessors": {vendors}}}'))
    made = configuration_of(page, find(page), schema("config"))
    assert made.data["organisation"]["name"] == "Example AS"


def test_a_text_below_a_heading_between_two_lists_is_kept_as_a_section():
    table = "| Name | Purpose |\n| --- | --- |\n| {} | Mail |\n"
    text = (
        f"# Subprocessors\n\n## Hosting\n\n{table.format('Alpha')}\n"
        f"## Optional subprocessors\n\nOnly on request.\n\n{table.format('Beta')}"
    )
    sections = _made(text).data["page"]["sections"]
    assert [one["text"] for one in sections if one["title"] == "Optional subprocessors"] == [
        "Only on request."
    ]


def test_a_component_around_a_text_is_left_out_of_the_section():
    text = (
        "# Subprocessors\n\n<Callout>We tell you **early**.</Callout>\n\n"
        "| Name | Purpose |\n| --- | --- |\n| Alpha | Mail |\n"
    )
    page = markdown.read(text, components=True)
    made = configuration_of(page, find(page), schema("config"))
    assert [one["text"] for one in made.data["page"]["sections"]] == ["We tell you early."]


def test_the_name_of_a_variable_is_no_title_of_the_list():
    page = Page((Heading(1, Text("Subprocessors")), Heading(2, Text("subprocessors")), _TABLE))
    made = configuration_of(page, find(page), schema("config"))
    assert "list_title" not in made.data["page"]


def test_the_name_of_a_sheet_is_no_subtitle():
    page = Page((Heading(2, Text("Read me")), Heading(2, Text("Sub-processors")), _TABLE))
    made = configuration_of(page, find(page), schema("config"))
    assert made.data["page"]["title"] == "Sub-processors"
    assert "subtitle" not in made.data["page"]


def test_a_short_page_is_known_by_the_words_of_such_pages():
    text = "# Subverwerkers\n\nDe onderstaande partijen verwerken gegevens binnen de EER:\n"
    assert language_of(markdown.read(text)) == "nl"


def test_a_text_without_end_is_cut_and_told():
    text = "# Subprocessors\n\n| Name | Purpose |\n| --- | --- |\n| Alpha | Mail |\n\n" + (
        "We value your privacy.\n\n" * 10_000
    )
    made = _made(text)
    assert any("sections" in one.cell for one in made.problems)
    assert len(made.data["page"]["sections"][0]["text"]) <= 65536
