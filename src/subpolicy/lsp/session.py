"""What an editor has open, the registries that it belongs to, and what was last seen of them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from subpolicy.config import FILE_NAME
from subpolicy.lsp.desk import Desk, View
from subpolicy.lsp.kinds import Kind
from subpolicy.lsp.knowledge import Knowledge
from subpolicy.lsp.remark import Remark


@dataclass(frozen=True, slots=True)
class Page:
    """An open document that is part of a registry."""

    text: str
    path: str
    """Relative to the registry's root."""
    kind: Kind
    knowledge: Knowledge

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """What was found in it."""
        return self.knowledge.view.remarks.get(self.path, ())


class Session:
    """The documents of one editor.

    Args:
        today: Gives the day on which is judged, an ISO date.
    """

    def __init__(self, today: Callable[[], str]) -> None:
        self._today = today
        self._texts: dict[Path, str] = {}
        self._roots: dict[Path, Path | None] = {}
        self._desks: dict[Path, Desk] = {}
        self._seen: dict[Path, Knowledge] = {}
        self._fresh: set[Path] = set()
        """Of which nothing has changed since they were seen."""

    def put(self, file: Path, text: str) -> Path | None:
        """A document's text as it is now; the root of its registry, None where it has none."""
        if file not in self._texts and file.name == FILE_NAME:
            self._texts[file] = text
            self._assign()  # what was open already may belong to this registry
        self._texts[file] = text
        if file not in self._roots:
            self._roots[file] = self._root_of(file)
        root = self._roots[file]
        if root is not None:
            self._desk(root).files.put(_relative(file, root), text)
            self._fresh.discard(root)
        return root

    def drop(self, file: Path) -> Path | None:
        """A document was closed; the root that it belonged to."""
        self._texts.pop(file, None)
        root = self._roots.pop(file, None)
        if root in self._desks:
            self._desks[root].files.drop(_relative(file, root))
            self._fresh.discard(root)
            if root not in self._roots.values():
                del self._desks[root]
                self._seen.pop(root, None)
        return root

    def forget(self) -> set[Path]:
        """Something on disk has changed; every root that has to be looked at again."""
        self._assign()
        for desk in self._desks.values():
            desk.files.forget()
        self._fresh.clear()
        return {*self._desks}

    def is_open(self, root: Path) -> bool:
        """Whether any document of a registry is open."""
        return root in self._desks

    def view(self, root: Path) -> View:
        """The registry as it is now."""
        return self._knowledge(root).view

    def page(self, file: Path) -> Page | None:
        """An open document and what is known about it; None where it is no part of a registry."""
        text, root = self._texts.get(file), self._roots.get(file)
        if text is None or root is None:
            return None
        knowledge = self._knowledge(root)
        path = _relative(file, root)
        kind = knowledge.view.kind(path)
        return None if kind is None else Page(text, path, kind, knowledge)

    def text(self, root: Path, path: str) -> str:
        """The text of a file of a registry, open or not; empty where it cannot be read."""
        raw = self._desk(root).files.read(path)
        return raw.decode("utf-8-sig", errors="replace") if isinstance(raw, bytes) else ""

    def open_files(self, root: Path) -> Iterator[Path]:
        """The open documents of a registry."""
        return (file for file, owner in self._roots.items() if owner == root)

    def _knowledge(self, root: Path) -> Knowledge:
        if root not in self._fresh or root not in self._seen:
            self._seen[root] = Knowledge(self._desk(root).look(), self._seen.get(root))
            self._fresh.add(root)
        return self._seen[root]

    def _desk(self, root: Path) -> Desk:
        if root not in self._desks:
            self._desks[root] = Desk(root, self._today)
        return self._desks[root]

    def _assign(self) -> None:
        """Find the registry of every open document again."""
        for file, text in self._texts.items():
            root = self._root_of(file)
            if root != self._roots.get(file):
                self._move(file, root, text)

    def _move(self, file: Path, root: Path | None, text: str) -> None:
        before = self._roots.get(file)
        if before in self._desks:
            self._desks[before].files.drop(_relative(file, before))
            self._fresh.discard(before)
        self._roots[file] = root
        if root is not None:
            self._desk(root).files.put(_relative(file, root), text)
            self._fresh.discard(root)

    def _root_of(self, file: Path) -> Path | None:
        for folder in file.parents:
            marker = folder / FILE_NAME
            if marker in self._texts or _is_file(marker):
                return folder
        return None


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False


def _relative(file: Path, root: Path) -> str:
    return file.relative_to(root).as_posix()
