"""JSX → HTML: components that are tables, headings or links by name, and data in their place."""

import html
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from subpolicy.importers.readers.data import is_list, is_vendor
from subpolicy.importers.readers.modules.marks import mark
from subpolicy.importers.readers.modules.strings import string
from subpolicy.importers.readers.modules.syntax import JSX, pattern, text_of, walk
from subpolicy.importers.readers.modules.values import UNKNOWN, Values, arguments

if TYPE_CHECKING:
    from tree_sitter import Node

_TAGS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("table", "datatable", "tableroot", "simpletable"), "table"),
    **dict.fromkeys(("thead", "tableheader"), "thead"),
    **dict.fromkeys(("tbody", "tablebody"), "tbody"),
    **dict.fromkeys(("tr", "tablerow"), "tr"),
    **dict.fromkeys(("td", "tablecell", "cell", "tabledata", "tabled"), "td"),
    **dict.fromkeys(("th", "tableheadercell", "tablecolumnheader", "tablecolumn"), "th"),
    **dict.fromkeys(("heading", "title", "cardtitle", "subtitle", "sectiontitle"), "h3"),
    **dict.fromkeys(("accordiontrigger", "accordionsummary", "accordionheader", "tabtitle"), "h4"),
    **dict.fromkeys(("link", "nextlink", "externallink", "anchor", "navlink", "a"), "a"),
    **dict.fromkeys(("p", "text", "paragraph", "carddescription"), "p"),
    **dict.fromkeys(("ul", "list", "unorderedlist"), "ul"),
    **dict.fromkeys(("ol", "orderedlist"), "ol"),
    **dict.fromkeys(("li", "listitem", "item"), "li"),
    **dict.fromkeys(("strong", "bold", "b"), "strong"),
    **{f"h{level}": f"h{level}" for level in range(1, 7)},
    **dict.fromkeys(("fragment", "trans", "react.fragment"), ""),
}
"""What components are, by name in small letters; without a tag only what is in them counts."""
_KEPT: Final = ("href", "rowspan", "colspan", "hidden", "alt", "type", "checked", "lang")
_TITLES: Final = ("title", "heading", "name", "label", "summary", "header", "question", "category")
_DEEPEST: Final = 150


