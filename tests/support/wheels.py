"""A wheel that is nothing but there, for tests of what installs by content."""

import hashlib
import zipfile
from pathlib import Path

NAME = "subpolicy-needs-this"
_FOLDER = "subpolicy_needs_this-1.0.dist-info"


def wheel(folder: Path) -> str:
    """Make the only version of a package in a folder; returns the digest of its file."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "subpolicy_needs_this-1.0-py3-none-any.whl"
    metadata = f"Metadata-Version: 2.1\nName: {NAME}\nVersion: 1.0\n"
    tags = "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("subpolicy_needs_this.py", "")
        archive.writestr(f"{_FOLDER}/METADATA", metadata)
        archive.writestr(f"{_FOLDER}/WHEEL", tags)
        archive.writestr(f"{_FOLDER}/RECORD", "")
    return hashlib.sha256(path.read_bytes()).hexdigest()


def locked(digest: str) -> str:
    """The lock that wants a file of this digest."""
    return f"{NAME}==1.0 \\\n    --hash=sha256:{digest}\n"
