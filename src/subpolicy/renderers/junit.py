"""Results as JUnit XML: one test case per rule and vendor, passes and skips included.

There is no standard; elements and attributes are those that Jenkins, GitLab and Azure read.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from html import escape as escape_markup
from itertools import groupby
from operator import attrgetter
from typing import Literal, NamedTuple

from subpolicy.findings.finding import Finding
from subpolicy.findings.outcome import Broken, Evaluation, Failed, NotJudged, Passed
from subpolicy.findings.report import Report
from subpolicy.printable import escape, printable
from subpolicy.renderers.acceptance import acceptance
from subpolicy.renderers.remedy import with_fix

Kind = Literal["passed", "failure", "error", "skipped"]

_NO_XML = frozenset("\ufffe\uffff")
"""Characters that XML 1.0 cannot hold in any spelling, beside those that are never printable."""


class _Case(NamedTuple):
    suite: str
    """The rule, or the code of a fault that no rule found."""
    name: str
    kind: Kind
    place: str
    """Path from the top of the repository; empty where nothing was found."""
    line: int
    label: str
    """The severity of what was found."""
    message: str
    details: tuple[str, ...]


def render(report: Report) -> str:
    """A suite for each kind of fault of files, then one for each rule, with every vendor."""
    cases = [*_of_faults(report), *_of_rules(report)]
    lines = ['<?xml version="1.0" encoding="UTF-8"?>']
    lines.append(_tag("testsuites", {"name": report.tool, **_counts(cases)}))
    for suite, members in groupby(cases, key=attrgetter("suite")):
        held = list(members)
        lines.append("  " + _tag("testsuite", {"name": suite, **_counts(held)}))
        lines += [line for case in held for line in _lines(case)]
        lines.append("  </testsuite>")
    lines.append("</testsuites>")
    return "\n".join(lines) + "\n"


def _of_faults(report: Report) -> Iterator[_Case]:
    """Faults that no rule found, by code: errors, since what they concern was not judged."""
    for fault in sorted(report.faults, key=attrgetter("rule")):
        name = f"{report.prefix}{fault.path}:{fault.span.line}:{fault.span.column}"
        yield _found(report, name, "error", [fault], [_words(fault)])


def _of_rules(report: Report) -> Iterator[_Case]:
    ordered = sorted(report.evaluations, key=attrgetter("rule", "vendor"))
    for (rule, vendor), members in groupby(ordered, key=attrgetter("rule", "vendor")):
        # A rule on changes also judges what the change does to the registry: no vendor's.
        yield _of_vendor(report, rule, vendor or "the registry", list(members))


def _of_vendor(report: Report, rule: str, vendor: str, evaluations: list[Evaluation]) -> _Case:
    """One rule on one vendor; where it judges several items, the gravest outcome decides."""
    outcomes = [evaluation.outcome for evaluation in evaluations]
    broken = [outcome for outcome in outcomes if isinstance(outcome, Broken)]
    failed = [outcome.finding for outcome in broken if isinstance(outcome, Failed)]
    if broken:
        kind: Kind = "failure" if failed else "skipped"
        first = failed or [outcome.finding for outcome in broken]
        return _found(report, vendor, kind, first, [_told(outcome) for outcome in broken])
    for outcome in outcomes:
        if isinstance(outcome, NotJudged):
            fault = outcome.fault
            why = fault.message if fault is not None else "not judged: the record is invalid"
            return _Case(rule, vendor, "skipped", "", 0, "", why, ())
    if any(isinstance(outcome, Passed) for outcome in outcomes):
        return _Case(rule, vendor, "passed", "", 0, "", "", ())
    return _Case(rule, vendor, "skipped", "", 0, "", "not applicable", ())


def _found(
    report: Report, name: str, kind: Kind, findings: list[Finding], details: list[str]
) -> _Case:
    first, *more = findings
    others = f" (and {len(more)} more)" if more else ""
    accepted = "accepted: " if kind == "skipped" else ""
    message = f"{accepted}{first.message}{others}"
    place = report.prefix + first.path
    lines = tuple(details)
    return _Case(first.rule, name, kind, place, first.span.line, first.severity, message, lines)


def _told(broken: Broken) -> str:
    accepted = acceptance(broken)
    return _words(broken.finding) + (f" ({accepted})" if accepted else "")


def _words(finding: Finding) -> str:
    place = f"{finding.path}:{finding.span.line}:{finding.span.column}"
    return f"{place}: {finding.severity}: {with_fix(finding)}"


def _counts(cases: list[_Case]) -> dict[str, object]:
    tally = Counter(case.kind for case in cases)
    return {
        "tests": len(cases),
        "failures": tally["failure"],
        "errors": tally["error"],
        "skipped": tally["skipped"],
    }


def _lines(case: _Case) -> Iterator[str]:
    place = {"file": case.place, "line": case.line} if case.place else {}
    opening = _tag("testcase", {"classname": case.suite, "name": case.name, **place})
    if case.kind == "passed":
        yield f"    {opening[:-1]}/>"
        return
    yield f"    {opening}"
    label = {"type": case.label} if case.label else {}
    inner = _tag(case.kind, {**label, "message": case.message})
    details = "\n".join(map(_text, case.details))
    yield f"      {inner}{details}</{case.kind}>"
    yield "    </testcase>"


def _tag(name: str, attributes: Mapping[str, object]) -> str:
    pairs = "".join(f' {key}="{_text(str(value))}"' for key, value in attributes.items())
    return f"<{name}{pairs}>"


def _text(text: str) -> str:
    """Text for an element or an attribute, on one line, without what XML 1.0 cannot hold."""
    kept = "".join(escape(char) if char in _NO_XML else char for char in printable(text))
    return escape_markup(kept)
