"""Failures that do not block: accepted by a waiver, or known at adoption."""

from typing import assert_never

from subpolicy.findings.acceptance import KnownFault, Waiver
from subpolicy.findings.outcome import Baselined, Broken, Failed, Waived
from subpolicy.renderers.audit.oscal.documents import APPROVER, party
from subpolicy.renderers.audit.oscal.identity import Identity
from subpolicy.renderers.audit.oscal.words import Node, evening, filled, line, morning, own


def risk(broken: Broken, observation: Node, uuid: str, identity: Identity) -> Node | None:
    """The risk that was taken with a failure; None where nobody took it.

    Args:
        broken: The failure, and what became of it.
        observation: What was observed of it.
        uuid: Of the risk.
        identity: Names approvers.
    """
    match broken:
        case Waived(_, waiver):
            return filled(_common(observation, uuid) | _waived(waiver, uuid, identity))
        case Baselined(finding, entry):
            remediation = finding.remediation or "Mend what the rule found."
            return filled(_common(observation, uuid) | _known(entry, remediation, uuid, identity))
        case Failed():
            return None
        case _:
            assert_never(broken)


def _common(observation: Node, uuid: str) -> Node:
    return {
        "uuid": uuid,
        "title": observation["title"],
        "description": observation["description"],
        "origins": observation["origins"],
        "related-observations": [{"observation-uuid": observation["uuid"]}],
    }


def _waived(waiver: Waiver, uuid: str, identity: Identity) -> Node:
    status = "deviation-approved"
    approver = party(identity, APPROVER, waiver.approved_by)
    return {
        "statement": f"Accepted until {waiver.expires_on}: {line(waiver.reason)}",
        "props": own(
            ("waiver", waiver.id),
            ("path", waiver.path),
            ("approved-by", waiver.approved_by),
            ("approved-on", waiver.approved_on),
            ("expires-on", waiver.expires_on),
            ("evidence", waiver.evidence),
        ),
        "status": status,
        "deadline": evening(waiver.expires_on),
        "risk-log": {
            "entries": [
                {
                    "uuid": identity.of("approval", uuid),
                    "title": "Approved",
                    "description": line(waiver.reason),
                    "start": morning(waiver.approved_on),
                    "logged-by": [{"party-uuid": approver, "role-id": APPROVER}],
                    "status-change": status,
                    "remarks": line(f"Approved by {waiver.approved_by}"),
                }
            ]
        },
    }


def _known(entry: KnownFault, remediation: str, uuid: str, identity: Identity) -> Node:
    return {
        "statement": f"Known when the registry was adopted, and due by {entry.due}.",
        "props": own(("owner", entry.owner), ("due", entry.due)),
        "status": "open",
        "deadline": evening(entry.due),
        "remediations": [
            {
                "uuid": identity.of("remediation", uuid),
                "lifecycle": "planned",
                "title": "Mend it",
                "description": line(remediation),
            }
        ],
    }
