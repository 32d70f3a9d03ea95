"""The customer notice, end to end: what it says, in every format, and when it is not owed."""

import email
import email.policy
import json
import shutil
from html.parser import HTMLParser
from pathlib import Path

import pytest

from subpolicy import shipped
from subpolicy.schema import Schemas
from support.checkout import repository
from support.publications import (
    ACME,
    BETA,
    FLAGS,
    MENDED,
    MOVED,
    PENDING,
    commit_on,
    record,
    subpolicy,
    told,
)

DAY = "2026-09-01"
SOUND = (ACME, MENDED, MOVED, {"data_categories": ["email", "phone"]})


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    return told(tmp_path_factory.mktemp("history") / "repo")


@pytest.fixture
def repo(original, tmp_path):
    return Path(shutil.copytree(original, tmp_path / "repo"))


def run_notice(folder, *arguments, base="HEAD~1", as_of=DAY):
    command = ("publish", "notice", "--base", base, "--as-of", as_of)
    return subpolicy(*command, *arguments, cwd=folder)


def notice(folder, *arguments, **options):
    run = run_notice(folder, *arguments, **options)
    assert run.returncode == 0, run.stderr
    return run.stdout


def said(folder, *arguments, **options):
    return " ".join(notice(folder, *arguments, **options).split())


def delta(**more):
    whole = {"id": "delta", "name": "Delta, Inc.", "status": "active"}
    return {"vendors/delta.yaml": record(whole, {"processing": {"locations": ["BR"]}}, more)}


def test_a_new_vendor_is_told_whole(original):
    text = said(original, "--rev", "HEAD~8", base="HEAD~9", as_of="2026-01-10")
    for part in (
        "New subprocessor: Beta GmbH",
        "Why we tell you: Another third party receives personal data",
        "Replaces: Acme, Inc.",
        "Purpose: Answers questions",
        "Contracting entity: Beta Holding GmbH, Weg 1, Berlin, Germany",
        "Data Categories: AI prompts; E-mail address",
        "Data subjects: Customers",
        "Who is affected: Only customers that use this feature: AI answers (ai-x)",
        "Processing Location: Germany",
        "Access from: India",
        "SCCs (EU, 2021/914, module 3)",
        "Training of AI models: Prohibited by contract",
        "In effect from: March 1, 2026",
        "Objections until: February 9, 2026 (30 days from January 10, 2026)",
        "You can object until February 9, 2026, to objections@example.com.",
        "These are 30 days from January 10, 2026, the day of the announcement.",
        "We look for another way together.",
        "The whole list: https://example.com/subprocessors",
        "Questions: privacy@example.com",
    ):
        assert part in text


def test_the_days_count_from_the_as_of_date_where_no_notice_is_recorded(repo):
    commit_on(repo, DAY, delta(active_from="2026-10-15"))
    text = said(repo)
    assert "In effect from: October 15, 2026" in text
    assert "Objections until: October 1, 2026 (30 days from September 1, 2026)" in text


def test_an_announced_change_is_told_as_one(original):
    text = said(original, "--rev", "HEAD~4", base="HEAD~6", as_of="2026-02-03")
    assert "Announced change of a subprocessor: Acme, Inc." in text
    assert "Data Categories: E-mail address → E-mail address; Phone number" in text
    assert "Note: Texts too" in text
    assert "In effect from: June 1, 2026" in text


def test_a_planned_vendor_is_told(original):
    text = said(original, "--rev", "HEAD~3", base="HEAD~4", as_of="2026-03-01")
    assert "Announced subprocessor: Gamma" in text
    assert "In effect from: July 1, 2026" in text


