"""What comes after a vilande period: ordinary benefit, the three months, or nothing (R14)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from timeline.facts import Dormancy, EndedBy
from timeline.law import Law
from timeline.months import first, last

ORDINARY = "ordinary"
REGAIN = "18a"
NOTHING = "none"
REVOKED = "fk_revoked_17: no 18 a"


@dataclass(frozen=True, slots=True)
class Aftermath:
    """What comes after. Days are inclusive, None where there is none.

    kind: ordinary, 18a, none, or revoked by FK.
    resume: benefit by the decision. regain: months of 36 kap. 18 a §, at regain_level percent.
    """

    kind: str
    resume_first_day: date | None = None
    resume_last_day: date | None = None
    regain_first_day: date | None = None
    regain_last_day: date | None = None
    regain_months: int | None = None
    regain_level: int | None = None


NONE = Aftermath(NOTHING)


def aftermath(
    dormancy: Dormancy, *, stop: int, decision_stop: int, age_stop: int, used: int, law: Law
) -> Aftermath:
    """Tell what comes from the month `stop` on. 36 kap. 18 a to 18 d §§ SFB.

    decision_stop, age_stop: first month after the decision, and the month of turning 30. used: vilande months
    in the window, of which at most 24 may go together with the three.
    """
    left = max(0, decision_stop - stop)
    regain = law.number("regain_months", stop)
    if left >= regain:
        return _resume(ORDINARY, stop, decision_stop)
    if dormancy.ended_by is EndedBy.FK:
        return _resume(REVOKED, stop, decision_stop) if left else Aftermath(REVOKED)
    months = max(0, min(regain, law.number("regain_total_months", stop) - used, age_stop - stop))
    if months < left:
        return _resume(ORDINARY, stop, decision_stop)
    if not months:
        return NONE
    return Aftermath(REGAIN, None, None, first(stop), last(stop + months - 1), months, dormancy.level)


def _resume(kind: str, stop: int, decision_stop: int) -> Aftermath:
    return Aftermath(kind, first(stop), last(decision_stop - 1))
