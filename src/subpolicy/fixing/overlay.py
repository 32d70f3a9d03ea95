"""A registry with some files as they would be after a fix."""

from collections.abc import Mapping

from subpolicy.sources import Source, SourceFault


class Overlay:
    """A source whose files have other bytes; there are no others than before.

    Args:
        below: The registry.
        files: The other bytes, by path.
    """

    def __init__(self, below: Source, files: Mapping[str, bytes]) -> None:
        self._below = below
        self._files = files

    def files(self, folder: str) -> tuple[str | SourceFault, ...]:
        """See `Source.files`."""
        return self._below.files(folder)

    def read(self, path: str) -> bytes | SourceFault | None:
        """See `Source.read`."""
        found = self._files.get(path)
        return self._below.read(path) if found is None else found

    @property
    def revision(self) -> str | None:
        """None: it is of no commit."""
        return None

    @property
    def clean(self) -> bool | None:
        """None, for the same reason."""
        return None

    @property
    def prefix(self) -> str:
        """Empty: nobody asks git."""
        return ""
