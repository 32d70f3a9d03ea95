"""Reads records and judges each by itself, as far as that goes without the others."""

from collections.abc import Iterator, Mapping, Sequence

from subpolicy.errors import RunError
from subpolicy.findings.report import Member
from subpolicy.judging import Criteria
from subpolicy.policy.evaluation import Judge
from subpolicy.policy.facts import Dpa, dpa_of, flags_of, law_of
from subpolicy.policy.functions import Facts
from subpolicy.registry import loading
from subpolicy.registry.files import File
from subpolicy.registry.filling import Filler
from subpolicy.registry.registry import Flag, Vendor
from subpolicy.sources import Source, SourceFault
from subpolicy.surveying.dates import KnownDates
from subpolicy.surveying.sheet import Packed, Said, Sheet

_TOGETHER = 64
"""Records that are in memory at once; as many groups of one go through one call of the runtime."""

_KEPT = 10_000
"""Records of a part that are kept, some 2 kB each, so that they need not be read again."""


class Surveyor:
    """The rules made ready for the records of one registry.

    Args:
        source: Where the records are.
        criteria: The rules, and the day.
        flags: Those that the registry declares.
    """

    def __init__(self, source: Source, criteria: Criteria, flags: Mapping[str, Flag]) -> None:
        self._source = source
        self._schemas = criteria.tools.schemas
        self._filler = Filler(criteria.tools.shape)
        self._dates = KnownDates()
        self.facts = Facts(flags_of(flags), self._dates, law_of(criteria.tables))
        self.judge = Judge(criteria.selection.rules, self.facts, criteria.as_of)

    def read(self, entries: Sequence[str | SourceFault]) -> list[tuple[Vendor, File]]:
        """Read records."""
        return [*loading.records(self._source, entries, self._schemas, self._filler)]

    def again(self, member: Member) -> Vendor:
        """A record that was let go.

        Raises:
            RunError: it is not what it was.
        """
        read = self.read([member.path])
        if not read or loading.member(*read[0]).sha256 != member.sha256:
            raise changed(member.path)
        return read[0][0]

    def unpacked(self, packed: Packed, member: Member) -> Vendor:
        """A record that was kept."""
        document = packed.document(member.path)
        return loading.vendor_of(File(member.path, packed.raw, document, ()), self._filler)

    def know(self, dpas: Mapping[str, Dpa]) -> None:
        """From now on every vendor's DPA is known."""
        self._dates.complete(dpas)

    def said(self, vendors: Sequence[Vendor]) -> list[Said | None]:
        """What the rules say of some records; None where they ask for what is not known yet.

        Raises:
            RunError: a rule cannot be evaluated on a valid record.
        """
        known = {vendor.id: dpa_of(vendor.data) for vendor in vendors}
        self._dates.turn_to(known)
        first = [self._by_itself(vendor) for vendor in vendors]
        self._dates.turn_to(known)
        ready = [(vendor, one) for vendor, one in zip(vendors, first, strict=True) if one]
        alone = iter(self.judge.alone([(vendor, one.keys) for vendor, one in ready]))
        if self._dates.lacking:
            return [None] * len(vendors)
        return [one._replace(alone=next(alone)) if one else None for one in first]

    def _by_itself(self, vendor: Vendor) -> Said | None:
        self._dates.lacking = False
        if not self._dates.knows(vendor.id):
            return None  # most rules on DPAs ask for it
        try:
            said = Said(self.judge.verdicts(vendor), self.judge.keys(vendor), ())
        except RunError:  # it may come of the date that is not known
            if not self._dates.lacking:
                raise
            return None
        return None if self._dates.lacking else said


def changed(path: str) -> RunError:
    """What a run says that read a file twice, and not the same."""
    return RunError(f"{path} changed while it was read", help_text="run again")


class Part:
    """Some of the records, surveyed in two turns: before all DPAs are known, and after.

    Args:
        surveyor: Does the work.
        entries: The records' files.
    """

    def __init__(self, surveyor: Surveyor, entries: Sequence[str | SourceFault]) -> None:
        self._surveyor = surveyor
        self._entries = entries
        self._waiting: dict[int, Member] = {}
        self._held: dict[int, Packed] = {}
        self._kept = 0

    def sheets(self) -> Iterator[list[Sheet]]:
        """A sheet for every record, some at a time.

        Raises:
            RunError: see `Surveyor.said`.
        """
        done = 0
        for start in range(0, len(self._entries), _TOGETHER):
            read = self._surveyor.read(self._entries[start : start + _TOGETHER])
            said = self._surveyor.said([vendor for vendor, _ in read])
            sheets = [self._sheet(*pair, one) for pair, one in zip(read, said, strict=True)]
            for index, (sheet, (vendor, _)) in enumerate(zip(sheets, read, strict=True), done):
                if sheet.said is None:
                    self._waiting[index] = sheet.member
                    if (packed := self._packed(vendor)) is not None:
                        self._held[index] = packed
            done += len(read)
            yield sheets

    def rest(self, dpas: Mapping[str, Dpa]) -> dict[int, Said]:
        """What the rules say of the records that had to wait, by their place among the sheets."""
        self._surveyor.know(dpas)
        waiting = [*self._waiting.items()]
        found: dict[int, Said] = {}
        for start in range(0, len(waiting), _TOGETHER):
            some = waiting[start : start + _TOGETHER]
            vendors = [self._content(index, one) for index, one in some]
            said = zip(some, self._surveyor.said(vendors), strict=True)
            found |= {index: one for (index, _), one in said if one is not None}
        return found

    def _content(self, index: int, member: Member) -> Vendor:
        if index in self._held:
            return self._surveyor.unpacked(self._held.pop(index), member)
        return self._surveyor.again(member)

    def _packed(self, vendor: Vendor) -> Packed | None:
        """A record to be kept; None where enough are, or where it would not be the same again."""
        if not vendor.valid or vendor.document is None or self._kept == _KEPT:
            return None
        self._kept += 1
        return Packed.of(vendor.document)

    def _sheet(self, vendor: Vendor, file: File, said: Said | None) -> Sheet:
        wanted = said is not None and None in said.alone
        return Sheet(
            vendor.id,
            loading.member(vendor, file),
            file.faults,
            dpa_of(vendor.data),
            vendor.valid and bool(vendor.data["pending"]),
            said,
            self._packed(vendor) if wanted else None,
        )
