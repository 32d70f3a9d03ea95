"""An editor for tests: speaks the Language Server Protocol with ``subpolicy lsp`` over pipes."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from pathlib import Path

from lsprotocol import types
from pygls.lsp.client import BaseLanguageClient

from support.command import COMMAND, surroundings

PATIENCE = 60
"""Seconds after which an answer is taken not to come; never what is measured."""


class Editor:
    """A client with one server of its own."""

    def __init__(self) -> None:
        self.client = BaseLanguageClient("tests", "1")
        self.published: dict[str, list[types.PublishDiagnosticsParams]] = {}
        self.messages: list[object] = []
        self.registered: list[types.Registration] = []
        self.server: types.InitializeResult | None = None
        self._news = asyncio.Event()

        @self.client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def _published(params: types.PublishDiagnosticsParams) -> None:
            self.published.setdefault(params.uri, []).append(params)
            self._news.set()

        @self.client.feature(types.WINDOW_SHOW_MESSAGE)
        def _message(params: types.ShowMessageParams) -> None:
            self.messages.append(params)

        @self.client.feature(types.CLIENT_REGISTER_CAPABILITY)
        def _register(params: types.RegistrationParams) -> None:
            self.registered += params.registrations

    async def start(
        self, root: Path, encodings: tuple[types.PositionEncodingKind, ...] = ()
    ) -> None:
        await self.client.start_io(*COMMAND, "lsp", env=surroundings())
        general = types.GeneralClientCapabilities(position_encodings=list(encodings) or None)
        watching = types.DidChangeWatchedFilesClientCapabilities(dynamic_registration=True)
        workspace = types.WorkspaceClientCapabilities(did_change_watched_files=watching)
        capabilities = types.ClientCapabilities(general=general, workspace=workspace)
        self.server = await self.client.initialize_async(
            types.InitializeParams(capabilities=capabilities, root_uri=root.as_uri())
        )
        self.client.initialized(types.InitializedParams())

    async def stop(self) -> int | None:
        """Shut down as an editor does; the server's exit code."""
        await asyncio.wait_for(self.client.shutdown_async(None), PATIENCE)
        self.client.exit(None)
        server = self.client._server
        code = await asyncio.wait_for(server.wait(), PATIENCE)
        with contextlib.suppress(Exception):
            await self.client.stop()
        return code

    def open(self, file: Path, text: str | None = None) -> None:
        text = file.read_text(encoding="utf-8") if text is None else text
        document = types.TextDocumentItem(file.as_uri(), types.LanguageKind.Yaml, 1, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(document))

    def change(self, file: Path, text: str, version: int) -> None:
        document = types.VersionedTextDocumentIdentifier(version, file.as_uri())
        change = types.TextDocumentContentChangeWholeDocument(text)
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(document, [change]))

    def close(self, file: Path) -> None:
        self.client.text_document_did_close(types.DidCloseTextDocumentParams(_identifier(file)))

    async def diagnostics(self, file: Path, version: int | None = None) -> list[types.Diagnostic]:
        """The diagnostics of a file: of a version of it, or those that come first."""

        async def found() -> list[types.Diagnostic]:
            while True:
                for params in reversed(self.published.get(file.as_uri(), [])):
                    if version is None or params.version == version:
                        return [*params.diagnostics]
                self._news.clear()
                await self._news.wait()

        return await asyncio.wait_for(found(), PATIENCE)

    async def until(
        self, file: Path, wanted: Callable[[list[types.Diagnostic]], bool]
    ) -> list[types.Diagnostic]:
        """The last diagnostics of a file, as soon as they are what is wanted."""

        async def found() -> list[types.Diagnostic]:
            while not wanted(last := await self.diagnostics(file)):
                self._news.clear()
                await self._news.wait()
            return last

        return await asyncio.wait_for(found(), PATIENCE)

    async def complete(self, file: Path, line: int, character: int) -> types.CompletionList:
        params = types.CompletionParams(_identifier(file), types.Position(line, character))
        found = await self.client.text_document_completion_async(params)
        assert isinstance(found, types.CompletionList)
        return found

    async def hover(self, file: Path, line: int, character: int) -> str | None:
        params = types.HoverParams(_identifier(file), types.Position(line, character))
        found = await self.client.text_document_hover_async(params)
        return None if found is None else found.contents.value

    async def definition(self, file: Path, line: int, character: int) -> types.Location | None:
        params = types.DefinitionParams(_identifier(file), types.Position(line, character))
        return await self.client.text_document_definition_async(params)

    async def actions(self, file: Path, where: types.Range) -> list[types.CodeAction]:
        context = types.CodeActionContext(diagnostics=[])
        params = types.CodeActionParams(_identifier(file), where, context)
        return [*(await self.client.text_document_code_action_async(params) or ())]


@contextlib.asynccontextmanager
async def editing(
    root: Path, encodings: tuple[types.PositionEncodingKind, ...] = ()
) -> AsyncIterator[Editor]:
    """An editor on a folder; in the end the server has to go of itself, without a fault."""
    editor = Editor()
    await editor.start(root, encodings)
    yield editor
    assert await editor.stop() == 0


def _identifier(file: Path) -> types.TextDocumentIdentifier:
    return types.TextDocumentIdentifier(file.as_uri())
