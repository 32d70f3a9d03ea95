"""The language server: the protocol on standard input and output, wired to what answers it."""

import logging
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from subpolicy import __version__
from subpolicy.documents import Document, read
from subpolicy.lsp.completion import suggestions
from subpolicy.lsp.definition import definition
from subpolicy.lsp.diagnosing import Diagnosing
from subpolicy.lsp.hover import told
from subpolicy.lsp.log import log_to
from subpolicy.lsp.messages import Messages, uri_of
from subpolicy.lsp.quickfixes import quickfixes
from subpolicy.lsp.remark import Remark
from subpolicy.lsp.session import Page, Session
from subpolicy.lsp.sheet import Encoding

_LOG = logging.getLogger("subpolicy.lsp")
_ENCODINGS: dict[str, Encoding] = {"utf-8": "utf-8", "utf-32": "utf-32"}
_TRIGGERS = [":", " ", "-", "[", "{", ","]

_Answer = TypeVar("_Answer")


def serve(today: Callable[[], str]) -> None:
    """Speak the protocol on standard input and output until the editor goes.

    Args:
        today: Gives the day on which is judged, an ISO date.
    """
    log_to(sys.stderr)
    make_server(today).start_io()


class _Server(LanguageServer):
    """A server that tells of its own faults in its log alone."""

    def report_server_error(self, error: Exception, source: object) -> None:
        """Log it; a window about it would come up at every keystroke."""
        _LOG.error("%s: %s", source, error)


class _Handlers:
    """Answers to what the editor asks."""

    def __init__(self, server: _Server, session: Session) -> None:
        self._server = server
        self._session = session
        self._uris: dict[Path, tuple[str, int | None]] = {}
        """The addresses of open documents as the editor writes them, and their versions."""
        self.diagnosing = Diagnosing(session, self._publish, self._guard)

    def opened(self, params: types.DidOpenTextDocumentParams) -> None:
        document = params.text_document
        if (file := _file_of(document.uri)) is not None:
            self._uris[file] = (document.uri, document.version)
            self._again(self._session.forget())
            self._put(file, document.text)

    def changed(self, params: types.DidChangeTextDocumentParams) -> None:
        document = params.text_document
        if (file := _file_of(document.uri)) is not None:
            self._uris[file] = (document.uri, document.version)
            self._put(file, self._server.workspace.get_text_document(document.uri).source)

    def closed(self, params: types.DidCloseTextDocumentParams) -> None:
        if (file := _file_of(params.text_document.uri)) is not None:
            self._uris.pop(file, None)
            root = self._session.drop(file)
            self._again(self._session.forget() | ({root} if root is not None else set()))

    def disk_changed(self, _params: object) -> None:
        self._again(self._session.forget())

    def complete(self, params: types.CompletionParams) -> types.CompletionList | None:
        page = self._page(params.text_document.uri)
        if page is None:
            return None
        messages = self._messages()
        offset = messages.offset(page.text, params.position)
        found = suggestions(page.text, offset, page.kind, page.knowledge)
        return messages.completion(page.text, found)

    def hover(self, params: types.HoverParams) -> types.Hover | None:
        page = self._page(params.text_document.uri)
        if page is None:
            return None
        messages = self._messages()
        offset = messages.offset(page.text, params.position)
        findings = [remark.finding for remark in page.remarks]
        found = told(page.text, offset, page.kind, page.knowledge, findings)
        return messages.hover(page.text, found)

    def define(self, params: types.DefinitionParams) -> types.Location | None:
        page = self._page(params.text_document.uri)
        if page is None:
            return None
        messages = self._messages()
        offset = messages.offset(page.text, params.position)
        place = definition(page.text, offset, page.kind, page.knowledge)
        return None if place is None else messages.location(page.knowledge.view.root, place)

    def act(self, params: types.CodeActionParams) -> list[types.CodeAction] | None:
        uri = params.text_document.uri
        page = self._page(uri)
        if page is None:
            return None
        document = read(page.path, page.text.encode(errors="surrogatepass"))
        if not isinstance(document, Document):
            return None
        messages, root = self._messages(), page.knowledge.view.root
        start = messages.offset(page.text, params.range.start)
        end = messages.offset(page.text, params.range.end)
        sheet = messages.sheet(page.text)
        actions = []
        for remark in page.remarks:
            first, last = sheet.stretch(remark.finding.span)
            if first <= end and start <= last:
                fixes = quickfixes(document, page.kind, page.knowledge, [remark.finding])
                actions += [messages.action(uri, root, page.path, fix, remark) for fix in fixes]
        return actions

    def _page(self, uri: str) -> Page | None:
        file = _file_of(uri)
        return None if file is None else self._session.page(file)

    def _put(self, file: Path, text: str) -> None:
        root = self._session.put(file, text)
        if root is not None:
            self.diagnosing.soon(root)

    def _again(self, roots: set[Path]) -> None:
        for root in roots:
            self.diagnosing.soon(root)

    def _messages(self) -> Messages:
        agreed = self._server.workspace.position_encoding
        agreed = str(getattr(agreed, "value", agreed))  # pygls keeps it as either
        return Messages(self._session, _ENCODINGS.get(agreed, "utf-16"))

    def _publish(self, root: Path, path: str, remarks: tuple[Remark, ...]) -> None:
        file = root / path
        uri, version = self._uris.get(file, (uri_of(file), None))
        diagnostics = self._messages().diagnostics(root, path, remarks) if remarks else []
        self._server.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(uri=uri, diagnostics=diagnostics, version=version)
        )

    def _guard(self, action: Callable[[], None]) -> None:
        guarded(action)()


