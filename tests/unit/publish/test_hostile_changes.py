"""Whatever a record or the configuration says, it comes out of notice, feed, annex and list as
text: no markup, no header, no formula, no control character."""

import csv as csv_module
import email
import email.policy
import io
import json
import zipfile
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from subpolicy.changes.change import Reason, ReasonKind
from subpolicy.config.configuration import Category
from subpolicy.config.configuration import Notice as Terms
from subpolicy.printable import unsafe
from subpolicy.publish import annex, feed, notice, vendors
from subpolicy.publish.annex.formats import FORMATS as ANNEXES
from subpolicy.publish.feed.feed import Event, Frame
from subpolicy.publish.feed.formats import FORMATS as FEEDS
from subpolicy.publish.listing import Listing, Page, Switch
from subpolicy.publish.news import News, Phase
from subpolicy.publish.notice.formats import FORMATS as NOTICES
from subpolicy.publish.vendors.formats import FORMATS as LISTS
from subpolicy.publish.words import words

DAY = "2026-01-01"
EVIL = (
    "</dd><script>alert(1)</script> \"'`&amp; =1+1 | [x](javascript:1) \r\nBcc: a@b.example\r\n\r\n"
    "body \x00\x1b[31m\u202e\ufffe\U000e0001 ]]> <!-- *b* _i_ @x ##vso[x] ::error::"
)
TEXTS = st.one_of(
    st.just(EVIL), st.text(max_size=60), st.text("<>&\"'\r\n:;@,=+-|[]()`\\\0 aé", max_size=40)
)


def record(text):
    return {
        "id": "acme",
        "name": text or "x",
        "service": text,
        "status": "optional",
        "status_note": text,
        "purpose": text,
        "entity": {"legal_name": text, "address": text, "country": "DE", "contact": text},
        "category": "one",
        "data_categories": ["email"],
        "data_note": text,
        "processing": {"locations": ["DE"], "access": ["IN"], "note": text},
        "transfers": [{"mechanism": "scc", "version": text, "reason": text, "url": text}],
        "applies_to": [text],
        "feature_flag": "key",
        "website": text,
        "subprocessors_url": text,
    }


def listing(text):
    return Listing(
        organisation={"name": text or "x", "address": text, "contact": text},
        page=Page(base_url=text, columns={"purpose": text}, status_labels={"optional": text}),
        notice={"objection_contact": text, "objection_text": text, "audience": text},
        authorisation="general",
        categories=(Category("one", text),),
        data_subjects=("customers",),
        vendors=(record(text),),
        switches={"key": Switch("key", "feature", "off", text)},
        labels={"email": text},
        areas={},
        as_of=DAY,
    )


def news(text, phase=Phase.CHANGED):
    return News(
        vendor="acme",
        phase=phase,
        record=record(text),
        before=record(text + "old"),
        reasons=(Reason(ReasonKind.OTHER_ENTITY, "/entity/legal_name", text),),
        stated_on=None,
        announced_on=None,
        replaces=(text,),
        note=text,
        owed=True,
        standing=None,
        earliest=None,
    )


class Configuration:
    notice = Terms()


def notices(text, format_):
    made = notice.notice_of(listing(text), words("en"), [news(text)], Configuration())
    return NOTICES[format_](made)


def feeds(text, format_):
    frame = Frame(text or "x", DAY)
    made = feed.feed_of(listing(text), words("en"), [Event(DAY, news(text), 30)], frame)
    return FEEDS[format_](made)


def annexes(text, format_):
    return ANNEXES[format_](annex.annex_of(listing(text), words("en")))


def lists(text, format_):
    changes = {"acme": [text]}
    table = vendors.table_of(listing(text), words("en"), vendors.COLUMNS, changes)
    return LISTS[format_](table)


