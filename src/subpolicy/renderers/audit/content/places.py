"""Where the data goes, on what the transfers rest, and which proofs are dated."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from subpolicy.audit import Audit, Evidence, Flow
from subpolicy.renderers.audit.blocks import Block, Cell, Chart, Prose, Section, Table
from subpolicy.renderers.audit.content import cells
from subpolicy.renderers.audit.content.cells import columns, many, table

_NONE = "not stated"
"""Of a record without any entry in ``transfers``; ``none`` is an entry with a reason."""


def transfers(audit: Audit) -> Section:
    """By country, by mechanism, then every place of every vendor."""
    flows = audit.flows
    blocks: list[Block] = [Prose(_basis(audit))]
    if not flows:
        return Section("transfers", "Transfers", (*blocks, Prose("No record names a place.")))
    blocks += [_chart(flows), _by_country(audit), _by_mechanism(flows), _details(audit)]
    return Section("transfers", "Transfers", tuple(blocks))


def evidence(audit: Audit) -> Section:
    """Agreements and certifications with their dates; what is missing or expired first."""
    found = audit.evidence
    words = (
        "Dates that the records give for agreements, certifications, assessments and reviews of "
        "vendors that are not retired. That a date is given does not prove the document behind it. "
        "Current means that the day has come and that the record names no end; whether a review or "
        "an assessment is due again, the findings say."
    )
    if not found:
        return Section("evidence", "Agreements and certifications", (Prose(words), Prose("None.")))
    blocks = (
        Prose(words),
        Prose(_uncertified(found)),
        _evidence_chart(found),
        _standings(found),
        _proofs(found),
    )
    return Section("evidence", "Agreements and certifications", blocks)


def _basis(audit: Audit) -> str:
    home = ", ".join(audit.home)
    where = f"outside {home}" if home else "everywhere"
    house = (
        f"House rule: {where}, processing and remote access need standard contractual clauses "
        "(SCCs). A suspended vendor may still hold data and is counted; a retired one is not. A "
        "record states its mechanisms for all its places together; `none` is one that it gives a "
        "reason for."
    )
    if not audit.regimes:
        return (
            f"{house} Transfer law was not judged: the registry declares no exporter regime, so "
            "that only the house rule applies. Mechanisms are shown as the records state them."
        )
    return (
        f"{house} The law of {', '.join(audit.regimes)} is shown as the dated tables have it on "
        f"{audit.report.as_of}; whether the mechanisms that a record states will do is for the "
        "findings to say."
    )


def _chart(flows: tuple[Flow, ...]) -> Chart:
    pairs = {(flow.label, flow.vendor) for flow in flows if _now(flow)}
    vendors = Counter(label for label, _ in pairs)
    ordered = sorted(vendors.items(), key=lambda item: (-item[1], item[0]))
    words = ", ".join(f"{label} {count}" for label, count in ordered) or "no country"
    return Chart("transfers", "Vendors by country", f"Vendors with data in: {words}.")


def _now(flow: Flow) -> bool:
    """Whether the vendor holds data there today, or may: a suspended one still does."""
    return flow.status != "planned" and flow.upcoming is None


def _vendors(flows: Iterable[Flow]) -> int:
    return len({flow.vendor for flow in flows})


def _by_country(audit: Audit) -> Table:
    grouped: dict[tuple[str, str], list[Flow]] = defaultdict(list)
    for flow in audit.flows:
        grouped[flow.location, flow.label].append(flow)
    ordered = sorted(grouped.items(), key=lambda item: (-_vendors(item[1]), item[0]))
    rows = (
        (
            Cell(f"{label} ({location})"),
            cells.number(_vendors(flow for flow in flows if _now(flow))),
            cells.number(_vendors(flow for flow in flows if not _now(flow))),
            cells.number(_vendors(flow for flow in flows if flow.access)),
            Cell(_claims(flows)),
            Cell(_house_rule(flows)),
            *(Cell(flows[0].law.get(regime, "–")) for regime in audit.regimes),
        )
        for (location, label), flows in ordered
    )
    head = columns(
        "Country",
        "Vendors",
        "Planned or announced",
        "With remote access",
        "Mechanisms stated, by vendors",
        "House rule",
        *(f"Law of {regime}" for regime in audit.regimes),
    )
    return table("By country", head, rows)


def _claims(flows: Iterable[Flow]) -> str:
    pairs = {(claim, flow.vendor) for flow in flows for claim in flow.mechanisms or (_NONE,)}
    tally = Counter(claim for claim, _ in pairs)
    return "; ".join(f"{claim}: {count}" for claim, count in sorted(tally.items()))


def _house_rule(flows: Sequence[Flow]) -> str:
    if flows[0].at_home:
        return "needs no SCCs"
    stated = _vendors(flow for flow in flows if _has_scc(flow))
    return f"needs SCCs: {stated} of {_vendors(flows)} state them"


def _has_scc(flow: Flow) -> bool:
    """As the rule sees it: clauses of the European Commission, not those of other regimes."""
    return any(claim.split(maxsplit=1)[0].rstrip(",") == "scc" for claim in flow.mechanisms)


def _by_mechanism(flows: tuple[Flow, ...]) -> Table:
    vendors: dict[str, set[str]] = defaultdict(set)
    places: dict[str, set[str]] = defaultdict(set)
    for flow in flows:
        for claim in flow.mechanisms or (_NONE,):
            vendors[claim].add(flow.vendor)
            places[claim].add(flow.label)
    rows = (
        (Cell(claim), cells.number(len(vendors[claim])), Cell(", ".join(sorted(places[claim]))))
        for claim in sorted(vendors)
    )
    return table("By mechanism", columns("Mechanism stated", "Vendors", "Countries"), rows)


def _details(audit: Audit) -> Table:
    head = columns(
        "Country",
        "Vendor",
        "Status",
        "Kind",
        "Mechanisms stated",
        "House rule",
        *(f"Law of {regime}" for regime in audit.regimes),
        filters=("Country", "Status", "Kind"),
    )
    rows = (
        (
            Cell(f"{flow.label} ({flow.location})"),
            Cell(flow.vendor, note=flow.name),
            Cell(f"announced, from {flow.upcoming}" if flow.upcoming else flow.status),
            Cell("remote access" if flow.access else "processing"),
            Cell("; ".join(flow.mechanisms) or _NONE),
            Cell(_house_rule_of(flow)),
            *(Cell(flow.law.get(regime, "–")) for regime in audit.regimes),
        )
        for flow in audit.flows
    )
    return table("Every place of every vendor", head, rows)


def _house_rule_of(flow: Flow) -> str:
    if flow.at_home:
        return "needs no SCCs"
    return "needs SCCs: stated" if _has_scc(flow) else "needs SCCs: not stated"


_ORDER = ("none", "expired", "undated", "not yet", "current")


def _evidence_chart(found: tuple[Evidence, ...]) -> Chart:
    dpas = Counter(one.standing for one in found if one.kind == "DPA")
    words = ", ".join(f"{count} {standing}" for standing, count in dpas.items())
    return Chart(
        "evidence", "Dates of agreements and proofs", f"Data processing agreements: {words}."
    )


def _uncertified(found: tuple[Evidence, ...]) -> str:
    certified = {one.vendor for one in found if one.kind == "certification"}
    others = sorted({one.vendor for one in found} - certified)
    if not others:
        return "Every vendor has a certification recorded."
    return f"No certification is recorded for {many(len(others), 'vendor')}: {', '.join(others)}."


def _standings(found: tuple[Evidence, ...]) -> Table:
    tally = Counter((one.kind, one.standing) for one in found)
    kinds = sorted({one.kind for one in found})
    rows = (
        (Cell(kind), *(cells.number(tally[kind, standing]) for standing in _ORDER))
        for kind in kinds
    )
    return table("Proofs by kind", columns("Kind", *(one.capitalize() for one in _ORDER)), rows)


def _proofs(found: tuple[Evidence, ...]) -> Table:
    ordered = sorted(found, key=lambda one: _ORDER.index(one.standing))
    rows = (
        (
            Cell(one.vendor, note=one.name),
            Cell(one.status),
            Cell(one.kind),
            Cell(one.what),
            Cell(one.standing),
            cells.date(one.on),
            cells.date(one.until),
            _reference(one.reference),
        )
        for one in ordered
    )
    head = columns(
        "Vendor",
        "Status",
        "Kind",
        "What",
        "Standing",
        "Date",
        "Holds until",
        "Reference",
        filters=("Status", "Kind", "Standing"),
    )
    return table("Every proof, what is missing or expired first", head, rows)


def _reference(reference: str | None) -> Cell:
    web = reference is not None and reference.startswith(("https://", "http://"))
    return Cell(reference, to=reference if web else None) if reference else cells.NOTHING
