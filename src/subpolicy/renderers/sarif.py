"""Findings for code scanning: SARIF 2.1.0, one run.

Fields: OASIS, "Static Analysis Results Interchange Format (SARIF) Version 2.1.0"; which of them a
reader sees: docs.github.com, "SARIF support for code scanning".
"""

from collections import Counter
from typing import assert_never
from urllib.parse import quote

from subpolicy.findings.outcome import Baselined, Broken, Failed, Waived
from subpolicy.findings.report import Report
from subpolicy.markup.json import dumped
from subpolicy.printable import printable
from subpolicy.renderers.acceptance import acceptance
from subpolicy.renderers.remedy import with_fix
from subpolicy.renderers.sarif_rules import LEVELS, descriptors

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_TOP = "%SRCROOT%"
"""The name that GitHub gives to the top of the repository."""
_BYTES = range(0xDC80, 0xDD00)
"""What ``os.fsdecode`` puts in place of a byte from 0x80 that is not UTF-8."""


def render(report: Report) -> str:
    """One log with one run: every selected rule, and every finding, accepted ones suppressed."""
    return dumped({"$schema": _SCHEMA, "version": "2.1.0", "runs": [_run(report)]})


def _run(report: Report) -> dict[str, object]:
    rules = descriptors(report)
    indices = {str(rule["id"]): index for index, rule in enumerate(rules)}
    name, _, version = report.tool.partition(" ")
    return {
        "tool": {"driver": {"name": name, "semanticVersion": version, "rules": rules}},
        "automationDetails": {"id": f"{name}/{_uri(report.prefix)}"},
        "invocations": [{"executionSuccessful": True, "exitCode": report.exit_code}],
        "originalUriBaseIds": {_TOP: {"description": {"text": "The top of the repository."}}},
        "columnKind": "unicodeCodePoints",
        "results": _results(report, indices),
        "properties": {
            "as_of": report.as_of,
            "revision": report.revision,
            "not_selected": [printable(what) for what in report.not_selected],
        },
    }


def _results(report: Report, indices: dict[str, int]) -> list[dict[str, object]]:
    seen: Counter[str] = Counter()
    results: list[dict[str, object]] = []
    for broken in report.broken:
        fingerprint = broken.finding.fingerprint
        seen[fingerprint] += 1  # equal ones would be one alert
        hashed = f"{fingerprint}:{seen[fingerprint]}"
        results.append(_result(broken, report.prefix, indices, hashed))
    return results


def _result(broken: Broken, prefix: str, indices: dict[str, int], hashed: str) -> dict[str, object]:
    finding = broken.finding
    rule = printable(finding.rule)
    return {
        "ruleId": rule,
        "ruleIndex": indices[rule],
        "level": LEVELS[finding.severity],
        "message": {"text": _plain(with_fix(finding))},
        "locations": [_location(broken, prefix)],
        "partialFingerprints": {"primaryLocationLineHash": hashed},
        "suppressions": _suppressions(broken),
        "properties": {
            "vendor": finding.vendor and printable(finding.vendor),
            "pointer": printable(finding.pointer),
            "item": finding.item and printable(finding.item),
        },
    }


def _location(broken: Broken, prefix: str) -> dict[str, object]:
    finding = broken.finding
    region = {
        "startLine": finding.span.line,
        "startColumn": finding.span.column,
        "endLine": finding.span.end_line,
        "endColumn": finding.span.end_column,
    }
    artifact = {"uri": _uri(prefix + finding.path), "uriBaseId": _TOP}
    return {"physicalLocation": {"artifactLocation": artifact, "region": region}}


def _suppressions(broken: Broken) -> list[dict[str, object]]:
    """Empty for an open finding: either all results of a run have the key or none has."""
    match broken:
        case Failed():
            return []
        case Waived() | Baselined():
            words = _plain(acceptance(broken))
            return [{"kind": "external", "status": "accepted", "justification": words}]
        case _:
            assert_never(broken)


def _plain(text: str) -> str:
    """Text in which nothing is a link: ``[words](address)`` is one even in a plain message."""
    return printable(text).replace("](", "] (")


def _uri(path: str) -> str:
    """A relative reference (RFC 3986), its bytes those of the file's name."""
    return "".join(quote(char.encode(errors=_errors(char)), safe="/") for char in path)


def _errors(char: str) -> str:
    return "surrogateescape" if ord(char) in _BYTES else "surrogatepass"
