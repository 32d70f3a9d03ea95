"""Known vulnerabilities in what CI installs, by pip-audit; `nox -s lint` runs it.

Arguments are lock files. Exit codes: 0 without a finding, 1 otherwise. Where no advisory service
answers, it says so and exits with 0, but with 1 where SUBPOLICY_AUDIT_REQUIRED is 1.
"""

import json
import os
import re
import subprocess
import sys
from typing import Any

ACCEPTED: dict[str, str] = {}
"""Advisories that are known and do not count: their id, and why."""

_UNREACHABLE = re.compile(
    r"^(?:requests\.exceptions\.(?!JSONDecodeError|Invalid)\w+: |.*Could not connect to )(.*)$",
    re.MULTILINE,
)
"""What the network did; whatever else is raised is a fault of pip-audit or of the locks."""


def main(locks: list[str]) -> int:
    """Audit these files together; returns the exit code."""
    options = ["--require-hashes", "--disable-pip", "--progress-spinner=off", "--format=json"]
    options += [f"--ignore-vuln={advisory}" for advisory in ACCEPTED]
    options += [f"--requirement={lock}" for lock in locks]
    done = subprocess.run(
        [sys.executable, "-m", "pip_audit", *options],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    try:
        packages: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
    except ValueError:
        reason = _UNREACHABLE.search(done.stderr)
        return _unanswered(reason[0]) if reason else _failed(done.stdout + done.stderr)
    return _judged(packages, done)


def _judged(packages: list[dict[str, Any]], done: subprocess.CompletedProcess[str]) -> int:
    if not packages:
        return _failed("nothing was audited")
    unknown = [one["skip_reason"] for one in packages if "skip_reason" in one]
    if len(unknown) == len(packages):
        # An index without advisories says of everything that there is no such package.
        return _unanswered(f"it knows none of {len(packages)} packages")
    vulnerable = [one for one in packages if one.get("vulns")]
    for one in vulnerable:
        for found in one["vulns"]:
            fixed = ", ".join(found["fix_versions"]) or "none"
            print(f"{one['name']} {one['version']}: {found['id']}; fixed in: {fixed}")
    if vulnerable:
        return _failed("Update by `nox -s lock`, or accept with a reason in .ci/audit.py.")
    if unknown or done.returncode:
        return _failed("\n".join(unknown) or done.stderr)
    print(f"No known vulnerability in {len(packages)} packages.")
    return 0


def _unanswered(reason: str) -> int:
    required = os.environ.get("SUBPOLICY_AUDIT_REQUIRED") == "1"
    print(f"Audit {'impossible' if required else 'skipped'}: no advisory service ({reason[:200]})")
    return 1 if required else 0


def _failed(text: str) -> int:
    print(text.strip(), file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
