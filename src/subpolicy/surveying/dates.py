"""The signing dates of DPAs as far as they are known, while records are still being read."""

from collections.abc import Iterator, Mapping

from subpolicy.policy.facts import Dates, Dpa, covering


class KnownDates(Mapping[str, str]):
    """What rules look up in `Facts.dpa_dates`. It notes when it was asked what it cannot know."""

    def __init__(self) -> None:
        self._dpas: Mapping[str, Dpa | None] = {}
        self._all: Dates | None = None
        self.lacking = False
        """Whether it was asked for the date of a vendor of which it knows nothing yet."""

    def turn_to(self, dpas: Mapping[str, Dpa | None]) -> None:
        """From now on know these vendors; None for one without a DPA."""
        self._dpas = dpas
        self.lacking = False

    def complete(self, dpas: Mapping[str, Dpa]) -> None:
        """From now on know all vendors."""
        self._all = Dates(dpas)
        self.lacking = False

    def knows(self, vendor: str) -> bool:
        """Whether it can tell the date of a vendor, or that there is none."""
        return self._all is not None or covering(vendor, self._dpas) in self._dpas

    def __getitem__(self, vendor: str) -> str:
        """The date on which the DPA that covers a vendor was signed.

        Raises:
            KeyError: there is none, or it is not known yet.
        """
        if self._all is not None:
            return self._all[vendor]
        last = covering(vendor, self._dpas)
        self.lacking = self.lacking or last not in self._dpas
        dpa = self._dpas.get(last)
        if dpa is None or not dpa.signed_on:
            raise KeyError(vendor)
        return dpa.signed_on

    def __iter__(self) -> Iterator[str]:
        """The vendors that have one, as far as they are known."""
        if self._all is not None:
            return iter(self._all)
        dated = {name: dpa for name, dpa in self._dpas.items() if dpa is not None}
        return iter(Dates(dated))

    def __len__(self) -> int:
        """How many these are."""
        return sum(1 for _ in self)
