"""Getting started: each command of the page, done as it says. The first five: tests/hooks."""

import re
import shlex

import pytest
import yaml

from subpolicy.cli.main import main
from support.checkout import ROOT, repository

PAGE = (ROOT / "docs/getting-started.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)


def command(block, word):
    """The line of a block that calls subpolicy with a word, as arguments."""
    (line,) = [line for line in block.splitlines() if line.startswith(f"subpolicy {word}")]
    return shlex.split(line.partition(" > ")[0])[1:]


@pytest.fixture
def company(tmp_path, monkeypatch):
    monkeypatch.chdir(repository(tmp_path / "company"))
    return tmp_path / "company"


def test_init_with_all_answers_and_every_file_of_the_table(company, capsys):
    assert main(command(BLOCKS[1], "init")) == 0
    written = yaml.safe_load((company / "subpolicy.yaml").read_text(encoding="utf-8"))
    assert written["exporter_regimes"] == ["EU"]
    assert "0 failed" in capsys.readouterr().out
    assert "@muster/datenschutz" in (company / ".gitlab/CODEOWNERS").read_text(encoding="utf-8")
    table = PAGE.partition("| file |")[2].partition("\n\n")[0]
    named = [name for name in re.findall(r"`([\w./-]+)`", table) if "." in name or "/" in name]
    for name in [name for name in named if "CODEOWNERS" not in name]:
        assert (company / name).exists(), name


def test_the_schemas_are_brought_up_to_date(company):
    assert main(command(BLOCKS[1], "init")) == 0
    (company / "schema/vendor.schema.json").write_text(
        '{"$id": "urn:subpolicy:schema:vendor:0"}', encoding="utf-8"
    )
    assert main(command(BLOCKS[2], "schema")) == 0
    assert "properties" in (company / "schema/vendor.schema.json").read_text(encoding="utf-8")


def test_the_completion_is_printed(capsys):
    assert main(command(BLOCKS[3], "completion")) == 0
    assert "complete " in capsys.readouterr().out
