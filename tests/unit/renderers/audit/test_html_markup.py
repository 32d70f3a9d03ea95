"""What the page makes of texts from outside: text, and nothing else."""

import pytest

from subpolicy.renderers.audit.html.markup import (
    address,
    day,
    identifier,
    long_day,
    prose,
    short,
    tag,
    text,
)


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ('<b>"it\'s" & more</b>', "&lt;b&gt;&quot;it&#39;s&quot; &amp; more&lt;/b&gt;"),
        ("a\u202eb\u2066c", r"a\u202eb\u2066c"),
        ("a\x00b\x1bc\x7f", r"a\x00b\x1bc\x7f"),
        ("zero\u200bwidth", r"zero\u200bwidth"),
        ("two\r\nlines\tapart", "two lines apart"),
        ("\ufffe\U0001ffff\ufdd0", r"\ufffe\U0001ffff\ufdd0"),
        ("\ud800", r"\ud800"),
        ("::error::x", r"\x3a:error::x"),
        ("株式会社 🎉 naïve", "株式会社 🎉 naïve"),
        (12, "12"),
    ],
)
def test_no_text_is_markup_or_steers_what_is_around_it(given, shown):
    assert text(given) == shown


def test_backticks_mark_code_where_they_come_in_pairs():
    assert prose("set `a<b` now") == "set <code>a&lt;b</code> now"
    assert prose("one ` alone") == "one ` alone"


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        " javascript:alert(1)",
        "JAVA\nSCRIPT:alert(1)",
        "data:text/html,x",
        "//example.com",
        "/legal/dpa",
        "mailto:x@example.com",
        "https:/example.com",
        "https:// x",
        "vbscript:https://example.com",
    ],
)
def test_only_addresses_of_the_web_become_links(url):
    assert address(url) is None


def test_an_address_cannot_leave_its_attribute_or_hide():
    assert address("https://example.com/?q=a%20b&c=d#e") == "https://example.com/?q=a%20b&c=d#e"
    assert address("https://example.com/\u202e\x00\"' <") == (
        "https://example.com/%E2%80%AE%00%22%27%20%3C"
    )


def test_attributes_are_escaped_and_none_is_left_out():
    link = tag("a", text("x"), class_='"><script>', data_f="", title=None)
    assert link == '<a class="&quot;&gt;&lt;script&gt;" data-f="">x</a>'


def test_an_id_has_no_spaces_and_no_escapes():
    assert identifier("rule-a b/ü") == "rule-a_20b_2F_C3_BC"


def test_only_dates_are_marked_as_such():
    assert day("2026-01-31") == "<time>2026-01-31</time>"
    assert day("2026-01-31 or earlier") == "2026-01-31 or earlier"
    assert long_day("2026-01-31") == '<time datetime="2026-01-31">31 January 2026</time>'
    assert long_day("soon") == "soon"


def test_a_text_that_cannot_wrap_is_cut():
    assert short("abcdef", 6) == "abcdef"
    assert short("abc defg", 5) == "abc…"
