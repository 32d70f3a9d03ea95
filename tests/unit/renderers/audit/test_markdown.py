"""The auditor's report in Markdown: as people see it, and within the room of a job summary."""

import re

from markdown_it import MarkdownIt

from subpolicy.audit import Audit
from subpolicy.findings.finding import Severity
from subpolicy.findings.outcome import PASSED, Evaluation, Failed
from subpolicy.findings.report import Member
from subpolicy.renderers.audit.markdown import render
from support.audits import audit, flow, shared_audit
from support.reports import DIGEST, finding, report, rule_card

SUMMARY = 900_000
"""What GitHub takes with room for other steps."""


def page(some: Audit) -> str:
    """The report as HTML, as GitHub makes it."""
    return MarkdownIt("gfm-like", {"linkify": False}).render(render(some))


def large(vendors: int, length: int = 40) -> Audit:
    """An audit with 45 rules, of which one fails everywhere."""
    rules = tuple(rule_card(id=f"rule-{number}") for number in range(45))
    ids = [f"vendor-{number:04}" for number in range(vendors)]
    failed = [
        finding(rule="rule-0", vendor=id_, severity=Severity.WARNING, message="x" * length)
        for id_ in ids
    ]
    return audit(
        report=report(
            rules=rules,
            population=tuple(
                Member(f"vendors/{id_}.yaml", DIGEST, id_, id_, "active", judged=True)
                for id_ in ids
            ),
            evaluations=(
                *(Evaluation(card.id, id_, PASSED) for id_ in ids for card in rules[1:]),
                *(Evaluation(one.rule, one.vendor or "", Failed(one)) for one in failed),
            ),
        ),
        flows=tuple(flow(vendor=id_) for id_ in ids),
    )


def section(text: str, title: str) -> str:
    """What stands under a heading, up to the next of its level."""
    (level,) = re.findall(rf"^(#+) (?:<a [^>]*></a>)?{title}$", text, re.MULTILINE)
    _, _, after = text.partition(f"{title}\n")
    return re.split(rf"^#{{2,{len(level)}}} ", after, maxsplit=1, flags=re.MULTILINE)[0]


def left_out(text: str, title: str) -> int:
    found = re.findall(r"\*\*(\d+) more rows? (?:is|are) left out", section(text, title))
    return sum(map(int, found))


def test_every_table_is_one_when_it_is_read() -> None:
    text = render(shared_audit())
    heads = len(re.findall(r"^\|(?: --- \|)+$", text, re.MULTILINE))
    assert page(shared_audit()).count("<table>") == heads > 20


def test_nothing_of_the_registry_becomes_markup() -> None:
    tags = set(re.findall(r"<(/?[a-z0-9]+)", page(shared_audit())))
    assert {tag.removeprefix("/") for tag in tags} <= {
        *("h1", "h2", "h3", "p", "strong", "code", "a"),
        *("table", "thead", "tbody", "tr", "th", "td"),
    }
    raw = re.findall(r"<[^>&]*>", re.sub(r"\]\(<[^>]*>\)", "", render(shared_audit())))
    assert all(re.fullmatch(r'<a id="[A-Za-z0-9_-]+">|</a>', tag) for tag in raw)


def test_links_lead_to_anchors_that_are_there() -> None:
    text = render(shared_audit())
    anchors = re.findall(r'<a id="([^"]+)">', text)
    assert len(anchors) == len(set(anchors))
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) == set(anchors)


def test_a_small_report_leaves_nothing_out() -> None:
    assert "left out of this" not in render(shared_audit())


def test_a_thousand_vendors_fit_and_what_is_left_out_is_counted() -> None:
    text = render(large(1000, length=200))
    assert len(text.encode()) < SUMMARY
    shown = len(
        re.findall(r"^\| vendor-", section(text, "Every rule on every vendor"), re.MULTILINE)
    )
    assert 0 < shown == 1000 - left_out(text, "Every rule on every vendor") < 1000
    assert left_out(text, "Open") == 0
    assert section(text, "Open").count("| `vendors/pinecone.yaml:9:19` |") == 1000
    assert "`--format html`" in text


def test_even_findings_are_shortened_where_they_alone_would_be_too_many() -> None:
    text = render(large(1500, length=1500))
    assert len(text.encode()) < SUMMARY
    shown = section(text, "Open").count("| `vendors/pinecone.yaml:9:19` |")
    assert 0 < shown == 1500 - left_out(text, "Open") < 1500
    assert left_out(text, "Population") < 1500


def test_characters_of_several_bytes_count_as_such() -> None:
    judged = large(1000).report
    wide = tuple(
        one._replace(outcome=Failed(one.outcome.finding._replace(message="式" * 400)))
        if isinstance(one.outcome, Failed)
        else one
        for one in judged.evaluations
    )
    assert len(render(audit(report=judged._replace(evaluations=wide))).encode()) < SUMMARY
