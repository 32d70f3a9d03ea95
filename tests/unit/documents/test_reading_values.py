"""What a file means: the core schema of YAML 1.2, tags, aliases, encodings."""

import json

import pytest

from subpolicy.documents import Broken, Document, Fault, read


def value(text: str | bytes) -> object:
    raw = text if isinstance(text, bytes) else text.encode()
    document = read("vendors/x.yaml", raw)
    assert isinstance(document, Document), document
    return document.data


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *[(word, None) for word in ("null", "Null", "NULL", "~")],
        *[(word, True) for word in ("true", "True", "TRUE")],
        *[(word, False) for word in ("false", "False", "FALSE")],
        *[
            (word, word)
            for word in (
                *("NO", "no", "No", "yes", "Yes", "on", "off", "y", "n", "nULL", "tRUE"),
                *("1:30", "1:30:00", "1_000", "0b11", "0o8", "0xg", "+0x1", "-0o7", "0O7"),
                *("2025-01-15", "2023-02-30", "2001-12-14t21:59:43-05:00", "1.2.3", "1e"),
                *("+", ".", "..", "-.", "+.e1", ".e1", "--1", "1-", "inf", "nan", "-.nan"),
                *("=", "Norway", "a#b", "a:b", "http://a.b/c?d=e#f", "x!y", "٣", "1٣"),
            )
        ],
        ("0", 0),
        ("-0", 0),
        ("+12", 12),
        ("010", 10),
        ("-007", -7),
        ("0o17", 15),
        ("0xFf", 255),
        ("9" * 40, int("9" * 40)),
        ("1" + "0" * 4299, 10**4299),
        ("0.1", 0.1),
        ("1.", 1.0),
        (".5", 0.5),
        ("-1.5e+3", -1500.0),
        ("1e3", 1000.0),
        ("1E-2", 0.01),
        ("2021e1", 20210.0),
    ],
)
def test_plain_scalar_has_the_value_of_the_core_schema(text: str, expected: object) -> None:
    got = value(f"a: {text}\n")
    assert got == {"a": expected}
    assert type(got["a"]) is type(expected)  # type: ignore[index]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a:\nb:\n", {"a": None, "b": None}),
        ("- \n-\n", [None, None]),
        (
            "a: 'NO'\nb: \"12\"\nc: |\n  1\nd: >-\n  x\n  y\n",
            {"a": "NO", "b": "12", "c": "1\n", "d": "x y"},
        ),
        ("yes: 1\non: 2\nNO: 3\n2025-01-01: 4\n", {"yes": 1, "on": 2, "NO": 3, "2025-01-01": 4}),
        ("'1': a\n\"null\": b\n? long\n: c\n", {"1": "a", "null": "b", "long": "c"}),
        ('{"a":1,"b":[true,null]}', {"a": 1, "b": [True, None]}),
        ("'<<': 1\n", {"<<": 1}),
        ("- <<\n", ["<<"]),
        ("a: '=: x'\n", {"a": "=: x"}),
        ("a: 100%TAG\n", {"a": "100%TAG"}),
        ("--- {a: 1}\n...\n", {"a": 1}),
        ("%YAML 1.2\n---\na: 1\n", {"a": 1}),
        ("just text", "just text"),
        ("null", None),
        ("''", ""),
        ("{}", {}),
        ("[]", []),
        (r'"\x41\u00e9\U0001F600\N\L\P\e"', "Aé😀\x85\u2028\u2029\x1b"),
    ],
)
def test_document_has_this_value(text: str, expected: object) -> None:
    got = value(text)
    assert json.dumps(got) == json.dumps(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("!!str 12", "12"),
        ("!!str", ""),
        ("!!int 12", 12),
        ("!!int '12'", 12),
        ("!!float 12", 12.0),
        ("!!float 1.5", 1.5),
        ("!!bool 'true'", True),
        ("!!null ''", None),
        ("!!seq [1]", [1]),
        ("!!map {a: 1}", {"a": 1}),
        ("!<tag:yaml.org,2002:str> 1", "1"),
    ],
)
def test_tag_of_the_core_schema_is_honoured(text: str, expected: object) -> None:
    got = value(f"a: {text}\n")
    assert got == {"a": expected}
    assert type(got["a"]) is type(expected)  # type: ignore[index]


def test_tagged_key_is_text() -> None:
    assert value("!!str 1: a\n!!str <<: b\n") == {"1": "a", "<<": "b"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: &x 1\nb: *x\n", {"a": 1, "b": 1}),
        ("a: &x [1, {c: d}]\nb: *x\n", {"a": [1, {"c": "d"}], "b": [1, {"c": "d"}]}),
        ("&k a: 1\nb: *k\n", {"a": 1, "b": "a"}),
        ("a: &k b\n*k : 1\n", {"a": "b", "b": 1}),
        ("a: &x 1\nb: &x 2\nc: *x\n", {"a": 1, "b": 2, "c": 2}),
        ("a: &x\nb: *x\n", {"a": None, "b": None}),
        ("a: &x <<\n*x : 1\n", {"a": "<<", "<<": 1}),
    ],
)
def test_alias_stands_for_the_value(text: str, expected: object) -> None:
    assert value(text) == expected


def test_two_aliases_do_not_share_a_list() -> None:
    data = value("a: &x {list: []}\nb: *x\nc: *x\n")
    assert isinstance(data, dict)
    data["b"]["list"].append("changed")
    assert data["a"] == data["c"] == {"list": []}


@pytest.mark.parametrize(
    "raw",
    [
        b"\xef\xbb\xbfid: acme\nname: Zo\xc3\xab\n",
        b"id: acme\r\nname: Zo\xc3\xab\r\n",
        b"id: acme\rname: Zo\xc3\xab",
        "id: acme\nname: Zoë".encode(),
    ],
)
def test_byte_order_mark_and_line_breaks_do_not_matter(raw: bytes) -> None:
    assert value(raw) == {"id": "acme", "name": "Zoë"}


def test_text_is_without_the_byte_order_mark() -> None:
    document = read("x.yaml", b"\xef\xbb\xbfid: \xc3\xa9\r\n")
    assert isinstance(document, Document)
    assert document.text == "id: é\r\n"
    assert document.raw.startswith(b"\xef\xbb\xbf")
    assert document.path == "x.yaml"


def test_nesting_of_64_is_read() -> None:
    assert isinstance(read("x.yaml", b"[" * 64 + b"]" * 64), Document)


def test_a_mebibyte_is_read() -> None:
    raw = b"a: " + b"x" * ((1 << 20) - 3)
    assert isinstance(read("x.yaml", raw), Document)


def test_broken_file_keeps_its_path_and_bytes() -> None:
    broken = read("vendors/x.yaml", b"\t")
    assert isinstance(broken, Broken)
    assert (broken.path, broken.raw) == ("vendors/x.yaml", b"\t")
    assert all(isinstance(fault, Fault) for fault in broken.faults)


def test_the_place_of_a_key_is_the_key_whatever_its_value_is():
    document = read("a.yaml", b"a: 1\nb: {c: [x, y], d: 2}\n")
    assert tuple(document.locate_key("/a")) == (1, 1, 1, 2)
    assert tuple(document.locate_key("/b/d")) == (2, 16, 2, 17)
    assert document.locate_key("/b/c/1") == document.locate("/b/c/1")
    assert document.locate_key("/b/missing/deeper") == document.locate("/b/missing/deeper")
    assert document.locate_key("") == document.locate("")
