import time

import pytest

from subpolicy.suggestions import is_slip, nearest

KEYS = ["processing", "purpose", "signed_on", "feature_flag", "GB"]


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("procesing", "processing"),
        ("Processing", "processing"),
        ("PURPOSE", "purpose"),
        ("signed-on", "signed_on"),
        ("signed on", "signed_on"),
        ("featureFlag", "feature_flag"),
        ("gb", "GB"),
        ("colour", None),
        ("", None),
        ("processing" * 7, None),
    ],
)
def test_nearest(word, meant):
    assert nearest(word, KEYS) == meant


def test_the_order_of_the_known_words_does_not_matter():
    words = ["aac", "aab", "aaa", "AAA"]
    assert nearest("aax", words) == nearest("aax", words[::-1])
    assert nearest("aaa", words) == nearest("aaa", words[::-1]) == "AAA"


def test_nothing_known_nothing_meant():
    assert nearest("purpose", []) is None


def test_long_words_cost_nothing():
    start = time.process_time()
    assert nearest("x" * 1_000_000, ["x" * 1_000_000]) is None
    assert time.process_time() - start < 1


@pytest.mark.parametrize(
    ("word", "meant", "expected"),
    [
        ("Signed-On", "signed_on", True),
        ("purpos", "purpose", True),
        ("purposes", "purpose", True),
        ("purpsoe", "purpose", True),
        ("purpase", "purpose", True),
        ("prpse", "purpose", False),
        ("purepsos", "purpose", False),
        ("urls", "url", False),
        ("note", "notes", True),
        ("x" * 65, "x" * 64, False),
    ],
)
def test_a_slip_is_one_letter_away(word, meant, expected):
    assert is_slip(word, meant) is expected
