"""Controls of published frameworks, and what the rules that support them said."""

from collections import Counter, defaultdict

from subpolicy.audit.audit import Support
from subpolicy.findings.outcome import Verdict
from subpolicy.findings.report import Report


def supports(report: Report) -> tuple[Support, ...]:
    """The controls that judged rules name, by framework, then control."""
    said: dict[str, Counter[Verdict]] = defaultdict(Counter)
    for evaluation in report.evaluations:
        said[evaluation.rule][evaluation.outcome.verdict] += 1
    rules: dict[tuple[str, str], list[str]] = defaultdict(list)
    for card in report.rules:
        for control in dict.fromkeys(card.controls):
            rules[control.framework, control.id].append(card.id)
    return tuple(
        Support(framework, control, tuple(sorted(ids)), sum((said[id_] for id_ in ids), Counter()))
        for (framework, control), ids in sorted(rules.items())
    )
