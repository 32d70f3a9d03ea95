"""Every rule on every vendor, and the rules in words."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from subpolicy.audit import Audit
from subpolicy.findings.outcome import Verdict
from subpolicy.findings.report import Deviation, Reference, Report, RuleCard
from subpolicy.renderers.audit.blocks import Cell, Matrix, Pairs, Prose, Section
from subpolicy.renderers.audit.content import cells
from subpolicy.renderers.audit.content.cells import VERDICTS, columns, table
from subpolicy.renderers.markup import shown

_SYMBOLS: Mapping[Verdict, str] = {
    Verdict.FAILED: "FAIL",
    Verdict.NOT_JUDGED: "?",
    Verdict.WAIVED: "waived",
    Verdict.BASELINED: "known",
    Verdict.PASSED: "pass",
    Verdict.NOT_APPLICABLE: "–",
}
"""What a cell of the matrix shows; the gravest outcome first."""

_LEGEND = (
    "pass: the rule applies and is kept. FAIL: it is broken. waived: broken, and accepted for now. "
    "known: broken at adoption, and not due yet. – not applicable. ? not judged, as the record is "
    "invalid, or the rule takes too many steps on it. A number says how many values of the record "
    "have this outcome, where a rule judges several; a cell with several outcomes names each, the "
    "gravest first. Empty: the rule was not asked of this row; what it is asked of as a whole "
    "stands in the row (registry)."
)


def matrix(audit: Audit) -> Section:
    """The test matrix: all six outcomes, none merged with another."""
    report = audit.report
    names = {vendor.id: str(vendor.data.get("name", "")) for vendor in audit.vendors}
    rules = tuple((number, id_, title) for id_, (number, title) in _numbers(report).items())
    tally = _tally(report)
    rows = tuple(
        (vendor or "(registry)", names.get(vendor, ""), tuple(_cells(verdicts, rules)))
        for vendor, verdicts in tally.items()
    )
    block = Matrix("Every rule on every vendor", rules, rows)
    return Section("matrix", "Every rule on every vendor", (Prose(_LEGEND), block))


def rules(audit: Audit) -> Section:
    """Each rule with its numbers, then each in words."""
    report = audit.report
    tally: dict[str, Counter[Verdict]] = defaultdict(Counter)
    for evaluation in report.evaluations:
        tally[evaluation.rule][evaluation.outcome.verdict] += 1
    numbers = _numbers(report)
    rows = (
        (
            Cell(numbers[card.id][0]),
            cells.rule(report, card.id),
            cells.text(card.pack),
            Cell(card.severity.value, "severity"),
            *(cells.number(tally[card.id][verdict]) for verdict in VERDICTS),
        )
        for card in report.rules
    )
    head = columns(
        "No.", "Rule", "Pack", "Severity", *VERDICTS.values(), filters=("Pack", "Severity")
    )
    parts = tuple(_rule(card, numbers[card.id][0], tally[card.id]) for card in report.rules)
    return Section(
        "rules", "Rules in words", (table("Rules, and what they said", head, rows),), parts
    )


def switched_off(audit: Audit) -> Section:
    """The rules that this registry does not judge by, and why."""
    off = audit.report.rules_off
    block = (
        table(
            "Rules switched off",
            columns("Rule", "Reason"),
            ((cells.code(one.id), cells.text(one.reason)) for one in off),
        )
        if off
        else Prose("None.")
    )
    return Section("rules-off", "Rules switched off", (block,))


def deviations(audit: Audit) -> Section:
    """What this registry changes about what is shipped."""
    found = audit.report.deviations
    block = (
        table(
            "Deviations from the shipped defaults",
            columns("What", "As shipped", "Here"),
            (
                (_subject(one), cells.text(shown(one.shipped)), cells.text(shown(one.here)))
                for one in found
            ),
        )
        if found
        else Prose("None.")
    )
    return Section("deviations", "Deviations from the shipped defaults", (block,))


def _subject(deviation: Deviation) -> Cell:
    subject = f"`{deviation.subject}`"
    return Cell(f"{subject}: {deviation.what}" if deviation.what else subject, "prose")


def _numbers(report: Report) -> dict[str, tuple[str, str]]:
    """Rule id → its short name and its title."""
    return {card.id: (f"R{index}", card.title) for index, card in enumerate(report.rules, start=1)}


def _tally(report: Report) -> dict[str, dict[str, list[Verdict]]]:
    """Vendor → rule → every outcome."""
    found: dict[str, dict[str, list[Verdict]]] = {}
    for rule, vendor, outcome in report.evaluations:
        found.setdefault(vendor, {}).setdefault(rule, []).append(outcome.verdict)
    return found


def _cells(
    verdicts: Mapping[str, list[Verdict]], rules: tuple[tuple[str, str, str], ...]
) -> Iterator[tuple[str, str]]:
    for _, rule, _ in rules:
        said = verdicts.get(rule)
        if said is None:
            yield "", ""
        elif len(said) == 1:
            yield _SYMBOLS[said[0]], said[0].value
        else:
            yield _several(Counter(said))


def _several(said: Counter[Verdict]) -> tuple[str, str]:
    """All outcomes of a cell with their numbers, and the gravest."""
    found = [verdict for verdict in _SYMBOLS if said[verdict]]
    return ", ".join(f"{_SYMBOLS[one]} {said[one]}" for one in found), found[0].value


def _rule(card: RuleCard, number: str, said: Counter[Verdict]) -> Section:
    pairs = (
        ("Id", cells.code(card.id)),
        ("Pack and scope", Cell(f"{card.pack}, {card.scope}")),
        ("Severity", _severity(card)),
        ("Remedy", cells.prose(card.remediation)),
        *(
            ("Parameter", Cell(f"`{name}`: {shown(value)}", "prose"))
            for name, value in sorted(card.params.items())
        ),
        *(("Reference", _reference(one)) for one in card.references),
        ("Supports", Cell("; ".join(f"{one.framework} {one.id}" for one in card.controls) or "–")),
        ("Result", Cell(", ".join(f"{said[v]} {name.lower()}" for v, name in VERDICTS.items()))),
        ("File", cells.code(card.path)),
        ("SHA-256", cells.code(card.sha256)),
    )
    blocks = (Prose(card.rationale), Pairs(pairs))
    return Section(cells.rule_anchor(card.id), f"{number} {card.title}", blocks)


def _reference(reference: Reference) -> Cell:
    """A source with its address; what a rule writes never leads to a place within the report."""
    if reference.url is not None and reference.url.startswith("#"):
        return Cell(f"{reference.title}: {reference.url}")
    return Cell(reference.title, to=reference.url)


def _severity(card: RuleCard) -> Cell:
    if card.severity is card.own_severity:
        return Cell(card.severity.value, "severity")
    return Cell(f"{card.severity} (as shipped: {card.own_severity})")
