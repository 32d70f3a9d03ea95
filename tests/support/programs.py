"""What some tests use beyond pytest: found, or the test is skipped and says why."""

import os
import shutil
from importlib.util import find_spec
from pathlib import Path

import pytest

from support.checkout import ROOT

REQUIRED = "SUBPOLICY_TESTS_REQUIRE_PROGRAMS"
"""Set in the environment, a test fails that would be skipped for want of a program."""
INSTALL = "`.ci/programs` installs it"
_NODE_MODULES = ROOT / "tests" / "node_modules"
_BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


def program(*names: str) -> str:
    """The path of the first of several programs that is there; otherwise the test ends."""
    for name in names:
        if found := shutil.which(name):
            return found
    return _missing(names[0])


def chromium() -> str:
    """The path of a Chromium."""
    return program(*_BROWSERS)


def node_module(name: str) -> Path:
    """The folder of a package of ``tests/package.json``."""
    folder = _NODE_MODULES / name
    return folder if folder.is_dir() else Path(_missing(f"the npm package {name}"))


def package(name: str, distribution: str) -> None:
    """End the test where a Python package is missing."""
    if find_spec(name) is None:
        _missing(f"the Python package {distribution}")


def pango() -> None:
    """End the test where the library is missing that WeasyPrint sets text with."""
    try:
        import weasyprint  # noqa: F401, PLC0415 (a second, and few tests need it)
    except OSError:
        _missing("Pango")


def _missing(what: str) -> str:
    if os.environ.get(REQUIRED):
        pytest.fail(f"{what} is not installed, and {REQUIRED} is set: {INSTALL}")
    pytest.skip(f"needs {what}: {INSTALL}")
