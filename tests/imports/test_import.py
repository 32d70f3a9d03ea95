"""``subpolicy import`` as its users see it."""

import io
import os
import re
import sys
from types import SimpleNamespace

import pytest

from subpolicy.cli.main import main
from support.checkout import ROOT

MODELINE = "# yaml-language-server: $schema="


def run(capsys, *arguments):
    code = main(["import", *map(str, arguments)])
    streams = capsys.readouterr()
    return SimpleNamespace(code=code, out=streams.out, err=streams.err)


def files_in(folder):
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def test_an_empty_folder_becomes_a_registry(empty, page, capsys):
    seen = run(capsys, page)
    assert (seen.code, seen.out) == (0, "")
    assert sorted(files_in(empty)) == [
        "schema/config.schema.json",
        "schema/vendor.schema.json",
        "subpolicy.yaml",
        *(f"vendors/{name}.yaml" for name in ("acme", "berlin", "castle")),
    ]
    assert "imported 3 vendors into this folder: 3 new, with a subpolicy.yaml" in seen.err


def test_what_editors_are_told_is_there(empty, page, capsys):
    run(capsys, page)
    for name in ("subpolicy.yaml", "vendors/acme.yaml"):
        first = (empty / name).read_text(encoding="utf-8").splitlines()[0]
        assert first.startswith(MODELINE)
        assert (empty / name).parent.joinpath(first.removeprefix(MODELINE)).is_file()


def test_the_end_tells_what_is_open_and_what_comes_next(empty, page, capsys):
    seen = run(capsys, page, "--as-of", "2026-11-22")
    lines = seen.err.splitlines()
    assert any("Castle Ltd" in line and "widgets" in line for line in lines)
    assert any(line.startswith("subpolicy check finds ") for line in lines)
    assert any(re.search(r" 3 error missing-dpa-date: ", line) for line in lines)
    commands = [line.split("   ")[0].strip() for line in lines[lines.index("next:") + 1 :]]
    assert commands == [
        "subpolicy check",
        "subpolicy baseline create --until 2027-02-20",
        "subpolicy publish page",
    ]


def test_the_commands_that_come_next_lead_to_a_green_gate(empty, page, capsys):
    run(capsys, page, "--as-of", "2026-11-22")
    day = ["--as-of", "2026-11-22"]
    assert main(["check", *day]) == 1
    assert main(["baseline", "create", "--until", "2027-02-20", *day]) == 0
    assert main(["check", *day]) == 0
    assert main(["publish", "page", *day]) == 0
    assert "Berlin GmbH" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("example", "name", "count"), [("mielto", "page.txt", 28), ("dovetail", "page.md", 7)]
)
def test_the_pages_of_the_examples_lead_to_a_green_gate(empty, example, name, count, capsys):
    seen = run(capsys, ROOT / "examples" / example / name)
    assert f"imported {count} vendors" in seen.err
    for path, raw in files_in(empty).items():
        if path.startswith("vendors/"):
            committed = (ROOT / "examples" / example / path).read_bytes()
            assert raw.partition(b"\n")[2] == committed.partition(b"\n")[2]
    assert main(["check"]) == 1
    until = capsys.readouterr() and seen.err.partition("--until ")[2].split()[0]
    assert main(["baseline", "create", "--until", until]) == 0
    assert main(["check"]) == 0


def test_into_names_the_folder_and_the_next_commands_name_it_too(empty, page, capsys):
    seen = run(capsys, page, "--into", "deep/registry")
    assert (empty / "deep/registry/vendors/acme.yaml").exists()
    assert "imported 3 vendors into deep/registry" in seen.err
    assert "subpolicy check --root deep/registry" in seen.err


def test_a_registry_above_is_found_and_its_configuration_stays(empty, page, capsys, monkeypatch):
    text = "organisation: {name: Mine}\npaths: {vendors: list}\n"
    (empty / "subpolicy.yaml").write_text(text, encoding="utf-8")
    (empty / "docs").mkdir()
    monkeypatch.chdir(empty / "docs")
    run(capsys, page)
    assert (empty / "subpolicy.yaml").read_text(encoding="utf-8") == text
    assert (empty / "list/acme.yaml").exists()


def test_into_a_folder_among_the_records_writes_there(empty, page, capsys):
    (empty / "subpolicy.yaml").write_text("organisation: {name: Mine}\n", encoding="utf-8")
    run(capsys, page, "--into", "vendors/new")
    assert (empty / "vendors/new/acme.yaml").exists()
    assert not (empty / "vendors/new/subpolicy.yaml").exists()
    first = (empty / "vendors/new/acme.yaml").read_text(encoding="utf-8").splitlines()[0]
    assert first == f"{MODELINE}../../schema/vendor.schema.json"


