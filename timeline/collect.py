"""The key dates of a life: which of everything that was worked out matters to a person, in order of day."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING

from timeline import doubts
from timeline.application import NO_DATES, SingleDates
from timeline.decision import FULL, DecisionDates, renewal_days
from timeline.dormancy import DormancyDates
from timeline.facts import Kind
from timeline.keydate import KeyDate
from timeline.kinds import KINDS
from timeline.law import Law
from timeline.months import first, last, month_of
from timeline.outlasting import end_of_benefit
from timeline.person import person_dates

if TYPE_CHECKING:
    from timeline.derive import Timeline

_PERSON_LEAP = frozenset(
    [
        "turns_30",
        "ae_last_day",
        "ae_last_application_day",
        "sjuk_partial_first_day",
        "sjuk_last_apply_no_loss",
    ]
)
_PERSON = (
    "turns_30",
    "ae_first_day",
    "ae_last_day",
    "ae_last_application_day",
    "sjuk_full_first_day",
    "sjuk_partial_first_day",
    "sjuk_last_apply_no_loss",
    "policy_sjuk_doctor_day",
    "policy_sjuk_apply_day",
)
_RENEWAL = (
    "renewal_last_apply_no_loss",
    "policy_doctor_day",
    "policy_info_day",
    "policy_apply_day",
    "policy_apply_late_day",
)
LETTER = "policy_info_day"
# Everything is collected in an order that the order of the rows doesn't change, and sorting keeps it for ties.
_ORDER = attrgetter("first")
_SINGLE = ("resume_month_first_day", "omprovning_last_day", "bostadstillagg_last_apply_no_loss")


def collect(timeline: Timeline) -> tuple[KeyDate, ...]:
    """Return every key date of the timeline, in order of day."""
    found: list[KeyDate] = []
    found += _person(timeline.facts.birth_date, timeline.law, until_30=timeline.ae_until_30)
    _decisions(timeline, found)
    if timeline.facts.dormancies:
        _dormancies(timeline, found)
    if timeline.trial:
        _trials(timeline, found)
    _single(timeline, found)
    found.sort(key=_ORDER)
    return tuple(found)


@lru_cache(maxsize=16384)
def _make(
    code: str,
    start: date,
    stop: date | None = None,
    about: date | None = None,
    why: str = "",
    *,
    kind: str = "",
) -> KeyDate:
    """Make a key date. Remembered: lives share their months, and an immutable value can be shared."""
    name, rule, paragraph = KINDS[kind or code]
    return KeyDate(code, name, start, stop, rule, paragraph, not why, why, about)


@lru_cache(maxsize=8192)
def _person(birth_date: date, law: Law, *, until_30: bool) -> tuple[KeyDate, ...]:
    person = person_dates(birth_date, law)
    found = []
    for code in _PERSON:
        why = doubts.LEAP_DAY if person.leap_day and code in _PERSON_LEAP else ""
        found.append(_make(code, getattr(person, code), why=why))
    why = "" if until_30 else doubts.NOT_COVERED
    if person.leap_day:
        why = f"{doubts.LEAP_DAY} {why}".rstrip()
    found.append(_make("sarskilda_fall_first_day", person.sarskilda_fall_first_day, why=why))
    found.sort(key=_ORDER)
    return tuple(found)


def _decisions(timeline: Timeline, found: list[KeyDate]) -> None:
    for dates in timeline.decisions:
        decision = dates.decision
        if decision.end < decision.start:
            continue
        about = decision.start
        capped = timeline.person.leap_day and dates.max_end == timeline.person.ae_last_day
        school = decision.kind is Kind.EXTENDED_SCHOOLING
        found += (
            _make("decision", about, decision.end, about),
            _make("decision_max_end", dates.max_end, None, about, doubts.LEAP_DAY if capped else ""),
            _make("decision_end", decision.end, None, about, kind="school_end" if school else ""),
        )
        _renewal(timeline, dates, found)
    if len(timeline.received.runs) > 1:
        found += [_make("gap", first(a[1]), last(b[0] - 1)) for a, b in pairwise(timeline.received.runs)]
    for start, stop in timeline.overlaps:
        found.append(_make("overlap", start, stop, why=doubts.OVERLAP))
    _earliest(timeline, found)


def _renewal(timeline: Timeline, dates: DecisionDates, found: list[KeyDate]) -> None:
    """Add what the end of a decision's benefit means, unless another decision takes over."""
    about = dates.decision.start
    end = end_of_benefit(dates, timeline) if timeline.dormancies else dates.decision.end
    free = month_of(end) + 1
    if len(timeline.decisions) > 1 and any(d.start_month <= free < d.stop_month for d in timeline.decisions):
        return
    found.append(_make("first_uncovered_day", first(free), None, about))
    if free > month_of(timeline.person.ae_last_day):
        return
    renewal = _renewal_dates(about, free, timeline.law)
    # Nobody knows when Försäkringskassan writes about a benefit that is lengthened.
    found += [key for key in renewal if end == dates.decision.end or key.code != LETTER]


