import pytest

from subpolicy.importers.cells.data import data_of
from support.importing import vocabulary

_CODES = (
    "name contact-details email phone postal-address identifier pseudonymous-id auth-data "
    "ip-address truncated-ip "
    "device-signals request-metadata telemetry session-replay logs customer-content "
    "message-metadata message-body tickets recordings ai-prompts ai-outputs billing card-number"
)
VOCABULARY = {code: code.replace("-", " ") for code in _CODES.split()}


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("IP (truncated), request metadata", ["truncated-ip", "request-metadata"]),
        ("Sender/recipient email, headers, body", ["email", "message-metadata", "message-body"]),
        ("IP/request metadata, headers", ["ip-address", "request-metadata"]),
        ("Prompts/outputs if AI features enabled", ["ai-prompts", "ai-outputs"]),
        ("User name, email address, and IP address.", ["name", "email", "ip-address"]),
        ("Kontaktdaten (Name, E-Mail), Zahlungsdaten", ["contact-details", "name", "email", "billing"]),  # noqa: E501
        ("Adresse e-mail, contenu de l'e-mail", ["email", "message-body"]),
        ("Naam, e-mailadres en IP-adres", ["name", "email", "ip-address"]),
        ("Nombre, correo electrónico y dirección IP", ["name", "email", "ip-address"]),
        ("Anonymous IDs", ["pseudonymous-id"]),
        ("Keine personenbezogenen Daten", []),
        ("No personal data", []),
    ],
)  # fmt: skip
def test_words_in_five_languages_become_categories_and_stay_as_they_are(words, codes):
    assert data_of(words, VOCABULARY).fields == {"data_categories": codes, "data_note": words}


def test_unknown_words_are_told_and_never_invented():
    found = data_of("Vector embeddings; doc IDs", VOCABULARY)
    assert found.fields == {"data_note": "Vector embeddings; doc IDs"}
    assert found.problems == ("not understood: doc IDs",)


def test_a_vocabulary_of_ones_own_is_known_by_its_labels():
    found = data_of("Shoe sizes, e-mail", {"shoe-size": "Shoe sizes"})
    assert found.fields["data_categories"] == ["shoe-size"]


def test_what_is_denied_is_no_category():
    found = data_of("Usage events, no email addresses", VOCABULARY)
    assert found.fields["data_categories"] == ["telemetry"]


def test_anonymous_content_is_customer_content_and_assumed():
    found = data_of("IP address, anonymized content", VOCABULARY)
    assert found.fields["data_categories"] == ["ip-address", "customer-content"]
    assert found.assumed == ("/data_categories/1",)


@pytest.mark.parametrize("words", ["domain name", "file names"])
def test_names_of_things_are_no_names_of_people(words):
    assert data_of(words, VOCABULARY).problems == (f"not understood: {words}",)


def test_words_of_messages_and_cards_in_the_plural_are_known():
    found = data_of("Message bodies, chat transcripts, last four digits of the card", vocabulary())
    assert found.fields["data_categories"] == ["message-body", "card-last-four"]
    assert found.problems == ()
