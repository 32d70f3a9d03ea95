"""The harness sees what it is there to see."""

import pytest

from support.browsing import DESKTOP, LOOKS, inspect, step

SOUND = """\
<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Sound</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>:root {{ color-scheme: light dark }} {style}</style>{head}</head>
<body><main><h1>Sound</h1>{body}</main></body></html>
"""
POLICY = "<meta http-equiv=Content-Security-Policy content=\"default-src 'none'\">"


@pytest.fixture
def page(tmp_path):
    def made(body="", style="", head=""):
        path = tmp_path / "page.html"
        path.write_text(SOUND.format(body=body, style=style, head=head), encoding="utf-8")
        return path

    return made


def test_a_sound_page_has_no_faults_in_any_look(page):
    found = inspect(page())

    assert found.faults == []
    assert set(found.violations) == {look.name for look in LOOKS}


def test_a_fault_of_accessibility_is_found_in_every_look(page):
    found = inspect(page(body='<img src="data:,">'))

    assert all("image-alt" in {one["rule"] for one in look} for look in found.violations.values())


def test_a_fault_of_one_look_is_found_there_alone(page):
    dark = "@media (prefers-color-scheme: dark) { p { color: #222; background: #000 } }"

    found = inspect(page(body="<p>words</p>", style=dark))

    bad = {look for look, rules in found.violations.items() if rules}
    assert bad == {"dark", "dark phone"}


def test_requests_are_recorded_and_refused(page):
    found = inspect(page(body='<img alt="x" src="https://example.com/x.png">'), [DESKTOP])

    assert found.requests == ("https://example.com/x.png",)


def test_a_request_of_another_file_is_recorded(page, tmp_path):
    (tmp_path / "other.css").write_text("", encoding="utf-8")

    found = inspect(page(head='<link rel=stylesheet href="other.css">'), [DESKTOP])

    assert set(found.requests) == {(tmp_path / "other.css").as_uri()}


def test_breaches_of_the_policy_exceptions_and_dialogs_are_problems(page):
    refused = inspect(page(head=POLICY, body="<script>1</script>"), [DESKTOP])
    thrown = inspect(page(body="<script>alert(1); throw Error('x')</script>"), [DESKTOP])

    assert any("Content Security Policy" in problem for problem in refused.problems)
    assert thrown.problems == ("dialog: 1", "exception: x")


def test_steps_act_as_a_visitor_would_and_read_what_is_seen(page):
    body = (
        "<button onclick=\"this.textContent = 'pressed'\">press</button>"
        "<label>Name <input></label><p hidden>unseen</p><p>seen</p>"
    )
    steps = [
        step("read", "p"),
        step("focus", "button"),
        step("press", key="Enter"),
        step("read", "button"),
    ]

    (answers,) = inspect(page(body=body), [DESKTOP], steps).answers
    (without,) = inspect(page(body=body), [DESKTOP], steps, scripts=False).answers

    assert answers == [["seen"], None, None, ["pressed"]]
    assert without == [["seen"], None, None, ["press"]]
