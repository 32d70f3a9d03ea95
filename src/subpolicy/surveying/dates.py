"""The signing dates of DPAs as far as they are known, while records are still being read."""

from collections.abc import Iterator, Mapping

from subpolicy.policy.facts import Dpa, date_of, dates_of


class Dates(Mapping[str, str]):
    """What rules look up in `Facts.dpa_dates`. It notes when it was asked what it cannot know."""

    def __init__(self) -> None:
        self._dpas: Mapping[str, Dpa | None] = {}
        self._all: Mapping[str, str] | None = None
        self.lacking = False
        """Whether it was asked for the date of a vendor of which it knows nothing yet."""

    def turn_to(self, dpas: Mapping[str, Dpa | None]) -> None:
        """From now on know these vendors; None for one without a DPA."""
        self._dpas = dpas
        self.lacking = False

    def complete(self, dpas: Mapping[str, Dpa]) -> None:
        """From now on know all vendors."""
        self._all = dates_of(dpas)
        self.lacking = False

    def __getitem__(self, vendor: str) -> str:
        """The date on which the DPA that covers a vendor was signed.

        Raises:
            KeyError: there is none, or it is not known yet.
        """
        if self._all is not None:
            return self._all[vendor]
        known = self._dpas
        seen = set()
        covering = vendor
        while covering in known and covering not in seen:
            seen.add(covering)
            dpa = known[covering]
            if dpa is None or dpa.signed_on or not dpa.same_as:
                break
            covering = dpa.same_as
        if covering not in known:
            self.lacking = True
            raise KeyError(vendor)
        date = date_of(vendor, {name: dpa for name in seen if (dpa := known[name]) is not None})
        if not date:
            raise KeyError(vendor)
        return date

    def __iter__(self) -> Iterator[str]:
        """The vendors whose date is known."""
        return iter(self._all or {})

    def __len__(self) -> int:
        """How many these are."""
        return len(self._all or {})
