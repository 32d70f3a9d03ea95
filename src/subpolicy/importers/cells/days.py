"""Dates as pages write them, in five languages → ISO 8601."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final, NamedTuple

from subpolicy.importers.heads import normal

_MONTHS: Final = (
    "january jan januar janner janvier janv januari enero ene",
    "february feb februar februari fevrier fevr fev febrero",
    "march mar marz mrz maerz mars maart mrt marzo",
    "april apr avril avr abril abr",
    "may mai mei mayo",
    "june jun juni juin junio",
    "july jul juli juillet juil julio",
    "august aug augustus aout agosto ago",
    "september sep sept septembre septiembre setiembre",
    "october oct oktober okt octobre octubre",
    "november nov novembre noviembre",
    "december dec dezember dez decembre diciembre dic",
)
_MONTH: Final[Mapping[str, int]] = MappingProxyType(
    {name: number for number, names in enumerate(_MONTHS, start=1) for name in names.split()}
)
_NAMES: Final = "|".join(sorted(_MONTH, key=len, reverse=True))
_ISO = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_NUMERIC = re.compile(r"(?<!\d)(\d{1,2})([-/.])\s?(\d{1,2})\2\s?(\d{4})(?!\d)")
_DAY_FIRST = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th|er|e)? (?:of |de |of the )?({_NAMES}) "
    rf"(?:de |del )?(\d{{4}})\b"
)
_MONTH_FIRST = re.compile(rf"\b({_NAMES}) (\d{{1,2}})(?:st|nd|rd|th)? (\d{{4}})\b")
_NO_DAY = re.compile(rf"\b(?:{_NAMES}) (?:de )?(\d{{4}})\b|(?<!\d)(?:19|20)\d{{2}}(?!\d)")
_SHORT_YEAR = re.compile(r"(?<!\d)\d{1,2}[-/.]\d{1,2}[-/.]\d{2}(?!\d)")
_MOST_MONTHS = 12
_DAY_BEFORE_MONTH: Final = frozenset({"de", "fr", "nl", "es"})
DAY_FIRST: Final = "dm"
MONTH_FIRST: Final = "md"
"""In place of a language, where other dates beside show the order."""


class Day(NamedTuple):
    """A day that words name, or why none can be told; both None where they name none."""

    date: str | None
    problem: str | None = None
    inferred: bool = False
    """Whether only the dates beside tell that it begins with the day, or with the month."""
    unclear: bool = False
    """Whether a day is named, of which only the order is not clear."""


def day_in(words: str, language: str = "") -> Day:
    """The one day that words name.

    Args:
        words: Such as "Yes – 8 October 2018", "Ja, 08.10.2018", "signed 2023-04-05".
        language: Of the page, such as ``de``; tells whether 4/5/2023 begins with the day. Or an
            order, by `order_in`.
    """
    found = list(dict.fromkeys(_days(words, language[:2].lower())))
    if not found:
        return Day(None, _unfinished(words))
    if len(found) > 1:
        return Day(None, "names several dates")
    return found[0]


def order_in(texts: Iterable[str], language: str = "") -> str:
    """The language of a column's dates, or what these dates themselves tell about their order.

    "3/14/2023" shows that the "4/5/2023" below it is in April; columns that have both orders
    show nothing.

    Args:
        texts: The cells of one column.
        language: Of the page.

    Returns:
        ``dm``, ``md``, or the language.
    """
    orders = set()
    for text in texts:
        for first, mark, second, _ in _NUMERIC.findall(text):
            if mark != "." and int(first) > _MOST_MONTHS >= int(second):
                orders.add(DAY_FIRST)
            if mark != "." and int(second) > _MOST_MONTHS >= int(first):
                orders.add(MONTH_FIRST)
    return orders.pop() if len(orders) == 1 else language


def _days(words: str, language: str) -> Iterator[Day]:
    text = normal(words)
    for year, month, day in _ISO.findall(words):
        yield _day(year, month, day)
    for first, mark, second, year in _NUMERIC.findall(words):
        yield _numeric(first, mark, second, year, language)
    for day, month, year in _DAY_FIRST.findall(text):
        yield _day(year, str(_MONTH[month]), day)
    for month, day, year in _MONTH_FIRST.findall(text):
        yield _day(year, str(_MONTH[month]), day)


def _numeric(first: str, mark: str, second: str, year: str, language: str) -> Day:
    """Dots put the day first wherever they are used; slashes depend on the language."""
    if int(second) > _MOST_MONTHS:
        return _day(year, first, second)
    day_first = mark == "." or language in _DAY_BEFORE_MONTH
    if int(first) > _MOST_MONTHS or first == second or day_first:
        return _day(year, second, first)
    if language in {DAY_FIRST, MONTH_FIRST}:
        month, day = (second, first) if language == DAY_FIRST else (first, second)
        return _day(year, month, day)._replace(inferred=True)
    reason = f"{first}{mark}{second}{mark}{year} may begin with the day or the month"
    return Day(None, reason, unclear=True)


def _day(year: str, month: str, day: str) -> Day:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return Day(None, "names a day that is not in the calendar")
    if found.year < 1000:  # noqa: PLR2004 -- the record's dates have four digits
        return Day(None, "names a day that is not in the calendar")
    return Day(found.isoformat())


def _unfinished(words: str) -> str | None:
    if _SHORT_YEAR.search(words):
        return "writes the year with two digits"
    if _NO_DAY.search(normal(words)):
        return "names a month or year, but no day"
    return None
