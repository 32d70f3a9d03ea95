"""What both documents say: metadata, roles and parties, the tool, the objectives in scope."""

import shlex
from collections.abc import Iterable

from subpolicy.audit import Audit
from subpolicy.findings.outcome import Baselined, Waived
from subpolicy.findings.report import RuleCard
from subpolicy.renderers.audit.oscal.identity import Identity
from subpolicy.renderers.audit.oscal.words import Node, filled, line, morning, own, token, value

VERSION = "1.2.0"
"""Of OSCAL. What is used here is the same in 1.2.0 and 1.2.1."""

FILES = "registry_files"
"""The objective that is no rule's: an underscore, which no rule's id has."""

OWNER, APPROVER, MENDER = "registry-owner", "waiver-approver", "finding-owner"
_ROLES = {
    OWNER: ("Keeps the registry", "Answers for the records, and prepared these results."),
    APPROVER: ("Approves exceptions", "Accepted a failure for a limited time."),
    MENDER: ("Mends a known fault", "Is to mend a failure that was there at adoption."),
}

LIMITS = (
    "Management's evidence: it says what the records state and how they fare under the rules. It "
    "is no assessor's opinion and no legal advice. A rule supports the controls that it links to; "
    "it does not satisfy them."
)


def metadata(audit: Audit, title: str, identity: Identity) -> Node:
    """Title, versions, roles and parties; all dates are the as-of date, so that nothing drifts."""
    report = audit.report
    name = report.organisation.get("name", "")
    people = {
        OWNER: {party(identity, OWNER): filled({"type": "organization", "name": value(name)})}
    }
    for role, person in _people(audit):
        node = {"type": "person", "name": value(person)}
        people.setdefault(role, {})[party(identity, role, person)] = node
    return {
        "title": line(f"Subprocessor list of {name}: {title}"),
        "last-modified": morning(report.as_of),
        "version": value(report.as_of),
        "oscal-version": VERSION,
        "props": own(("tool", report.tool), ("revision", report.revision)),
        "roles": [
            {"id": role, "title": _ROLES[role][0], "description": _ROLES[role][1]}
            for role in people
        ],
        "parties": [
            {"uuid": uuid, **node} for parties in people.values() for uuid, node in parties.items()
        ],
        "responsible-parties": [
            {"role-id": role, "party-uuids": list(parties)} for role, parties in people.items()
        ],
        "remarks": LIMITS,
    }


def party(identity: Identity, role: str, person: str = "") -> str:
    """The UUID of a party in a role."""
    return identity.of("party", role, person)


def _people(audit: Audit) -> Iterable[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    for broken in audit.report.broken:
        match broken:
            case Waived(_, waiver):
                found.add((APPROVER, waiver.approved_by))
            case Baselined(_, entry) if entry.owner is not None:
                found.add((MENDER, entry.owner))
            case _:
                pass
    return sorted(found)


def tool(identity: Identity) -> str:
    """The UUID of the component that judged."""
    return identity.of("component", "tool")


def origins(identity: Identity) -> list[Node]:
    """Who says so: the tool."""
    return [{"actors": [{"type": "tool", "actor-uuid": tool(identity)}]}]


def assets(audit: Audit, identity: Identity) -> Node:
    """The tool as a component, and the platform on which it is all that runs."""
    component = {
        "uuid": tool(identity),
        "type": "software",
        "title": line(audit.report.tool),
        "description": "Judges every record of a registry by rules.",
        "props": own(("command", shlex.join(audit.command))),
        "status": {"state": "operational"},
    }
    platform = {
        "uuid": identity.of("platform"),
        "title": "Any machine: the same revision and as-of date give the same results",
        "uses-components": [{"component-uuid": tool(identity)}],
    }
    return {"components": [filled(component)], "assessment-platforms": [platform]}


def reviewed(cards: Iterable[RuleCard]) -> Node:
    """The objectives in scope. OSCAL wants them selected as controls first: the rules' own ids."""
    targets = [FILES, *(token(card.id) for card in cards)]
    return {
        "description": (
            "Rules of subpolicy, each a control and an objective of the same id, defined in the "
            "assessment plan. No control of a published framework was reviewed: findings link to "
            "those that their rule supports."
        ),
        "control-selections": [
            {
                "description": "Ids of rules; no catalog defines them.",
                "include-controls": [{"control-id": target} for target in targets],
            }
        ],
        "control-objective-selections": [
            {"include-objectives": [{"objective-id": target} for target in targets]}
        ],
    }
