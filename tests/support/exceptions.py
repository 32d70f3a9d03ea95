"""Waivers and baselines for small registries, and what a run says of them."""

import json
from pathlib import Path

from subpolicy import checking
from subpolicy.checking import Question
from subpolicy.findings.report import Report
from subpolicy.sources import WorkingTree

TODAY = "2026-06-15"
APPROVERS = "waivers: {approvers: [dpo@example.com]}\n"


def configure(root: Path, text: str = APPROVERS) -> None:
    """``subpolicy.yaml`` with more keys."""
    start = "organisation: {name: Test}\n"
    (root / "subpolicy.yaml").write_text(start + text, encoding="utf-8")


def waive(root: Path, name: str = "german-scc", *, leave_out: str = "", **changes: object) -> str:
    """A sound waiver of Berlin's German location, with what a test wants otherwise; its path."""
    fields: dict[str, object] = {
        "id": name,
        "rule": "non-us-processing-without-scc",
        "vendor": "berlin",
        "item": "DE",
        "reason": "SCCs are with the vendor's counsel",
        "approved_by": "dpo@example.com",
        "approved_on": "2026-03-01",
        "expires_on": "2026-08-01",
    }
    fields |= changes
    if leave_out:
        del fields[leave_out]
    path = root / "waivers" / f"{name}.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(fields, indent=1), encoding="utf-8")
    return f"waivers/{name}.yaml"


def known(**changes: object) -> dict[str, object]:
    """An entry of the baseline for Berlin's German location."""
    fields: dict[str, object] = {
        "rule": "non-us-processing-without-scc",
        "vendor": "berlin",
        "item": "DE",
        "owner": "privacy@example.com",
        "due": "2026-08-01",
    }
    return {name: value for name, value in (fields | changes).items() if value is not None}


def adopt(root: Path, *entries: object, **keys: object) -> None:
    """``baseline.yaml`` with some entries."""
    data = {"entries": list(entries), **keys}
    (root / "baseline.yaml").write_text(json.dumps(data, indent=1), encoding="utf-8")


def judged(root: Path, as_of: str = TODAY, **options: object) -> Report:
    """A run over a registry."""
    return checking.check(WorkingTree(root), Question(as_of, **options))


def said(report: Report) -> list[tuple[str, str, str]]:
    """Rule, severity and message of what is said of waivers and of the baseline."""
    return [(f.rule, f.severity.value, f.message) for f in report.faults]


def shares(report: Report) -> tuple[int, int, int]:
    """How many failures are open, waived and baselined."""
    return report.counts.failed, report.counts.waived, report.counts.baselined
