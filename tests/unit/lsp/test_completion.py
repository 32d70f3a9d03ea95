"""What is offered while somebody types."""

import pytest

from subpolicy.documents import Document, read
from subpolicy.lsp.completion import suggestions
from subpolicy.lsp.words import MOST_CHARACTERS
from support.desks import cursor, knowledge
from support.registries import GREEN


@pytest.fixture(scope="module")
def known(tmp_path_factory):
    other = GREEN.replace("id: acme", "id: other").replace("Acme, Inc.", "Other Ltd")
    return knowledge(tmp_path_factory.mktemp("registry") / "r", acme=GREEN, other=other)


def offered(marked, known, kind="vendor"):
    text, offset = cursor(marked)
    return {one.label: one for one in suggestions(text, offset, kind, known)}


def taken(marked, label, known, kind="vendor"):
    """The text after one of the suggestions was taken."""
    text, _ = cursor(marked)
    one = offered(marked, known, kind)[label]
    return text[: one.start] + one.insert + text[one.end :]


@pytest.mark.parametrize(
    ("marked", "present", "absent"),
    [
        ("|", {"id", "dpa", "processing"}, set()),
        ("id: x\n|\nname: y\n", {"dpa"}, {"id", "name"}),
        ("id: x\nst|\nname: y\n", {"status"}, {"id"}),
        ("processing:\n  |", {"locations", "access"}, {"id"}),
        ("processing:\n  locations: [US]\n  |", {"access"}, {"locations"}),
        ("processing: {locations: [US], |}", {"access"}, {"locations"}),
        ("status: |", {"active", "retired"}, {"id"}),
        ("status:|", {"active"}, set()),
        ("processing:\n  locations: [US, |]", {"DE", "EU"}, {"US"}),
        ("processing:\n  locations:\n    - US\n    - |", {"DE"}, {"US"}),
        ("processing:\n  locations:\n    |", {"DE"}, set()),
        ("data_categories: [|", {"email", "ip-address"}, set()),
        ("category: |", {"email", "ai"}, set()),
        ("feature_flag: |", {"ai-search", "sms"}, set()),
        ("dpa: {same_as: |", {"acme", "other"}, set()),
        ("tenant_enabled: |", {"true", "false"}, set()),
        ("transfers:\n  - |", {"mechanism", "version"}, set()),
        ("transfers:\n  - mechanism: scc\n    |", {"version"}, {"mechanism"}),
        ("transfers:\n  - mechanism: scc\n  - |", {"mechanism"}, set()),
        ("transfers:\n  - mechanism: |", {"scc", "dpf"}, set()),
        ("transfers: [{mechanism: |", {"scc"}, set()),
        ("pending:\n  - set:\n      category: |", {"email"}, set()),
        ("pending:\n  - set:\n      |", {"category"}, {"id"}),
        ("a: [broken\nstatus: |", {"active"}, set()),
        ("'stat|us': active", {"status"}, set()),
    ],
)
def test_in_a_record(marked, present, absent, known):
    labels = offered(marked, known).keys()
    assert present <= labels
    assert not absent & labels


@pytest.mark.parametrize(
    ("kind", "marked", "present"),
    [
        ("waiver", "rule: |", {"missing-dpa-date", "missing-tia"}),
        ("waiver", "vendor: |", {"acme", "other"}),
        ("waiver", "approved_by: |", {"dpo@example.com"}),
        ("baseline", "entries:\n  - rule: |", {"missing-dpa-date"}),
        ("baseline", "entries:\n  - {vendor: |", {"acme"}),
        ("config", "rules:\n  |", {"missing-purpose"}),
        ("config", "rules:\n  overdue-review:\n    |", {"severity", "off", "params"}),
        ("config", "rules:\n  overdue-review:\n    params:\n      |", {"months"}),
        ("config", "packs: [core, |", {"gdpr", "assurance"}),
        ("config", "home: [|", {"US", "DE"}),
        ("config", "|", {"organisation", "categories"}),
        ("flags", "flags:\n  - key: x\n    |", {"kind", "default"}),
        ("flags", "flags: [{key: x, default: |", {"on", "off"}),
        ("rule", "severity: |", {"error", "warning"}),
        ("rule-test", "rule: |", {"missing-dpa-date"}),
    ],
)
def test_in_other_files(kind, marked, present, known):
    assert present <= offered(marked, known, kind).keys()


@pytest.mark.parametrize(
    ("marked", "label", "text"),
    [
        ("pur|", "purpose", "purpose: "),
        ("pro|", "processing", "processing:"),
        ("st|atus: active", "status", "status: active"),
        ("status:|", "active", "status: active"),
        ("status: ac|tive\nx: y", "retired", "status: retired\nx: y"),
        ("status: 'ac|'", "active", "status: active"),
        ("data_categories:|", "email", "data_categories: [email]"),
        ("data_categories:\n  |", "email", "data_categories:\n  - email"),
        ("data_categories:\n  - em|", "email", "data_categories:\n  - email"),
        ("transfers:\n  |", "mechanism", "transfers:\n  - mechanism: "),
        ("processing: {lo|}", "locations", "processing: {locations: }"),
        ("processing: {locations: [N|]}", "NO", "processing: {locations: ['NO']}"),
    ],
)
def test_what_is_written(marked, label, text, known):
    assert taken(marked, label, known) == text


def test_a_switch_is_written_as_text(known):
    text = taken("flags:\n  - {key: x, kind: plan, default: |}", "off", known, "flags")
    document = read("flags.yaml", text.encode())
    assert isinstance(document, Document)
    assert document.data["flags"][0]["default"] == "off"


def test_keys_and_values_are_described(known):
    assert "data processing agreement" in offered("|", known)["dpa"].text
    assert offered("processing: {locations: [|", known)["DE"].detail == "Germany"
    assert "Germany" in offered("processing: {locations: [|", known)["DE"].sought
    assert offered("feature_flag: |", known)["ai-search"].text == "Turns search on"
    assert not offered("feature_flag: |", known)["ai-search"].is_ours
    assert offered("data_categories: [|", known)["email"].detail == "E-mail address"


@pytest.mark.parametrize("marked", ["# |", "purpose: a|", "purpose: >\n  a |", "nope:\n  |"])
def test_where_there_is_nothing_to_offer(marked, known):
    assert not offered(marked, known)


def test_a_huge_document_is_left_alone(known):
    assert suggestions("#" * MOST_CHARACTERS + "\n", 0, "vendor", known) == ()
