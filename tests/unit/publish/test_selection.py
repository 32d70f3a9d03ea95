"""Which vendors apply to somebody."""

import pytest

from subpolicy.errors import RunError
from subpolicy.publish.selection import Selection, narrowed, undecided

FLAGS = [{"key": key, "kind": "feature", "default": "off"} for key in ("a", "b")]


@pytest.fixture
def listing(listed):
    return listed(
        {"id": "always", "applies_to": ["App"], "processing": {"locations": ["EU"]}},
        {"id": "switched", "status": "optional", "feature_flag": "a"},
        {"id": "tenant", "tenant_enabled": True, "feature_flag": "b"},
        {"id": "grouped", "category": "ai", "feature_flag": "a"},
        {"id": "mute", "status": "optional", "processing": {"locations": ["UNKNOWN"]}},
        {"id": "everywhere", "status": "suspended", "processing": {"locations": ["GLOBAL"]}},
        {"id": "reached", "processing": {"locations": ["JP"], "access": ["IN"]}},
        flags=FLAGS,
        categories=[{"id": "ai", "title": "AI", "tenant_enabled": True}],
    )


@pytest.mark.parametrize(
    ("selection", "kept"),
    [
        (Selection(enabled=()), {"always", "everywhere", "reached"}),
        (Selection(enabled=("a",)), {"always", "everywhere", "reached", "switched", "grouped"}),
        (Selection(enabled=("b",)), {"always", "everywhere", "reached", "tenant"}),
        (Selection(statuses=("optional",)), {"switched", "mute"}),
        (Selection(locations=("DE",)), {"always", "everywhere"}),
        (Selection(locations=("EEA",)), {"always", "everywhere"}),
        (Selection(locations=("NO",)), {"everywhere"}),
        (Selection(locations=("IN",)), {"everywhere", "reached"}),
        (Selection(locations=("UNKNOWN",)), {"mute"}),
        (Selection(applies_to=("app",)), {"always"}),
        (Selection(categories=("ai",)), {"grouped"}),
    ],
)
def test_a_selection_keeps_what_applies(listing, selection, kept):
    assert {vendor["id"] for vendor in narrowed(listing, selection).vendors} == kept


def test_what_no_switch_decides_is_named(listing):
    assert [vendor["id"] for vendor in undecided(listing)] == ["mute"]


@pytest.mark.parametrize(
    ("selection", "hint"),
    [
        (Selection(enabled=("c",)), "a, b"),
        (Selection(applies_to=("Ap",)), "App"),
        (Selection(categories=("al",)), "ai"),
    ],
)
def test_a_name_that_there_is_not_is_an_error(listing, selection, hint):
    with pytest.raises(RunError) as error:
        narrowed(listing, selection)
    assert hint in error.value.help_text


def test_the_page_says_that_it_is_a_part(listing, shown):
    text = shown(listing, selection=Selection(enabled=("a", "b"), statuses=("optional",)))
    assert (
        "This is a part of the list: what applies where a and b is switched on; status Optional."
        in text
    )
