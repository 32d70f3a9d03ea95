"""The feed over a repository with a history: what it tells, its ids, and both formats."""

import json
import re
import shutil
from pathlib import Path
from xml.etree import ElementTree as ET

import feedparser
import pytest

from support.checkout import git, repository
from support.publications import (
    ACME,
    BETA,
    GAMMA,
    MENDED,
    MOVED,
    PENDING,
    PHONE,
    STORY,
    commit_on,
    record,
    subpolicy,
    told,
)

ATOM = "{http://www.w3.org/2005/Atom}"
LATER = "2026-12-01"


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    return told(tmp_path_factory.mktemp("history") / "repo")


@pytest.fixture
def repo(original, tmp_path):
    return Path(shutil.copytree(original, tmp_path / "repo"))


def feed(folder, *arguments, as_of=LATER, code=0):
    run = subpolicy("publish", "feed", "--as-of", as_of, *arguments, cwd=folder)
    assert run.returncode == code, run.stderr
    return run.stdout if code == 0 else run.stdout + run.stderr


def items(folder, *arguments, **options):
    return json.loads(feed(folder, "--format", "json", *arguments, **options))["items"]


def ids(folder, *arguments, **options):
    return [item["id"] for item in items(folder, *arguments, **options)]


def told_of(found):
    return [
        (i["date_published"][:10], i["_subpolicy"]["vendor"], i["_subpolicy"]["phase"])
        for i in found
    ]


def test_it_holds_every_material_change_announcement_and_end_newest_first(original):
    assert told_of(items(original)) == [
        ("2026-08-01", "gamma", "retired"),
        ("2026-07-01", "gamma", "in-use"),
        ("2026-06-01", "acme", "changed"),
        ("2026-03-01", "gamma", "planned"),
        ("2026-02-03", "acme", "upcoming"),
        ("2026-02-01", "acme", "changed"),
        ("2026-01-10", "beta", "added"),
    ]


def test_an_item_tells_old_and_new_why_from_when_and_until_when_to_object(original):
    moved = items(original)[5]
    assert moved["title"] == "Change of a subprocessor: Acme, Inc."
    said = " ".join(moved["content_text"].split())
    assert "Data is processed in another place: Germany" in said
    assert "Processing Location: United States → United States and Germany" in said
    assert "In effect from: February 1, 2026" in said
    assert "Objections until: March 3, 2026 (30 days from February 1, 2026)" in said


def test_a_vendor_that_goes_is_told_for_information(original):
    gone = items(original)[0]
    assert gone["title"] == "No longer used: Gamma"
    assert gone["content_text"].splitlines()[2:] == [
        "  Purpose: Draws maps",
        "  Last used on: August 1, 2026",
    ]
    assert gone["tags"] == ["retired"]
    assert gone["_subpolicy"]["effective_on"] == "2026-08-01"
    assert gone["_subpolicy"]["objection_until"] is None


def test_a_record_that_is_deleted_is_told_once(repo):
    commit_on(repo, "2026-09-01", {"vendors/beta.yaml": None, "vendors/gamma.yaml": None})
    assert told_of(items(repo)[:2]) == [
        ("2026-09-01", "beta", "removed"),
        ("2026-08-01", "gamma", "retired"),
    ]


def test_what_was_announced_and_is_not_to_come_is_told(repo):
    announced = record(ACME, MENDED, MOVED, {**PENDING, "data_categories": ["email"]})
    commit_on(repo, "2026-09-01", {"vendors/acme.yaml": announced})
    commit_on(repo, "2026-09-02", {"vendors/delta.yaml": record(GAMMA, {"id": "delta"})})
    commit_on(repo, "2026-09-03", {"vendors/acme.yaml": record(ACME, MENDED, MOVED)})
    commit_on(repo, "2026-09-04", {"vendors/delta.yaml": None})
    found = items(repo)[:2]
    assert told_of(found) == [
        ("2026-09-04", "delta", "withdrawn"),
        ("2026-09-03", "acme", "withdrawn"),
    ]
    assert found[1]["title"] == "Announcement withdrawn: Acme, Inc."
    assert "No longer to come: Another kind of data: Phone number" in found[1]["content_text"]
    assert found[1]["_subpolicy"]["effective_on"] is None


