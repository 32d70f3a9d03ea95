"""Issues for Azure Pipelines, as logging commands on standard output.

Grammar: learn.microsoft.com, "Logging commands", ``task.logissue``; escapes: azure-pipelines-agent,
``CommandStringConvertor``.
"""

from typing import assert_never

from subpolicy.findings.finding import Finding, Severity
from subpolicy.findings.outcome import Broken, Failed
from subpolicy.findings.report import Report
from subpolicy.printable import printable
from subpolicy.renderers import summary
from subpolicy.renderers.acceptance import acceptance
from subpolicy.renderers.remedy import with_fix


def render(report: Report) -> str:
    """An issue for each error and warning, a plain line for what is below, then the counts."""
    lines = [_line(broken, report.prefix) for broken in report.broken]
    lines.append(summary.last_line(report))
    return "\n".join(lines) + "\n"


def _line(broken: Broken, prefix: str) -> str:
    finding = broken.finding
    if not isinstance(broken, Failed):
        return _plain(finding, broken.verdict, f" ({acceptance(broken)})")
    match finding.severity:
        case Severity.ERROR | Severity.WARNING:
            return _issue(finding, prefix)
        case Severity.INFO:  # Azure knows no third type
            return _plain(finding, finding.severity, "")
        case _:
            assert_never(finding.severity)


def _issue(finding: Finding, prefix: str) -> str:
    place: dict[str, object] = {
        "type": finding.severity.value,
        "sourcepath": prefix + finding.path,
        "linenumber": finding.span.line,
        "columnnumber": finding.span.column,
        "code": finding.rule,
    }
    properties = "".join(f"{key}={_property(str(value))};" for key, value in place.items())
    return f"##vso[task.logissue {properties}]{_data(with_fix(finding))}"


def _plain(finding: Finding, label: str, accepted: str) -> str:
    """The dash keeps a path that starts like a command from being one."""
    place = f"{finding.path}:{finding.span.line}:{finding.span.column}"
    return printable(f"- {place}: {label}: {finding.message} [{finding.rule}]{accepted}")


def _data(text: str) -> str:
    escaped = printable(text).replace("%", "%AZP25")
    return escaped.replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(";", "%3B").replace("]", "%5D")
