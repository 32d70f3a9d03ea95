"""What can be wrong with a file before a byte of it is read, in words."""

import errno

from subpolicy.printable import printable
from subpolicy.sources.source import SourceFault

_REASONS = {
    errno.EACCES: "permission denied",
    errno.EISDIR: "it is a folder",
    errno.ENAMETOOLONG: "its path is too long",
    errno.ENOTDIR: "a part of its path is a file, not a folder",
    errno.EPERM: "permission denied",
}
"""Our own words, since the system's differ between systems."""

_LINK_HELP = "replace the link by the file itself"


def outside(path: str) -> SourceFault:
    """A path or link that leaves the root, or leads into git's own folder."""
    return SourceFault(
        "file/link-outside",
        printable(path),
        "leads out of the registry",
        "keep the file below the folder of subpolicy.yaml, and link to nothing outside it",
    )


def linked_folder(path: str) -> SourceFault:
    """A link to a folder."""
    return SourceFault(
        "file/linked-folder",
        printable(path),
        "is a link to a folder; such links are not followed",
        "replace the link by the folder itself",
    )


def dangling(path: str) -> SourceFault:
    """A link to nothing, or to something that is not part of the commit."""
    return SourceFault(
        "file/dangling-link",
        printable(path),
        "is a link to a file that does not exist",
        _LINK_HELP,
    )


def not_a_file(path: str) -> SourceFault:
    """A folder where a file was named, a pipe, a socket, a device."""
    return SourceFault(
        "file/not-a-file",
        printable(path),
        "is not a regular file",
        "replace it by a regular file, or remove it",
    )


def not_a_folder(path: str) -> SourceFault:
    """A file where a folder is expected."""
    return SourceFault(
        "file/unreadable",
        printable(path),
        "is not a folder",
        "make it a folder, or name another one under paths in subpolicy.yaml",
    )


def extension(path: str, stem: str) -> SourceFault:
    """``.yml``, ``.YAML`` and their like, which other tools read and we would pass over."""
    return SourceFault(
        "file/extension",
        path,
        "does not end in .yaml, so it is not read",
        f"rename it to {stem}.yaml",
    )


def name(path: str) -> SourceFault:
    """A path that is not UTF-8, or holds characters that cannot be printed."""
    return SourceFault(
        "file/name",
        printable(path),
        f"has characters in its path that are not safe to print: {printable(path)}",
        "rename it, with letters, digits and hyphens",
    )


def clash(path: str, first: str) -> SourceFault:
    """A name that differs from another one by case, or by how its accents are encoded."""
    other = printable(first)
    if other.casefold() != path.casefold() and not first.isascii():
        other = f"{other}, written {first!a},"  # on a screen both look alike
    return SourceFault(
        "file/same-name",
        printable(path),
        f"has the name of {other} but for case or the encoding of its accents: on a disk that "
        "does not tell them apart, as on Windows and macOS, a clone loses one of the two",
        "rename one of them; the stem of a record is its id, in lower case",
    )


def unportable(path: str) -> SourceFault:
    """A name that Windows keeps for itself."""
    return SourceFault(
        "file/name",
        printable(path),
        "has a name that no file can have on Windows (a device such as con or aux, a dot or space "
        'at its end, or one of <>:"|?*\\), so that the repository cannot be cloned there',
        "rename it, with letters, digits and hyphens",
    )


def submodule(path: str) -> SourceFault:
    """Another repository where records are looked for."""
    return SourceFault(
        "file/submodule",
        printable(path),
        "is a submodule; its records are not part of this commit",
        "keep the records in this repository",
    )


def loop(path: str) -> SourceFault:
    """A link that leads back to itself."""
    return SourceFault("file/loop", printable(path), "is a link that leads in a circle", _LINK_HELP)


def unreadable(path: str, error: OSError) -> SourceFault:
    """A file or folder that the system refuses to open."""
    if error.errno == errno.ELOOP:
        return loop(path)
    reason = _REASONS.get(error.errno or 0) or (error.strerror or "unknown error").lower()
    return SourceFault(
        "file/unreadable",
        printable(path),
        f"cannot be read: {reason}",
        "make it readable to the user who runs subpolicy, or remove it",
    )
