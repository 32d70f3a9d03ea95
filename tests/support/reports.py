"""One report with everything in it that an output can get wrong, and small ones."""

from subpolicy.findings.acceptance import KnownFault, Waiver
from subpolicy.findings.finding import Finding, Severity
from subpolicy.findings.outcome import (
    NOT_APPLICABLE,
    NOT_JUDGED,
    PASSED,
    Baselined,
    Evaluation,
    Failed,
    Waived,
)
from subpolicy.findings.report import (
    Control,
    Deviation,
    Member,
    Reference,
    Report,
    RuleCard,
    RuleOff,
)
from subpolicy.locations import START, Span

DIGEST = "0" * 64


def finding(**changes: object) -> Finding:
    """A plain finding, with what a test wants otherwise."""
    plain: dict[str, object] = {
        "rule": "non-us-processing-without-scc",
        "severity": Severity.ERROR,
        "vendor": "pinecone",
        "message": "processes personal data in EU without SCCs",
        "path": "vendors/pinecone.yaml",
        "span": Span(9, 19, 9, 21),
        "pointer": "/processing/locations/1",
        "item": "EU",
        "remediation": "add a transfer with mechanism scc, its version, module and date",
    }
    return Finding(**(plain | changes))


def report(*findings: Finding, **changes: object) -> Report:
    """A report on 32 vendors in which the given findings failed."""
    plain: dict[str, object] = {
        "tool": "subpolicy 0.1.0",
        "as_of": "2026-01-01",
        "revision": "1234567890abcdef1234567890abcdef12345678",
        "clean": True,
        "prefix": "",
        "organisation": {"name": "Example, Inc."},
        "strict": False,
        "rules": (rule_card(),),
        "rules_off": (),
        "digests": {"core": DIGEST, "schema": DIGEST},
        "population": tuple(
            Member(f"vendors/v{n}.yaml", DIGEST, f"v{n}", f"V{n}", "active", judged=True)
            for n in range(32)
        ),
        "faults": (),
        "evaluations": tuple(Evaluation(f.rule, f.vendor or "", Failed(f)) for f in findings),
        "not_selected": (),
        "notes": (),
        "known_at_base": frozenset(),
        "sources": {"vendors/pinecone.yaml": {9: "  locations: [US, EU]"}},
    }
    return Report(**(plain | changes))


def rule_card(**changes: object) -> RuleCard:
    """The card of the rule that `finding` breaks."""
    plain: dict[str, object] = {
        "id": "non-us-processing-without-scc",
        "pack": "core",
        "title": "Processing outside the home country without SCCs",
        "severity": Severity.ERROR,
        "scope": "vendor",
        "rationale": "Data that leaves the home country needs a contract that protects it.",
        "remediation": "add a transfer with mechanism scc, its version, module and date",
        "references": (Reference("House rule"), Reference("GDPR Art. 46", "https://example.com")),
        "controls": (Control("soc-2", "CC9.2"),),
        "params": {"home": ["US"]},
        "own_severity": Severity.ERROR,
        "own_params": {"home": ["US"]},
        "path": "policies/core/non-us-processing-without-scc.yaml",
        "sha256": DIGEST,
    }
    return RuleCard(**(plain | changes))


TAB = "\tpurpose: a\tb"
WIDE = 'name: "株式会社 e\u0301 €" # end'
ESCAPES = 'note: "\x1b[31mred\x1b[0m \u202eevil\u2066 \x07\x9b \u2028 \ud800"'
COMMANDS = 'name: "##vso[task.complete result=Succeeded] ##[error]x ::error::y"'
LONG = "purpose: " + "lorem ipsum " * 30 + "HERE " + "dolor sit amet " * 30
MARKUP = "name: <script>alert(1)</script> | `*x*` =1+1 & \"q\" 'a' %0A , : ;"


