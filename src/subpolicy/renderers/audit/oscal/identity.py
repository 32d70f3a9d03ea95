"""UUIDs that are the same for the same thing in every run (RFC 9562, version 5)."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from subpolicy.audit import Audit
from subpolicy.renderers.audit.oscal.words import NAMESPACE


@dataclass(frozen=True, slots=True)
class Identity:
    """Names the things of one organisation: its vendor ``acme`` is not another's."""

    root: UUID

    def of(self, *names: str) -> str:
        """The UUID of a thing, by what it is and what it is called."""
        return str(uuid5(self.root, _ascii("\0".join(names))))

    def of_document(self, content: Mapping[str, Any]) -> str:
        """The UUID of a document: another one for each content, as OSCAL asks."""
        dumped = json.dumps(content, sort_keys=True).encode()
        return self.of("document", hashlib.sha256(dumped).hexdigest())


def identity(audit: Audit) -> Identity:
    """The names of the organisation whose registry was judged."""
    organisation = str(audit.report.organisation.get("name", ""))
    return Identity(uuid5(uuid5(NAMESPACE_URL, NAMESPACE), _ascii(organisation)))


def _ascii(name: str) -> str:
    """A name that UTF-8 can encode, whatever half characters it holds; plain ones stay."""
    return name.encode(errors="surrogatepass").decode("latin-1")
