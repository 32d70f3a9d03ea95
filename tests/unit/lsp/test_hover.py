"""What is told of the word under the cursor."""

import pytest

from subpolicy.lsp.hover import told
from subpolicy.lsp.words import MOST_CHARACTERS
from support.desks import cursor, desk, knowledge
from support.registries import GERMAN, GREEN


@pytest.fixture(scope="module")
def known(tmp_path_factory):
    return knowledge(tmp_path_factory.mktemp("registry") / "r")


def shown(marked, known, kind="vendor", findings=()):
    text, offset = cursor(marked)
    found = told(text, offset, kind, known, findings)
    return None if found is None else "\n\n".join(found.paragraphs)


@pytest.mark.parametrize(
    ("kind", "marked", "words"),
    [
        ("vendor", "dp|a:\n", ["data processing agreement"]),
        ("vendor", "dpa:\n  met|hod: signed", ["How it came about", "`incorporated`"]),
        ("vendor", "dpa: {method: sig|ned}", ["How it came about"]),
        ("vendor", "ten|ant_enabled: true", ["Default: `false`"]),
        ("vendor", "processing:\n  locations: [D|E]", ["Germany", "ISO 3166-1"]),
        ("vendor", "processing:\n  locations: [E|U]", ["European Union"]),
        ("vendor", "data_categories: [ip-add|ress]", ["IP address"]),
        ("vendor", "category: em|ail", ["E-mail"]),
        ("vendor", "feature_flag: ai-se|arch", ["Turns search on", "off by default"]),
        ("vendor", "dpa: {same_as: ac|me}", ["Acme, Inc."]),
        (
            "waiver",
            "rule: missing-dpa|-date",
            ["`missing-dpa-date`", "GDPR Art. 28", "Write the day"],
        ),
        ("config", "rules:\n  missing-pur|pose: {}", ["`missing-purpose`"]),
        ("baseline", "entries: [{rule: missing-dpa|-date}]", ["GDPR Art. 28"]),
        ("flags", "flags: [{key: x, ki|nd: plan}]", ["What turns it"]),
    ],
)
def test_what_is_told(kind, marked, words, known):
    text = shown(marked, known, kind)
    assert text is not None
    for word in words:
        assert word in text


def test_a_rule_is_explained_where_it_fails(tmp_path):
    view = desk(tmp_path / "r", berlin=GERMAN)
    known = knowledge(tmp_path / "s", berlin=GERMAN)
    findings = [remark.finding for remark in view.look().remarks["vendors/berlin.yaml"]]
    text = shown(GERMAN.replace("DE]", "D|E]"), known, findings=findings)
    assert "`non-us-processing-without-scc`" in text
    assert "standard contractual clauses" in text
    assert "Germany" in text
    assert "non-us" not in shown(GERMAN.replace("name:", "na|me:"), known, findings=findings)


def test_the_registrys_words_are_no_markup(known):
    text = shown("category: a|i", known)
    assert "![x]" not in text
    assert "\\!\\[x\\]" in text


@pytest.mark.parametrize("marked", ["# com|ment", "nope: |x", "\n|\n"])
def test_where_there_is_nothing_to_tell(marked, known):
    assert shown(marked, known) is None


def test_a_huge_document_is_left_alone(known):
    assert told(GREEN + "#" * MOST_CHARACTERS, 1, "vendor", known) is None
