"""What headings and sentences around a list say of it, in five languages."""

import re

from subpolicy.importers.blocks import Bullets
from subpolicy.importers.heads import normal

_GROUP = "it lists companies of the own group"
_ABOUT = re.compile(
    r"\b(sub ?processors?|subcontractors?|service providers?|third part(y|ies)|vendors?|suppliers?"
    r"|data processors?|unterauftrag\w*|auftragsverarbeiter\w*|subunternehm\w*|dienstleister\w*"
    r"|subdienstleister\w*|sous traitants?|prestataires?|fournisseurs?|destinataires?"
    r"|sub ?verwerkers?|verwerkers?|leveranciers?|dienstverleners?|sub ?encargados?|encargados?"
    r"|sub ?procesadores|proveedores|terceros|partners?|processors?)\b"
)
_HISTORY = re.compile(
    r"\b(revision|revisions|^version$|change ?log|change history|version history|history|changes"
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
    r"|without personal data|no (customer|user|end user) data|deprecated|ehemalige|nicht mehr"
    r"|keine unterauftrag\w*|kein personenbezug|keine personenbezogenen daten|ohne personenbez\w+"
    r"|anciens?|ne sont pas|n est pas|retires|voormalige|niet meer"
    r"|geen subverwerkers?|geen \w*gegevens|geen \w*data|sans donnees personnelles"
    r"|sin datos personales|antiguos|eliminados|ya no|no son)\b"
)
_UPCOMING = re.compile(
    r"\b(upcoming|planned|future|coming soon|pending|scheduled|new sub ?processors?|geplante?"
    r"|kunftige?|zukunftige?|a venir|prevus?|futurs?|gepland|toekomstige?|proxim[ao]s|previst[ao]s"
    r"|futur[ao]s)\b"
)


_OPTIONAL = re.compile(
    r"\b(optional\w*|opt in|if enabled|when enabled|where enabled|if you enable|upon request"
    r"|on request|add ons?|only if (used|enabled|activated)|fakultativ\w*|auf wunsch|optionnel\w*"
    r"|facultati\w*|optione\w*|opcional\w*)\b"
)
_OWN_GROUP = re.compile(
    r"\b(affiliate|affiliated|group|intra group|corporate|internal) (sub ?processors?|entities)\b"
)
_DENIED = re.compile(
    r"^(these|those|this|the following|diese|die folgenden|ces|les|deze|de volgende|estos|los)\b"
    r".{0,80}\b(not (our |considered )?sub ?processors|keine unterauftrag\w+|geen sub ?verwerkers"
    r"|(ne sont|sont) pas des sous traitants|no son sub ?encargados)\b"
)
_LISTS_OF_OTHERS = re.compile(
    r"\b(cookies?|retention|local storage|session storage|contacts?|contact us|team|your rights"
    r"|definitions?|glossary|aufbewahrung|speicherdauer|rechte|conservation|droits|bewaartermijn\w*"
    r"|rechten|derechos|conservacion|faq|frequently asked questions)\b"
)
_POLICY = re.compile(
    r"\b(privacy (policy|notice|statement|information)|data processing (agreement|addendum|terms)"
    r"|dpa|compliance (information|page)|security (page|information)|terms( of (service|use))?"
    r"|sub ?processors|datenschutz\w*|avv|politique de confidentialite|privacyverklaring"
    r"|verwerkersovereenkomst|politica de privacidad)$"
)
_GENERIC = re.compile(
    r"(?:(the|our|current|full|complete|authori[sz]ed|approved|active|existing|key|list|lists|of"
    r"|table|overview|page|sheet|tabelle|tabellenblatt|feuil|hoja|blad|data|entries|items|liste"
    r"|aktuelle|aktuell|ubersicht|liste actuelle|actuels?|lijst|overzicht|huidige|lista|actual"
    r"|actuales|who we use|rows|providers?|default|[0-9]+)\s*)+"
)


def listed_as(words: str) -> str:
    """What a heading says of all that is below it: ``planned``, ``optional`` or nothing."""
    text = normal(words)
    if _UPCOMING.search(text):
        return "planned"
    return "optional" if _OPTIONAL.search(text) else ""


def is_generic(words: str) -> bool:
    """Whether a heading says no more than that a list follows."""
    return is_about_vendors(words) or _GENERIC.fullmatch(normal(words)) is not None


def is_about_others(words: str) -> bool:
    """Whether a heading announces cookies, contacts, rights or the like rather than vendors."""
    text = normal(words)
    return bool(_LISTS_OF_OTHERS.search(text)) and not is_about_vendors(text)


def is_about_vendors(words: str) -> bool:
    """Whether words speak of subprocessors, vendors or the like."""
    return bool(_ABOUT.search(normal(words)))


def are_policies(block: Bullets) -> bool:
    """Whether bullets are links to a vendor's policies: "Acme data processing agreement"."""
    return bool(block.items) and all(
        item.text.links and _POLICY.search(normal(item.text.flat)) for item in block.items
    )


def why_denied(text: str) -> str | None:
    """Why a list is none by a sentence above it: "These are not subprocessors for …"."""
    sentences = re.split(r"(?<=[.!?:])\s+", text)
    if any(_DENIED.search(normal(one)) for one in sentences):
        return "the page says that these are not used, or are no subprocessors"
    return None


def why_no_list(heading: str) -> str | None:
    """Why what stands under a heading is no list of vendors in use; None where it may be one."""
    words = normal(heading)
    if is_about_others(heading):
        return "it is about something else than vendors"
    if _OWN_GROUP.search(words):
        return _GROUP
    if is_about_vendors(heading):
        words = _AFFILIATES.sub(" ", words)
    for pattern, reason in (
        (_HISTORY, "it is a history of changes"),
        (_AFFILIATES, _GROUP),
        (_EXCLUDED, "the page says that these are not used, or are no subprocessors"),
    ):
        if pattern.search(words):
            return reason
    return None
