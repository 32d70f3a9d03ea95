"""A registry as it will be: its files, and over them those that are not written yet."""

from collections.abc import Mapping

from subpolicy.sources import Source, SourceFault


class Overlay:
    """A source with some files put over it.

    Args:
        below: What is there.
        drafts: What is to be written: relative POSIX path → bytes.
    """

    def __init__(self, below: Source, drafts: Mapping[str, bytes]) -> None:
        self._below = below
        self._drafts = drafts

    def files(self, folder: str) -> tuple[str | SourceFault, ...]:
        """See `Source.files`."""
        top = f"{folder.rstrip('/')}/"
        drafts = {path for path in self._drafts if path.startswith(top) and path.endswith(".yaml")}
        found = {
            entry
            for entry in self._below.files(folder)
            if getattr(entry, "path", entry) not in drafts
        }
        return tuple(sorted(found | drafts, key=lambda entry: getattr(entry, "path", entry)))

    def read(self, path: str) -> bytes | SourceFault | None:
        """See `Source.read`."""
        return self._drafts.get(path) or self._below.read(path)

    @property
    def revision(self) -> str | None:
        """None: what is not written is of no commit."""
        return None

    @property
    def clean(self) -> bool | None:
        """None, for the same reason."""
        return None

    @property
    def prefix(self) -> str:
        """That of what is there."""
        return self._below.prefix
