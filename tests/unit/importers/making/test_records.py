import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from subpolicy import documents
from subpolicy.importers.blocks import Link, Text
from subpolicy.importers.making import categories_of, records_of, text_of
from subpolicy.importers.making.ids import Named, ids_of, slug
from subpolicy.importers.rows import Column, Reading, Row
from subpolicy.schema import Schemas
from subpolicy.shipped import schema_folder
from support.importing import records, row, setting, vocabulary


def _one(made):
    ((_, record),) = made.records
    return record


def test_what_a_page_does_not_say_is_absent_and_what_is_needed_is_assumed():
    assert _one(records(row(name="Acme, Inc.", source="Acme, Inc."))) == {
        "id": "acme",
        "name": "Acme, Inc.",
        "processing": {"locations": ["UNKNOWN"]},
        "status": "active",
        "source": {"text": "Acme, Inc.", "assumed": ["/status"]},
    }


def test_a_seat_alone_is_taken_for_the_place_of_processing_and_assumed():
    record = _one(records(row(name="Acme", seat="Berlin, Germany", status="Active")))
    assert record["entity"] == {"country": "DE"}
    assert record["processing"] == {"locations": ["DE"]}
    assert record["source"]["assumed"] == ["/processing/locations"]


def test_a_seat_beside_a_place_of_processing_stays_the_seat():
    record = _one(records(row(name="Acme", seat="Germany", location="Ireland", status="Active")))
    assert record["entity"] == {"country": "DE"}
    assert record["processing"] == {"locations": ["IE"]}
    assert "assumed" not in record["source"]


def test_a_town_below_a_head_of_data_is_no_seat():
    heads = {Column.LOCATION: "Data location"}
    record = _one(records(row(name="Acme", location="Berlin, Germany"), heads=heads))
    assert "entity" not in record
    assert record["source"]["assumed"] == ["/status"]


def test_a_sentence_above_the_list_gives_places_and_is_quoted():
    context = "These are all located in the United States:"
    record = _one(records(row(name="Acme", context=context, source="* Acme")))
    assert record["processing"] == {"locations": ["US"]}
    assert record["source"] == {
        "text": f"{context}\n* Acme",
        "assumed": ["/processing/locations", "/status"],
    }


def test_a_row_of_two_vendors_is_two_records_and_a_group_only_where_one_is_used():
    made = records(row(name="Intercom or Zendesk"), row(name="Linear / Jira"))
    groups = {id_: record.get("exclusive_group") for id_, record in made.records}
    assert groups == {
        "intercom": "intercom-or-zendesk",
        "zendesk": "intercom-or-zendesk",
        "linear": None,
        "jira": None,
    }


def test_a_row_that_is_struck_through_or_has_no_name_is_skipped_with_its_reason():
    made = records(row(name=Text("Acme", struck=True)), row(name="—", purpose="Mail"))
    assert made.records == ()
    assert [one.reason for one in made.skipped] == ["it is struck through", "it has no name"]


def test_columns_that_are_not_understood_are_told_once():
    reading = Reading(
        (
            Row({Column.NAME: Text("A")}, {"Shoe size": Text("42")}),
            Row({Column.NAME: Text("B")}, {"Shoe size": Text("43"), "Empty": Text("—")}),
        ),
        (),
        {},
    )
    made = records_of(reading, setting())
    assert [(one.row, one.cell) for one in made.problems] == [("", "Shoe size")]


def test_links_become_website_list_and_agreement_or_are_told():
    links = Text(
        "DPA, list, privacy",
        (
            Link("DPA", "https://acme.example/dpa"),
            Link("list", "https://acme.example/subprocessors"),
            Link("privacy", "https://acme.example/privacy"),
        ),
    )
    name = Text("Acme", (Link("Acme", "https://acme.example"),))
    made = records(row(name=name, links=links))
    record = _one(made)
    assert record["website"] == "https://acme.example"
    assert record["subprocessors_url"] == "https://acme.example/subprocessors"
    assert record["dpa"] == {"method": "incorporated", "url": "https://acme.example/dpa"}
    assert "/dpa/method" in record["source"]["assumed"]
    assert [one.reason for one in made.problems] == [
        "the link is no home page, so it is not used: https://acme.example/privacy"
    ]


