"""What surrounds a published HTML document: it loads nothing, and nothing in it runs."""

import hashlib
from base64 import b64encode
from collections.abc import Iterable, Iterator
from html import escape
from typing import Final

from subpolicy.publish.escaping import html

_SECURITY: Final = (
    "default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
)
PAPER: Final = """
:root{color-scheme:light dark;--ink:#1c2330;--soft:#545e70;--line:#dfe3ea;--ground:#fff;
--mark:#fff1b8}
@media(prefers-color-scheme:dark){:root{--ink:#e6e9ef;--soft:#a8b1c1;--line:#333b49;
--ground:#12161d;--mark:#5a4a12}}
body{margin:0 auto;max-width:46rem;padding:2.5rem 1.25rem 3rem;background:var(--ground);
color:var(--ink);overflow-wrap:break-word;
font:1rem/1.6 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
h1,h2{line-height:1.25;text-wrap:balance}
h1{font-size:1.75rem;font-weight:650;letter-spacing:-.01em;margin:0 0 1rem}
h2{font-size:1.15rem;font-weight:640;margin:2.5rem 0 .75rem}
p{margin:0 0 .8rem}
dl{margin:0;font-size:.95rem}
dt{color:var(--soft)}
dd{margin:0}
mark{background:var(--mark);color:inherit;padding:.05em .3em;border-radius:.2em}
footer{margin-top:2.5rem;border-top:1px solid var(--line);padding-top:1rem;color:var(--soft);
font-size:.92rem}
@media print{:root{color-scheme:light;--ink:#000;--soft:#333;--line:#999;--ground:#fff;--mark:#eee}
@page{margin:2cm}body{max-width:none;padding:0;font-size:10.5pt}h2{break-after:avoid}}
"""
"""The look of a letter or a contract; each document adds its own lines."""


def security(style: str) -> str:
    """The policy that lets a browser take a style and nothing else (CSP 3)."""
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = _SECURITY.format(digest=digest)
    return f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">'


def document(title: str, lang: str, style: str, body: Iterable[str]) -> Iterator[str]:
    """The lines of a whole document.

    Args:
        title: A text.
        lang: Its language.
        style: CSS of ours.
        body: Lines of HTML.
    """
    yield "<!doctype html>"
    yield f'<html lang="{html(lang)}">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="color-scheme" content="light dark">'
    yield security(style)
    yield f"<title>{html(title)}</title>"
    yield f"<style>{style}</style>"
    yield "</head>"
    yield "<body>"
    yield from body
    yield "</body>"
    yield "</html>"
