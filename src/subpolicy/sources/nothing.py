"""A place without files: the registry of a revision that has none."""

from subpolicy.sources.source import SourceFault


class Nothing:
    """No file at all."""

    revision: str | None = None
    clean: bool | None = None
    prefix: str = ""

    def files(self, folder: str) -> tuple[str | SourceFault, ...]:  # noqa: ARG002 -- none anywhere
        """None."""
        return ()

    def read(self, path: str) -> bytes | SourceFault | None:  # noqa: ARG002 -- none anywhere
        """None."""
        return None
