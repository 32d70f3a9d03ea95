"""Why a failure does not block, in one line for people."""

from typing import assert_never

from subpolicy.findings.outcome import Baselined, Broken, Failed, Waived


def acceptance(broken: Broken) -> str:
    """Who accepted a failure and until when; empty for one that is open."""
    match broken:
        case Waived(waiver=waiver):
            return (
                f"waiver {waiver.id}: accepted by {waiver.approved_by} from {waiver.approved_on} "
                f"through {waiver.expires_on}: {waiver.reason}"
            )
        case Baselined(entry=entry):
            owner = f", owner {entry.owner}" if entry.owner else ""
            return f"known at adoption: due by {entry.due}{owner}"
        case Failed():
            return ""
        case _:
            assert_never(broken)