def test_changes_with_their_own_days_name_them_apart(repo):
    commit_on(
        repo,
        DAY,
        delta()
        | {
            "vendors/beta.yaml": record(
                BETA,
                {
                    "data_categories": ["ai-prompts", "email", "phone"],
                    "notices": [
                        *BETA["notices"],
                        {
                            "kind": "widened",
                            "announced_on": "2026-08-20",
                            "effective_on": "2026-10-01",
                            "channels": ["page"],
                        },
                    ],
                },
            )
        },
    )
    text = said(repo)
    assert "You can object to each change until the day that is named with it" in text
    assert "September 19, 2026 (30 days from August 20, 2026)" in text
    assert "In effect from: October 1, 2026" in text
    assert "October 1, 2026 (30 days from September 1, 2026)" in text


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("plan", "Only customers on this plan: AI answers (ai-x)"),
        ("integration", "Only customers that connect this integration: AI answers (ai-x)"),
        ("contract", "Only customers whose contract has this: AI answers (ai-x)"),
    ],
)
def test_it_says_which_tenants_by_the_kind_of_switch(original, tmp_path, kind, words):
    repo = Path(shutil.copytree(original, tmp_path / "repo"))
    commit_on(repo, DAY, {"flags.yaml": FLAGS.replace("kind: feature", f"kind: {kind}")})
    commit_on(repo, DAY, delta(status="optional", feature_flag="ai-x"))
    assert f"Who is affected: {words}" in said(repo)


def test_an_editorial_change_owes_none_and_it_says_so(repo):
    commit_on(repo, DAY, {"vendors/beta.yaml": record(BETA, {"purpose": "Answers all questions"})})
    run = run_notice(repo)
    assert run.returncode == 0
    assert run.stdout == "No customer notice is owed: nothing in this change is material.\n"
    assert "no customer notice is owed" in run.stderr
    assert json.loads(notice(repo, "--format", "json"))["owed"] is False
    assert "No customer notice is owed" in notice(repo, "--format", "html")
    assert notice(repo, "--format", "eml") == ""


def test_a_vendor_that_is_no_subprocessor_owes_none(repo):
    commit_on(repo, DAY, delta(role="independent-controller"))
    run = run_notice(repo)
    assert "delta: no notice is owed, as the vendor is no subprocessor" in run.stderr
    assert run.stdout.startswith("No customer notice is owed")


def test_a_promise_that_is_not_kept_is_a_warning(repo):
    commit_on(repo, DAY, delta())
    warned = run_notice(repo).stderr
    assert "delta: in effect from 2026-09-01, and the earliest day that keeps" in warned
    assert "2026-10-01" in warned


def test_a_broken_record_makes_no_notice(repo):
    commit_on(repo, DAY, {"vendors/delta.yaml": "id: delta: x\n"})
    run = run_notice(repo)
    assert run.returncode == 2
    assert "vendors/delta.yaml:1:" in run.stderr
    assert run.stdout == ""


def test_json_is_of_its_schema_and_holds_codes_beside_words(original):
    arguments = ("--rev", "HEAD~8", "--format", "json", "--lang", "de")
    data = json.loads(notice(original, *arguments, base="HEAD~9", as_of="2026-01-10"))
    assert Schemas(shipped.schema_folder()).violations("notice", data) == ()
    (change,) = data["changes"]
    assert change["tenants"]["switch"] == {
        "key": "ai-x",
        "kind": "feature",
        "description": "AI answers",
    }
    assert change["places"]["locations"] == [{"code": "DE", "name": "Deutschland"}]
    assert change["objection_until"] == "2026-02-09"
    assert change["reasons"] == [{"kind": "new-vendor", "pointer": "/status", "value": "optional"}]
    assert change["replaces"] == ["acme"]


