"""What headings and sentences around a list say of it, in five languages."""

import re

from subpolicy.importers.heads import normal

_ABOUT = re.compile(
    r"\b(sub ?processors?|subcontractors?|service providers?|third part(y|ies)|vendors?|suppliers?"
    r"|data processors?|unterauftrag\w*|auftragsverarbeiter\w*|subunternehm\w*|dienstleister\w*"
    r"|subdienstleister\w*|sous traitants?|prestataires?|fournisseurs?|destinataires?"
    r"|sub ?verwerkers?|verwerkers?|leveranciers?|dienstverleners?|sub ?encargados?|encargados?"
    r"|sub ?procesadores|proveedores|terceros|partners?|processors?)\b"
)
_HISTORY = re.compile(
    r"\b(revision|revisions|change ?log|change history|version history|history|changes"
    r"|update history|document history|anderungshistorie|anderungsverlauf|versionshistorie"
    r"|anderungen|historique|modifications|versions|wijzigingen|wijzigingsgeschiedenis"
    r"|versiegeschiedenis|historial|cambios|versiones)\b"
)
_AFFILIATES = re.compile(
    r"\b(affiliates?|group compan(y|ies)|group entities|corporate group|our entities"
    r"|subsidiar(y|ies)|konzern\w*|verbundene unternehmen|tochtergesellschaft\w*"
    r"|entites du groupe|filiales?|societes du groupe|groepsmaatschappij\w*"
    r"|dochterondernemingen|filiales|empresas del grupo|afiliad[ao]s)\b"
)
_EXCLUDED = re.compile(
    r"\b(not (a )?sub ?processors?|no longer|former|removed|retired|previous(ly)?|past|excluded"
    r"|discontinued|not used|do not process|does not process|no personal data|non sub ?processors?"
    r"|without personal data|deprecated|ehemalige|nicht mehr|keine unterauftrag\w*"
    r"|kein personenbezug|anciens?|ne sont pas|n est pas|retires|voormalige|niet meer"
    r"|geen subverwerkers?|antiguos|eliminados|ya no|no son)\b"
)
_UPCOMING = re.compile(
    r"\b(upcoming|planned|future|coming soon|pending|scheduled|new sub ?processors?|geplante?"
    r"|kunftige?|zukunftige?|a venir|prevus?|futurs?|gepland|toekomstige?|proxim[ao]s|previst[ao]s"
    r"|futur[ao]s)\b"
)


def is_about_vendors(words: str) -> bool:
    """Whether words speak of subprocessors, vendors or the like."""
    return bool(_ABOUT.search(normal(words)))


def is_upcoming(words: str) -> bool:
    """Whether a heading announces vendors that are not in use yet."""
    return bool(_UPCOMING.search(normal(words)))


def why_no_list(heading: str) -> str | None:
    """Why what stands under a heading is no list of vendors in use; None where it may be one."""
    words = normal(heading)
    for pattern, reason in (
        (_HISTORY, "it is a history of changes"),
        (_AFFILIATES, "it lists companies of the own group"),
        (_EXCLUDED, "the page says that these are not used, or are no subprocessors"),
    ):
        if pattern.search(words):
            return reason
    return None
