"""A vendor's name, taken apart: product, company, address; and rows that name two vendors."""

import re
from typing import Any, Final

from subpolicy.importers.cells.places import is_location, is_plain, last_country_of
from subpolicy.importers.cells.values import Values
from subpolicy.importers.heads import normal

_FORMS: Final = (
    r"(?i:Inc|Incorporated|L\.?L\.?C|L\.?L\.?P|PBC|P\.?L\.?C|Ltd|Limited|Corp|Corporation|g?GmbH"
    r"|S\.?A\.?R\.?L|B\.V|N\.V|Pty|Pte|Pvt|OHG|KGaA|SASU|EURL)"
    r"|L\.?P|Co|mbH|AG|KG|GbR|UG(?: \(haftungsbeschr[aä]nkt\))?|e\.\s?V|e\.\s?K|SE|S\.?A\.?S"
    r"|SNC|S\.A|SA"
    r"|S\.? ?[aà] ?r\.?l|B\.?V\.?B\.?A|BV|NV|SRL|S\.r\.l|S\.p\.A|SpA|S\.L\.U|S\.L|SLU|SL|Oyj?"
    r"|AB|ASA|A/S"
    r"|ApS|AS|eG|Unlimited(?: Company)?|Public Limited Company"
    r"|s\.r\.o|a\.s|Sp\. ?z ?o\.? ?o|K\.K|KK|DAC|ULC|d\.o\.o|Kft|Lda|OÜ|EOOD|OOD|UAB|SIA|CLG"
)
_FORM = re.compile(rf"(?:(?<=\s)|(?<=,)|^)(?:{_FORMS})\.?(?=$|[\s,)–—-])")
_ENDING = re.compile(rf"(?:[,\s]+(?:&\s*Co\.?,?\s*)?(?:{_FORMS})\.?)+\s*$|[,\s]+&\s*Co\.?\s*$")
_BRACKET = re.compile(r"^(?P<name>[^()\[\]]+?)\s*[(\[](?P<aside>[^()\[\]]+)[)\]]\s*$")
_DBA = re.compile(
    r"\s*[,(–—-]?\s*\b(?:d\.?/?b\.?/?a\.?|doing business as|trading as|t/a|operating as)\s+:?",
    re.IGNORECASE,
)
_DBA_OF = re.compile(
    r"(?:d\.?/?b\.?/?a\.?|a? ?brand|a? ?product) of (?P<company>\S.*)", re.IGNORECASE
)
_FORMERLY = re.compile(
    r"^(?:formerly|f/?k/?a|previously|ex|vormals|ehemals|fruher|anciennement|voorheen|antes)\b",
    re.IGNORECASE,
)
_MARKS = re.compile(r"(?<=[^\s*])\s*(?:[*†‡§¹²³⁴-⁹]+|\[\d{1,2}\]|\(\d{1,2}\))+$")
_ASIDE = re.compile(
    r"(?<=\S)\s*[(\[](?:optional|opt-in|if enabled|when enabled|only if|planned|upcoming|geplant"
    r"|optionnel|facultatif|prévu|optioneel|gepland|opcional|previsto)\b[^()\[\]]*[)\]]$",
    re.IGNORECASE,
)
"""What a bracket behind a name says of its status."""
_TWO = 2
_DASH = re.compile(r"\s+[–—-]\s+")
_POSTCODE = re.compile(r"\b\d{4,5}\b|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b|\b\d{4} ?[A-Z]{2}\b")
_OR = re.compile(r"\s+(?:or|oder|ou|either)\s+", re.IGNORECASE)
_SLASH = re.compile(r"\s+/\s+")
_ONE_OF = re.compile(
    r"\b(one or the other|either one|entweder oder|eines von beiden|l un ou l autre"
    r"|een van beide\w*|het een of het ander|uno u otro|only one of)\b"
)
_SHORT = 40
_MOST_PARTS = 8
"""Commas before which an address begins."""
_LONGEST = 1000
"""Characters of a cell with a name and an address."""


def name_of(words: str) -> Values:
    """Name, product, company and address, from the one cell that has them.

    What stands in brackets or behind a dash is the product, unless it has a legal form: then it
    is the company.
    """
    words, below = _lines_of(words)
    name, address = without_address(words)
    fields: dict[str, Any] = {"name": name}
    entity: dict[str, Any] = {}
    service, company = _taken_apart(name)
    if service:
        fields["service"] = service
    if company:
        entity["legal_name"] = company
    elif address and has_form(name):
        entity["legal_name"] = name
    if address:
        if not is_plain(address):
            entity["address"] = address
        if (country := last_country_of(address)) is not None:
            entity["country"] = country
    elif (country := _country_beside(name)) is not None:
        entity["country"] = country
    if below:
        entity["legal_name"] = below
    if entity:
        fields["entity"] = entity
    return Values(fields)


def _bare(line: str) -> str:
    """A name without marks of footnotes and without an aside on its status."""
    return _MARKS.sub("", _ASIDE.sub("", _MARKS.sub("", line))) or line


def _lines_of(words: str) -> tuple[str, str]:
    """A cell without marks of footnotes, and the company that stands on a line below the name."""
    lines = [_bare(line.strip()) for line in words.split("\n")]
    if len(lines) == _TWO and has_form(lines[1]) and not has_form(lines[0]):
        company, address = without_address(lines[1])
        if lines[0] and not address and not company.startswith("("):
            return lines[0], company
    joined = "\n".join(lines)
    return joined if joined.strip() else words, ""


def _country_beside(name: str) -> str | None:
    """The country of "Acme Ltd. (Ireland)"."""
    found = _BRACKET.match(name)
    return last_country_of(found["aside"]) if found and is_plain(found["aside"]) else None


