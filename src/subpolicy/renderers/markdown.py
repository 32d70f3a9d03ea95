"""The auditor's report in Markdown: scope, verdict, findings, population, rules, matrix."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from subpolicy.findings.finding import Finding
from subpolicy.findings.outcome import Verdict
from subpolicy.findings.report import Report, RuleCard
from subpolicy.printable import printable

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~!&])")
_SYMBOLS: Mapping[Verdict, str] = {
    Verdict.FAILED: "FAIL",
    Verdict.NOT_JUDGED: "?",
    Verdict.WAIVED: "waived",
    Verdict.BASELINED: "known",
    Verdict.PASSED: "pass",
    Verdict.NOT_APPLICABLE: "–",
}
"""What a cell of the matrix shows; the gravest outcome first."""


def render(report: Report) -> str:
    """The whole report, ending in a line break."""
    numbers = {card.id: f"R{number}" for number, card in enumerate(report.rules, start=1)}
    parts = [
        _head(report),
        _scope(report),
        _counts(report),
        _findings(report),
        _population(report),
        _rules(report, numbers),
        _matrix(report, numbers),
        _limits(),
    ]
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def text(value: object) -> str:
    """Anything as Markdown text that stays text: one line, nothing in it is markup."""
    return (
        _SPECIAL.sub(r"\\\1", printable(str(value))).replace("\\<", "&lt;").replace("\\>", "&gt;")
    )


def prose(value: str) -> str:
    """A text of a rule, in which backticks mark code, on one line."""
    pieces = " ".join(value.split()).split("`")
    if len(pieces) % 2 == 0:
        return text(value)
    return "".join(
        (code(piece) if piece else "") if index % 2 else text(piece)
        for index, piece in enumerate(pieces)
    )


def code(value: str) -> str:
    """A code span; a backtick in it cannot end it."""
    content = printable(value).replace("|", "\\|")
    longest = max((len(run) for run in re.findall(r"`+", content)), default=0)
    if not longest:
        return f"`{content}`"
    fence = "`" * (longest + 1)
    return f"{fence} {content} {fence}"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A pipe table; the cells are Markdown already."""
    yield "| " + " | ".join(head) + " |"
    yield "|" + " --- |" * len(head)
    for row in rows:
        yield "| " + " | ".join(row) + " |"


def _head(report: Report) -> Iterator[str]:
    name = report.organisation.get("name", "")
    yield f"# Subprocessor list of {text(name)}: report on its rules"
    yield ""
    blocking = len(report.blocking)
    if report.exit_code:
        noun = "finding blocks" if blocking == 1 else "findings block"
        yield f"**FAIL**: {blocking} {noun} as of {report.as_of}."
    else:
        yield f"**PASS**: nothing blocks as of {report.as_of}."


def _scope(report: Report) -> Iterator[str]:
    yield "## Scope"
    yield ""
    organisation = report.organisation
    named = ((key, organisation[key]) for key in ("legal_form", "address") if key in organisation)
    rows = [
        ("Organisation", text(organisation.get("name", ""))),
        *((text(key.replace("_", " ").capitalize()), text(value)) for key, value in named),
        ("Criteria", "the rules listed below, and the schema of the records"),
        ("As of", report.as_of),
        ("Revision", _revision(report)),
        ("Tool", text(report.tool)),
        *(
            (f"Digest of {text(name)}", code(f"sha256:{digest}"))
            for name, digest in sorted(report.digests.items())
        ),
        ("Not looked at", text("; ".join(report.not_selected)) or "–"),
        ("To reproduce", code(f"subpolicy report --format markdown --as-of {report.as_of}")),
    ]
    yield from table(("What", "Value"), rows)


def _revision(report: Report) -> str:
    if report.revision is None:
        return "none: the records are not under git"
    state = "clean working tree" if report.clean else "working tree differs from the revision"
    return f"{code(report.revision)} ({state})"


def _counts(report: Report) -> Iterator[str]:
    counts = report.counts
    yield "## Result"
    yield ""
    rows = [
        ("Vendors", counts.vendors),
        ("Files", counts.files),
        ("Rules", counts.rules),
        ("Evaluations", counts.evaluations),
        ("– passed", counts.passed),
        ("– failed", counts.failed),
        ("– waived", counts.waived),
        ("– known at adoption (baseline)", counts.baselined),
        ("– not applicable", counts.not_applicable),
        ("– not judged", counts.not_judged),
        ("Faults of files (YAML, schema)", counts.invalid),
    ]
    yield from table(("What", "Number"), ((what, str(number)) for what, number in rows))


