"""Lists as they stand on web pages, one shape each."""

import pytest

TWO = ["Stripe | US | Payments", "Hetzner | Germany | Hosting"]
HEAD = "<tr><th>Vendor</th><th>Purpose</th><th>Location</th></tr>"
STRIPE = "<tr><td>Stripe</td><td>Payments</td><td>US</td></tr>"
HETZNER = "<tr><td>Hetzner</td><td>Hosting</td><td>Germany</td></tr>"
CASES = {
    "navigation and footer around": (
        "<nav><ul><li><a href=/>Home</a></li><li><a href=/pricing>Pricing</a></li></ul></nav>"
        f"<h1>Subprocessors</h1><table>{HEAD}{STRIPE}</table>"
        "<footer><ul><li><a href=/p>Privacy</a></li></ul></footer>",
        TWO[:1],
    ),
    "head in td": (
        "<h1>Subprocessors</h1><table><tr><td><b>Vendor</b></td><td><b>Purpose</b></td>"
        f"<td><b>Location</b></td></tr>{STRIPE}{HETZNER}</table>",
        TWO,
    ),
    "names in th": (
        f"<h1>Subprocessors</h1><table><thead>{HEAD}</thead><tbody>"
        "<tr><th scope=row>Stripe</th><td>Payments</td><td>US</td></tr></tbody></table>",
        TWO[:1],
    ),
    "category over several rows": (
        "<h1>Subprocessors</h1><table><tr><th>Category</th><th>Vendor</th><th>Purpose</th>"
        "<th>Location</th></tr><tr><td rowspan=2>Core</td><td>Stripe</td><td>Payments</td>"
        "<td>US</td></tr><tr><td>Hetzner</td><td>Hosting</td><td>Germany</td></tr></table>",
        TWO,
    ),
    "category over all columns": (
        f"<h1>Subprocessors</h1><table>{HEAD}<tr><td colspan=3>Billing</td></tr>{STRIPE}"
        f"<tr><th colspan=3>Servers</th></tr>{HETZNER}</table>",
        TWO,
    ),
    "head of two rows": (
        "<h1>Subprocessors</h1><table><thead><tr><th colspan=3>Current subprocessors</th></tr>"
        f"{HEAD}</thead>{STRIPE}</table>",
        TWO[:1],
    ),
    "a title row before the head": (
        f"<table><tr><td colspan=3>Subprocessors</td></tr>{HEAD}{STRIPE}</table>",
        TWO[:1],
    ),
    "nested for layout": (
        f"<h1>Subprocessors</h1><table><tr><td><table>{HEAD}{STRIPE}</table></td>"
        f"<td><p>Menu</p></td></tr></table>",
        TWO[:1],
    ),
    "a definition list for each": (
        "<h1>Subprocessors</h1><h2>Stripe</h2><dl><dt>Purpose</dt><dd>Payments</dd>"
        "<dt>Location</dt><dd>US</dd></dl><h2>Hetzner</h2><dl><dt>Purpose</dt><dd>Hosting</dd>"
        "<dt>Location</dt><dd>Germany</dd></dl>",
        TWO,
    ),
    "one definition list, names as terms": (
        "<h1>Subprocessors</h1><dl><dt>Stripe</dt><dd>Payments</dd><dd>US</dd>"
        "<dt>Hetzner</dt><dd>Hosting</dd><dd>Germany</dd></dl>",
        TWO,
    ),
    "names as terms, labels below": (
        "<h1>Subprocessors</h1><dl><dt>Stripe</dt><dd>Purpose: Payments<br>Location: US</dd>"
        "<dt>Hetzner</dt><dd>Purpose: Hosting<br>Location: Germany</dd></dl>",
        TWO,
    ),
    "cards of div, h3 and p": (
        "<h1>Subprocessors</h1><div class=grid>"
        "<div class=card><h3>Stripe</h3><p>Payments</p><p>US</p></div>"
        "<div class=card><h3>Hetzner</h3><p>Hosting</p><p>Germany</p></div>"
        "<div class=card><h3>Resend</h3><p>Mail</p><p>US</p></div></div>",
        [*TWO, "Resend | US | Mail"],
    ),
    "cards with spans as labels": (
        "<h1>Subprocessors</h1><div><h3>Stripe</h3><div><span>Purpose</span><span>Payments</span>"
        "</div><div><span>Location</span><span>US</span></div></div><div><h3>Hetzner</h3><div>"
        "<span>Purpose</span><span>Hosting</span></div><div><span>Location</span>"
        "<span>Germany</span></div></div>",
        TWO,
    ),
    "cards with strong labels and breaks": (
        "<h1>Subprocessors</h1><div><h3>Stripe</h3><p><strong>Nature of Processing:</strong> Payments"
        "<br><strong>Territories:</strong> US</p></div><div><h3>Hetzner</h3><p><strong>Nature of"
        " Processing:</strong> Hosting<br><strong>Territories:</strong>Germany</p></div>",
        TWO,
    ),
    "folds, one for each": (
        "<h1>Subprocessors</h1><details><summary>Stripe</summary><ul><li>Purpose: Payments</li>"
        "<li>Location: US</li></ul></details><details><summary>Hetzner</summary><ul>"
        "<li>Purpose: Hosting</li><li>Location: Germany</li></ul></details>",
        TWO,
    ),
    "folds with hidden panels": (
        "<h1>Subprocessors</h1><button aria-expanded=false>Core</button>"
        f"<div hidden aria-hidden=true><table>{HEAD}{STRIPE}</table></div>",
        TWO[:1],
    ),
    "a table of div with roles": (
        "<h1>Subprocessors</h1><div role=table><div role=row><div role=columnheader>Vendor</div>"
        "<div role=columnheader>Purpose</div><div role=columnheader>Location</div></div>"
        "<div role=row><div role=cell>Stripe</div><div role=cell>Payments</div>"
        "<div role=cell>US</div></div></div>",
        TWO[:1],
    ),
    "cards in list items": (
        "<h1>Subprocessors</h1><ul><li><h3>Stripe</h3><p>Purpose: Payments</p><p>Location: US</p></li>"
        "<li><h3>Hetzner</h3><p>Purpose: Hosting</p><p>Location: Germany</p></li></ul>",
        TWO,
    ),
    "bullets with bold names": (
        "<h1>Subprocessors</h1><ul><li><strong>Stripe</strong>: Payments (US)</li>"
        "<li><p><strong>Hetzner</strong>: Hosting (Germany)</p></li></ul>",
        TWO,
    ),
    "tags never closed": (
        "<h1>Subprocessors<table><tr><th>Vendor<th>Purpose<th>Location<tr><td>Stripe<td>Payments"
        "<td>US<tr><td>Hetzner<td>Hosting<td>Germany",
        TWO,
    ),
    "logos beside names": (
        f"<h1>Subprocessors</h1><table>{HEAD}<tr><td><img src=s.svg alt=''><span>Stripe</span></td>"
        "<td>Payments</td><td><svg><title>flag</title></svg>US</td></tr></table>",
        TWO[:1],
    ),
    "notes in the last row": (
        f"<h1>Subprocessors</h1><table>{HEAD}{STRIPE}<tfoot><tr><td colspan=3>* Only where payments "
        "are enabled by the customer.</td></tr></tfoot></table>",
        TWO[:1],
    ),
    "list items in cells": (
        f"<h1>Subprocessors</h1><table>{HEAD}<tr><td>Stripe</td><td><ul><li>Payments</li></ul></td>"
        "<td><ul><li>US</li></ul></td></tr></table>",
        TWO[:1],
    ),
    "Spanish, in paragraphs": (
        "<html lang=es><h1>Subencargados</h1><h3>Stripe</h3><p>Finalidad: Pagos</p><p>Ubicación: "
        "Irlanda</p><h3>Hetzner</h3><p>Finalidad: Servidores</p><p>Ubicación: Alemania</p>",
        ["Stripe | Irlanda | Pagos", "Hetzner | Alemania | Servidores"],
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_reads_the_vendors_of(lines, text, expected):
    assert lines("page.html", text) == expected
