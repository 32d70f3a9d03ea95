"""The page of the auditor's report: whole, safe, and the same each time."""

import re
import socket
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from itertools import pairwise

import pytest

from subpolicy.audit import Audit
from subpolicy.findings.finding import Severity
from subpolicy.findings.outcome import PASSED, Evaluation, Failed
from subpolicy.renderers.audit import html
from subpolicy.renderers.audit.blocks import Cell, Column, Table
from subpolicy.renderers.audit.html.anchors import Anchors
from subpolicy.renderers.audit.html.tables import table
from support.audits import audit, shared_audit, vendor
from support.pages import Page, parsed
from support.reports import finding, report, rule_card


@pytest.fixture(scope="module")
def page() -> Page:
    return parsed(html.render(shared_audit()))


def passing() -> Audit:
    return audit(report=report())


def failing() -> Audit:
    return audit(report=report(finding(), finding(vendor="acme", severity=Severity.WARNING)))


def test_every_element_is_closed_and_every_id_stands_once(page):
    assert page.faults == []
    assert len(page.ids) == len(set(page.ids))


def test_every_link_within_the_page_leads_to_a_place_that_it_has(page):
    targets = [link.removeprefix("#") for link in page.links if link.startswith("#")]
    assert targets
    assert set(targets) <= set(page.ids)


def test_the_page_names_its_language_its_title_and_the_way_past_its_head(page):
    assert page.attributes("html") == [{"lang": "en"}]
    assert page.texts("title")[0] == page.texts("h1")[0]
    assert page.links[0] == "#report"
    assert [main["id"] for main in page.attributes("main")] == ["report"]


def test_headings_skip_no_level(page):
    levels = [int(name[1]) for name in page.names if re.fullmatch(r"h[1-6]", name)]
    assert levels[0] == 1
    assert all(lower <= upper + 1 for upper, lower in pairwise(levels))


def test_the_policy_allows_its_own_style_and_script_and_nothing_else(page):
    policy = dict(
        part.strip().split(" ", 1)
        for part in next(
            meta["content"]
            for meta in page.attributes("meta")
            if meta.get("http-equiv") == "Content-Security-Policy"
        ).split(";")
    )
    assert policy == {
        "default-src": "'none'",
        "style-src": f"'{_digest(page.texts('style'))}'",
        "script-src": f"'{_digest(page.texts('script'))}'",
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }


def test_nothing_is_asked_of_a_network(page):
    assert not {"img", "iframe", "object", "embed", "base", "form", "use", "image"} & set(
        page.names
    )
    assert all("src" not in attributes for _, attributes in page.elements)
    assert [link["href"] for link in page.attributes("link")] == ["data:,"]
    assert not re.search(
        r"@import|url\((?!data:)", page.texts("style")[0].replace("attr(href url)", "")
    )
    assert not re.search(r"fetch|XMLHttp|import\(|WebSocket|sendBeacon", page.texts("script")[0])


def test_no_style_and_no_event_hides_in_an_attribute(page):
    names = {name for _, attributes in page.elements for name in attributes}
    assert "style" not in names
    assert not {name for name in names if name.startswith("on")}


def test_the_verdict_comes_first_with_its_reason():
    passed, failed = parsed(html.render(passing())), parsed(html.render(failing()))
    assert passed.texts("strong")[0] == "PASS"
    assert failed.texts("strong")[0] == "FAIL"
    assert "1 finding blocks as of 2026-01-01" in failed.text
    assert failed.text.index("1 finding blocks") < failed.text.index("Contents")


def test_the_tiles_say_the_numbers_of_the_report():
    tiles = _tiles(parsed(html.render(failing())))
    assert tiles == {
        "Vendors": "32",
        "Rules": "1",
        "Evaluations": "2",
        "Passed": "0",
        "Open errors": "1",
        "Open warnings": "1",
        "Known at adoption": "0",
        "Waived": "0",
    }


def test_each_region_that_scrolls_can_be_reached_and_has_a_name_of_its_own(page):
    regions = [one for one in page.attributes("div") if one.get("role") == "region"]
    assert regions
    assert all(one["tabindex"] == "0" for one in regions)
    names = [one["aria-label"] for one in regions]
    assert len(names) == len(set(names))


