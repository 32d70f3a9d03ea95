"""What a page has an ``id`` for, and the links that lead there or into the web."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from subpolicy.renderers.audit.blocks import Matrix, Section, Table
from subpolicy.renderers.audit.html.markup import address, identifier


@dataclass(slots=True)
class Anchors:
    """The places of one page; each is handed out once, however often records repeat a name."""

    known: frozenset[str]
    used: set[str] = field(default_factory=lambda: {"overview", "contents", "report"})
    labels: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, sections: Iterable[Section]) -> "Anchors":
        """Every anchor of a report."""
        return cls(frozenset(_named(sections)))

    def place(self, anchor: str) -> str | None:
        """The ``id`` of an anchor; None for none, and where another place has it already."""
        name = identifier(anchor)
        if not anchor or name in self.used:
            return None
        self.used.add(name)
        return name

    def label(self, words: str) -> str:
        """A name for a region that no other region of the page has."""
        label, number = words, 1
        while label in self.labels:
            number += 1
            label = f"{words} ({number})"
        self.labels.add(label)
        return label

    def link(self, to: str | None) -> dict[str, str | None] | None:
        """The attributes of a link; None where there is nowhere to go."""
        if to is None:
            return None
        if to.startswith("#"):
            return {"href": f"#{identifier(to[1:])}"} if to[1:] in self.known else None
        web = address(to)
        return None if web is None else {"href": web, "rel": "noopener noreferrer"}


def vendor_anchor(vendor: str) -> str:
    """The anchor of a vendor: its row of the matrix."""
    return f"vendor-{vendor}"


def _named(sections: Iterable[Section]) -> Iterator[str]:
    for section in sections:
        yield section.anchor
        for block in section.blocks:
            if isinstance(block, Table):
                yield from block.anchors
            elif isinstance(block, Matrix):
                yield from (vendor_anchor(id_) for id_, _, _ in block.rows)
        yield from _named(section.parts)
