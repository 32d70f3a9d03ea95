"""Page and rows → ``subpolicy.yaml``."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any, NamedTuple

from subpolicy.importers.blocks import Block, Page
from subpolicy.importers.configuring.columns import columns_of, heads_of, status_labels_of
from subpolicy.importers.configuring.language import dates_are_day_first, language_of
from subpolicy.importers.configuring.layout import Layout, is_date_key, layout_of
from subpolicy.importers.configuring.organisation import names_itself, organisation_of
from subpolicy.importers.configuring.promises import notice_of
from subpolicy.importers.configuring.sections import category_note, documents_of, sections_of
from subpolicy.importers.making.categories import categories_of
from subpolicy.importers.making.fitting import fitted
from subpolicy.importers.making.imported import Problem
from subpolicy.importers.rows import Reading

_MOST_TEXTS = 5000
"""Blocks that are looked through for what they say of the organisation and its promises."""
_UNNAMED = "Unnamed organisation"
_FENCES = ("---", "+++")


@dataclass(frozen=True, slots=True)
class Choices:
    """What a page does not say, and whoever imports it decides. What is empty is left out."""

    name: str = ""
    """The organisation; the page's own statement is used otherwise."""
    requires: str = ""
    home: tuple[str, ...] = ()
    exporter_regimes: tuple[str, ...] = ()
    packs: tuple[str, ...] = ()


class Configured(NamedTuple):
    """A configuration, valid by its schema."""

    data: dict[str, Any]
    problems: tuple[Problem, ...]


def configuration_of(
    page: Page, reading: Reading, schema: Mapping[str, Any], choices: Choices | None = None
) -> Configured:
    """The configuration that a page makes.

    Args:
        page: The page.
        reading: Its rows.
        schema: ``config.schema.json``.
        choices: What the page does not say.
    """
    chosen = choices or Choices()
    language = language_of(page)
    layout = layout_of(page, reading, language)
    texts = list(islice(_texts(layout), _MOST_TEXTS))
    organisation = organisation_of(page, texts, (layout.title, layout.list_title), chosen.name)
    problems = list(_untold(organisation, layout, told=bool(chosen.name) or names_itself(texts)))
    organisation.setdefault("name", layout.title or _UNNAMED)
    home = chosen.home or tuple(filter(None, [organisation.get("home_country")]))
    data = {
        "requires": chosen.requires,
        "organisation": organisation,
        "home": list(home),
        "exporter_regimes": list(chosen.exporter_regimes),
        "categories": list(_categories(page, reading, layout)),
        "notice": notice_of(texts),
        "packs": list(chosen.packs),
        "page": _page(page, reading, layout, language),
    }
    whole = fitted({key: value for key, value in data.items() if value}, schema)
    problems += [Problem("", pointer, reason) for pointer, reason in whole.cuts]
    return Configured(_in_order(whole.value, data), tuple(problems))


def _in_order(value: dict[str, Any], wanted: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value[key] for key in wanted if key in value}


def _untold(organisation: Mapping[str, Any], layout: Layout, *, told: bool) -> Iterator[Problem]:
    if "name" not in organisation:
        yield Problem("", "organisation.name", "the page does not say whose list it is")
    elif not told:
        reason = f"taken from the page's wording, so check it: {organisation['name']}"
        yield Problem("", "organisation.name", reason)
    if layout.updated.date is None:
        reason = layout.updated.problem or "the page does not say when it was updated"
        yield Problem("", "page.updated_on", reason)


def _texts(layout: Layout) -> Iterator[Block]:
    yield from layout.introduction
    for part in layout.before:
        yield from part.blocks
    for blocks in layout.notes.values():
        yield from blocks
    yield from layout.tail
    for part in layout.after:
        yield from part.blocks


def _categories(page: Page, reading: Reading, layout: Layout) -> Iterator[dict[str, Any]]:
    for category in categories_of(reading):
        yield {
            "id": category.id,
            "title": category.title,
            **category_note(page, layout, category.title),
        }


def _page(page: Page, reading: Reading, layout: Layout, language: str) -> dict[str, Any]:
    heads = heads_of(page, reading)
    said = {
        "title": layout.title,
        "subtitle": layout.subtitle,
        "list_title": layout.list_title,
        "updated_on": layout.updated.date,
        "sections": list(sections_of(page, layout, language)),
        "columns": columns_of(heads),
        "status_labels": status_labels_of(reading, heads),
        "documents": documents_of(layout),
        "front_matter": _front_matter(page),
        "lang": _lang(page, language),
    }
    return {key: value for key, value in said.items() if value}


def _lang(page: Page, language: str) -> str:
    """The language to publish in, where it is not the default, which is that of the US."""
    if language in {"en", ""}:
        return "en-GB" if dates_are_day_first(page) else ""
    return language


def _front_matter(page: Page) -> dict[str, Any]:
    """What front matter says besides title and date, for the page to be published with."""
    if not page.source.startswith(_FENCES):
        return {}
    return {
        key: value
        for key, value in page.data.items()
        if key != "title" and not is_date_key(key) and isinstance(value, str | int | bool)
    }