@pytest.mark.parametrize(
    "after",
    [
        {"pending": [PENDING["pending"][0] | {"effective_on": "2026-12-01"}]},
        {"pending": [PENDING["pending"][0] | {"note": "Reworded"}]},
        PHONE,
    ],
    ids=["another day", "another note", "come true"],
)
def test_an_announcement_that_lives_on_or_comes_true_is_not_withdrawn(repo, after):
    announced = record(ACME, MENDED, MOVED, {**PENDING, "data_categories": ["email"]})
    commit_on(repo, "2026-09-01", {"vendors/acme.yaml": announced})
    commit_on(repo, "2026-09-02", {"vendors/acme.yaml": record(ACME, MENDED, MOVED, after)})
    assert "withdrawn" not in {phase for _, _, phase in told_of(items(repo))}


def test_a_vendor_that_comes_back_is_announced_anew(repo):
    back = record(BETA, {"status": "retired", "retired_on": "2026-09-01"})
    commit_on(repo, "2026-09-01", {"vendors/beta.yaml": back})
    commit_on(repo, "2026-09-05", {"vendors/beta.yaml": record(BETA)})
    newest = items(repo)[0]
    assert told_of([newest]) == [("2026-09-05", "beta", "in-use")]
    assert newest["_subpolicy"]["effective_on"] == "2026-09-05"
    assert newest["_subpolicy"]["objection_until"] == "2026-10-05"
    assert "All customers" not in newest["content_text"]


def test_days_count_from_the_recorded_notice(original):
    beta = items(original)[-1]
    assert beta["_subpolicy"]["objection_until"] == "2026-02-09"
    assert beta["_subpolicy"]["effective_on"] == "2026-03-01"
    assert "Replaces: Acme, Inc." in beta["content_text"]
    assert "Only customers that use this feature: AI answers (ai-x)" in beta["content_text"]


def test_what_a_commit_with_a_broken_record_hides_is_told_with_the_next_sound_one(repo):
    commit_on(repo, "2026-09-01", {"vendors/acme.yaml": "id: acme: broken\n"})
    files = {
        "vendors/acme.yaml": record(ACME, MENDED, PHONE, {"processing": {"locations": ["BR"]}})
    }
    commit_on(repo, "2026-09-02", files)
    newest = items(repo)[0]
    assert told_of([newest]) == [("2026-09-02", "acme", "changed")]
    assert "United States and Germany → Brazil" in newest["content_text"]


def test_atom_passes_a_feed_parser(original):
    parsed = feedparser.parse(feed(original, "--self-url", "https://example.com/feed.atom"))
    assert not parsed.bozo
    assert parsed.version == "atom10"
    assert len(parsed.entries) == 7
    assert parsed.feed.author == "Example, Inc."
    assert {link.rel for link in parsed.feed.links} == {"self", "alternate"}
    assert all(entry.content[0].value.startswith("<dl>") for entry in parsed.entries)


@pytest.mark.parametrize("lang", ["en", "de", "fr", "nl", "es", "en-GB"])
def test_atom_keeps_the_rules_of_rfc_4287(original, lang):
    """Sections 4.1.1 and 4.1.2, and that an id names one entry only (4.2.6)."""
    root = ET.fromstring(feed(original, "--lang", lang))  # noqa: S314 -- our own output
    assert root.tag == f"{ATOM}feed"
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == lang
    entries = root.findall(f"{ATOM}entry")
    for element in (root, *entries):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1
        moment = element.findtext(f"{ATOM}updated")
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", moment)
    assert len(root.findall(f"{ATOM}author/{ATOM}name")) == 1
    assert all(entry.find(f"{ATOM}content").get("type") == "html" for entry in entries)
    names = [element.findtext(f"{ATOM}id") for element in (root, *entries)]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", name) for name in names)
    assert root.findtext(f"{ATOM}updated") == max(e.findtext(f"{ATOM}updated") for e in entries)


