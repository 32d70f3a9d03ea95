import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subpolicy.printable import printable


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain, with spaces", "plain, with spaces"),
        ("Übergröße 株式会社 e\u0301 😀", "Übergröße 株式会社 e\u0301 😀"),
        ("no-break\xa0space", "no-break\xa0space"),
        ("a\nb\r\tc", r"a\nb\r\tc"),
        ("\x1b[31m\x07\x7f\x9b", r"\x1b[31m\x07\x7f\x9b"),
        ("\u202e\u2066\u200b\ufeff\u2028", r"\u202e\u2066\u200b\ufeff\u2028"),
        ("\U000e0041", r"\U000e0041"),
        ("\ud800", r"\ud800"),
        ("caf\udce9.yaml", r"caf\xe9.yaml"),
        ("##vso[x] ##[y] ###[z] # [a] ## b", r"#\x23vso[x] #\x23[y] ##\x23[z] # [a] ## b"),
        ("::error::x", r"\x3a:error::x"),
        ("  ::add-mask::x", r"  \x3a:add-mask::x"),
        ("a::b", "a::b"),
    ],
)
def test_only_what_is_unsafe_is_escaped(text: str, shown: str) -> None:
    assert printable(text) == shown


@given(st.text(st.characters(exclude_categories=())))
def test_nothing_unsafe_ever_comes_through(text: str) -> None:
    shown = printable(text)
    assert not {unicodedata.category(char) for char in shown} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert not re.search(r"##\w*\[", shown)
    assert not shown.lstrip().startswith("::")
