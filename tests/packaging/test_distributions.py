"""What is in the distributions, and what their metadata say."""

import email
import tarfile
import zipfile

import pytest

from support.checkout import ROOT

pytestmark = pytest.mark.slow


@pytest.fixture(scope="session")
def metadata(wheel):
    with zipfile.ZipFile(wheel) as archive:
        (name,) = [name for name in archive.namelist() if name.endswith(".dist-info/METADATA")]
        return email.message_from_bytes(archive.read(name))


def names(wheel):
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_the_wheel_is_typed_and_holds_nothing_but_the_package(wheel):
    inside = names(wheel)

    assert "subpolicy/py.typed" in inside
    assert {name.split("/")[0].partition("-")[0] for name in inside} == {"subpolicy"}


def test_the_wheel_holds_what_a_new_registry_is_made_of(wheel):
    inside = names(wheel)

    assert {"subpolicy/__init__.pyi", "subpolicy/catalogue/vendors.yaml"} <= inside
    for path in (ROOT / "src/subpolicy/starting/templates").iterdir():
        assert f"subpolicy/starting/templates/{path.name}" in inside


def test_the_wheel_is_for_every_platform(wheel):
    assert wheel.name.endswith("-py3-none-any.whl")


def test_the_licence_is_an_spdx_expression_and_its_text_is_included(wheel, metadata):
    assert metadata["License-Expression"] == "Apache-2.0"
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names(wheel))


def test_the_version_is_the_packages(metadata):
    source = (ROOT / "src" / "subpolicy" / "__init__.py").read_text(encoding="utf-8")

    assert f'__version__ = "{metadata["Version"]}"' in source


def test_the_source_distribution_holds_what_the_wheel_is_made_of(sdist, checkout):
    with tarfile.open(sdist) as archive:
        inside = {name.split("/", 1)[1] for name in archive.getnames()}

    for folder in ("schema", "policies", "src"):
        expected = {
            path.relative_to(checkout).as_posix()
            for path in (checkout / folder).rglob("*")
            if path.is_file() and "__pycache__" not in path.parts
        }
        assert expected <= inside
    assert {"LICENSE", "README.md", "CHANGELOG.md", "pyproject.toml"} <= inside
