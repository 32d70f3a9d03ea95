"""Small registries on an editor's desk, and texts with a cursor in them."""

from pathlib import Path

from subpolicy.lsp.desk import Desk
from subpolicy.lsp.knowledge import Knowledge
from support.registries import GREEN, registry

DAY = "2026-03-01"
CONFIG = """\
organisation: {name: Test}
categories:
  - {id: email, title: E-mail}
  - {id: ai, title: "AI ![x](https://evil.example/p.png)", note: Never trained on}
waivers: {approvers: [dpo@example.com]}
"""
FLAGS = """\
flags:
  - {key: ai-search, kind: feature, default: "off", description: Turns search on}
  - key: sms
    kind: plan
    default: "off"
"""


def desk(folder: Path, files: dict[str, str] | None = None, **vendors: str) -> Desk:
    """A registry with two categories, two switches and some records; more files by path."""
    root = registry(folder, **(vendors or {"acme": GREEN}))
    everything = {"subpolicy.yaml": CONFIG, "flags.yaml": FLAGS} | (files or {})
    for path, text in everything.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return Desk(root, lambda: DAY)


def knowledge(folder: Path, files: dict[str, str] | None = None, **vendors: str) -> Knowledge:
    """What such a registry knows."""
    return Knowledge(desk(folder, files, **vendors).look())


def cursor(marked: str) -> tuple[str, int]:
    """A text without its one ``|``, and where that was."""
    assert marked.count("|") == 1
    return marked.replace("|", ""), marked.index("|")
