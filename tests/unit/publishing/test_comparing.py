"""What counts as a change that a reader sees."""

import pytest

from subpolicy.publishing.comparing import same_but_for_date, visible

ONE, OTHER = "<p>On <time>1 May</time></p><p>{}</p>", "<p>On <time>2 May</time></p><p>{}</p>"


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("a", "a", True),
        ("a", "b", False),
        ("a/b", "a/<wbr>b", True),
        ("a", "<strong>a</strong>", True),
        ("a", "<span class=x>a</span>", True),
        ('<a href="/x">a</a>', '<a href="/y">a</a>', False),
        ("a<script>1</script>", "a<script>2</script>", True),
        ("a b", "a\n  b", True),
        ("a", "a</p><p>b", False),
    ],
)
def test_a_page_is_the_same_where_a_reader_sees_the_same(old, new, same):
    before = "<p>On <time>31 December</time></p><p>" + old + "</p>"
    pair = ONE.format(new), OTHER.format(new)
    assert same_but_for_date(before, *pair, "html") is same


def test_front_matter_is_not_seen_and_a_rule_is():
    assert visible("---\ndate: 1\n---\nA\n\n---\nB\n", "markdown") == ["A", "---", "B"]


def test_every_line_of_data_is_seen():
    assert visible('{\n  "a": 1\n}\n', "json") == ["{", '  "a": 1', "}"]