def make_server(today: Callable[[], str]) -> _Server:
    """The server with all that it can do."""
    # Whole texts: pygls takes more characters for line breaks than the protocol does.
    server = _Server("subpolicy", __version__, types.TextDocumentSyncKind.Full)
    handlers = _Handlers(server, Session(today))
    options = {
        types.TEXT_DOCUMENT_COMPLETION: types.CompletionOptions(trigger_characters=_TRIGGERS),
        types.TEXT_DOCUMENT_CODE_ACTION: types.CodeActionOptions([types.CodeActionKind.QuickFix]),
    }
    answers: dict[str, Callable[..., object]] = {
        types.TEXT_DOCUMENT_DID_OPEN: handlers.opened,
        types.TEXT_DOCUMENT_DID_CHANGE: handlers.changed,
        types.TEXT_DOCUMENT_DID_SAVE: handlers.disk_changed,
        types.TEXT_DOCUMENT_DID_CLOSE: handlers.closed,
        types.WORKSPACE_DID_CHANGE_WATCHED_FILES: handlers.disk_changed,
        types.TEXT_DOCUMENT_COMPLETION: handlers.complete,
        types.TEXT_DOCUMENT_HOVER: handlers.hover,
        types.TEXT_DOCUMENT_DEFINITION: handlers.define,
        types.TEXT_DOCUMENT_CODE_ACTION: handlers.act,
        types.SHUTDOWN: lambda *_: handlers.diagnosing.stop(),
        types.INITIALIZED: lambda _: _watch(server),
    }
    for name, answer in answers.items():
        server.feature(name, options.get(name))(_handler(answer))
    return server


def _handler(answer: Callable[..., object]) -> Callable[..., object]:
    """A function as pygls wants it: by itself, with the parameters alone."""

    # pygls takes a first parameter of a class of its own, or of object, for the server.
    def handle(*params: Any) -> object:
        return guarded(answer)(*params)

    return handle


def guarded(answer: Callable[..., _Answer]) -> Callable[..., _Answer | None]:
    """The same, but a fault of ours is logged and the answer is none: the server goes on."""

    def safely(*params: Any) -> _Answer | None:
        try:
            return answer(*params)
        except Exception:  # noqa: BLE001 -- whatever it is, the editor goes on
            _LOG.exception("a bug in subpolicy %s; please report it", __version__)
            return None

    return safely


def _watch(server: _Server) -> None:
    """Ask to be told of files that change on disk, where the editor can do that."""
    workspace = server.client_capabilities.workspace
    watching = None if workspace is None else workspace.did_change_watched_files
    if watching is None or not watching.dynamic_registration:
        return
    watchers = [types.FileSystemWatcher(glob_pattern="**/*.yaml")]
    server.client_register_capability(
        types.RegistrationParams(
            [
                types.Registration(
                    "subpolicy-files",
                    types.WORKSPACE_DID_CHANGE_WATCHED_FILES,
                    types.DidChangeWatchedFilesRegistrationOptions(watchers),
                )
            ]
        )
    )


def _file_of(uri: str) -> Path | None:
    """The file of an address; None for a document that is none, such as a new one."""
    path = to_fs_path(uri) if uri.startswith("file:") else None
    return None if not path else Path(os.path.abspath(path))  # noqa: PTH100 -- links are kept
