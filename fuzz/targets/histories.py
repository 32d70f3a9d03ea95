"""What git says of a history, with hostile names, authors, subjects and dates in it."""

import atheris

from subpolicy.git import ancestry
from subpolicy.git.trails import Trails

PATHS = [
    "a.yaml",
    "b.yaml",
    "vendors/a.yaml",
    ":a",
    "a\nb",
    "\n",
    "::100644",
    "\udcff",
    "é",
    " ",
    "-",
]
STATUSES = ["M", "A", "D", "T", "U", "X", "R100", "R050", "C075", "M100"]
MODES = ["000000", "100644", "120000", "160000"]
SECONDS = ["0", "1767225600", "-1", "99999999999999999999", "", "x", "253402300800"]


def check(data: bytes) -> None:
    """Every trail ends, goes back in time, and says where a file was in each commit."""
    made = atheris.FuzzedDataProvider(data)
    count = made.ConsumeIntInRange(0, 12)
    log = "\0".join(_commit(made, at) for at in range(count))
    trails = Trails(log.encode(errors="surrogateescape"), shallow=made.ConsumeBool())
    for path in PATHS:
        touches = list(trails.of(path))
        orders = [touch.commit.order for touch in touches]
        assert orders == sorted({*orders})
        assert len(touches) <= count
        for touch in touches:
            assert trails.at(path, touch.commit) in {None, touch}
    _ancestors(made)


def _commit(made: atheris.FuzzedDataProvider, at: int) -> str:
    oid = f"{at:040x}"
    parents = " ".join([f"{at + 1:040x}"] * made.ConsumeIntInRange(0, 2))
    head = f"{oid} {made.PickValueInList(SECONDS)} {parents}"
    # git names a path once in a commit; a file that was renamed away is not there any more
    left = list(PATHS)
    entries = "\0".join(_entry(made, left) for _ in range(made.ConsumeIntInRange(0, 4)))
    return f"{head}\n{entries}\0" if entries else head


def _entry(made: atheris.FuzzedDataProvider, left: list[str]) -> str:
    status = made.PickValueInList(STATUSES)
    old, new = made.PickValueInList(MODES), made.PickValueInList(MODES)
    names = [left.pop(made.ConsumeIntInRange(0, len(left) - 1))]
    if status[0] in "RC":
        names.append(left.pop(made.ConsumeIntInRange(0, len(left) - 1)))
    return "\0".join([f":{old} {new} {'0' * 40} {'1' * 40} {status}", *names])


def _ancestors(made: atheris.FuzzedDataProvider) -> None:
    fields = ["a" * 40, "b" * 40, made.PickValueInList(SECONDS)]
    texts = [made.ConsumeUnicode(20).replace("\0", "") for _ in range(2)]
    log = "\0".join([*fields, *texts, ""]).encode(errors="surrogatepass")
    found = list(ancestry.read(log, shallow=made.ConsumeBool()))
    assert len(found) == 1
    found = list(ancestry.read(made.ConsumeBytes(200), shallow=True))
    assert all(isinstance(ancestor.id, str) for ancestor in found)
