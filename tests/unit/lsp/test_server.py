"""The server in this process: what is said on one pipe and answered on the other."""

import json
import os
import threading
from pathlib import Path

import pytest

from subpolicy.lsp.diagnosing import Diagnosing
from subpolicy.lsp.server import make_server
from subpolicy.lsp.session import Session
from support.desks import CONFIG, DAY, FLAGS
from support.registries import GERMAN, registry
from support.registries import GREEN as BARE

GREEN = BARE.replace("purpose:", "category: email\npurpose:")
PATIENCE = 60


class Wire:
    """A server in a thread, and the two pipes that lead to it."""

    def __init__(self) -> None:
        theirs_in, ours_out = os.pipe()
        ours_in, theirs_out = os.pipe()
        self._to, self._from = os.fdopen(ours_out, "wb"), os.fdopen(ours_in, "rb")
        pipes = (os.fdopen(theirs_in, "rb"), os.fdopen(theirs_out, "wb"))
        server = make_server(lambda: DAY)
        self._thread = threading.Thread(target=lambda: server.start_io(*pipes))
        self._thread.start()
        self._pipes = pipes
        self._number = 0

    def tell(self, method: str, params: object) -> None:
        self._send({"method": method, "params": params})

    def ask(self, method: str, params: object = None):
        self._number += 1
        self._send({"id": self._number, "method": method, "params": params})
        while (heard := self.hear()).get("id") != self._number or "method" in heard:
            pass
        return heard.get("result")

    def hear(self) -> dict:
        length = 0
        while line := self._from.readline().strip():
            if line.lower().startswith(b"content-length:"):
                length = int(line.partition(b":")[2])
        return json.loads(self._from.read(length))

    def diagnostics(self, uri: str) -> dict:
        """The next that are sent of a file."""
        while (heard := self.hear()).get("params", {}).get("uri") != uri:
            pass
        return heard["params"]

    def stop(self) -> None:
        self.ask("shutdown")
        self.tell("exit", None)
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive()
        for stream in (self._to, self._from, *self._pipes):
            stream.close()

    def _send(self, message: dict) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._to.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._to.flush()


@pytest.fixture
def root(tmp_path) -> Path:
    folder = registry(tmp_path / "r", acme=GREEN)
    (folder / "subpolicy.yaml").write_text(CONFIG, encoding="utf-8")
    (folder / "flags.yaml").write_text(FLAGS, encoding="utf-8")
    return folder


def opened(uri, text):
    return {"textDocument": {"uri": uri, "languageId": "yaml", "version": 1, "text": text}}


def at(uri, line, character):
    return {
        "textDocument": {"uri": uri},
        "position": {"line": line, "character": character},
    }


def test_a_session_from_the_first_word_to_the_last(root):
    uri = (root / "vendors" / "acme.yaml").as_uri()
    wire = Wire()
    watching = {"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": True}}}
    told = wire.ask("initialize", {"capabilities": watching, "processId": None})
    assert told["serverInfo"]["name"] == "subpolicy"
    assert told["capabilities"]["textDocumentSync"]["change"] == 1
    wire.tell("initialized", {})
    assert wire.hear()["method"] == "client/registerCapability"
    text = GREEN.replace("active", "actve") + "feature_flag: sms\n"
    wire.tell("textDocument/didOpen", opened(uri, text))
    (fault,) = wire.diagnostics(uri)["diagnostics"]
    assert fault["code"] == "schema/enum"
    items = wire.ask("textDocument/completion", at(uri, 2, 9))["items"]
    assert {"active", "planned"} <= {item["label"] for item in items}
    assert "switch" in wire.ask("textDocument/hover", at(uri, 11, 3))["contents"]["value"]
    place = wire.ask("textDocument/definition", at(uri, 11, 15))
    assert place["uri"].endswith("flags.yaml")
    wanted = {"textDocument": {"uri": uri}, "range": fault["range"], "context": {"diagnostics": []}}
    (action,) = wire.ask("textDocument/codeAction", wanted)
    assert action["edit"]["changes"][uri][0]["newText"] == "active"
    changed = {"textDocument": {"uri": uri, "version": 2}, "contentChanges": [{"text": GREEN}]}
    wire.tell("textDocument/didChange", changed)
    assert wire.diagnostics(uri) == {"uri": uri, "version": 2, "diagnostics": []}
    wire.tell("textDocument/didSave", {"textDocument": {"uri": uri}})
    assert wire.diagnostics(uri)["diagnostics"] == []
    wire.tell("textDocument/didClose", {"textDocument": {"uri": uri}})
    wire.stop()


def test_a_waiver_s_rule_is_found_in_the_installation(root):
    uri = (root / "waivers" / "w.yaml").as_uri()
    wire = Wire()
    wire.ask("initialize", {"capabilities": {}, "processId": None})
    wire.tell("textDocument/didOpen", opened(uri, "id: w\nrule: missing-purpose\n"))
    assert wire.ask("textDocument/definition", at(uri, 1, 8))["uri"].endswith("purpose.yaml")
    broken = {"textDocument": {"uri": uri, "version": 2}, "contentChanges": [{"text": "id: ["}]}
    wire.tell("textDocument/didChange", broken)
    whole = {"start": {"line": 0, "character": 0}, "end": {"line": 9, "character": 0}}
    wanted = {"textDocument": {"uri": uri}, "range": whole, "context": {"diagnostics": []}}
    assert wire.ask("textDocument/codeAction", wanted) is None
    wire.stop()


def test_what_is_outside_a_registry_has_no_answers(root, tmp_path):
    outside = (tmp_path / "other.yaml").as_uri()
    unknown = (root / "notes" / "x.yaml").as_uri()
    wire = Wire()
    wire.ask("initialize", {"capabilities": {}, "processId": None})
    for uri in (outside, unknown, "untitled:1"):
        wire.tell("textDocument/didOpen", opened(uri, "id: 1\n"))
        for name in ("completion", "hover", "definition"):
            assert wire.ask(f"textDocument/{name}", at(uri, 0, 1)) is None
    wire.stop()


def test_a_session_moves_documents_to_the_registry_that_begins_above_them(root):
    inner = root / "vendors" / "eu"
    session = Session(lambda: DAY)
    record = inner / "vendors" / "acme.yaml"
    assert session.put(record, GERMAN) == root
    assert session.put(inner / "subpolicy.yaml", CONFIG) == inner
    page = session.page(record)
    assert (page.path, page.kind) == ("vendors/acme.yaml", "vendor")
    assert any(one.finding.rule == "non-us-processing-without-scc" for one in page.remarks)
    assert {*session.open_files(inner)} == {record, inner / "subpolicy.yaml"}
    assert session.text(inner, "vendors/acme.yaml") == GERMAN
    session.drop(inner / "subpolicy.yaml")
    session.forget()
    assert session.page(record).path == "vendors/eu/vendors/acme.yaml"
    session.drop(record)
    assert session.page(record) is None
    assert not session.is_open(root)


def test_what_is_closed_is_shown_no_longer(root):
    sent = []
    session = Session(lambda: DAY)
    record = root / "vendors" / "acme.yaml"
    diagnosing = Diagnosing(session, lambda *one: sent.append(one[1:]), lambda action: action())
    session.put(record, GREEN + "nope: 1\n")
    diagnosing._look(root)
    assert [(path, len(found)) for path, found in sent] == [("vendors/acme.yaml", 1)]
    session.drop(record)
    diagnosing._look(root)
    assert sent[-1] == ("vendors/acme.yaml", ())
