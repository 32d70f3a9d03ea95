"""The known word that was probably meant."""

from collections.abc import Iterable

_LONGEST = 64
"""Words beyond this length are no misspelling; comparing them would only cost time."""

_SHORTEST = 4
"""In shorter words a single letter makes another word."""


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


def is_slip(word: str, meant: str) -> bool:
    """Whether a word is so near to a known one that nothing else can be meant.

    Only case, hyphens or blanks differ; or, in a word of four letters and more, one letter is
    missing, too many or another, or two neighbours are swapped.
    """
    one, other = _fold(word), _fold(meant)
    if one == other:
        return True
    if min(len(one), len(other)) < _SHORTEST or max(len(one), len(other)) > _LONGEST:
        return False
    while one and other and one[0] == other[0]:
        one, other = one[1:], other[1:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    swapped = len(one) == len("ab") and one == other[::-1]
    return swapped or max(len(one), len(other)) == 1


def _fold(word: str) -> str:
    return word.casefold().replace("_", "-").replace(" ", "-")
