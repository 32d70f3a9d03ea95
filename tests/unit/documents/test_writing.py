"""What is written is read as the same data, and looks as a person would write it."""

import contextlib

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from subpolicy.documents import Document, read
from subpolicy.documents.scalars import UnusableNumberError, plain
from subpolicy.documents.writing import write

CHARACTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
NUMBERS = st.from_regex(r"\A[-+]?[0-9._]{0,4}[eEoOxX]?[-+]?[0-9a-fA-F._:]{0,4}\Z")
TEXTS = (
    st.text(CHARACTERS, max_size=60) | NUMBERS | st.text("a \n\t#:-'\"\\\x85\u2028é", max_size=250)
)
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXTS
)
KEYS = st.text(CHARACTERS, max_size=30) | NUMBERS
DATA = st.dictionaries(
    KEYS,
    st.recursive(
        SCALARS,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
        max_leaves=12,
    ),
    max_size=5,
)


def back(text):
    result = read("x.yaml", text.encode())
    assert isinstance(result, Document), result.faults
    return result.data


@settings(deadline=None)
@given(DATA)
def test_what_is_written_is_read_as_the_same_data(data):
    again = back(write(data))
    assert again == data
    assert repr(again) == repr(data)  # 1 is not true, and 1.0 is not 1


@given(NUMBERS)
def test_a_text_that_looks_like_a_number_stays_a_text(text):
    assert back(write({"a": text})) == {"a": text}


@pytest.mark.parametrize(
    "text",
    ["0o17", "0x1F", "1e3", "+.5e3", "1.e5", "1e999", ".inf", ".NaN", "010", "1.", "~", "Null", ""],
)
def test_what_yaml_1_2_takes_for_something_else_is_quoted(text):
    with contextlib.suppress(UnusableNumberError):
        assert plain(text) != text
    assert write({"a": text}) == f"a: '{text}'\n"


@pytest.mark.parametrize("text", ["NO", "yes", "on", "1:30", "<<", "=", "1_000"])
def test_what_yaml_1_1_takes_for_something_else_is_quoted_for_other_readers(text):
    written = write({"a": text})
    assert written == f"a: '{text}'\n"
    assert yaml.safe_load(written) == {"a": text}


@pytest.mark.parametrize(
    "text", ["2026-01-15", "acme", "dpo@example.com", "USA (primary)", "+", "-."]
)
def test_other_texts_stand_bare(text):
    assert write({"a": text}) == f"a: {text}\n"
    assert back(write({"a": text})) == {"a": text}


@pytest.mark.parametrize("char", ["\x85", "\u2028", "\u2029"])
def test_a_line_break_of_yaml_1_1_is_written_out(char):
    written = write({"a": f"x{char}y", f"k{char}": 1})
    assert char not in written
    assert back(written) == {"a": f"x{char}y", f"k{char}": 1}


def test_short_lists_stand_on_one_line_and_records_in_blocks():
    assert write({"id": "a", "processing": {"locations": ["US", "DE"], "note": "x: y"}}) == (
        "id: a\nprocessing:\n  locations: [US, DE]\n  note: 'x: y'\n"
    )
