"""``baseline.yaml``: the failures that a company starts with, as they are read and written."""

from collections.abc import Iterable, Mapping
from typing import Any

from subpolicy.documents import Document
from subpolicy.findings.acceptance import KnownFault
from subpolicy.findings.finding import Finding, Severity
from subpolicy.locations import pointer, tokens
from subpolicy.schema import Schemas, Violation
from subpolicy.waivers.faults import NEVER_ACCEPTED, Where, fault

BASELINE = "baseline.yaml"

_NAMES = ("rule", "vendor", "item")
"""What tells the entries apart."""

_HEAD = """\
# Faults known when this registry was adopted: scheduled, not accepted. Each blocks again after
# its day. Only ever shorten this list; a new exception is a waiver, with a reason and an approver.
"""


def entries(document: Document, schemas: Schemas) -> tuple[list[KnownFault], list[Finding]]:
    """The entries without faults, none where the list itself is at fault; and all faults."""
    violations = schemas.violations("baseline", document.data)
    faults = [_malformed(document, violation) for violation in violations]
    broken = {_index(violation.pointer) for violation in violations}
    if None in broken:
        return [], faults
    known = []
    for index, data in enumerate(document.data["entries"]):
        if index in broken:
            continue
        entry = _known_fault(data, index)
        if entry.rule in NEVER_ACCEPTED:
            faults.append(_not_allowed(document, entry))
        else:
            known.append(entry)
    return known, faults


def _known_fault(data: Mapping[str, Any], index: int) -> KnownFault:
    return KnownFault(
        rule=data["rule"],
        vendor=data["vendor"],
        item=data.get("item"),
        owner=data.get("owner"),
        due=data["due"],
        place=index,
    )


def _index(place: str) -> int | None:
    """The entry in which a place lies; None for one outside them."""
    match tokens(place):
        case ["entries", index, *_]:
            return int(index)
        case _:
            return None


def _malformed(document: Document, violation: Violation) -> Finding:
    index = _index(violation.pointer)
    entry: Any = None if index is None else document.data["entries"][index]
    texts = [entry.get(name) for name in _NAMES] if isinstance(entry, dict) else []
    item = " ".join(str(part) for part in (*texts, violation.item) if part is not None)
    return Finding(
        rule="baseline/malformed",
        severity=Severity.ERROR,
        vendor=None,
        message=violation.message,
        path=document.path,
        span=document.locate(violation.pointer),
        pointer=violation.pointer,
        item=item or None,
        remediation=violation.remediation,
    )


def _not_allowed(document: Document, entry: KnownFault) -> Finding:
    where = Where(document, entry_pointer(entry, "rule"), named(entry))
    message = f"{entry.rule} cannot be in the baseline"
    fix = "mend what it found; this rule guards the rules themselves"
    return fault("baseline/not-allowed", Severity.ERROR, where, message, fix)


def named(entry: KnownFault) -> str:
    """What tells an entry from the others, in one text."""
    return " ".join(part for part in (entry.rule, entry.vendor, entry.item) if part is not None)


def entry_pointer(entry: KnownFault, *keys: str) -> str:
    """Where an entry of the baseline stands in its file."""
    return pointer("entries", entry.place, *keys)


def listed(
    findings: Iterable[Finding], due: str, owner: str | None, schemas: Schemas
) -> list[dict[str, str]]:
    """The entries for some failures, sorted and without doubles.

    Args:
        findings: Failures of rules. Left out are those that can never be accepted, and those that
            no entry can name, such as those of a record whose id breaks the schema.
        due: The last day on which they do not block, an ISO date.
        owner: Who mends them.
        schemas: Say what an entry may hold.
    """
    keys = {(finding.vendor or "", finding.rule, finding.item) for finding in findings}
    found = []
    for vendor, rule, item in sorted(keys, key=lambda key: (key[:2], key[2] or "")):
        fields = {"rule": rule, "vendor": vendor, "item": item, "owner": owner, "due": due}
        entry = {name: value for name, value in fields.items() if value is not None}
        if rule not in NEVER_ACCEPTED and not schemas.violations("baseline", {"entries": [entry]}):
            found.append(entry)
    return found


def render(found: list[dict[str, str]]) -> str:
    """``baseline.yaml`` with some entries, each on a line where it fits."""
    # Only `baseline create` and `fix` write; a check does not load what they need.
    from subpolicy.documents.writing import write  # noqa: PLC0415

    return _HEAD + write({"entries": found})
