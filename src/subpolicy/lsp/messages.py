"""From what is to be shown to the words of the protocol."""

from collections.abc import Iterable
from pathlib import Path

from lsprotocol import types
from pygls.uris import from_fs_path

from subpolicy.locations import Span
from subpolicy.lsp.completion import Suggestion
from subpolicy.lsp.hover import Told, escaped
from subpolicy.lsp.quickfixes import Quickfix
from subpolicy.lsp.remark import Place, Remark, Weight
from subpolicy.lsp.session import Session
from subpolicy.lsp.sheet import Encoding, Point, Sheet
from subpolicy.printable import printable

SOURCE = "subpolicy"
_SEVERITIES = {
    Weight.ERROR: types.DiagnosticSeverity.Error,
    Weight.WARNING: types.DiagnosticSeverity.Warning,
    Weight.INFO: types.DiagnosticSeverity.Information,
    Weight.ACCEPTED: types.DiagnosticSeverity.Hint,
}
_KINDS = {
    "key": types.CompletionItemKind.Property,
    "value": types.CompletionItemKind.EnumMember,
}


class Messages:
    """Translates for one client.

    Args:
        session: The texts that positions refer to.
        encoding: The units in which the client counts characters.
    """

    def __init__(self, session: Session, encoding: Encoding) -> None:
        self._session = session
        self._encoding: Encoding = encoding

    def sheet(self, text: str) -> Sheet:
        """The lines of a text, as this client counts."""
        return Sheet(text, self._encoding)

    def offset(self, text: str, position: types.Position) -> int:
        """A position as an offset."""
        return self.sheet(text).offset(Point(position.line, position.character))

    def diagnostics(
        self, root: Path, path: str, remarks: Iterable[Remark]
    ) -> list[types.Diagnostic]:
        """What an editor draws in a file."""
        sheet = self.sheet(self._session.text(root, path))
        return [self._diagnostic(root, sheet, remark) for remark in remarks]

    def completion(self, text: str, found: Iterable[Suggestion]) -> types.CompletionList:
        """What an editor offers while somebody types."""
        sheet = self.sheet(text)
        items = [self._item(sheet, index, one) for index, one in enumerate(found)]
        return types.CompletionList(is_incomplete=False, items=items)

    def hover(self, text: str, told: Told | None) -> types.Hover | None:
        """The small window at the cursor."""
        if told is None:
            return None
        shown = types.MarkupContent(types.MarkupKind.Markdown, "\n\n".join(told.paragraphs))
        return types.Hover(shown, self._stretch(self.sheet(text), told.start, told.end))

    def location(self, root: Path, place: Place) -> types.Location:
        """Where to jump."""
        if place.is_installed:
            file = Path(place.path)
            text = file.read_text(encoding="utf-8")
            return types.Location(uri_of(file), self._range(self.sheet(text), place.span))
        sheet = self.sheet(self._session.text(root, place.path))
        return types.Location(uri_of(root / place.path), self._range(sheet, place.span))

    def action(
        self, uri: str, root: Path, path: str, fix: Quickfix, remark: Remark
    ) -> types.CodeAction:
        """An edit that is offered."""
        text = self._session.text(root, path)
        where = self._stretch(self.sheet(text), fix.start, fix.end)
        edit = types.TextEdit(where, fix.text)
        return types.CodeAction(
            title=printable(fix.title),
            kind=types.CodeActionKind.QuickFix,
            diagnostics=self.diagnostics(root, path, [remark]),
            edit=types.WorkspaceEdit(changes={uri: [edit]}),
        )

    def _diagnostic(self, root: Path, sheet: Sheet, remark: Remark) -> types.Diagnostic:
        finding = remark.finding
        message = finding.message
        if remark.weight is Weight.ACCEPTED:
            message += f" ({', '.join(one.message for one in remark.related)})"
        if finding.remediation:
            message += f"\nFix: {finding.remediation}"
        related = [
            types.DiagnosticRelatedInformation(
                self.location(root, Place(one.path, one.span)), printable(one.message)
            )
            for one in remark.related
        ]
        return types.Diagnostic(
            range=self._range(sheet, finding.span),
            message="\n".join(map(printable, message.split("\n"))),
            severity=_SEVERITIES[remark.weight],
            code=finding.rule,
            source=SOURCE,
            related_information=related or None,
        )

    def _item(self, sheet: Sheet, index: int, one: Suggestion) -> types.CompletionItem:
        text = one.text if one.is_ours else escaped(one.text)
        return types.CompletionItem(
            label=one.label,
            kind=_KINDS[one.kind],
            detail=printable(one.detail) or None,
            documentation=types.MarkupContent(types.MarkupKind.Markdown, text) if text else None,
            sort_text=f"{index:04}",
            filter_text=one.sought,
            text_edit=types.TextEdit(self._stretch(sheet, one.start, one.end), one.insert),
        )

    def _range(self, sheet: Sheet, span: Span) -> types.Range:
        return self._stretch(sheet, *sheet.stretch(span))

    def _stretch(self, sheet: Sheet, start: int, end: int) -> types.Range:
        first, last = sheet.point(start), sheet.point(end)
        return types.Range(types.Position(*first), types.Position(*last))


def uri_of(file: Path) -> str:
    """A file's address."""
    return from_fs_path(str(file)) or file.as_uri()
