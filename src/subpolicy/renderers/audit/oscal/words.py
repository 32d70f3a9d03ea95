"""Values as OSCAL's data types want them; nothing in a text of a registry becomes markup."""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from subpolicy.printable import printable
from subpolicy.renderers.markup import text

NAMESPACE = "urn:subpolicy:oscal:1"
"""Of the properties that are subpolicy's own."""

_ADDRESS = re.compile(r"https?://(?:[\w.~:/?#@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+", re.ASCII)
"""What RFC 3986 allows in an address of the web, but for the brackets of IPv6."""

Node = dict[str, Any]
"""A JSON object of an OSCAL document."""


def value(content: object) -> str:
    """A ``string``: one line without white space around it, never empty."""
    return printable(" ".join(str(content).split())) or "–"


def line(content: object) -> str:
    """A ``markup-line`` or ``markup-multiline`` of one line, in which nothing is markup."""
    return text(" ".join(str(content).split())) or "–"


def token(name: str) -> str:
    """A ``token``: no slashes, and no digit first, as the ids of rules may have one."""
    plain = name.replace("/", ".")
    return plain if plain[:1].isalpha() else f"_{plain}"


def morning(day: str) -> str:
    """The first second of an ISO date, in UTC."""
    return f"{day}T00:00:00Z"


def evening(day: str) -> str:
    """The last second of an ISO date, in UTC: a waiver holds on its last day."""
    return f"{day}T23:59:59Z"


def is_address(text: str) -> bool:
    """Whether a text can stand as a link."""
    return _ADDRESS.fullmatch(text) is not None


def own(*pairs: tuple[str, object]) -> list[Node]:
    """Properties of subpolicy's own, without those that have no value."""
    return [
        {"name": token(name), "ns": NAMESPACE, "value": value(content)}
        for name, content in pairs
        if content is not None and content != ""
    ]


def filled(node: Mapping[str, Any]) -> Node:
    """An object without what is empty: OSCAL allows no empty list and no null."""
    return {key: content for key, content in node.items() if content not in (None, [], {}, "")}


def lines(sentences: Iterable[str]) -> str:
    """Paragraphs of a ``markup-multiline``."""
    return "\n\n".join(sentences)


def dumped(document: Mapping[str, Any]) -> str:
    """A document on one line: nobody reads 40,000 subjects, and indented they weigh twice."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n"
