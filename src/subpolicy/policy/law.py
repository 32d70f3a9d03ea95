"""What the dated tables say of countries and regimes on a day."""

from collections.abc import Mapping
from types import MappingProxyType

from subpolicy.policy.tables import Periods

_EEA_AS_A_WHOLE = frozenset({"EU", "EEA"})
"""Location codes that name the area rather than a country in it."""
_BEYOND_THE_EU = frozenset({"EEA", "IS", "LI", "NO"})
"""The EEA is the EU with Iceland, Liechtenstein and Norway."""
_LISTED = "listed"
"""The scope of rows that cover certified recipients only: the frameworks behind the US rows."""


class Law:
    """The tables, ready for looking up. Days are ISO dates.

    Args:
        tables: By their ids.
    """

    __slots__ = ("_codes", "tables")

    def __init__(self, tables: Mapping[str, Periods] = MappingProxyType({})) -> None:
        self.tables = tables
        # The codes of each table.
        self._codes = {name: frozenset(code for code, _ in rows) for name, rows in tables.items()}

    def in_table(self, table: str, code: str) -> bool:
        """Whether a table has a row with this code, whatever its validity."""
        return code in self._codes.get(table, ())

    def in_force(self, table: str, code: str, regime: str, day: str) -> bool:
        """Whether a table has a row for the code and the regime that holds on the day."""
        periods = self.tables.get(table, {}).get((code, regime), ())
        return any(period.holds(day) for period in periods)

    def in_eea(self, country: str, day: str) -> bool:
        """Whether a country is in the European Economic Area on the day."""
        return country in _EEA_AS_A_WHOLE or self.in_force("eea", country, "", day)

    def in_area(self, code: str, area: str, day: str) -> bool:
        """Whether a location lies within another on the day: a country in EU, EEA or GLOBAL."""
        if area == "GLOBAL":
            return code != "UNKNOWN"
        if area not in _EEA_AS_A_WHOLE or not self.in_eea(code, day):
            return False
        return area == "EEA" or code not in _BEYOND_THE_EU

    def adequate(self, country: str, regime: str, day: str) -> bool:
        """Whether the regime's law lets data go to the country without a transfer tool.

        That is the regime's own area, and what its adequacy decisions cover as a whole.

        Raises:
            ValueError: the adequacy table has no row for the regime, so nothing is known of it.
        """
        adequacy = self.tables.get("adequacy", {})
        if not any(known == regime for _, known in adequacy):
            raise ValueError(f"the table adequacy has no rows for the regime {regime}")
        codes = {country}
        if self.in_eea(country, day):
            codes.add("EEA")
        return any(
            period.holds(day) and period.scope != _LISTED
            for code in codes
            for period in adequacy.get((code, regime), ())
        )
