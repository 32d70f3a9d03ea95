"""The assessment results: one result, with a finding per rule."""

import base64
import hashlib
import shlex
from collections import Counter
from collections.abc import Iterable, Iterator

from subpolicy.audit import Audit, JudgedCommit
from subpolicy.dates import is_date
from subpolicy.findings.outcome import Verdict
from subpolicy.findings.report import RuleCard
from subpolicy.renderers.audit.bundle_names import ASSESSMENT_PLAN
from subpolicy.renderers.audit.content.cells import many
from subpolicy.renderers.audit.oscal.documents import (
    FILES,
    LIMITS,
    OWNER,
    assets,
    metadata,
    party,
    reviewed,
)
from subpolicy.renderers.audit.oscal.findings import finding
from subpolicy.renderers.audit.oscal.identity import Identity, identity
from subpolicy.renderers.audit.oscal.observing import Observed, Observer
from subpolicy.renderers.audit.oscal.planning import plan
from subpolicy.renderers.audit.oscal.subjects import Subjects, subjects
from subpolicy.renderers.audit.oscal.words import (
    Node,
    dumped,
    evening,
    filled,
    line,
    lines,
    morning,
    own,
)


def render(audit: Audit) -> str:
    """OSCAL assessment results on one line of JSON.

    One file holds one document, and ``import-ap`` is required: the plan travels base64-encoded in
    a resource of the back matter, which also names the file that it is in a bundle.
    """
    names = identity(audit)
    planned = plan(audit).encode()
    what = subjects(audit, names)
    observed = Observer(audit, names, what).observed()
    plan_uuid = names.of("resource", "plan")
    document: Node = {
        "metadata": metadata(audit, "assessment results", names),
        "import-ap": {"href": f"#{plan_uuid}", "remarks": "In the back matter, as base64."},
        "results": [_result(audit, names, what, observed)],
        "back-matter": {
            "resources": [
                _plan(plan_uuid, planned),
                *(_framework(name, names) for name in _frameworks(audit.report.rules)),
                *what.resources,
            ]
        },
    }
    return dumped({"assessment-results": {"uuid": names.of_document(document), **document}})


def _plan(uuid: str, planned: bytes) -> Node:
    media_type = "application/json"
    digest = hashlib.sha256(planned).hexdigest()
    hashes = [{"algorithm": "SHA-256", "value": digest}]
    return {
        "uuid": uuid,
        "title": "Assessment plan",
        "description": "An OSCAL assessment plan: the rules as objectives.",
        "rlinks": [{"href": ASSESSMENT_PLAN, "media-type": media_type, "hashes": hashes}],
        "base64": {
            "filename": ASSESSMENT_PLAN,
            "media-type": media_type,
            "value": base64.b64encode(planned).decode(),
        },
    }


def _frameworks(cards: Iterable[RuleCard]) -> list[str]:
    return sorted({control.framework for card in cards for control in card.controls})


def _framework(name: str, names: Identity) -> Node:
    return {
        "uuid": names.of("framework", name),
        "title": line(name),
        "description": "A published framework. Rules support controls of it, and satisfy none.",
    }


def _result(audit: Audit, names: Identity, what: Subjects, observed: Observed) -> Node:
    report = audit.report
    judged = [card for card in report.rules if card.id in observed.targets]
    platform = assets(audit, names)
    return filled(
        {
            "uuid": names.of("result", report.as_of, report.revision or ""),
            "title": f"The rules on every vendor as of {report.as_of}",
            "description": _verdict(audit),
            "start": _start(audit),
            "end": evening(report.as_of),
            "props": _facts(audit),
            "local-definitions": filled(
                {
                    "components": [what.registry],
                    "inventory-items": what.items,
                    "assessment-assets": platform,
                }
            ),
            "reviewed-controls": reviewed(judged),
            "assessment-log": {"entries": list(_log(audit, names))},
            "observations": observed.observations,
            "risks": observed.risks,
            "findings": [
                finding(FILES, None, observed.targets[FILES], names),
                *(finding(card.id, card, observed.targets[card.id], names) for card in judged),
            ],
            "remarks": lines(_remarks(audit)),
        }
    )


def _start(audit: Audit) -> str:
    period = audit.period
    if period is None:
        return morning(audit.report.as_of)
    days = [period.since, *(commit.date or "" for commit in reversed(period.commits))]
    return morning(next((day for day in days if is_date(day)), audit.report.as_of))


def _verdict(audit: Audit) -> str:
    blocking = len(audit.report.blocking)
    if blocking == 0:
        return f"PASS: nothing blocks as of {audit.report.as_of}."
    words = many(blocking, "finding blocks", "findings block")
    return f"FAIL: {words} as of {audit.report.as_of}."


def _facts(audit: Audit) -> list[Node]:
    report = audit.report
    counts = report.counts
    verdicts = Counter(evaluation.outcome.verdict for evaluation in report.evaluations)
    return own(
        ("exit-code", report.exit_code),
        ("revision", report.revision),
        ("clean", None if report.clean is None else str(report.clean).lower()),
        *((f"sha256-of-{name}", digest) for name, digest in sorted(report.digests.items())),
        ("vendors", counts.vendors),
        ("files", counts.files),
        ("rules", counts.rules),
        ("evaluations", counts.evaluations),
        *((verdict.value, verdicts[verdict]) for verdict in Verdict),
        ("invalid", counts.invalid),
    )


def _log(audit: Audit, names: Identity) -> Iterator[Node]:
    """The run itself, then the commits of the period that are dated, oldest first."""
    report = audit.report
    by = [{"party-uuid": party(names, OWNER), "role-id": OWNER}]
    yield {
        "uuid": names.of("run", report.as_of, report.revision or ""),
        "title": "Judged every record by every rule",
        "description": line(shlex.join(audit.command)),
        "start": morning(report.as_of),
        "end": morning(report.as_of),
        "logged-by": by,
    }
    for commit in reversed(audit.period.commits if audit.period else ()):
        if commit.date is not None:
            yield filled(
                {
                    "uuid": names.of("commit", commit.commit),
                    "title": line(f"{commit.commit[:12]}: {_gate(commit)}"),
                    "description": line(commit.subject),
                    "start": morning(commit.date),
                    "end": morning(commit.date),
                    "props": own(("commit", commit.commit), ("author", commit.author)),
                    "logged-by": by,
                    "remarks": line(commit.note) if commit.note else "",
                }
            )


def _gate(commit: JudgedCommit) -> str:
    if commit.passed is None:
        return "could not be judged"
    return "passes its gate" if commit.passed else "is there although its gate fails"


def _remarks(audit: Audit) -> Iterator[str]:
    yield LIMITS
    report = audit.report
    for words in (*report.notes, *(audit.period.gaps if audit.period else ())):
        yield line(words)
    for words in report.not_selected:
        yield f"Not looked at: {line(words)}."
    for off in report.rules_off:
        yield f"Switched off: {line(off.id)}, because: {line(off.reason)}"
