"""An in-toto statement on the run: predicate type ``test-result`` v0.1, unsigned.

Followed to the letter: Statement v1, ResourceDescriptor and DigestSet v1.1 of the in-toto
Attestation Framework, and its predicate ``test-result``.
"""

import base64
import hashlib
import json
import shlex
from collections import defaultdict
from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Any

from subpolicy.audit import Audit
from subpolicy.findings.outcome import Failed, Verdict
from subpolicy.printable import printable
from subpolicy.renderers.audit import json as json_report
from subpolicy.renderers.audit.oscal.documents import FILES

STATEMENT = "https://in-toto.io/Statement/v1"
PREDICATE = "https://in-toto.io/attestation/test-result/v0.1"

_CONFIGURATION = "subpolicy.yaml"
_OPEN = {Verdict.FAILED, Verdict.WAIVED, Verdict.BASELINED}
_DIGEST_OF = "sha256sum of its files, sorted by name, and of that list in turn"


class _Result(Enum):
    PASSED = "PASSED"
    WARNED = "WARNED"
    FAILED = "FAILED"


def render(audit: Audit, subjects: Mapping[str, bytes] | None = None) -> str:
    """The statement as one line of JSON, ready to be signed (DSSE).

    A test is a rule on all vendors, by its id; `FILES` is the test that is no rule's. A test failed
    where something blocks, and is warned of where something is open that does not block, is waived,
    or was known at adoption. A rule that could not judge every record is in none of the lists: it
    did not run to its end.

    Args:
        audit: What was found.
        subjects: What the statement speaks for: name → content of a file. Without any it is the
            JSON report as ``report.json``. A revision with nothing changed beside it is a subject
            too, as it is what was tested.
    """
    tests = _tests(audit)
    statement = {
        "_type": STATEMENT,
        "subject": list(_subjects(audit, subjects)),
        "predicateType": PREDICATE,
        "predicate": {
            "result": _result(audit, tests).value,
            "configuration": list(_configuration(audit)),
            "passedTests": _names(tests, _Result.PASSED),
            "warnedTests": _names(tests, _Result.WARNED),
            "failedTests": _names(tests, _Result.FAILED),
        },
    }
    return json.dumps(statement, ensure_ascii=False, separators=(",", ":")) + "\n"


def _names(tests: Mapping[str, _Result | None], wanted: _Result) -> list[str]:
    return [name for name, result in sorted(tests.items()) if result is wanted]


def _result(audit: Audit, tests: Mapping[str, _Result | None]) -> _Result:
    if audit.report.blocking:
        return _Result.FAILED
    clean = all(result is _Result.PASSED for result in tests.values())
    return _Result.PASSED if clean else _Result.WARNED


def _tests(audit: Audit) -> dict[str, _Result | None]:
    """What each test says; None where it did not run to its end."""
    report = audit.report
    verdicts: dict[str, set[Verdict]] = defaultdict(set)
    for evaluation in report.evaluations:
        verdicts[evaluation.rule].add(evaluation.outcome.verdict)
    verdicts[FILES] = {Verdict.FAILED if report.faults else Verdict.PASSED}
    blocking = set(report.blocking)
    failing = {
        evaluation.rule
        for evaluation in report.evaluations
        if isinstance(evaluation.outcome, Failed) and evaluation.outcome.finding in blocking
    }
    failing |= {FILES} if blocking.intersection(report.faults) else set()
    return {name: _verdict(said, blocks=name in failing) for name, said in verdicts.items()}


def _verdict(said: set[Verdict], *, blocks: bool) -> _Result | None:
    if blocks:
        return _Result.FAILED
    if Verdict.NOT_JUDGED in said:
        return None
    return _Result.WARNED if said & _OPEN else _Result.PASSED


def _subjects(audit: Audit, subjects: Mapping[str, bytes] | None) -> Iterator[dict[str, Any]]:
    report = audit.report
    if subjects is None:
        subjects = {"report.json": json_report.render(audit).encode()}
    for name, content in sorted(subjects.items()):
        digest = hashlib.sha256(content).hexdigest()
        yield {"name": printable(name), "digest": {"sha256": digest}}
    if report.revision is not None and report.clean:
        yield {"name": "revision", "digest": {"gitCommit": report.revision}}


def _configuration(audit: Audit) -> Iterator[dict[str, Any]]:
    """What was judged by: the command, the revision, every pack, the schema, the configuration."""
    report = audit.report
    command = printable(shlex.join(audit.command))
    yield {
        "name": "command",
        "content": base64.b64encode(command.encode()).decode(),
        "mediaType": "text/plain",
        "annotations": {"subpolicy_tool": report.tool, "subpolicy_as_of": report.as_of},
    }
    if report.revision is not None:
        yield {
            "name": "revision",
            "digest": {"gitCommit": report.revision},
            "annotations": {"subpolicy_clean": bool(report.clean)},
        }
    for name, digest in sorted(report.digests.items()):
        yield {
            "name": name,
            "digest": {"sha256": digest},
            "annotations": {"subpolicy_digest_of": _DIGEST_OF},
        }
    if (raw := audit.policies.get(_CONFIGURATION)) is not None:
        digest = hashlib.sha256(raw).hexdigest()
        media_type = "application/yaml"
        yield {"name": _CONFIGURATION, "digest": {"sha256": digest}, "mediaType": media_type}
