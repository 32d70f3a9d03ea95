"""Files that a repository cannot hold, or should not: too large, locked, links, other encodings."""

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

RECORD = """\
id: {stem}
name: {name}
status: active
processing:
  locations: [{country}]
"""


def make(kind: str, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a file of one of the kinds below at ``path``."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if kind == "unreadable":
        path.write_text("id: locked\n", encoding="utf-8")
        lock(path, monkeypatch)
    else:
        KINDS[kind](path)


def lock(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Take away the right to read a file; of root, who may read it all the same, by hand."""
    path.chmod(0)
    if not os.access(path, os.R_OK):
        return
    opened = os.open

    def refused(target, *arguments, **options):
        if os.fspath(target) == str(path):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return opened(target, *arguments, **options)

    monkeypatch.setattr(os, "open", refused)


def _encoded(encoding: str, name: str = "Müller GmbH") -> Callable[[Path], None]:
    def write(path: Path) -> None:
        text = RECORD.format(stem=path.stem, name=name, country="DE")
        path.write_bytes(text.encode(encoding))

    return write


def _alias_bomb(path: Path) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _nested_brackets(path: Path) -> None:
    text = RECORD.format(stem=path.stem, name="Nested", country="DE")
    path.write_text(f"{text}internal: {'[' * 10_000}{']' * 10_000}\n", encoding="utf-8")


def _too_large(path: Path) -> None:
    text = RECORD.format(stem=path.stem, name="Large", country="DE")
    path.write_text(text + "# a long comment\n" * 70_000, encoding="utf-8")


def _link_outside(path: Path) -> None:
    secret = path.parents[2] / "secret.yaml"
    secret.write_text("id: secret\nname: do not read me\n", encoding="utf-8")
    path.symlink_to(secret)


def _link_folder(path: Path) -> None:
    folder = path.parents[1] / "elsewhere"
    folder.mkdir()
    _encoded("utf-8")(folder / "hidden.yaml")
    path.symlink_to(folder, target_is_directory=True)


def _copy_of_acme(path: Path) -> None:
    content = (path.parent / "acme.yaml").read_bytes()
    if path.exists():
        pytest.skip("the file system does not tell acme.yaml from Acme.yaml")
    path.write_bytes(content)


KINDS: dict[str, Callable[[Path], None]] = {
    "alias-bomb": _alias_bomb,
    "copy-of-acme": _copy_of_acme,
    "latin-1": _encoded("latin-1"),
    "link-folder": _link_folder,
    "link-loop": lambda path: path.symlink_to(path.name),
    "link-outside": _link_outside,
    "nested-brackets": _nested_brackets,
    "non-ascii-record": _encoded("utf-8", name="東京"),
    "nul": _encoded("utf-8", name='"a\0b"'),
    "too-large": _too_large,
    "utf-16": _encoded("utf-16"),
}
