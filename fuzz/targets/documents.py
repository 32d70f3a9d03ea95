"""The YAML loader, and the position of every value that it gives."""

from shared import as_json, assert_inside, pointers

from subpolicy.documents import Broken, Document, read
from subpolicy.documents.writing import write


def check(data: bytes) -> None:
    """Any bytes are a document or faults, the same each time, each at its place."""
    got, again = read("x.yaml", data), read("x.yaml", data)
    if isinstance(got, Broken):
        assert got == again
        assert got.faults
        for fault in got.faults:
            assert fault.code.startswith("yaml/")
            assert fault.message.isprintable(), fault
            assert_inside(data, fault.span)
        return
    assert isinstance(again, Document)
    assert as_json(got.data) == as_json(again.data)
    _require_readable(data)
    for where in pointers(got.data):
        assert got.exists(where)
        assert_inside(data, got.locate(where))
        assert_inside(data, got.locate_key(where))
    if isinstance(got.data, dict):
        written = read("x.yaml", write(got.data).encode())
        assert isinstance(written, Document), written
        assert as_json(written.data) == as_json(got.data)


def _require_readable(data: bytes) -> None:
    """What other programs would refuse, or read otherwise, is no document."""
    text = data.decode("utf-8-sig")
    assert "\0" not in text
    assert not {"\x85", "\u2028", "\u2029", "\ufeff"} & {*text}
