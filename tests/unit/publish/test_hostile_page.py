"""Nothing from a record or the configuration becomes markup, a script or a link astray."""

import hashlib
import html
import re
from base64 import b64encode

import pytest

from subpolicy.publish.escaping import link_target, markdown, web_address
from subpolicy.publish.prose import to_html, to_markdown

NASTY = (
    "<img src=x onerror=alert(1)> [a](javascript:alert(1)) `x` | **b** {{ title }} \u202e\x1b[31m"
)


def test_hostile_words_stay_words_in_html(listed, shown):
    vendor = {"id": "acme", "name": NASTY, "purpose": NASTY, "website": "javascript:alert(1)"}
    text = shown(listed(vendor, page={"title": NASTY, "subtitle": NASTY}), "html")
    assert "<img" not in text
    assert 'href="javascript' not in text
    assert "\u202e" not in text
    assert "\x1b" not in text
    assert "&lt;img src=x onerror=alert(1)&gt;" in text


def test_hostile_words_stay_words_in_markdown(listed, shown):
    text = shown(listed({"id": "acme", "name": NASTY, "purpose": NASTY}))
    row = next(line for line in text.splitlines() if "onerror" in line)
    assert "<img" not in row
    assert "\\[a\\](javascript" in row
    assert len(re.findall(r"(?<!\\)\|", row)) == 5
    assert "\\{\\{ title" in row


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//evil.example",
        "java\nscript:x",
        "\\\\evil",
        "a:b",
        "https:// x",
    ],
)
def test_links_lead_nowhere_but_to_the_web(url):
    assert link_target(url) is None
    assert web_address(url) is None


def test_links_may_be_relative_or_mail():
    assert link_target("/legal/dpa") == "/legal/dpa"
    assert link_target("/legal/dpa", "https://x.example/y/") == "https://x.example/legal/dpa"
    assert link_target("mailto:a@b.example") == "mailto:a@b.example"
    assert web_address("cloud.google.com") is None


def test_html_in_the_companys_text_is_text():
    assert "<script" not in to_html("a <script>alert(1)</script>\n\n<div onclick=x>b</div>")
    assert "<script" not in to_markdown("a <script>alert(1)</script>")
    assert to_html("[a](javascript:x) ![b](https://x.example/y.png)").count("<img") == 0
    assert "](javascript" not in to_markdown("[a](javascript:x)").replace("\\]", "")


def test_an_open_fence_or_comment_does_not_swallow_the_page():
    for text in ("```\nopen", "<!-- open", "- a\n\n  ```\n  b", "<pre>"):
        safe = to_markdown(text)
        page = f"{safe}\n\n# After"
        assert to_html(page).rstrip().endswith("After</h3>"), safe


def test_harmless_text_stays_as_it_is():
    text = "All must:\n\n- keep **secrets**\n- see [the DPA](/legal/dpa), <https://x.example>"
    assert to_markdown(text) == text


def test_headings_of_a_text_stand_below_its_title():
    assert to_html("# A\n\n## B", level=3) == "<h3>A</h3>\n<h4>B</h4>"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("R&D &amp; more", "R&D &amp;amp; more"),
        ("snake_case _x_", "snake_case \\_x\\_"),
        ("1) Infra | a\nb", "1) Infra \\| a b"),
    ],
)
def test_text_in_markdown_is_escaped_where_it_must_be(text, written):
    assert markdown(text) == written


def test_a_browser_may_take_the_pages_own_style_and_nothing_else(listed, shown):
    text = shown(listed({"id": "acme", "website": "https://acme.example"}), "html")
    (policy,) = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', text)
    rules = dict(rule.split(" ", 1) for rule in html.unescape(policy).split("; "))
    (style,) = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert rules["default-src"] == "'none'"
    assert rules["style-src"] == f"'sha256-{digest}'"
    assert not {"script-src", "connect-src", "img-src"} & set(rules)
    assert text.index(policy) < text.index("<style>")
    assert not re.findall(r"<(?:script(?! type=\"application/ld\+json)|link rel=.?style)", text)
