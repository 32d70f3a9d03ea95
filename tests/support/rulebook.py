"""Rules, records and registries in a few words, for tests of what judges them."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from subpolicy import config, shipped
from subpolicy.config import Configuration
from subpolicy.documents import Document, read
from subpolicy.errors import RunError, RunErrors
from subpolicy.findings.outcome import Evaluation, Failed
from subpolicy.policy.evaluation import Judge
from subpolicy.policy.functions import Facts
from subpolicy.policy.packs import Library, Shelf
from subpolicy.policy.rules import Rule, rule_from
from subpolicy.policy.typecheck import TypeChecker
from subpolicy.registry.filling import Filler, seen, tamed
from subpolicy.registry.registry import Vendor
from subpolicy.registry.shape import shape_of
from subpolicy.schema import Schemas
from subpolicy.sources import WorkingTree

SCHEMAS = Schemas(shipped.schema_folder())
SHAPE = shape_of(SCHEMAS.document("vendor"), "vendor")
RECORD = {
    "id": "acme",
    "name": "Acme, Inc.",
    "status": "active",
    "processing": {"locations": ["US"]},
}
TODAY = "2026-01-01"
CONFIGURATION = "organisation: {name: Test}\n"


def rule_text(body: str, *, rule_id: str = "sample", scope: str = "vendor") -> str:
    """A rule file whose seventh line is the first of ``body``."""
    text = (
        f"id: {rule_id}\ntitle: A sample\nseverity: error\nscope: {scope}\n"
        f"rationale: Because.\nremediation: Mend it.\n{body.rstrip()}\n"
    )
    if "\nrequire:" not in text:
        text += "require: 'true'\n"
    if "\nmessage:" not in text:
        text += "message: '\"is wrong\"'\n"
    return text


def rule(body: str, *, rule_id: str = "sample", scope: str = "vendor") -> Rule:
    """The rule of such a file; it must be sound by the schema, whatever its expressions say."""
    document = read(f"{rule_id}.yaml", rule_text(body, rule_id=rule_id, scope=scope).encode())
    assert isinstance(document, Document), document.faults
    assert not SCHEMAS.violations("rule", document.data)
    return rule_from(document, "core")


def faults(*rules: Rule, tables: Iterable[str] = ("countries",)) -> list[tuple[str, str, str]]:
    """What the type checker says of rules: place, message and help."""
    errors = TypeChecker(SHAPE, list(tables), rules).check().errors
    return [(str(error.place), error.message, error.help_text or "") for error in errors]


def vendor(record: Mapping[str, object] | None = None, path: str | None = None) -> Vendor:
    """A vendor with the keys of ``record`` laid over the smallest valid ones."""
    data = {**RECORD, **(record or {})}
    text = json.dumps(data, ensure_ascii=False)
    document = read(path or f"vendors/{data['id']}.yaml", text.encode())
    assert isinstance(document, Document), document.faults
    valid = not SCHEMAS.violations("vendor", data)
    visible = seen(document.data)
    filled = Filler(SHAPE).fill(visible if valid else tamed(visible))
    return Vendor(str(data["id"]), document.path, document, filled, valid)


def evaluations(
    rules: Iterable[Rule], vendors: Iterable[Vendor], facts: Facts | None = None
) -> list[Evaluation]:
    """Every rule on every vendor, without the type checker."""
    return Judge(list(rules), facts or Facts(), TODAY).judge(list(vendors))


def verdicts(body: str, *records: Mapping[str, object], scope: str = "vendor") -> list[str]:
    """What one rule says of records."""
    found = evaluations([rule(body, scope=scope)], [vendor(record) for record in records or [{}]])
    return [evaluation.outcome.verdict.value for evaluation in found]


def findings(body: str, *records: Mapping[str, object], scope: str = "vendor") -> list[tuple]:
    """The findings of one rule on records: pointer, item and message."""
    found = evaluations([rule(body, scope=scope)], [vendor(record) for record in records or [{}]])
    failed = [e.outcome.finding for e in found if isinstance(e.outcome, Failed)]
    return [(one.pointer, one.item, one.message) for one in failed]


def write(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Files below a folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def configuration(text: str = "") -> Configuration:
    """The configuration that ``subpolicy.yaml`` with these keys gives."""
    return config.load(_OneFile(CONFIGURATION + text), SCHEMAS)


def library(folder: Path) -> Library:
    """The packs of a registry's folder and the shipped ones."""
    shipped_shelf = Shelf(WorkingTree(shipped.policies_folder(), trusted=True), "", "policies/")
    return Library(Shelf(WorkingTree(folder), "policies", "policies"), shipped_shelf, SCHEMAS)


def told(error: RunError) -> list[tuple[str, str, str]]:
    """Place, message and help of each fault of a run."""
    each = error.errors if isinstance(error, RunErrors) else [error]
    return [(str(one.place or ""), one.message, one.help_text or "") for one in each]


class _OneFile:
    """A source with nothing but ``subpolicy.yaml``."""

    revision = None
    clean = None
    prefix = ""

    def __init__(self, text: str) -> None:
        self._text = text

    def files(self, _folder: str) -> tuple[str, ...]:
        return ()

    def read(self, path: str) -> bytes | None:
        return self._text.encode() if path == "subpolicy.yaml" else None
