"""Building subpolicy, and installing it into fresh virtual environments."""

import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import NamedTuple

from support.checkout import environment


def execute(
    program: Path | str, *arguments: str, cwd: Path, **variables: str
) -> subprocess.CompletedProcess[str]:
    """A finished process with its output as text."""
    return subprocess.run(
        [str(program), *arguments],
        cwd=cwd,
        env=environment(**variables),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def succeed(program: Path | str, *arguments: str, cwd: Path, **variables: str) -> str:
    """What a program prints that has to succeed."""
    done = execute(program, *arguments, cwd=cwd, **variables)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


class Install(NamedTuple):
    """A virtual environment with subpolicy in it."""

    scripts: Path

    def run(self, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
        """``subpolicy`` by its console script."""
        return execute(self.scripts / "subpolicy", *arguments, cwd=cwd)

    def module(self, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
        """``python -m subpolicy``."""
        return execute(self.scripts / "python", "-m", "subpolicy", *arguments, cwd=cwd)

    def folder(self, kind: str, cwd: Path) -> Path:
        """Where this install finds its ``schema`` or ``policies``."""
        program = f"from subpolicy.shipped import {kind}_folder; print({kind}_folder())"
        return Path(succeed(self.scripts / "python", "-c", program, cwd=cwd).strip())


def install(folder: Path, *requirement: str) -> Install:
    """A fresh virtual environment with one requirement.

    The dependencies and the build backend are those of the running environment, so that the
    test needs seconds and no package index.
    """
    folder.mkdir()
    succeed(sys.executable, "-m", "virtualenv", "--quiet", ".", cwd=folder)
    scripts = folder / ("Scripts" if sys.platform == "win32" else "bin")
    borrowed = sysconfig.get_path("purelib")
    succeed(
        scripts / "python",
        *("-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation", *requirement),
        cwd=folder,
        PYTHONPATH=borrowed,
    )
    own = Path(
        succeed(
            scripts / "python",
            *("-c", "import sysconfig; print(sysconfig.get_path('purelib'))"),
            cwd=folder,
        ).strip()
    )
    # Read after the install's own .pth file, so that its subpolicy comes first.
    (own / "zz_borrowed.pth").write_text(borrowed, encoding="utf-8")
    return Install(scripts)


def build(checkout: Path, target: str, folder: Path) -> Path:
    """One distribution of the checkout, ``wheel`` or ``sdist``, by the project's own backend."""
    succeed(
        sys.executable,
        *("-m", "hatchling", "build", "--target", target, "--directory", str(folder)),
        cwd=checkout,
    )
    (distribution,) = folder.iterdir()
    return distribution
