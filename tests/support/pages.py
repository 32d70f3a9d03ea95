"""A page taken apart: what a test asks of HTML, and whether its elements nest."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = frozenset({"meta", "link", "br", "wbr", "input", "hr", "img"})
_FOREIGN = frozenset({"rect", "line", "circle", "path"})
"""Elements of SVG that may close themselves."""


@dataclass
class Page:
    """The elements of a page in their order."""

    elements: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    contents: list[list[str]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @property
    def names(self) -> list[str]:
        return [name for name, _ in self.elements]

    @property
    def ids(self) -> list[str]:
        return [attributes["id"] for _, attributes in self.elements if "id" in attributes]

    @property
    def links(self) -> list[str]:
        return [one["href"] for one in self.attributes("a") if "href" in one]

    @property
    def text(self) -> str:
        return "".join(self.contents[0])

    def attributes(self, name: str) -> list[dict[str, str]]:
        return [attributes for element, attributes in self.elements if element == name]

    def texts(self, name: str) -> list[str]:
        """The text in each element of a name, all that is within it included."""
        return [
            "".join(content)
            for (element, _), content in zip(self.elements, self.contents, strict=True)
            if element == name
        ]


def parsed(text: str) -> Page:
    """The page that ``text`` makes."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    reader.page.faults += [f"{name} stays open" for name, _ in reader.open]
    return reader.page


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.page = Page()
        self.open: list[tuple[str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        if len(names) != len(set(names)):
            self.page.faults.append(f"{tag} repeats an attribute")
        self.page.elements.append((tag, {name: value or "" for name, value in attrs}))
        self.page.contents.append([])
        if tag not in _VOID:
            self.open.append((tag, len(self.page.elements) - 1))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _FOREIGN | _VOID:
            self.page.faults.append(f"{tag} cannot close itself")
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1][0] != tag:
            self.page.faults.append(f"line {self.getpos()[0]}: </{tag}> closes {self.open[-1:]}")
            return
        self.open.pop()

    def handle_data(self, data: str) -> None:
        for _, index in self.open:
            self.page.contents[index].append(data)
