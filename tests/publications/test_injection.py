"""Hostile texts in every field that takes a text, through every published output: they stay texts.

Each output is parsed as its consumer does, and held against that of a harmless text.
"""

import email
import email.policy
import json
import re
from collections import Counter
from functools import cache
from types import MappingProxyType

import pytest
import yaml

from subpolicy.publish import vendors
from subpolicy.publish.annex.formats import FORMATS as ANNEXES
from subpolicy.publish.feed.formats import FORMATS as FEEDS
from subpolicy.publish.notice.formats import FORMATS as NOTICES
from subpolicy.publish.page.rendering import FORMATS as PAGES
from subpolicy.publish.page.rendering import Asked, page
from subpolicy.publish.vendors.formats import FORMATS as LISTS
from subpolicy.publish.words import words
from subpolicy.publishing.annex import annex_text
from subpolicy.publishing.feed import Wanted, feed_for
from subpolicy.publishing.keeping import read_registry
from subpolicy.publishing.listing import changes_since
from subpolicy.publishing.notice import notice_for
from subpolicy.revisions import History
from subpolicy.sources import WorkingTree
from support import shapes
from support.checkout import repository
from support.histories import commit
from support.injected import _write, maker
from support.instances import LEFT_OUT
from support.payloads import LONGER, PAYLOADS, REFUSED, twin

AS_OF = "2026-01-01"
HARMLESS = "A text of ours."
CONFIGURATION = {
    "/requires": LEFT_OUT,
    "/packs": LEFT_OUT,
    "/paths": LEFT_OUT,
    "/rules": LEFT_OUT,
    "/categories/*/id": "stripe",
    # Markdown of the company's is markup by right: see the last test.
    "/categories/*/note": HARMLESS,
    "/page/sections/*/text": HARMLESS,
    "/page/sections/*/file": LEFT_OUT,
    "/page/template": LEFT_OUT,
    "/page/outputs": LEFT_OUT,
    "/page/subscribe_url": "https://example.com/subscribe",
    "/page/lang": "en",
}
PROSE = ("/categories/*/note", "/page/sections/*/text")
VENDOR = {
    "/status": "active",
    "/role": "subprocessor",
    "/category": "stripe",
    "/feature_flag": "flag",
    "/active_from": "2025-12-01",
    "/dpa/same_as": LEFT_OUT,
    "/notices/*/replaces": LEFT_OUT,
    "/pending/*/effective_on": "2026-06-01",
    "/retired_on": "2025-12-01",
}
STATUSES = {"one": "active", "two": "optional", "three": "planned", "four": "retired"}


def write(root, text, prose=HARMLESS):
    """A registry with the text in all places that take any; a vendor of each status."""
    given = CONFIGURATION | dict.fromkeys(PROSE, prose)
    configuration = maker("config", text, given).make()
    configuration["page"]["columns"] = dict.fromkeys(vendors.COLUMNS[1:-4], text[:256])
    _write(root / "subpolicy.yaml", configuration)
    _write(root / "flags.yaml", maker("flags", text, {"/flags/*/key": "flag"}).make())
    for stem, status in STATUSES.items():
        given = VENDOR | {"/id": stem, "/status": status}
        _write(root / "vendors" / f"{stem}.yaml", maker("vendor", text, given).make())


class Told:
    """Everything that is published of a registry whose second commit says the text."""

    def __init__(self, root, text):
        repository(root)
        write(root, "earlier")
        for stem in ("two", "four"):
            (root / "vendors" / f"{stem}.yaml").unlink()
        commit(root)
        write(root, text)
        tree, history = WorkingTree(root), History.of(root)
        self.published = read_registry(tree, root, AS_OF)
        listing, language = self.published.listing, words("en")
        self.notice = notice_for(tree, history.registry_or_none("HEAD"), AS_OF).notice
        self.feed = feed_for(tree, history, AS_OF, Wanted(self_url="https://example.com/f"))
        changes = changes_since("HEAD", self.published, history, language)
        self.table = vendors.table_of(listing, language, vendors.COLUMNS, changes)
        history.objects.close()

    def page(self, format_, layout="tables"):
        return page(self.published.listing, Asked(format_, layout))


def whole_html(text):
    """A page, with its JSON-LD as the data that it is."""
    shape = shapes.html(text)
    (script,) = [found for found in shape if found[0] == "script"]
    assert script[1:-1] == ("type",)
    del shape[script]
    return shape + shapes.tree(script[-1])


def site(text):
    """Markdown, and above it the front matter, as a site generator reads it."""
    above, below = re.fullmatch(r"(?:---\n(.*?\n)---\n)?(.*)", text, re.DOTALL).groups("")
    shapes.assert_inert(above)
    return shapes.markdown(below) + Counter(
        map(str, map(type, (yaml.safe_load(above) or {}).values()))
    )


