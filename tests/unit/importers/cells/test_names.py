import pytest

from subpolicy.importers.blocks import Link, Text
from subpolicy.importers.cells.names import brand_of, name_of, vendors_in, without_form
from subpolicy.importers.cells.sites import sites_in


@pytest.mark.parametrize(
    ("words", "fields"),
    [
        ("Stripe, Inc.", {}),
        ("Amazon Web Services (AWS)", {}),
        (
            "SendGrid (Twilio Inc.)",
            {"service": "SendGrid", "entity": {"legal_name": "Twilio Inc."}},
        ),
        ("Google AI (Vertex/Gemini)", {"service": "Vertex/Gemini"}),
        ("X (formerly Twitter)", {}),
        (
            "Functional Software, Inc. dba Sentry",
            {"service": "Sentry", "entity": {"legal_name": "Functional Software, Inc."}},
        ),
        ("Stripe Payments Europe, Ltd. (Ireland)", {"entity": {"country": "IE"}}),
    ],
)
def test_a_name_keeps_its_wording_and_tells_product_and_company(words, fields):
    assert name_of(words).fields == {"name": words, **fields}


@pytest.mark.parametrize(
    ("words", "name", "address", "country"),
    [
        (
            "HubSpot, Inc., 25 First Street, Cambridge MA 02141, USA",
            "HubSpot, Inc.",
            "25 First Street, Cambridge MA 02141, USA",
            "US",
        ),
        (
            "Hetzner Online GmbH\nIndustriestr. 25\n91710 Gunzenhausen\nDeutschland",
            "Hetzner Online GmbH",
            "Industriestr. 25, 91710 Gunzenhausen, Deutschland",
            "DE",
        ),
        (
            "MessageBird B.V., Baarsjesweg 285-H 1058 AE Amsterdam, Niederlande",
            "MessageBird B.V.",
            "Baarsjesweg 285-H 1058 AE Amsterdam, Niederlande",
            "NL",
        ),
    ],
)
def test_an_address_in_the_name_is_taken_out(words, name, address, country):
    assert name_of(words).fields == {
        "name": name,
        "entity": {"legal_name": name, "address": address, "country": country},
    }


@pytest.mark.parametrize(
    ("words", "known_as"),
    [
        ("OpenAI, L.P.", "OpenAI"),
        ("ChartMogul GmbH & Co. KG", "ChartMogul"),
        ("The Constant Company, LLC", "The Constant Company"),
        ("Wildbit LLC – Postmark, 225 Chestnut Street, Philadelphia PA 19106, USA", "Postmark"),
    ],
)
def test_what_a_vendor_is_known_as(words, known_as):
    assert without_form(brand_of(words)) == known_as


@pytest.mark.parametrize(
    ("words", "rest", "names", "either"),
    [
        ("Intercom or Zendesk", "", ("Intercom", "Zendesk"), True),
        ("Linear / Jira", "", ("Linear", "Jira"), False),
        ("Linear / Jira", "Optional (one or the other)", ("Linear", "Jira"), True),
        ("Cloudflare Turnstile / reCAPTCHA", "", ("Cloudflare Turnstile", "reCAPTCHA"), False),
        ("Mailgun, SendGrid or Postmark", "", ("Mailgun", "SendGrid", "Postmark"), True),
        ("Mailjet oder Brevo", "", ("Mailjet", "Brevo"), True),
    ],
)
def test_rows_that_name_several_vendors(words, rest, names, either):
    assert vendors_in(words, rest) == (names, either)


@pytest.mark.parametrize(
    "words", ["Foo & Co. KG", "A/B Tasty", "TCP/IP", "Bank of America", "Zoom or similar", "Acme Inc. dba Foo"]  # noqa: E501
)  # fmt: skip
def test_names_that_are_never_split(words):
    assert vendors_in(words) == ((words,), False)


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://stripe.com", "website"),
        ("cloud.google.com", "website"),
        ("https://example.com/privacy", "policy"),
        ("https://docs.example.com/x", "policy"),
        ("https://example.com/legal/subprocessors", "subprocessors"),
        ("https://example.com/dpa", "agreement"),
        ("mailto:a@example.com", "contact"),
        ("javascript:alert(1)", "unusable"),
        ("/relative", "unusable"),
        ("http://[::1", "unusable"),
    ],
)
def test_what_a_link_is(url, kind):
    assert [site.kind for site in sites_in(Text("link", (Link("link", url),)))] == [kind]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Acme Pay*", "Acme Pay"),
        ("Acme Pay (Pay) **", "Acme Pay (Pay)"),
        ("Acme Pay [1]", "Acme Pay"),
        ("Acme Pay¹", "Acme Pay"),
        ("Acme, Inc. (optional, customer-enabled)", "Acme, Inc."),
        ("Acme (geplant)", "Acme"),
    ],
)
def test_marks_of_footnotes_and_of_the_status_are_no_part_of_a_name(words, name):
    assert name_of(words).fields["name"] == name


def test_a_company_on_the_line_below_is_who_the_contract_is_with():
    assert name_of("Acme Cloud\nAcme Ireland Ltd").fields == {
        "name": "Acme Cloud",
        "entity": {"legal_name": "Acme Ireland Ltd"},
    }


def test_two_products_of_one_company_are_one_vendor():
    assert vendors_in("Acme 365 / Acme Graph") == (("Acme 365 / Acme Graph",), False)


@pytest.mark.parametrize(
    ("words", "service", "company"),
    [
        ("Grafana Labs (Raintank Inc. d/b/a Grafana Labs)", "Grafana Labs", "Raintank Inc."),
        ("Resend (dba of Plus Five Five, Inc.)", "Resend", "Plus Five Five, Inc."),
        ("Example Inc. (dba Foo)", "Foo", "Example Inc."),
    ],
)
def test_a_brand_within_brackets_is_taken_apart(words, service, company):
    fields = name_of(words).fields
    assert (fields["service"], fields["entity"]["legal_name"]) == (service, company)
    assert fields["name"] == words
    assert brand_of(words) == service


@pytest.mark.parametrize(
    ("words", "bare"),
    [("Intercom R&D Unlimited Company", "Intercom R&D"), ("DATEV eG", "DATEV")],
)
def test_rare_legal_forms_are_known(words, bare):
    assert without_form(words) == bare
