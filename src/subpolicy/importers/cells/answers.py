"""Yes, no and not yet, in five languages."""

from typing import Final

from subpolicy.importers.cells.phrases import Lexicon, lexicon, matches
from subpolicy.importers.heads import normal

_ANSWERS: Final[Lexicon] = lexicon(
    {
        "yes": "yes; y; true; ja; oui; si; x; ✓; available; vorhanden; disponible",
        "no": "no; n; false; nein; non; nee; nope",
        "none": """none; n a; na; n v t; nvt; not applicable; entfallt; nicht zutreffend;
            sans objet; non applicable; niet van toepassing; no aplica; no procede;
            not required; nicht erforderlich; pas necessaire; non requis; niet nodig;
            niet vereist; no necesario; no requerido; keine; kein; keiner; aucun; aucune; neant;
            geen; ninguno; ninguna; nil; nothing""",
        "open": """open; offen; pending; tbd; tba; to be determined; to be defined; to do; todo;
            in progress; ausstehend; in bearbeitung; in verhandlung; en cours; a signer;
            a faire; in behandeling; nog te tekenen; pendiente; en curso; in negotiation;
            not yet; noch nicht; pas encore; nog niet; aun no; todavia no; outstanding;
            requested; angefragt; en attente; under review; in review; in prufung""",
    }
)
_MARKS: Final = {"✓": "yes", "✔": "yes", "✔️": "yes", "✅": "yes", "☑": "yes", "☒": "yes",
                 "❌": "no", "✗": "no", "✘": "no", "☐": "open"}  # fmt: skip


def answer_in(words: str) -> str | None:
    """What words begin with: ``yes``, ``no``, ``none`` or ``open``; None for anything else."""
    if (mark := _MARKS.get(words.strip()[:1])) is not None:
        return mark
    first = next(matches(words, _ANSWERS), None)
    return first.meaning if first is not None and first.start == 0 else None


def is_answer(words: str) -> bool:
    """Whether words are an answer and nothing else."""
    if words.strip() in _MARKS:
        return True
    first = next(matches(words, _ANSWERS), None)
    return first is not None and first.phrase == normal(words)
