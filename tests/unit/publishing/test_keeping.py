"""Published files are kept up to date; the page's date moves only where a reader sees a change."""

import pytest

from subpolicy.cli.main import main
from support.registries import GREEN

CONFIGURATION = """\
# kept as it is
organisation: {name: Test}
page:
  updated_on: 2026-01-01   # kept too
  outputs:
    - {file: public/list.html}
    - {file: public/list.md, layout: cards, lang: de}
    - {file: public/list.json}
"""
FILES = ("public/list.html", "public/list.md", "public/list.json")
DATE = "--as-of", "2026-11-21"


@pytest.fixture
def root(tmp_path, monkeypatch):
    (tmp_path / "vendors").mkdir()
    (tmp_path / "vendors/acme.yaml").write_text(GREEN, encoding="utf-8")
    (tmp_path / "subpolicy.yaml").write_text(CONFIGURATION, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PRE_COMMIT", raising=False)
    return tmp_path


def configuration(root):
    return (root / "subpolicy.yaml").read_text(encoding="utf-8")


def edit(root, path, old, new):
    text = (root / path).read_text(encoding="utf-8")
    assert old in text
    (root / path).write_text(text.replace(old, new), encoding="utf-8")


def test_a_first_edition_keeps_the_given_date(root, capsys):
    assert main(["publish", *DATE]) == 0
    assert configuration(root) == CONFIGURATION
    assert "January 1, 2026" in (root / FILES[0]).read_text(encoding="utf-8")
    assert "1. Januar 2026" in (root / FILES[1]).read_text(encoding="utf-8")
    assert capsys.readouterr().err == "".join(f"{file}: written\n" for file in FILES)


def test_a_change_that_readers_see_moves_the_date_and_only_its_bytes(root):
    main(["publish", "--as-of", "2026-02-02"])
    edit(root, "vendors/acme.yaml", "Sends e-mail", "Sends letters")
    assert main(["publish", *DATE]) == 0
    assert configuration(root) == CONFIGURATION.replace("2026-01-01", "2026-11-21")
    assert "November 21, 2026" in (root / FILES[0]).read_text(encoding="utf-8")
    assert '"updated_on": "2026-11-21"' in (root / FILES[2]).read_text(encoding="utf-8")
    assert main(["publish", "--check", "--as-of", "2035-01-01"]) == 0


def test_a_change_that_nobody_sees_moves_nothing(root, capsys):
    main(["publish", *DATE])
    edit(root, "vendors/acme.yaml", "id: acme", "id: acme\nnotes: new")
    edit(root, "vendors/acme.yaml", "id: acme", "# comment\nid: acme")
    capsys.readouterr()
    assert main(["publish", *DATE]) == 0
    assert configuration(root) == CONFIGURATION
    assert capsys.readouterr().err == "nothing to write: every file is up to date\n"


def test_another_look_is_written_without_another_date(root):
    main(["publish", *DATE])
    edit(root, FILES[0], "max-width:78rem", "max-width:60rem")
    assert main(["publish", "--check", *DATE]) == 1
    assert main(["publish", *DATE]) == 0
    assert "max-width:78rem" in (root / FILES[0]).read_text(encoding="utf-8")
    assert configuration(root) == CONFIGURATION


def test_check_shows_what_is_stale_and_writes_nothing(root, capsys):
    main(["publish", *DATE])
    edit(root, "vendors/acme.yaml", "Sends e-mail", "Sends letters")
    before = {file: (root / file).read_bytes() for file in FILES}
    capsys.readouterr()
    assert main(["publish", "--check", *DATE]) == 1
    out, err = capsys.readouterr()
    assert "--- a/public/list.html" in out
    assert "-- **Zweck:** Sends e-mail\n+- **Zweck:** Sends letters\n" in out
    assert "+  updated_on: 2026-11-21   # kept too" in out
    assert "public/list.md: is stale" in err
    assert {file: (root / file).read_bytes() for file in FILES} == before
    assert configuration(root) == CONFIGURATION


def test_check_finds_a_wrong_date_and_a_missing_file(root, capsys):
    main(["publish", *DATE])
    edit(root, FILES[0], "January 1, 2026", "January 2, 2026")
    (root / FILES[1]).unlink()
    capsys.readouterr()
    assert main(["publish", "--check", *DATE]) == 1
    err = capsys.readouterr().err
    assert "public/list.html: is stale" in err
    assert "public/list.md: is missing" in err


def test_a_page_without_a_date_gets_one(root):
    edit(root, "subpolicy.yaml", "  updated_on: 2026-01-01   # kept too\n", "")
    assert main(["publish", *DATE]) == 0
    assert "updated_on: 2026-11-21" in configuration(root)
    assert main(["publish", "--check", "--as-of", "2026-12-24"]) == 0


def test_a_retired_vendor_leaves_with_the_next_change_and_not_by_time_alone(root):
    gone = GREEN.replace("acme", "gone").replace("active", "retired") + "retired_on: 2026-01-01\n"
    (root / "vendors/gone.yaml").write_text(gone, encoding="utf-8")
    main(["publish", *DATE])
    assert main(["publish", "--check", "--as-of", "2030-01-01"]) == 0
    edit(root, "vendors/acme.yaml", "Sends e-mail", "Sends letters")
    main(["publish", "--as-of", "2030-01-01"])
    assert "Recently retired" not in (root / FILES[0]).read_text(encoding="utf-8")
    assert main(["publish", "--check", "--as-of", "2030-01-01"]) == 0


def test_a_page_to_a_file_is_kept_alike_and_one_to_stdout_moves_nothing(root, capsys):
    assert main(["publish", "page", "--output", "page.md", *DATE]) == 0
    edit(root, "vendors/acme.yaml", "Sends e-mail", "Sends letters")
    assert main(["publish", "page", *DATE]) == 0
    assert configuration(root) == CONFIGURATION
    assert main(["publish", "page", "--output", "page.md", "--check", *DATE]) == 1
    assert main(["publish", "page", "--output", "page.md", *DATE]) == 0
    assert "2026-11-21" in configuration(root)
    assert "| Acme, Inc. | Sends letters |" in (root / "page.md").read_text(encoding="utf-8")


def test_a_part_of_the_list_is_no_new_edition(root):
    main(["publish", "page", "--output", "part.md", "--status", "active", *DATE])
    edit(root, "vendors/acme.yaml", "Sends e-mail", "Sends letters")
    assert main(["publish", "page", "--output", "part.md", "--status", "active", *DATE]) == 0
    assert configuration(root) == CONFIGURATION


def test_under_pre_commit_what_was_written_refuses_the_commit(root, monkeypatch):
    monkeypatch.setenv("PRE_COMMIT", "1")
    assert main(["publish", *DATE]) == 1
    assert main(["publish", *DATE]) == 0


def test_a_broken_record_is_no_page_with_a_vendor_less(root, capsys):
    (root / "vendors/broken.yaml").write_text("id: [\n", encoding="utf-8")
    assert main(["publish", *DATE]) == 2
    assert "vendors/broken.yaml:" in capsys.readouterr().err
    assert not (root / FILES[0]).exists()


@pytest.mark.parametrize(
    "file",
    ["../out.html", "/out.html", ".git/hooks/x.html", "link/x.html", "vendors/x.yaml", "a.sh"],
)
def test_an_output_cannot_go_where_it_must_not(root, capsys, tmp_path_factory, file):
    (root / "link").symlink_to(tmp_path_factory.mktemp("outside"))
    edit(root, "subpolicy.yaml", "public/list.html", file)
    assert main(["publish", *DATE]) == 2
    assert "subpolicy.yaml:6:14: error: " in capsys.readouterr().err


def test_sections_and_templates_come_from_files(root):
    (root / "intro.md").write_text("Our **words**.\n", encoding="utf-8")
    (root / "frame.html").write_text("<i>{{ title }}</i>{{ section:introduction }}", "utf-8")
    more = (
        "  sections: [{id: introduction, title: Hello, file: intro.md}]\n"
        "  template: {html: frame.html}\n"
    )
    (root / "subpolicy.yaml").write_text(CONFIGURATION + more, encoding="utf-8")
    assert main(["publish", *DATE]) == 0
    page = (root / FILES[0]).read_text(encoding="utf-8")
    assert page.startswith("<i>Subprocessors</i>")
    assert "<strong>words</strong>" in page


@pytest.mark.parametrize("key", ["sections", "template"])
@pytest.mark.parametrize("path", ["../secret.md", "link.md", "folder/secret.md"])
def test_no_text_of_a_page_comes_from_outside(root, capsys, tmp_path_factory, key, path):
    outside = tmp_path_factory.mktemp("outside")
    for folder in (outside, root.parent):
        (folder / "secret.md").write_text("not for readers\n", encoding="utf-8")
    (root / "link.md").symlink_to(outside / "secret.md")
    (root / "folder").symlink_to(outside)
    more = {
        "sections": f"  sections: [{{id: introduction, title: Hello, file: {path}}}]\n",
        "template": f"  template: {{html: {path}}}\n",
    }
    (root / "subpolicy.yaml").write_text(CONFIGURATION + more[key], encoding="utf-8")
    assert main(["publish", *DATE]) == 2
    assert "subpolicy.yaml:9:" in capsys.readouterr().err
    assert not (root / FILES[0]).exists()


def test_a_missing_section_file_is_an_error_at_its_place(root, capsys):
    more = "  sections: [{id: introduction, title: Hello, file: intro.md}]\n"
    (root / "subpolicy.yaml").write_text(CONFIGURATION + more, encoding="utf-8")
    assert main(["publish", *DATE]) == 2
    assert 'subpolicy.yaml:9:53: error: there is no file "intro.md"' in capsys.readouterr().err


def test_without_outputs_publish_says_what_to_do(root, capsys):
    (root / "subpolicy.yaml").write_text("organisation: {name: Test}\n", encoding="utf-8")
    assert main(["publish"]) == 2
    assert main(["publish", "page", "--check"]) == 2
    assert "page.outputs" in capsys.readouterr().err


def test_the_root_may_stand_before_or_after_the_outputs_name(root, monkeypatch, tmp_path_factory):
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    assert main(["publish", "--root", str(root), "page", *DATE]) == 0
    assert main(["publish", "page", "--root", str(root), *DATE]) == 0
    assert main(["publish", "page", *DATE]) == 2
