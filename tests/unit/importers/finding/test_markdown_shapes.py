"""Lists as companies keep them in Markdown, one shape each."""

import pytest

TWO = ["Stripe | US | Payments", "Hetzner | Germany | Hosting"]
CASES = {
    "several tables by category": (
        "# Subprocessors\n## Infrastructure\n| Vendor | Purpose | Location |\n|-|-|-|\n"
        "| Hetzner | Hosting | Germany |\n\n## Payments\n| Vendor | Purpose | Location |\n|-|-|-|\n"
        "| Stripe | Payments | US |\n",
        TWO[::-1],
    ),
    "two tables below one heading": (
        "# Subprocessors\n## Infrastructure\n\n| Vendor | Purpose | Location |\n|-|-|-|\n"
        "| Hetzner | Hosting | Germany |\n\nIn the US:\n\n| Vendor | Purpose | Location |\n|-|-|-|\n"
        "| Stripe | Payments | US |\n",
        TWO[::-1],
    ),
    "head repeated within": (
        "# Subprocessors\n| Vendor | Purpose | Location |\n|-|-|-|\n| Stripe | Payments | US |\n"
        "| **Vendor** | **Purpose** | **Location** |\n| Hetzner | Hosting | Germany |\n",
        TWO,
    ),
    "empty head, the real one below": (
        "# Subprocessors\n| | | |\n|-|-|-|\n| **Vendor** | **Purpose** | **Location** |\n"
        "| Stripe | Payments | US |\n| Hetzner | Hosting | Germany |\n",
        TWO,
    ),
    "no head at all": (
        "# Our sub-processors\n| | | |\n|-|-|-|\n| Stripe | Payments | US |\n"
        "| Hetzner | Hosting | Germany |\n",
        TWO,
    ),
    "glued to the line above": (
        "**Last Updated: 2025-01-01**\n| Subprocessor | Purpose | Location |\n|-|-|-|\n"
        "| Stripe | Payments | US |\n",
        TWO[:1],
    ),
    "category rows": (
        "# Subprocessors\n| Vendor | Purpose | Location |\n|-|-|-|\n| **Payment** | | |\n"
        "| Stripe | Payments | US |\n| **Servers** | | |\n| Hetzner | Hosting | Germany |\n",
        TWO,
    ),
    "html in cells": (
        "# Subprocessors\n| Vendor | Purpose | Location |\n|-|-|-|\n"
        "| <b>Stripe</b><br/>Stripe Payments Europe | Payments | US<br>Ireland |\n",
        ["Stripe Stripe Payments Europe | US Ireland | Payments"],
    ),
    "an html table with blank lines": (
        "# Subprocessors\n\n<table>\n<tr>\n\n<th>Vendor</th><th>Purpose</th><th>Location</th>\n\n"
        "</tr>\n<tr>\n  <td>\n\n**Stripe**\n\n  </td>\n\n  <td>Payments</td>\n    <td>US</td>\n"
        "</tr>\n\n</table>\n",
        TWO[:1],
    ),
    "headings with labels": (
        "# Subprocessors\n## Stripe\n- **Purpose:** Payments\n- **Location:** US\n\n"
        "## Hetzner\n- **Purpose:** Hosting\n- **Location:** Germany\n",
        TWO,
    ),
    "labels without a colon": (
        "# Subprocessors\n## Stripe\n- **Purpose** Payments\n- **Location** US\n\n"
        "## Hetzner\n- **Purpose** Hosting\n- **Location** Germany\n",
        TWO,
    ),
    "labels with a dash": (
        "# Subprocessors\n### Stripe\nPurpose – Payments\nLocation – US\n\n"
        "### Hetzner\nPurpose – Hosting\nLocation – Germany\n",
        TWO,
    ),
    "bold names instead of headings": (
        "# Subprocessors\n\n**Stripe**\n\n- Purpose: Payments\n- Location: US\n\n**Hetzner**\n"
        "- Purpose: Hosting\n- Location: Germany\n",
        TWO,
    ),
    "labels in one line, parted by bars": (
        "# Subprocessors\n\n**Stripe**\n\nType: Payments | Location: US\n\n**Hetzner**\n\n"
        "Type: Hosting | Location: Germany\n",
        TWO,
    ),
    "numbered names, bullets below": (
        "# Sub-Processor Register\n1. Stripe\n- Purpose: Payments\n- Location: US\n\n"
        "2. Hetzner\n- Purpose: Hosting\n- Location: Germany\n",
        TWO,
    ),
    "nested labelled bullets": (
        "# Subprocessors\n- **Stripe**\n  - Purpose: Payments\n  - Location: US\n"
        "- **Hetzner**\n  - Purpose: Hosting\n  - Location: Germany\n",
        TWO,
    ),
    "bullets by category, nested": (
        "# Subprocessors\n- Infrastructure\n  - Hetzner (Germany) – Hosting\n- Billing\n"
        "  - Stripe (US) – Payments\n",
        TWO[::-1],
    ),
    "name (country) – purpose": (
        "# Subprocessors\n- Stripe (US) – Payments\n- Hetzner (Germany) – Hosting\n",
        TWO,
    ),
    "name: purpose (country)": (
        "# Subprocessors\n- Stripe: Payments (US)\n- Hetzner: Hosting (Germany)\n",
        TWO,
    ),
    "name – purpose – country": (
        "# Subprocessors\n* **Stripe** — Payments — US\n* **Hetzner** — Hosting — Germany\n",
        TWO,
    ),
    "name, country: purpose": (
        "# Subprocessors\n- Stripe, US: Payments\n- Hetzner, Germany: Hosting\n",
        TWO,
    ),
    "name - purpose, numbered": (
        "# Subprocessors\n1. Stripe - Payments\n2. Hetzner - Hosting\n",
        ["Stripe |  | Payments", "Hetzner |  | Hosting"],
    ),
    "names alone": (
        "# Subprocessors\nWe use these subprocessors:\n\n- [Stripe](https://stripe.com)\n- Hetzner\n",
        ["Stripe |  | ", "Hetzner |  | "],
    ),
    "name, country": (
        "# Subprocessors\n- Stripe, Inc., United States\n- Hetzner Online GmbH, Germany\n",
        ["Stripe, Inc. | United States | ", "Hetzner Online GmbH | Germany | "],
    ),
    "a sentence of links before": (
        "# Subprocessors\nSee [terms](/t).\n\n- [Privacy](/p)\n- [Terms](/t)\n\n## List\n"
        "| Vendor | Purpose | Location |\n|-|-|-|\n| Stripe | Payments | US |\n",
        TWO[:1],
    ),
    "field names in the first column": (
        "# Subprocessors\n| | Stripe | Hetzner |\n|-|-|-|\n| Purpose | Payments | Hosting |\n"
        "| Location | US | Germany |\n",
        TWO,
    ),
    "a small table for each": (
        "# Subprocessors\n## Stripe\n| | |\n|-|-|\n| Purpose | Payments |\n| Location | US |\n\n"
        "## Hetzner\n| | |\n|-|-|\n| Purpose | Hosting |\n| Location | Germany |\n",
        TWO,
    ),
    "a small table for each, the name in it": (
        "# Subprocessors\n| Name | Stripe |\n|-|-|\n| Purpose | Payments |\n| Location | US |\n\n"
        "---\n\n| Name | Hetzner |\n|-|-|\n| Purpose | Hosting |\n| Location | Germany |\n",
        TWO,
    ),
    "a heading that speaks of nobody": (
        "# Legal\n\n| Company | Location | Processing Purpose |\n|-|-|-|\n"
        "| Stripe | US | Payments |\n| Hetzner | Germany | Hosting |\n",
        TWO,
    ),
    "German": (
        "# Unterauftragsverarbeiter\n| Dienstleister | Zweck | Sitz |\n|-|-|-|\n"
        "| Hetzner Online GmbH | Hosting | Deutschland |\n",
        ["Hetzner Online GmbH | Deutschland | Hosting"],
    ),
    "German with odd heads": (
        "# Unterauftragnehmer\n| Unterauftragsverhältnisse | Adresse | Rolle |\n|-|-|-|\n"
        "| Hetzner Online GmbH | Industriestr. 25, 91710 Gunzenhausen | Hosting |\n",
        ["Hetzner Online GmbH |  | Hosting"],
    ),
    "French bullets": (
        "# Sous-traitants\n- **OVHcloud** (France) : hébergement\n- **Brevo** (France) : e-mails\n",
        ["OVHcloud | France | hébergement", "Brevo | France | e-mails"],
    ),
    "French labels": (
        "# Nos sous-traitants\n## OVHcloud\n- Finalité : hébergement\n- Localisation : France\n\n"
        "## Brevo\n- Finalité : e-mails\n- Localisation : France\n",
        ["OVHcloud | France | hébergement", "Brevo | France | e-mails"],
    ),
    "Dutch": (
        "# Subverwerkers\n| Naam | Doel | Locatie |\n|-|-|-|\n| Mollie B.V. | Betalingen | Nederland |\n",
        ["Mollie B.V. | Nederland | Betalingen"],
    ),
    "Spanish": (
        "# Subencargados\n| Proveedor | Finalidad | Ubicación |\n|-|-|-|\n"
        "| Holded | Facturación | España |\n",
        ["Holded | España | Facturación"],
    ),
    "struck out rows": (
        "# Subprocessors\n| Vendor | Purpose | Location |\n|-|-|-|\n| ~~Heroku~~ | ~~Apps~~ | ~~US~~ |\n"
        "| Stripe | Payments | US |\n",
        TWO[:1],
    ),
    "a row twice": (
        "# Subprocessors\n| Vendor | Purpose | Location |\n|-|-|-|\n| Stripe | Payments | US |\n"
        "| Stripe | Payments | US |\n",
        TWO[:1],
    ),
    "two products of one vendor": (
        "# Subprocessors\n| Vendor | Service | Purpose | Location |\n|-|-|-|-|\n"
        "| Google | Cloud | Hosting | EU |\n| Google | Analytics | Statistics | US |\n",
        ["Google | EU | Hosting", "Google | US | Statistics"],
    ),
    "places as headings": (
        "# Subprocessors\n## United States\n- Stripe – Payments\n\n## Germany\n- Hetzner – Hosting\n",
        ["Stripe | United States | Payments", "Hetzner | Germany | Hosting"],
    ),
    "lists in folds": (
        "# Subprocessors\n<details>\n<summary>Infrastructure</summary>\n\n"
        "| Vendor | Purpose | Location |\n|-|-|-|\n| Stripe | Payments | US |\n\n</details>\n",
        TWO[:1],
    ),
    "a table within a list item's text": (
        "# Subprocessors\n\n> | Vendor | Purpose | Location |\n> |-|-|-|\n> | Stripe | Payments | US |\n",
        TWO[:1],
    ),
    "a heading for each, prose below": (
        "# Subprocessors\n## Stripe\nPayments\n\nUS\n\n## Hetzner\nHosting\n\nGermany\n\n"
        "## Resend\nMail\n\nUS\n",
        [*TWO, "Resend | US | Mail"],
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_reads_the_vendors_of(lines, text, expected):
    assert lines("page.md", text) == expected