@dataclass(slots=True)
class Markup:
    """Writes JSX as HTML, with a mark where data stand that the page shows."""

    values: Values
    data: list[object] = field(default_factory=list)
    """The data of each mark."""
    first: int = 0
    """Number of the first mark."""
    tables: int = 0
    """Tables that are open."""

    def html(self, node: "Node", depth: int = 0) -> str:  # noqa: PLR0911 -- one for each kind
        """The HTML of an element, or of what stands in braces."""
        if depth > _DEEPEST:
            return ""
        match node.type:
            case "jsx_text" | "html_character_reference":
                return text_of(node)
            case "jsx_expression":
                return "".join(self._expression(one, depth + 1) for one in node.named_children)
            case "jsx_fragment":
                return self._inside(node, depth)
            case "jsx_self_closing_element":
                return self._element(node, node, depth)
            case "jsx_element":
                opening = node.child_by_field_name("open_tag")
                return self._element(node, opening, depth) if opening is not None else ""
            case "ERROR":
                return self._inside(node, depth)
            case _:
                return ""

    def shown(self, node: "Node") -> str:
        """What stands in Markdown for a component: a mark of its data, else its title."""
        given = self._attributes(node)
        if is_vendor(given) or any(is_list(value) or is_rows(value) for value in given.values()):
            self.data.append(given)
            return f"\n{mark(self.first + len(self.data) - 1)}"
        title = next((given[key] for key in _TITLES if isinstance(given.get(key), str)), "")
        return f"\n#### {title}" if title else ""

    def placed(self, value: object) -> bool:
        """Whether data have a place in the markup."""
        return any(
            value is one or (isinstance(one, dict) and any(value is part for part in one.values()))
            for one in self.data
            if isinstance(value, list | dict)
        )

    def _inside(self, node: "Node", depth: int) -> str:
        return "".join(self.html(one, depth + 1) for one in node.named_children)

    def _element(self, node: "Node", opening: "Node", depth: int) -> str:
        name = text_of(opening.child_by_field_name("name"))
        if name in {"script", "style"}:
            return ""
        given = self._attributes(opening)
        self.tables += "table" in name.casefold()
        inside = self._inside(node, depth) if node is not opening else _children(given)
        self.tables -= "table" in name.casefold()
        if name and name[0].islower() and "." not in name:
            return f"<{name}{_written(given)}>{inside}</{name}>"
        return self._component(name, given, inside)

    def _component(self, name: str, given: dict[str, object], inside: str) -> str:
        tag = _TAGS.get(name.casefold())
        if name.casefold() == "tablehead":
            tag = "thead" if "<t" in inside else "th"
        if tag is None and name.casefold() in {"typography", "box", "flex", "heading"}:
            tag = next(
                (str(given[key]) for key in ("variant", "as", "component") if key in given), "div"
            )
        tag = {"h3": _level(given)}.get(tag or "", tag)
        if tag is not None and not is_vendor(given):
            tag = tag if tag.isalnum() or not tag else "div"
            return f"<{tag}{_written(given)}>{inside}</{tag}>" if tag else inside
        return self._unknown(name, given, inside)

    def _unknown(self, name: str, given: dict[str, object], inside: str) -> str:
        """A component of the page's own: its attributes may be a vendor, a row or a list."""
        if is_vendor(given) or any(is_list(value) or is_rows(value) for value in given.values()):
            return f"{self._mark(given)}<div>{inside}</div>"
        for value in given.values():
            if (
                isinstance(value, list)
                and len(value) > 1
                and all(isinstance(x, str) for x in value)
            ):
                return f"{_row(value)}{inside}"
        if "table" in name.casefold() and "<t" in inside:
            return f"<table>{inside}</table>"
        title = next((given[key] for key in _TITLES if isinstance(given.get(key), str)), "")
        head = f"<h4>{html.escape(str(title))}</h4>" if title else ""
        return f"<div>{head}{inside}</div>"

    def _expression(self, node: "Node", depth: int) -> str:
        if node.type in JSX:
            return self.html(node, depth)
        if node.type == "comment" or depth > _DEEPEST:
            return ""
        if (looped := self._looped(node)) is not None:
            return looped
        value = self.values.of(node)
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            return html.escape(str(value))
        if is_list(value) or is_rows(value):
            return self._mark(value)
        below = walk(node, into=lambda one: one.type not in JSX)
        return "".join(self.html(one, depth + 1) for one in below if one.type in JSX)

    def _looped(self, node: "Node") -> str | None:
        """What ``list.map(...)`` shows; None where it is none, or the list is not known."""
        if node.type != "call_expression":
            return None
        function = node.child_by_field_name("function")
        if function is None or text_of(function.child_by_field_name("property")) != "map":
            return None
        value = self.values.of(function.child_by_field_name("object"))
        if isinstance(value, dict):
            value = list(value.values())
        if not isinstance(value, list):
            return None if arguments(node) else ""
        if is_list(value):
            return self._mark(value)
        if is_rows(value):
            return self._rows(node, value)
        shown = [f"<li>{html.escape(one)}</li>" for one in value if isinstance(one, str)]
        return "".join(shown)

    def _rows(self, node: "Node", value: Sequence[Sequence[object]]) -> str:
        """Rows in their table, or each as what the page's own names for its cells make of it."""
        self.data.append(value)
        if self.tables:
            return "".join(_row(one) for one in value)
        names = pattern(node)
        if len(names) > 1:
            return self._mark([dict(zip(names, one, strict=False)) for one in value])
        return f"<table>{''.join(_row(one) for one in value)}</table>"

    def _attributes(self, opening: "Node") -> dict[str, object]:
        found: dict[str, object] = {}
        for child in opening.named_children:
            if child.type != "jsx_attribute":
                continue
            parts = child.named_children
            value: object = True
            if len(parts) > 1:
                inner = parts[1]
                value = (
                    string(inner)
                    if inner.type == "string"
                    else self.values.of(next(iter(inner.named_children), None))
                )
            if value is not UNKNOWN:
                found[text_of(parts[0])] = value
        return found

    def _mark(self, value: object) -> str:
        """A mark for data, each shown once."""
        if self.placed(value):
            return ""
        self.data.append(value)
        return f"<p>{mark(self.first + len(self.data) - 1)}</p>"


def is_rows(value: object) -> bool:
    """Whether a value is a list of rows, each a list of texts."""
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(one, list) and len(one) > 1 for one in value)
        and all(isinstance(cell, str | int | float | None) for one in value for cell in one)
    )


def _row(cells: Sequence[object]) -> str:
    shown = "".join(f"<td>{html.escape('' if one is None else str(one))}</td>" for one in cells)
    return f"<tr>{shown}</tr>"


def _level(given: Mapping[str, object]) -> str:
    for key in ("level", "as", "order", "variant", "size"):
        level = str(given.get(key, "")).removeprefix("h")
        if level in {"1", "2", "3", "4", "5", "6"}:
            return f"h{level}"
    return "h3"


def _children(given: Mapping[str, object]) -> str:
    inside = given.get("children")
    return html.escape(inside) if isinstance(inside, str) else ""


def _written(given: Mapping[str, object]) -> str:
    return "".join(_attributes(given))


def _attributes(given: Mapping[str, object]) -> Iterator[str]:
    for key, value in given.items():
        name = "href" if key == "to" else key.lower()
        if name in _KEPT and value is True:
            yield f" {name}"
        elif name in _KEPT and isinstance(value, str | int) and value is not False:
            yield f' {name}="{html.escape(str(value))}"'
