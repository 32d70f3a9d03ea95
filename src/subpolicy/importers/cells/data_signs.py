# ruff: noqa: SIM905 -- lists of words are easier to read and edit as one text
"""Words beside the vocabulary: what says nothing, what denies, what depends on the rest."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

SAYS_NOTHING: Final = ""
"""For words that stand for no category of their own."""
OTHER: Final = "?"
"""For phrases that the vocabulary has no word for, though a part of them looks as if it had."""
BESIDE: Final[Mapping[str, str]] = MappingProxyType(
    {
        SAYS_NOTHING: """service; sender; sender name; data; daten; donnees; gegevens; datos;
            personal data; personenbezogene daten; donnees personnelles; persoonsgegevens;
            datos personales; personal information; information; etc; and more; other; such as;
            e g; z b; usw; including; inklusive; y compris; inclusief; incluido; transit; user;
            users; customer; customers; client; clients; end users; employees; kunden; nutzer;
            mitarbeiter; utilisateurs; salaries; gebruikers; klanten; medewerkers; usuarios;
            clientes; empleados; recipient; recipients; subscribers; first; last; contact; the;
            of; all; any; der; die; von; des; de; du; les; la; le; van; los; las; del; your;
            our; their; may; incidentally; include; includes; contains; related; associated;
            basic; general; the card; the credit card; the payment card""",
        OTHER: """domain name; domain names; file name; file names; host name; host names;
            product name; project name; event name; event names; device name; server name;
            repository name; web address; wallet address; configuration data;
            configuration information; configuration; settings; metadata""",
    }
)
NEGATIONS: Final = frozenset(
    "no not none never without excluding except excl keine kein keinen ohne nicht ausser"
    " aucun aucune"
    " sans pas hors geen niet zonder behalve ningun ninguna ninguno sin excepto salvo nunca jamais"
    " nie nooit neither nor".split()
)
"""Words that turn what follows in the same phrase into its opposite."""
OF_MESSAGES: Final[Mapping[str, str]] = MappingProxyType(
    {
        **dict.fromkeys(
            ("headers", "header", "kopfzeilen", "en tetes", "cabeceras", "metadata", "metadaten",
             "metadonnees", "metadatos", "metadatas"),
            "message-metadata",
        ),
        **dict.fromkeys(
            ("content", "contents", "inhalt", "inhalte", "contenu", "inhoud", "contenido"),
            "message-body",
        ),
    }
)  # fmt: skip
"""What single words mean where the cell speaks of messages."""
ALONE: Final[Mapping[str, str]] = MappingProxyType(
    {
        **dict.fromkeys(("headers", "header", "kopfzeilen", "cabeceras"), "request-metadata"),
        **dict.fromkeys(
            ("content", "contents", "inhalt", "inhalte", "contenu", "inhoud", "contenido"),
            "customer-content",
        ),
    }
)
"""What they mean elsewhere."""
DOUBTFUL: Final = frozenset(
    "anonymized content; anonymised content; anonymized data; anonymised data;"
    " anonymisierte daten; anonymisierte inhalte; donnees anonymisees; donnees anonymes;"
    " geanonimiseerde gegevens; datos anonimizados; anonymous data".split("; ")
)
"""Phrases taken for customer content although the page calls it anonymous: assumed."""