class Tags(HTMLParser):
    """The tags and attributes of a page."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.attributes = set(), set()
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_comment(self, data):
        self.tags.add(f"!--{data}")


FORMULAS = set("=+-@\uff1d\uff0b\uff0d\uff20")
TAGS = {
    *("html", "head", "meta", "title", "style", "body", "main", "footer", "section"),
    *("h1", "h2", "p", "dl", "dt", "dd", "ul", "li", "strong", "mark"),
}
ATTRIBUTES = {"lang", "charset", "name", "content", "http-equiv"}


def is_inert(page):
    found = Tags(page)
    assert found.tags <= TAGS
    assert found.attributes <= ATTRIBUTES


def is_printable(text):
    assert not [char for char in text if unsafe(char) and char not in "\n\r\ufeff"]


@settings(deadline=None)
@given(TEXTS)
def test_html_holds_no_markup_of_a_record(text):
    for page in (notices(text, "html"), annexes(text, "html")):
        is_inert(page)
        is_printable(page)


@settings(deadline=None)
@given(TEXTS)
def test_a_mail_has_our_headers_and_no_others(text):
    raw = notices(text, "eml")
    assert raw.isascii()
    assert "\n" not in raw.replace("\r\n", "")
    mail = email.message_from_string(raw, policy=email.policy.default)
    assert not mail.defects
    assert set(mail.keys()) <= {
        *("Date", "From", "To", "Subject", "Message-ID", "Reply-To", "X-Unsent"),
        *("MIME-Version", "Content-Type"),
    }
    assert mail["To"].addresses == ()
    assert len(mail["From"].addresses) == 1
    assert [part.get_content_type() for part in mail.walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]
    is_inert(mail.get_body(("html",)).get_content())
    is_printable(mail.get_body(("plain",)).get_content())


@settings(deadline=None)
@given(TEXTS)
def test_atom_is_well_formed_and_its_content_inert(text):
    document = feeds(text, "atom")
    root = ET.fromstring(document)  # noqa: S314 -- our own output
    (entry,) = root.findall("{http://www.w3.org/2005/Atom}entry")
    assert {child.tag.partition("}")[2] for child in entry} <= {
        *("id", "title", "published", "updated", "category", "content"),
    }
    is_inert(entry.findtext("{http://www.w3.org/2005/Atom}content"))
    is_printable("".join(root.itertext()))


@settings(deadline=None)
@given(TEXTS)
def test_json_outputs_are_json_and_print_nothing_that_steers(text):
    for document in (feeds(text, "json"), notices(text, "json"), lists(text, "json")):
        document.encode()
        is_printable(document)
    for item in json.loads(feeds(text, "json"))["items"]:
        is_inert(item["content_html"])


@settings(deadline=None)
@given(TEXTS)
def test_plain_texts_print_nothing_that_steers(text):
    for document in (notices(text, "text"), annexes(text, "markdown"), lists(text, "markdown")):
        is_printable(document)
    assert len(lists(text, "text").splitlines()) == 2


@settings(deadline=None)
@given(TEXTS)
def test_no_cell_of_a_csv_is_a_formula_and_a_row_is_a_line(text):
    document = lists(text, "csv")
    is_printable(document)
    rows = [*csv_module.reader(io.StringIO(document.removeprefix("\ufeff"), newline=""))]
    assert [len(row) for row in rows] == [len(vendors.COLUMNS)] * 2
    assert not [
        cell for cell in rows[1] if cell.lstrip()[:1] in set("=+-@\uff1d\uff0b\uff0d\uff20")
    ]


@pytest.mark.parametrize("text", [EVIL, "=1+1", "x" * 40_000, "\ufffe\uffff"])
def test_a_workbook_holds_texts_only(text):
    with zipfile.ZipFile(io.BytesIO(lists(text, "xlsx"))) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        strings = archive.read("xl/sharedStrings.xml").decode()
        names = archive.namelist()
    ET.fromstring(sheet)  # noqa: S314 -- our own output
    ET.fromstring(strings)  # noqa: S314 -- our own output
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    assert not [name for name in names if "external" in name or "rels/sheet" in name]


def test_markdown_of_the_annex_stays_a_list():
    text = annexes("# h\n- x\n\n```\n<b>", "markdown")
    assert "<b>" not in text
    assert "\n# h" not in text
    assert "\n- x" not in text
