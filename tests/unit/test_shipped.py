from pathlib import Path

import pytest

from subpolicy import shipped
from subpolicy.errors import RunError


def test_a_checkout_ships_its_own_folders() -> None:
    assert (shipped.schema_folder() / "vendor.schema.json").is_file()
    assert shipped.policies_folder().is_dir()


def test_a_wheel_comes_before_what_lies_beside_it(tmp_path: Path) -> None:
    package = tmp_path / "src" / "subpolicy"
    inside = package / "_shipped" / "schema"
    inside.mkdir(parents=True)
    (tmp_path / "schema").mkdir()
    assert shipped._shipped("schema", package) == inside


def test_a_torn_installation_says_so(tmp_path: Path) -> None:
    with pytest.raises(RunError, match="lacks its schema folder") as caught:
        shipped._shipped("schema", tmp_path / "src" / "subpolicy")
    assert caught.value.help_text
