"""Writing the files of an import: all of them, or none."""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from subpolicy.errors import RunError
from subpolicy.importing.plan import Planned
from subpolicy.printable import printable


class _Staged(NamedTuple):
    """A file beside its place."""

    file: Planned
    after: Path
    before: Path | None
    """A copy of what is there; None where there is nothing."""


def carry_out(root: Path, files: Sequence[Planned]) -> None:
    """Write every file, or leave everything as it was.

    All are written beside their places first, and then moved there, so that a full disk shows
    before the first of them counts.

    Raises:
        RunError: a file cannot be written, one is there meanwhile, or a folder is a link.
    """
    if not files:
        return
    for file in files:
        _refuse_links(root, file.path)
    made: list[Path] = []
    try:
        _make_folders(root, made)
        with _staging(root) as folder:
            _move_all(
                root, [_staged(folder, index, root, file) for index, file in enumerate(files)], made
            )
    except BaseException as error:
        for one in reversed(made):
            with contextlib.suppress(OSError):
                one.rmdir()
        if isinstance(error, OSError):
            raise _refused(root, error) from None
        raise


def _move_all(root: Path, staged: "Sequence[_Staged]", made: list[Path]) -> None:
    """Move every file into its place; what was there goes back where one of them fails.

    A run that is killed here leaves some files new and the others as they were, each whole; the
    same import again does the rest.
    """
    done: list[tuple[Path, Path | None]] = []
    try:
        for file, after, before in staged:
            target = _target(root, file)
            _make_folders(target.parent, made)
            _require_unchanged(target, file)
            after.replace(target)
            done.append((target, before))
    except BaseException:
        for target, before in reversed(done):
            with contextlib.suppress(OSError):
                target.unlink() if before is None else before.replace(target)
        raise


def _target(root: Path, file: Planned) -> Path:
    """A record may be a link to a file within the registry: the link stays a link."""
    path = root / file.path
    return path if file.before is None else Path(os.path.realpath(path))


def _refuse_links(root: Path, path: str) -> None:
    folder = root
    for part in Path(path).parts[:-1]:
        folder /= part
        if folder.is_symlink():
            raise RunError(
                f"{printable(str(folder))} is a link to a folder",
                help_text="records are written within the registry alone; replace the link by "
                "the folder itself",
            )
        if os.path.lexists(folder) and not folder.is_dir():
            raise RunError(f"{printable(str(folder))} is not a folder")


def _make_folders(folder: Path, made: list[Path]) -> None:
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for one in reversed(missing):
        one.mkdir()
        made.append(one)


@contextlib.contextmanager
def _staging(root: Path) -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix=".subpolicy-", dir=root))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _staged(folder: Path, index: int, root: Path, file: Planned) -> _Staged:
    """A file as it is to be, and as it was: to put that back must not want room on the disk."""
    if file.before is None:
        return _Staged(file, _written(folder / f"{index}", file.after), None)
    mode = _target(root, file).stat().st_mode & 0o7777
    before = _written(folder / f"{index}.before", file.before, mode)
    return _Staged(file, _written(folder / f"{index}", file.after, mode), before)


def _written(path: Path, content: bytes, mode: int | None = None) -> Path:
    """One staged file; where it is to replace another, a power cut must not cost both."""
    with path.open("wb") as file:
        file.write(content)
        if mode is not None:
            path.chmod(mode)
            file.flush()
            os.fsync(file.fileno())
    return path


def _require_unchanged(target: Path, file: Planned) -> None:
    """Nobody has written the file since it was read."""
    now = target.read_bytes() if os.path.lexists(target) else None
    if now != file.before:
        raise RunError(
            f"{printable(file.path)} was written by something else meanwhile",
            help_text="nothing was changed; run the import again",
        )


def _refused(root: Path, error: OSError) -> RunError:
    reason = (error.strerror or str(error)).lower()
    return RunError(
        f"cannot write to {printable(str(root))}: {reason}",
        help_text="nothing was changed; name a folder that you may write to, with --into",
    )