def test_the_schema_of_the_repository_is_used_where_it_has_one(empty, page, capsys):
    (empty / ".git").mkdir()
    (empty / "schema").mkdir()
    shipped = (ROOT / "schema/vendor.schema.json").read_bytes()
    (empty / "schema/vendor.schema.json").write_bytes(shipped)
    run(capsys, page, "--into", "registries/one")
    assert not (empty / "registries/one/schema").exists()
    first = (empty / "registries/one/vendors/acme.yaml").read_text(encoding="utf-8").splitlines()[0]
    assert first == f"{MODELINE}../../../schema/vendor.schema.json"


def test_the_categories_that_a_registry_lacks_are_told(empty, tmp_path, capsys):
    (empty / "subpolicy.yaml").write_text("organisation: {name: Mine}\n", encoding="utf-8")
    page = tmp_path / "list.csv"
    page.write_text("Name,Category,Purpose,Location\nAcme,Payments,Cards,USA\n", encoding="utf-8")
    assert "declare the categories that the page has: payments" in run(capsys, page).err


def test_importing_again_changes_nothing(empty, page, capsys):
    run(capsys, page)
    before = files_in(empty)
    seen = run(capsys, page)
    assert (seen.code, seen.out) == (0, "")
    assert "0 new, 3 up to date" in seen.err
    assert files_in(empty) == before


def test_a_record_is_never_overwritten(empty, page, capsys):
    (empty / "vendors").mkdir()
    mine = "id: acme\nname: Acme\nstatus: active\nprocessing: {locations: [DE]} # ours\n"
    (empty / "vendors/acme.yaml").write_text(mine, encoding="utf-8")
    seen = run(capsys, page)
    assert seen.code == 1
    assert (empty / "vendors/acme.yaml").read_text(encoding="utf-8") == mine
    assert (empty / "vendors/berlin.yaml").exists()
    assert "acme (vendors/acme.yaml): is there already, and the page says otherwise" in seen.err
    assert "see --update" in seen.err


def test_an_update_changes_what_the_page_says_anew_and_shows_it(empty, page, capsys):
    run(capsys, page)
    record = empty / "vendors/berlin.yaml"
    text = record.read_text(encoding="utf-8")
    added = "feature_flag: visits # by hand\nreview: {owner: dpo@example.com}\n"
    record.write_text(text.replace("purpose: Counts visits", "purpose: Counts our visits") + added)
    page.write_text(page.read_text().replace("| Germany |", "| France |"), encoding="utf-8")
    seen = run(capsys, page, "--update")
    assert seen.code == 0
    changed = record.read_text(encoding="utf-8")
    assert "locations: [FR]" in changed
    assert added in changed
    assert "purpose: Counts our visits" in changed
    assert "--- a/vendors/berlin.yaml\n+++ b/vendors/berlin.yaml\n" in seen.out
    assert "-  locations: [DE]\n+  locations: [FR]\n" in seen.out
    assert "vendors/berlin.yaml: purpose" in seen.err


def test_an_update_of_an_untouched_record_is_as_if_it_were_imported_now(empty, page, capsys):
    run(capsys, page)
    page.write_text(page.read_text().replace("| Germany |", "| France |"), encoding="utf-8")
    run(capsys, page, "--update")
    run(capsys, page, "--into", "fresh")
    updated = (empty / "vendors/berlin.yaml").read_bytes().partition(b"\n")[2]
    assert updated == (empty / "fresh/vendors/berlin.yaml").read_bytes().partition(b"\n")[2]


def test_a_vendor_that_the_page_lists_no_more_is_told_and_stays(empty, page, capsys):
    run(capsys, page)
    lines = page.read_text(encoding="utf-8").splitlines()
    page.write_text("\n".join(line for line in lines if "Castle" not in line), encoding="utf-8")
    seen = run(capsys, page, "--update")
    assert (seen.code, seen.out) == (0, "")
    assert (empty / "vendors/castle.yaml").exists()
    assert "castle (vendors/castle.yaml)" in seen.err
    assert "set status: retired" in seen.err


def test_a_vendor_under_another_id_is_known_by_its_name(empty, page, capsys):
    (empty / "vendors").mkdir()
    record = "id: mailer\nname: ACME, Inc.\nstatus: active\nprocessing: {locations: [US]}\n"
    (empty / "vendors/mailer.yaml").write_text(record, encoding="utf-8")
    run(capsys, page, "--update")
    assert not (empty / "vendors/acme.yaml").exists()
    assert "purpose: Sends e-mail" in (empty / "vendors/mailer.yaml").read_text(encoding="utf-8")


def test_a_file_whose_name_differs_in_case_alone_stays(empty, page, capsys):
    (empty / "vendors").mkdir()
    (empty / "vendors/Acme.yaml").write_text("id: other\n", encoding="utf-8")
    seen = run(capsys, page)
    assert seen.code == 1
    assert [p.name for p in (empty / "vendors").iterdir() if p.name.lower() == "acme.yaml"] == [
        "Acme.yaml"
    ]
    assert "vendors/Acme.yaml" in seen.err


