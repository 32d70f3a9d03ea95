"""An unfinished text, seen as its author sees it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subpolicy.documents import Document, read
from subpolicy.documents.positions import Place, places
from subpolicy.lsp.outline import outline
from subpolicy.lsp.words import MOST_NESTED, Where
from support.checkout import ROOT
from support.desks import cursor

FILES = sorted(
    path
    for pattern in (
        "vendors/*.yaml",
        "examples/*/vendors/*.yaml",
        "policies/*/*.yaml",
        "[sf]*.yaml",
    )
    for path in ROOT.glob(pattern)
)
NO_WORD = frozenset("|>[{&*!")


def words_of_the_parser(document: Document) -> set[tuple[bool, tuple[str | int, ...], int]]:
    """Keys and scalars as libyaml sees them: path and offset."""
    found = set()

    def walk(place: Place, path: tuple[str | int, ...]) -> None:
        for name, child in place.children.items():
            step = name if place.keys else int(name)
            if place.keys:
                found.add((True, (*path, step), place.keys[name].start))
            walk(child, (*path, step))
        start, end = place.stretch
        if not place.children and start != end and document.text[start] not in NO_WORD:
            found.add((False, path, start))

    walk(places(document.text), ())
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_of_a_sound_text_it_sees_what_the_parser_sees(path: Path):
    document = read(path.name, path.read_bytes())
    assert isinstance(document, Document)
    seen = {(word.is_key, word.path, word.start) for word in outline(document.text).words}
    assert seen == words_of_the_parser(document)


@pytest.mark.parametrize(
    ("marked", "path", "where", "typed"),
    [
        ("|", (), Where.LINE, ""),
        ("id: x\n|", (), Where.LINE, ""),
        ("id: x\npur|\nname: y", (), Where.LINE, "pur"),
        ("id: x\nst|atus: active", (), Where.LINE, "st"),
        ("status: |", ("status",), Where.VALUE, ""),
        ("status:|", ("status",), Where.VALUE, ""),
        ("status: ac|", ("status",), Where.VALUE, "ac"),
        ("status: 'ac|", ("status",), Where.VALUE, "ac"),
        ('status: "ac|"', ("status",), Where.VALUE, "ac"),
        ("dpa:\n  |", ("dpa",), Where.LINE, ""),
        ("dpa:\n  me|", ("dpa",), Where.LINE, "me"),
        ("dpa:\n  method: signed\n  |", ("dpa",), Where.LINE, ""),
        ("dpa:\n  method: signed\n|", (), Where.LINE, ""),
        ("dpa:\r\n  method: signed\r\n  |", ("dpa",), Where.LINE, ""),
        ("a:\n  - |", ("a", 0), Where.LINE, ""),
        ("a:\n  - x\n  - y|", ("a", 1), Where.LINE, "y"),
        ("a:\n  - b: 1\n    |", ("a", 0), Where.LINE, ""),
        ("a:\n  - b: 1\n  |", ("a",), Where.LINE, ""),
        ("a:\n- b: 1\n- b: |", ("a", 1, "b"), Where.VALUE, ""),
        ("a:\n- b: 1\n|", (), Where.LINE, ""),
        ("a:\n  - - |", ("a", 0, 0), Where.LINE, ""),
        ("a: [|", ("a", 0), Where.VALUE, ""),
        ("a: [x, |]", ("a", 1), Where.VALUE, ""),
        ("a: [x, y|", ("a", 1), Where.VALUE, "y"),
        ("a: [\n  x,\n  y|", ("a", 1), Where.VALUE, "y"),
        ("a: {|", ("a",), Where.FLOW_KEY, ""),
        ("a: {b|", ("a",), Where.FLOW_KEY, "b"),
        ("a: {b: |", ("a", "b"), Where.VALUE, ""),
        ("a: {b: [1], |", ("a",), Where.FLOW_KEY, ""),
        ("- {b: [{c: d|", (0, "b", 0, "c"), Where.VALUE, "d"),
        ('{"a": "b|', ("a",), Where.VALUE, "b"),
        ('"a": |', ("a",), Where.VALUE, ""),
        ("# x\n---\n|", (), Where.LINE, ""),
        ("a: &x\n  |", ("a",), Where.LINE, ""),
        ("a: |\n", ("a",), Where.VALUE, ""),
        ("a: >-\n  text: no key\nb: |", ("b",), Where.VALUE, ""),
        # what stands above is broken, and what is typed below is understood all the same
        ("a: [x\nb: |", ("b",), Where.VALUE, ""),
        ("a: {x: [1\nb:\n  c: |", ("b", "c"), Where.VALUE, ""),
        ('a: "open\nb: |', ("b",), Where.VALUE, ""),
        ("a: @x\n\tb\nc: |", ("c",), Where.VALUE, ""),
        ("a: ]\nb: |", ("b",), Where.VALUE, ""),
    ],
)
def test_where_the_cursor_is(marked, path, where, typed):
    text, offset = cursor(marked)
    slot = outline(text[:offset]).slot
    assert slot is not None
    assert (slot.path, slot.where, slot.typed) == (path, where, typed)


@pytest.mark.parametrize(
    "marked",
    [
        "# a comm|ent",
        "a: b # |",
        "a: >\n  some |",
        "a: b\n    |",
        'a: "closed"|',
        "a: [b] |",
        "a: [b |",
    ],
)
def test_where_nothing_can_begin(marked):
    text, offset = cursor(marked)
    assert outline(text[:offset]).slot is None


@given(st.text(alphabet="ab:-[]{},#\"'|>&*! \n\r\t\\%@", max_size=80))
def test_it_never_fails(text):
    for word in outline(text).words:
        assert 0 <= word.start <= word.end <= len(text)


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_more_brackets_than_a_document_may_have_end_it(opening):
    deep = outline(opening * 100_000)
    assert deep.slot is None
    assert len(deep.words) <= MOST_NESTED + 1
    assert outline(opening * (MOST_NESTED - 1)).slot is not None


def test_every_beginning_of_a_record_has_words_that_the_whole_has():
    text = (ROOT / "vendors" / "pinecone.yaml").read_text(encoding="utf-8")
    whole = {(word.is_key, word.path, word.start) for word in outline(text).words}
    for end in range(len(text)):
        complete = [word for word in outline(text[:end]).words if word.end < end]
        lines = text[:end].rpartition("\n")[0]
        assert {(w.is_key, w.path, w.start) for w in complete if w.end <= len(lines)} <= whole
