"""One report through every renderer. ``UPDATE_GOLDEN=1`` writes the goldens anew."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from subpolicy.findings.report import Report
from subpolicy.renderers import FORMATS, github, text
from subpolicy.renderers.audit import renderer
from support.audits import shared_audit
from support.reports import shared_report

FOLDER = Path(__file__).parent

OUTPUTS: dict[str, Callable[[Report], str]] = {
    "shared.txt": FORMATS["text"],
    "shared.color.txt": lambda report: text.render(report, text.TextOptions(color=True)),
    "shared.quiet.txt": lambda report: text.render(report, text.TextOptions(quiet=True)),
    "shared.github": FORMATS["github"],
    "shared.prefix.github": lambda report: github.render(report._replace(prefix="lists/eu/")),
    "shared.json": FORMATS["json"],
    "shared.sarif": FORMATS["sarif"],
    "shared.junit.xml": FORMATS["junit"],
    "shared.gitlab.json": FORMATS["gitlab"],
    "shared.azure": FORMATS["azure"],
    "shared.summary.md": FORMATS["markdown"],
}

AUDITS = {"shared.audit.json": "json", "shared.audit.md": "markdown"}
"""Formats of the auditor's report, by the name of the golden."""


@pytest.mark.parametrize("name", sorted(OUTPUTS))
def test_output_is_the_golden_one(name: str) -> None:
    compare(FOLDER / name, OUTPUTS[name](shared_report()).encode())


@pytest.mark.parametrize("name", sorted(AUDITS))
def test_report_of_the_auditor_is_the_golden_one(name: str) -> None:
    output = renderer(AUDITS[name])(shared_audit())
    compare(FOLDER / name, output.encode() if isinstance(output, str) else output)


def compare(golden: Path, output: bytes) -> None:
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_bytes(output)
    assert output == golden.read_bytes()


def test_every_format_has_a_golden() -> None:
    assert set(FORMATS.values()) <= set(OUTPUTS.values())
