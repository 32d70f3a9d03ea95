"""Names that are two files on one disk and one file, or none, on another."""

from collections.abc import Iterable, Iterator, Sequence

from subpolicy.sources import faults
from subpolicy.sources.source import SourceFault

_DEVICES = frozenset(
    ["con", "prn", "aux", "nul", "conin$", "conout$"]
    + [f"{port}{digit}" for port in ("com", "lpt") for digit in "0123456789¹²³"]
)
"""What Windows keeps for itself, with whatever extension (learn.microsoft.com, Naming Files)."""
_FORBIDDEN = frozenset('<>:"|?*\\')
_SUSPECT = (*_FORBIDDEN, " .")


def portable(found: Iterable[str | SourceFault]) -> tuple[str | SourceFault, ...]:
    """The files of a folder, sorted; in place of one that not every disk can hold, its fault.

    A clone on Windows or macOS, where ``Acme.yaml`` is ``acme.yaml``, would silently lack one of
    two such files, and a record with it. The rule is the same on every system.
    """
    entries = sorted(found, key=_path)
    paths = [entry for entry in entries if isinstance(entry, str)]
    faulty = {} if _are_plain(paths) else {fault.path: fault for fault in _faults(paths)}
    if not faulty:  # nearly always
        return tuple(entries)
    known = set(paths)
    folders = [fault for path, fault in faulty.items() if path not in known]
    kept = [faulty.get(entry, entry) if isinstance(entry, str) else entry for entry in entries]
    return tuple(sorted([*kept, *folders], key=_path))


def _are_plain(paths: Sequence[str]) -> bool:
    """Whether a glance over all of them shows that none is at fault: a tenth of the time."""
    text = "\n".join(paths)
    if not text.isascii() or text != text.lower() or any(sign in text for sign in _SUSPECT):
        return False
    parts = {
        part for folder in {path.rpartition("/")[0] for path in paths} for part in folder.split("/")
    }
    if any(map(_is_unfit, parts)):
        return False
    return _DEVICES.isdisjoint([path.rpartition("/")[2].partition(".")[0] for path in paths])


def _faults(paths: Sequence[str]) -> Iterator[SourceFault]:
    seen: dict[str, str] = {}
    for path in paths:
        first = seen.setdefault(_folded(path), path)
        if first != path:
            yield faults.clash(path, first)
    folders = {path.rpartition("/")[0] for path in paths}
    folders |= {above for folder in folders for above in _above(folder)}
    for folder in sorted(folders - {""}):
        first = seen.setdefault(_folded(folder), folder)
        if first != folder:
            yield faults.clash(folder, first)
    names = {name for folder in folders for name in folder.split("/")}
    unfit = {name for name in names if _is_unfit(name)}
    for path in paths:
        *above, name = path.split("/")
        if _is_unfit(name) or (unfit and not unfit.isdisjoint(above)):
            yield faults.unportable(path)


def _path(entry: str | SourceFault) -> str:
    return entry.path if isinstance(entry, SourceFault) else entry


def _above(folder: str) -> Iterator[str]:
    while folder:
        folder = folder.rpartition("/")[0]
        yield folder


def _folded(path: str) -> str:
    """The same for all spellings that some disk takes for one: of case, and of accents."""
    if path.isascii():
        return path.lower()
    from unicodedata import normalize  # noqa: PLC0415 (few registries have such names)

    return normalize("NFC", normalize("NFD", path).casefold())


def _is_unfit(name: str) -> bool:
    """Whether Windows has no file of this name, so that git cannot check it out there."""
    return (
        name.endswith((".", " "))
        or not _FORBIDDEN.isdisjoint(name)
        or name.partition(".")[0].rstrip(" ").lower() in _DEVICES
    )
