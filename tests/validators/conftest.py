"""Reports in every format of ``check``, on disk: the shared one, and those of the examples."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from subpolicy.checking import Question, check
from subpolicy.findings.report import Report
from subpolicy.renderers import FORMATS
from subpolicy.sources import WorkingTree
from support.checkout import ROOT
from support.reports import shared_report

EXAMPLES = ("mielto", "dovetail")


@pytest.fixture(params=["shared", *EXAMPLES])
def name(request) -> str:
    """Which of the reports."""
    return request.param


@pytest.fixture(scope="session")
def report() -> Callable[[str], Report]:
    """A report by its name."""
    return cache(_report)


@pytest.fixture
def written(tmp_path, name, report) -> Callable[[str], Path]:
    """The file with the report in a format."""

    def write(format_name: str) -> Path:
        path = tmp_path / f"{name}.{format_name}"
        path.write_text(FORMATS[format_name](report(name)), encoding="utf-8", newline="\n")
        return path

    return write


def _report(name: str) -> Report:
    if name == "shared":
        return shared_report()
    root = ROOT / "examples" / name
    return check(WorkingTree(root), Question(as_of="2026-01-01"))
