"""Other data into a file's text: exactly that data, and every other byte as it was."""

import contextlib
import re

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from subpolicy.documents import Document, read
from subpolicy.documents.editing import is_same, rewrite

TEXTS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\x85\u2028\u2029\ufeff"),
    max_size=12,
) | st.sampled_from(
    ["NO", "1:30", "a\n\n b\n", "# no comment", "a: b", "- x", "", "[", "a, b", "'"]
)
SCALARS = st.none() | st.booleans() | st.integers(-99, 99) | TEXTS
KEYS = st.sampled_from(["id", "name", "a b", "pending", "set", "x:y", "#k", "NO"])
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)
RECORDS = st.dictionaries(KEYS, VALUES, min_size=1, max_size=5)
LINE_BREAKS = st.sampled_from(["\n", "\r\n", "\r"])
MARKS = st.sampled_from(["", "\ufeff"])
FLOWS = st.sampled_from([False, None, True])


def document(text):
    result = read("x.yaml", text.encode())
    assert isinstance(result, Document), result.faults
    return result


def edited(text, data):
    raw = rewrite(document(text), data)
    assert raw is not None
    return raw.decode()


def commented(data, flow, line_break, mark):
    """A record as YAML with a comment behind each line that can take one."""
    dumped = yaml.safe_dump(data, default_flow_style=flow, width=10_000, allow_unicode=True)
    lines = dumped.removesuffix("\n").split("\n")
    text = "".join(f"{line} # c{number}\n" for number, line in enumerate(lines))
    with contextlib.suppress(AssertionError):
        if is_same(document(text).data, document(dumped).data):
            dumped = text
    return mark + dumped.replace("\n", line_break)


@settings(deadline=None)
@given(RECORDS, RECORDS, FLOWS, LINE_BREAKS, MARKS)
def test_the_result_holds_exactly_the_data_or_there_is_none(old, new, flow, line_break, mark):
    before = document(commented(old, flow, line_break, mark))
    after = rewrite(before, new)
    if after is not None:
        again = read("x.yaml", after)
        assert isinstance(again, Document)
        assert is_same(again.data, new)
        assert after.startswith(b"\xef\xbb\xbf") == bool(mark)


@settings(deadline=None)
@given(RECORDS, FLOWS, LINE_BREAKS, MARKS)
def test_the_same_data_leave_every_byte(data, flow, line_break, mark):
    before = document(commented(data, flow, line_break, mark))
    assert rewrite(before, before.data) == before.raw


@settings(deadline=None)
@given(RECORDS, st.data(), LINE_BREAKS)
def test_a_key_that_goes_takes_its_own_lines_and_no_others(record, data, line_break):
    record = {"first": 1, **record, "last": 1}
    before = document(commented(record, False, line_break, ""))
    gone = data.draw(st.sampled_from([key for key in before.data if key != "first"]))
    rest = {key: value for key, value in before.data.items() if key != gone}
    after = rewrite(before, rest)
    assert after is not None
    old, new = before.text.split(line_break), after.decode().split(line_break)
    kept = iter(old)
    assert all(line in kept for line in new if line)  # a subsequence, in order


@settings(deadline=None)
@given(RECORDS, VALUES, LINE_BREAKS)
def test_a_new_key_adds_lines_and_changes_none(record, value, line_break):
    before = document(commented(record, False, line_break, ""))
    after = rewrite(before, {**before.data, "new": value})
    if after is None:  # behind a text that keeps its empty lines, nothing can be added
        assert re.search(r"\|[0-9]?\+|>[0-9]?\+", before.text)
        return
    new = iter(after.decode().split(line_break))
    assert all(line in new for line in before.text.split(line_break) if line)


@settings(deadline=None)
@given(st.lists(VALUES, min_size=1, max_size=6), st.data(), FLOWS)
def test_items_go_from_any_list(items, data, flow):
    text = commented({"id": 1, "list": items, "z": 1}, flow, "\n", "")
    before = document(text)
    kept = data.draw(st.lists(st.booleans(), min_size=len(items), max_size=len(items)))
    wanted = [item for item, stays in zip(before.data["list"], kept, strict=True) if stays]
    after = rewrite(before, {**before.data, "list": wanted})
    assert after is not None or "- -" in text or "- ? " in text
