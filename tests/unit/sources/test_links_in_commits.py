"""Links in a commit that were made by hand, and thousands of them."""

import time

from subpolicy.git.objects import TreeEntry
from subpolicy.sources import Revision

LINK = 0o120000
MANY = 20_000


class Contents:
    """Objects whose bytes are at hand."""

    def __init__(self, target):
        self._target = target

    def blob(self, _oid, limit):
        return self._target[:limit]


def revision(target, count):
    entries = {f"vendors/v{n}.yaml": TreeEntry(LINK, "1" * 40) for n in range(count)}
    return Revision(Contents(target), entries, "c" * 40, "")


def test_many_dangling_links_take_linear_time():
    start = time.process_time()
    found = revision(b"nowhere", MANY).files("vendors")
    assert time.process_time() - start < 10
    assert {fault.code for fault in found} == {"file/dangling-link"}
    assert len(found) == MANY


def test_a_link_longer_than_any_path_leads_nowhere():
    target = b"a/../" * 200_000 + b"v1.yaml"
    start = time.process_time()
    found = revision(target, 100).files("vendors")
    assert time.process_time() - start < 2
    assert {fault.code for fault in found} == {"file/dangling-link"}


def test_a_link_to_a_folder_above_files_is_a_linked_folder():
    entries = {
        "vendors/a.yaml": TreeEntry(LINK, "1" * 40),
        "vendors/x/y/b.yaml": TreeEntry(0o100644, "2" * 40),
    }
    faults = Revision(Contents(b"x"), entries, "c" * 40, "").files("vendors")
    assert [getattr(fault, "code", fault) for fault in faults] == [
        "file/linked-folder",
        "vendors/x/y/b.yaml",
    ]
