"""Files over those of another source: what is not written yet, or open in an editor."""

from collections.abc import Mapping

from subpolicy.sources.source import Source, SourceFault


class Overlay:
    """A source with some files put over it. It is of no commit, and nobody asks git of it.

    Args:
        below: What is there.
        files: Relative POSIX path → bytes. New ones are listed as well; a place that is at fault
            below stays at fault.
    """

    revision: str | None = None
    clean: bool | None = None
    prefix: str = ""

    def __init__(self, below: Source, files: Mapping[str, bytes]) -> None:
        self._below = below
        self._files = files

    def files(self, folder: str) -> tuple[str | SourceFault, ...]:
        """See `Source.files`."""
        found = self._below.files(folder)
        top = "" if folder in {"", "."} else f"{folder.rstrip('/')}/"
        known = {_path(entry) for entry in found}
        new = [
            path
            for path in self._files
            if path.startswith(top) and path.endswith(".yaml") and path not in known
        ]
        return tuple(sorted([*found, *new], key=_path)) if new else found

    def read(self, path: str) -> bytes | SourceFault | None:
        """See `Source.read`."""
        return self._files[path] if path in self._files else self._below.read(path)


def _path(entry: str | SourceFault) -> str:
    return entry.path if isinstance(entry, SourceFault) else entry
