"""Which days a message may go: Monday to Thursday, never near a red day, a birthday or Christmas.

In goes what days are red; out come the days that are allowed. Nothing here knows of messages.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from timeline.months import same_day

DAY = timedelta(days=1)
THURSDAY = 3
FRIDAY = 4
SHORTEST_MONTH = 28
# Red days never close two weeks in a row; a search that goes on longer has bad red days.
SEARCH_DAYS = 30


@dataclass(frozen=True, slots=True)
class Quiet:
    """Days on which only the safety net speaks. (month, day) pairs are inclusive and pass New Year."""

    birthday_days: int = 2
    first: tuple[int, int] = (12, 20)
    last: tuple[int, int] = (1, 7)

    def season(self, day: date) -> bool:
        """Tell whether the day lies in the quiet season."""
        here = (day.month, day.day)
        if self.first <= self.last:
            return self.first <= here <= self.last
        return here >= self.first or here <= self.last


@dataclass(frozen=True, slots=True, eq=False)
class Calendar:
    """The days of the service. red_days tells whether a day is red, always with the same answer.

    Compared by identity: made once, and shared by all cases.
    """

    red_days: Callable[[date], bool]
    quiet: Quiet = Quiet()
    _open: dict[date, bool] = field(default_factory=dict, repr=False, compare=False)
    _work: dict[date, bool] = field(default_factory=dict, repr=False, compare=False)
    _from: dict[date, date] = field(default_factory=dict, repr=False, compare=False)
    _until: dict[date, date] = field(default_factory=dict, repr=False, compare=False)
    _counted: dict[tuple[date, int], date] = field(default_factory=dict, repr=False, compare=False)

    def is_open(self, day: date) -> bool:
        """Tell whether anything at all may go: Monday to Thursday, not red, and the next day not red."""
        known = self._open.get(day)
        if known is None:
            known = day.weekday() <= THURSDAY and not self.red_days(day) and not self.red_days(day + DAY)
            self._open[day] = known
        return known

    def is_workday(self, day: date) -> bool:
        """Tell whether a handläggare is at work: Monday to Friday and not red."""
        known = self._work.get(day)
        if known is None:
            known = self._work[day] = day.weekday() <= FRIDAY and not self.red_days(day)
        return known

    def open_from(self, day: date) -> date:
        """Find the first open day, the day itself included."""
        known = self._from.get(day)
        if known is None:
            known = self._from[day] = self._search(day, DAY, self.is_open)
        return known

    def open_until(self, day: date) -> date:
        """Find the last open day, the day itself included."""
        known = self._until.get(day)
        if known is None:
            known = self._until[day] = self._search(day, -DAY, self.is_open)
        return known

    def workdays_after(self, day: date, count: int) -> date:
        """Count working days forward; the day itself is not counted."""
        return self._count(day, count)

    def workdays_before(self, day: date, count: int) -> date:
        """Count working days back; the day itself is not counted."""
        return self._count(day, -count)

    def _count(self, day: date, count: int) -> date:
        """Count working days, back where the count is negative."""
        known = self._counted.get((day, count))
        if known is None:
            stride, known = DAY if count > 0 else -DAY, day
            for _ in range(abs(count)):
                known = self._search(known + stride, stride, self.is_workday)
            self._counted[day, count] = known
        return known

    @staticmethod
    def _search(day: date, stride: timedelta, wanted: Callable[[date], bool]) -> date:
        for _ in range(SEARCH_DAYS):
            if wanted(day):
                return day
            day += stride
        raise ValueError(f"Ingen tillåten dag inom {SEARCH_DAYS} dagar från {day}: se över de röda dagarna.")


@dataclass(frozen=True, slots=True)
class Diary:
    """One person's days: the calendar, the birthday and the own weekdays."""

    calendar: Calendar
    birth_date: date
    weekdays: tuple[int, ...]

    def is_own(self, day: date) -> bool:
        """Tell whether an ordinary message may go: an open own weekday outside the quiet days."""
        return day.weekday() in self.weekdays and self.is_calm(day)

    def is_calm(self, day: date) -> bool:
        """Tell whether the day is open and not quiet, whatever day of the week is the person's own."""
        return (
            self.calendar.is_open(day) and not self.calendar.quiet.season(day) and not self.near_birthday(day)
        )

    def near_birthday(self, day: date) -> bool:
        """Tell whether the birthday is at most the quiet number of days away."""
        reach = self.calendar.quiet.birthday_days
        if reach < 0 or (reach < SHORTEST_MONTH and not self._beside_month(day)):
            return False
        return any(abs((day - b).days) <= reach for b in self._birthdays(day))

    def own_from(self, day: date, last: date) -> date | None:
        """Find the first own day from the day up to the last, both included; None if there is none."""
        while day <= last:
            if self.is_own(day):
                return day
            day += DAY
        return None

    def _beside_month(self, day: date) -> bool:
        """Tell whether the day lies in the month of the birthday, or in one beside it."""
        return (day.month - self.birth_date.month) % 12 in (0, 1, 11)

    def _birthdays(self, day: date) -> tuple[date, ...]:
        near_new_year = day.month in (1, 12)
        years = (day.year - 1, day.year, day.year + 1) if near_new_year else (day.year,)
        return tuple(birthday(self.birth_date, year) for year in years)


def birthday(birth_date: date, year: int) -> date:
    """Give the birthday in a year; 29 February becomes 28 February where it is missing."""
    return same_day(birth_date, (year - birth_date.year) * 12)


@lru_cache(maxsize=256)
def own_weekdays(chosen: tuple[int, ...], *, two: bool) -> tuple[int, ...]:
    """Give the own weekdays, 0 Monday to 3 Thursday.

    two: the pace wants two; one alone gets the day two days later within Monday to Thursday.
    """
    days = tuple(dict.fromkeys(d for d in chosen if 0 <= d <= THURSDAY)) or (1,)
    if not two:
        return days[:1]
    if len(days) == 1:
        return tuple(sorted((days[0], (days[0] + 2) % 4)))
    return tuple(sorted(days[:2]))
