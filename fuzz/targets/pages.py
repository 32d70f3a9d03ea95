"""The importers: pages, tables and scripts, up to the records that are made of them."""

from functools import cache

from shared import as_json, registry

from subpolicy.documents import Document, read
from subpolicy.documents.writing import write_record
from subpolicy.errors import RunError
from subpolicy.importing.understanding import Asked, understand
from subpolicy.tools import Tools, tools_of

NAMES = ["html", "md", "mdx", "txt", "csv", "yaml", "json", "json5", "ts", "tsx", "js", "astro"]
NAMES += ["vue", "pdf", "xlsx", "x"]


@cache
def tools() -> Tools:
    """What an import works with."""
    return tools_of(registry({}))


def check(data: bytes) -> None:
    """A page gives sound records, or a refusal with a reason; its first byte picks its format."""
    asked = Asked(f"list.{NAMES[data[0] % len(NAMES)]}" if data else "list", data[1:], "2026-01-01")
    try:
        found = understand(asked, tools(), new=True)
    except RunError as refusal:
        assert refusal.message
        return
    again = understand(asked, tools(), new=True)
    assert as_json([*found.records]) == as_json([*again.records])
    assert tools().schemas.violations("config", found.configuration) == () or found.nameless
    for record in found.records:
        assert tools().schemas.violations("vendor", record) == (), record
        written = read("x.yaml", write_record(dict(record), "x").encode())
        assert isinstance(written, Document), written
        assert as_json(written.data) == as_json(record)
