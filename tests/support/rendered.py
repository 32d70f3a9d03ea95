"""Every output of a registry on disk, by the way that the command itself goes."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from subpolicy import auditing, checking, differing, explaining
from subpolicy.audit import Audit
from subpolicy.changes.difference import Difference
from subpolicy.findings.report import Report
from subpolicy.findings.rulepage import RulePage
from subpolicy.renderers import FORMATS, rulepage, text
from subpolicy.renderers.audit import FORMATS as AUDIT_FORMATS
from subpolicy.renderers.audit import renderer
from subpolicy.renderers.blocks import Look
from subpolicy.renderers.difference import DIFF_FORMATS
from subpolicy.renderers.difference import text as difference_text
from subpolicy.revisions import History
from subpolicy.sources import WorkingTree


@dataclass(frozen=True)
class Registry:
    """A registry, what it was before, and what the command finds out about it."""

    root: Path
    base: Path
    question: checking.Question
    since: str | None = None

    @cached_property
    def report(self) -> Report:
        return checking.check(WorkingTree(self.root), self.question)

    @cached_property
    def audit(self) -> Audit:
        history = History.of(self.root)
        with closing(history.objects):
            return auditing.audit(WorkingTree(self.root), history, self.question, self.since)

    @cached_property
    def difference(self) -> Difference:
        sides = checking.Sides(WorkingTree(self.root), compared=True, base=WorkingTree(self.base))
        return differing.differ(sides, self.question.as_of)

    @cached_property
    def pages(self) -> list[RulePage]:
        return explaining.pages(WorkingTree(self.root), pack_names=self._packs)

    @property
    def _packs(self) -> list[str]:
        return ["own"] if (self.root / "policies" / "own").is_dir() else ["core"]


def _of_report(name: str) -> Callable[[Registry], str]:
    return lambda registry: FORMATS[name](registry.report)


def _of_audit(name: str) -> Callable[[Registry], str | bytes]:
    return lambda registry: renderer(name)(registry.audit)


def _of_difference(name: str) -> Callable[[Registry], str]:
    return lambda registry: DIFF_FORMATS[name](registry.difference)


def _colourful(registry: Registry) -> str:
    return text.render(registry.report, text.TextOptions(color=True))


def _colourful_difference(registry: Registry) -> str:
    return difference_text.render(registry.difference, color=True)


def _plain_pages(registry: Registry) -> str:
    look = Look(width=100)
    return "".join(rulepage.plain(page, look) for page in registry.pages)


def _pages(registry: Registry) -> str:
    return "".join(map(rulepage.markdown, registry.pages))


def _index(registry: Registry) -> str:
    return rulepage.index(registry.pages)


Output = tuple[str, Callable[[Registry], str | bytes]]
"""The format, and what gives it."""

OUTPUTS: MappingProxyType[str, Output] = MappingProxyType(
    {f"check {name}": (name, _of_report(name)) for name in FORMATS}
    | {f"report {name}": (name, _of_audit(name)) for name in AUDIT_FORMATS}
    | {f"diff {name}": (name, _of_difference(name)) for name in DIFF_FORMATS}
    | {
        "check in colour": ("text", _colourful),
        "diff in colour": ("text", _colourful_difference),
        "pages of rules": ("markdown", _pages),
        "index of rules": ("markdown", _index),
        "rules": ("wrapped", _plain_pages),
    }
)
"""What subpolicy writes. A new format of a command is here by itself."""
