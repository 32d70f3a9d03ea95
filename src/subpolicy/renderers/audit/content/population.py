"""Which files were read, and which controls the rules support."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from itertools import groupby

from subpolicy.audit import Audit, Support
from subpolicy.findings.evaluations import Evaluations
from subpolicy.findings.finding import Finding, Severity
from subpolicy.findings.outcome import NotJudged, Verdict
from subpolicy.findings.report import Member
from subpolicy.renderers.audit.blocks import Block, Cell, Prose, Section, Table
from subpolicy.renderers.audit.content import cells
from subpolicy.renderers.audit.content.cells import NOTHING, VERDICTS, columns, many, table

_Severities = Mapping[str, AbstractSet[Severity]]
"""Rule → how much its open failures weigh."""

_SOURCES = (
    "Contracts and data processing agreements",
    "Payments to suppliers",
    "Single sign-on and cloud accounts",
    "Packages and hosts named in code",
)


_FRAMEWORKS = {
    "dora": "DORA, Regulation (EU) 2022/2554",
    "gdpr": "GDPR, Regulation (EU) 2016/679",
    "hipaa": "HIPAA",
    "iso-27001-2022": "ISO/IEC 27001:2022, Annex A",
    "iso-27018-2019": "ISO/IEC 27018:2019",
    "iso-27701-2019": "ISO/IEC 27701:2019",
    "iso-27701-2025": "ISO/IEC 27701:2025",
    "nis2": "NIS2, Directive (EU) 2022/2555",
    "pci-dss-4-0-1": "PCI DSS 4.0.1",
    "soc-2": "SOC 2, Trust Services Criteria",
}
"""How people write the frameworks that shipped rules cite; others are named as rules name them."""


def population(audit: Audit) -> Section:
    """Every file, judged or not, and the room for the reconciliation."""
    members = audit.report.population
    judged = standings(audit)
    why = _reasons(audit)
    files = Table(
        "Every file that was read",
        columns(
            "File",
            "Vendor",
            "Name",
            "Status",
            "Judged",
            "Why not",
            "SHA-256",
            filters=("Status", "Judged"),
        ),
        tuple(_member(member, judged[member.path], why.get(member.path, "")) for member in members),
    )
    tally = Counter(judged.values())
    blocks = (Prose(_summary(members, tally)), files, Prose(_COMPLETENESS), _reconciliation())
    return Section("population", "Population", blocks)


def standings(audit: Audit) -> dict[str, str]:
    """Whether each file of the population was judged, in a word or two."""
    unseen = Counter(
        evaluation.vendor
        for evaluation in audit.report.evaluations
        if evaluation.outcome.verdict is Verdict.NOT_JUDGED
    )
    asked = Counter(evaluation.vendor for evaluation in audit.report.evaluations)
    return {
        member.path: _standing(member, unseen[member.vendor or ""], asked[member.vendor or ""])
        for member in audit.report.population
    }


_COMPLETENESS = (
    "A repository cannot prove its own completeness: that it names every vendor in use has to be "
    "shown by comparing it with other sources. The table below is for the results."
)


_NO_RECORD = "no record"
"""Of files that rules rest on, such as ``flags.yaml``."""


def _summary(members: tuple[Member, ...], tally: Mapping[str, int]) -> str:
    statuses = Counter(member.status for member in members if member.status)
    by_status = ", ".join(f"{count} {status}" for status, count in sorted(statuses.items()))
    return (
        f"{many(len(members), 'file')} found: {tally.get('yes', 0)} judged by every rule, "
        f"{tally.get('in part', 0)} judged in part, {tally.get('no', 0)} not judged, "
        f"{tally.get(_NO_RECORD, 0)} without a record. Records by status: {by_status or 'none'}."
    )


def _standing(member: Member, unseen: int, asked: int) -> str:
    """``yes``, ``in part`` or ``no``: how far the rules could see a record, if it is one."""
    if member.judged:
        return "yes" if member.vendor else _NO_RECORD
    return "in part" if unseen < asked else "no"


def _reasons(audit: Audit) -> Mapping[str, str]:
    """Path → the faults of the file, or of a group of records, which kept rules from seeing it."""
    report = audit.report
    found: dict[str, list[Finding]] = defaultdict(list)
    for fault in report.faults:
        found[fault.path].append(fault)
    paths = {member.vendor: member.path for member in report.population}
    for _, vendor, outcome in Evaluations.of(report.evaluations).having(NotJudged):
        if outcome.fault is not None and vendor in paths:
            found[paths[vendor]].append(outcome.fault)
    return {
        path: "; ".join(dict.fromkeys(f"{fault.rule}: {fault.message}" for fault in faults))
        for path, faults in found.items()
    }


def _reconciliation() -> Table:
    return table(
        "Reconciliation, to be filled in",
        columns("Source", "Compared on", "By", "Differences"),
        ((Cell(source), Cell(""), Cell(""), Cell("")) for source in _SOURCES),
    )


def controls(audit: Audit) -> Section:
    """Per framework: the controls that rules support, and what those rules said."""
    words = (
        "A rule supports the controls it names; it satisfies none of them. Controls that no rule "
        "names are out of scope of this report: it says nothing about them."
    )
    severities: dict[str, set[Severity]] = defaultdict(set)
    for finding in audit.report.findings:
        severities[finding.rule].add(finding.severity)
    parts = tuple(
        _framework(framework, tuple(supports), severities)
        for framework, supports in groupby(audit.controls, key=lambda one: one.framework)
    )
    blocks: tuple[Block, ...] = (Prose(words),)
    return Section("controls", "Controls", blocks if parts else (*blocks, Prose("None.")), parts)


def _framework(framework: str, supports: tuple[Support, ...], severities: _Severities) -> Section:
    rows = (
        (
            Cell(support.control, "strong"),
            Cell(", ".join(support.rules)),
            Cell(_said(support, severities)),
            *(cells.number(support.verdicts.get(verdict, 0)) for verdict in VERDICTS),
        )
        for support in supports
    )
    name = _FRAMEWORKS.get(framework, framework)
    head = columns("Control", "Rules that support it", "Result", *VERDICTS.values())
    return Section(f"controls-{framework}", name, (table(name, head, rows),))


def _said(support: Support, severities: _Severities) -> str:
    said = support.verdicts
    if said.get(Verdict.FAILED):
        found = {severity for rule in support.rules for severity in severities.get(rule, ())}
        return ", ".join(f"{one.value}s open" for one in Severity if one in found)
    if said.get(Verdict.NOT_JUDGED):
        return "not all judged"
    if said.get(Verdict.WAIVED) or said.get(Verdict.BASELINED):
        return "failures accepted or scheduled"
    return "no failures" if said.get(Verdict.PASSED) else "nothing to judge"


def _member(member: Member, standing: str, why: str) -> tuple[Cell, ...]:
    return (
        cells.code(member.path),
        cells.text(member.vendor),
        cells.text(member.name),
        cells.text(member.status),
        Cell(standing, "text" if member.judged else "strong"),
        NOTHING if member.judged else cells.text(why),
        cells.code(member.sha256) if member.sha256 else Cell("unreadable"),
    )
