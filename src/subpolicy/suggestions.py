"""The known word that was probably meant."""

from collections.abc import Iterable

_LONGEST = 64
"""Words beyond this length are no misspelling; comparing them would only cost time."""


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The member of ``known`` that ``word`` most resembles, ignoring case; None if none does.

    Raises nothing, whatever ``word`` holds; the answer does not depend on the order of ``known``.
    """
    folded: dict[str, str] = {}
    for candidate in sorted(known):
        folded.setdefault(_fold(candidate), candidate)
    if not word or len(word) > _LONGEST:
        return None
    wanted = _fold(word)
    if wanted in folded:
        return folded[wanted]
    from difflib import get_close_matches  # noqa: PLC0415 - only failures need it

    matches = get_close_matches(wanted, folded, n=1, cutoff=0.6)
    return folded[matches[0]] if matches else None


def _fold(word: str) -> str:
    return word.casefold().replace("_", "-").replace(" ", "-")
