"""What the page shows of records, whatever the format."""

import json
import re

import jsonschema
import pytest

from subpolicy import shipped
from subpolicy.errors import RunError
from subpolicy.publish.page.template import Template
from subpolicy.publish.words import LANGUAGES, is_language, words

FLAGS = [{"key": "ai-x", "kind": "plan", "default": "off", "description": "AI", "owner": "me"}]
SCC = {"mechanism": "scc", "regime": "EU", "version": "2021/914", "modules": [3]}


def row_of(text, name):
    """The cells of a vendor's row in a table of Markdown."""
    line = next(line for line in text.splitlines() if line.startswith(f"| {name} "))
    return [cell.strip() for cell in line.strip("|").split(" | ")]


def test_codes_become_words_where_the_record_has_none(listed, shown):
    text = shown(
        listed(
            {
                "id": "acme",
                "data_categories": ["email", "ip-address"],
                "processing": {
                    "locations": ["DE", "US"],
                    "access": ["IN"],
                    "selected_by": "tenant",
                },
                "transfers": [SCC, {"mechanism": "uk-addendum", "regime": "UK"}],
                "applies_to": ["App", "API"],
                "purpose": "Sends",
            }
        )
    )
    assert row_of(text, "Acme") == [
        "Acme",
        "Sends",
        "E-mail address; IP address",
        "Germany, United States (as the customer chooses)<br>access from India",
        "SCCs (EU, 2021/914, module 3)<br>UK Addendum",
        "App, API",
        "Active",
    ]


@pytest.mark.parametrize(
    ("lang", "day", "place"),
    [
        ("de", "29. Juli 2025", "Vereinigte Staaten"),
        ("fr", "29 juillet 2025", "États-Unis"),
        ("nl", "29 juli 2025", "Verenigde Staten"),
        ("es", "29 de julio de 2025", "Estados Unidos"),
    ],
)
def test_a_page_speaks_the_language_asked_for_and_keeps_the_companys_words(
    listed, shown, lang, day, place
):
    listing = listed({"id": "acme", "purpose": "Sends"}, page={"updated_on": "2025-07-29"})
    text = shown(listing, "html", lang=lang)
    assert f'<html lang="{lang}">' in text
    assert f">{day}</time>" in text
    assert place in text
    assert words(lang).say("column-purpose") in text
    assert "Sends" in text
    assert "Vendor" not in text


def test_the_languages_have_the_same_phrases_with_the_same_places():
    english = words("en")
    for lang in LANGUAGES:
        phrases = words(lang).phrases
        assert phrases.keys() == english.phrases.keys(), lang
        for key, phrase in phrases.items():
            places = set(re.findall(r"\{(\w+)\}", phrase))
            assert places == set(re.findall(r"\{(\w+)\}", english.phrases[key])), (lang, key)


def test_the_configuration_takes_the_languages_that_there_are():
    schema = json.loads((shipped.schema_folder() / "config.schema.json").read_text("utf-8"))
    tags = schema["$defs"]["lang"]["enum"]
    assert {tag for tag in tags if "-" not in tag} == {*LANGUAGES}
    assert [tag for tag in tags if not is_language(tag) or words(tag).day("2026-01-02") == ""] == []
    assert not any(map(is_language, ("xx", "en-", "en-XX", "../en", "EN")))


def test_the_languages_know_every_category_of_data(listed):
    slugs = listed({"id": "acme"}).labels.keys()
    for lang in LANGUAGES[1:]:
        assert words(lang).data.keys() == slugs, lang


def test_the_companys_heads_and_labels_win_in_every_language(listed, shown):
    page = {"columns": {"purpose": "Wofür"}, "status_labels": {"active": "Läuft"}}
    text = shown(listed({"id": "acme", "purpose": "x"}, page=page), lang="fr")
    assert "| Wofür |" in text
    assert "| Läuft |" in text


def test_announced_changes_and_what_went_have_parts_of_their_own(listed, shown):
    text = shown(
        listed(
            {
                "id": "acme",
                "data_categories": ["email"],
                "data_note": "Contact data",
                "pending": [
                    {
                        "effective_on": "2027-01-01",
                        "set": {
                            "processing": {"locations": ["US", "DE"]},
                            "data_categories": ["email", "phone"],
                        },
                        "note": "EU hosting opens",
                    },
                    {"effective_on": "2027-02-01", "set": {"review": {"owner": "SECRET"}}},
                ],
            },
            {
                "id": "beta",
                "status": "planned",
                "purpose": "Counts",
                "notices": [
                    {
                        "kind": "replaced",
                        "announced_on": "2026-11-01",
                        "effective_on": "2026-12-15",
                        "channels": ["page"],
                        "replaces": "acme",
                    }
                ],
            },
            {"id": "gone", "status": "retired", "retired_on": "2025-12-01"},
            {"id": "long-gone", "status": "retired", "retired_on": "2025-11-20"},
        )
    )
    beta = row_of(text, "Beta")
    assert beta[-1] == "December 15, 2026"
    assert "New subprocessor<br>Purpose: Counts" in beta[1]
    assert "replaces Acme" in beta[1]
    upcoming = text.partition("## Upcoming changes")[2]
    email = "E-mail address"
    places = "Processing Location: United States → United States, Germany"
    acme = row_of(upcoming, "Acme")
    assert acme[1:] == [
        f"Data Categories: {email} → {email}; Phone number<br>{places}<br>EU hosting opens",
        "January 1, 2027",
    ]
    assert "SECRET" not in text
    assert "February 1, 2027" not in text
    assert row_of(text, "Gone")[-1] == "December 1, 2025"
    assert "Long-Gone" not in text
    assert "Beta" not in text.partition("## Upcoming changes")[0]


