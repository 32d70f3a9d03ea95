"""Links that leave docs/ end on the site as well: what they name travels along.

In the repository `../CHANGELOG.md` is a file beside docs/. The site has no such place, so the
file is copied, and the link is made to point at the copy. A link to a folder becomes plain text.
"""

import re
from pathlib import Path, PurePosixPath
from typing import Any

from properdocs.structure.files import File, Files

_ROOT = Path(__file__).parents[1]
_LINK = re.compile(r"\[([^\]]*)\]\(((?:\.\./)+[\w./-]+)(#[\w-]+)?\)")
_COPIED = "repository"
"""The folder of the site for them."""


def on_files(files: Files, config: Any) -> Files:
    """Add every file outside of docs/ that a page links."""
    wanted: dict[str, Path] = {}
    for page in files.documentation_pages():
        for found in _LINK.finditer(page.content_string):
            target = _outside(page.src_uri, found[2])
            if target is not None and target.is_file():
                wanted[_copy(target)] = target
    for uri, path in sorted(wanted.items()):
        files.append(File.generated(config, uri, abs_src_path=str(path)))
    return files


def on_page_markdown(markdown: str, page: Any, **_: object) -> str:
    """Point at the copies."""

    def pointed(found: re.Match[str]) -> str:
        target = _outside(page.file.src_uri, found[2])
        if target is None:
            return found[0]
        if not target.is_file():
            return found[1]
        up = "../" * (len(PurePosixPath(page.file.src_uri).parts) - 1)
        return f"[{found[1]}]({up}{_copy(target)})"

    return _LINK.sub(pointed, markdown)


def _copy(target: Path) -> str:
    # As text: a Markdown file would become a page, with links of its own.
    # A name that begins with a dot would stay away.
    name = target.relative_to(_ROOT).as_posix().replace("/.", "/").removeprefix(".")
    return f"{_COPIED}/{name}.txt" if target.suffix in {".md", ""} else f"{_COPIED}/{name}"


def _outside(page: str, link: str) -> Path | None:
    """What a link names, where that is outside of docs/."""
    target = (_ROOT / "docs" / page).parent.joinpath(link).resolve()
    return None if target.is_relative_to(_ROOT / "docs") else target
