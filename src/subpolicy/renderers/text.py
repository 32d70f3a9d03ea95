"""The report for a person at a terminal."""

from typing import NamedTuple, assert_never

from subpolicy.findings.finding import Severity
from subpolicy.findings.outcome import Broken, Failed
from subpolicy.findings.report import Report
from subpolicy.printable import printable
from subpolicy.renderers import summary
from subpolicy.renderers.acceptance import acceptance

_RESET = "\x1b[0m"
_BOLD = "\x1b[1m"
_RED = "\x1b[1;31m"
_GREEN = "\x1b[1;32m"
_YELLOW = "\x1b[1;33m"
_BLUE = "\x1b[1;34m"


class TextOptions(NamedTuple):
    """How the text is to look."""

    color: bool = False
    """Colour by ANSI escapes; the only ones that ever reach the output."""
    quiet: bool = False
    """Only what blocks, and the last line."""


PLAIN = TextOptions()


def render(report: Report, options: TextOptions = PLAIN) -> str:
    """Every finding with its source line and remedy, then the counts in one line."""
    shown = [Failed(f) for f in report.blocking] if options.quiet else report.broken
    lines = [line for broken in shown for line in _finding(report, broken, options)]
    if lines:
        lines.append("")
    verdict = summary.verdict(report)
    tint = _RED if report.exit_code else _GREEN
    lines.append(f"{_tinted(verdict, tint, options)} {summary.numbers(report)}")
    return "\n".join(lines) + "\n"


def _finding(report: Report, broken: Broken, options: TextOptions) -> list[str]:
    finding = broken.finding
    span = finding.span
    is_open = isinstance(broken, Failed)
    tint = _severity_tint(finding.severity) if is_open else _BLUE
    place = f"{printable(finding.path)}:{span.line}:{span.column}:"
    label = finding.severity.value if is_open else f"{broken.verdict.value} {finding.severity}"
    severity = _tinted(f"{label}:", tint, options)
    message = f"{printable(finding.message)} [{printable(finding.rule)}]"
    lines = [f"{_tinted(place, _BOLD, options)} {severity} {message}"]
    source = report.sources.get(finding.path, {}).get(span.line)
    if source is not None:
        from subpolicy.renderers.excerpt import excerpt  # noqa: PLC0415 (for findings only)

        shown = excerpt(source, span)
        gutter = f"{span.line:>5} |"
        lines.append(f"{gutter} {shown.text}".rstrip())
        carets = _tinted("^" * shown.carets, tint, options)
        lines.append(f"{'|':>{len(gutter)}} {' ' * shown.indent}{carets}")
    if not is_open:
        lines.append(f"  = {printable(acceptance(broken))}")
    elif finding.remediation:
        lines.append(f"  = fix: {printable(' '.join(finding.remediation.split()))}")
    return lines


def _severity_tint(severity: Severity) -> str:
    match severity:
        case Severity.ERROR:
            return _RED
        case Severity.WARNING:
            return _YELLOW
        case Severity.INFO:
            return _BLUE
        case _:
            assert_never(severity)


def _tinted(text: str, tint: str, options: TextOptions) -> str:
    return f"{tint}{text}{_RESET}" if options.color else text
