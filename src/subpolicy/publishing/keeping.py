"""Keeping published files up to date: what has to be written, and which date the page gets."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from subpolicy.config import FILE_NAME, Configuration
from subpolicy.documents.editing import rewrite
from subpolicy.errors import Place, RunError
from subpolicy.publish.listing import Listing
from subpolicy.publish.page.rendering import Asked, page
from subpolicy.publishing.comparing import same_but_for_date
from subpolicy.publishing.loading import listing_from
from subpolicy.publishing.outputs import Output, configured, referring, template_of
from subpolicy.registry import loading
from subpolicy.registry.registry import Registry
from subpolicy.sources import Source
from subpolicy.tools import Tools, tools_of

_DATED = frozenset({"page", "data"})
"""Outputs that name `page.updated_on`."""


@dataclass(frozen=True, slots=True)
class Published:
    """A registry, read to be published."""

    source: Source
    root: Path
    tools: Tools
    registry: Registry
    listing: Listing

    @property
    def configuration(self) -> Configuration:
        """``subpolicy.yaml``."""
        return self.tools.configuration


@dataclass(frozen=True, slots=True)
class Kept:
    """A file as it is and as it should be."""

    file: str
    """As it was named: for the configuration's outputs, relative to the root."""
    path: Path
    before: str | None
    """None where there is no such file."""
    after: str

    @property
    def stale(self) -> bool:
        """Whether it has to be written. Line ends do not count: git may check them out anew."""
        return self.before is None or _unix(self.before) != _unix(self.after)


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n")


def read_registry(source: Source, root: Path, as_of: str) -> Published:
    """Read a registry to publish it.

    Raises:
        RunError: it, or any record in it, is broken.
    """
    tools = tools_of(source)
    registry = loading.load(source, tools.configuration, tools.schemas, tools.shape)
    listing = listing_from(source, tools, registry, as_of)
    return Published(source, root, tools, registry, listing)


def page_text(published: Published, asked: Asked) -> str:
    """A page in the company's frame, where it has one for the format."""
    template = template_of(published.source, published.configuration, asked.format)
    return page(published.listing, replace(asked, template=template))


def keep(
    published: Published, wanted: Sequence[Output], paths: Mapping[str, Path] | None = None
) -> tuple[Kept, ...]:
    """What files have to hold, `subpolicy.yaml` with the date of the page among them.

    The date becomes the as-of date where a reader would see something else than before, and only
    there: a page whose look alone changes was not updated. What has been there for a year on the
    day that the page names stays until something else changes, so that no page is stale through
    the passing of time.

    Args:
        published: The registry.
        wanted: The outputs.
        paths: Where they are, by file; below the root by default.

    Raises:
        RunError: an output cannot be made or read, or the date cannot be written.
    """
    places = {output.file: published.root / output.file for output in wanted} | dict(paths or {})
    before = {output.file: text_at(places[output.file], output.file) for output in wanted}
    settled = _as_of_its_day(published)
    if not _differs(settled, wanted, before):
        texts = {output.file: _text(settled, output) for output in wanted}
        return tuple(_kept(output, places, before, texts) for output in wanted)
    day = published.listing.as_of
    dated = _dated(published, day)
    texts = {output.file: _text(dated, output) for output in wanted}
    kept = [_kept(output, places, before, texts) for output in wanted]
    return (*kept, *_configuration(published, day))


def outputs_of(published: Published) -> tuple[Output, ...]:
    """``page.outputs``.

    Raises:
        RunError: see `configured`.
    """
    return configured(published.configuration, published.root)


def beside(published: Published, output: Output, path: Path) -> Output:
    """An output that refers to those in ``page.outputs``, where it lies below the same root."""
    place, root = os.path.realpath(path), os.path.realpath(published.root)
    if os.path.commonpath([place, root]) != root:
        return output
    file = Path(place).relative_to(root).as_posix()
    known = configured(published.configuration, published.root)
    alternates = referring(replace(output, file=file), known, published.configuration).alternates
    return replace(output, alternates=alternates)


def _differs(
    settled: Published, wanted: Sequence[Output], before: Mapping[str, str | None]
) -> bool:
    """Whether a reader of any dated output that is there would see something new."""
    dated = [output for output in wanted if output.what in _DATED]
    if dated and settled.listing.page.updated_on is None:
        return True
    one, other = _dated(settled, "2001-01-01"), _dated(settled, "2002-02-02")
    for output in dated:
        old = before[output.file]
        if old is not None and not same_but_for_date(
            old, _text(one, output), _text(other, output), output.format
        ):
            return True
    return False


def _as_of_its_day(published: Published) -> Published:
    """As on the day that the page names."""
    day = published.listing.page.updated_on or published.listing.as_of
    return replace(published, listing=replace(published.listing, as_of=day))


def _dated(published: Published, day: str) -> Published:
    page_ = replace(published.listing.page, updated_on=day)
    return replace(published, listing=replace(published.listing, page=page_))


def _text(published: Published, output: Output) -> str:
    # ruff: noqa: PLC0415 (each loaded when it is asked for)
    match output.what:
        case "feed":
            from subpolicy.publishing import feed

            return feed.output(published, output)
        case "annex":
            from subpolicy.publishing import annex

            return annex.output(published, output)
        case _:
            return page_text(published, output.asked)


def _kept(
    output: Output,
    places: Mapping[str, Path],
    before: Mapping[str, str | None],
    texts: Mapping[str, str],
) -> Kept:
    return Kept(output.file, places[output.file], before[output.file], texts[output.file])


def text_at(path: Path, file: str) -> str | None:
    """What a file holds; None where there is none.

    Args:
        path: The file.
        file: Its name in messages.

    Raises:
        RunError: it cannot be read.
    """
    try:
        return path.read_bytes().decode("utf-8", errors="replace")
    except FileNotFoundError:
        return None
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise RunError(
            f"cannot read {file}: {reason}", help_text="name a file that holds a published output"
        ) from None


def _configuration(published: Published, day: str) -> tuple[Kept, ...]:
    """``subpolicy.yaml`` with another date; nothing where it names it already."""
    document = published.configuration.document
    if published.configuration.page_updated_on == day:
        return ()
    data = dict(document.data)
    data["page"] = data.get("page", {}) | {"updated_on": day}
    raw = rewrite(document, data)
    if raw is None:
        span = document.locate("/page/updated_on")
        raise RunError(
            "the date of the page cannot be changed here without touching other values",
            place=Place(document.path, span.line, span.column),
            help_text=f"write page.updated_on: {day} by hand, and publish again",
        )
    before, after = document.raw.decode(), raw.decode()
    return (Kept(FILE_NAME, published.root / FILE_NAME, before, after),)
