"""The phrases of notices, the feed and the annex: the same ones in every language."""

import importlib
import re

import pytest

from subpolicy.changes.change import ReasonKind
from subpolicy.publish.news import Phase
from subpolicy.publish.words import LANGUAGES


def phrases(language):
    return importlib.import_module(f"subpolicy.publish.words.notice.{language}").PHRASES


def places(text):
    return sorted(re.findall(r"\{(\w+)\}", text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_phrases_with_the_same_places(language):
    english, other = phrases("en"), phrases(language)
    assert list(other) == list(english)
    assert {key: places(text) for key, text in other.items()} == {
        key: places(text) for key, text in english.items()
    }
    assert all(text.strip() == text and text for text in other.values())


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_no_phrase_was_left_in_english(language):
    english, other = phrases("en"), phrases(language)
    same = {key for key in english if other[key] == english[key]}
    assert same <= {"until-from", "annex-name"}


def test_every_reason_every_event_and_every_kind_of_switch_has_its_words():
    known = phrases("en")
    assert {f"reason-{kind.value}" for kind in ReasonKind} <= known.keys()
    ends = {Phase.RETIRED, Phase.REMOVED, Phase.WITHDRAWN}
    assert {f"news-{phase.value}" for phase in Phase} <= known.keys()
    assert {f"news-other-{phase.value}" for phase in Phase if phase not in ends} <= known.keys()
    kinds = ("all", "some", "feature", "plan", "integration", "contract")
    assert {f"tenants-{kind}" for kind in kinds} <= known.keys()
