"""``subpolicy lsp`` and an editor: every feature over the protocol, and what may go wrong."""

import asyncio
import json
import subprocess
import sys
from pathlib import Path

import pytest
from lsprotocol import types

from support.command import COMMAND, surroundings
from support.desks import CONFIG, FLAGS
from support.editor import editing
from support.registries import GERMAN, registry
from support.registries import GREEN as BARE

GREEN = BARE.replace("purpose:", "category: email\npurpose:")


@pytest.fixture
def root(tmp_path) -> Path:
    folder = registry(tmp_path / "a registry", acme=GREEN)
    (folder / "subpolicy.yaml").write_text(CONFIG, encoding="utf-8")
    (folder / "flags.yaml").write_text(FLAGS, encoding="utf-8")
    return folder


def codes(diagnostics) -> list[str]:
    return [str(one.code) for one in diagnostics]


def stretch(diagnostic) -> tuple[int, int, int, int]:
    start, end = diagnostic.range.start, diagnostic.range.end
    return start.line, start.character, end.line, end.character


def test_diagnostics_follow_what_is_typed(root):
    acme = root / "vendors" / "acme.yaml"

    async def session() -> None:
        async with editing(root) as editor:
            editor.open(acme)
            assert await editor.diagnostics(acme, 1) == []
            editor.change(acme, GREEN.replace("active", "actve"), 2)
            (fault,) = await editor.diagnostics(acme, 2)
            assert (fault.code, fault.source) == ("schema/enum", "subpolicy")
            assert fault.severity is types.DiagnosticSeverity.Error
            assert stretch(fault) == (2, 8, 2, 13)
            assert "did you mean `active`?" in fault.message
            editor.change(acme, GREEN.replace("[US]", "[US, DE]"), 3)
            (fault,) = await editor.diagnostics(acme, 3)
            assert fault.code == "non-us-processing-without-scc"
            editor.change(acme, GREEN, 4)
            assert await editor.diagnostics(acme, 4) == []
            assert acme.read_text(encoding="utf-8") == GREEN

    asyncio.run(session())


@pytest.mark.parametrize(
    ("encodings", "column"),
    [
        ((), 13),
        ((types.PositionEncodingKind.Utf16,), 13),
        ((types.PositionEncodingKind.Utf8,), 15),
        ((types.PositionEncodingKind.Utf32,), 12),
    ],
)
def test_positions_are_in_the_units_agreed_upon(root, encodings, column):
    acme = root / "vendors" / "acme.yaml"
    text = GREEN + "ai: {note😀: 1, training: prohibited}\n"

    async def session() -> None:
        async with editing(root, encodings) as editor:
            editor.open(acme, text)
            (fault,) = await editor.diagnostics(acme, 1)
            assert stretch(fault)[1] == 5
            assert stretch(fault)[3] == 5 + {13: 6, 15: 8, 12: 5}[column]

    asyncio.run(session())


def test_a_record_that_is_not_saved_yet_counts_for_the_others(root):
    twin = root / "vendors" / "twin.yaml"
    acme = root / "vendors" / "acme.yaml"

    async def session() -> None:
        async with editing(root) as editor:
            editor.open(acme)
            assert await editor.diagnostics(acme, 1) == []
            editor.open(twin, GREEN.replace("id: acme", "id: twin"))
            (fault,) = [
                d for d in await editor.diagnostics(twin, 1) if d.code == "duplicate-vendor"
            ]
            (related,) = fault.related_information
            assert related.location.uri == acme.as_uri()
            await editor.until(acme, bool)
            editor.close(twin)
            await editor.until(acme, lambda found: not found)

    asyncio.run(session())


