"""Reports as text. A renderer is a pure function, imported when its format is asked for."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from subpolicy.findings.report import Report  # a name of a format costs no more

Renderer = Callable[["Report"], str]


def _text(report: "Report") -> str:
    from subpolicy.renderers import text  # noqa: PLC0415 (loaded when used)

    return text.render(report)


def _json(report: "Report") -> str:
    from subpolicy.renderers import json  # noqa: PLC0415 (loaded when used)

    return json.render(report)


def _github(report: "Report") -> str:
    from subpolicy.renderers import github  # noqa: PLC0415 (loaded when used)

    return github.render(report)


def _sarif(report: "Report") -> str:
    from subpolicy.renderers import sarif  # noqa: PLC0415 (loaded when used)

    return sarif.render(report)


def _junit(report: "Report") -> str:
    from subpolicy.renderers import junit  # noqa: PLC0415 (loaded when used)

    return junit.render(report)


def _gitlab(report: "Report") -> str:
    from subpolicy.renderers import gitlab  # noqa: PLC0415 (loaded when used)

    return gitlab.render(report)


def _azure(report: "Report") -> str:
    from subpolicy.renderers import azure  # noqa: PLC0415 (loaded when used)

    return azure.render(report)


def _job_summary(report: "Report") -> str:
    from subpolicy.renderers import markdown_summary  # noqa: PLC0415 (loaded when used)

    return markdown_summary.render(report)


FORMATS: Final[Mapping[str, Renderer]] = MappingProxyType(
    {
        "text": _text,
        "github": _github,
        "json": _json,
        "sarif": _sarif,
        "junit": _junit,
        "gitlab": _gitlab,
        "azure": _azure,
        "markdown": _job_summary,
    }
)
"""What ``check --format`` knows, in the order in which its help names them."""
