"""One audit with everything in it that an output can get wrong; small ones beside it."""

from subpolicy.audit import Audit, Evidence, Flow, Moment, Period
from subpolicy.findings.first_seen import UNCOMMITTED, FirstSeen
from subpolicy.findings.report import Control, Report
from subpolicy.registry.registry import Vendor
from support.audit_parts import (
    COMMIT,
    OLDER,
    OLDEST,
    audit,
    flow,
    judged_commit,
    logged,
    proof,
    vendor,
)
from support.reports import COMMANDS, ESCAPES, MARKUP, finding, shared_report

__all__ = ["audit", "flow", "judged_commit", "logged", "proof", "shared_audit", "vendor"]


def shared_audit() -> Audit:
    """The audit that every format of the auditor's report is shown in the goldens with."""
    judged = _dated(shared_report())
    return audit(
        report=judged,
        vendors=_vendors(),
        raw={
            "vendors/acme.yaml": b"id: acme\n",
            "vendors/hostile.yaml": b"id: hostile\nname: \xff\x00\r\n",
            "vendors/pinecone.yaml": "id: pinecone\nname: 株式会社\n".encode(),
        },
        policies={
            "policies/core/non-us-processing-without-scc.yaml": b"id: x\n",
            "schema/vendor.schema.json": b"{}\n",
            "subpolicy.yaml": b"organisation: {name: Example}\n",
        },
        command=(
            "subpolicy",
            "report",
            "--rev",
            COMMIT,
            "--as-of",
            "2026-01-01",
            "--since",
            "it's",
        ),
        regimes=("EU", "UK"),
        flows=_flows(),
        evidence=_evidence(),
        trend=_trend(),
        trend_note="Judged by the rules of today, not by those of each commit's day.",
        period=_period(),
    )


def _dated(judged: Report) -> Report:
    """The shared report with controls of two frameworks, and its findings dated in every way."""
    controls = (Control("soc-2", "CC9.2"), Control("house <b>rules</b>", "A|1"))
    card, *others = judged.rules
    dated = judged._replace(rules=(card._replace(controls=controls), *others))
    seen = (
        FirstSeen(OLDEST, "2024-02-29", 672, "change"),
        FirstSeen(OLDER, "2025-11-20", 42, "clock", at_least=True),
        FirstSeen(OLDER, "2025-11-20", 42, "rule"),
        FirstSeen(OLDER, None, None, None),
        UNCOMMITTED,
    )
    found = [broken.finding.fingerprint for broken in dated.broken]
    # Every sixth is missing, as a finding that the history does not explain.
    days = {mark: seen[i % 6] for i, mark in enumerate(found) if i % 6 < len(seen)}
    return dated._replace(first_seen=days)


def _vendors() -> tuple[Vendor, ...]:
    return (
        vendor("acme", "Acme | <i>Inc.</i>", review={"owner": "privacy@example.com"}),
        vendor("broken", valid=False, review="nobody"),
        vendor("hostile", MARKUP, status="optional", review={"owner": COMMANDS}),
        vendor("pinecone", review={"owner": "ai@example.com"}),
    )


def _flows() -> tuple[Flow, ...]:
    area = {"EU": "inside the area", "UK": "adequate"}
    listed = {"EU": "adequate for certified recipients", "UK": "needs a transfer tool"}
    none = {"EU": "needs a transfer tool", "UK": "needs a transfer tool"}
    return (
        flow(law=area),
        flow(
            vendor="hostile", name=MARKUP, status="suspended", access=True, mechanisms=(), law=area
        ),
        flow(vendor="acme", status="planned", location="GLOBAL", label="worldwide", law=none),
        flow(
            vendor="hostile",
            name=MARKUP,
            status="optional",
            location="JP",
            label="Japan",
            mechanisms=("scc, as applicable", COMMANDS),
            law=none,
            upcoming="2026-03-01",
        ),
        flow(vendor="acme", location="US", label="United States", at_home=True, law=listed),
        flow(location="US", label="United States", at_home=True, law=listed),
    )


def _evidence() -> tuple[Evidence, ...]:
    return (
        proof(vendor="acme", what="not stated", on=None, standing="none", reference=None),
        proof(
            vendor="acme",
            kind="DPF",
            what="certification verified",
            on="2026-02-01",
            until="2027-01-31",
            standing="not yet",
        ),
        proof(
            vendor="hostile",
            name=MARKUP,
            what="incorporated, covered by acme",
            on=None,
            standing="undated",
            reference="javascript:alert(1)",
        ),
        proof(
            vendor="hostile",
            name=MARKUP,
            status="suspended",
            kind="certification",
            what="soc-2 type 2",
            on="2023-01-01",
            until="2023-12-31",
            standing="expired",
            reference=ESCAPES,
        ),
        proof(),
        proof(kind="review", what="of the vendor", on="2025-06-01", reference="=1+1"),
    )


def _trend() -> tuple[Moment, ...]:
    return (
        Moment(OLDEST, "2024-02-29", 3, 5, 3, 0, 0, 0),
        Moment(OLDER, "2025-11-20", 4, 4, 2, 2, 1, 2),
        Moment(None, "2026-01-01", 4, 4, 2, 3, 1, 2),
    )


def _period() -> Period:
    bypassed = judged_commit(
        commit=OLDEST,
        date="2025-10-02",
        subject=f"Merge {MARKUP}",
        author=COMMANDS,
        passed=False,
        blocking=(finding(), finding(rule="yaml/tab", vendor=None, message=ESCAPES)),
    )
    unjudged = judged_commit(
        commit=COMMIT,
        date=None,
        merge=False,
        moment=None,
        counts=None,
        passed=None,
        subject="",
        note="subpolicy.yaml: not a mapping <b>|</b>",
    )
    return Period(
        since="2025-10-01",
        start=None,
        until="2026-01-01",
        commits=(unjudged, judged_commit(), bypassed),
        changes=(
            logged(),
            logged(
                vendor="hostile",
                name=MARKUP,
                kind="widened",
                reasons=(COMMANDS, "new place: JP"),
                announced_on=None,
                channels=(),
                elapsed_days=None,
                standing="missing",
            ),
            logged(
                vendor="acme",
                kind="activated",
                announced_on="2025-11-19",
                elapsed_days=1,
                standing="emergency",
                emergency=f"outage; approved by {MARKUP}",
            ),
            logged(
                vendor="broken",
                kind="retired",
                material=False,
                reasons=(),
                starts=None,
                announced_on=None,
                channels=(),
                elapsed_days=None,
                owed_days=None,
                standing=None,
                date=None,
            ),
        ),
        gaps=("3 commits before 2025-10-05 are missing: the clone is shallow <b>", "|"),
    )