def test_headings_and_columns_become_categories_with_short_ids():
    reading = Reading(
        (
            row(name="A", category="1) Infrastructure, Networking & Delivery"),
            row(name="B", category="2) Infrastructure for mail"),
            row(name="C", category="E-Mail und Kommunikation"),
        ),
        (),
        {},
    )
    assert [one.id for one in categories_of(reading)] == [
        "infrastructure",
        "infrastructure-for-mail",
        "e-mail",
    ]
    assert [record["category"] for _, record in records_of(reading, setting()).records] == [
        "infrastructure",
        "infrastructure-for-mail",
        "e-mail",
    ]


@pytest.mark.parametrize(
    ("vendors", "ids"),
    [
        ([Named("Stripe, Inc."), Named("Stripe")], ("stripe", "stripe-2")),
        (
            [Named("Google (FCM)", "FCM"), Named("Google (Maps)", "Maps")],
            ("google-fcm", "google-maps"),
        ),
        ([Named("Größe & Söhne GmbH")], ("grosse-sohne",)),
        ([Named("北京"), Named("CON")], ("vendor", "con-vendor")),
    ],
)
def test_ids_are_slugs_of_names_and_unique(vendors, ids):
    assert ids_of(vendors) == ids


def test_long_texts_are_cut_and_told():
    made = records(row(name="Acme", purpose="x" * 5000))
    assert len(_one(made)["purpose"]) == 4096
    assert [one.cell for one in made.problems] == ["purpose"]


def test_a_record_is_written_with_its_modeline_and_read_back_as_it_was():
    record = _one(records(row(name="Acme: Inc.", purpose="a\nb", location="NO", dpa="2023-04-05")))
    text = text_of(record, "../schema.json")
    assert text.startswith("# yaml-language-server: $schema=../schema.json\nid: acme\n")
    read = documents.read("acme.yaml", text.encode())
    assert read.data == record
    assert text_of(read.data, "../schema.json") == text


_WORDS = st.one_of(
    st.text(max_size=60),
    st.lists(
        st.sampled_from(
            [*"/,;()–\n", " or ", "EU", "USA", "Inc.", "Acme", "SCCs", "Yes", "N/A",
             "8 October 2018",
             "email", "IP address", "Optional", "https://a.example/dpa",
             "a" * 300, "\x00", "\ud800"]
        ),
        max_size=12,
    ).map("".join),
)  # fmt: skip
_TEXTS = st.builds(
    Text,
    _WORDS,
    st.lists(st.builds(Link, _WORDS, _WORDS), max_size=2).map(tuple),
    st.just(""),
    st.sampled_from([None, True, False]),
)
_ROWS = st.builds(
    Row,
    st.dictionaries(st.sampled_from(list(Column)), _TEXTS, max_size=8),
    st.dictionaries(_WORDS, _TEXTS, max_size=1),
    st.none() | _TEXTS,
    _WORDS,
    _WORDS,
)


@settings(max_examples=150, deadline=None)
@given(st.lists(_ROWS, max_size=4))
def test_records_are_valid_unique_and_stable_whatever_the_cells_say(rows):
    schemas = Schemas(schema_folder())
    made = records_of(Reading(tuple(rows), (), {}), setting())
    ids = [id_ for id_, _ in made.records]
    assert len(set(ids)) == len(ids)
    for id_, record in made.records:
        assert record["id"] == id_ == slug(id_)
        assert schemas.violations("vendor", record) == ()
        text = text_of(record, "x")
        read = documents.read(f"{id_}.yaml", text.encode())
        assert isinstance(read, documents.Document)
        assert read.data == record
        assert text_of(read.data, "x") == text
        assert {*record.get("data_categories", [])} <= {*vocabulary()}


