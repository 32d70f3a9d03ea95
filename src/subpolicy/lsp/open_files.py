"""A registry's files as an editor has them: what is open there, over what lies on disk."""

from collections.abc import Mapping
from pathlib import Path

from subpolicy.sources import SourceFault, WorkingTree
from subpolicy.sources.overlay import Overlay
from subpolicy.sources.working_tree import LIMIT


class OpenFiles:
    """The working tree below a folder, with the texts of open documents over it.

    What was read from disk is kept until `forget`, so that a keystroke costs no reading.

    Args:
        root: The registry's root.
    """

    revision: str | None = None
    clean: bool | None = None
    prefix: str = ""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._texts: dict[str, bytes] = {}
        self.forget()

    def put(self, path: str, text: str) -> None:
        """What a document holds now; ``path`` is relative to the root."""
        # Half a surrogate pair stays what it is: not UTF-8, which the reader says.
        self._texts[path] = text.encode(errors="surrogatepass")[: LIMIT + 1]

    def drop(self, path: str) -> None:
        """A document was closed: what lies on disk counts again."""
        self._texts.pop(path, None)

    def forget(self) -> None:
        """Something on disk may have changed."""
        self._seen = Overlay(_Kept(WorkingTree(self._root)), self._texts)

    @property
    def texts(self) -> Mapping[str, bytes]:
        """The open documents, by path."""
        return self._texts

    def files(self, folder: str) -> tuple[str | SourceFault, ...]:
        """See `Source.files`."""
        return self._seen.files(folder)

    def read(self, path: str) -> bytes | SourceFault | None:
        """See `Source.read`."""
        return self._seen.read(path)


class _Kept:
    """A working tree of which everything is read once."""

    revision: str | None = None
    clean: bool | None = None
    prefix: str = ""

    def __init__(self, disk: WorkingTree) -> None:
        self._disk = disk
        self._files: dict[str, tuple[str | SourceFault, ...]] = {}
        self._read: dict[str, bytes | SourceFault | None] = {}

    def files(self, folder: str) -> tuple[str | SourceFault, ...]:
        """See `Source.files`."""
        if folder not in self._files:
            self._files[folder] = self._disk.files(folder)
        return self._files[folder]

    def read(self, path: str) -> bytes | SourceFault | None:
        """See `Source.read`."""
        if path not in self._read:
            self._read[path] = self._disk.read(path)
        return self._read[path]
