"""``subpolicy diff`` in real repositories: what changed, what it owes, and from which day."""

import json

import pytest

from subpolicy import shipped
from subpolicy.cli.main import main
from subpolicy.schema import Schemas
from support.checkout import git, repository
from support.registries import GREEN, SCCS, registry

DAY = "2026-06-01"
CONFIG = "organisation: {name: Test}\npacks: [core, change]\nnotice: {days: 30}\n"
BETA = GREEN.replace("acme", "beta").replace("Acme", "Beta")


@pytest.fixture
def repo(tmp_path):
    """A repository whose main branch holds two sound vendors."""
    root = registry(repository(tmp_path / "repo"), acme=GREEN, beta=BETA)
    (root / "subpolicy.yaml").write_text(CONFIG, encoding="utf-8")
    commit(root)
    return root


def commit(root):
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--allow-empty", "--message", "x")


def edit(root, stem, text):
    (root / "vendors" / f"{stem}.yaml").write_text(text, encoding="utf-8")


def diff(root, capsys, *arguments, base="main"):
    """The difference as JSON, valid by its schema."""
    code = main(["diff", base, *arguments, "--root", str(root), "--as-of", DAY, "--format", "json"])
    assert code == 0
    data = json.loads(capsys.readouterr().out)
    assert Schemas(shipped.schema_folder()).violations("diff", data) == ()
    return data


def test_nothing_changed(repo, capsys):
    data = diff(repo, capsys)
    assert data["changes"] == data["findings"] == data["not_compared"] == []
    assert data["base"] == data["head"] == git(repo, "rev-parse", "HEAD").strip()
    assert data["clean"] is True


def test_a_renamed_file_with_the_same_id_is_no_change(repo, capsys):
    (repo / "vendors/eu").mkdir()
    (repo / "vendors/acme.yaml").rename(repo / "vendors/eu/acme.yaml")
    assert diff(repo, capsys)["changes"] == []


def test_material_comes_first_with_reasons_and_the_earliest_lawful_day(repo, capsys):
    edit(repo, "acme", GREEN.replace("Sends e-mail", "Sends SMS"))
    edit(repo, "beta", BETA.replace("[US]", "[US, DE]") + SCCS)
    first, second = diff(repo, capsys)["changes"]
    assert (first["vendor"], first["weight"]) == ("beta", "material")
    assert first["reasons"] == [
        {"kind": "new-location", "pointer": "/processing/locations/1", "value": "DE"}
    ]
    assert first["notice"] == {
        "standing": "missing",
        "kinds": ["widened", "replaced"],
        "days": 30,
        "starts": DAY,
        "announced_on": None,
        "earliest": "2026-07-01",
    }
    assert (second["vendor"], second["weight"]) == ("acme", "editorial")
    assert second["fields"] == [
        {"pointer": "/purpose", "before": "Sends e-mail", "after": "Sends SMS"}
    ]
    assert second["notice"] is None


@pytest.mark.parametrize(
    ("announced", "standing"), [("2026-05-02", "kept"), ("2026-05-03", "too-short")]
)
def test_a_new_vendor_is_held_against_the_promised_days(repo, capsys, announced, standing):
    notice = f"notices: [{{kind: added, announced_on: {announced}, channels: [page]}}]\n"
    new = GREEN.replace("acme", "newco") + f"active_from: {DAY}\n" + notice
    edit(repo, "newco", new)
    data = diff(repo, capsys)
    [change] = data["changes"]
    assert change["kind"] == "added"
    assert change["notice"]["standing"] == standing
    found = "activated-without-notice" in [finding["rule"] for finding in data["findings"]]
    assert found == (standing == "too-short")


def test_an_emergency_excuses_a_short_notice(repo, capsys):
    emergency = "emergency: {reason: outage, approved_by: dpo@example.com}"
    notice = f"{{kind: added, announced_on: 2026-05-31, channels: [page], {emergency}}}"
    new = GREEN.replace("acme", "newco") + f"active_from: {DAY}\nnotices: [{notice}]\n"
    edit(repo, "newco", new)
    assert diff(repo, capsys)["changes"][0]["notice"]["standing"] == "emergency"


def test_no_notice_is_owed_for_what_is_no_subprocessor(repo, capsys):
    edit(repo, "newco", GREEN.replace("acme", "newco") + "role: independent-controller\n")
    [change] = diff(repo, capsys)["changes"]
    assert change["weight"] == "material"
    assert change["notice"] is None


def test_what_is_announced_stands_between_with_the_notice_that_it_owes(repo, capsys):
    pending = (
        "pending:\n  - effective_on: 2026-06-20\n    note: Frankfurt opens\n"
        "    set: {processing: {locations: [US, DE]}}\n"
    )
    edit(repo, "acme", GREEN + SCCS + pending)
    edit(repo, "newco", GREEN.replace("acme", "newco").replace("status: active", "status: planned"))
    acme, newco = diff(repo, capsys)["changes"]
    assert [acme["weight"], newco["weight"]] == ["announced", "announced"]
    [coming] = acme["upcoming"]
    assert (coming["effective_on"], coming["note"]) == ("2026-06-20", "Frankfurt opens")
    assert [reason["value"] for reason in coming["reasons"]] == ["DE"]
    assert (coming["notice"]["standing"], coming["notice"]["earliest"]) == ("missing", "2026-07-01")
    assert coming["fields"] == [
        {"pointer": "/processing/locations", "before": ["US"], "after": ["US", "DE"]}
    ]


