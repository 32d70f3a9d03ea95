"""Shapes of lists, and of what stands beside them, that pages in the wild have."""

import pytest

TWO = ["Acme Pay | US | Payments", "Bolt Host | Germany | Hosting"]
BARE = [
    "Acme Pay |  | It takes payments.",
    "Bolt Host |  | It runs servers.",
    "Cargo |  | It mails.",
]
NUMBERED = (
    "# Subprocessor list\n\n## 1. Acme Pay\n\nPurpose:\n\n- payments;\n- refunds.\n\n"
    "Location:\n\n- US\n\n## 2. Bolt Host\n\nPurpose:\n\n- servers.\n\n## 3. Notes\n\n"
    "- This list should be reviewed before launch.\n"
)
MARKDOWN = {
    "a label behind what it does": (
        "# Subverwerkers\n\n- **Acme Pay** – payments. Locatie: Gent (België).\n"
        "- **Bolt Host** – hosting. Locatie: Duitsland.\n",
        ["Acme Pay | Gent (België). | payments.", "Bolt Host | Duitsland. | hosting."],
    ),
    "a head with a letter wrong": (
        "# Subprocessors\n| Vendor | Localtion | Purpose |\n|-|-|-|\n| Acme Pay | US | Payments |\n"
        "| Bolt Host | Germany | Hosting |\n",
        TWO,
    ),
    "places under a head that says nothing": (
        "# Subprocessors\n| Vendor | Purpose | Zone 4b |\n|-|-|-|\n| Acme Pay | Payments | US |\n"
        "| Bolt Host | Hosting | Germany |\n",
        TWO,
    ),
    "seat and region in one column": (
        "# Subverwerkers\n| Subverwerker | Doel | Vestiging / regio |\n|-|-|-|\n"
        "| Acme Pay | Payments | US |\n",
        TWO[:1],
    ),
    "the role beside the purpose": (
        "# Subprocessors\n| Name | Role | Purpose | Location |\n|-|-|-|-|\n"
        "| Acme Pay | processor | Payments | US |\n",
        TWO[:1],
    ),
    "whose list it is before the name": (
        "# Subprocessors\n| Company | Sub-processor | Purpose | Location |\n|-|-|-|-|\n"
        "| Ourselves | Acme Pay | Payments | US |\n",
        TWO[:1],
    ),
    "an activity of the subprocessor": (
        "# Subencargados\n| Nombre de la entidad | Actividad del subencargado | Ubicación |"
        " Uso del producto |\n|-|-|-|-|\n| Acme Pay | Payments | US | Platform |\n",
        TWO[:1],
    ),
    "a name with its purpose": (
        "# Subprocessors\n| Vendor and purpose | Location |\n|-|-|\n| Acme Pay | US |\n",
        ["Acme Pay | US | "],
    ),
    "numbered headings over labels with bullets": (
        NUMBERED,
        ["Acme Pay | US | payments; refunds.", "Bolt Host |  | servers."],
    ),
    "another name in brackets before what it does": (
        "# Subprocessors\n\n- [Acme Pay](https://acme.example) (AP), card payments\n",
        ["Acme Pay |  | card payments"],
    ),
    "clauses beside names": (
        "# Subprocessors\n\nThis helps us to:\n\n- Estimate our audience size and patterns.\n"
        "- Recognise you when you return\n- executes a Written Agreement Form, before access\n\n"
        "We use:\n\n- [Acme Pay](https://acme.example), payments\n",
        ["Acme Pay |  | payments"],
    ),
    "a name in bold that reads as a label": (
        "# Subprocessors\n\n**Acme Pay**\n\nType: Payments | Location: US\n\n**Default**\n\n"
        "Type: Data | Location: US\n",
        ["Acme Pay | US | Payments", "Default | US | Data"],
    ),
    "a contract's own labels": (
        "# Annex\n\n## 2. Nature and purpose of processing\n\n| Category | Description |\n|-|-|\n"
        "| **Nature of processing** | Storage |\n| **Purpose** | Exams |\n"
        "| **Data subjects** | Pupils |\n\n## 5. Subprocessors\n\n| Company | Seat | Purpose |\n"
        "|-|-|-|\n| Acme Pay | US | Payments |\n",
        TWO[:1],
    ),
    "roles rather than vendors": (
        "# Sub-processors and roles\n\n| Role | Instance |\n|-|-|\n| Processor | Ourselves |\n"
        "| Authority | The DPA |\n\n## Vendors\n\n| Vendor | Purpose | Location |\n|-|-|-|\n"
        "| Acme Pay | Payments | US |\n",
        TWO[:1],
    ),
    "what a document says of itself": (
        "# Baseline\n\n- **Status:** draft\n- **Date:** 2026-01-01\n- **Scope:** all\n\nA plan.\n",
        [],
    ),
}
CARDS = (
    "<h1>Our sub-processors</h1><p>We use them.</p>{}<h2>Version</h2><p>1.1</p><ul>"
    "<li>Removal of Dino</li></ul><h1>About</h1><h2>Legal</h2><p>View our terms.</p>"
)
CARD = (
    '<h3>{0}</h3><p>{1}</p><ul><li><a href="/dpa">{0} data processing agreement</a></li>'
    '<li><a href="/c">{0} compliance information</a></li></ul>'
)
LABELLED = "<div><strong>{0}</strong><p>Purpose: {1}</p></div>"
SAID = [
    ("Acme Pay", "It takes payments."),
    ("Bolt Host", "It runs servers."),
    ("Cargo", "It mails."),
]


