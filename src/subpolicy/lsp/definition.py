"""Where the thing under the cursor is declared."""

from collections.abc import Iterator, Mapping

from subpolicy import shipped
from subpolicy.config import FILE_NAME
from subpolicy.documents import Document, read
from subpolicy.locations import START, Span, pointer
from subpolicy.lsp.kinds import Kind
from subpolicy.lsp.knowledge import Knowledge
from subpolicy.lsp.outline import outline
from subpolicy.lsp.remark import Place
from subpolicy.lsp.words import MOST_CHARACTERS

_OF_VENDOR = {
    ("category",): "category",
    ("feature_flag",): "flag",
    ("dpa", "same_as"): "vendor",
    ("notices", "replaces"): "vendor",
}
_TARGETS: Mapping[Kind, Mapping[tuple[str, ...], str]] = {
    "vendor": _OF_VENDOR,
    "waiver": {("rule",): "rule", ("vendor",): "vendor"},
    "baseline": {("entries", "rule"): "rule", ("entries", "vendor"): "vendor"},
    "rule-test": {("rule",): "rule"},
}


def definition(text: str, offset: int, kind: Kind, knowledge: Knowledge) -> Place | None:
    """Where what is named at an offset is declared; None where nothing is, or nobody knows.

    Args:
        text: The document, finished or not.
        offset: In characters.
        kind: What the document is.
        knowledge: The registry.
    """
    if len(text) > MOST_CHARACTERS:
        return None
    word = outline(text).at(offset)
    if word is None:
        return None
    names = tuple(step for step in word.path if isinstance(step, str))
    if kind == "vendor" and names[:2] == ("pending", "set"):
        names = names[2:]
    if kind == "config":
        target = "rule" if word.is_key and len(names) > 1 and names[0] == "rules" else None
        return rule_place(names[1], knowledge) if target else None
    if word.is_key:
        return None
    return next(_places(_TARGETS.get(kind, {}).get(names), word.text, knowledge), None)


def _places(target: str | None, name: str, knowledge: Knowledge) -> Iterator[Place]:
    match target:
        case "category":
            yield from _category(name, knowledge)
        case "flag":
            yield from _flag(name, knowledge)
        case "vendor":
            yield from _vendor(name, knowledge)
        case "rule":
            if (place := rule_place(name, knowledge)) is not None:
                yield place
        case _:
            pass


def rule_place(rule_id: str, knowledge: Knowledge) -> Place | None:
    """The file of a rule: in the registry, or in the installation."""
    rule, tools = knowledge.rules().get(rule_id), knowledge.view.tools
    if rule is None or tools is None:
        return None
    span = rule.document.locate("/id")
    if tools.library.owns(rule.pack):
        return Place(rule.document.path, span)
    path = shipped.policies_folder() / rule.pack / f"{rule.id}.yaml"
    return Place(str(path), span, is_installed=True)


def _category(name: str, knowledge: Knowledge) -> Iterator[Place]:
    tools = knowledge.view.tools
    for index, category in enumerate(() if tools is None else tools.configuration.categories):
        if category.id == name and tools is not None:
            document = tools.configuration.document
            yield Place(FILE_NAME, document.locate(pointer("categories", index, "id")))


def _flag(name: str, knowledge: Knowledge) -> Iterator[Place]:
    view = knowledge.view
    path = view.paths.flags
    raw = None if view.registry is None else view.registry.raw.get(path)
    document = None if raw is None else read(path, raw)
    if isinstance(document, Document) and isinstance(document.data, dict):
        entries = document.data.get("flags")
        for index, entry in enumerate(entries if isinstance(entries, list) else ()):
            if isinstance(entry, dict) and entry.get("key") == name:
                yield Place(path, document.locate(pointer("flags", index, "key")))


def _vendor(name: str, knowledge: Knowledge) -> Iterator[Place]:
    registry = knowledge.view.registry
    for vendor in () if registry is None else registry.vendors:
        if vendor.id == name:
            yield Place(vendor.path, _at_id(vendor.document))


def _at_id(document: Document | None) -> Span:
    return START if document is None else document.locate("/id")