def test_one_or_the_other_is_said_where_the_record_does_not(listed, shown):
    group = {"status": "optional", "exclusive_group": "desk"}
    text = shown(listed({"id": "a1", **group}, {"id": "b1", **group}))
    assert row_of(text, "A1")[-1] == row_of(text, "B1")[-1] == "Optional (one or the other)"


def test_data_for_machines_follows_its_schema(listed, shown, example):
    schema = json.loads((shipped.schema_folder() / "subprocessors.schema.json").read_text("utf-8"))
    judge = jsonschema.Draft202012Validator(schema)
    full = listed(
        {
            "id": "acme",
            "status": "optional",
            "feature_flag": "ai-x",
            "transfers": [SCC],
            "certifications": [{"scheme": "soc-2", "type": 2}],
            "dpa": {"method": "signed", "signed_on": "2024-01-01", "reference": "SECRET"},
            "pending": [{"effective_on": "2027-01-01", "set": {"purpose": "x"}}],
        },
        {"id": "old", "status": "retired", "retired_on": "2026-10-01"},
        flags=FLAGS,
    )
    for listing in (full, example("."), example("examples/mielto"), example("examples/dovetail")):
        for lang in ("en", "de"):
            assert list(judge.iter_errors(json.loads(shown(listing, "json", lang=lang)))) == []
    data = json.loads(shown(full, "json"))
    assert data["vendors"][0]["enabled_by"]["description"] == "AI"
    assert data["upcoming"][0]["vendor"]["purpose"] == "x"
    assert [vendor["id"] for vendor in data["retired"]] == ["old"]
    assert "SECRET" not in json.dumps(data)


def test_json_ld_names_publisher_and_vendors_and_cannot_end_its_script(listed, shown):
    name = "</script><script>alert(1)</script>"
    listing = listed({"id": "acme", "name": name, "website": "https://acme.example"})
    text = shown(listing, "html")
    described = re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    data = json.loads(described[1])
    assert data["publisher"] == {"@type": "Organization", "name": "Test, Inc."}
    assert data["mainEntity"]["itemListElement"][0]["item"]["name"] == name
    assert text.count("<script") == 1
    assert json.loads(shown(listing, "json-ld")) == data


def test_a_template_frames_the_page(listed, shown):
    listing = listed({"id": "acme"}, page={"title": "A & B", "updated_on": "2026-01-02"})
    frame = Template("frame.html", "<h1>{{title}}</h1>{{ updated }} \\{{ raw }} {{ list }}")
    text = shown(listing, "html", template=frame)
    assert text.startswith("<h1>A &amp; B</h1>Last Updated: <time")
    assert "{{ raw }}" in text
    assert "Acme" in text


def test_an_unknown_place_of_a_template_is_an_error_at_its_line(listed, shown):
    frame = Template("frame.html", "<p>\n  {{ titel }}")
    with pytest.raises(RunError) as error:
        shown(listed({"id": "acme"}), "html", template=frame)
    assert str(error.value.place) == "frame.html:2:3"
    assert error.value.help_text == "did you mean title?"


def test_what_fills_a_place_is_no_template(listed, shown):
    listing = listed({"id": "acme"}, page={"title": "{{ list }}"})
    assert shown(listing, "html", template=Template("f", "{{ title }}")) == "{{ list }}"


def test_an_unknown_column_is_an_error_with_a_suggestion(listed):
    with pytest.raises(RunError) as error:
        listed({"id": "acme"}, page={"columns": {"purposes": "What"}})
    assert error.value.help_text == "did you mean purpose?"


def test_a_fragment_has_no_frame(listed, shown):
    listing = listed({"id": "acme"}, page={"front_matter": {"layout": "legal"}})
    assert "<html" not in shown(listing, "html", fragment=True)
    assert shown(listing, "markdown", fragment=True).startswith("Test, Inc. uses")
    assert shown(listing, "markdown").startswith("---\ntitle: Subprocessors\nlayout: legal\n---\n")


def test_no_anchor_stands_twice(listed, shown):
    sections = [{"id": name, "title": "T", "text": "x"} for name in ("list", "vendor-acme", "list")]
    listing = listed({"id": "acme"}, page={"sections": sections})
    anchors = re.findall(r' id="([^"]+)"', shown(listing, "html"))
    assert len(anchors) == len(set(anchors))
    assert "vendor-acme" in anchors
