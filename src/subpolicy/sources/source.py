"""The port through which a registry's files are read."""

from typing import NamedTuple, Protocol


class SourceFault(NamedTuple):
    """A file that cannot or must not be read."""

    code: str
    """``file/…``: dangling-link, extension, link-outside, linked-folder, loop, name,
    not-a-file, same-name or unreadable."""
    path: str
    """Relative POSIX path, with what cannot be printed in it escaped."""
    message: str
    remediation: str


class Source(Protocol):
    """A tree of files. Paths are POSIX, relative to the registry's root."""

    def files(self, folder: str) -> tuple[str | SourceFault, ...]:
        """The ``*.yaml`` files below ``folder``, sorted by path.

        In place of a file that has the wrong name, or that leads astray, its fault.
        A folder that does not exist holds no files.
        """
        ...

    def read(self, path: str) -> bytes | SourceFault | None:
        """A file's bytes; None when it does not exist.

        Of a longer file, the first MiB and one byte: enough to see that it is too long.
        """
        ...

    @property
    def revision(self) -> str | None:
        """The commit that is read, or on which the working tree stands; None outside git."""
        ...

    @property
    def clean(self) -> bool | None:
        """Whether the files are those of `revision`; None outside git."""
        ...

    @property
    def prefix(self) -> str:
        """The root's folder in its git repository: empty, or a POSIX path that ends in ``/``."""
        ...