def test_a_broken_record_stays(empty, page, capsys):
    (empty / "vendors").mkdir()
    (empty / "vendors/acme.yaml").write_text("id: [", encoding="utf-8")
    seen = run(capsys, page, "--update")
    assert seen.code == 1
    assert (empty / "vendors/acme.yaml").read_text(encoding="utf-8") == "id: ["
    assert "the record is broken" in seen.err


def test_a_dry_run_shows_every_file_and_writes_none(empty, page, capsys):
    seen = run(capsys, page, "--dry-run")
    assert seen.code == 0
    assert files_in(empty) == {}
    for name in ("subpolicy.yaml", "vendors/acme.yaml"):
        assert f"--- /dev/null\n+++ b/{name}\n" in seen.out
    assert "+name: Acme, Inc.\n" in seen.out
    assert "would import 3 vendors" in seen.err
    assert "nothing was written" in seen.err


def test_a_dry_run_of_an_update_shows_what_the_update_does(empty, page, capsys):
    run(capsys, page)
    page.write_text(page.read_text().replace("| Germany |", "| France |"), encoding="utf-8")
    before = files_in(empty)
    shown = run(capsys, page, "--update", "--dry-run").out
    assert files_in(empty) == before
    assert run(capsys, page, "--update").out == shown != ""


def test_standard_input_is_read(empty, page, capsys, monkeypatch):
    stdin = io.TextIOWrapper(io.BytesIO(page.read_bytes()))
    monkeypatch.setattr(sys, "stdin", stdin)
    assert run(capsys, "-", "--format", "markdown").code == 0
    assert (empty / "vendors/acme.yaml").exists()


def test_name_url_and_day_go_where_they_belong(empty, page, capsys):
    url = "https://example.com/subprocessors"
    run(capsys, page, "--name", "Other, Inc.", "--url", url, "--retrieved-on", "2026-11-22")
    assert "name: Other, Inc." in (empty / "subpolicy.yaml").read_text(encoding="utf-8")
    record = (empty / "vendors/acme.yaml").read_text(encoding="utf-8")
    assert f"url: {url}\n  retrieved_on: 2026-11-22\n" in record


def test_where_the_page_names_nobody_the_name_is_left_to_be_filled_in(empty, tmp_path, capsys):
    page = tmp_path / "list.csv"
    page.write_text("Name,Purpose,Location\nAcme,Cards,USA\n", encoding="utf-8")
    seen = run(capsys, page)
    text = (empty / "subpolicy.yaml").read_text(encoding="utf-8")
    assert "name: (your organisation)" in text
    assert text.splitlines()[1].startswith("# ")
    assert "edit subpolicy.yaml" in seen.err


def test_what_is_not_understood_is_bounded_and_shown_whole_on_demand(empty, tmp_path, capsys):
    rows = "".join(f"| Vendor {n} | Mail | grommets{n} | USA |\n" for n in range(30))
    page = tmp_path / "page.md"
    page.write_text(f"| Name | Purpose | Data | Location |\n|---|---|---|---|\n{rows}")
    assert "--verbose lists every row by itself" in run(capsys, page, "--dry-run").err
    verbose = run(capsys, page, "--dry-run", "--verbose").err
    assert "--verbose lists them" not in verbose
    assert "grommets29" in verbose


def test_nothing_on_the_page_reaches_the_terminal_as_it_is(empty, tmp_path, capsys):
    page = tmp_path / "page.md"
    hostile = "\x1b]0;x\x07 \u202eevil"
    page.write_text(
        "| Name | Purpose | Data | Location |\n|---|---|---|---|\n"
        f"| A{hostile} | ::set-output {hostile} | {hostile} | {hostile} |\n",
        encoding="utf-8",
    )
    seen = run(capsys, page, "--dry-run")
    assert not {"\x1b", "\x07", "\u202e"} & {*seen.out, *seen.err}


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
def test_a_vendors_folder_that_leads_out_is_refused(empty, page, capsys, tmp_path):
    (tmp_path / "outside").mkdir()
    (empty / "vendors").symlink_to(tmp_path / "outside", target_is_directory=True)
    assert run(capsys, page).code == 2
    assert files_in(empty) == files_in(tmp_path / "outside") == {}


def test_a_problem_that_many_rows_have_is_told_once(empty, tmp_path, capsys):
    rows = "".join(f"| Acme {n} | Mail | USA | widgets, e-mail, gears |\n" for n in range(12))
    path = tmp_path / "many.md"
    path.write_text(
        f"# Subprocessors\n\n| Name | Purpose | Location | Data |\n|---|---|---|---|\n{rows}"
    )
    lines = [line for line in run(capsys, path).err.splitlines() if "widgets" in line]
    assert lines == ["  12 rows (Acme 0, Acme 1, Acme 2, …), Data: not understood: widgets, gears"]
    seen = run(capsys, path, "--dry-run", "--verbose", "--into", "other")
    lines = [line for line in seen.err.splitlines() if "not understood: " in line]
    assert len(lines) == 24
    assert lines[0] == "  Acme 0, Data: not understood: widgets"
