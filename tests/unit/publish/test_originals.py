"""The two public pages that the examples were taken from can be made again from the records.

Every row, cell and sentence of the originals is looked for in the generated page, as it stands,
but for these normalisations, where a record holds a code and no words:

- Mielto: ``USA`` = United States, ``EU`` = European Union, ``Global`` = Worldwide, and their
  ``/`` = ``, ``, where the record has no note on its locations.
- Mielto: one row for two vendors ("Intercom or Zendesk", "Linear / Jira", "Cloudflare Turnstile /
  reCAPTCHA") is a row for each, with the same cells.
- Dovetail: ``ISO27001`` = ISO 27001, ``27017`` = ISO 27017, ``SOC2`` = SOC 2, ``PCI`` = PCI DSS;
  no full stop after certificates and agreements; the day as the page's language writes it.
"""

import re
from html.parser import HTMLParser

import pytest

from support.checkout import ROOT

PAGES = ROOT.parent / "shared" / "pages"
AREAS = {"USA/EU": "United States, European Union", "USA": "United States"} | {
    "Global/USA": "Worldwide, United States"
}
SPLIT = {
    "Intercom or Zendesk": ["Intercom", "Zendesk"],
    "Linear / Jira": ["Linear", "Jira"],
    "Cloudflare Turnstile / reCAPTCHA": ["Cloudflare Turnstile", "reCAPTCHA"],
}
HEADS = [
    "Vendor",
    "Purpose",
    "Data Categories",
    "Processing Location",
    "Transfer Mechanism",
    "Applies To",
    "Status",
]
CATEGORY = re.compile(r"[1-9]\) ")


def original(name):
    path = PAGES / name
    if not path.exists():
        pytest.skip(f"{name} is not here")
    return path.read_text(encoding="utf-8")


class Reader(HTMLParser):
    """A page as its parts: tables by heading, and all text with the targets of links."""

    def __init__(self, text):
        super().__init__()
        self.tables, self.text, self.sections = {}, [], {}
        self._tag, self._heading, self._hidden, self._cell = "", "", 0, None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        if tag in {"style", "script", "head"}:
            self._hidden += 1
        if tag in {"h2", "h3"}:
            self._tag, self._heading = tag, ""
        if tag == "tr":
            self.tables.setdefault(self._heading, []).append([])
        if tag in {"th", "td", "dt", "dd"}:
            self._cell = ""
        if tag == "a":
            self.text.append(dict(attrs).get("href", ""))

    def handle_endtag(self, tag):
        if tag in {"style", "script", "head"}:
            self._hidden -= 1
        if tag in {"h2", "h3"}:
            self._tag = ""
        if tag in {"th", "td"}:
            self.tables[self._heading][-1].append(self._cell)
            self._cell = None
        if tag in {"dt", "dd"}:
            self.sections.setdefault(self._heading, []).append(self._cell)
            self._cell = None

    def handle_data(self, data):
        if self._hidden:
            return
        self.text.append(data)
        if self._tag:
            self._heading += data
        if self._cell is not None:
            self._cell += data


def markdown_tables(text):
    """Tables by the heading above them, without the line below their heads."""
    tables, heading = {}, ""
    for line in text.splitlines():
        if line.startswith("#"):
            heading = line.lstrip("# ")
        elif line.startswith("| ") and not line.startswith("| ---"):
            cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
            tables.setdefault(heading, []).append(cells)
    return tables


def mielto():
    """Category → rows of the original; and every other line of it."""
    lines = original("mielto.txt").splitlines()
    rows, rest, at = {}, [], 0
    while at < len(lines):
        if CATEGORY.match(lines[at]):
            category = lines[at]
            assert lines[at + 1 : at + 8] == HEADS
            rest.append(category)
            at += 8
            rows[category] = []
            while is_row(lines, at):
                rows[category].append(lines[at : at + 7])
                at += 7
        else:
            rest.append(lines[at])
            at += 1
    return rows, rest


def is_row(lines, at):
    return at + 6 < len(lines) and lines[at + 6].startswith(("Active", "Optional"))


def expected(row):
    """The rows that a row of the original has become."""
    for name in SPLIT.get(row[0], [row[0]]):
        yield [name, *row[1:3], AREAS.get(row[3], row[3]), *row[4:]]


def test_the_original_of_mielto_is_read_whole():
    rows, rest = mielto()
    assert len(rows) == 9
    assert sum(map(len, rows.values())) == 25
    assert len(rest) > 30


