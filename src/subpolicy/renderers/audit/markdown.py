"""The auditor's report in Markdown: scope, verdict, findings, population, rules, matrix."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from subpolicy.findings.outcome import Verdict
from subpolicy.findings.report import Report
from subpolicy.renderers.audit.findings import known, open_findings, waived
from subpolicy.renderers.audit.rules import deviations, rules, switched_off
from subpolicy.renderers.markup import code, table, text

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
        open_findings(report),
        known(report),
        waived(report),
        switched_off(report),
        deviations(report),
        _population(report),
        rules(report, numbers),
        _matrix(report, numbers),
        _limits(),
    ]
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


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
        *(("Note", text(note)) for note in report.notes),
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


def _matrix(report: Report, numbers: Mapping[str, str]) -> Iterator[str]:
    yield "## Every rule on every vendor"
    yield ""
    yield (
        "pass: the rule applies and is kept. FAIL: it is broken; 1/2 where a rule judges several "
        "values of a record and one of two fails. waived: broken, and accepted for now. known: "
        "broken at adoption, and not due yet. – not applicable. ? not judged, as the record is "
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
