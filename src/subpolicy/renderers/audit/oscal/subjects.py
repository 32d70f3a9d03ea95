"""What was assessed: the registry a component, vendors inventory items, files resources."""

from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from subpolicy.audit import Audit
from subpolicy.findings.finding import Finding
from subpolicy.findings.report import Member
from subpolicy.renderers.audit.bundle_names import safe_names
from subpolicy.renderers.audit.oscal.identity import Identity
from subpolicy.renderers.audit.oscal.words import Node, filled, line, own, value


class Subjects(NamedTuple):
    """Everything that observations are about."""

    registry: Node
    """The component that stands for the registry itself."""
    items: list[Node]
    """One inventory item per vendor."""
    resources: list[Node]
    """One per file, with its digest and its place in the bundle."""
    vendors: Mapping[str, Node]
    """Vendor id → reference to its inventory item."""
    files: Mapping[str, str]
    """Path → UUID of its resource."""

    def of(self, vendor: str | None) -> Node:
        """A reference to a vendor, or to the registry where it is no vendor's matter."""
        whole = {"subject-uuid": self.registry["uuid"], "type": "component"}
        return self.vendors.get(vendor or "", whole)

    def evidence(self, finding: Finding) -> list[Node]:
        """The record in which a finding is, by line and column."""
        place = f"{finding.path}:{finding.span.line}:{finding.span.column}"
        uuid = self.files.get(finding.path)
        return [filled({"href": uuid and f"#{uuid}", "description": line(place)})]


def subjects(audit: Audit, identity: Identity) -> Subjects:
    """The subjects of an audit, each under a name that later runs give it again."""
    report = audit.report
    files = {m.path: identity.of("file", m.path) for m in report.population}
    owners = {vendor.path: vendor.id for vendor in audit.vendors}
    members: dict[str, list[Member]] = defaultdict(list)
    for member in report.population:
        if (vendor := member.vendor or owners.get(member.path)) is not None:
            members[vendor].append(member)
    # A rule may judge what is no longer there: a record that a change deletes.
    named = {evaluation.vendor for evaluation in report.evaluations} - {""}
    named |= {fault.vendor for fault in report.faults if fault.vendor}
    ids = sorted(named.union(members))
    uuids = {vendor: identity.of("vendor", vendor) for vendor in ids}
    places = safe_names("records", files)
    return Subjects(
        registry=_registry(audit, identity),
        items=[_item(vendor, uuids[vendor], members.get(vendor, []), files) for vendor in ids],
        resources=[_resource(m, files[m.path], places[m.path]) for m in report.population],
        vendors={
            vendor: {"subject-uuid": uuid, "type": "inventory-item"}
            for vendor, uuid in uuids.items()
        },
        files=files,
    )


def _registry(audit: Audit, identity: Identity) -> Node:
    name = audit.report.organisation.get("name", "")
    return {
        "uuid": identity.of("component", "registry"),
        "type": "this-system",
        "title": line(f"Registry of the subprocessors of {name}"),
        "description": "A list of vendors in git, one file each. Nothing in it proves that it is "
        "complete: that has to be reconciled with contracts, payments and code.",
        "status": {"state": "operational"},
    }


def _item(vendor: str, uuid: str, members: list[Member], files: Mapping[str, str]) -> Node:
    names = [member.name for member in members if member.name]
    node = {
        "uuid": uuid,
        "description": line(names[0] if names else vendor),
        "props": [
            {"name": "asset-id", "value": value(vendor)},
            *own(*(("status", member.status) for member in members)),
            *own(*(("path", member.path) for member in members)),
            *own(*(("sha256", member.sha256) for member in members)),
        ],
        "links": [{"href": f"#{files[m.path]}", "rel": "evidence"} for m in members],
        "remarks": "" if members else "No file of the registry has this vendor.",
    }
    return filled(node)


def _resource(member: Member, uuid: str, place: str) -> Node:
    node: Node = {"uuid": uuid, "title": line(member.path)}
    if member.sha256 is None:
        return node | {"remarks": "This file could not be read."}
    hashes = [{"algorithm": "SHA-256", "value": member.sha256}]
    return node | {"rlinks": [{"href": place, "media-type": "application/yaml", "hashes": hashes}]}
