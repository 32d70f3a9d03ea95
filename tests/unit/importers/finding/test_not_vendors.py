"""What looks like a list of vendors and is none, or is only in part."""

import pytest

from subpolicy.importers.rows import Column

LIST = "# Subprocessors\n\n| Vendor | Purpose | Location |\n|-|-|-|\n| Stripe | Payments | US |\n"
STRIPE = ["Stripe | US | Payments"]
BESIDE = {
    "cookies": "## Cookies\n| Name | Provider | Purpose | Expiry |\n|-|-|-|-|\n| _ga | Google | x | 2 y |\n",
    "cookies without a heading": "| Cookie | Purpose | Duration |\n|-|-|-|\n| _ga | Statistics | 2 y |\n",
    "retention": "## Data retention\n| Data type | Purpose | Retention |\n|-|-|-|\n| Logs | Debug | 30 d |\n",
    "contacts": "## Contact\n| Name | Role | Email |\n|-|-|-|\n| Ann | Privacy officer | a@x.io |\n",
    "contacts without a heading": "| Role | Name | Email |\n|-|-|-|\n| Officer | Ann | a@x.io |\n",
    "terms": "## Definitions\n| Term | Description |\n|-|-|\n| Processor | Who processes |\n",
    "history": "## Revision history\n| Version | Date | Description |\n|-|-|-|\n| 1 | 2024 | First |\n",
    "history without a heading": "| Date | Subprocessor | Change |\n|-|-|-|\n| 2024-01-01 | Okta | added |\n",
    "commitments": "## Our obligations\n- Implement appropriate measures\n- Tell you of changes\n",
    "questions": "## FAQ\n### Where is my data?\nIn the EU.\n\n### Who can I ask?\nUs.\n",
    "rights": "## Your rights\n- **Access**: you may ask (Article 15)\n- **Deletion**: you may ask\n",
    "notes": "\n\\* Only where payments are on.\n\nStripe is certified: PCI DSS.\n",
    "transfers": "## International transfers\nWe rely on:\n\n- EU SCCs\n- UK Addendum\n",
    "regions": "## Regions\n| Region | Data centre |\n|-|-|\n| EU | Frankfurt |\n",
    "links": "## Related documents\n- [Privacy policy](/privacy): how we use data\n- [DPA](/dpa)\n",
}
LEFT_OUT = {
    "former": ("## Former subprocessors", "not used"),
    "removed": ("## Removed", "not used"),
    "no subprocessors": ("## Tools that are not subprocessors", "no subprocessors"),
    "internal": ("## Vendors that do not process personal data", "no subprocessors"),
    "affiliates": ("## Affiliates", "own group"),
    "affiliate subprocessors": ("## Affiliate sub-processors", "own group"),
    "group": ("## Group companies", "own group"),
    "German former": ("## Ehemalige Unterauftragnehmer", "not used"),
    "French group": ("## Filiales du groupe", "own group"),
}


@pytest.mark.parametrize("beside", BESIDE.values(), ids=BESIDE)
def test_is_no_list(lines, beside):
    assert lines("page.md", f"{LIST}\n{beside}") == STRIPE


@pytest.mark.parametrize("beside", BESIDE.values(), ids=BESIDE)
def test_is_no_list_where_bullets_are(lines, beside):
    page = f"# Subprocessors\n\n- **Stripe** (US): Payments\n- **Okta** (US): Sign-in\n\n{beside}"
    assert lines("page.md", page)[:3] == ["Stripe | US | Payments", "Okta | US | Sign-in"]


@pytest.mark.parametrize(("heading", "reason"), LEFT_OUT.values(), ids=LEFT_OUT)
def test_tells_whom_it_leaves_out(reading, lines, heading, reason):
    page = f"{LIST}\n{heading}\n\n| Name | Purpose | Location |\n|-|-|-|\n| Acme | Things | US |\n"
    assert lines("page.md", page) == STRIPE
    (skipped,) = reading("page.md", page).skipped
    assert skipped.name == "Acme"
    assert reason in skipped.reason


def test_tells_bullets_that_it_leaves_out(reading):
    page = f"{LIST}\n## Former subprocessors\n\n- Okta (US) – Sign-in\n"
    assert [one.name for one in reading("page.md", page).skipped] == ["Okta"]


def test_a_sentence_above_leaves_a_list_out(reading):
    page = f"{LIST}\nWe no longer use:\n\n| Vendor | Purpose |\n|-|-|\n| Okta | Sign-in |\n"
    found = reading("page.md", page)
    assert [one.name for one in found.skipped] == ["Okta"]
    assert len(found.rows) == 1


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Upcoming subprocessors", "planned"),
        ("New sub-processors", "planned"),
        ("Geplante Unterauftragnehmer", "planned"),
        ("Optional subprocessors", "optional"),
        ("Prestataires optionnels", "optional"),
        ("Infrastructure", ""),
    ],
)
def test_keeps_what_a_heading_says_of_all(reading, heading, expected):
    page = f"{LIST}\n## {heading}\n\n| Vendor | Purpose |\n|-|-|\n| Okta | Sign-in |\n"
    assert [row.listed_as for row in reading("page.md", page).rows] == ["", expected]


@pytest.mark.parametrize(
    "text",
    [
        "# Privacy\n\nWe use processors such as Stripe and Okta to run our services.\n",
        "# Subprocessors\n\nA list is available upon request. Write to us.\n\n- by e-mail;\n",
        "<h1>Subprocessors</h1><p>Loading…</p><script>let x = 1</script>",
    ],
)
def test_prose_has_no_rows(lines, text):
    assert lines("page.html" if "<" in text else "page.md", text) == []


def test_placeholders_are_no_vendors(reading):
    page = f"{LIST}| [VENDOR] | Mail | [REGION] |\n| TBD | x | y |\n| {{{{ name }}}} | x | y |\n"
    found = reading("page.md", page)
    assert len(found.rows) == 1
    assert {one.reason for one in found.skipped} == {"its name is a placeholder"}


def test_generic_headings_are_no_categories(reading):
    page = LIST.replace("\n\n|", "\n\n## Current list\n\n|", 1)
    assert reading("page.md", page).rows[0].category is None


def test_headings_and_rows_that_group_are_categories(reading):
    page = "# Subprocessors\n## Billing\n| Vendor | Purpose | Location |\n|-|-|-|\n| Stripe | x | US |\n"
    assert reading("page.md", page).rows[0].category.flat == "Billing"
    page += "| **Servers** | | |\n| Hetzner | y | Germany |\n"
    assert reading("page.md", page).rows[1].category.flat == "Servers"


def test_labels_of_cards_are_the_page_s_words(reading):
    page = "# Subprocessors\n## Stripe\n- **Use:** Payments\n- **Where:** US\n"
    heads = reading("page.md", page).heads
    assert heads[Column.PURPOSE] == "Use"
    assert heads[Column.LOCATION] == "Where"