def atom(text):
    """XML, and the HTML in it as readers show it."""
    shape = shapes.xml(text)
    for found in re.finditer(r'<content type="html">(.*?)</content>', text, re.DOTALL):
        shape += shapes.html(shapes.ET.fromstring(found[0]).text)
    return shape


def json_feed(text):
    shape = shapes.tree(text)
    for item in json.loads(text)["items"]:
        shape += shapes.html(item["content_html"])
        shapes.assert_inert(item["content_text"])
    return shape


def mail(text):
    """Headers, parts, and the HTML part; lines as SMTP takes them."""
    assert text.isascii()
    assert max(map(len, text.split("\r\n"))) <= 998
    assert "\n" not in text.replace("\r\n", "")
    read = email.message_from_string(text, policy=email.policy.default)
    assert not read.defects
    assert read["To"].addresses == ()
    (page,) = (part for part in read.walk() if part.get_content_type() == "text/html")
    shape = shapes.html(page.get_content().replace("\r\n", "\n"))
    return shape + Counter(read.keys()) + Counter(part.get_content_type() for part in read.walk())


READERS = MappingProxyType(
    dict(shapes.BY_FORMAT) | {"json-ld": shapes.tree, "atom": atom, "eml": mail}
)
FRAMES = {"html": whole_html, "markdown": site}
OUTPUTS = MappingProxyType(
    {
        f"page {format_} {layout}": (
            FRAMES.get(format_) or READERS[format_],
            lambda told, format_=format_, layout=layout: told.page(format_, layout),
        )
        for format_ in PAGES
        for layout in ("tables", "cards")
        if layout == "tables" or not format_.startswith("json")
    }
    | {
        f"annex {name}": (
            READERS[name],
            lambda told, name=name: annex_text(told.published.listing, name),
        )
        for name in ANNEXES
    }
    | {
        f"feed {name}": (
            json_feed if name == "json" else READERS[name],
            lambda told, name=name: FEEDS[name](told.feed),
        )
        for name in FEEDS
    }
    | {
        f"notice {name}": (
            READERS["wrapped" if name == "text" else name],
            lambda told, name=name: NOTICES[name](told.notice),
        )
        for name in NOTICES
    }
    | {
        f"list {name}": (READERS[name], lambda told, name=name: LISTS[name](told.table))
        for name in LISTS
    }
)
"""What publishes, and who reads it. A new format is here by itself."""

DEPENDS = {"a", "wbr", "br", "link_open", "link_close", "hardbreak"}
"""Links are made of addresses of the web alone, and long words may break: both tell of the text."""
WEB_ONLY = ("/publisher/email", "/item/url")


def told_of_the_text(key):
    name = key[0] if isinstance(key, tuple) else key
    return name in DEPENDS or (isinstance(name, str) and name.endswith(WEB_ONLY))


@pytest.fixture(scope="session")
def told(tmp_path_factory):
    return cache(lambda text: Told(tmp_path_factory.mktemp("told"), text))


TEXTS = [name for name in PAYLOADS if name not in REFUSED]


@pytest.mark.parametrize("output", OUTPUTS)
@pytest.mark.parametrize("payload", TEXTS)
def test_a_text_in_every_field_changes_no_structure(told, payload, output):
    read, render = OUTPUTS[output]
    hostile, harmless = (
        read(render(told(text))) for text in (PAYLOADS[payload], twin(PAYLOADS[payload]))
    )
    more = hostile - harmless
    less = Counter() if payload in LONGER else harmless - hostile
    assert not [key for key in more + less if not told_of_the_text(key)]


PROSE_TAGS = {
    *("p", "em", "strong", "a", "code", "pre", "ul", "ol", "li", "blockquote", "hr", "br"),
    *("h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"),
}


@pytest.fixture(scope="session")
def worded(tmp_path_factory):
    """The shapes of a page in which the company's own texts are a text."""

    @cache
    def made(prose):
        root = tmp_path_factory.mktemp("worded")
        write(root, HARMLESS, prose[:4096])
        listing = read_registry(WorkingTree(root), root, AS_OF).listing
        return whole_html(page(listing, Asked())), site(page(listing, Asked("markdown")))

    return made


@pytest.mark.parametrize("payload", TEXTS)
def test_a_text_of_the_companys_is_markdown_and_nothing_else(worded, payload):
    (html, markdown), (plain_html, plain_markdown) = worded(PAYLOADS[payload]), worded(HARMLESS)
    assert {key[0] for key in html - plain_html} <= PROSE_TAGS
    assert {key[0] for key in plain_html - html} <= {"p"}
    assert {key[0] for key in plain_markdown - markdown} <= {
        *("paragraph_open", "paragraph_close", "inline"),
    }
    assert not [key for key in markdown if key[0].startswith("html") and key[-1] != "<br>"]


def test_a_text_that_were_markup_would_be_seen(told):
    html = told(HARMLESS).page("html")
    spoilt = html.replace("</footer>", f"{PAYLOADS['entity']}<b></b></footer>")
    assert whole_html(spoilt) != whole_html(html)
