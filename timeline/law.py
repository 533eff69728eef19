"""The law as dated data: numbers and wordings with the day each began, their paragraph and their source.

In goes the text of law.toml (the caller reads the file); out comes a Law that answers for a month.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from timeline.errors import LawError
from timeline.months import month_of

if TYPE_CHECKING:
    from collections.abc import Callable

LAW_FILE = Path(__file__).with_name("law.toml")

NUMBERS = frozenset(
    {
        "ae_first_age",
        "ae_first_calendar_month",
        "ae_last_age",
        "appeal_months",
        "decision_max_months",
        "delay_months",
        "dormancy_max_months",
        "dormancy_pay_months",
        "dormancy_pay_percent",
        "dormancy_received_months",
        "dormancy_trial_window",
        "extension_decision_months",
        "housing_months",
        "one_year_months",
        "pay_day_early",
        "pay_day_late",
        "pay_day_split",
        "regain_months",
        "regain_total_months",
        "retro_months",
        "sjuk_full_first_age",
        "sjuk_partial_first_age",
        "trial_cap_months",
        "trial_received_months",
    }
)
WORDINGS = {"study_dormancy": frozenset({"whole_benefit", "extent_of_studies"})}


@dataclass(frozen=True, slots=True)
class Edition:
    """One dated entry: a number (value is an int) or a wording (value names the function that reads it)."""

    code: str
    meaning: str
    value: int | str
    begins: date
    paragraph: str
    source: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the law as it is listed. uncertain: the point where it is not certain, or empty."""

    code: str
    name: str
    paragraph: str
    certain: bool
    uncertain: str = ""


@dataclass(frozen=True, slots=True)
class Policy:
    """The service's own advice, not law: months before the first uncovered month, or before 30 (sjuk_)."""

    doctor_months: int = 8
    info_months: int = 6
    apply_months: int = 5
    apply_late_months: int = 4
    sjuk_doctor_months: int = 9
    sjuk_apply_months: int = 7


@dataclass(frozen=True, slots=True, eq=False)
class Law:
    """Every number and wording of the law with its time. Compared by identity: load it once."""

    editions: tuple[Edition, ...]
    rules: tuple[Rule, ...]
    policy: Policy
    source: str
    edition: date | None = None
    _steps: dict[str, tuple[tuple[int, Any], ...]] = field(default_factory=dict, repr=False)
    _pinned: dict[date, Law] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        for code in {edition.code for edition in self.editions}:
            own = sorted((e for e in self.editions if e.code == code), key=lambda e: e.begins, reverse=True)
            self._steps[code] = tuple((month_of(e.begins), e.value) for e in own)

    def number(self, code: str, month: int) -> int:
        """Return the number that applies to the month; before its first edition, the first one."""
        steps = self._steps[code]
        for begins, value in steps:
            if month >= begins:
                return int(value)
        return int(steps[-1][1])

    def wording(self, code: str, month: int) -> str:
        """Return the name of the wording that applies to the month."""
        steps = self._steps[code]
        for begins, value in steps:
            if month >= begins:
                return str(value)
        return str(steps[-1][1])

    def settle(self, code: str, month_for: Callable[[int], int]) -> int:
        """Return the month that a number leads to, by the newest edition in whose time that month lies."""
        steps = self._steps[code]
        for begins, value in steps:
            month = month_for(value)
            if month >= begins:
                return month
        return month_for(steps[-1][1])

    def changes(self, code: str) -> tuple[int, ...]:
        """Return the months in which a number changed, oldest first."""
        return tuple(begins for begins, _ in reversed(self._steps[code][:-1]))

    def began(self, code: str, month: int) -> Edition:
        """Return the entry, with paragraph and source, that applies to the month."""
        own = sorted((e for e in self.editions if e.code == code), key=lambda e: e.begins)
        held = [e for e in own if month_of(e.begins) <= month]
        return held[-1] if held else own[0]

    def pinned(self, edition: date | None) -> Law:
        """Return the law as it applied on that day, for all time: later editions are left out."""
        if edition is None:
            return self
        if edition not in self._pinned:
            self._pinned[edition] = Law(
                _until(self.editions, edition), self.rules, self.policy, self.source, edition
            )
        return self._pinned[edition]


def _until(editions: tuple[Edition, ...], day: date) -> tuple[Edition, ...]:
    oldest = {code: min(e.begins for e in editions if e.code == code) for code in {e.code for e in editions}}
    return tuple(e for e in editions if e.begins <= day or e.begins == oldest[e.code])


def load_law(text: str) -> Law:
    """Read the dated table of the law from the text of a law file.

    Raises LawError for anything missing, unknown or doubled, with an example of the right form.
    """
    from timeline.lawtext import read_law

    return read_law(text)


__all__ = ["LAW_FILE", "Edition", "Law", "LawError", "Policy", "Rule", "load_law"]
