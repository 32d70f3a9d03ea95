"""What an auditor reads first: the verdict, what was looked at, and the numbers."""

import shlex
from collections import Counter
from collections.abc import Iterator

from subpolicy.audit import Audit
from subpolicy.findings.finding import Severity
from subpolicy.findings.outcome import Verdict
from subpolicy.findings.report import Report
from subpolicy.renderers.audit.blocks import Block, Cell, Chart, Pairs, Prose, Section
from subpolicy.renderers.audit.content import cells
from subpolicy.renderers.audit.content.cells import columns, many, table

_ORGANISATION = ("name", "legal_form", "address", "contact", "home_country")


def title(audit: Audit) -> str:
    """The report's own title."""
    return f"Subprocessors of {audit.report.organisation.get('name', '')}: report on their records"


def verdict(audit: Audit) -> Section:
    """Whether anything blocks, in a sentence or two."""
    report = audit.report
    blocking = len(report.blocking)
    counts = report.counts
    noun = many(blocking, "finding blocks", "findings block") if blocking else "nothing blocks"
    words = [f"{'FAIL' if report.exit_code else 'PASS'}: {noun} as of {report.as_of}."]
    were = "was" if counts.vendors == 1 else "were"
    rules = many(counts.rules, "chosen rule" if _is_choice(audit) else "rule")
    judged = f"{many(counts.vendors, 'vendor')} {were} judged by {rules}"
    tally = Counter(finding.severity for finding in report.findings)
    names = [many(tally[one], one.value) for one in (Severity.ERROR, Severity.WARNING)]
    unknown = f", {counts.not_judged:,} of them without a verdict" if counts.not_judged else ""
    words.append(f"{judged}, in {many(counts.evaluations, 'evaluation')}{unknown}.")
    words.append(f"{', '.join(names)} and {many(tally[Severity.INFO], 'info')} are open.")
    if counts.waived or counts.baselined:
        words.append(
            f"{many(counts.waived, 'failure is', 'failures are')} waived for a time and "
            f"{counts.baselined} known since adoption; they do not block."
        )
    return Section("verdict", "Verdict", (Prose(" ".join(words)),))


def scope(audit: Audit, form: str | None) -> Section:
    """What was looked at, by what, and what was not."""
    report = audit.report
    rows = [
        *_entity(report),
        ("Criteria", Cell(_criteria(report))),
        *_time(audit),
        ("Revision", _revision(report)),
        ("Working tree", Cell(_tree(report))),
        ("Tool", Cell(report.tool)),
        ("Command", command(audit, form)),
        *_law(audit),
        ("Not looked at", Cell("; ".join(_left_out(audit)) or "nothing was left out")),
        *(("Note", Cell(note)) for note in report.notes),
    ]
    return Section("scope", "Scope", (Pairs(tuple(rows)), _packs(report)))


def command(audit: Audit, form: str | None) -> Cell:
    """The command line that gives this report again."""
    words = [*audit.command, *(["--format", form] if form else [])]
    return cells.code(shlex.join(words))


def result(audit: Audit) -> Section:
    """The counts of the run, and the findings by severity."""
    counts = audit.report.counts
    outcomes = (
        ("Vendors", counts.vendors),
        ("Files", counts.files),
        ("Rules", counts.rules),
        ("Evaluations (one rule on one vendor, or on one value of its record)", counts.evaluations),
        ("– passed", counts.passed),
        ("– failed", counts.failed),
        ("– waived", counts.waived),
        ("– known at adoption (baseline)", counts.baselined),
        ("– not applicable", counts.not_applicable),
        ("– not judged", counts.not_judged),
        ("Faults of files (YAML, schema), counted apart", counts.invalid),
        ("Other findings, of waivers and tables", len(audit.report.faults) - counts.invalid),
    )
    return Section(
        "result",
        "Result",
        (
            table(
                "What was judged, and what came of it",
                columns("What", "Number"),
                ((Cell(what), cells.number(number)) for what, number in outcomes),
            ),
            *_severities(audit.report),
        ),
    )


def _severities(report: Report) -> Iterator[Block]:
    tally = Counter((broken.finding.severity, broken.verdict) for broken in report.broken)
    blocking = Counter(finding.severity for finding in report.blocking)
    shown = (Verdict.FAILED, Verdict.BASELINED, Verdict.WAIVED)
    words = ", ".join(f"{tally[one, Verdict.FAILED]} {one.value}" for one in Severity)
    yield Chart("severities", "Findings by severity", f"Open findings: {words}.")
    yield table(
        "Findings by severity",
        columns("Severity", "Open", "of these block", "Known at adoption", "Waived"),
        (
            (
                Cell(severity.value, "severity"),
                cells.number(tally[severity, shown[0]]),
                cells.number(blocking[severity]),
                *(cells.number(tally[severity, one]) for one in shown[1:]),
            )
            for severity in Severity
        ),
    )


def _entity(report: Report) -> Iterator[tuple[str, Cell]]:
    organisation = report.organisation
    for key in _ORGANISATION:
        if key in organisation:
            name = "Organisation" if key == "name" else key.replace("_", " ").capitalize()
            yield name, Cell(str(organisation[key]))


def _criteria(report: Report) -> str:
    packs = sorted({card.pack for card in report.rules})
    weight = "errors and warnings block" if report.strict else "errors block"
    return (
        f"{many(len(report.rules), 'rule')} of {many(len(packs), 'pack')} "
        f"({', '.join(packs)}) and the schema of the records; {weight}"
    )


def _time(audit: Audit) -> Iterator[tuple[str, Cell]]:
    yield "As of", cells.date(audit.report.as_of)
    if audit.period is None:
        words = f"none was asked for: this is the state on one day, {audit.report.as_of}"
    else:
        words = f"from {audit.period.since} to {audit.period.until}"
    yield "Period", Cell(words)


def _revision(report: Report) -> Cell:
    return cells.code(report.revision) if report.revision else Cell("none: no git repository")


def _tree(report: Report) -> str:
    match report.clean:
        case None:
            return "not under git"
        case True:
            return "clean: what was judged is what the revision holds"
        case False:
            return "not clean: what was judged differs from the revision"


def _law(audit: Audit) -> Iterator[tuple[str, Cell]]:
    yield "House rule", Cell(f"no SCCs are asked for in {', '.join(audit.home) or 'no country'}")
    regimes = ", ".join(audit.regimes)
    yield "Transfer law", Cell(regimes or "not judged: the registry declares no exporter regime")


def _left_out(audit: Audit) -> Iterator[str]:
    """What the run did not select, in words that do without the options of ``check``."""
    if _is_choice(audit):
        yield "rules other than those that the command names"
    for what in audit.report.not_selected:
        if what.startswith("change rules"):
            where = "--since looks at a period" if audit.period is None else "see Operation"
            yield f"change rules, which judge changes and not a state: {where}"
        else:
            yield what


def _is_choice(audit: Audit) -> bool:
    """Whether the run asked for some of the registry's rules only."""
    return not {"--rule", "--pack"}.isdisjoint(audit.command)


def _packs(report: Report) -> Block:
    tally = Counter(card.pack for card in report.rules)
    return table(
        "What was judged by",
        columns("Part", "Rules", "SHA-256"),
        (
            (
                Cell(_part(name)),
                cells.number(tally.get(name.removeprefix("policies/"))),
                cells.code(digest),
            )
            for name, digest in sorted(report.digests.items())
        ),
    )


def _part(name: str) -> str:
    """What a digest is of."""
    if name == "schema":
        return "schema of the records"
    return f"pack {name.removeprefix('policies/')}"
