"""``subpolicy fix`` writes what is due, shows it without writing, and says what it left."""

from subpolicy.cli.main import main
from support.registries import GREEN, registry

PENDING = "pending:\n  - effective_on: 2026-01-01\n    set: {purpose: Sends SMS}\n"
ENTANGLED = (
    "pending:\n  - effective_on: 2026-01-01\n    set: {data_categories: &kept [name]}\n"
    "notes: *kept\n"
)


def fix(root, *arguments):
    return main(["fix", "--root", str(root), "--as-of", "2026-02-01", *arguments])


def test_it_writes_what_is_due_and_the_gate_that_was_shut_opens(tmp_path, capsys):
    root = registry(tmp_path / "registry", acme=GREEN + PENDING)
    gate = ["check", "--root", str(root), "--as-of", "2026-02-01"]
    assert main(gate) == 1
    assert fix(root) == 0
    assert (root / "vendors/acme.yaml").read_text() == GREEN.replace("e-mail", "SMS")
    assert capsys.readouterr().err.splitlines() == [
        "vendors/acme.yaml: fixed: purpose as announced for 2026-01-01",
        "fixed 1 file",
    ]
    assert main(gate) == 0
    assert fix(root) == 0
    assert "nothing to fix" in capsys.readouterr().err


def test_diff_shows_the_change_and_writes_nothing(tmp_path, capsys):
    text = (
        (GREEN + PENDING).replace("Acme, Inc.", '"Acme \\e[2J"').replace("Sends e", "\u202eSends e")
    )
    root = registry(tmp_path / "registry", acme=text)
    assert fix(root, "--diff") == 0
    out, err = capsys.readouterr()
    assert (root / "vendors/acme.yaml").read_text(encoding="utf-8") == text
    assert out.splitlines()[:2] == ["--- a/vendors/acme.yaml", "+++ b/vendors/acme.yaml"]
    assert "-purpose: \\u202eSends e-mail" in out.splitlines()
    assert "+purpose: Sends SMS" in out.splitlines()
    assert err.endswith("would fix 1 file\n")


def test_what_cannot_be_spliced_is_named_and_left_and_the_rest_is_done(tmp_path, capsys):
    other = (GREEN + PENDING).replace("acme", "beta").replace("Acme", "Beta")
    root = registry(tmp_path / "registry", acme=GREEN + ENTANGLED, beta=other)
    assert fix(root) == 1
    assert (root / "vendors/acme.yaml").read_text() == GREEN + ENTANGLED
    assert "Sends SMS" in (root / "vendors/beta.yaml").read_text()
    err = capsys.readouterr().err
    assert "vendors/acme.yaml:5: not fixed: data_categories as announced for 2026-01-01" in err
    assert err.endswith("fixed 1 file, 1 left to be edited by hand\n")


def test_without_a_registry_the_run_is_wrong(tmp_path):
    assert fix(tmp_path) == 2


def test_what_needs_a_decision_is_named_and_waits_for_unsafe(tmp_path, capsys):
    text = GREEN.replace("purpose:", "purpos:").replace("[US]", "[USA]")
    root = registry(tmp_path / "registry", acme=text)
    assert fix(root) == 0
    assert (root / "vendors/acme.yaml").read_text() == text.replace("purpos:", "purpose:")
    assert capsys.readouterr().err.splitlines() == [
        "vendors/acme.yaml: fixed: `purpos` to `purpose`",
        "vendors/acme.yaml:7: only with --unsafe: `USA` to `US`",
        "fixed 1 file, 1 more with --unsafe",
    ]
    assert fix(root, "--unsafe", "--diff") == 0
    out, err = capsys.readouterr()
    assert "+  locations: [US]" in out
    assert err.endswith("would fix 1 file\n")
    assert fix(root, "--unsafe") == 0
    assert (root / "vendors/acme.yaml").read_text() == GREEN
