"""Each fault of a file: its code and its exact place."""

import sys

import pytest

from subpolicy.documents import Broken, read
from subpolicy.documents.events import YAMLError
from subpolicy.documents.syntax import fault_of
from subpolicy.errors import RunError
from subpolicy.locations import START, Span


def faults(text: str | bytes) -> list[tuple[str, tuple[int, int, int, int]]]:
    broken = read("x.yaml", text if isinstance(text, bytes) else text.encode())
    assert isinstance(broken, Broken), broken.data
    return [(fault.code, tuple(fault.span)) for fault in broken.faults]


def message(text: str) -> str:
    broken = read("x.yaml", text.encode())
    assert isinstance(broken, Broken)
    return broken.faults[0].message


ALIASES = "a: &a [x,x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{name}: &{name} [{','.join([f'*{before}'] * 10)}]\n"
    for before, name in zip("abcdef", "bcdefg", strict=True)
)

ENCODING = [
    (b"a: \xff\n", "yaml/encoding", (1, 4, 1, 5)),
    (b"\xc3\xa9\r\n a\xe9", "yaml/encoding", (2, 3, 2, 4)),
    (b"\xef\xbb\xbfa\xe9", "yaml/encoding", (1, 2, 1, 3)),
    (b"a: \xed\xa0\x80", "yaml/encoding", (1, 4, 1, 5)),
    (b"a: \xc3", "yaml/encoding", (1, 4, 1, 5)),
    ("a: é".encode("utf-16"), "yaml/encoding", (1, 1, 1, 1)),
    ("a: é".encode("utf-16-be"), "yaml/encoding", (1, 1, 1, 1)),
    ("a: b".encode("utf-16-le"), "yaml/encoding", (1, 1, 1, 1)),
    ("a: b".encode("utf-32"), "yaml/encoding", (1, 1, 1, 1)),
    ("a: b".encode("utf-32-be"), "yaml/control-character", (1, 1, 1, 2)),
    (b"a\x00b", "yaml/control-character", (1, 2, 1, 3)),
    (b"a: 1\n# \x1b[31m", "yaml/control-character", (2, 3, 2, 4)),
    (b"a: \x7f", "yaml/control-character", (1, 4, 1, 5)),
    (b'a: "x\\0y"', "yaml/control-character", (1, 4, 1, 10)),
    ("𝄞a: \x90", "yaml/control-character", (1, 5, 1, 6)),
    ("a: \ufeffb", "yaml/control-character", (1, 4, 1, 5)),
    ("\ufeff\ufeffa: b", "yaml/control-character", (1, 1, 1, 2)),
    ("a: \uffff", "yaml/control-character", (1, 4, 1, 5)),
    ("a: b\u2028c", "yaml/line-separator", (1, 5, 1, 6)),
    ("a: b\n# \u2029", "yaml/line-separator", (2, 3, 2, 4)),
    ("a: 'é\x85'", "yaml/line-separator", (1, 6, 1, 7)),
    (b"#" * ((1 << 20) + 1), "yaml/too-large", (1, 1, 1, 1)),
]