def test_every_table_has_a_caption_and_heads_with_a_scope(page):
    assert page.names.count("caption") == page.names.count("table")
    assert {one["scope"] for one in page.attributes("th")} == {"col", "row"}


def test_the_matrix_has_a_word_in_each_cell_and_leads_to_the_rules():
    judged = report(finding(vendor="v0"))
    text = html.render(audit(report=judged, vendors=(vendor("v0"),)))
    assert "<td class=f>FAIL</td>" in text
    page = parsed(text)
    assert "vendor-v0" in page.ids
    assert page.links.count("#vendor-v0") >= 1
    assert "#rule-non-us-processing-without-scc" in page.links


def test_dates_are_marked_as_dates(page):
    assert {"datetime": "2026-01-01"} in page.attributes("time")
    assert {} in page.attributes("time")


def test_the_same_audit_gives_the_same_page_each_time(page):
    assert parsed(html.render(shared_audit())).elements == page.elements
    assert html.render(shared_audit()) == html.render(shared_audit())


def test_columns_say_whether_they_filter_and_texts_that_they_are_no_links():
    block = Table(
        "A table",
        (Column("Kind", filters=True), Column("Where")),
        (
            (Cell("DPA"), Cell("bad", to="javascript:alert(1)")),
            (Cell("DPA"), Cell("nowhere", to="#none")),
            (Cell("DPA"), Cell("web", to="HTTPS://example.com/a\"b'c<d> e\u202e")),
        ),
    )
    page = parsed(table(block, Anchors(frozenset())))
    assert page.faults == []
    assert [one.get("data-f") for one in page.attributes("th")] == ["", None]
    assert page.links == ["HTTPS://example.com/a%22b%27c%3Cd%3E%20e%E2%80%AE"]


def test_names_that_repeat_are_given_out_once():
    anchors = Anchors(frozenset({"a b", "a_20b"}))
    assert [anchors.place("a b"), anchors.place("a_20b"), anchors.place("")] == [
        "a_20b",
        None,
        None,
    ]
    assert [anchors.label("Proofs"), anchors.label("Proofs")] == ["Proofs", "Proofs (2)"]


def test_a_thousand_vendors_make_a_page_that_can_be_sent():
    """62 rules on 1,000 vendors, each with a word in the matrix, and 300 findings."""
    text = html.render(_crowd(1000, 62))
    assert len(text.encode()) < 5_000_000
    assert text.count("<td class=p>pass</td>") == 995 * 62
    assert text.count("<td class=f>FAIL</td>") == 5 * 62


def test_a_long_matrix_comes_in_groups_that_a_browser_can_leave_for_later():
    (few,) = re.findall(r'<table class="m.*?</table>', html.render(_crowd(100, 2)), re.DOTALL)
    (many,) = re.findall(r'<table class="m.*?</table>', html.render(_crowd(101, 2)), re.DOTALL)
    assert few.count("<tbody>") == 1
    assert many.count("<tbody>") == 3
    assert few.count("<tr>") + 1 == many.count("<tr>")


def test_rendering_opens_no_connection(monkeypatch):
    def refuse(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert html.render(passing()).endswith("</html>\n")


def _crowd(vendors: int, rules: int) -> Audit:
    ids = [f"rule-number-{number}" for number in range(rules)]
    evaluations = tuple(
        Evaluation(
            id_,
            f"v{number}",
            Failed(finding(rule=id_, vendor=f"v{number}")) if number < 5 else PASSED,
        )
        for number in range(vendors)
        for id_ in ids
    )
    plain = report(evaluations=evaluations, rules=tuple(rule_card(id=id_) for id_ in ids))
    return audit(report=plain)


def _digest(texts: list[str]) -> str:
    (content,) = texts
    return f"sha256-{b64encode(sha256(content.encode()).digest()).decode()}"


def _tiles(page: Page) -> dict[str, str]:
    start = page.texts("dt").index("Vendors")
    return dict(zip(page.texts("dt")[start:][:8], page.texts("dd")[start:][:8], strict=True))


def test_a_page_without_rules_and_vendors_is_whole_too():
    bare = replace(passing(), vendors=(), flows=(), evidence=(), controls=(), trend=())
    assert parsed(html.render(bare)).faults == []