def test_an_announced_change_that_came_true_is_covered_by_its_notice(repo, capsys):
    notice = (
        "notices:\n  - {kind: widened, announced_on: 2026-04-01, effective_on: 2026-05-20, "
        "channels: [page]}\n"
    )
    pending = (
        "pending:\n  - effective_on: 2026-05-20\n    set: {processing: {locations: [US, DE]}}\n"
    )
    edit(repo, "acme", GREEN + SCCS + notice + pending)
    commit(repo)
    assert main(["fix", "--root", str(repo), "--as-of", DAY]) == 0
    [change] = diff(repo, capsys)["changes"]
    assert change["notice"]["standing"] == "kept"
    assert change["notice"]["starts"] == "2026-05-20"


def test_a_record_that_is_invalid_is_named_and_its_findings_are_shown(repo, capsys):
    edit(repo, "acme", GREEN + "bad: 1\n")
    data = diff(repo, capsys)
    assert data["changes"] == []
    assert data["not_compared"] == [{"vendor": "acme", "path": "vendors/acme.yaml"}]
    assert [finding["rule"] for finding in data["findings"]] == ["schema/unknown-key"]
    assert data["findings"][0]["blocks"] is True


def test_findings_on_vendors_that_did_not_change_are_left_out(repo, capsys):
    edit(repo, "acme", GREEN.replace("signed_on: 2024-05-01", "url: https://a.example"))
    commit(repo)
    edit(repo, "beta", BETA.replace("signed_on: 2024-05-01", "url: https://a.example"))
    assert {finding["vendor"] for finding in diff(repo, capsys)["findings"]} == {"beta"}


def test_two_revisions_are_compared_from_where_they_parted(repo, capsys):
    git(repo, "switch", "--quiet", "--create", "branch")
    edit(repo, "acme", GREEN.replace("Sends e-mail", "Sends SMS"))
    commit(repo)
    git(repo, "switch", "--quiet", "main")
    edit(repo, "beta", BETA.replace("Sends e-mail", "Sends faxes"))
    commit(repo)
    data = diff(repo, capsys, "branch")
    assert [change["vendor"] for change in data["changes"]] == ["acme"]
    assert data["head"] == git(repo, "rev-parse", "branch").strip()
    assert data["base"] == git(repo, "rev-parse", "main~1").strip()


def test_a_base_without_a_registry_is_said(tmp_path, capsys):
    root = repository(tmp_path / "repo")
    commit(root)
    registry(root)
    commit(root)
    data = diff(root, capsys, base="HEAD~1")
    assert data["changes"] == []
    assert data["base"] is None
    assert data["notes"] == ["the base has no registry: every vendor is taken as it is"]


def test_the_gate_may_be_shut_and_diff_still_succeeds(repo, capsys):
    edit(repo, "newco", "id: newco\nname: N\nstatus: active\nprocessing: {locations: [DE]}\n")
    assert main(["diff", "main", "--root", str(repo), "--as-of", DAY]) == 0
    out = capsys.readouterr().out
    assert "newco (N): added" in out
    assert "the earliest lawful day is 2026-07-01" in out
    assert "\x1b" not in out
    assert main(["diff", "main", "--root", str(repo), "--as-of", DAY, "--color", "always"]) == 0
    assert "\x1b[1m" in capsys.readouterr().out


def test_every_format_can_go_to_a_file(repo, tmp_path, capsys):
    edit(repo, "acme", GREEN.replace("Sends e-mail", "Sends SMS"))
    outputs = [f"--output={name}={tmp_path / name}" for name in ("text", "markdown", "json")]
    assert main(["diff", "main", "--root", str(repo), "--as-of", DAY, *outputs]) == 0
    assert (tmp_path / "text").read_text(encoding="utf-8") == capsys.readouterr().out
    assert (tmp_path / "markdown").read_text(encoding="utf-8").startswith("## Subprocessor changes")
    assert json.loads((tmp_path / "json").read_text(encoding="utf-8"))["as_of"] == DAY


@pytest.mark.parametrize(
    ("second", "said"),
    [("missing/diff.md", "cannot write"), ("diff.json", "two outputs go to")],
)
def test_where_one_output_cannot_be_written_none_is(repo, tmp_path, capsys, second, said):
    first = tmp_path / "diff.json"
    first.write_text("from before", encoding="utf-8")
    outputs = [f"--output=json={first}", f"--output=markdown={tmp_path / second}"]
    assert main(["diff", "main", "--root", str(repo), "--as-of", DAY, *outputs]) == 2
    streams = capsys.readouterr()
    assert said in streams.err
    assert streams.out == ""
    assert first.read_text(encoding="utf-8") == "from before"


@pytest.mark.parametrize("arguments", [["nowhere"], ["main", "nowhere"]])
def test_an_unknown_revision_is_a_wrong_run(repo, capsys, arguments):
    assert main(["diff", *arguments, "--root", str(repo)]) == 2
    assert 'no revision "nowhere"' in capsys.readouterr().err
