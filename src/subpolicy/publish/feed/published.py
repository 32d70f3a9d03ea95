"""The days that a feed of ours, published before, gives its items."""

import re
from collections.abc import Mapping

from subpolicy.dates import is_date

_ITEM = re.compile(
    r"(?:<id>|\"id\": \")(?P<id>urn:uuid:[0-9a-f-]{36})"
    r"(?:(?!urn:uuid:).)*?"
    r"(?:<published>|\"date_published\": \")(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})T",
    re.DOTALL,
)
"""An item, in either format, as our own renderers write it: no parser has to meet a stranger's
document."""


def days_of(document: str) -> Mapping[str, str]:
    """Id → ISO date; of anything that is no feed of ours, nothing."""
    found = ((match["id"], match["day"]) for match in _ITEM.finditer(document))
    return {urn: day for urn, day in found if is_date(day)}