def without_address(words: str) -> tuple[str, str]:
    """A cell as its name and the address behind it, which may be empty."""
    if len(words) > _LONGEST:
        return " ".join(words.split()), ""
    lines = [line.strip(" ,") for line in words.split("\n") if line.strip(" ,")]
    if len(lines) > 1 and _is_address(", ".join(lines[1:])):
        return lines[0], ", ".join(lines[1:])
    parts = [part.strip() for part in " ".join(words.split()).split(",")]
    for start in range(1, min(len(parts), _MOST_PARTS)):
        rest = ", ".join(part for part in parts[start:] if part)
        name = ", ".join(parts[:start])
        if name.strip(" ,") and not has_form(parts[start]) and _is_address(rest):
            return name, rest
    return " ".join(words.split()), ""


def has_form(words: str) -> bool:
    """Whether words have a legal form such as "Inc." or "GmbH"."""
    return bool(_FORM.search(words))


def without_form(words: str) -> str:
    """A name without what stands in brackets, and without its legal form."""
    bare = re.sub(r"\s*[(\[][^()\[\]]*[)\]]", " ", words)
    bare = " ".join(bare.split())
    return _ENDING.sub("", bare).strip(" ,.&") or bare


def brand_of(words: str) -> str:
    """The part of a name that the vendor is known by."""
    name, _ = without_address(words)
    service, company = _taken_apart(name)
    return service if service and company else name


def company_of(words: str) -> tuple[str, str]:
    """The company, and the brand that it trades as: "Plus Five Five, Inc. dba Resend"."""
    parts = _DBA.split(words, maxsplit=1)
    if len(parts) > 1 and parts[0].strip(" ,("):
        return parts[0].strip(" ,("), parts[1].strip(" )")
    return words, ""


def vendors_in(words: str, rest: str = "") -> tuple[tuple[str, ...], bool]:
    """The names that a cell has, and whether only one of them is used.

    "A or B" and "A / B" are two where both look like names; "Foo & Co. KG", "A/B Tasty", "TCP/IP"
    and "Bank of America" are one.

    Args:
        words: The cell.
        rest: What the row says besides, which may tell that it is one or the other.
    """
    text = " ".join(words.split())
    parts = [text]
    either = False
    if "(" not in text and not without_address(words)[1]:
        either = bool(_OR.search(text))
        parts = _listed(text) if either else _SLASH.split(text)
    parts = [part.strip(" ,") for part in parts]
    if len(parts) < 2 or not all(_is_name(part) for part in parts):  # noqa: PLR2004
        return (text,), False
    if not either and len({part.split()[0].casefold() for part in parts}) == 1:
        return (text,), False  # two products of one company
    return tuple(dict.fromkeys(parts)), either or bool(_ONE_OF.search(normal(rest)))


def _listed(text: str) -> list[str]:
    """Spread "A, B or C" → three, unless a comma belongs to a legal form."""
    parts = _OR.split(text)
    spread = [one for part in parts for one in re.split(r",\s+", part)]
    return parts if any(has_form(part) for part in spread) else spread


def _is_name(part: str) -> bool:
    return (
        bool(part)
        and len(part) <= _SHORT
        and any(char.isupper() for char in part.split(maxsplit=1)[0])
    )


def _taken_apart(name: str) -> tuple[str, str]:
    """Product and company of a name; each empty where the name does not tell it."""
    if (found := _BRACKET.match(name)) is not None and (pair := _traded_as(found)) is not None:
        return pair
    if len(parts := _DBA.split(name, maxsplit=1)) > 1:
        return parts[1].strip(" )"), parts[0].strip(" ,(")
    if found is not None:
        return _with_aside(found["name"], found["aside"].strip())
    return _dashed(name)


def _traded_as(found: re.Match[str]) -> tuple[str, str] | None:
    """Product and company of "Grafana Labs (Raintank Inc. d/b/a Grafana Labs)"."""
    if (whose := _DBA_OF.match(found["aside"])) is not None:
        return found["name"], whose["company"].strip()
    parts = _DBA.split(found["aside"], maxsplit=1)
    return (parts[1].strip(), parts[0].strip(" ,")) if len(parts) > 1 and parts[0] else None


def _dashed(name: str) -> tuple[str, str]:
    """Product and company on the two sides of a dash."""
    parts = _DASH.split(name, maxsplit=1)
    if len(parts) > 1 and has_form(parts[0]) and not has_form(parts[1]):
        return parts[1].strip(), parts[0].strip()
    if len(parts) > 1 and has_form(parts[1]) and not has_form(parts[0]):
        return parts[0].strip(), parts[1].strip()
    return "", ""


def _with_aside(name: str, aside: str) -> tuple[str, str]:
    if has_form(aside) and not has_form(name):
        return name, aside
    if has_form(name) and not has_form(aside) and not _is_remark(aside):
        return ("", "") if aside.isupper() else (aside, name)
    if _is_remark(aside) or aside.isupper():
        return "", ""
    return aside, ""


def _is_remark(aside: str) -> bool:
    """Whether a bracket remarks on the name rather than naming the product."""
    remark = bool(_FORMERLY.match(aside)) or is_location(aside) or "http" in aside
    return remark or not any(char.isupper() for char in aside)


def _is_address(words: str) -> bool:
    """Whether words are an address, or at least the country at its end."""
    if is_plain(words) and normal(words):
        return True
    last = words.rsplit(",", 1)[-1]
    has_number = any(char.isdigit() for char in words)
    ends_in_place = last_country_of(last) is not None
    if "," in words and is_location(words):
        return True
    return has_number and (ends_in_place or bool(_POSTCODE.search(words))) and len(words) > 8  # noqa: PLR2004