def test_json_feed_has_what_version_1_1_requires(original):
    found = json.loads(feed(original, "--format", "json"))
    assert found["version"] == "https://jsonfeed.org/version/1.1"
    assert found["title"]
    assert all(item["id"] and item["content_html"] for item in found["items"])
    assert all(key.startswith("_") or "_" not in key[:1] for key in found["items"][0])


def test_both_formats_and_all_languages_have_the_same_ids(original):
    known = ids(original)
    assert ids(original, "--lang", "de") == known
    assert re.findall(r"<id>(urn:uuid:[^<]+)</id>", feed(original))[1:] == known


def test_a_run_repeated_gives_the_same_bytes(original, tmp_path):
    assert feed(original) == feed(original)
    git(tmp_path, "clone", "--quiet", str(original), "clone")
    assert feed(tmp_path / "clone") == feed(original)


def test_ids_stay_when_history_is_written_anew_with_the_same_content(original, tmp_path):
    other = repository(tmp_path / "other")
    for (_, files), day in zip(STORY, range(10, 30), strict=False):
        commit_on(other, f"2026-10-{day}", files)
    assert ids(other) == ids(original)


def test_ids_stay_when_the_company_changes_its_name_and_wording(repo):
    known = ids(repo)
    text = (repo / "subpolicy.yaml").read_text(encoding="utf-8").replace("Example, Inc.", "New AG")
    commit_on(repo, "2026-09-01", {"subpolicy.yaml": text})
    assert ids(repo) == known


def test_the_same_change_made_twice_is_two_items(repo):
    for day, parts in (
        ("02", (PHONE,)),
        ("03", (PHONE, MOVED)),
        ("04", (PHONE,)),
        ("05", (PHONE, MOVED)),
    ):
        commit_on(repo, f"2026-09-{day}", {"vendors/acme.yaml": record(ACME, MENDED, *parts)})
    found = items(repo)
    assert told_of(found[:2]) == [
        ("2026-09-05", "acme", "changed"),
        ("2026-09-03", "acme", "changed"),
    ]
    assert found[0]["id"] != found[1]["id"]
    # However little of the history is shown.
    assert ids(repo, "--since", "2026-09-05") == [found[0]["id"]]


def test_merges_are_told_on_the_day_they_reach_the_main_line(repo):
    git(repo, "switch", "--quiet", "--create", "topic")
    commit_on(
        repo,
        "2026-09-01",
        {
            "vendors/acme.yaml": record(
                ACME, MENDED, MOVED, PHONE, {"processing": {"locations": ["US", "DE", "BR"]}}
            )
        },
    )
    git(repo, "switch", "--quiet", "main")
    commit_on(repo, "2026-09-02", {"README": "x"})
    git(repo, "merge", "--quiet", "--no-ff", "--message", "merge", "topic")
    newest = items(repo, as_of="2027-01-01")[0]
    day = git(repo, "log", "-1", "--format=%cd", "--date=format-local:%Y-%m-%d").strip()
    assert newest["_subpolicy"]["reasons"] == ["new-location"]
    assert newest["date_published"][:10] == max(day, "2026-09-02")


@pytest.mark.parametrize(
    ("since", "days"),
    [
        ("2026-06-01", ["2026-08-01", "2026-07-01", "2026-06-01"]),
        ("2026-06-02", ["2026-08-01", "2026-07-01"]),
        ("HEAD~3", ["2026-08-01", "2026-07-01", "2026-06-01"]),
        ("2027-01-01", []),
    ],
)
def test_since_a_day_or_a_revision(original, since, days):
    assert [i["date_published"][:10] for i in items(original, "--since", since)] == days


def test_since_something_unknown_is_a_wrong_run(original):
    said = feed(original, "--since", "no-such", code=2)
    assert '--since "no-such" is no date, and git knows no such revision' in said


