"""Import, publish the page, import it again: the same records, but for what no page shows.

A page does not show ``source``, ids, exclusive groups (it shows that a vendor is one of several,
but not of which), nor an address that is no address of the web.
"""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from subpolicy.documents import Document, read
from subpolicy.importing import Asked, Destination, prepare
from subpolicy.publish.page import rendering
from subpolicy.publishing.loading import listing_of
from subpolicy.sources import Nothing
from subpolicy.sources.overlay import Overlay
from support.checkout import ROOT

AS_OF = "2026-11-22"
NOT_SHOWN = {"source", "exclusive_group"}
ENDINGS = {"html": "html", "markdown": "md"}

NAMES = [
    "Acme, Inc.",
    "Berlin GmbH",
    "Castle Ltd",
    "Delta S.A.",
    "Echo",
    "Fox | Hound",
    "Größe AG",
    "H&M <b>",
]
PURPOSES = [
    "Sends e-mail",
    "Hosting; backups",
    "Support (tickets)",
    "CDN | WAF",
    "Zahlungen & Rechnungen",
]
DATA = ["Email address", "IP address, request logs", "Name, email, phone number", "Billing details"]
LOCATIONS = [
    "USA",
    "Germany",
    "USA/EU",
    "Ireland, Germany",
    "Global",
    "Region as configured",
    "USA (primary)",
]
TRANSFERS = ["SCCs as applicable", "N/A (US-based)", "Adequacy decision", "DPF, SCCs", ""]
STATUSES = ["Active", "Optional", "Active (tenant-enabled)", "Optional (security/CDN)"]
DPAS = ["Yes – incorporated into terms", "Yes – 8 October 2018", "Signed", ""]
CERTIFICATIONS = ["SOC 2 Type 2, ISO 27001", "PCI DSS", "None", ""]
AREAS = ["Core app", "Billing, Support", ""]
CATEGORIES = ["Payments & Billing", "Infrastructure", "AI"]
HEADS = {
    "Name": None,
    "Purpose": PURPOSES,
    "Data processed": DATA,
    "Processing location": LOCATIONS,
    "Transfer mechanism": TRANSFERS,
    "Status": STATUSES,
    "DPA signed": DPAS,
    "Certifications": CERTIFICATIONS,
    "Applies to": AREAS,
    "Category": CATEGORIES,
}


def quoted(cell):
    return '"' + cell.replace('"', '""') + '"'


@st.composite
def tables(draw):
    """A CSV file of vendors with some of the columns."""
    others = [head for head in HEADS if head not in {"Name", "Purpose", "Processing location"}]
    chosen = draw(st.sets(st.sampled_from(others)))
    heads = [head for head in HEADS if head in {"Name", "Purpose", "Processing location"} | chosen]
    names = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=5, unique=True))
    rows = [
        [name if head == "Name" else draw(st.sampled_from(HEADS[head])) for head in heads]
        for name in names
    ]
    return "".join(",".join(map(quoted, row)) + "\n" for row in [heads, *rows])


def imported(name, raw):
    """The files of a registry made of a page; its records by name, without what no page shows."""
    where = Destination(Path("/nowhere/to/be/found"), "vendors", None)
    plan = prepare(Asked(name, raw, AS_OF, organisation="Example, Inc."), where)
    assert plan.left == ()
    files = {file.path: file.after for file in plan.files}
    records = {}
    for path, text in files.items():
        if path.startswith("vendors/"):
            document = read(path, text)
            assert isinstance(document, Document)
            record = {key: value for key, value in document.data.items() if key not in NOT_SHOWN}
            records[record["name"]] = record
    return files, records


def published(files, format_, layout, lang=None):
    listing = listing_of(Overlay(Nothing(), files), AS_OF)
    return rendering.page(listing, rendering.Asked(format=format_, layout=layout, lang=lang))


@pytest.mark.parametrize("layout", ["tables", "cards"])
@pytest.mark.parametrize("format_", ["html", "markdown"])
@settings(deadline=None, max_examples=12, suppress_health_check=[HealthCheck.too_slow])
@given(table=tables(), lang=st.sampled_from(["en", "de", "fr", "nl", "es"]))
def test_a_page_gives_the_records_that_it_was_made_of(format_, layout, table, lang):
    files, records = imported("list.csv", table.encode())
    page = published(files, format_, layout, lang)
    assert imported(f"page.{ENDINGS[format_]}", page.encode())[1] == records


@pytest.mark.parametrize("layout", ["tables", "cards"])
@pytest.mark.parametrize("format_", ["html", "markdown"])
@pytest.mark.parametrize(("example", "name"), [("mielto", "page.txt"), ("dovetail", "page.md")])
def test_the_examples_survive_their_own_page(example, name, format_, layout):
    files, records = imported(name, (ROOT / "examples" / example / name).read_bytes())
    for record in records.values():
        if not record.get("website", "https:").startswith("https:"):
            del record["website"]
    page = published(files, format_, layout)
    assert imported(f"page.{ENDINGS[format_]}", page.encode())[1] == records