def test_the_mail_is_one_that_mail_programs_read(original, tmp_path):
    file = tmp_path / "notice.eml"
    arguments = ("--rev", "HEAD~8", "--output", str(file))
    notice(original, *arguments, base="HEAD~9", as_of="2026-01-10")
    raw = file.read_bytes()
    assert raw.isascii()
    assert b"\n" not in raw.replace(b"\r\n", b"")
    mail = email.message_from_bytes(raw, policy=email.policy.default)
    assert not mail.defects
    assert mail["From"].addresses[0].addr_spec == "privacy@example.com"
    assert mail["From"].addresses[0].display_name == "Example, Inc."
    assert mail["To"].addresses == ()
    assert mail["To"].groups[0].display_name == "admins of every workspace"
    assert mail["Reply-To"].addresses[0].addr_spec == "objections@example.com"
    assert mail["Subject"] == "Changes to the subprocessors of Example, Inc."
    assert mail["Date"].datetime.isoformat() == "2026-01-10T00:00:00+00:00"
    kinds = [part.get_content_type() for part in mail.walk()]
    assert kinds == ["multipart/alternative", "text/plain", "text/html"]
    plain = mail.get_body(("plain",)).get_content()
    assert plain.replace("\r\n", "\n") == notice(
        original, "--rev", "HEAD~8", base="HEAD~9", as_of="2026-01-10"
    )


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open = []
        self.seen = set()

    def handle_starttag(self, tag, attrs):
        self.seen |= {tag, *(name for name, _ in attrs if name.startswith("on"))}
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.mark.parametrize("lang", ["en", "de", "fr", "nl", "es"])
def test_html_is_whole_and_in_its_language(original, lang):
    arguments = ("--rev", "HEAD~8", "--format", "html", "--lang", lang)
    page = notice(original, *arguments, base="HEAD~9", as_of="2026-01-10")
    tags = Tags()
    tags.feed(page)
    assert tags.open == []
    assert tags.seen.isdisjoint({"script", "img", "a", "iframe", "form"})
    assert f'<html lang="{lang}">' in page


def test_two_runs_give_the_same_bytes(original):
    for format_ in ("text", "html", "eml", "json"):
        one, two = (notice(original, "--format", format_, base="HEAD~9") for _ in range(2))
        assert one == two


def test_check_tells_a_stale_notice(repo):
    commit_on(repo, DAY, delta(active_from="2026-12-01"))
    notice(repo, "--output", "notice.txt")
    assert notice(repo, "--output", "notice.txt", "--check") == ""
    commit_on(repo, DAY, delta(active_from="2026-12-24"))
    run = run_notice(repo, "--output", "notice.txt", "--check", base="HEAD~2")
    assert run.returncode == 1
    assert "+  In effect from: December 24, 2026" in run.stdout


def test_without_a_base_it_is_a_wrong_run(original):
    run = subpolicy("publish", "notice", cwd=original)
    assert run.returncode == 2
    assert "--base" in run.stderr


def test_a_change_applied_on_its_day_names_that_day(repo):
    commit_on(repo, "2026-09-01", {"vendors/acme.yaml": record(ACME, MENDED, MOVED, PENDING)})
    commit_on(repo, "2026-09-02", {"vendors/acme.yaml": record(*SOUND)})
    assert "In effect from: June 1, 2026" in said(repo, as_of="2026-09-02")


def test_a_planned_vendor_without_a_day_is_told_without_one(repo):
    commit_on(repo, DAY, delta(status="planned"))
    run = run_notice(repo)
    assert "delta: the record names no day (active_from)" in run.stderr
    assert "In effect from: Day to be announced" in run.stdout


def test_a_base_without_a_registry_changes_nothing(tmp_path):
    folder = repository(tmp_path / "repo")
    commit_on(folder, DAY, {"README": "x"})
    commit_on(folder, DAY, {"subpolicy.yaml": "organisation: {name: A}\n", **delta()})
    run = run_notice(folder)
    assert run.returncode == 0
    assert "the base has no registry" in run.stderr


def test_a_record_that_was_invalid_at_the_base_is_named(original):
    run = run_notice(original, "--rev", "HEAD~4", base="HEAD~5")
    assert "vendors/acme.yaml is invalid at the base" in run.stderr


def test_without_an_address_for_objections_it_names_none_and_warns(repo):
    text = (repo / "subpolicy.yaml").read_text(encoding="utf-8")
    kept = text.replace("  objection_contact: objections@example.com\n", "")
    commit_on(repo, DAY, {"subpolicy.yaml": kept})
    commit_on(repo, DAY, delta(active_from="2026-12-01"))
    run = run_notice(repo)
    assert "names no notice.objection_contact" in run.stderr
    assert "You can object until October 1, 2026." in " ".join(run.stdout.split())


def test_json_without_a_notice_is_of_its_schema(repo):
    commit_on(repo, DAY, {"README": "x"})
    data = json.loads(notice(repo, "--format", "json"))
    assert Schemas(shipped.schema_folder()).violations("notice", data) == ()
