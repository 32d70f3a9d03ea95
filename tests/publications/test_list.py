"""``subpolicy list``: which vendors, which columns, every format, and what is new."""

import csv
import io
import json
import os
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest

from subpolicy import shipped
from subpolicy.schema import Schemas
from support.checkout import git
from support.command import COMMAND, surroundings
from support.publications import ACME, CONFIGURATION, FLAGS, commit_on, record, subpolicy, told

DAY = "2026-12-01"


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    return told(tmp_path_factory.mktemp("history") / "repo")


@pytest.fixture
def repo(original, tmp_path):
    return Path(shutil.copytree(original, tmp_path / "repo"))


def listed(folder, *arguments, as_of=DAY):
    run = subpolicy("list", "--as-of", as_of, *arguments, cwd=folder)
    assert run.returncode == 0, run.stderr
    return run.stdout


def refused(folder, *arguments):
    run = subpolicy("list", *arguments, cwd=folder)
    assert run.returncode == 2
    assert run.stdout == ""
    return run.stderr


def vendors(folder, *arguments, columns="id", **options):
    table = json.loads(
        listed(folder, "--format", "json", "--columns", columns, *arguments, **options)
    )
    assert Schemas(shipped.schema_folder()).violations("list", table) == ()
    return [entry["id"] for entry in table["vendors"]]


def test_the_table_is_aligned_and_whole_when_piped(original):
    assert listed(original).splitlines() == [
        "id    name        status    processing                  purpose",
        "acme  Acme, Inc.  Active    United States, Germany      Sends e-mails",
        "beta  Beta GmbH   Optional  Germany; access from India  Answers questions",
    ]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ((), ["acme", "beta"]),
        (("--enabled", ""), ["acme"]),
        (("--enabled", "ai-x"), ["acme", "beta"]),
        (("--status", "retired"), ["gamma"]),
        (("--status", "optional,retired"), ["beta", "gamma"]),
        (("--location", "IN"), ["beta"]),
        (("--location", "eu"), ["acme", "beta"]),
        (("--location", "US"), ["acme"]),
        (("--category", "email", "--location", "IN"), ["beta"]),
    ],
)
def test_it_is_narrowed(original, arguments, expected):
    assert vendors(original, *arguments) == expected


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (("--columns", "purpos"), "did you mean purpose?"),
        (("--columns", "qqqqqq"), "there are: id, name"),
        (("--status", "activ"), "did you mean active?"),
        (("--category", "emial"), "did you mean email?"),
        (("--enabled", "ai_x"), "did you mean ai-x?"),
        (("--location", "UK"), "did you mean GB?"),
        (("--lang", "pt"), "there are: en"),
        (("--format", "xls"), "invalid choice"),
    ],
)
def test_what_there_is_not_is_a_wrong_run_with_the_nearest_word(original, arguments, hint):
    assert hint in refused(original, *arguments)


def test_nothing_is_no_error_and_says_so(original):
    run = subpolicy("list", "--location", "JP", cwd=original)
    assert (run.returncode, run.stdout) == (0, "")
    assert "no vendor matches" in run.stderr


def test_an_announced_change_is_true_from_its_day(repo):
    pending = [{"effective_on": "2027-01-01", "set": {"processing": {"locations": ["JP"]}}}]
    commit_on(repo, DAY, {"vendors/acme.yaml": record(ACME, {"pending": pending})})
    assert vendors(repo, "--location", "JP", as_of="2026-12-31") == []
    assert vendors(repo, "--location", "JP", as_of="2027-01-01") == ["acme"]


@pytest.mark.parametrize(
    ("since", "expected"),
    [
        ("2026-01-10", ["acme", "beta"]),
        ("2026-02-01", ["acme"]),
        ("HEAD~3", ["acme"]),
        ("HEAD", []),
    ],
)
def test_since_shows_what_is_new_and_what_of_it(original, since, expected):
    assert vendors(original, "--since", since) == expected


def test_the_column_change_is_added_and_says_what(original):
    table = json.loads(
        listed(original, "--since", "2026-06-01", "--format", "json", "--columns", "id")
    )
    assert table["columns"] == ["id", "change"]
    assert table["vendors"] == [{"id": "acme", "change": ["Another kind of data: Phone number"]}]


def test_since_something_unknown(original):
    assert "--since" in refused(original, "--since", "no-such")


def test_since_before_the_list_began_everything_is_new(original):
    assert vendors(original, "--since", "2020-01-01") == ["acme", "beta"]