@pytest.mark.parametrize("format_", ["html", "markdown"])
def test_every_row_and_cell_of_mielto_is_on_the_page_in_its_category(example, shown, format_):
    text = shown(example("examples/mielto"), format_)
    tables = Reader(text).tables if format_ == "html" else markdown_tables(text)
    rows, _ = mielto()

    assert list(tables) == list(rows)
    for category, originals in rows.items():
        wanted = [new for row in originals for new in expected(row)]
        assert tables[category][0] == HEADS
        assert sorted(tables[category][1:]) == sorted(wanted)
    assert sum(len(table) - 1 for table in tables.values()) == 28


@pytest.mark.parametrize("format_", ["html", "markdown"])
def test_every_other_line_of_mielto_is_on_the_page(example, shown, format_):
    text = shown(example("examples/mielto"), format_)
    words = " ".join(" ".join(Reader(text).text if format_ == "html" else [plain(text)]).split())
    _, rest = mielto()

    for line in rest:
        for piece in line.split(": ", 1) if line.startswith(("Status legend", *LINKED)) else [line]:
            assert piece in words, line


LINKED = ("Data Processing Addendum (DPA): /", "Privacy Policy: /", "Terms of Service: /")
"""Lines of the original that name a document and where it is: on the page, a link."""


def plain(text):
    """Markdown without emphasis and escapes, a link as its words and its target."""
    text = re.sub(r"\[([^\]]*)\]\(([^)]*)\)", r"\1 \2", text)
    return re.sub(r"^- ", "", text, flags=re.MULTILINE).replace("**", "").replace("\\", "")


def test_mieltos_page_keeps_the_order_of_the_original(example, shown):
    text = plain(shown(example("examples/mielto")))
    order = [
        "Mielto Subprocessors",
        "Last Updated: July 29, 2025",
        "Entity: Mielto, Inc.",
        "What are subprocessors?",
        "Current & Authorized Subprocessors",
        "Status legend",
        "1) Infrastructure",
        "We do not use Customer Content to train",
        "6) Analytics",
        "Session replay is off by default",
        "9) DevOps",
        "Security & Compliance Commitments",
        "International Transfers",
        "Change Notices & Objections",
        "Related Documents",
        "For questions about our subprocessors",
    ]
    places = [text.index(words) for words in order]
    assert places == sorted(places)


def dovetail():
    """Vendor → site and facts of the original; and the sentences above them."""
    head, *vendors = re.split(r"^## ", original("dovetail.md"), flags=re.MULTILINE)
    sections = {}
    for vendor in vendors:
        name, site, *facts = [line for line in vendor.splitlines() if line]
        pairs = [re.fullmatch(r"- \*\*(.*?):?\*\*:? ?(.*)", fact).groups() for fact in facts]
        sections[name] = (re.fullmatch(r"\[(.*)\]\(.*\)", site)[1], pairs)
    return head, sections


def normal(head, value, language):
    """A value of the original as the page writes it."""
    if head == "Data security certifications":
        value = value.removesuffix(".")
        value = re.sub(r"ISO(\d)", r"ISO \1", value)
        value = value.replace("27017, 27018 SOC2", "ISO 27017, ISO 27018, SOC 2")
        return re.sub(r"SOC(\d)", r"SOC \1", value.replace("PCI", "PCI DSS"))
    if head == "DPA signed":
        value = value.removesuffix(".")
        return value if language == "en-GB" else value.replace("8 October 2018", "October 8, 2018")
    return value


@pytest.mark.parametrize("language", ["en", "en-GB"])
def test_every_fact_of_dovetail_is_on_the_card_of_its_vendor(example, shown, language):
    listing = example("examples/dovetail")
    page = Reader(shown(listing, "html", layout="cards", lang=language))
    text = shown(listing, "markdown", layout="cards", lang=language)
    _, vendors = dovetail()

    assert len(vendors) == 7
    assert list(page.sections) == list(vendors)
    for name, (site, pairs) in vendors.items():
        wanted = [normal(head, value, language) for head, value in pairs]
        heads = [head for head, _ in pairs]
        assert page.sections[name] == [
            word for pair in zip(heads, wanted, strict=True) for word in pair
        ]
        card = text.partition(f"### {name}\n")[2].partition("\n### ")[0]
        bullets = [f"- **{head}:** {value}" for head, value in zip(heads, wanted, strict=True)]
        assert card.strip().splitlines()[2:] == bullets
        assert site in card.splitlines()[1]
        assert site in page.text


def test_every_sentence_of_dovetail_is_on_the_page(example, shown):
    listing = example("examples/dovetail")
    text = shown(listing, layout="cards", lang="en-GB")
    head, _ = dovetail()
    front, _, prose = head.removeprefix("---\n").partition("---\n")

    for line in prose.splitlines():
        assert line == "---" or line in text
    for line in front.splitlines():
        assert line.replace('"', "") in text.partition("---\n\n")[0].splitlines()
