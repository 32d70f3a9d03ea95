"""The table of `list` on a terminal: it fits, and says where it is cut."""

from unicodedata import combining, east_asian_width

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subpolicy.publish.vendors import Line, Table
from subpolicy.publish.vendors.text import render


def columns_of(text):
    return sum(
        0 if combining(char) else 2 if east_asian_width(char) in {"W", "F"} else 1 for char in text
    )


def table(*rows):
    columns = tuple("abcdefgh"[: len(rows[0])])
    lines = tuple(Line({}, tuple(row), ()) for row in rows)
    return Table("Example", "2026-01-01", columns, columns, lines)


CELLS = st.text(st.sampled_from("ab é株ア\u0301"), max_size=30)


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=4), st.integers(28, 90))
def test_no_line_is_wider_than_the_terminal(rows, width):
    assert max(map(columns_of, render(table(*rows), width).splitlines())) <= width


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=4))
def test_nothing_is_cut_without_a_width_or_with_room(rows):
    whole = render(table(*rows))
    assert "…" not in whole
    assert render(table(*rows), 200) == whole


def test_the_widest_column_gives_first():
    shown = render(table(("short", "x" * 40, "y" * 20)), 50).splitlines()[1]
    assert shown == f"short  {'x' * 20}…  {'y' * 20}"


@pytest.mark.parametrize("width", [1, 5, 10])
def test_a_narrow_terminal_still_shows_something_of_every_column(width):
    shown = render(table(("a" * 20, "b" * 20, "c" * 20)), width).splitlines()[1]
    assert [cell[0] for cell in shown.split()] == ["a", "b", "c"]
    assert shown.count("…") == 3


def test_a_wide_character_is_never_cut_in_half():
    shown = render(table(("株式会社アクメ株式会社",)), 9).splitlines()[1]
    assert shown == "株式会社…"


def test_an_empty_table_prints_nothing():
    empty = Table("Example", "2026-01-01", ("id",), ("id",), ())
    assert render(empty) == ""
