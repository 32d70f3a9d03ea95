"""From a page to the plan of an import; nothing is written here."""

import os
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from subpolicy.checking import Question, check
from subpolicy.config import FILE_NAME
from subpolicy.findings.report import Report
from subpolicy.importing.destination import Destination
from subpolicy.importing.drafting import Drafts, rows_by_words
from subpolicy.importing.editors import editor_schemas
from subpolicy.importing.existing import Records, records_in
from subpolicy.importing.plan import Gone, Plan, Planned
from subpolicy.importing.starting import configuration_file
from subpolicy.importing.understanding import Asked, Understood, understand
from subpolicy.sources import Source, WorkingTree
from subpolicy.sources.overlay import Overlay
from subpolicy.tools import tools_of

_ANY = b"organisation: {name: new}\n"
"""A configuration with all defaults, for a registry that has none yet."""


def prepare(asked: Asked, destination: Destination) -> Plan:
    """Read a page, and plan every file that comes of it.

    Args:
        asked: The page, and what is asked of it.
        destination: The registry.

    Raises:
        RunError: the page cannot be read or holds no list, or the registry is not in order.
    """
    tree = WorkingTree(destination.root)
    new = destination.configuration is None
    tools = tools_of(Overlay(tree, {FILE_NAME: _ANY}) if new else tree)
    known = records_in(tree, destination, tools.schemas)
    found = understand(asked, tools, new=new)
    folder, copies = editor_schemas(destination.root)
    drafts = Drafts(
        known,
        destination.folder,
        _from(destination.folder, folder, "vendor"),
        tools.schemas,
        rows_by_words(found.rows),
        asked.update,
    )
    drafts.take(found.records)
    planned = [*drafts.files]
    if drafts.files:
        planned += [Planned(path, None, raw) for path, raw in copies.items()]
    if new:
        planned.append(_started(found, _from("", folder, "config")))
    planned.sort(key=lambda file: file.path)
    return Plan(
        destination=destination,
        files=tuple(planned),
        records=tuple(record["id"] for record in found.records),
        same=tuple(drafts.same),
        left=tuple(drafts.left),
        gone=tuple(_gone(known, drafts)) if asked.update else (),
        problems=found.problems,
        skipped=found.skipped,
        wanted=tuple(_wanted(destination, found.records)),
        nameless=new and found.nameless,
        report=_judged(tree, planned, known, asked.as_of),
    )


def _started(found: Understood, modeline: str) -> Planned:
    raw = configuration_file(found.configuration, modeline, nameless=found.nameless)
    return Planned(FILE_NAME, None, raw)


def _from(folder: str, schemas: str, name: str) -> str:
    """The path of a schema from a folder, both counted from the root."""
    relative = os.path.relpath(f"{schemas}/{name}.schema.json", folder or ".")
    return relative.replace(os.sep, "/")


def _gone(known: Records, drafts: Drafts) -> Iterator[Gone]:
    """Records that are in use, and that the page does not list."""
    for one in known.all:
        data = None if one.document is None else one.document.data
        if one.path in drafts.met or not isinstance(data, dict):
            continue
        if data.get("status") not in {"retired", "planned"}:
            yield Gone(one.id, one.path)


def _wanted(destination: Destination, records: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    if destination.configuration is None:
        return
    declared = {category.id for category in destination.configuration.categories}
    used = dict.fromkeys(record["category"] for record in records if "category" in record)
    yield from (category for category in used if category not in declared)


def _judged(tree: Source, planned: Sequence[Planned], known: Records, as_of: str) -> Report | None:
    """The registry as it will be, by the rules of today."""
    if not known.all and not any(_is_record(file) for file in planned):
        return None
    drafts = {file.path: file.after for file in planned}
    return check(Overlay(tree, drafts), Question(as_of=as_of, provenance=False))


def _is_record(file: Planned) -> bool:
    return file.path.endswith(".yaml") and file.path != FILE_NAME