@pytest.mark.parametrize("column", ["name", "location", "data", "transfer", "certifications"])
@pytest.mark.parametrize("piece", ["a-", "a, ", "Inc. ", " ,", "(", "1 ", "SOC 2 ", "or A "])
def test_a_cell_of_any_length_is_understood_in_bounded_time(column, piece):
    began = time.process_time()
    made = records(row(**{"name": "Acme", column: (piece * 50_000)[:50_000]}))
    assert len(made.records) <= 20
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    ("seat", "locations", "country"),
    [
        ("EU/US", ["EU", "US"], None),
        ("USA (RZ: Frankfurt)", ["US", "DE"], "US"),
        ("Dublin, Ireland", ["IE"], "IE"),
    ],
)
def test_a_seat_that_names_several_places_is_where_data_may_be(seat, locations, country):
    ((_, record),) = records(row(name="Acme", seat=seat)).records
    assert record["processing"]["locations"] == locations
    assert record.get("entity", {}).get("country") == country


def test_a_place_that_brackets_deny_is_none():
    ((_, record),) = records(row(name="Acme", location="US (not for customers in the EU)")).records
    assert record["processing"]["locations"] == ["US"]


def test_a_name_may_say_that_a_vendor_is_optional():
    ((_, record),) = records(row(name="Acme (optional)", purpose="Chat")).records
    assert (record["name"], record["status"]) == ("Acme", "optional")


def test_the_dates_of_the_other_rows_tell_how_a_date_is_read_and_that_is_assumed():
    made = records(row(name="Acme", dpa="3/14/2023"), row(name="Beta", dpa="04/05/2022"))
    first, second = (record for _, record in made.records)
    assert first["dpa"] == {"method": "signed", "signed_on": "2023-03-14"}
    assert second["dpa"] == {"method": "signed", "signed_on": "2022-04-05"}
    assert first["source"]["assumed"] == ["/status"]
    assert second["source"]["assumed"] == ["/dpa/signed_on", "/status"]
    assert made.problems == ()


def test_of_two_vendors_in_a_row_not_each_need_be_in_both_places():
    cells = {"name": "Acme or Beta", "location": "US or France", "transfer": "SCCs / n/a"}
    made = records(row(**cells, status="Active"))
    for _, record in made.records:
        assert record["source"]["assumed"] == ["/processing/locations", "/transfers"]
    same = records(row(name="Acme / Beta", location="USA/EU", status="Active"))
    assert all("assumed" not in record["source"] for _, record in same.records)


def test_what_the_heading_says_of_the_status_is_assumed():
    record = _one(records(replace(row(name="Acme"), listed_as="planned")))
    assert record["status"] == "planned"
    assert record["source"]["assumed"] == ["/status"]
    record = _one(records(replace(row(name="Acme", status="Active"), listed_as="planned")))
    assert record["status"] == "active"


def test_a_company_that_trades_as_the_vendor_is_taken_apart():
    record = _one(records(row(name="Resend", entity="Plus Five Five, Inc. dba Resend")))
    assert record["entity"]["legal_name"] == "Plus Five Five, Inc."
    assert "service" not in record
    record = _one(records(row(name="Mail", entity="Plus Five Five, Inc. dba Resend")))
    assert record["service"] == "Resend"


def test_the_number_of_a_row_is_not_missed_and_a_column_without_a_head_is_told():
    numbered = replace(row(name="Acme"), others={"#": Text("1."), "": Text("2")})
    assert records(numbered).problems == ()
    told = records(replace(row(name="Acme"), others={"#": Text("high"), "": Text("2023-01-05")}))
    assert [(one.cell, one.reason) for one in told.problems] == [
        ("#", "the column is not understood, so it is not used"),
        ("", "a column without a head is not understood, so it is not used"),
    ]


@pytest.mark.parametrize("name", ["\x00†", "\u200b† ", "\u200b\nAcme GmbH", "\x00, 3 /"])
def test_what_cannot_be_seen_in_a_name_does_not_leave_it_empty(name):
    made = records(row(name=name))
    assert all(record["name"].strip() for _, record in made.records)
    assert len(made.records) + len(made.skipped) == 1
