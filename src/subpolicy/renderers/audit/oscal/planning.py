"""The assessment plan: what OSCAL's results refer to, and no more than they need."""

from subpolicy.audit import Audit
from subpolicy.findings.report import RuleCard
from subpolicy.renderers.audit.oscal.documents import FILES, LIMITS, assets, metadata, reviewed
from subpolicy.renderers.audit.oscal.identity import identity
from subpolicy.renderers.audit.oscal.words import (
    Node,
    dumped,
    filled,
    is_address,
    line,
    own,
    token,
)
from subpolicy.renderers.markup import prose, shown


def plan(audit: Audit) -> str:
    """An OSCAL assessment plan: every rule as an objective, for all vendors of the registry.

    There is no system security plan to import; a resource in the back matter says so.
    """
    names = identity(audit)
    registry = names.of("resource", "registry")
    document: Node = {
        "metadata": metadata(audit, "assessment plan", names),
        "import-ssp": {"href": f"#{registry}", "remarks": "There is no system security plan."},
        "local-definitions": {
            "objectives-and-methods": [_files(), *map(_objective, audit.report.rules)]
        },
        "reviewed-controls": reviewed(audit.report.rules),
        "assessment-subjects": [
            {
                "type": "inventory-item",
                "description": "Every vendor that the registry names.",
                "include-all": {},
            }
        ],
        "assessment-assets": assets(audit, names),
        "back-matter": {
            "resources": [
                {
                    "uuid": registry,
                    "title": "The registry of subprocessors",
                    "description": "The system that is assessed is a list of vendors, one file "
                    "each, kept in git. It has no system security plan. " + LIMITS,
                }
            ]
        },
    }
    return dumped({"assessment-plan": {"uuid": names.of_document(document), **document}})


def _objective(card: RuleCard) -> Node:
    parameters = [(f"param.{name}", shown(given)) for name, given in sorted(card.params.items())]
    part = {
        "id": token(card.id),
        "name": "objective",
        "title": line(card.title),
        "props": own(
            ("severity", card.severity.value),
            ("scope", card.scope),
            ("pack", card.pack),
            ("path", card.path),
            ("sha256", card.sha256),
            *parameters,
        ),
        "prose": prose(card.rationale) or line(card.title),
        "links": [
            {"href": reference.url, "rel": "reference", "text": line(reference.title)}
            for reference in card.references
            if reference.url and is_address(reference.url)
        ],
    }
    return {"control-id": token(card.id), "parts": [filled(part)]}


def _files() -> Node:
    part = {
        "id": FILES,
        "name": "objective",
        "title": "Every file can be read and says what it must",
        "prose": "Records, flags, waivers, the baseline and the configuration are sound YAML and "
        "follow their schemas, and the tables that the rules look up are current.",
    }
    return {"control-id": FILES, "parts": [part]}
