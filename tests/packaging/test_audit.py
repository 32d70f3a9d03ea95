"""The step of `nox -s lint` that asks for known vulnerabilities, with stand-ins for pip-audit."""

import json
import os
import subprocess
import sys

import pytest

from support.checkout import ROOT
from support.command import surroundings

FINE = {"name": "acme", "version": "1.0", "vulns": []}
WORSE = {"name": "bell", "version": "2.0", "vulns": [{"id": "GHSA-1", "fix_versions": ["2.1"]}]}
UNKNOWN = {"name": "coda", "skip_reason": "there is no coda (3.0)"}
NO_NAME = "requests.exceptions.ConnectionError: Failed to resolve 'advisories.example'"


@pytest.fixture
def audit(tmp_path):
    """Runs the step where pip-audit answers so."""

    def run(*packages, error="", required=False, code=0):
        folder = tmp_path / "pip_audit"
        folder.mkdir(exist_ok=True)
        said = "" if error else json.dumps({"dependencies": packages, "fixes": []})
        script = f"import sys\nprint({said!r})\nprint({error!r}, file=sys.stderr)\nsys.exit({code})"
        (folder / "__main__.py").write_text(script, encoding="utf-8")
        wanted = {"SUBPOLICY_AUDIT_REQUIRED": "1"} if required else {}
        done = subprocess.run(
            [sys.executable, ROOT / ".ci" / "audit.py", "requirements/run.txt"],
            cwd=ROOT,
            env=surroundings() | wanted | {"PYTHONPATH": str(tmp_path) + os.pathsep},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert "Traceback" not in done.stderr or "Traceback" in error
        return done.returncode, done.stdout + done.stderr

    return run


def test_without_a_finding_it_passes_and_counts(audit):
    assert audit(FINE, FINE, required=True) == (0, "No known vulnerability in 2 packages.\n")


def test_a_known_vulnerability_fails_and_is_named(audit):
    code, said = audit(FINE, WORSE, code=1)
    assert code == 1
    assert "bell 2.0: GHSA-1; fixed in: 2.1" in said


@pytest.mark.parametrize(
    "error",
    [
        f"Traceback (most recent call last):\n  File ...\n{NO_NAME}",
        "requests.exceptions.ReadTimeout: Read timed out.",
        "ERROR:pip_audit._cli:Could not connect to the feed",
    ],
)
def test_without_a_service_it_is_skipped_aloud_but_where_it_is_required(audit, error):
    code, said = audit(error=error, code=1)
    assert (code, said.startswith("Audit skipped: no advisory service (")) == (0, True)
    code, said = audit(error=error, code=1, required=True)
    assert (code, said.startswith("Audit impossible: no advisory service (")) == (1, True)


def test_an_index_that_knows_no_package_is_no_service(audit):
    assert audit(UNKNOWN)[0] == 0
    assert audit(UNKNOWN, required=True)[0] == 1


@pytest.mark.parametrize(
    ("packages", "error"),
    [
        ((FINE, UNKNOWN), ""),
        ((), ""),
        ((), "Traceback (most recent call last):\nTypeError: unhashable"),
        ((), "requests.exceptions.JSONDecodeError: Expecting value"),
        ((), "ERROR:pip_audit._cli:requirement acme does not contain a hash"),
    ],
)
def test_whatever_else_goes_wrong_fails(audit, packages, error):
    assert audit(*packages, error=error, code=1 if error else 0)[0] == 1
