"""The rules of the auditor's report: what was judged by, what was not, and what was changed."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from subpolicy.findings.outcome import Verdict
from subpolicy.findings.report import Deviation, Report, RuleCard
from subpolicy.renderers.markup import code, prose, shown, table, text

_COLUMNS: Mapping[str, Verdict] = {
    "Passed": Verdict.PASSED,
    "Failed": Verdict.FAILED,
    "Waived": Verdict.WAIVED,
    "Known": Verdict.BASELINED,
    "Not applicable": Verdict.NOT_APPLICABLE,
    "Not judged": Verdict.NOT_JUDGED,
}


def rules(report: Report, numbers: Mapping[str, str]) -> Iterator[str]:
    """Each rule with its numbers, then each in words.

    Args:
        report: The run.
        numbers: The short name of each rule by its id, as in the matrix.
    """
    yield "## Rules"
    yield ""
    tally: dict[str, Counter[Verdict]] = defaultdict(Counter)
    for evaluation in report.evaluations:
        tally[evaluation.rule][evaluation.outcome.verdict] += 1
    rows = (
        (
            numbers[card.id],
            code(card.id),
            text(card.pack),
            text(card.severity),
            *(str(tally[card.id][verdict]) for verdict in _COLUMNS.values()),
            text("; ".join(f"{control.framework} {control.id}" for control in card.controls)),
        )
        for card in report.rules
    )
    yield from table(("No.", "Rule", "Pack", "Severity", *_COLUMNS, "Supports"), rows)
    for card in report.rules:
        yield ""
        yield from _rule(card, numbers[card.id])


def switched_off(report: Report) -> Iterator[str]:
    """The rules that this registry does not judge by, and why."""
    yield "## Rules switched off"
    yield ""
    if not report.rules_off:
        yield "None."
        return
    rows = ((code(off.id), text(off.reason)) for off in report.rules_off)
    yield from table(("Rule", "Reason"), rows)


def deviations(report: Report) -> Iterator[str]:
    """What this registry changes about what is shipped."""
    yield "## Deviations from the shipped defaults"
    yield ""
    if not report.deviations:
        yield "None."
        return
    rows = (
        (_subject(deviation), text(shown(deviation.shipped)), text(shown(deviation.here)))
        for deviation in report.deviations
    )
    yield from table(("What", "As shipped", "Here"), rows)


def _subject(deviation: Deviation) -> str:
    return code(deviation.subject) + (f": {text(deviation.what)}" if deviation.what else "")


def _rule(card: RuleCard, number: str) -> Iterator[str]:
    yield f"### {number} {text(card.title)}"
    yield ""
    yield f"{code(card.id)}: {prose(card.rationale)}"
    for name, value in sorted(card.params.items()):
        yield ""
        yield f"Parameter {code(name)}: {text(shown(value))}"
