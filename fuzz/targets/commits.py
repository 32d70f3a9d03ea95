"""A registry in a commit: hostile trees, links and contents, as ``git cat-file`` gives them."""

from pathlib import Path

import atheris

from subpolicy.errors import RunError
from subpolicy.git.objects import Objects
from subpolicy.printable import printable
from subpolicy.sources import SourceFault
from subpolicy.sources.revision import Revision

COMMIT = "c" * 40
NAMES = [b"vendors", b"a.yaml", b"b.yml", b"A.YAML", b"x.yaml", b"..", b".", b"", b".git"]
NAMES += [b"a/b.yaml", b"../x.yaml", b"\xff.yaml", b"\x1b[31m.yaml", b"\n.yaml", b"/", b"vendors/"]
NAMES += [b"::error::.yaml", b"con.yaml"]
LINKS = [b"x.yaml", b"../x.yaml", b"/etc/passwd", b".", b"..", b"", b"\0", b"a\0b", b"a.yaml"]
LINKS += [b"\xff", b"vendors", b"../" * 50 + b"x", b"a/../" * 50 + b"a.yaml", b"b.yml"]
MODES = [b"100644", b"100755", b"120000", b"160000", b"40000", b"040000"]
MODES += [b"0", b"-1", b"x", b"", b"9" * 30]


class Stored(Objects):
    """Objects of a repository that is nowhere; git names no more than their bytes."""

    def __init__(self, contents: dict[str, bytes]) -> None:
        super().__init__(Path(), [])
        self._contents = contents

    def _read(self, name: str, limit: int) -> bytes:
        if name not in self._contents:
            raise RunError(f"the object {name} is not in this clone")
        return self._contents[name][:limit]


def check(data: bytes) -> None:
    """Files are listed and read without leaving the registry, or the run ends with a reason."""
    made = atheris.FuzzedDataProvider(data)
    ids = [bytes([65 + at]) * 20 for at in range(6)]
    contents = {oid.hex(): made.PickValueInList(LINKS) for oid in ids[3:]}
    contents |= {oid.hex(): _tree(made, ids[at + 1 :]) for at, oid in enumerate(ids[:3])}
    contents[f"{COMMIT}^{{tree}}"] = _tree(made, ids)
    objects, prefix = Stored(contents), made.PickValueInList(["", "vendors/"])
    try:
        _look(Revision(objects, objects.files(COMMIT), COMMIT, prefix))
    except RunError as error:
        assert error.message


def _tree(made: atheris.FuzzedDataProvider, ids: list[bytes]) -> bytes:
    entries = b""
    for _ in range(made.ConsumeIntInRange(0, 5)):
        mode, name = made.PickValueInList(MODES), made.PickValueInList(NAMES)
        entries += b"%s %s\0%s" % (mode, name, made.PickValueInList(ids))
    return entries + (made.ConsumeBytes(30) if made.ConsumeProbability() < 0.2 else b"")


def _look(revision: Revision) -> None:
    for folder in ["", ".", "vendors", "vendors/..", ".."]:
        for entry in revision.files(folder):
            path = entry.path if isinstance(entry, SourceFault) else entry
            assert printable(path) == path
            assert ".." not in path.split("/") or isinstance(entry, SourceFault)
    for path in [*revision.entries, "", ".", "..", "../x", "/etc/passwd", "a//b", "vendors"]:
        got = revision.read(path)
        assert got is None or isinstance(got, bytes | SourceFault)
