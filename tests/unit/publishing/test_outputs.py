"""Which files a registry publishes, what they refer to, and which it must not touch."""

import re

import pytest
import yaml

from subpolicy.cli.main import main
from support.registries import GREEN

DATE = "--as-of", "2026-11-21"


@pytest.fixture
def published(tmp_path, monkeypatch, capsys):
    """Publishes a page configured so; what it says on standard error, with the exit code."""
    (tmp_path / "vendors").mkdir()
    (tmp_path / "vendors/acme.yaml").write_text(GREEN, encoding="utf-8")
    (tmp_path / "page.md").write_text("Our own words.", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PRE_COMMIT", raising=False)

    def run(*arguments, **page):
        data = {"organisation": {"name": "Test"}, "page": {"updated_on": "2026-01-01"} | page}
        (tmp_path / "subpolicy.yaml").write_text(yaml.safe_dump(data), encoding="utf-8")
        code = main(["publish", *arguments, *DATE])
        return code, capsys.readouterr().err

    return run


OUTPUTS = [
    {"file": "public/list.html"},
    {"file": "public/de/liste.html", "lang": "de"},
    {"file": "public/cards.html", "layout": "cards"},
    {"file": "public/list data.json"},
    {"file": "public/list.md"},
    {"file": "public/annex.html", "what": "annex"},
]


def alternates(text):
    return re.findall(
        r'<link rel="alternate" type="([^"]+)"(?: hreflang="(\w+)")? href="([^"]+)"', text
    )


def test_a_page_refers_to_the_data_and_to_other_languages(published, tmp_path):
    assert published(outputs=OUTPUTS)[0] == 0
    assert alternates((tmp_path / "public/list.html").read_text(encoding="utf-8")) == [
        ("text/html", "de", "de/liste.html"),
        ("application/json", "", "list%20data.json"),
    ]
    assert alternates((tmp_path / "public/de/liste.html").read_text(encoding="utf-8")) == [
        ("text/html", "en", "../list.html"),
        ("text/html", "en", "../cards.html"),
        ("application/json", "", "../list%20data.json"),
    ]


def test_a_page_that_is_named_is_the_one_that_is_configured(published, tmp_path):
    published(outputs=OUTPUTS)
    code, said = published("page", "--output", "public/list.html", "--check", outputs=OUTPUTS)
    assert (code, said) == (0, "up to date: 1 file\n")
    outside = tmp_path.parent / f"{tmp_path.name}.html"
    assert published("page", "--output", str(outside), outputs=OUTPUTS)[0] == 0
    assert alternates(outside.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("page", "message"),
    [
        (
            {"outputs": [{"file": "a.html"}, {"file": "A.html"}]},
            'two outputs have the file "A.html"',
        ),
        (
            {
                "outputs": [{"file": "Page.md"}],
                "sections": [{"id": "a", "title": "A", "file": "./page.md"}],
            },
            'the output "Page.md" would overwrite a text',
        ),
        (
            {"outputs": [{"file": "page.md"}], "template": {"markdown": "page.md"}},
            'the output "page.md" would overwrite a text',
        ),
        (
            {
                "outputs": [{"file": "a.md"}],
                "sections": [{"id": "a", "title": "A", "file": "vendors/acme.yaml"}],
            },
            '"vendors/acme.yaml" is no text for a page',
        ),
        (
            {"outputs": [{"file": "a.md"}], "template": {"markdown": "waivers/x.YML"}},
            '"waivers/x.YML" is no text for a page',
        ),
    ],
)
def test_an_output_takes_no_other_files_place_and_tells_no_record(
    published, tmp_path, page, message
):
    code, said = published(**page)
    assert code == 2
    assert message in said
    assert (tmp_path / "page.md").read_text(encoding="utf-8") == "Our own words."


def test_a_date_that_has_not_been_is_warned_of(published):
    code, said = published("page", updated_on="2030-01-01")
    assert code == 0
    assert said == ("warning: page.updated_on, 2030-01-01, lies after the as-of date, 2026-11-21\n")


def test_a_dash_is_standard_output(published, tmp_path):
    assert published("page", "--output", "-") == (0, "")
    assert not (tmp_path / "-").exists()


def test_line_ends_that_git_changed_make_nothing_stale(published, tmp_path):
    published(outputs=OUTPUTS)
    page = tmp_path / "public/list.html"
    written = page.read_bytes().replace(b"\n", b"\r\n")
    page.write_bytes(written)
    assert published("--check", outputs=OUTPUTS)[0] == 0
    assert published(outputs=OUTPUTS)[0] == 0
    assert page.read_bytes() == written
