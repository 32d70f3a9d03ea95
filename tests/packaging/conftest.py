from pathlib import Path

import pytest

from support.checkout import snapshot
from support.installs import Install, build, install


@pytest.fixture(scope="session")
def checkout(tmp_path_factory) -> Path:
    """A copy of this checkout, so that a test may build in it and edit it."""
    return snapshot(tmp_path_factory.mktemp("checkout"))


@pytest.fixture(scope="session")
def wheel(checkout, tmp_path_factory) -> Path:
    return build(checkout, "wheel", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="session")
def sdist(checkout, tmp_path_factory) -> Path:
    return build(checkout, "sdist", tmp_path_factory.mktemp("sdist"))


@pytest.fixture(scope="session")
def from_wheel(wheel, tmp_path_factory) -> Install:
    return install(tmp_path_factory.mktemp("from-wheel") / "venv", str(wheel))


@pytest.fixture(scope="session")
def from_sdist(sdist, tmp_path_factory) -> Install:
    """What pip makes of the source distribution: a wheel, then the install."""
    return install(tmp_path_factory.mktemp("from-sdist") / "venv", str(sdist))


@pytest.fixture(scope="session")
def editable(checkout, tmp_path_factory) -> Install:
    return install(tmp_path_factory.mktemp("editable") / "venv", "--editable", str(checkout))


@pytest.fixture(params=["from_wheel", "from_sdist", "editable"])
def installed(request) -> Install:
    """Each way to install it."""
    return request.getfixturevalue(request.param)
