"""Everything that an auditor files away, in one zip: reports, records, rules, and a manifest."""

import hashlib
import io
import shlex
import zipfile
from collections.abc import Mapping
from datetime import date

from subpolicy.audit import Audit
from subpolicy.printable import printable
from subpolicy.renderers.audit import intoto, oscal, renderer
from subpolicy.renderers.audit.bundle_names import (
    ASSESSMENT_PLAN,
    ASSESSMENT_RESULTS,
    MANIFEST,
    STATEMENT,
    safe_names,
)

_REPORTS: Mapping[str, str] = {
    "report.csv": "csv",
    "report.html": "html",
    "report.json": "json",
    "report.md": "markdown",
}
_CONFIGURATION = "subpolicy.yaml"
_YEARS = (1980, 2107)
"""What a zip can date."""


def render(audit: Audit) -> bytes:
    """A zip with the reports, the records as judged, what they were judged by, and a manifest.

    Its bytes are the same wherever it is made: names in order, the as-of date for every file, and
    nothing compressed, as each version of zlib has its own way to compress the same data. Names are
    ASCII, relative and unlike one another in any case, so that every system unpacks them.
    """
    files = _reports(audit) | _records(audit)
    files["README.txt"] = _readme(audit).encode()
    files[STATEMENT] = intoto.render(audit, files).encode()
    files[MANIFEST] = manifest(files).encode()
    return _zipped(files, audit.report.as_of)


def manifest(files: Mapping[str, bytes]) -> str:
    """The SHA-256 of each file, as ``sha256sum --check`` reads it."""
    return "".join(
        f"{hashlib.sha256(content).hexdigest()}  {name}\n"
        for name, content in sorted(files.items())
    )


def _reports(audit: Audit) -> dict[str, bytes]:
    files: dict[str, str | bytes] = {name: renderer(form)(audit) for name, form in _REPORTS.items()}
    files[ASSESSMENT_PLAN] = oscal.plan(audit)
    files[ASSESSMENT_RESULTS] = oscal.render(audit)
    return {
        name: content if isinstance(content, bytes) else content.encode()
        for name, content in files.items()
    }


def _records(audit: Audit) -> dict[str, bytes]:
    """The registry below ``records``, whence it can be judged again; rules and schemas beside it.

    The configuration belongs to both, and lies with the registry.
    """
    population = {member.path for member in audit.report.population}
    both = population | {_CONFIGURATION}
    own = {path: raw for path, raw in audit.policies.items() if path in both}
    registry = {**own, **audit.raw}
    # The same paths as in the OSCAL results, so that both come to the same names.
    places = safe_names("records", population | registry.keys())
    files = {places[path]: raw for path, raw in registry.items()}
    judged_by = {path: raw for path, raw in audit.policies.items() if path not in both}
    names = safe_names("", judged_by)
    for path, raw in judged_by.items():
        name = names[path]
        files[name if name.startswith(("policies/", "schema/")) else f"policies/{name}"] = raw
    return files


def _readme(audit: Audit) -> str:
    report = audit.report
    name = printable(str(report.organisation.get("name", "")))
    return f"""\
Subprocessor list of {name}, judged by its rules as of {report.as_of}

report.html               to read; report.md, report.csv and report.json hold the same
oscal-*.json              OSCAL assessment results, and the plan that they import
records/                  the registry as it was judged; in names, %XX stands for a byte
policies/                 the rules and tables by which it was judged
schema/                   the schemas that its files follow
{STATEMENT}   in-toto statement: what was tested, by what, with what result
{MANIFEST}                the SHA-256 of every other file

To check that nothing was changed:  sha256sum --check --strict {MANIFEST}
To make the report again:           {printable(shlex.join(audit.command))} --bundle audit.zip

Whoever signs {MANIFEST} signs all of it.
"""


def _zipped(files: Mapping[str, bytes], day: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(name, _zip_date(day))
            entry.create_system = 3  # Unix, whatever made it: the permissions are read as such
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, content)
    return target.getvalue()


def _zip_date(day: str) -> tuple[int, int, int, int, int, int]:
    first, last = _YEARS
    on = date.fromisoformat(day)
    year = min(max(on.year, first), last)
    return (year, on.month, on.day, 0, 0, 0)