@lru_cache(maxsize=8192)
def _renewal_dates(about: date, free: int, law: Law) -> tuple[KeyDate, ...]:
    """Make the dates of a renewal. Remembered: a register's decisions share few pairs of months."""
    days = zip(_RENEWAL, renewal_days(free, law), strict=True)
    return tuple(_make(code, day, None, about) for code, day in days if day)


def _earliest(timeline: Timeline, found: list[KeyDate]) -> None:
    if timeline.dormant_earliest_start and timeline.dormant_possible_within_decision:
        why = ""
        if any(d.decision.kind is Kind.EXTENDED_SCHOOLING for d in timeline.decisions):
            why = doubts.SCHOOLING
        elif any(d.dormancy.level < _extent(d) for d in timeline.dormancies):
            why = doubts.PARTLY
        found.append(_make("dormant_earliest_start", timeline.dormant_earliest_start, why=why))
    if timeline.trial_earliest_start:
        why = doubts.BROKEN_RUN if timeline.gaps else ""
        found.append(_make("trial_earliest_start", timeline.trial_earliest_start, why=why))


def _extent(dates: DormancyDates) -> int:
    return dates.decision.extent if dates.decision else FULL


def _dormancies(timeline: Timeline, found: list[KeyDate]) -> None:
    for dates in timeline.dormancies:
        about = dates.dormancy.start
        why = " ".join(dates.uncertain)
        leap = timeline.person.leap_day and dates.max_end == timeline.person.ae_last_day
        max_why = f"{doubts.LEAP_DAY} {why}".rstrip() if leap else why
        found.append(_make("dormancy_max_end", dates.max_end, None, about, max_why))
        if dates.end:
            found.append(_make("dormancy", about, dates.end, about, why))
            found.append(_make("dormancy_end", dates.end, None, about, why))
        if dates.fk_must_decide_by and dates.decision and dates.max_end > dates.decision.end:
            found.append(_make("fk_must_decide_by", dates.fk_must_decide_by, None, about))
        if dates.pay_25_until:
            found.append(_make("dormancy_pay", about, dates.pay_25_until, about, why))
        if dates.ae_extended_to and dates.decision:
            start = first(month_of(dates.decision.end) + 1)
            found.append(
                _make("ae_extended", min(start, dates.ae_extended_to), dates.ae_extended_to, about, why)
            )
        after = dates.after
        if after.resume_first_day:
            found.append(_make("resume", after.resume_first_day, after.resume_last_day, about, why))
        if after.regain_first_day:
            found.append(_make("regain", after.regain_first_day, after.regain_last_day, about, why))


def _trials(timeline: Timeline, found: list[KeyDate]) -> None:
    trial = timeline.trial
    if trial is None:
        return
    for row in sorted(timeline.facts.trials, key=lambda row: (row.start, row.end)):
        if row.end < row.start:
            continue
        whole = row.start.day == 1 and row.end == last(month_of(row.end))
        why = "" if whole else doubts.PART_MONTH
        found.append(_make("trial", row.start, row.end, row.start, why))
        found.append(_make("trial_end", row.end, None, row.start, why))
    found.append(_make("trial_latest_end", trial.latest_end_if_continued, why=doubts.NEW_DECISION))
    if trial.next_possible_start:
        found.append(_make("trial_next_start", trial.next_possible_start, why=doubts.NEW_DECISION))


def _single(timeline: Timeline, found: list[KeyDate]) -> None:
    if timeline.application:
        start, cap = timeline.application.first_payable_day, timeline.application.last_payable_day_cap
        if start:
            found.append(_make("application_payable", start, cap))
        found.append(_make("delay_claim_day", timeline.application.delay_claim_day))
    if timeline.single is not NO_DATES:
        _known_days(timeline.single, found)
    if timeline.facts.follow_ups:
        rows = sorted(timeline.facts.follow_ups, key=lambda row: (row.day, row.kind))
        found += [_make(f"follow_up_{row.kind}", row.day) for row in rows]


def _known_days(single: SingleDates, found: list[KeyDate]) -> None:
    for code in _SINGLE:
        day = getattr(single, code)
        if day:
            found.append(_make(code, day))
    if single.dormant_apply_last_day:
        found.append(_make("dormant_apply_last_day", single.dormant_apply_last_day, why=doubts.AFTER_START))
