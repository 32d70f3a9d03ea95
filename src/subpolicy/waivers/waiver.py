"""One waiver: from its file to what it accepts, with every fault of how it is written."""

from collections.abc import Iterator

from subpolicy.config import Configuration
from subpolicy.dates import days_between
from subpolicy.documents import Document
from subpolicy.findings.acceptance import Waiver
from subpolicy.findings.finding import Finding, Severity
from subpolicy.schema import Schemas, Violation
from subpolicy.waivers.faults import NEVER_ACCEPTED, Where, fault


def waiver_faults(
    document: Document, configuration: Configuration, schemas: Schemas
) -> Iterator[Finding]:
    """Everything that is wrong with one waiver; a waiver with any of it waives nothing."""
    violations = schemas.violations("waiver", document.data)
    if violations:
        for violation in violations:
            yield _malformed(document, violation)
        return
    data = document.data
    yield from _identity_faults(document)
    terms = configuration.waivers
    if data["approved_by"] not in terms.approvers:
        named = ", ".join(terms.approvers) or "nobody so far"
        yield fault(
            "waiver/unknown-approver",
            Severity.ERROR,
            Where(document, "/approved_by"),
            f"{data['approved_by']} may not approve waivers",
            f"have it approved by one of waivers.approvers in subpolicy.yaml ({named})",
        )
    days = days_between(data["approved_on"], data["expires_on"])
    if days < 0:
        yield fault(
            "waiver/malformed",
            Severity.ERROR,
            Where(document, "/expires_on"),
            f"expires on {data['expires_on']}, before it was approved",
            "give the last day on which the exception holds",
        )
    elif days > terms.max_days:
        yield fault(
            "waiver/too-long",
            Severity.ERROR,
            Where(document, "/expires_on"),
            f"runs for {days} days, longer than the {terms.max_days} that waivers.max_days allows",
            "let it end sooner, and renew it with a new approval if it is still needed",
        )


def _identity_faults(document: Document) -> Iterator[Finding]:
    data = document.data
    stem = document.path.rpartition("/")[2].removesuffix(".yaml")
    if data["id"] != stem:
        yield fault(
            "waiver/malformed",
            Severity.ERROR,
            Where(document, "/id"),
            f'the id "{data["id"]}" differs from the file\'s name',
            f"call the file {data['id']}.yaml, or the waiver {stem}",
        )
    if data["rule"] in NEVER_ACCEPTED:
        yield fault(
            "waiver/not-waivable",
            Severity.ERROR,
            Where(document, "/rule"),
            f"{data['rule']} cannot be waived",
            "mend what it found; this rule guards the rules themselves",
        )


def _malformed(document: Document, violation: Violation) -> Finding:
    unbounded = violation.pointer == "/expires_on" and violation.code == "schema/missing-key"
    return Finding(
        rule="waiver/unbounded" if unbounded else "waiver/malformed",
        severity=Severity.ERROR,
        vendor=None,
        message="has no day on which it ends" if unbounded else violation.message,
        path=document.path,
        span=document.locate(violation.pointer),
        pointer=violation.pointer,
        item=document.path if violation.item is None else f"{document.path} {violation.item}",
        remediation="add expires_on, the last day on which the exception holds"
        if unbounded
        else violation.remediation,
    )


def waiver_of(document: Document) -> Waiver:
    """The waiver in a file without faults."""
    data = document.data
    return Waiver(
        id=data["id"],
        rule=data["rule"],
        vendor=data["vendor"],
        item=data.get("item"),
        reason=data["reason"],
        evidence=data.get("evidence"),
        approved_by=data["approved_by"],
        approved_on=data["approved_on"],
        expires_on=data["expires_on"],
        path=document.path,
    )
