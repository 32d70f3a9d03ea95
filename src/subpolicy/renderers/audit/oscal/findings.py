"""Whether each objective is met: our rules are the targets, standards are only linked to."""

from collections.abc import Mapping
from typing import NamedTuple

from subpolicy.findings.outcome import Verdict
from subpolicy.findings.report import RuleCard
from subpolicy.renderers.audit.oscal.identity import Identity
from subpolicy.renderers.audit.oscal.observing import Target
from subpolicy.renderers.audit.oscal.words import Node, filled, line, own, token
from subpolicy.renderers.markup import prose


class _State(NamedTuple):
    state: str
    reason: str
    words: str


_STATES: Mapping[Verdict, _State] = {
    Verdict.FAILED: _State("not-satisfied", "fail", "Broken, and open."),
    Verdict.NOT_JUDGED: _State("not-satisfied", "other", "Not every record could be judged."),
    Verdict.WAIVED: _State(
        "not-satisfied", "other", "Broken, and every failure is accepted or known: see the risks."
    ),
    Verdict.BASELINED: _State(
        "not-satisfied", "other", "Broken, and every failure was known at adoption: see the risks."
    ),
    Verdict.PASSED: _State("satisfied", "pass", "Kept wherever it applies."),
    Verdict.NOT_APPLICABLE: _State("satisfied", "other", "It applies to no vendor."),
}
"""What the gravest verdict makes of an objective; the gravest first."""


def finding(rule: str, card: RuleCard | None, target: Target, identity: Identity) -> Node:
    """What was found out about one objective.

    Args:
        rule: Its id.
        card: The rule; None for the files, which no rule judges.
        target: What was observed.
        identity: Names the finding.
    """
    state = next(state for verdict, state in _STATES.items() if target.verdicts[verdict])
    title = line(card.title) if card else "Every file can be read and says what it must"
    counts = ((verdict.value, target.verdicts[verdict] or None) for verdict in Verdict)
    node = {
        "uuid": identity.of("finding", rule),
        "title": title,
        "description": (prose(card.rationale) if card else "") or title,
        "props": own(("severity", card.severity.value if card else None), *counts),
        "links": _supports(card, identity) if card else [],
        "target": {
            "type": "objective-id",
            "target-id": token(rule),
            "title": title,
            "status": {"state": state.state, "reason": state.reason, "remarks": state.words},
        },
        "related-observations": [{"observation-uuid": uuid} for uuid in target.observations],
        "related-risks": [{"risk-uuid": uuid} for uuid in target.risks],
    }
    return filled(node)


def _supports(card: RuleCard, identity: Identity) -> list[Node]:
    return [
        {
            "href": f"#{identity.of('framework', control.framework)}",
            "rel": "supports",
            "text": line(f"{control.framework} {control.id}"),
        }
        for control in card.controls
    ]
