"""Positions as editors count them."""

import pytest

from subpolicy.locations import Span
from subpolicy.lsp.sheet import Point, Sheet

TEXT = "a: 😀é = x\r\nb\u2028c\rd\x0c\n"


@pytest.mark.parametrize(("encoding", "column"), [("utf-8", 9), ("utf-16", 6), ("utf-32", 5)])
def test_characters_are_counted_in_the_units_agreed_upon(encoding, column):
    sheet = Sheet(TEXT, encoding)
    offset = TEXT.index(" =")
    assert sheet.point(offset) == (0, column)
    assert sheet.offset(Point(0, column)) == offset


def test_lines_end_where_libyaml_ends_them():
    sheet = Sheet(TEXT)
    assert sheet.point(TEXT.index("b")) == (1, 0)
    assert sheet.point(TEXT.index("c")) == (1, 2)
    assert sheet.point(TEXT.index("d")) == (2, 0)
    assert sheet.point(len(TEXT)) == (3, 0)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_every_offset_has_a_position_and_comes_back(encoding):
    sheet = Sheet(TEXT, encoding)
    for offset in range(len(TEXT) + 1):
        if TEXT[offset - 1 : offset + 1] != "\r\n":
            assert sheet.offset(sheet.point(offset)) == offset


def test_positions_beyond_the_text_are_kept_within_it():
    sheet = Sheet("ab\ncd")
    assert sheet.offset(Point(0, 99)) == 2
    assert sheet.offset(Point(9, 0)) == 5
    assert sheet.stretch(Span(1, 2, 9, 9)) == (1, 5)
    assert sheet.stretch(Span(1, 9, 1, 99)) == (2, 2)


def test_half_a_character_counts_as_its_beginning():
    assert Sheet("😀x").offset(Point(0, 1)) == 0
