"""Vilande: how long, what is extended and what is paid (R8, R9, R12b, R13, R15)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from timeline import doubts
from timeline.aftermath import NONE, Aftermath, aftermath
from timeline.coverage import Coverage, Span, join
from timeline.facts import Decision, Dormancy, EndedBy, Facts, Kind, Reason
from timeline.law import Law
from timeline.months import last, month_of
from timeline.person import PersonDates
from timeline.received import Received
from timeline.wording import STUDY_DORMANCY

FULL = 100
LESS_THAN_12 = "less_than_12_months_before"
SAME_FRAME = "same_frame_second_decision_uncertain"
STUDY_PARTLY = "study_must_be_fully_dormant_before_2026_07"
TOO_LONG = "longer_than_allowed"
TOO_LATE = "decided_too_late_for_extension"


@dataclass(frozen=True, slots=True)
class DormancyDates:
    """What the law makes of one vilande period. Days are inclusive.

    end: last legal day, None if no month is legal. months: from start to that end. months_used: with earlier
    periods in the same 24 months. fk_must_decide_by: if it is to outlast the decision. pay_25_until,
    ae_extended_to: None where there is none. extended_level: percent. uncertain: Swedish sentences, empty
    where the law is certain.
    """

    dormancy: Dormancy
    decision: Decision | None
    end: date | None
    months_received_before: int
    trial_months_counted: int
    max_months: int
    max_end: date
    months: int
    months_used: int
    months_left_in_frame: int
    problems: tuple[str, ...]
    fk_must_decide_by: date | None
    ae_extended_to: date | None
    extended_level: int | None
    pays_25_percent: bool
    pay_25_until: date | None
    after: Aftermath
    uncertain: tuple[str, ...] = ()


class _State:
    """What the periods so far leave to the next: received months, full rest, and the 24-month window."""

    __slots__ = ("frame", "previous_beyond", "previous_stop", "rests", "spans", "used")

    def __init__(self, spans: list[Span]) -> None:
        self.spans = spans
        self.rests: list[Span] = []
        self.frame = -1
        self.used = 0
        self.previous_stop = 0
        self.previous_beyond = False


class _Life:
    """What is the same for every period of one life. age_stop: the month of turning 30."""

    __slots__ = ("age_stop", "cover", "law", "trial_months")

    def __init__(self, cover: Coverage, trial_months: tuple[int, ...], age_stop: int, law: Law) -> None:
        self.cover = cover
        self.trial_months = trial_months
        self.age_stop = age_stop
        self.law = law


def dormancy_dates(
    facts: Facts, person: PersonDates, cover: Coverage, trial_months: tuple[int, ...], law: Law
) -> tuple[tuple[DormancyDates, ...], Received]:
    """Work out every vilande period in order of start, and the months received when all is done.

    A period that ends before it starts is left out: it is a finding.
    """
    if not facts.dormancies:
        return (), Received(cover.runs, ())
    life = _Life(cover, trial_months, month_of(person.ae_last_day) + 1, law)
    state = _State(list(cover.runs))
    ordered = sorted(facts.dormancies, key=dormancy_order)
    found = tuple(_one(d, life, state) for d in ordered if d.end >= d.start)
    return found, _received(state)


def _received(state: _State) -> Received:
    return Received(join(sorted(state.spans)), tuple(state.rests))


def dormancy_order(dormancy: Dormancy) -> tuple[object, ...]:
    """Return what puts periods in order: start, then everything else, so that row order never matters."""
    d = dormancy
    return (d.start, d.end, d.reason, d.level, str(d.decided or ""), str(d.ended_by or ""))


def decision_at(cover: Coverage, month: int) -> tuple[int, int, Decision] | None:
    """Return the decision that covers the month: the one that began last, since it replaces earlier ones."""
    found = None
    for row in cover.rows:
        if row[0] > month:
            break
        if month < row[1]:
            found = row
    return found


def _one(dormancy: Dormancy, life: _Life, state: _State) -> DormancyDates:
    law = life.law
    start, stop = month_of(dormancy.start), month_of(dormancy.end) + 1
    row = decision_at(life.cover, start)
    extent = row[2].extent if row else FULL
    received = _received(state).months_before(start)
    problems = _enter_frame(start, received, law, state)
    if _study_too_little(dormancy, start, extent, law):
        problems.append(STUDY_PARTLY)
    window = law.number("dormancy_trial_window", start)
    counted = sum(1 for month in life.trial_months if start - window <= month < start)
    most = law.number("dormancy_max_months", start) - counted
    max_stop = min(state.frame + most, life.age_stop)
    if stop > max_stop:
        problems.append(TOO_LONG)
        stop = max(max_stop, start)
    reach = _decision_stop(life, row, stop, margin=0) if row else stop
    fk_month = reach - 1 - law.number("extension_decision_months", reach) if row else None
    beyond = row is not None and stop > reach
    if beyond and fk_month is not None and dormancy.decided and dormancy.decided > last(fk_month):
        problems.append(TOO_LATE)
        stop, beyond = max(reach, start), False
    months = stop - start
    state.used += max(0, stop - max(start, state.previous_stop))
    after = _after(dormancy, life, row, stop, state.used) if row and months else NONE
    rests_from = start if dormancy.level >= extent else reach
    _leave(state, rests_from=rests_from, stop=stop, beyond=beyond, after=after)
    return DormancyDates(
        dormancy=dormancy,
        decision=row[2] if row else None,
        end=last(stop - 1) if months else None,
        months_received_before=received,
        trial_months_counted=counted,
        max_months=most,
        max_end=last(max_stop - 1),
        months=months,
        months_used=state.used,
        months_left_in_frame=max(0, min(most - state.used, max_stop - stop)),
        problems=tuple(problems),
        fk_must_decide_by=None if fk_month is None else last(fk_month),
        ae_extended_to=last(stop - 1) if beyond else None,
        extended_level=_extended_level(dormancy, reach, extent, law) if beyond else None,
        pays_25_percent=dormancy.reason is Reason.WORK,
        pay_25_until=_paid_until(dormancy, start, stop, law),
        after=after,
        uncertain=_uncertain(dormancy, row, problems),
    )


def _enter_frame(start: int, received: int, law: Law, state: _State) -> list[str]:
    """Open a new 24-month window, or go on in the old one. 36 kap. 10, 15 and 15 a §§ SFB.

    A period right after another (a change of level) goes on in the same window.
    """
    enough = received >= law.number("dormancy_received_months", start)
    inside = state.frame >= 0 and start < state.frame + law.number("dormancy_max_months", start)
    if not inside or (enough and start > state.previous_stop):
        state.frame, state.used = start, 0
    if enough:
        return []
    return [SAME_FRAME if inside and not state.previous_beyond else LESS_THAN_12]


def _study_too_little(dormancy: Dormancy, start: int, extent: int, law: Law) -> bool:
    if dormancy.reason is not Reason.STUDY:
        return False
    must_rest = STUDY_DORMANCY[law.wording("study_dormancy", start)]
    return dormancy.level < must_rest(dormancy.level, extent)


def _decision_stop(life: _Life, row: tuple[int, int, Decision], stop: int, margin: int) -> int:
    """Return the month after the decision that the period ends in.

    The next decision counts where it follows without a gap and fewer months than the margin are left.
    """
    reach = row[1]
    for a, b, _ in life.cover.rows:
        if a <= reach < b and reach - stop < margin:
            reach = b
    return max(min(reach, life.age_stop), row[0] + 1)


def _after(
    dormancy: Dormancy, life: _Life, row: tuple[int, int, Decision], stop: int, used: int
) -> Aftermath:
    """Tell what comes after, with the time left in a decision that takes over counted in (36 kap. 18 c §)."""
    reach = _decision_stop(life, row, stop, life.law.number("regain_months", stop))
    return aftermath(
        dormancy, stop=stop, decision_stop=reach, age_stop=life.age_stop, used=used, law=life.law
    )


def _extended_level(dormancy: Dormancy, reach: int, extent: int, law: Law) -> int:
    """Return how much is lengthened past the decision. 36 kap. 15 b § SFB, as worded when it ends."""
    if dormancy.reason is Reason.WORK:
        return dormancy.level
    return STUDY_DORMANCY[law.wording("study_dormancy", reach)](dormancy.level, extent)


def _paid_until(dormancy: Dormancy, start: int, stop: int, law: Law) -> date | None:
    """Return the last day with a quarter of the resting benefit. 36 kap. 18 § SFB: work alone."""
    if dormancy.reason is not Reason.WORK:
        return None
    paid = min(stop, start + law.number("dormancy_pay_months", stop - 1))
    return last(paid - 1) if paid > start else None


def _uncertain(
    dormancy: Dormancy, row: tuple[int, int, Decision] | None, problems: list[str]
) -> tuple[str, ...]:
    found = []
    if SAME_FRAME in problems:
        found.append(doubts.SAME_FRAME)
    if row is not None and row[2].kind is Kind.EXTENDED_SCHOOLING:
        found.append(doubts.SCHOOLING)
    if dormancy.ended_by is EndedBy.FK:
        found.append(doubts.BY_FK)
    return tuple(found)


def _leave(state: _State, *, rests_from: int, stop: int, beyond: bool, after: Aftermath) -> None:
    """Note what the period means for the next one: rest, received months, the longer kind (15 a §)."""
    if rests_from < stop:
        state.rests.append((rests_from, stop))
    if beyond:
        state.spans.append((rests_from, stop))
    if after.regain_months:
        state.spans.append((stop, stop + after.regain_months))
    state.previous_stop = max(state.previous_stop, stop)
    state.previous_beyond = beyond
