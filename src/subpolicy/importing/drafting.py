"""The files that records come to: new ones, changed ones, and those that are left alone."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from subpolicy.documents import Document, read
from subpolicy.documents.editing import is_same, rewrite
from subpolicy.importers.making import text_of
from subpolicy.importers.making.fitting import fitted
from subpolicy.importers.rows import Row
from subpolicy.importing.existing import Existing, Records
from subpolicy.importing.merging import Merged, merge
from subpolicy.importing.plan import Left, Planned
from subpolicy.importing.wording import Said
from subpolicy.schema import Schemas

_ENTANGLED = "its text cannot be changed without touching other values; edit it by hand"
_MOST_FIELDS = 5
_MODELINE = "# yaml-language-server: $schema="


@dataclass(slots=True)
class Drafts:
    """What becomes of each record of a page.

    Args:
        known: The records that are there.
        folder: Where new ones go.
        modeline: The path of the vendor's schema from there, for editors.
        update: Whether records that are there may be changed.
    """

    known: Records
    folder: str
    modeline: str
    schemas: Schemas
    rows: Mapping[str, Row]
    """By what they are on the page."""
    update: bool
    files: list[Planned] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    met: set[str] = field(default_factory=set)
    """Paths of the records that are there and on the page."""

    def take(self, records: Sequence[Mapping[str, Any]]) -> None:
        """Draft every record of a page, in its order."""
        ids = [record["id"] for record in records]
        for index, record in enumerate(records):
            path = f"{self.folder}/{record['id']}.yaml"
            there = self.known.of(record, ids)
            if record["id"] in ids[:index]:
                self._leave(record, path, "the page has another vendor that gets the same id")
            elif there is not None:
                self.met.add(there.path)
                self._meet(there, record)
            elif path.casefold() in self.known.paths:
                taken = self.known.paths[path.casefold()]
                self._leave(record, taken, "a file of that name is there, and is no such record")
            else:
                self._add(path, record)

    def _leave(self, record: Mapping[str, Any], path: str, reason: str) -> None:
        self.left.append(Left(record["id"], path, reason))

    def _add(self, path: str, record: Mapping[str, Any]) -> None:
        raw = text_of(record, self.modeline).encode()
        again = read(path, raw)
        if not isinstance(again, Document) or not is_same(again.data, dict(record)):
            self._leave(record, path, "what the page says of it cannot be written as YAML")
        elif reason := self._invalid(record):
            self._leave(record, path, reason)
        else:
            self.files.append(Planned(path, None, raw))

    def _meet(self, there: Existing, record: Mapping[str, Any]) -> None:
        document = there.document
        if document is None or not isinstance(document.data, dict):
            self._leave(record, there.path, "the record is broken: subpolicy check")
            return
        merged = self._merged(document.data, record)
        if is_same(merged.record, document.data):
            self.same.append(there.id)
        elif not self.update:
            fields = ", ".join(_differing(document.data, merged.record))
            reason = f"is there already, and the page says otherwise ({fields}); see --update"
            self._leave(record, there.path, reason)
        elif fault := self._invalid(merged.record):
            self._leave(record, there.path, fault)
        elif (raw := self._rewritten(document, merged.record)) is None:
            self._leave(record, there.path, _ENTANGLED)
        else:
            self.files.append(Planned(there.path, document.raw, raw, merged.kept))

    def _rewritten(self, document: Document, record: dict[str, Any]) -> bytes | None:
        """Written anew where the file is as an import writes it, else with other bytes kept."""
        schema = document.text.partition("\n")[0].removeprefix(_MODELINE)
        if text_of(document.data, schema).encode() == document.raw:
            ordered = fitted(record, self.schemas.document("vendor")).value
            if ordered is not None and is_same(ordered, record):
                return text_of(ordered, schema).encode()
        return rewrite(document, record)

    def _merged(self, old: Mapping[str, Any], record: Mapping[str, Any]) -> Merged:
        source = old.get("source")
        before = str(source.get("text", "")) if isinstance(source, dict) else ""
        now = str(record.get("source", {}).get("text", ""))
        row = self.rows.get(" ".join(now.split()))
        return merge(old, record, Said(before, now, row))

    def _invalid(self, record: Mapping[str, Any]) -> str | None:
        for violation in self.schemas.violations("vendor", dict(record)):
            return f"the record would break its schema at {violation.pointer}: {violation.message}"
        return None


def rows_by_words(rows: Sequence[Row]) -> Mapping[str, Row]:
    """Each row by its words on the page, on one line."""
    return {" ".join(row.source.split()): row for row in rows}


def _differing(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    fields = [key for key in new if key not in old or not is_same(old[key], new[key])]
    fields = [key for key in fields if key != "source"] or fields
    yield from fields[:_MOST_FIELDS]
    if len(fields) > _MOST_FIELDS:
        yield f"{len(fields) - _MOST_FIELDS} more"
