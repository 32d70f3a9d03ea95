"""The text for a terminal: SPEC's shape, carets under the fault, nothing unsafe."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subpolicy.findings.finding import Severity
from subpolicy.locations import START, Span
from subpolicy.renderers.excerpt import WIDTH, excerpt
from subpolicy.renderers.text import TextOptions, render
from support.reports import finding, report, shared_report


def test_the_shape_is_that_of_the_specification() -> None:
    assert render(report(finding(), not_selected=("change rules (no --base)",))) == (
        "vendors/pinecone.yaml:9:19: error: processes personal data in EU without SCCs "
        "[non-us-processing-without-scc]\n"
        "    9 |   locations: [US, EU]\n"
        "      |                   ^^\n"
        "  = fix: add a transfer with mechanism scc, its version, module and date\n"
        "\n"
        "FAIL 32 vendors, 1 rule, 1 evaluation: 1 failed (1 error), 0 waived, 0 baselined, "
        "0 not applicable, 0 not judged, 0 invalid; not selected: change rules (no --base)\n"
    )


def test_without_findings_there_is_only_the_last_line() -> None:
    assert render(report()) == (
        "PASS 32 vendors, 1 rule, 0 evaluations: 0 failed, 0 waived, 0 baselined, "
        "0 not applicable, 0 not judged, 0 invalid\n"
    )


def test_severities_are_counted_apart() -> None:
    severities = [Severity.ERROR, Severity.WARNING, Severity.WARNING, Severity.INFO, Severity.INFO]
    text = render(report(*(finding(severity=severity) for severity in severities)))
    assert "5 failed (1 error, 2 warnings, 2 info)" in text


def test_a_fault_of_a_file_fails_the_run_and_is_counted_apart() -> None:
    text = render(report(faults=(finding(rule="yaml/tab"),)))
    assert "FAIL" in text
    assert "0 failed, " in text
    assert "1 invalid" in text


def test_strict_decides_on_the_verdict() -> None:
    warning = finding(severity=Severity.WARNING)
    assert "\nPASS " in render(report(warning))
    assert "\nFAIL " in render(report(warning, strict=True))


def test_equal_findings_are_all_kept() -> None:
    assert render(report(finding(), finding())).count("without SCCs") == 2


def test_quiet_shows_only_what_blocks() -> None:
    both = finding(), finding(severity=Severity.WARNING, message="mild")
    quiet = TextOptions(quiet=True)
    assert "mild" not in render(report(*both), quiet)
    assert "without SCCs" in render(report(*both), quiet)
    assert "mild" in render(report(*both, strict=True), quiet)
    assert render(report(both[1]), quiet).startswith("PASS ")


def test_colour_adds_escapes_and_nothing_else() -> None:
    plain = render(shared_report())
    coloured = render(shared_report(), TextOptions(color=True))
    for code in ("\x1b[0m", "\x1b[1m", "\x1b[1;31m", "\x1b[1;33m", "\x1b[1;34m"):
        assert code in coloured
        coloured = coloured.replace(code, "")
    assert coloured == plain
    assert "\x1b[1;32mPASS\x1b[0m" in render(report(), TextOptions(color=True))


def test_a_line_that_is_not_at_hand_is_left_out() -> None:
    text = render(report(finding(path="flags.yaml", span=START, remediation=None)))
    assert text.startswith("flags.yaml:1:1: error: ")
    assert text.split("\n")[1] == ""


def test_nothing_unsafe_reaches_the_terminal() -> None:
    for line in render(shared_report()).split("\n"):
        assert not set(line) & set("\x1b\x07\x9b\r\u202e\u2066\u2028\u200b\ud800")
        assert "##vso[" not in line
        assert "##[" not in line
        assert not line.lstrip().startswith("::")


def shown(line: str, first: int, last: int, *, end_line: int = 1) -> str:
    """The excerpt with its carets."""
    got = excerpt(line, Span(1, first, end_line, last))
    return f"{got.text}\n{' ' * got.indent}{'^' * got.carets}"


@pytest.mark.parametrize(
    ("line", "first", "last", "text"),
    [
        ("a: [b, c]", 5, 6, "a: [b, c]\n    ^"),
        ("a: b", 1, 1, "a: b\n^"),  # an empty span
        ("", 1, 1, "\n^"),
        ("a:", 9, 12, "a:\n  ^"),  # beyond the line
        ("\ta: b", 2, 3, "    a: b\n    ^"),
        ("\ta", 1, 2, "    a\n^^^^"),
        ("株式: x", 5, 6, "株式: x\n      ^"),
        ("株式: x", 1, 3, "株式: x\n^^^^"),
        ("e\u0301: x", 5, 6, "e\u0301: x\n   ^"),
        ("\x1b: x", 4, 5, "\\x1b: x\n      ^"),
        ("\x1b: x", 1, 2, "\\x1b: x\n^^^^"),
        ("##vso[x] y", 10, 11, "#\\x23vso[x] y\n            ^"),
        ("a: b \r\n", 4, 5, "a: b\n   ^"),
    ],
)
def test_carets_stand_below_what_they_mean(line: str, first: int, last: int, text: str) -> None:
    assert shown(line, first, last) == text


def test_a_span_over_several_lines_is_marked_to_the_end_of_its_first() -> None:
    assert shown("  a: {b: 1,  ", 6, 2, end_line=3) == "  a: {b: 1,\n     ^^^^^^"


@pytest.mark.parametrize("position", [1, 30, 60, 500, 970, 990])
def test_a_long_line_is_cut_around_the_span(position: int) -> None:
    line = "x" * (position - 1) + "HERE" + "y" * (1000 - position - 3)
    got = excerpt(line, Span(1, position, 1, position + 4))
    assert got.text[got.indent : got.indent + got.carets] == "HERE"
    assert len(got.text) <= WIDTH + 2
    assert got.text.startswith("…") == (position > 41)
    assert got.text.endswith("…") == (position < 900)


def test_a_long_span_is_marked_as_far_as_it_shows() -> None:
    got = excerpt("a: " + "x" * 1000, Span(1, 4, 1, 1004))
    assert got.indent == 3
    assert got.carets == len(got.text) - 3 - len("…")


def test_escapes_make_a_line_long_too() -> None:
    got = excerpt("\x1b" * 100, Span(1, 51, 1, 52))
    assert len(got.text) <= WIDTH + 2
    assert got.text[got.indent :].startswith(r"\x1b")
    assert got.carets == 4


@given(
    st.text(st.characters(exclude_categories=()), max_size=400),
    st.integers(1, 500),
    st.integers(0, 500),
)
def test_any_line_can_be_shown(line: str, first: int, length: int) -> None:
    got = excerpt(line, Span(1, first, 1, first + length))
    assert got.carets >= 1
    assert got.indent <= WIDTH + 1
    assert "\n" not in got.text
    assert "\x1b" not in got.text
