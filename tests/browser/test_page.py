"""The public page in a browser: nothing is loaded, nothing runs, and axe-core has no complaint."""

import pytest

from subpolicy.cli.main import main
from support.browsing import inspect
from support.checkout import ROOT


@pytest.mark.parametrize("registry", [".", "examples/mielto", "examples/dovetail"])
@pytest.mark.parametrize("layout", ["tables", "cards"])
def test_the_page_is_accessible_and_asks_for_nothing(tmp_path, capsys, registry, layout):
    root = ("--root", str(ROOT / registry), "--as-of", "2026-11-21")
    assert main(["publish", "page", *root, "--layout", layout]) == 0
    path = tmp_path / "page.html"
    path.write_text(capsys.readouterr().out, encoding="utf-8")

    assert inspect(path, scripts=False).faults == []
    assert inspect(path, judged=False).faults == []
