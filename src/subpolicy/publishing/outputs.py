"""The files that a registry publishes: which they are, what they should hold, what they hold."""
# ruff: noqa: PTH118 (pathlib resolves links, which is what is to be found out)

import os
import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any, Final
from urllib.parse import quote

from subpolicy.config import Configuration
from subpolicy.errors import Place, RunError
from subpolicy.locations import pointer
from subpolicy.publish.page.blocks import Alternate
from subpolicy.publish.page.rendering import Asked
from subpolicy.publish.page.template import Template
from subpolicy.publishing.loading import text_file
from subpolicy.sources import Source

_ENDINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "html": (".html", ".htm"),
    "markdown": (".md", ".markdown"),
    "json": (".json",),
    "json-ld": (".jsonld", ".json"),
    "atom": (".atom", ".xml"),
}
"""The endings that a file of a format may have: a page must not take the place of a program."""
_FORMATS: Final[Mapping[str, tuple[str, ...]]] = {
    "page": ("html", "markdown", "json", "json-ld"),
    "data": ("json", "json-ld"),
    "feed": ("atom", "json"),
    "annex": ("html", "markdown"),
}
"""The formats of each kind of output, the one that is meant without a word first."""


_MEDIA: Final[Mapping[str, Mapping[str, str]]] = {
    "page": {"html": "text/html", "json": "application/json", "json-ld": "application/ld+json"},
    "data": {"json": "application/json", "json-ld": "application/ld+json"},
    "feed": {"atom": "application/atom+xml", "json": "application/feed+json"},
    "annex": {},
}
"""The media types of what a page refers to, by kind and format; an annex is for a contract."""


@dataclass(frozen=True, slots=True)
class Output:
    """One file that is kept up to date."""

    file: str
    """POSIX path, relative to the registry's root."""
    what: str
    """``page``, ``data``, ``feed`` or ``annex``."""
    format: str
    layout: str = "tables"
    lang: str | None = None
    fragment: bool = False
    alternates: tuple[Alternate, ...] = ()
    """What a page of HTML refers to: the other outputs, but for pages in the same language."""

    @property
    def asked(self) -> Asked:
        """The page that it is."""
        return Asked(self.format, self.layout, self.lang, self.fragment, alternates=self.alternates)


def configured(configuration: Configuration, root: Path) -> tuple[Output, ...]:
    """``page.outputs`` of a registry.

    Args:
        configuration: That of the registry.
        root: Its folder: no output may lead out of it, through a link or otherwise.

    Raises:
        RunError: an output has no usable file or format, or two have the same file.
    """
    entries = configuration.document.data.get("page", {}).get("outputs", ())
    outputs: list[Output] = []
    for index, entry in enumerate(entries):
        place = _place(configuration, index)
        output = _output(entry, place)
        _require_inside(output.file, root, place)
        _require_no_source(output.file, configuration, place)
        # On Windows and macOS, names that differ in case alone are one file.
        if any(other.file.casefold() == output.file.casefold() for other in outputs):
            raise RunError(
                f'two outputs have the file "{output.file}"',
                place=place,
                help_text="give each its own",
            )
        outputs.append(output)
    return tuple(referring(output, outputs, configuration) for output in outputs)


def referring(output: Output, others: Iterable[Output], configuration: Configuration) -> Output:
    """An output that refers to the others, where it is a page of HTML."""
    if output.format != "html" or output.what != "page":
        return output
    given = configuration.document.data.get("page", {}).get("lang", "en")
    folder, own = posixpath.dirname(output.file), output.lang or given
    found = []
    for other in others:
        lang = (other.lang or given) if other.what == "page" and other.format == "html" else None
        if other.file != output.file and lang != own and other.format in _MEDIA[other.what]:
            href = quote(posixpath.relpath(other.file, folder or "."))
            found.append(Alternate(href, _MEDIA[other.what][other.format], lang))
    return replace(output, alternates=tuple(found))


def template_of(source: Source, configuration: Configuration, format_: str) -> Template | None:
    """The company's own frame for a format; None where it has none.

    Raises:
        RunError: the file that it names cannot be read.
    """
    path = configuration.document.data.get("page", {}).get("template", {}).get(format_)
    if path is None:
        return None
    place = pointer("page", "template", format_)
    return Template(path, text_file(source, configuration, place, path))


def _output(entry: Mapping[str, Any], place: Place) -> Output:
    what = entry.get("what", "page")
    path = PurePosixPath(entry["file"])
    ending = path.suffix.lower()
    possible = [name for name in _FORMATS[what] if ending in _ENDINGS[name]]
    format_ = entry.get("format") or (possible[0] if possible else None)
    if format_ is None or format_ not in possible:
        endings = sorted({end for name in _FORMATS[what] for end in _ENDINGS[name]})
        raise RunError(
            f'"{path}" is no file for {_noun(what, entry.get("format"))}',
            place=place,
            help_text=f"its endings: {' '.join(endings)}",
        )
    return Output(
        str(path),
        what,
        format_,
        entry.get("layout", "tables"),
        entry.get("lang"),
        entry.get("fragment", False),
    )


def _noun(what: str, format_: str | None) -> str:
    return f"{what} in {format_}" if format_ else what


def _require_inside(file: str, root: Path, place: Place) -> None:
    path = PurePosixPath(file)
    real = os.path.realpath(root)
    full = os.path.realpath(os.path.join(real, *path.parts))
    plain = not path.is_absolute() and not {"\\", ":", "\0"} & {*file}
    hidden = any(part.startswith(".") for part in path.parts)
    if not plain or hidden or os.path.commonpath([real, full]) != real:
        raise RunError(
            f'"{file}" is no place for an output',
            place=place,
            help_text="name a file below the folder of subpolicy.yaml, with forward slashes and "
            "without hidden folders",
        )


def _require_no_source(file: str, configuration: Configuration, place: Place) -> None:
    """A page must not take the place of a text that it is made of."""
    page = configuration.document.data.get("page", {})
    texts = [section["file"] for section in page.get("sections", ()) if "file" in section]
    sources = {
        str(PurePosixPath(path)).casefold() for path in (*texts, *page.get("template", {}).values())
    }
    if file.casefold() in sources:
        raise RunError(
            f'the output "{file}" would overwrite a text that the page is made of',
            place=place,
            help_text="give the output a file of its own",
        )


def _place(configuration: Configuration, index: int) -> Place:
    span = configuration.document.locate(pointer("page", "outputs", index, "file"))
    return Place(configuration.document.path, span.line, span.column)
