"""The flags that a registry declares."""

from subpolicy.documents import Document
from subpolicy.findings.finding import Finding, Severity
from subpolicy.locations import pointer
from subpolicy.registry.files import File
from subpolicy.registry.registry import Flag


def declared(file: File | None) -> tuple[dict[str, Flag], list[Finding]]:
    """The declared flags, by key. A file with faults still declares what can be read of it."""
    flags: dict[str, Flag] = {}
    faults: list[Finding] = []
    if file is None or file.document is None or not isinstance(file.document.data, dict):
        return flags, faults
    entries = file.document.data.get("flags")
    for index, entry in enumerate(entries if isinstance(entries, list) else ()):
        match entry:
            case {"key": str(key), "kind": str(kind), "default": str(default)}:
                if key in flags:
                    faults.append(_duplicate_flag(file.document, index, key))
                else:
                    flags[key] = Flag(key, kind, default)
            case _:
                pass  # the schema's findings say what is wrong with it
    return flags, faults


def _duplicate_flag(document: Document, index: int, key: str) -> Finding:
    place = pointer("flags", index, "key")
    return Finding(
        rule="schema/duplicate-flag",
        severity=Severity.ERROR,
        vendor=None,
        message=f'the flag "{key}" is declared twice',
        path=document.path,
        span=document.locate(place),
        pointer=place,
        item=key,
        remediation="keep one of the two, or give the second its own key",
    )