def test_csv_is_read_back_and_no_cell_is_a_formula(repo):
    evil = {"name": "=HYPERLINK(1)", "purpose": "+1\n@x", "service": 'a,"b"'}
    commit_on(repo, DAY, {"vendors/acme.yaml": record(ACME, evil)})
    text = listed(repo, "--format", "csv", "--columns", "name,purpose,service")
    rows = [*csv.reader(io.StringIO(text.removeprefix("\ufeff")))]
    assert rows[0] == ["name", "purpose", "service"]
    assert rows[1] == ['\'=HYPERLINK(1) – a,"b"', "'+1 @x", 'a,"b"']


def test_a_workbook_holds_the_same_as_texts(repo):
    commit_on(repo, DAY, {"vendors/acme.yaml": record(ACME, {"name": "=1+1"})})
    listed(repo, "--output", "v.xlsx", "--columns", "id,name,locations")
    first = (repo / "v.xlsx").read_bytes()
    sheet = openpyxl.load_workbook(io.BytesIO(first)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows == [
        ["id", "Vendor", "Processing Location"],
        ["acme", "=1+1", "United States"],
        ["beta", "Beta GmbH", "Germany"],
    ]
    assert sheet["B2"].data_type == "s"
    listed(repo, "--output", "v.xlsx", "--columns", "id,name,locations")
    assert (repo / "v.xlsx").read_bytes() == first


def test_markdown_stays_a_table(repo):
    commit_on(repo, DAY, {"vendors/acme.yaml": record(ACME, {"name": "a|b <script> [x](//y)"})})
    text = listed(repo, "--format", "markdown", "--columns", "id,name")
    assert text.splitlines()[2] == r"| acme | a\|b &lt;script&gt; \[x\](//y) |"


def test_the_format_follows_the_ending(original, tmp_path):
    for name, start in (("v.json", "{"), ("v.csv", "\ufeffid,"), ("v.md", "| Vendor |")):
        assert listed(original, "--output", str(tmp_path / name)) == ""
        assert (tmp_path / name).read_text(encoding="utf-8").startswith(start)


def test_on_a_terminal_lines_fit_and_wide_characters_count_twice(repo):
    commit_on(
        repo,
        DAY,
        {"vendors/acme.yaml": record(ACME, {"name": "株式会社アクメ", "purpose": "x" * 200})},
    )
    leader, follower = pytest.importorskip("pty").openpty()
    process = subprocess.run(
        [*COMMAND, "list", "--columns", "id,name,purpose,status"],
        cwd=repo,
        env=surroundings(COLUMNS="60"),
        stdout=follower,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(follower)
    shown = os.read(leader, 65536).decode().replace("\r\n", "\n").splitlines()
    assert process.returncode == 0
    assert shown[1].startswith("acme  株式会社アクメ  xxx")
    assert "…" in shown[1]
    assert len(shown[0]) <= 60
    assert len(shown[1]) <= 60 - 7  # seven characters take two columns
    assert shown[0].index("status") == shown[1].index("Active") + 7


def test_a_workbook_is_not_printed_on_a_terminal(original):
    leader, follower = pytest.importorskip("pty").openpty()
    run = subprocess.run(
        [*COMMAND, "list", "--format", "xlsx"],
        cwd=original,
        env=surroundings(),
        stdout=follower,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(follower)
    os.close(leader)
    assert run.returncode == 2
    assert b"--output vendors.xlsx" in run.stderr


def test_what_nothing_switches_on_is_left_out_aloud(tmp_path):
    tmp_path.joinpath("vendors").mkdir()
    tmp_path.joinpath("subpolicy.yaml").write_text(CONFIGURATION, encoding="utf-8")
    tmp_path.joinpath("flags.yaml").write_text(FLAGS, encoding="utf-8")
    text = record(ACME, {"status": "optional"})
    tmp_path.joinpath("vendors/acme.yaml").write_text(text, encoding="utf-8")
    run = subpolicy("list", "--enabled", "ai-x", cwd=tmp_path)
    assert run.returncode == 0
    assert "left out, as optional without a declared feature_flag: 1 (acme)" in run.stderr


def test_what_went_since_is_told_with_the_status_retired(original):
    since = ("--since", "2026-07-15", "--status", "retired", "--columns", "id,change")
    assert listed(original, *since, "--format", "csv").splitlines()[1:] == [
        "gamma,No longer used: Gamma"
    ]


def test_a_day_before_a_shallow_clone_is_a_wrong_run(original, tmp_path):
    git(tmp_path, "clone", "--quiet", "--depth", "2", original.as_uri(), "clone")
    assert "shallow clone does not reach back to 2026-01-15" in refused(
        tmp_path / "clone", "--since", "2026-01-15"
    )
