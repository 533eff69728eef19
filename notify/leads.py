"""A length of time as it is written in the file of paces: "8 m", "28 d", "28 d!"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from notify.errors import NotifyError
from timeline.months import same_day

FORM = re.compile(r"([+-]?)(\d{1,3}) ?([md])(!?)")


@dataclass(frozen=True, slots=True)
class Lead:
    """A number of calendar months or of days. bold: never dropped."""

    months: int = 0
    days: int = 0
    bold: bool = False

    def before(self, day: date) -> date:
        """Go back from a day."""
        return same_day(day, -self.months) if self.months else day - timedelta(days=self.days)

    def after(self, day: date) -> date:
        """Go forward from a day."""
        return same_day(day, self.months) if self.months else day + timedelta(days=self.days)

    def __str__(self) -> str:
        return f"{abs(self.months)} m" if self.months else f"{abs(self.days)} d"

    @property
    def words(self) -> str:
        """Say the length in Swedish, without a sign."""
        count, unit = (abs(self.months), "månad") if self.months else (abs(self.days), "dag")
        plural = {"månad": "månader", "dag": "dagar"}[unit]
        return f"{count} {unit if count == 1 else plural}"


def read_lead(text: str) -> Lead:
    """Read a length of time. Raises NotifyError if it has another form."""
    found = FORM.fullmatch(text.strip())
    if not found:
        raise NotifyError(
            f'fick "{text}", väntade ett antal månader eller dagar, till exempel "8 m" eller "28 d"'
        )
    sign, number, unit, mark = found.groups()
    count = -int(number) if sign == "-" else int(number)
    if unit == "m":
        return Lead(months=count, bold=bool(mark))
    return Lead(days=count, bold=bool(mark))
