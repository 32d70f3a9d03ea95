"""Small audits and their parts, with what a test wants otherwise."""

from subpolicy.audit import Audit, Evidence, Flow, JudgedCommit, LoggedChange, Moment
from subpolicy.audit.controls import supports
from subpolicy.changes.change import FieldChange
from subpolicy.documents import Document, read
from subpolicy.findings.report import Counts, Report
from subpolicy.registry.registry import Vendor
from support.reports import report

COMMIT = "1234567890abcdef1234567890abcdef12345678"
OLDER = "abcdef1234567890abcdef1234567890abcdef12"
OLDEST = "0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f"


def audit(**changes: object) -> Audit:
    """An audit of 32 vendors without a finding, with what a test wants otherwise."""
    judged = changes.pop("report", None) or report()
    assert isinstance(judged, Report)
    plain: dict[str, object] = {
        "report": judged,
        "vendors": (),
        "raw": {},
        "policies": {},
        "command": ("subpolicy", "report", "--rev", COMMIT, "--as-of", judged.as_of),
        "home": ("US",),
        "regimes": (),
        "flows": (),
        "evidence": (),
        "controls": supports(judged),
    }
    return Audit(**(plain | changes))


def vendor(id_: str, name: str = "", *, valid: bool = True, **fields: object) -> Vendor:
    """A record as the rules see it."""
    lists = ("certifications", "data_categories", "transfers", "pending", "notices")
    filled: dict[str, object] = {key: [] for key in lists}
    data = filled | {"id": id_, "name": name or id_.capitalize(), "status": "active"}
    places: dict[str, object] = {"processing": {"locations": ["US"], "access": []}}
    path = f"vendors/{id_}.yaml"
    document = read(path, f"id: {id_}\n".encode())
    assert isinstance(document, Document)
    return Vendor(id_, path, document, data | places | fields, valid=valid)


def flow(**changes: object) -> Flow:
    """A plain place of a vendor's, with what a test wants otherwise."""
    plain: dict[str, object] = {
        "vendor": "pinecone",
        "name": "Pinecone",
        "status": "active",
        "location": "DE",
        "label": "Germany",
        "access": False,
        "at_home": False,
        "mechanisms": ("scc 2021/914, module 3 (EU)",),
        "law": {},
    }
    return Flow(**(plain | changes))


def proof(**changes: object) -> Evidence:
    """A plain dated proof, with what a test wants otherwise."""
    plain: dict[str, object] = {
        "vendor": "pinecone",
        "name": "Pinecone",
        "status": "active",
        "kind": "DPA",
        "what": "signed",
        "on": "2024-02-05",
        "until": None,
        "standing": "current",
        "reference": "https://example.com/dpa",
    }
    return Evidence(**(plain | changes))


def logged(**changes: object) -> LoggedChange:
    """A plain change of a vendor, with what a test wants otherwise."""
    plain: dict[str, object] = {
        "commit": OLDER,
        "date": "2025-11-20",
        "vendor": "pinecone",
        "name": "Pinecone",
        "kind": "added",
        "material": True,
        "reasons": ("new vendor: active",),
        "fields": (FieldChange("/status", None, "active"),),
        "announced_on": "2025-10-01",
        "channels": ("email", "page"),
        "starts": "2025-11-20",
        "elapsed_days": 50,
        "owed_days": 30,
        "standing": "kept",
        "emergency": None,
    }
    return LoggedChange(**(plain | changes))


def judged_commit(**changes: object) -> JudgedCommit:
    """A plain commit that passed its gate, with what a test wants otherwise."""
    plain: dict[str, object] = {
        "commit": OLDER,
        "date": "2025-11-20",
        "subject": "Add Pinecone",
        "author": "Ann Example",
        "merge": True,
        "moment": Moment(OLDER, "2025-11-20", 4, 1, 2, 0, 0, 0),
        "counts": Counts(4, 4, 2, 8, 5, 3, 0, 0, 0, 0, 0),
        "passed": True,
        "blocking": (),
        "note": "",
    }
    return JudgedCommit(**(plain | changes))
