"""What a rule, the schema or the reader found in a record."""

import hashlib
from enum import StrEnum
from typing import NamedTuple

from subpolicy.locations import Span, tokens


class Severity(StrEnum):
    """How much a finding weighs: only errors block, unless the run is strict."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Finding(NamedTuple):
    """One fault of one record, at one place."""

    rule: str
    """Rule id, or ``yaml/…``, ``schema/…``, ``file/…`` for faults of the record itself."""
    severity: Severity
    vendor: str | None
    """Id of the vendor; None for files that are no vendor's (``flags.yaml``)."""
    message: str
    path: str
    """Relative POSIX path from the registry's root."""
    span: Span
    pointer: str
    """JSON Pointer to the place that the rule names; it may point to a missing key."""
    item: str | None = None
    """The value that the rule judged, where it judges several in one record."""
    remediation: str | None = None

    @property
    def fingerprint(self) -> str:
        """Stable over edits that move the fault: built from neither lines nor list indices."""
        steps = [token for token in tokens(self.pointer) if not token.isdigit()]
        parts = [self.rule, self.vendor or self.path, "/".join(steps), self.item or ""]
        return hashlib.sha256("\0".join(parts).encode(errors="surrogatepass")).hexdigest()[:32]
