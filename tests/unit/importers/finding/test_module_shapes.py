"""Lists as they stand in modules, components and data."""

import pytest

TWO = ["Stripe | US | Payments", "Hetzner | Germany | Hosting"]
LIST = (
    '[{ name: "Stripe", purpose: "Payments", location: "US" },'
    ' { name: "Hetzner", purpose: "Hosting", location: "Germany" }]'
)
CASES = {
    "exported list": ("list.ts", f"export const subprocessors: Vendor[] = {LIST} as const;"),
    "satisfies": ("list.ts", f"export default {LIST} satisfies readonly Vendor[];"),
    "commonjs": ("list.js", f"module.exports = {LIST};"),
    "rows of texts": (
        "legal.ts",
        'export const SUBPROCESSORS = [["Stripe", "Payments", "US"],'
        ' ["Hetzner", "Hosting", "Germany"]] as const;',
    ),
    "templates, joined texts, constants": (
        "list.ts",
        'const US = "US"; const places = { de: `Germany` };\nexport const subprocessors = ['
        '{ name: "Str" + "ipe", purpose: `Pay${"ments"}`, location: US },'
        '{ name: `Hetzner`, purpose: "Hosting", location: places.de }];',
    ),
    "spread lists": (
        "list.ts",
        'const a = [{ name: "Stripe", purpose: "Payments", location: "US" }];\n'
        'const b = [{ name: "Hetzner", purpose: "Hosting", location: "Germany" }];\n'
        "export const subprocessors = [...a, ...b];",
    ),
    "groups with titles": (
        "list.ts",
        'export const groups = [{ title: "Billing", vendors: [{ name: "Stripe", purpose: "Payments",'
        ' location: "US" }] }, { title: "Servers", vendors: [{ name: "Hetzner", purpose: "Hosting",'
        ' location: "Germany" }] }];',
    ),
    "names as keys": (
        "list.ts",
        'const SUBPROCESSORS: Record<string, V> = { Stripe: { purpose: "Payments", location: "US" },'
        ' Hetzner: { purpose: "Hosting", location: "Germany" } };',
    ),
    "a component that maps": (
        "page.tsx",
        f"export default function Page() {{ const rows = {LIST}; return <main><h1>Subprocessors</h1>"
        "<ul>{rows.map((r) => <li key={r.name}><b>{r.name}</b>: {r.purpose}</li>)}</ul></main>; }",
    ),
    "a table in JSX": (
        "page.jsx",
        "export default () => (<><h1>Subprocessors</h1><table><thead><tr><th>Vendor</th>"
        "<th>Purpose</th><th>Location</th></tr></thead><tbody><tr><td>Stripe</td><td>{'Payments'}"
        '</td><td>{"US"}</td></tr><tr><td>Hetzner</td><td>Hosting</td><td>Germany</td></tr>'
        "</tbody></table></>);",
    ),
    "a table of components": (
        "page.tsx",
        "const P = () => (<Table><TableHeader><TableRow><TableHead>Vendor</TableHead>"
        "<TableHead>Purpose</TableHead><TableHead>Location</TableHead></TableRow></TableHeader>"
        "<TableBody><TableRow><TableCell>Stripe</TableCell><TableCell>Payments</TableCell>"
        "<TableCell>US</TableCell></TableRow><TableRow><TableCell>Hetzner</TableCell>"
        "<TableCell>Hosting</TableCell><TableCell>Germany</TableCell></TableRow></TableBody></Table>);",
    ),
    "rows as components": (
        "page.tsx",
        'const P = () => <div><h1>Subprocessors</h1><SubprocessorRow name="Stripe" purpose="Payments"'
        ' location="US" /><SubprocessorRow name={"Hetzner"} purpose="Hosting" location="Germany"/>'
        "</div>;",
    ),
    "cells as an attribute": (
        "page.tsx",
        "const P = () => <><h1>Subprocessors</h1><table><tr><th>Vendor</th><th>Purpose</th>"
        '<th>Location</th></tr><Row cells={["Stripe", "Payments", "US"]} />'
        '<Row cells={["Hetzner", "Hosting", "Germany"]} /></table></>;',
    ),
    "heads and rows as attributes": (
        "page.tsx",
        'const P = () => <DataGrid headers={["Vendor", "Purpose", "Location"]} rows={['
        '["Stripe", "Payments", "US"], ["Hetzner", "Hosting", "Germany"]]} />;',
    ),
    "a map over rows of texts in a table": (
        "page.tsx",
        'const data = [["Stripe", "US", "Payments"], ["Hetzner", "Germany", "Hosting"]];\n'
        "const P = () => <table><thead><tr><th>Vendor</th><th>Location</th><th>Purpose</th></tr>"
        "</thead><tbody>{data.map(([n, l, p]) => <tr><td>{n}</td><td>{l}</td><td>{p}</td></tr>)}"
        "</tbody></table>;",
    ),
    "cards in JSX": (
        "page.tsx",
        "const P = () => <main><h1>Sub-processors</h1><div><p><strong>Stripe</strong></p>"
        "<p>Type: Payments | Location: US</p></div><div><p><strong>Hetzner</strong></p>"
        "<p>Type: Hosting | Location: Germany</p></div></main>;",
    ),
    "Astro": (
        "page.astro",
        f'---\nimport L from "./L.astro";\nconst subs = {LIST};\n---\n<L title="x"><h1>Subprocessors'
        "</h1><!-- a --><br><table>{subs.map((s) => (<tr><td>{s.name}</td></tr>))}</table></L>\n"
        "<style>a { color: red }</style>",
    ),
    "Astro, all in markup": (
        "page.astro",
        "---\n---\n<h1>Subprocessors</h1>\n<ul><li><strong>Stripe</strong> (US): Payments</li>"
        "<li><strong>Hetzner</strong> (Germany): Hosting</li></ul>",
    ),
    "MDX with a table": (
        "page.mdx",
        "import X from 'x'\n\nexport const meta = { title: 'Subprocessors' }\n\n# Subprocessors\n\n"
        "| Vendor | Purpose | Location |\n|-|-|-|\n| Stripe | Payments | US |\n"
        "| Hetzner | Hosting | Germany |\n\n<Contact />\n",
    ),
    "MDX with an export": (
        "page.mdx",
        f"# Subprocessors\n\nexport const vendors = {LIST}\n\n<VendorTable rows={{vendors}} />\n",
    ),
    "MDX with components": (
        "page.mdx",
        '# Subprocessors\n\n<Vendor name="Stripe" purpose="Payments" location="US" />\n\n<Vendor\n'
        '  name="Hetzner"\n  purpose="Hosting"\n  location="Germany"\n/>\n',
    ),
    "MDX with Markdown in components": (
        "page.mdx",
        '# Subprocessors\n\n<Card title="Stripe">\n\n- **Purpose:** Payments\n- **Location:** US\n\n'
        '</Card>\n\n<Card title="Hetzner">\n\n- **Purpose:** Hosting\n- **Location:** Germany\n\n</Card>\n',
    ),
    "YAML under a key": (
        "list.yaml",
        "title: Subprocessors\nsubprocessors:\n- {name: Stripe, purpose: Payments, location: US}\n"
        "- {name: Hetzner, purpose: Hosting, location: Germany}\n",
    ),
    "JSON by category": (
        "list.json",
        '{"updated": "2025-01-01", "categories": {"billing": [{"company": "Stripe", "purpose":'
        ' "Payments", "country": "US"}], "servers": [{"company": "Hetzner", "purpose": "Hosting",'
        ' "country": "Germany"}]}}',
    ),
    "JSON of translations": (
        "en.json",
        '{"nav": {"home": "Home"}, "subprocessors": {"title": "Subprocessors", "table": {"headers":'
        ' ["Vendor", "Purpose", "Location"], "rows": [["Stripe", "Payments", "US"],'
        ' ["Hetzner", "Hosting", "Germany"]]}}}',
    ),
    "JSON with comments": ("list.json", f"// ours\n{LIST}"),
    "CSV with semicolons": (
        "list.csv",
        '\ufeffOur subprocessors;;\n;;\nVendor;Purpose;Location\nStripe;"Pay\nments";US\n'
        "Hetzner;Hosting;Germany\n",
    ),
    "TSV": (
        "list.tsv",
        "Vendor\tPurpose\tLocation\nStripe\tPayments\tUS\nHetzner\tHosting\tGermany\n",
    ),
    "copied with tabs": (
        "page.txt",
        "Subprocessors\n\nVendor\tPurpose\tLocation\nStripe\tPayments\tUS\nHetzner\tHosting\tGermany\n",
    ),
    "copied, a cell a line": (
        "page.txt",
        "Subprocessors\nVendor\nPurpose\nLocation\nStripe\nPayments\nUS\nHetzner\nHosting\nGermany\n"
        "We tell you before this list changes, by e-mail.\n",
    ),
    "team and menu beside": (
        "page.tsx",
        'const nav = [{ name: "Home", href: "/" }, { name: "Pricing", href: "/pricing" }];\n'
        'const team = [{ name: "Ann", role: "CEO" }];\n'
        f"const subprocessors = {LIST};",
    ),
}


@pytest.mark.parametrize(("name", "text"), CASES.values(), ids=CASES)
def test_reads_the_vendors_of(lines, name, text):
    assert [line.replace("Pay ments", "Payments") for line in lines(name, text)] == TWO
