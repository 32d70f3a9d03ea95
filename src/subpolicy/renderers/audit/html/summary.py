"""The top of the page: the verdict in a sentence, and the numbers that matter."""

from collections.abc import Iterator
from typing import Final

from subpolicy.audit import Audit
from subpolicy.findings.finding import Severity
from subpolicy.renderers.audit.blocks import Prose, Section
from subpolicy.renderers.audit.html.markup import Markup, long_day, number, prose, short, tag, text

_SHORT: Final = 12
"""Digits of a commit's id, enough to be told from all others."""


def summary(audit: Audit, title: str, verdict: Section) -> Markup:
    """The head of the page.

    Args:
        audit: What is reported.
        title: The report's own.
        verdict: The section whose sentences say how it went.
    """
    failed = bool(audit.report.exit_code)
    word = "FAIL" if failed else "PASS"
    sentences = " ".join(block.text for block in verdict.blocks if isinstance(block, Prose))
    reason, _, rest = sentences.removeprefix(f"{word}: ").partition(". ")
    stamp = tag("strong", Markup(word), class_=f"stamp {'f' if failed else 'p'}")
    first = tag("span", prose(reason[:1].upper() + reason[1:] + ("." if rest else "")))
    return tag(
        "header",
        tag("h1", text(title)),
        tag("p", stamp, Markup(" "), first, class_="verdict"),
        tag("p", prose(rest), class_="rest") if rest else Markup(""),
        tag("dl", *_facts(audit), class_="facts"),
        tag("dl", *_tiles(audit), class_="tiles"),
        class_="top",
        id=verdict.anchor,
    )


def _facts(audit: Audit) -> Iterator[Markup]:
    report = audit.report
    yield _pair("Organisation", text(short(str(report.organisation.get("name", "–")), 120)))
    yield _pair("As of", long_day(report.as_of))
    if report.revision is None:
        yield _pair("Revision", Markup("not under git"))
    else:
        state = "" if report.clean else ", with changes that are not committed"
        commit = tag("code", text(report.revision[:_SHORT]), title=report.revision)
        yield _pair("Revision", Markup(f"{commit}{state}"))
    yield _pair("Judged by", text(report.tool))


def _tiles(audit: Audit) -> Iterator[Markup]:
    """Each number with its name; a colour where it is not zero and calls for a look."""
    counts = audit.report.counts
    severities = [finding.severity for finding in audit.report.findings]
    yield _tile("Vendors", counts.vendors)
    yield _tile("Rules", counts.rules)
    yield _tile("Evaluations", counts.evaluations)
    yield _tile("Passed", counts.passed, "p")
    yield _tile("Open errors", severities.count(Severity.ERROR), "f")
    yield _tile("Open warnings", severities.count(Severity.WARNING), "w")
    yield _tile("Known at adoption", counts.baselined, "k")
    yield _tile("Waived", counts.waived, "a")


def _tile(name: str, count: int, tone: str = "") -> Markup:
    shade = tone if count else "zero"
    content = (tag("dt", text(name)), tag("dd", number(count)))
    return tag("div", *content, class_=shade or None)


def _pair(name: str, content: Markup) -> Markup:
    return tag("div", tag("dt", text(name)), tag("dd", content))