def _findings(report: Report) -> Iterator[str]:
    yield "## Open findings"
    yield ""
    if not report.findings:
        yield "None."
        return
    rows = (
        (
            text(finding.severity),
            text(finding.vendor or "–"),
            code(finding.rule),
            text(finding.message),
            code(_position(finding)),
            prose(finding.remediation or ""),
        )
        for finding in report.findings
    )
    yield from table(("Severity", "Vendor", "Rule", "Finding", "Place", "Remedy"), rows)


def _position(finding: Finding) -> str:
    return f"{finding.path}:{finding.span.line}:{finding.span.column}"


def _population(report: Report) -> Iterator[str]:
    yield "## Population"
    yield ""
    yield (
        "Every file that was read. A repository cannot prove that it names every vendor that is in "
        "use: whether the list is complete has to be reconciled with contracts, payments and code."
    )
    yield ""
    rows = (
        (
            code(member.path),
            text(member.name or member.vendor or "–"),
            text(member.status or "–"),
            "yes" if member.judged else "**no**: see its findings",
            code(member.sha256) if member.sha256 else "unreadable",
        )
        for member in report.population
    )
    yield from table(("File", "Vendor", "Status", "Valid", "SHA-256"), rows)


def _rules(report: Report, numbers: Mapping[str, str]) -> Iterator[str]:
    yield "## Rules"
    yield ""
    tally: dict[str, Counter[Verdict]] = defaultdict(Counter)
    for evaluation in report.evaluations:
        tally[evaluation.rule][evaluation.outcome.verdict] += 1
    head = ("No.", "Rule", "Pack", "Severity", "Passed", "Failed", "Not applicable", "Supports")
    rows = (
        (
            numbers[card.id],
            code(card.id),
            text(card.pack),
            text(card.severity),
            str(tally[card.id][Verdict.PASSED]),
            str(tally[card.id][Verdict.FAILED]),
            str(tally[card.id][Verdict.NOT_APPLICABLE]),
            text("; ".join(f"{control.framework} {control.id}" for control in card.controls)),
        )
        for card in report.rules
    )
    yield from table(head, rows)
    for off in report.rules_off:
        yield ""
        yield f"Switched off: {code(off.id)}, because {text(off.reason)}"
    for card in report.rules:
        yield ""
        yield from _rule(card, numbers[card.id])


def _rule(card: RuleCard, number: str) -> Iterator[str]:
    yield f"### {number} {text(card.title)}"
    yield ""
    yield f"{code(card.id)}: {prose(card.rationale)}"
    for name, value in sorted(card.params.items()):
        shown = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
        yield ""
        yield f"Parameter {code(name)}: {text(shown) or 'empty'}"


def _matrix(report: Report, numbers: Mapping[str, str]) -> Iterator[str]:
    yield "## Every rule on every vendor"
    yield ""
    yield (
        "pass: the rule applies and is kept. FAIL: it is broken; 1/2 where a rule judges several "
        "values of a record and one of two fails. – not applicable. ? not judged, as the record is "
        "invalid."
    )
    yield ""
    cells: dict[str, dict[str, Counter[Verdict]]] = defaultdict(lambda: defaultdict(Counter))
    for evaluation in report.evaluations:
        cells[evaluation.vendor][evaluation.rule][evaluation.outcome.verdict] += 1
    rows = (
        (text(vendor), *(_cell(verdicts[rule]) for rule in numbers))
        for vendor, verdicts in cells.items()
    )
    yield from table(("Vendor", *numbers.values()), rows)


def _cell(verdicts: Counter[Verdict]) -> str:
    total = verdicts.total()
    for verdict, symbol in _SYMBOLS.items():
        if count := verdicts[verdict]:
            partly = verdict is Verdict.FAILED and total > 1
            return f"{symbol} {count}/{total}" if partly else symbol
    return ""


def _limits() -> Iterator[str]:
    yield "## Limits, and sign-off"
    yield ""
    yield (
        "This report is management's evidence: it says what the records state and how they fare "
        "under the rules. It is no auditor's opinion and no legal advice. A rule supports the "
        "controls that it names; it does not satisfy them."
    )
    yield ""
    yield from table(("Prepared by", "Reviewed by", "Date"), [("", "", "")])
