"""Annotations: escaped by GitHub's rules, within its limits, and nothing lost."""

from hypothesis import given
from hypothesis import strategies as st

from subpolicy.findings.finding import Finding, Severity
from subpolicy.locations import Span
from subpolicy.renderers.github import render
from support.reports import finding, report, shared_report


def lines(*findings: Finding, **changes: object) -> list[str]:
    return render(report(*findings, **changes)).splitlines()


def test_an_annotation_names_place_rule_and_fix() -> None:
    assert lines(finding())[0] == (
        "::error file=vendors/pinecone.yaml,line=9,endLine=9,col=19,endColumn=21,"
        "title=non-us-processing-without-scc::processes personal data in EU without SCCs%0A"
        "fix: add a transfer with mechanism scc, its version, module and date"
    )


def test_the_last_line_is_the_plain_one() -> None:
    assert lines(finding())[-1].startswith("FAIL 32 vendors, 1 rule, ")


def test_levels_are_those_of_github() -> None:
    got = lines(*(finding(severity=severity) for severity in Severity))
    assert [line.split(" ")[0] for line in got[:-1]] == ["::error", "::warning", "::notice"]


def test_paths_can_be_given_the_folder_in_the_repository() -> None:
    assert "file=lists/eu/vendors/" in render(report(finding(), prefix="lists/eu/"))


def test_a_span_over_several_lines_has_no_columns() -> None:
    assert "line=9,endLine=11,title=" in lines(finding(span=Span(9, 3, 11, 4)))[0]


def test_percent_is_escaped_first_and_line_ends_are_shown() -> None:
    message = lines(finding(message="100%0A\r\n::error::x", remediation=None))[0]
    assert message.endswith(r"::100%250A\r\n::error::x")


def test_properties_cannot_be_broken_out_of() -> None:
    first = lines(finding(path="vendors/a,line=1:b%.yaml", rule="x::y"))[0]
    assert "file=vendors/a%2Cline=1%3Ab%25.yaml," in first
    assert "title=x%3A%3Ay::" in first


def test_nine_per_level_and_one_that_counts_the_others() -> None:
    many = [
        finding(message=f"m{number}", span=Span(number, 1, number, 2)) for number in range(1, 31)
    ]
    mild = [finding(severity=Severity.WARNING) for _ in range(10)]
    got = lines(*many, *mild)
    assert got[0] == (
        "::error title=subpolicy::21 more findings of severity error, "
        "listed in the log of this step"
    )
    assert sum(line.startswith("::error ") for line in got) == 10
    assert sum(line.startswith("::warning ") for line in got) == 10
    assert any("1 more finding of severity warning" in line for line in got)
    rest = [line for line in got if line.startswith("- ")]
    assert len(rest) == 22
    assert rest[0] == ("- vendors/pinecone.yaml:10:1: error: m10 [non-us-processing-without-scc]")


def test_the_rest_in_the_log_cannot_give_commands() -> None:
    hostile = finding(path="::add-mask::a", message="##[add-mask]x\n::error::y")
    rest = [line for line in lines(*[hostile] * 10) if "add-mask" in line][-1]
    assert rest.startswith(r"- ::add-mask::a:9:19: error: #\x23[add-mask]x\n::error::y")


@given(st.sampled_from(["x", "%", "€", "\n"]), st.integers(3_800, 4_200))
def test_an_annotation_is_never_too_long(char: str, length: int) -> None:
    annotation = lines(finding(message=char * length))[0]
    assert len(annotation) <= 4096
    assert annotation.endswith(("…", "date"))
    tail = annotation.rpartition("::")[2].removesuffix("…").replace("%25", "")
    assert "%" not in tail.replace("%0A", "")


def test_a_path_without_end_leaves_no_room_for_words() -> None:
    assert lines(finding(path="a" * 5000))[0].endswith("::…")


def test_every_line_is_a_command_or_plain() -> None:
    for line in render(shared_report()).splitlines():
        assert line.startswith(("::error ", "::warning ", "::notice ", "- ", "FAIL "))
        assert "\x1b" not in line
