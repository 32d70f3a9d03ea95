"""Blocks of a page: the same words in Markdown and on a terminal, and nothing breaks out."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from subpolicy.renderers.blocks import (
    Bullets,
    Grid,
    Heading,
    Item,
    Look,
    Prose,
    Quote,
    Yaml,
    markdown,
    plain,
)

HOSTILE = st.text(st.sampled_from("a `|<>\\*_#\n\r\x1b\u202e~[](!&"), max_size=30)
ALL = [
    lambda text: Heading(2, text),
    Prose,
    Quote,
    lambda text: Yaml(text, text),
    lambda text: Bullets((Item(text), Item(text, "https://example.com"))),
    lambda text: Grid(("a", "b"), ((text, text),)),
]


def test_blocks_are_set_apart_by_an_empty_line():
    blocks = [Heading(1, "One"), Prose("two `three`"), Quote("four")]
    assert markdown(blocks) == "# One\n\ntwo `three`\n\n> four\n"
    assert plain(blocks, Look()) == "One\n===\n\ntwo `three`\n\n  → four\n"


def test_a_fence_is_longer_than_any_in_its_content():
    assert markdown([Yaml("", "a\n````\n```")]) == "`````yaml\na\n````\n```\n`````\n"


def test_prose_wraps_at_the_width_and_never_within_a_word():
    text = plain([Prose("word " * 10 + "x" * 40), Bullets((Item("word " * 8),))], Look(width=22))
    lines = text.splitlines()
    assert max(len(line) for line in lines if "x" * 40 not in line) <= 22
    assert "    word word word" in lines


def test_columns_stand_below_each_other():
    grid = Grid(("Name", "Value"), (("a", "1"), ("longer", "")))
    assert plain([grid], Look()) == "  Name    Value\n  a       1\n  longer\n"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.com/a_b", "- [x](<https://example.com/a_b>)\n"),
        ("https://example.com/<i> \\\n", "- [x](<https://example.com/%3Ci%3E%20%5C%0A>)\n"),
        ("javascript:alert(1)", "- x: javascript:alert(1)\n"),
    ],
)
def test_only_addresses_of_the_web_become_links(url, expected):
    assert markdown([Bullets((Item("x", url),))]) == expected


@given(HOSTILE, st.sampled_from(ALL))
def test_no_text_steers_a_terminal(text, make):
    for output in (plain([make(text)], Look()), markdown([make(text)])):
        assert all(line.isprintable() for line in output.split("\n"))


@given(HOSTILE, st.sampled_from([Prose, Quote, lambda text: Heading(1, text)]))
def test_in_markdown_text_stays_on_its_line_and_is_no_html(text, make):
    line = markdown([make(text)])
    assert line.count("\n") == 1
    outside = re.sub(r"(`+) ?.*? ?\1", "", line)
    assert "<" not in outside


@given(HOSTILE)
@example("`\\|`")
def test_a_cell_stays_a_cell(text):
    row = markdown([Grid(("a", "b"), ((text, "end"),))]).splitlines()[2]
    cells = re.split(r"(?<!\\)(?:\\\\)*\|", row)
    assert len(cells) == 4
    assert cells[2] == " end "