def test_completion_hover_definition_and_fixes(root):
    acme = root / "vendors" / "acme.yaml"
    text = GREEN.replace("active", "actve") + "feature_flag: sms\n"

    async def session() -> None:
        async with editing(root) as editor:
            editor.open(acme, text)
            (fault,) = await editor.diagnostics(acme, 1)
            items = {i.label: i for i in (await editor.complete(acme, 2, 10)).items}
            assert items["active"].text_edit.new_text == "active"
            assert items["active"].text_edit.range == fault.range
            assert "planned" in items["active"].documentation.value
            assert "actve" not in items
            assert "data processing agreement" in (await editor.hover(acme, 8, 1) or "")
            place = await editor.definition(acme, 11, 15)
            assert place.uri == (root / "flags.yaml").as_uri()
            assert place.range.start.line == 2
            (action,) = await editor.actions(acme, fault.range)
            assert (action.title, action.kind) == ("Change to `active`", "quickfix")
            ((uri, edits),) = action.edit.changes.items()
            assert (uri, [edit.new_text for edit in edits]) == (acme.as_uri(), ["active"])
            assert edits[0].range == fault.range
            assert [one.code for one in action.diagnostics] == ["schema/enum"]

    asyncio.run(session())


def test_a_shipped_rule_opens_from_the_installation(root):
    waiver = root / "waivers" / "w.yaml"

    async def session() -> None:
        async with editing(root) as editor:
            editor.open(waiver, "id: w\nrule: missing-purpose\n")
            place = await editor.definition(waiver, 1, 8)
            assert place.uri.endswith("/policies/core/missing-purpose.yaml")
            assert "purpose" in (await editor.hover(waiver, 1, 8) or "")

    asyncio.run(session())


def test_every_file_of_the_registry_has_its_faults(root):
    (root / "vendors" / "berlin.yaml").write_text(GERMAN, encoding="utf-8")
    settings = root / "subpolicy.yaml"

    async def session() -> None:
        async with editing(root) as editor:
            editor.open(settings, CONFIG + "rulez: 1\n")
            assert codes(await editor.diagnostics(settings, 1)) == ["schema/unknown-key"]
            editor.change(settings, CONFIG, 2)
            assert await editor.diagnostics(settings, 2) == []
            found = codes(await editor.diagnostics(root / "vendors" / "berlin.yaml"))
            assert "non-us-processing-without-scc" in found

    asyncio.run(session())


def test_changes_on_disk_are_seen_when_the_editor_tells_of_them(root):
    acme, berlin = root / "vendors" / "acme.yaml", root / "vendors" / "berlin.yaml"

    async def session() -> None:
        async with editing(root) as editor:
            editor.open(acme)
            await editor.diagnostics(acme, 1)
            assert [one.method for one in editor.registered] == ["workspace/didChangeWatchedFiles"]
            berlin.write_text(GERMAN, encoding="utf-8")
            event = types.FileEvent(berlin.as_uri(), types.FileChangeType.Created)
            editor.client.workspace_did_change_watched_files(
                types.DidChangeWatchedFilesParams([event])
            )
            assert "non-us-processing-without-scc" in codes(await editor.diagnostics(berlin))

    asyncio.run(session())


def test_two_registries_in_one_folder_are_told_apart(root, tmp_path):
    inner = registry(root / "examples" / "inner", acme=GREEN.replace("[US]", "[US, DE]"))
    outer = root / "vendors" / "acme.yaml"

    async def session() -> None:
        async with editing(root) as editor:
            editor.open(outer)
            editor.open(inner / "vendors" / "acme.yaml")
            assert await editor.diagnostics(outer, 1) == []
            found = codes(await editor.diagnostics(inner / "vendors" / "acme.yaml", 1))
            assert "non-us-processing-without-scc" in found

    asyncio.run(session())


def test_without_a_registry_it_is_silent_until_there_is_one(tmp_path):
    record = tmp_path / "vendors" / "acme.yaml"
    settings = tmp_path / "subpolicy.yaml"

    async def session() -> None:
        async with editing(tmp_path) as editor:
            editor.open(record, GREEN + "nope: 1\n")
            assert await editor.client.text_document_completion_async(
                types.CompletionParams(
                    types.TextDocumentIdentifier(record.as_uri()), types.Position(0, 0)
                )
            ) in (None, [])
            assert await editor.hover(record, 0, 0) is None
            assert editor.published == {}
            editor.open(settings, CONFIG)
            assert "schema/unknown-key" in codes(await editor.diagnostics(record))

    asyncio.run(session())


