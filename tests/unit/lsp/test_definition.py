"""Where what is named under the cursor is declared."""

from pathlib import Path

import pytest

from subpolicy.lsp.definition import definition
from subpolicy.lsp.words import MOST_CHARACTERS
from support.desks import cursor, knowledge

OWN = """\
id: own-rule
title: Mine
severity: info
scope: vendor
rationale: Why.
remediation: How.
require: vendor.id != ""
message: '"no id"'
"""


@pytest.fixture(scope="module")
def known(tmp_path_factory):
    files = {"policies/own/own-rule.yaml": OWN}
    return knowledge(tmp_path_factory.mktemp("registry") / "r", files)


def target(marked, known, kind="vendor"):
    text, offset = cursor(marked)
    return definition(text, offset, kind, known)


@pytest.mark.parametrize(
    ("kind", "marked", "path", "line"),
    [
        ("vendor", "feature_flag: s|ms", "flags.yaml", 3),
        ("vendor", "category: a|i", "subpolicy.yaml", 4),
        ("vendor", "dpa: {same_as: ac|me}", "vendors/acme.yaml", 1),
        ("vendor", "notices:\n  - replaces: ac|me", "vendors/acme.yaml", 1),
        ("vendor", "pending: [{set: {category: a|i}}]", "subpolicy.yaml", 4),
        ("waiver", "vendor: ac|me", "vendors/acme.yaml", 1),
        ("waiver", "rule: own-|rule", "policies/own/own-rule.yaml", 1),
        ("baseline", "entries: [{rule: own-|rule}]", "policies/own/own-rule.yaml", 1),
        ("rule-test", "rule: own-|rule", "policies/own/own-rule.yaml", 1),
        ("config", "rules:\n  own-|rule: {}", "policies/own/own-rule.yaml", 1),
        ("config", "rules:\n  own-rule:\n    sev|erity: info", "policies/own/own-rule.yaml", 1),
    ],
)
def test_where_it_is_declared(kind, marked, path, line, known):
    place = target(marked, known, kind)
    assert (place.path, place.span.line, place.is_installed) == (path, line, False)


def test_a_shipped_rule_is_in_the_installation(known):
    place = target("rule: missing-dpa|-date", known, "waiver")
    assert place.is_installed
    assert "id: missing-dpa-date" in Path(place.path).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("kind", "marked"),
    [
        ("vendor", "feature_flag: no|pe"),
        ("vendor", "cate|gory: ai"),
        ("vendor", "name: ac|me"),
        ("vendor", "# |"),
        ("waiver", "rule: no-|such"),
        ("config", "ho|me: [US]"),
        ("flags", "flags: [{key: s|ms}]"),
    ],
)
def test_what_is_declared_nowhere(kind, marked, known):
    assert target(marked, known, kind) is None


def test_a_huge_document_is_left_alone(known):
    text = "category: ai\n" + "#" * MOST_CHARACTERS
    assert definition(text, 10, "vendor", known) is None
