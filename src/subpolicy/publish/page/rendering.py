"""From a list to a page in a format."""

from dataclasses import dataclass, field
from typing import Final

from subpolicy.publish.listing import Listing
from subpolicy.publish.page.blocks import Alternate
from subpolicy.publish.page.content import content_of
from subpolicy.publish.page.template import Template
from subpolicy.publish.selection import Selection, narrowed
from subpolicy.publish.words import words

FORMATS: Final = ("html", "markdown", "json", "json-ld")


@dataclass(frozen=True, slots=True)
class Asked:
    """Which page is wanted."""

    format: str = "html"
    """One of `FORMATS`."""
    layout: str = "tables"
    lang: str | None = None
    """None for the configuration's language."""
    fragment: bool = False
    """The content alone, without a frame."""
    selection: Selection = field(default_factory=Selection)
    template: Template | None = None
    """The company's frame for the format; None for ours."""
    alternates: tuple[Alternate, ...] = ()
    """The other files that are published with it."""


def page(listing: Listing, asked: Asked) -> str:
    """The page, whole.

    Raises:
        RunError: the selection or the template names what there is not.
    """
    # ruff: noqa: PLC0415 (each format is loaded when it is asked for)
    language = words(asked.lang or listing.page.lang)
    if asked.format == "json":
        from subpolicy.publish.page import data

        return data.render(listing, language, asked.selection)
    content = content_of(listing, language, asked.layout, asked.selection)
    if asked.format == "markdown":
        from subpolicy.publish.page import markdown

        return markdown.render(
            content,
            front_matter=listing.page.front_matter,
            template=asked.template,
            fragment=asked.fragment,
        )
    from subpolicy.publish.page import html, json_ld

    shown = narrowed(listing, asked.selection)
    if asked.format == "json-ld":
        return json_ld.render(shown, content)
    return html.render(
        content,
        organisation=listing.organisation["name"],
        base_url=listing.page.base_url,
        json_ld=json_ld.script(shown, content),
        alternates=asked.alternates,
        template=asked.template,
        fragment=asked.fragment,
    )
