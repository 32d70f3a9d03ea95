"""Where a JSON Pointer stands in the text."""

import pytest

from subpolicy.documents import Document, read

RECORD = """\
# a comment
id: acme
name: "Acme, Inc."   # quoted
dpa:
  method: signed
  signed_on:
processing:
  locations: [US, DE]
  note: >
    two
    lines

transfers:
  - mechanism: scc
    modules: [2, 3]
  -
    mechanism: none
  - {mechanism: dpf}
  - {
      mechanism: bcr
    }
  - - nested
  - []
  -
  - plain text
    goes on
wide: [
  a, b
]
empty: {}
shared: &x
  k: v
again: *x
copies: [*x]
"a/b": {"~": 1}
0: x
""".replace("0: x", "'0': x")


def document(text: str) -> Document:
    got = read("x.yaml", text.encode())
    assert isinstance(got, Document), got
    return got


CASES = [
    ("", (2, 1, 2, 3)),
    ("/id", (2, 5, 2, 9)),
    ("/name", (3, 7, 3, 19)),
    ("/dpa", (4, 1, 4, 4)),
    ("/dpa/method", (5, 11, 5, 17)),
    ("/dpa/signed_on", (6, 3, 6, 12)),
    ("/dpa/absent", (4, 1, 4, 4)),
    ("/dpa/absent/deeper/0", (4, 1, 4, 4)),
    ("/dpa/method/absent", (5, 3, 5, 9)),
    ("/absent", (2, 1, 2, 3)),
    ("/processing/locations", (8, 14, 8, 22)),
    ("/processing/locations/1", (8, 19, 8, 21)),
    ("/processing/locations/2", (8, 3, 8, 12)),
    ("/processing/locations/01", (8, 3, 8, 12)),
    ("/processing/note", (9, 9, 11, 10)),
    ("/transfers", (13, 1, 13, 10)),
    ("/transfers/0", (14, 5, 14, 14)),
    ("/transfers/0/modules/1", (15, 18, 15, 19)),
    ("/transfers/0/absent", (14, 5, 14, 14)),
    ("/transfers/1", (17, 5, 17, 14)),
    ("/transfers/2", (18, 5, 18, 21)),
    ("/transfers/2/absent", (18, 5, 18, 21)),
    ("/transfers/3", (20, 7, 20, 16)),
    ("/transfers/4", (22, 7, 22, 13)),
    ("/transfers/4/0", (22, 7, 22, 13)),
    ("/transfers/5", (23, 5, 23, 7)),
    ("/transfers/6", (24, 3, 24, 4)),
    ("/transfers/7", (25, 5, 26, 12)),
    ("/wide", (27, 1, 27, 5)),
    ("/wide/1", (28, 6, 28, 7)),
    ("/empty", (30, 8, 30, 10)),
    ("/empty/absent", (30, 1, 30, 6)),
    ("/again", (33, 8, 33, 10)),
    ("/again/k", (32, 6, 32, 7)),
    ("/again/absent", (33, 1, 33, 6)),
    ("/copies/0", (34, 10, 34, 12)),
    ("/copies/0/absent", (34, 10, 34, 12)),
    ("/a~1b/~0", (35, 14, 35, 15)),
    ("/0", (36, 6, 36, 7)),
]


@pytest.mark.parametrize(("pointer", "span"), CASES)
@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_pointer_stands_here(
    pointer: str, span: tuple[int, int, int, int], line_break: str, mark: str
) -> None:
    text = mark + RECORD.replace("\n", line_break)
    assert tuple(document(text).locate(pointer)) == span


@pytest.mark.parametrize(
    ("text", "pointer", "span"),
    [
        ("just text", "", (1, 1, 1, 10)),
        ("just text", "/a", (1, 1, 1, 10)),
        ("{}", "", (1, 1, 1, 3)),
        ("{a: 1}", "", (1, 2, 1, 3)),
        ("# c\n- a\n- b\n", "", (2, 3, 2, 4)),
        ("- a\n- b\n", "/2", (1, 3, 1, 4)),
        ("é𝄞: 'ü' # x", "/é𝄞", (1, 5, 1, 8)),
        ("a:\t\tb\t# c", "/a", (1, 5, 1, 6)),
        ("a: x\u00a0\nb: 1", "/a", (1, 4, 1, 6)),
        ("a: !!str 12", "/a", (1, 4, 1, 12)),
        ("a: &x 12", "/a", (1, 4, 1, 9)),
        ("a: |+\n  x\n\n\nb: 1", "/a", (1, 4, 2, 4)),
        ("a: |2 # c\n\n# end\nb: 1", "/a", (1, 4, 1, 10)),
        ("a: 'x\n  y'\nb: 1", "/a", (1, 4, 2, 5)),
        ("? |\n  k\n: 1\n", "/k\n", (3, 3, 3, 4)),
        ("? |\n  k\n: \n", "/k\n", (1, 3, 2, 4)),
        ("a: &k b\n*k : [\n]", "/b", (2, 1, 2, 3)),
        ("[a: 1, b]", "/0/a", (1, 5, 1, 6)),
        ("[a: 1, b]", "/0", (1, 2, 1, 6)),
        ("--- # c\na: 1\n...\n", "/a", (2, 4, 2, 5)),
    ],
)
def test_pointer_stands_here_in(text: str, pointer: str, span: tuple[int, int, int, int]) -> None:
    assert tuple(document(text).locate(pointer)) == span


@pytest.mark.parametrize(
    ("pointer", "expected"),
    [
        ("", True),
        ("/dpa", True),
        ("/dpa/signed_on", True),
        ("/dpa/absent", False),
        ("/dpa/method/0", False),
        ("/transfers/0/modules/1", True),
        ("/transfers/0/modules/2", False),
        ("/transfers/0/modules/01", False),
        ("/transfers/0/modules/-", False),
        ("/transfers/0/modules/-1", False),
        ("/transfers/0/modules/²", False),
        ("/transfers/" + "9" * 5000, False),
        ("/transfers/", False),
        ("/again/k", True),
        ("/a~1b/~0", True),
        ("/0", True),
    ],
)
def test_pointer_exists(pointer: str, expected: bool) -> None:
    assert document(RECORD).exists(pointer) is expected


def test_text_without_a_slash_is_no_pointer() -> None:
    with pytest.raises(ValueError, match="JSON Pointer"):
        document(RECORD).exists("id")
    with pytest.raises(ValueError, match="JSON Pointer"):
        document(RECORD).locate("id")


def test_positions_are_computed_once() -> None:
    got = document(RECORD)
    assert got.locate("/id") == got.locate("/id")
    first = got._positions
    got.locate("/name")
    assert got._positions is first
