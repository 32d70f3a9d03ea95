"""The charts of the page: what is drawn is what the audit says."""

import re

import pytest

from subpolicy.audit import Moment
from subpolicy.findings.finding import Severity
from subpolicy.renderers.audit.blocks import Chart, Section
from subpolicy.renderers.audit.html.charts import figure
from support.audits import audit, flow, proof, shared_audit
from support.pages import parsed
from support.reports import finding, report

CHARTS = ("severities", "evidence", "transfers", "trend")


def drawn(name: str, of: object) -> str:
    section = Section("there", "Where the numbers are", ())
    return figure(Chart(name, "A title", "What it shows."), of, section)


def hints(name: str, of: object) -> list[str]:
    """The titles of the shapes of a chart, its own left out."""
    return parsed(drawn(name, of)).texts("title")[1:]


@pytest.mark.parametrize("name", CHARTS)
def test_each_chart_has_a_title_a_description_and_its_words_below(name):
    page = parsed(drawn(name, shared_audit()))
    (picture,) = [one for one in page.attributes("svg") if one.get("role") == "img"]
    assert picture["aria-labelledby"].split() == [f"chart-{name}-title", f"chart-{name}-words"]
    assert set(picture["aria-labelledby"].split()) <= set(page.ids)
    assert page.texts("desc") == ["What it shows."]
    assert page.texts("figcaption") == ["What it shows. See Where the numbers are."]
    assert page.faults == []


@pytest.mark.parametrize("name", [*CHARTS, "unknown"])
def test_a_chart_without_anything_to_draw_is_its_words(name):
    page = parsed(drawn(name, audit()))
    assert "svg" not in page.names
    assert page.texts("figcaption") == ["What it shows. See Where the numbers are."]


def test_findings_are_counted_by_severity_and_by_what_became_of_them():
    found = report(finding(), finding(vendor="b"), finding(severity=Severity.INFO))
    assert hints("severities", audit(report=found)) == ["Errors: 2 open", "Infos: 1 open"]


def test_vendors_are_counted_by_place_and_by_what_they_claim():
    flows = (
        flow(vendor="a"),
        flow(vendor="a", access=True),
        flow(vendor="b", mechanisms=("scc 2021/914 (EU)", "uk-addendum B1.0 (UK)")),
        flow(vendor="c", mechanisms=("scc 2021/914 (EU)", "dpf (EU)")),
        flow(vendor="d", mechanisms=("bcr (EU)",)),
        flow(vendor="e", mechanisms=("none",)),
        flow(vendor="f", mechanisms=()),
        flow(vendor="g", label="Home", at_home=True, mechanisms=()),
        flow(vendor="h", status="planned"),
        flow(vendor="i", upcoming="2027-01-01"),
    )
    assert hints("transfers", audit(flows=flows)) == [
        "Germany: 2 SCCs",
        "Germany: 1 SCCs and another tool",
        "Germany: 1 another tool",
        "Germany: 2 none named",
        "Home: 1 none named, at home",
    ]


def test_many_places_share_a_bar():
    flows = tuple(flow(vendor=f"v{n}", label=f"Place {n:02}") for n in range(13))
    text = drawn("transfers", audit(flows=flows))
    assert "3 other places" in text
    assert "Place 09" in text
    assert "Place 10" not in text


def test_proofs_stand_on_the_line_of_time_with_what_expires_and_what_has():
    proofs = (
        proof(on="2025-06-03"),
        proof(vendor="b", on="2025-06-28"),
        proof(kind="certification", on=None, until="2025-11-30"),
        proof(kind="certification", on=None, until="2026-09-30"),
        proof(kind="certification", on=None, until=None),
    )
    assert hints("evidence", audit(evidence=proofs)) == [
        "as of 2026-01-01",
        "DPA, 2025-06: 2",
        "certification, expired on 2025-11: 1",
        "certification, expires on 2026-09: 1",
    ]
    assert "2 dated, 1 undated or none" in drawn("evidence", audit(evidence=proofs))


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_days_at_the_ends_of_the_calendar_stand_at_the_edge(day):
    text = drawn("evidence", audit(evidence=(proof(on=day), proof(on="2025-06-03"))))
    shares = [float(share) for share in re.findall(r'c?x[12]?="([0-9.]+)%"', text)]
    assert all(0 <= share <= 100 for share in shares)
    assert ("or earlier" if day < "2000" else "or later") in text


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_an_as_of_date_at_the_end_of_the_calendar_can_be_drawn(day):
    late = audit(report=report(as_of=day), evidence=(proof(),))
    assert f"as of {day}" in drawn("evidence", late)


def test_the_trend_has_a_bar_per_commit_within_its_frame():
    moments = tuple(Moment(f"{n:040}", f"2026-01-{n + 1:02}", 3, n, 1, 0, 0, 0) for n in range(30))
    text = drawn("trend", audit(trend=moments))
    assert "2026-01-30, 00000000: 29 errors" in text
    assert "30 at most" in text
    rights = [
        float(x) + float(width)
        for x, width in re.findall(r'<rect x="([0-9.]+)%" width="([0-9.]+)%"', text)
    ]
    assert len(rights) == 59
    assert max(rights) <= 100


def test_a_registry_that_was_never_at_fault_has_an_empty_frame():
    quiet = (Moment(None, "2026-01-01", 3, 0, 0, 0, 0, 0),)
    assert "1 at most" in drawn("trend", audit(trend=quiet))


def test_names_are_text_in_pictures_too():
    text = drawn("transfers", audit(flows=(flow(label="<script>\u202e" + "x" * 100),)))
    assert "<script>" not in text
    assert "\u202e" not in text
    assert parsed(text).faults == []
