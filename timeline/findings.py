"""What is contradictory in the facts, or between the facts and the law: each a sentence in Swedish.

A sentence says what is wrong, by which paragraph, and what it usually means.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from timeline.dormancy import DormancyDates, dormancy_order
from timeline.keydate import Finding
from timeline.months import first, last, month_of
from timeline.sentences import SENTENCES
from timeline.trial import LONGEST_ROW
from timeline.words import month_name

if TYPE_CHECKING:
    from timeline.decision import DecisionDates
    from timeline.derive import Timeline
    from timeline.trial import TrialDates

EXTENTS = (25, 50, 75, 100)

TRIAL_SHORT = "trial_less_than_12_months_before"


def find(timeline: Timeline) -> tuple[Finding, ...]:
    """Return every contradiction, decisions first, then vilande, prövotid and the rest."""
    found: list[Finding] = []
    for dates in timeline.decisions:
        _decision(timeline, dates, found)
    _periods(timeline, found)
    if timeline.facts.dormancies:
        _dormancies(timeline, found)
    if timeline.facts.trials:
        _trials(timeline, found)
    _single(timeline, found)
    return tuple(found)


def _say(code: str, about: date | None, words: Mapping[str, object], known: str = "") -> Finding:
    paragraph, wrong, means = SENTENCES[known or code]
    return Finding(code, f"{wrong.format_map(words)} ({paragraph}). {means}", paragraph, about)


def _decision(timeline: Timeline, dates: DecisionDates, found: list[Finding]) -> None:
    decision = dates.decision
    odd = decision.extent not in EXTENTS
    backwards = decision.end < decision.start
    if not (dates.problems or odd or backwards):
        return
    words: dict[str, object] = {
        "row": f"Beslutet från {decision.start}",
        "start": decision.start,
        "end": decision.end,
        "extent": decision.extent,
        "ae_first": timeline.person.ae_first_day,
        "ae_last": timeline.person.ae_last_day,
    }
    codes = [*(["end_before_start"] if backwards else []), *(["odd_extent"] if odd else []), *dates.problems]
    found += [_say(code, decision.start, words) for code in codes]


def _periods(timeline: Timeline, found: list[Finding]) -> None:
    runs = timeline.received.runs
    if len(runs) < 2 and not timeline.overlaps:
        return
    free = [(first(a[1]), last(b[0] - 1)) for a, b in pairwise(runs)]
    found += [_say("gap", None, {"start": start, "end": end}) for start, end in free]
    found += [_say("overlap", None, {"start": start, "end": end}) for start, end in timeline.overlaps]


def _dormancies(timeline: Timeline, found: list[Finding]) -> None:
    for row in sorted(timeline.facts.dormancies, key=dormancy_order):
        if row.end < row.start:
            words: dict[str, object] = {
                "row": f"Vilandetiden från {row.start}",
                "start": row.start,
                "end": row.end,
            }
            found.append(_say("end_before_start", row.start, words))
    previous: date | None = None
    for dates in timeline.dormancies:
        found += _dormancy(dates, previous)
        end = dates.dormancy.end
        previous = end if previous is None else max(previous, end)


def _dormancy(dates: DormancyDates, previous: date | None) -> list[Finding]:
    row, decision = dates.dormancy, dates.decision
    words: dict[str, object] = {
        "row": f"Vilandetiden från {row.start}",
        "start": row.start,
        "end": row.end,
        "level": row.level,
        "extent": decision.extent if decision else row.level,
        "received": dates.months_received_before,
        "max_end": dates.max_end,
        "decided": row.decided,
        "fk": dates.fk_must_decide_by,
    }
    codes = list(dates.problems)
    if row.start.day != 1:
        codes.append("start_not_first_of_month")
    if row.end != last(month_of(row.end)):
        codes.append("end_not_last_of_month")
    if decision is None:
        codes.append("dormancy_without_decision")
    elif row.level > decision.extent:
        codes.append("dormancy_level_above_extent")
    if row.level not in EXTENTS:
        codes.append("odd_extent")
        words["extent"] = row.level
    if previous and row.start <= previous:
        codes.append("dormancies_overlap")
    return [_say(code, row.start, words) for code in codes]


def _trials(timeline: Timeline, found: list[Finding]) -> None:
    latest: date | None = None
    for row in sorted(timeline.facts.trials, key=lambda t: (t.start, t.end)):
        if row.end < row.start:
            words: dict[str, object] = {
                "row": f"Prövotiden från {row.start}",
                "start": row.start,
                "end": row.end,
            }
            found.append(_say("end_before_start", row.start, words))
            continue
        if month_of(row.end) - month_of(row.start) >= LONGEST_ROW:
            found.append(_say("trial_longer_than_ae", row.start, {"start": row.start, "end": row.end}))
        if latest and row.start <= latest:
            found.append(_say("trials_overlap", row.start, {"start": row.start}))
        latest = max(latest or row.end, row.end)
        if any(d.end and d.dormancy.start <= row.end and row.start <= d.end for d in timeline.dormancies):
            found.append(_say("trial_during_dormancy", row.start, {"start": row.start, "end": row.end}))
    trial = timeline.trial
    if trial:
        found += [_trial(timeline, trial, code) for code in trial.problems]


def _trial(timeline: Timeline, trial: TrialDates, code: str) -> Finding:
    kind, _, month = code.partition(":")
    if not month:
        words: dict[str, object] = {"start": trial.first_day, "received": trial.months_received_before}
        return _say(code, trial.first_day, words, TRIAL_SHORT)
    number = int(month[:4]) * 12 + int(month[5:]) - 1
    cap = timeline.law.number("trial_cap_months", number)
    count = trial.months.index(number) + 1
    return _say(code, first(number), {"month": month_name(number), "count": count, "cap": cap}, kind)


def _single(timeline: Timeline, found: list[Finding]) -> None:
    facts, application = timeline.facts, timeline.application
    if timeline.dormant_application_late:
        words: dict[str, object] = {"applied": facts.dormancy_application, "start": facts.work_start}
        found.append(_say("dormant_application_late", None, words))
    if application and application.first_payable_day is None:
        applied, end = application.application.day, timeline.person.ae_last_application_day
        late = "application_too_late" if applied > end else "application_right_too_late"
        words = {"applied": applied, "end": end, "right": application.application.right_from}
        found.append(_say(late, None, words))