DATA = [
    ("", "yaml/empty", (1, 1, 1, 1)),
    ("\n\n# nothing\n", "yaml/empty", (1, 1, 1, 1)),
    ("\ufeff", "yaml/empty", (1, 1, 1, 1)),
    ("---\n# nothing\n", "yaml/empty", (1, 1, 1, 1)),
    ("a: 1\nb: 2\na: 3\n", "yaml/duplicate-key", (3, 1, 3, 2)),
    ("x:\n  - {k: 1, 'k': 2}\n", "yaml/duplicate-key", (2, 12, 2, 15)),
    ("a: &x b\nb: 1\n*x : 2\n", "yaml/duplicate-key", (3, 1, 3, 3)),
    ("a:\n  <<: {b: 1}\n", "yaml/merge-key", (2, 3, 2, 5)),
    ("1: a\n", "yaml/key", (1, 1, 1, 2)),
    ("a: {true: b}\n", "yaml/key", (1, 5, 1, 9)),
    ("1.5: a\n", "yaml/key", (1, 1, 1, 4)),
    ("null: a\n", "yaml/key", (1, 1, 1, 5)),
    ("?\n: b\n", "yaml/key", (1, 2, 1, 3)),
    ("[a]: b\n", "yaml/key", (1, 1, 1, 2)),
    ("? a: b\n: c\n", "yaml/key", (1, 3, 1, 4)),
    ("a: &x [1]\n*x : b\n", "yaml/key", (2, 1, 2, 3)),
    ("a: {{ b }}\n", "yaml/key", (1, 5, 1, 6)),
    ("a: .inf\n", "yaml/number", (1, 4, 1, 8)),
    ("a: [-.INF]\n", "yaml/number", (1, 5, 1, 10)),
    ("a: .NaN\n", "yaml/number", (1, 4, 1, 8)),
    ("a: 1e999\n", "yaml/number", (1, 4, 1, 9)),
    ("a: " + "9" * 4301, "yaml/number", (1, 4, 1, 4305)),
    ("a: 0x" + "f" * 4000, "yaml/number", (1, 4, 1, 4006)),
    ("a: !!float " + "9" * 400, "yaml/number", (1, 4, 1, 412)),
    ("a: !secret b\n", "yaml/tag", (1, 4, 1, 13)),
    ("a: ! 12\n", "yaml/tag", (1, 4, 1, 8)),
    ("a: !!int b\n", "yaml/tag", (1, 4, 1, 11)),
    ("a: !!binary aGk=\n", "yaml/tag", (1, 4, 1, 17)),
    ("a: !!seq b\n", "yaml/tag", (1, 4, 1, 11)),
    ("a: !!set {b}\n", "yaml/tag", (1, 4, 1, 11)),
    ("a: !!map [b]\n", "yaml/tag", (1, 4, 1, 11)),
    ("a: !e!x 1\n", "yaml/tag", (1, 4, 1, 5)),
    ("a: !%ED%A0%80 x\n", "yaml/tag", (1, 5, 1, 6)),
    ("%TAG ! tag:x:\n---\na: 1\n", "yaml/tag", (1, 1, 1, 14)),
    ("a: 1\n...\n%TAG ! x\n---\nb: 1\n", "yaml/tag", (3, 1, 3, 9)),
    ("%YAML 1.1\n---\na: 1\n", "yaml/version", (1, 1, 1, 10)),
    ("# c\n%YAML 2.0\n---\na: 1\n", "yaml/version", (2, 1, 2, 2)),
    ("%YAML x\n---\na: 1\n", "yaml/version", (1, 1, 1, 2)),
    ("a: 1\n---\nb: 1\n", "yaml/several-documents", (2, 1, 2, 4)),
    ("a: 1\n...\n---\n", "yaml/several-documents", (3, 1, 3, 4)),
    ("[" * 65, "yaml/too-deep", (1, 65, 1, 66)),
    ("- " * 65, "yaml/too-deep", (1, 129, 1, 130)),
    ("a: *x\n", "yaml/alias", (1, 4, 1, 6)),
    ("a: &x [*x]\n", "yaml/alias", (1, 8, 1, 10)),
    ("a: &x {b: [*x]}\n", "yaml/alias", (1, 12, 1, 14)),
    ("&x [*x]\n", "yaml/alias", (1, 5, 1, 7)),
    ("*x", "yaml/alias", (1, 1, 1, 3)),
    ("a: &x:y z\n", "yaml/alias", (1, 4, 1, 10)),
    ("a: !!str &x?y z\n", "yaml/alias", (1, 4, 1, 16)),
    ("a: &x y\n*x: z\n", "yaml/alias", (2, 1, 2, 3)),
    (ALIASES, "yaml/alias-bomb", (4, 29, 4, 31)),
    (f"a: &a {'x' * 9999}\nb: [{'*a,' * 200}]", "yaml/alias-bomb", (2, 305, 2, 307)),
    (f"a: &a {{{'x' * 999}: 1}}\nb: [{'*a,' * 999}]", "yaml/alias-bomb", (2, 2504, 2, 2506)),
    (f"a: &a {'[' * 40 + ']' * 40}\nb: {'[' * 40}*a{']' * 40}", "yaml/too-deep", (2, 44, 2, 46)),
    ("[" + "a," * 200_000 + "]", "yaml/too-large", (1, 399_996, 1, 399_997)),
]

SYNTAX = [
    ("a: Acme: Inc\n", "yaml/syntax", (1, 8, 1, 9)),
    ("a: 1\n  b: 2\n", "yaml/syntax", (2, 4, 2, 5)),
    ("  a: 1\nb: 2\n", "yaml/syntax", (2, 1, 2, 2)),
    ("a: 1\nname\nb: 2\n", "yaml/syntax", (2, 1, 2, 2)),
    ("a: 'x\nb: 1\n", "yaml/syntax", (1, 4, 1, 5)),
    ("a: 'It's'\n", "yaml/syntax", (1, 8, 1, 9)),
    ("a: 'x\n---\ny'\n", "yaml/syntax", (1, 4, 1, 5)),
    ("a: [1, 2\nb: 3\n", "yaml/syntax", (1, 4, 1, 5)),
    ("a: {b: 1\nc: 2\n", "yaml/syntax", (1, 4, 1, 5)),
    ("a: [1,,2]\n", "yaml/syntax", (1, 7, 1, 8)),
    ("a: [\n\n", "yaml/syntax", (1, 4, 1, 5)),
    ("é: {", "yaml/syntax", (1, 4, 1, 5)),
    ("- a\nb: 1\n", "yaml/syntax", (2, 1, 2, 2)),
    ("a: - b\n", "yaml/syntax", (1, 4, 1, 5)),
    ("a: ? b\n", "yaml/syntax", (1, 4, 1, 5)),
    ("𝄞: @x\n", "yaml/syntax", (1, 4, 1, 5)),
    ("a: %x\n", "yaml/syntax", (1, 4, 1, 5)),
    ("a: *.example.com\n", "yaml/syntax", (1, 4, 1, 5)),
    ("a: & b\n", "yaml/syntax", (1, 4, 1, 5)),
    ('a: "\\d"\n', "yaml/syntax", (1, 5, 1, 6)),
    ('a: "\\xZZ"\n', "yaml/syntax", (1, 7, 1, 8)),
    ('a: "\\ud83d"\n', "yaml/syntax", (1, 7, 1, 8)),
    ("a: |x\n  y\n", "yaml/syntax", (1, 5, 1, 6)),
    ("a: |0\n  y\n", "yaml/syntax", (1, 5, 1, 6)),
    ("%FOO x\n---\na\n", "yaml/syntax", (1, 1, 1, 2)),
    ("\ta: 1\n", "yaml/tab", (1, 1, 1, 2)),
    ("a:\r\n\tb: 1\r\n", "yaml/tab", (2, 1, 2, 2)),
    ("a: |\n  x\n\ty\n", "yaml/tab", (3, 1, 3, 2)),
    ("a:\n  - b\n\t- c\n", "yaml/tab", (3, 1, 3, 2)),
]


