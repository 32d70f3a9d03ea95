"""What holds for every file: Hypothesis looks for one for which it does not."""

import json
from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from subpolicy.documents import Broken, Document, read
from subpolicy.locations import Span, pointer

CHARACTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(CHARACTERS, max_size=40)
    | st.sampled_from(
        ["NO", "1:30", "2025-01-15", "null", "<<", " ", "- a", "# b", "a: b", "\n", "~"]
    )
)
KEYS = st.text(CHARACTERS, max_size=20)
DATA = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=20,
)
LINE_BREAKS = st.sampled_from(["\n", "\r\n", "\r"])
MARKS = st.sampled_from(["", "\ufeff"])


def outside_the_basic_plane(data: object) -> bool:
    """JSON escapes such characters as two halves, which YAML does not know."""
    return any(ord(character) > 0xFFFF for character in json.dumps(data, ensure_ascii=False))


def as_yaml(data: object, *, flow: bool, unicode: bool, wide: bool) -> str:
    return yaml.safe_dump(
        data,
        default_style='"',
        default_flow_style=flow,
        allow_unicode=unicode,
        width=10_000 if wide else 60,
        sort_keys=False,
    )


TEXTS = st.builds(
    lambda data, flow, unicode, wide: (data, as_yaml(data, flow=flow, unicode=unicode, wide=wide)),
    DATA,
    st.booleans(),
    st.booleans(),
    st.booleans(),
)


def data_of(text: str) -> Any:
    got = read("x.yaml", text.encode())
    assert isinstance(got, Document), got
    return got.data


def exact(data: object) -> str:
    return json.dumps(data)


def scalars(data: object, *path: str | int) -> list[tuple[str, object]]:
    if isinstance(data, dict):
        return [pair for key, inner in data.items() for pair in scalars(inner, *path, key)]
    if isinstance(data, list):
        return [pair for index, inner in enumerate(data) for pair in scalars(inner, *path, index)]
    return [(pointer(*path), data)]


def cut(text: str, span: Span) -> str:
    lines = text.splitlines()[span.line - 1 : span.end_line]
    lines[-1] = lines[-1][: span.end_column - 1]
    lines[0] = lines[0][span.column - 1 :]
    return "\n".join(lines)


@settings(deadline=None)
@given(
    DATA.filter(lambda data: not outside_the_basic_plane(data)), st.sampled_from([None, 1, "\t"])
)
def test_json_is_read_as_it_was_written(data: object, indent: int | str | None) -> None:
    assert exact(data_of(json.dumps(data, indent=indent))) == exact(data)


@settings(deadline=None)
@given(TEXTS, LINE_BREAKS, MARKS)
def test_yaml_is_read_as_it_was_written(
    dumped: tuple[object, str], line_break: str, mark: str
) -> None:
    data, text = dumped
    assert exact(data_of(mark + text.replace("\n", line_break))) == exact(data)


@settings(deadline=None)
@given(TEXTS, LINE_BREAKS, MARKS)
def test_every_scalar_is_where_it_is_said_to_be(
    dumped: tuple[object, str], line_break: str, mark: str
) -> None:
    data, text = dumped
    document = read("x.yaml", (mark + text.replace("\n", line_break)).encode())
    assert isinstance(document, Document)
    for where, value in scalars(data):
        assert document.exists(where)
        place = cut(document.text, document.locate(where))
        assert exact(data_of(place)) == exact(value)


@settings(deadline=None)
@given(st.lists(st.text("ab \t\n:,-[]{}&*!|>'\"%@#?\\0x1.~<é𝄞\r", max_size=12), max_size=12))
def test_no_text_breaks_the_reader(parts: list[str]) -> None:
    check_verdict("".join(parts).encode())


@settings(deadline=None)
@given(st.binary(max_size=60) | st.text(max_size=60).map(lambda text: text.encode("utf-16")))
def test_no_bytes_break_the_reader(raw: bytes) -> None:
    check_verdict(raw)


def check_verdict(raw: bytes) -> None:
    got = read("x.yaml", raw)
    lines = raw.decode("utf-8-sig", "replace").splitlines() or [""]
    if isinstance(got, Broken):
        assert got.faults
        spans = [fault.span for fault in got.faults]
        assert spans == sorted(spans) or got.faults[-1].code == "yaml/syntax"
    else:
        json.dumps(got.data, allow_nan=False)
        spans = [got.locate(where) for where, _ in [("", None), *scalars(got.data)]]
    for line, column, end_line, end_column in spans:
        assert 1 <= line <= end_line <= len(lines)
        assert column >= 1
        assert end_column > column or end_line > line or (line, column) == (1, 1)
