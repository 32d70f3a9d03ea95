"""Writing the files of an import: all of them, or none."""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from subpolicy.errors import RunError
from subpolicy.importing.plan import Planned
from subpolicy.printable import printable


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
    done: list[tuple[Path, bytes | None]] = []
    try:
        _make_folders(root, made)
        with _staging(root) as folder:
            staged = [_staged(folder, index, root, file) for index, file in enumerate(files)]
            for file, source in zip(files, staged, strict=True):
                target = _target(root, file)
                _make_folders(target.parent, made)
                _require_unchanged(target, file)
                source.replace(target)
                done.append((target, file.before))
    except BaseException as error:
        _undo(done, made)
        if isinstance(error, OSError):
            raise _refused(root, error) from None
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


def _staged(folder: Path, index: int, root: Path, file: Planned) -> Path:
    path = folder / str(index)
    path.write_bytes(file.after)
    if file.before is not None:
        path.chmod(_target(root, file).stat().st_mode & 0o7777)
    return path


def _require_unchanged(target: Path, file: Planned) -> None:
    """Nobody has written the file since it was read."""
    now = target.read_bytes() if os.path.lexists(target) else None
    if now != file.before:
        raise RunError(
            f"{printable(file.path)} was written by something else meanwhile",
            help_text="nothing was changed; run the import again",
        )


def _undo(done: list[tuple[Path, bytes | None]], made: list[Path]) -> None:
    for path, before in reversed(done):
        with contextlib.suppress(OSError):
            if before is None:
                path.unlink()
            else:
                path.write_bytes(before)
    for folder in reversed(made):
        with contextlib.suppress(OSError):
            folder.rmdir()


def _refused(root: Path, error: OSError) -> RunError:
    reason = (error.strerror or str(error)).lower()
    return RunError(
        f"cannot write to {printable(str(root))}: {reason}",
        help_text="nothing was changed; name a folder that you may write to, with --into",
    )