def test_hostile_and_huge_documents_leave_it_alive(root):
    acme = root / "vendors" / "acme.yaml"
    hostile = ["[" * 100_000, "&a [*a]", "x: !!python/object/apply:os.system [id]", "\x00\ufeff"]
    huge = GREEN + "notes: " + "x" * (2 << 20)

    async def session() -> None:
        async with editing(root) as editor:
            editor.open(acme)
            for version, text in enumerate([*hostile, huge], start=2):
                editor.change(acme, text, version)
                assert await editor.diagnostics(acme, version) != []
                await editor.complete(acme, 0, 1)
                await editor.hover(acme, 0, 1)
                await editor.actions(acme, types.Range(types.Position(0, 0), types.Position(9, 0)))
            editor.change(acme, GREEN, 99)
            assert await editor.diagnostics(acme, 99) == []
            assert editor.messages == []

    asyncio.run(session())


def test_documents_that_are_no_files_are_passed_over(root):
    async def session() -> None:
        async with editing(root) as editor:
            document = types.TextDocumentItem("untitled:Untitled-1", "yaml", 1, "x: [")
            editor.client.text_document_did_open(types.DidOpenTextDocumentParams(document))
            params = types.HoverParams(
                types.TextDocumentIdentifier("untitled:Untitled-1"), types.Position(0, 0)
            )
            assert await editor.client.text_document_hover_async(params) is None

    asyncio.run(session())


FAULTY = """\
import sys
import subpolicy.lsp.server as server

def broken(*_):
    raise ValueError("\\x1b[31m inside")

server.told = broken
sys.argv[1:] = ["lsp"]
from subpolicy.cli.main import main
sys.exit(main())
"""


def frames(*messages) -> bytes:
    """Messages as they go over the pipe."""
    bodies = [json.dumps({"jsonrpc": "2.0", **message}).encode() for message in messages]
    return b"".join(b"Content-Length: %d\r\n\r\n%s" % (len(body), body) for body in bodies)


def test_a_bug_is_logged_and_the_server_goes_on(root):
    acme = root / "vendors" / "acme.yaml"
    document = {"uri": acme.as_uri(), "languageId": "yaml", "version": 1, "text": GREEN}
    here = {"textDocument": {"uri": acme.as_uri()}, "position": {"line": 0, "character": 1}}
    spoken = frames(
        {"id": 1, "method": "initialize", "params": {"capabilities": {}, "processId": None}},
        {"method": "initialized", "params": {}},
        {"method": "textDocument/didOpen", "params": {"textDocument": document}},
        {"id": 2, "method": "textDocument/hover", "params": here},
        {"id": 3, "method": "textDocument/completion", "params": here},
        {"id": 4, "method": "shutdown"},
        {"method": "exit"},
    )
    run = subprocess.run(
        [sys.executable, "-c", FAULTY],
        input=spoken,
        capture_output=True,
        env=surroundings(),
        cwd=root,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert b"a bug in subpolicy" in run.stderr
    assert b"ValueError: \\x1b[31m inside" in run.stderr
    assert b"\x1b" not in run.stderr
    assert b'"id": 3' in run.stdout.replace(b'"id":3', b'"id": 3')
    assert b"transfers" in run.stdout


def test_it_ends_when_the_editor_is_gone(root):
    run = subprocess.run(
        [*COMMAND, "lsp", "--stdio"],
        input=b"",
        capture_output=True,
        env=surroundings(),
        cwd=root,
        check=False,
    )
    assert (run.returncode, run.stdout) == (0, b"")


WITHOUT = """\
import sys
sys.modules["pygls"] = sys.modules["lsprotocol"] = None
from subpolicy.cli.main import main
sys.exit(main(["lsp"]))
"""


def test_without_the_extra_it_says_what_to_install(root):
    run = subprocess.run(
        [sys.executable, "-c", WITHOUT],
        capture_output=True,
        encoding="utf-8",
        env=surroundings(),
        cwd=root,
        check=False,
    )
    assert run.returncode == 2
    assert "pip install 'subpolicy[lsp]'" in run.stderr