def shared_report() -> Report:
    """The report that every output is shown in the goldens with."""
    return report(
        strict=False,
        rules=(rule_card(), rule_card(id="missing-dpa-date", title="No DPA date | `x`")),
        rules_off=(RuleOff("overdue-review", "reviews live in <b>another</b> tool"),),
        deviations=(
            Deviation("home", "", ["US"], ["US", "CA"]),
            Deviation("missing-dpa-date", "parameter months", 12, 6),
            Deviation(
                "overdue-review", "switched off", "on", "off: reviews live in <b>another</b>"
            ),
            Deviation("pack core", "", "as shipped", "own files in policies/core"),
        ),
        organisation={"name": "Example, Inc. <b>\u202e</b>", "home_country": "US"},
        population=(
            Member(
                "vendors/acme.yaml", DIGEST, "acme", "Acme | <i>Inc.</i>", "active", judged=True
            ),
            Member("vendors/broken.yaml", None, None, None, None, judged=False),
            Member("vendors/hostile.yaml", DIGEST, "hostile", MARKUP, "optional", judged=True),
            Member("vendors/pinecone.yaml", DIGEST, "pinecone", "Pinecone", "active", judged=True),
        ),
        faults=_faults(),
        evaluations=_evaluations(),
        not_selected=("change rules (no --base)", "transfer law (no exporter_regimes)"),
        sources={
            "vendors/hostile.yaml": {
                1: TAB,
                2: WIDE,
                3: ESCAPES,
                4: COMMANDS,
                5: LONG,
                6: MARKUP,
                7: "processing: # below   ",
                100000: "x: 1",
            },
            "vendors/pinecone.yaml": {9: "  locations: [US, EU]"},
        },
    )


def _faults() -> tuple[Finding, ...]:
    return (
        finding(
            rule="file/name",
            vendor=None,
            message="has characters in its path: bro\nken\x1b[2J",
            path="::error::bro\nken,\x1b[2J:.yaml",
            span=START,
            pointer="",
            item=None,
            remediation="rename it",
        ),
        finding(
            rule="yaml/tab",
            vendor=None,
            message="a tab where spaces belong",
            path="vendors/hostile.yaml",
            span=Span(1, 1, 1, 2),
            pointer="",
            item=None,
            remediation="indent with\n\n  spaces\n",
        ),
    )


def _evaluations() -> tuple[Evaluation, ...]:
    def failed(line: int, first: int, last: int, message: str, **changes: object) -> Evaluation:
        span = Span(line, first, line, last)
        place: dict[str, object] = {"path": "vendors/hostile.yaml", "span": span}
        fault = finding(**({"vendor": "hostile", "message": message, **place} | changes))
        return Evaluation(fault.rule, "hostile", Failed(fault))

    start = LONG.index("HERE") + 1
    info, warning = Severity.INFO, Severity.WARNING
    pinecone = finding()
    several = Span(7, 1, 9, 4)
    return (
        Evaluation("missing-dpa-date", "acme", PASSED),
        Evaluation("non-us-processing-without-scc", "acme", NOT_APPLICABLE),
        Evaluation("missing-dpa-date", "broken", NOT_JUDGED),
        failed(2, 13, 16, "wide: 式会社 \u200b and e\u0301"),
        failed(3, 8, 9, "100% of \x1b[31m\u202e it\r\n::error::forged", item="\x1b"),
        failed(4, 8, 13, "##vso[task.setvariable variable=PATH]x", item="a"),
        failed(5, start, start + 4, "far to the right", severity=warning),
        failed(6, 7, 15, MARKUP, severity=warning, remediation=None),
        failed(7, 1, 1, "over several lines", severity=info, span=several),
        failed(8, 1, 4, "a line that is not at hand", severity=info),
        failed(100000, 4, 5, "far below", severity=info, item=None),
        Evaluation("missing-dpa-date", "pinecone", PASSED),
        Evaluation(pinecone.rule, "pinecone", Failed(pinecone)),
        *_accepted(),
    )


def _accepted() -> tuple[Evaluation, ...]:
    """Failures that do not block: one waived, two known, of which one has no owner."""
    rule, path = finding().rule, "vendors/pinecone.yaml"
    waiver = Waiver(
        id="pinecone-jp",
        rule=rule,
        vendor="pinecone",
        item="JP",
        reason="SCCs are <b>with counsel</b> | see\n::error::x",
        evidence=None,
        approved_by="dpo@example.com",
        approved_on="2025-12-01",
        expires_on="2026-03-01",
        path="waivers/pinecone-jp.yaml",
    )

    def known(item: str, owner: str | None) -> Baselined:
        entry = KnownFault(rule, "pinecone", item, owner, "2026-03-31", place=0)
        message = f"processes personal data in {item} without SCCs"
        return Baselined(finding(item=item, message=message, span=Span(10, 1, 10, 3)), entry)

    jp = finding(item="JP", message="processes personal data in JP without SCCs", path=path)
    outcomes = (Waived(jp, waiver), known("CN", "privacy@example.com"), known("FR", None))
    return tuple(Evaluation(rule, "pinecone", outcome) for outcome in outcomes)
