"""How to make the report again, what it cannot say, and who signs it."""

from subpolicy.audit import Audit
from subpolicy.renderers.audit.blocks import Cell, Pairs, Prose, Section
from subpolicy.renderers.audit.content import cells
from subpolicy.renderers.audit.content.cells import columns, table
from subpolicy.renderers.audit.content.opening import command


def reproduction(audit: Audit, form: str | None) -> Section:
    """The command, and the digests that a second run has to show."""
    rows = (
        ("Command", command(audit, form)),
        *(
            (f"SHA-256 of {name}", cells.code(digest))
            for name, digest in sorted(audit.report.digests.items())
        ),
    )
    words = (
        "The same revision and as-of date give the same report, byte for byte. Run the command, "
        "then compare the digests below and the SHA-256 of each file under Population."
    )
    if not audit.report.clean:
        words += (
            " What was judged here is not what a revision holds: the command gives the same only "
            "on the same files."
        )
    return Section("reproduction", "Reproduction", (Prose(words), Pairs(rows)))


def limits() -> Section:
    """What the report is not."""
    words = (
        "This report is management's evidence: it says what the records state and how they fare "
        "under the rules. It is no auditor's opinion and no legal advice. It does not open the "
        "contracts, reports and notices that the records name, and does not see vendors that no "
        "record names. Days of commits are those that git holds, which whoever commits can set."
    )
    return Section("limits", "Limits", (Prose(words),))


def sign_off() -> Section:
    """Room for those who answer for it."""
    block = table(
        "Sign-off",
        columns("Role", "Name", "Date", "Signature"),
        (
            (Cell(role), Cell(""), Cell(""), Cell(""))
            for role in ("Prepared by", "Reviewed by", "Approved by")
        ),
    )
    return Section("sign-off", "Sign-off", (block,))
