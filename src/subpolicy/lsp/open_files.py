"""A registry's files as an editor has them: what is open there, over what lies on disk."""

from collections.abc import Mapping
from pathlib import Path

from subpolicy.sources import Source, SourceFault, WorkingTree
from subpolicy.sources.working_tree import LIMIT


class OpenFiles:
    """The working tree below a folder, with the texts of open documents over it.

    What was read from disk is kept until `forget`, so that a keystroke costs no reading.

    Args:
        root: The registry's root.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._disk: Source = WorkingTree(root)
        self._texts: dict[str, bytes] = {}
        self._files: dict[str, tuple[str | SourceFault, ...]] = {}
        self._read: dict[str, bytes | SourceFault | None] = {}

    def put(self, path: str, text: str) -> None:
        """What a document holds now; ``path`` is relative to the root."""
        # Half a surrogate pair stays what it is: not UTF-8, which the reader says.
        self._texts[path] = text.encode(errors="surrogatepass")[: LIMIT + 1]

    def drop(self, path: str) -> None:
        """A document was closed: what lies on disk counts again."""
        self._texts.pop(path, None)

    def forget(self) -> None:
        """Something on disk may have changed."""
        self._disk = WorkingTree(self._root)
        self._files.clear()
        self._read.clear()

    @property
    def texts(self) -> Mapping[str, bytes]:
        """The open documents, by path."""
        return self._texts

    def files(self, folder: str) -> tuple[str | SourceFault, ...]:
        """See `Source.files`."""
        if folder not in self._files:
            self._files[folder] = self._disk.files(folder)
        found = self._files[folder]
        top = "" if folder in {"", "."} else f"{folder}/"
        known = {getattr(entry, "path", entry) for entry in found}
        new = [
            path
            for path in self._texts
            if path.startswith(top) and path.endswith(".yaml") and path not in known
        ]
        if not new:
            return found
        return tuple(sorted([*found, *new], key=lambda entry: getattr(entry, "path", entry)))

    def read(self, path: str) -> bytes | SourceFault | None:
        """See `Source.read`."""
        if path in self._texts:
            return self._texts[path]
        if path not in self._read:
            self._read[path] = self._disk.read(path)
        return self._read[path]

    @property
    def revision(self) -> str | None:
        """None: what is not saved is of no commit."""
        return None

    @property
    def clean(self) -> bool | None:
        """None, for the same reason."""
        return None

    @property
    def prefix(self) -> str:
        """Empty: nobody asks git."""
        return ""