@pytest.mark.parametrize(("text", "code", "span"), [*ENCODING, *DATA, *SYNTAX])
def test_fault_is_found_at_its_place(
    text: str | bytes, code: str, span: tuple[int, int, int, int]
) -> None:
    assert faults(text)[0] == (code, span)


@pytest.mark.parametrize(("text", "_code", "_span"), [*ENCODING, *DATA, *SYNTAX])
def test_fault_says_what_to_do(text: str | bytes, _code: str, _span: object) -> None:
    broken = read("x.yaml", text if isinstance(text, bytes) else text.encode())
    assert isinstance(broken, Broken)
    for fault in broken.faults:
        assert fault.remediation
        assert fault.message.isprintable()
        assert not fault.message.endswith(".")


def test_faults_that_leave_the_rest_readable_are_all_found() -> None:
    text = "%YAML 1.1\n---\na: .nan\na: !x 1\n1: <<\n<<: *y\nb: [!!set {}]\nc: 'x"
    assert [code for code, _ in faults(text)] == [
        "yaml/version",
        "yaml/number",
        "yaml/duplicate-key",
        "yaml/tag",
        "yaml/key",
        "yaml/merge-key",
        "yaml/alias",
        "yaml/tag",
        "yaml/syntax",
    ]


def test_bad_key_is_no_duplicate_of_the_empty_one() -> None:
    assert [code for code, _ in faults("1: a\n'': b\n2: c\n")] == ["yaml/key", "yaml/key"]


def test_hundred_faults_are_enough() -> None:
    found = faults("a: 1\n" * 1000)
    assert len(found) == 101
    assert found[-1] == ("yaml/too-many-faults", (101, 1, 101, 2))


def test_duplicate_key_names_the_first() -> None:
    assert message("b: 1\na: 1\na: 2\n") == 'the key "a" is already on line 2'


def test_message_quotes_hostile_text_safely() -> None:
    key = r'"\e]0;x\a\n' + "y" * 100 + '"'
    text = message(f"{key}: 1\n{key}: 2\n")
    assert text.isprintable()
    assert r"\x1b]0;x\x07\n" in text
    assert "…" in text


def test_message_shortens_a_hostile_name() -> None:
    assert len(message("a: *" + "x" * 9000)) < 100


def test_encoding_is_named() -> None:
    utf16, latin = read("x", "a: b".encode("utf-16")), read("x", b"a: \xe9")
    assert isinstance(utf16, Broken)
    assert isinstance(latin, Broken)
    assert utf16.faults[0].message == "the file is UTF-16, not UTF-8"
    assert "0xE9" in latin.faults[0].message


def test_line_separator_comes_with_its_escape() -> None:
    broken = read("x", "a: \u2028".encode())
    assert isinstance(broken, Broken)
    assert r'"\L"' in str(broken.faults[0].remediation)


def test_lower_bound_on_digits_is_a_fault_too() -> None:
    before = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(640)
    try:
        assert faults("a: " + "9" * 700)[0][0] == "yaml/number"
    finally:
        sys.set_int_max_str_digits(before)


def test_unknown_complaint_of_the_library_is_a_fault_all_the_same() -> None:
    assert fault_of(YAMLError("?"), "a").span == START


def test_unknown_wording_keeps_the_place() -> None:
    from yaml import MarkedYAMLError  # noqa: PLC0415 the one test that speaks PyYAML

    class Mark:
        index, line, column = 3, 0, 3

    fault = fault_of(MarkedYAMLError(problem="new words", problem_mark=Mark()), "a: b")
    assert (fault.code, fault.span) == ("yaml/syntax", Span(1, 4, 1, 5))
    assert "new words" in fault.message


def test_without_libyaml_the_run_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "yaml._yaml", None)
    monkeypatch.delitem(sys.modules, "subpolicy.documents.events")
    monkeypatch.delitem(sys.modules, "subpolicy.documents.building")
    with pytest.raises(RunError, match="libyaml") as caught:
        read("x.yaml", b"a: 1\n")
    assert caught.value.help_text