@pytest.mark.parametrize(("text", "expected"), MARKDOWN.values(), ids=MARKDOWN)
def test_reads_the_vendors_of(lines, text, expected):
    assert lines("page.md", text) == expected


@pytest.mark.parametrize("card", [CARD, LABELLED], ids=["links to policies", "one label"])
def test_cards_below_each_other_are_vendors(lines, card):
    assert lines("page.html", CARDS.format("".join(card.format(*one) for one in SAID))) == BARE


def test_a_table_that_a_sentence_above_denies_is_none(reading):
    page = (
        "# Subprocessors\n| Vendor | Purpose |\n|-|-|\n| Acme Pay | Payments |\n\n## Integrations\n\n"
        "Where an administrator turns them on, we read events from the tools of a customer. "
        "These providers are **not sub-processors** for what we host.\n\n| Provider | Data |\n|-|-|\n"
        "| Bolt Code | Commits |\n"
    )
    found = reading("page.md", page)
    assert len(found.rows) == 1
    assert [one.name for one in found.skipped] == ["Bolt Code"]


MODULES = {
    "links of a vendor": (
        "page.ts",
        "export const subprocessors = [{ name: 'Acme Pay', where: 'US', what: 'Payments',"
        " links: [{ label: 'DPA', href: 'https://acme.example/dpa' }] }];",
        TWO[:1],
    ),
    "rows whose cells the page names": (
        "page.tsx",
        "const providers = [['Acme Pay', 'Payments', 'US'], ['Bolt Host', 'Hosting', 'Germany']];\n"
        "export default () => <main><h1>Subprocessors</h1>{providers.map(([name, purpose, region])"
        " => <section key={name}><h2>{name}</h2><p>{purpose}</p></section>)}</main>;",
        TWO,
    ),
    "lists of texts": (
        "page.tsx",
        "export default () => <LegalPage title='Subprocessors' sections={[{ title: 'Subprocessors',"
        " items: ['Acme Pay: Payments', 'Bolt Host: Hosting'] }, { title: 'Review',"
        " items: ['Confirm the terms of vendors.'] }]} />;",
        ["Acme Pay |  | Payments", "Bolt Host |  | Hosting"],
    ),
    "what search engines read": (
        "page.astro",
        "---\nconst schema = { '@type': 'WebPage', name: 'Subprocessors', url: 'https://x.example',"
        " description: 'A list' };\nconst subprocessors = [{ name: 'Acme Pay', purpose: 'Payments',"
        " location: 'US' }];\n---\n<h1>Subprocessors</h1>\n",
        TWO[:1],
    ),
    "html in data": (
        "page.yaml",
        "title: Subprocessors\ncomponents:\n  - type: RichText\n    content: |\n      <h2>Subprocessor"
        " list</h2>\n      <table><tr><th>Vendor</th><th>Location</th><th>Purpose</th></tr>\n"
        "      <tr><td>Acme Pay</td><td>US</td><td>Payments</td></tr></table>\n",
        TWO[:1],
    ),
    "markdown in data": (
        "page.json",
        '{"title": "Subprocessors", "body": "## List\\n\\n| Vendor | Location | Purpose |\\n'
        '| --- | --- | --- |\\n| Acme Pay | US | Payments |\\n"}',
        TWO[:1],
    ),
    "whose list it is beside the list": (
        "page.json",
        '{"company": {"name": "Example", "country": "Germany"}, "subprocessors": '
        '[{"name": "Acme Pay", "purpose": "Payments", "location": "US"}]}',
        TWO[:1],
    ),
    "role and purpose of an object": (
        "page.yml",
        "subprocessors:\n  - {name: Acme Pay, role: processor, purpose: Payments, location: US}\n",
        TWO[:1],
    ),
}


@pytest.mark.parametrize(("name", "text", "expected"), MODULES.values(), ids=MODULES)
def test_reads_the_vendors_of_data(lines, name, text, expected):
    assert lines(name, text) == expected
