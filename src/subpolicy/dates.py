"""Calendar arithmetic on ISO 8601 dates kept as text.

Errors raise ValueError, which the expression's runtime reports as a failed evaluation.
"""

import re
from datetime import date, timedelta

_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def is_date(text: str) -> bool:
    """Whether ``text`` is a day of the calendar, written ``YYYY-MM-DD``."""
    if not _ISO.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def days_between(start: str, end: str) -> int:
    """Days from ``start`` to ``end``."""
    return (date.fromisoformat(end) - date.fromisoformat(start)).days


def add_days(day: str, days: int) -> str:
    """The date ``days`` days after ``day``; the calendar's last day where it would end."""
    try:
        return (date.fromisoformat(day) + timedelta(days=days)).isoformat()
    except OverflowError:
        return (date.max if days > 0 else date.min).isoformat()


def add_months(day: str, months: int) -> str:
    """The date ``months`` months after ``day``, kept within the month it falls into."""
    start = date.fromisoformat(day)
    years, month = divmod(start.month - 1 + months, 12)
    year = start.year + years
    if not date.min.year <= year <= date.max.year:
        return (date.max if months > 0 else date.min).isoformat()
    return date(year, month + 1, min(start.day, _last_day(year, month + 1))).isoformat()


def _last_day(year: int, month: int) -> int:
    if month == 12:  # noqa: PLR2004 -- December
        return 31
    return (date(year, month + 1, 1) - timedelta(days=1)).day