def test_what_is_not_committed_yet_is_told_as_of_the_day_with_the_id_that_it_keeps(repo):
    change = {
        "vendors/acme.yaml": record(ACME, MENDED, MOVED, PHONE, {"ai": {"training": "allowed"}})
    }
    (repo / "vendors" / "acme.yaml").write_text(change["vendors/acme.yaml"], encoding="utf-8")
    before = items(repo, as_of="2026-09-09")
    assert told_of(before[:1]) == [("2026-09-09", "acme", "changed")]
    assert len(items(repo, "--rev", "HEAD")) == len(before) - 1
    commit_on(repo, "2026-09-12", change)
    after = items(repo)
    assert after[0]["id"] == before[0]["id"]
    assert after[0]["date_published"][:10] == "2026-09-12"


def test_a_published_item_keeps_its_day_though_its_commit_is_younger(repo):
    change = {
        "vendors/acme.yaml": record(ACME, MENDED, MOVED, PHONE, {"ai": {"training": "allowed"}})
    }
    (repo / "vendors" / "acme.yaml").write_text(change["vendors/acme.yaml"], encoding="utf-8")
    for name in ("feed.atom", "feed.json"):
        feed(repo, "--output", name, as_of="2026-09-09")
    commit_on(repo, "2026-09-12", change)  # as after a squash some days later
    for name in ("feed.atom", "feed.json"):
        assert feed(repo, "--output", name, "--check") == ""
        assert "2026-09-09T" in (repo / name).read_text(encoding="utf-8")


def test_a_day_after_the_commit_is_wrong(repo):
    feed(repo, "--output", "feed.atom")
    text = (repo / "feed.atom").read_text(encoding="utf-8")
    (repo / "feed.atom").write_text(text.replace("2026-07-01T", "2026-07-09T"), encoding="utf-8")
    assert "+    <published>2026-07-01T00:00:00Z</published>" in feed(
        repo, "--output", "feed.atom", "--check", code=1
    )


def test_check_shows_what_a_stale_feed_lacks_and_writes_nothing(repo):
    feed(repo, "--rev", "HEAD~2", "--output", "feed.atom")
    stale = (repo / "feed.atom").read_bytes()
    said = feed(repo, "--output", "feed.atom", "--check", code=1)
    assert "+    <title>Subprocessor goes into use: Gamma</title>" in said
    assert (repo / "feed.atom").read_bytes() == stale
    feed(repo, "--output", "feed.atom")
    assert feed(repo, "--output", "feed.atom", "--check") == ""


def test_a_registry_in_a_folder_of_its_repository(tmp_path, original):
    folder = told(tmp_path / "mono", "registry/")
    commit_on(folder, "2026-09-01", {"README": "not of the registry"})
    assert ids(folder / "registry") == ids(original)
    assert ids(folder, "--root", "registry") == ids(original)
    assert ids(folder, "--root", "registry", "--rev", "HEAD") == ids(original)


def test_the_first_registry_is_the_start_and_no_news(tmp_path):
    folder = repository(tmp_path / "new")
    commit_on(folder, "2026-01-01", STORY[0][1])
    text = feed(folder)
    root = ET.fromstring(text)  # noqa: S314 -- our own output
    assert root.findall(f"{ATOM}entry") == []
    assert root.findtext(f"{ATOM}updated") == "2026-01-01T00:00:00Z"
    assert not feedparser.parse(text).bozo


def test_without_a_history_there_is_no_feed(tmp_path):
    for name, content in STORY[0][1].items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, encoding="utf-8")
    assert "git" in feed(tmp_path, code=2)


def test_a_shallow_clone_tells_nothing_rather_than_half(original, tmp_path):
    git(tmp_path, "clone", "--quiet", "--depth", "2", original.as_uri(), "shallow")
    assert "shallow clone ends before the registry's does" in feed(tmp_path / "shallow", code=2)
