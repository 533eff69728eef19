"""Amendment 20: every bold cell of the table is a safety message, and none is lost to another one.

There is one message a day. Where two bold ones want the same day the lighter goes on an open day before.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from notify.due import decide
from notify.intents import sent_of
from notify.simulate import Change
from notify.values import Case, ChosenDay, Intent, MessageKind, Pace, Skip, StepFact, StepKind
from tests.notify.due_lives import CALENDAR, LIVES, PACES, does, life, messages, played, timeline_of
from timeline.facts import Decision, Dormancy, Facts, FollowUp, FollowUpKind, Kind, Reason, StudyTrial
from timeline.months import first, last, month_of, same_day

KNOWN = date(2026, 11, 2)
MANY = settings(max_examples=LIVES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
# The bold cells of the plan, written down once more, so that the file of paces is not its own witness.
MEETING = {Pace.LUGNT: "2d", Pace.LAGOM: "1d", Pace.OFTA: "2d", Pace.VIKTIGT: "2d"}
NET = ("S1", "S2", "S3", "S4", "S5", "S6", "S7", "S8")
VILANDE, TRIAL, THIRTY = ("3m", "28d"), ("28d", "7d"), ("12m", "6m", "28d")
Cell = tuple[str, date, str]


def meeting(*days: date, pace: Pace = Pace.LAGOM, **other: object) -> Case:
    case = life(pace, **other)
    rows = tuple(FollowUp(FollowUpKind.PLAN, day) for day in days)
    return replace(case, facts=replace(case.facts, follow_ups=rows))


def told(case: Case, first_day: date, last_day: date) -> list[tuple[str, str, str]]:
    return [
        (i.day.isoformat(), i.template, i.step)
        for i in messages(case, first_day, last_day)
        if i.kind is MessageKind.SAFETY
    ]


def test_amendment_20_a_meeting_gives_way_to_the_net_and_is_told_the_day_before() -> None:
    """S4 goes on Thursday 2 September 2027. The meeting is on Friday."""
    case = meeting(date(2027, 9, 3))
    assert told(case, KNOWN, date(2027, 9, 5))[-2:] == [
        ("2027-09-01", "M14", "plan.1d"),
        ("2027-09-02", "M05", "net.S4"),
    ]


def test_amendment_20_two_meetings_and_the_net() -> None:
    case = meeting(date(2027, 9, 3))
    rows = (*case.facts.follow_ups, FollowUp(FollowUpKind.YEARLY, date(2027, 9, 4)))
    case = replace(case, facts=replace(case.facts, follow_ups=rows))
    assert [row[:2] for row in told(case, KNOWN, date(2027, 9, 5))[-3:]] == [
        ("2027-08-31", "M14"),
        ("2027-09-01", "M69"),
        ("2027-09-02", "M05"),
    ]


def test_amendment_20_a_meeting_that_is_typed_in_too_late_to_move_goes_first_and_the_net_waits() -> None:
    """On Wednesday evening a meeting on Friday is typed in: Thursday is its only day, the net has three weeks."""
    late = meeting(date(2027, 9, 3))
    early = replace(late, facts=replace(late.facts, follow_ups=()))
    sent = [sent_of(i) for i in messages(early, KNOWN, date(2027, 9, 1))]
    found = []
    for day in (date(2027, 9, 2), date(2027, 9, 6)):
        verdict = decide(late, timeline_of(late), sent, day, paces=PACES, calendar=CALENDAR)
        found += [(day, i.template) for i in verdict.intents]
        sent += [sent_of(i) for i in verdict.intents]
    assert found == [(date(2027, 9, 2), "M14"), (date(2027, 9, 6), "M05")]


def test_amendment_20_the_day_that_the_person_chose_is_left_free() -> None:
    chosen = ChosenDay("step3", date(2027, 8, 26), date(2027, 8, 10))
    case = meeting(date(2027, 8, 27), chosen=(chosen,))
    found = [
        (i.day.isoformat(), i.template)
        for i in messages(case, KNOWN, date(2027, 8, 30))
        if i.key_date in ("chosen_day", "follow_up")
    ]
    assert found[-2:] == [("2027-08-25", "M14"), ("2027-08-26", "M35")]


def typed_in_late(*rows: FollowUp, hour: int = 10) -> list[Intent]:
    """Play two matters that are typed in on a Wednesday evening: Thursday 26 August is the only day left."""
    case = meeting(hour=hour)
    change = Change(date(2027, 8, 25), lambda case: replace(case, facts=replace(case.facts, follow_ups=rows)))
    return [i for i in messages(case, KNOWN, date(2027, 8, 30), change) if i.day >= date(2027, 8, 25)]


FRIDAY = date(2027, 8, 27)
PLAN, YEARLY = FollowUp(FollowUpKind.PLAN, FRIDAY), FollowUp(FollowUpKind.YEARLY, FRIDAY)


@pytest.mark.parametrize(("hour", "hours"), [(9, (9, 10)), (10, (10, 11)), (17, (17, 16))])
def test_amendment_20_two_bold_with_the_same_only_day_both_go_an_hour_apart(
    hour: int, hours: tuple[int, int]
) -> None:
    found = typed_in_late(PLAN, YEARLY, hour=hour)
    assert {i.template for i in found} == {"M14", "M69"}
    assert [i.day for i in found] == [date(2027, 8, 26)] * 2
    assert tuple(i.at.hour for i in found) == hours


def test_amendment_20_three_of_them_go_three_hours() -> None:
    third = FollowUp(FollowUpKind.PLAN, date(2027, 8, 28))
    found = typed_in_late(PLAN, YEARLY, third)
    assert [(i.day.day, i.at.hour) for i in found] == [(26, 10), (26, 11), (26, 12)]


def test_amendment_20_a_bold_one_typed_in_after_the_days_message_still_goes() -> None:
    """The yearly meeting is told of at ten on Thursday; the plan's is typed in at noon. Friday it is too late."""
    day = date(2027, 8, 26)
    before = replace(meeting(), facts=replace(meeting().facts, follow_ups=(YEARLY,)))
    rows = [sent_of(i) for i in messages(before, KNOWN, day)]
    assert [row.template for row in rows if row.day == day] == ["M69"]
    after = replace(before, facts=replace(before.facts, follow_ups=(PLAN, YEARLY)))
    verdict = decide(after, timeline_of(after), rows, day, paces=PACES, calendar=CALENDAR)
    assert [(i.template, i.at.hour) for i in verdict.intents] == [("M14", 11)]
    again = decide(
        after,
        timeline_of(after),
        [*rows, *map(sent_of, verdict.intents)],
        day,
        paces=PACES,
        calendar=CALENDAR,
    )
    assert again.intents == ()


def choose_late(day: date, *, known: date, meeting_day: date, hour: int = 10) -> list[Intent]:
    """Play a meeting that is told of the day before, on a day that the person has meanwhile chosen."""
    chosen = ChosenDay("step3", day, known)
    case = meeting(meeting_day, hour=hour)
    change = Change(known, lambda case: replace(case, chosen=(chosen,)))
    return [i for i in messages(case, KNOWN, meeting_day, change) if i.day >= day]


@pytest.mark.parametrize(("hour", "hours"), [(9, (9, 10)), (10, (10, 11)), (13, (13, 10))])
def test_amendment_22_a_day_chosen_too_late_keeps_both(hour: int, hours: tuple[int, int]) -> None:
    """On Wednesday evening the person chooses Thursday, the last day on which the meeting can be told of."""
    found = choose_late(date(2027, 8, 26), known=date(2027, 8, 25), meeting_day=date(2027, 8, 27), hour=hour)
    assert {(i.template, i.day, i.at.hour) for i in found} == {
        ("M14", date(2027, 8, 26), hours[0]),
        ("M35", date(2027, 8, 26), hours[1]),
    }


def test_amendment_22_what_has_a_later_day_leaves_the_chosen_one_alone() -> None:
    """S4 goes on Thursday 2 September, and has three weeks more."""
    chosen = ChosenDay("step3", date(2027, 9, 2), date(2027, 9, 1))
    change = Change(date(2027, 9, 1), lambda case: replace(case, chosen=(chosen,)))
    found = [(i.day, i.template) for i in messages(life(), KNOWN, date(2027, 9, 7), change)]
    assert found[-2:] == [(date(2027, 9, 2), "M35"), (date(2027, 9, 6), "M05")]


def test_amendment_22_asked_twice_on_the_day_nothing_more_goes() -> None:
    chosen = ChosenDay("step3", date(2027, 8, 26), date(2027, 8, 25))
    case = meeting(date(2027, 8, 27), chosen=(chosen,))
    before = replace(case, chosen=())
    sent = [sent_of(i) for i in messages(before, KNOWN, date(2027, 8, 25)) if i.key_date != "follow_up"]
    first = decide(case, timeline_of(case), sent, date(2027, 8, 26), paces=PACES, calendar=CALENDAR)
    assert {i.template for i in first.intents} == {"M14", "M35"}
    for done in (first.intents, first.intents[:1], first.intents[1:]):
        rows = [*sent, *map(sent_of, done)]
        again = decide(case, timeline_of(case), rows, date(2027, 8, 26), paces=PACES, calendar=CALENDAR)
        assert {i.identity for i in (*done, *again.intents)} == {i.identity for i in first.intents}
        assert len(done) + len(again.intents) == len(first.intents)


@pytest.mark.parametrize("pace", list(Pace))
def test_amendment_20_an_ordinary_message_never_takes_the_last_day_of_a_bold_one(pace: Pace) -> None:
    """A visit is told of on Thursday 30 September too. The time to ask for omprövning ends that weekend."""
    no = StepFact(StepKind.ANSWER, date(2027, 8, 2), "avslag")
    case = life(pace, weekdays=(3,), steps=(no, StepFact(StepKind.VISIT, date(2027, 9, 22))))
    found = [row[1] for row in told(case, KNOWN, date(2027, 10, 10))]
    assert found.count("M48") == 2


@dataclass(frozen=True)
class Crowded:
    """A life in which many things happen at the same time, and the bold cells that it must have.

    chosen: days that the person chooses, each some days before.
    """

    case: Case
    refused: date | None
    chosen: tuple[ChosenDay, ...] = ()

    def play(self) -> list[tuple[date, object]]:
        changes = [Change(day.said, partial(_choose, day)) for day in self.chosen]
        changes += [does(StepKind.ANSWER, self.refused, "avslag")] if self.refused else []
        return list(played(self.case, KNOWN, date(2029, 6, 1), *changes))

    def cells(self) -> set[Cell]:
        found = set(self._net()) | set(self._others()) | set(self._thirty())
        return {cell for cell in found if cell[1] < date(2029, 5, 1)}

    def _net(self) -> list[Cell]:
        end = self.case.facts.decisions[0].end
        if end == timeline_of(self.case).person.ae_last_day or self.refused:
            return []
        return [("decision_end", end, f"net.{name}") for name in NET]

    def _others(self) -> list[Cell]:
        facts, lead = self.case.facts, MEETING[self.case.preferences.pace]
        found = [("follow_up", row.day, f"{row.kind.value}.{lead}") for row in facts.follow_ups]
        found += [("trial_end", row.end, f"end.{lead}") for row in facts.trials for lead in TRIAL]
        found += [("dormancy_end", row.end, f"end.{lead}") for row in facts.dormancies for lead in VILANDE]
        if self.refused:
            found += [("answer", self.refused, step) for step in ("has_come", "look_again.1", "look_again.2")]
        return found

    def _thirty(self) -> list[Cell]:
        end = timeline_of(self.case).person.ae_last_day
        if self.case.facts.decisions[0].end != end or self.refused:
            return []
        targets = {"12m": -12, "6m": -6, "28d": -1}
        return [
            ("age_30", end, f"before.{lead}")
            for lead in THIRTY
            if same_day(end, targets[lead]) > KNOWN + timedelta(days=60)
        ]


def _choose(day: ChosenDay, case: Case) -> Case:
    return replace(case, chosen=(*case.chosen, day))


@st.composite
def crowded(draw: st.DrawFn) -> Crowded:
    """Draw a life whose other days lie near those of the net."""
    end = last(draw(st.integers(month_of(date(2027, 9, 1)), month_of(date(2028, 3, 1)))))
    born = draw(st.sampled_from([date(2003, 3, 15), date(end.year - 30, end.month % 12 + 1, 15)]))
    if end.month == 12 and born.year != 2003:
        born = date(end.year - 29, 1, 15)
    near = st.integers(-60, 10).map(lambda number: end + timedelta(days=number))
    days = sorted(draw(st.sets(near, max_size=4)))
    rests_to = last(month_of(end) - draw(st.integers(1, 3)))
    facts = Facts(
        born,
        (Decision(Kind.REDUCED_CAPACITY, 100, first(month_of(end) - 23), end),),
        dormancies=draw(
            st.sampled_from([(), (Dormancy(Reason.WORK, 50, first(month_of(KNOWN)), rests_to),)])
        ),
        trials=draw(st.sampled_from([(), (StudyTrial(first(month_of(end) - 5), end),)])),
        follow_ups=tuple(FollowUp(draw(st.sampled_from(list(FollowUpKind))), day) for day in days),
    )
    case = life(draw(st.sampled_from(list(Pace))), weekdays=(draw(st.integers(0, 3)),), end=end, facts=facts)
    refused = draw(st.none() | st.integers(20, 100).map(lambda number: end - timedelta(days=number)))
    wishes = draw(st.dictionaries(near, st.integers(1, 9), max_size=6))
    steps = st.sampled_from(["step1", "step3"])
    chosen = tuple(ChosenDay(draw(steps), day, day - timedelta(days=ahead)) for day, ahead in wishes.items())
    return Crowded(case, refused, chosen)


@MANY
@given(crowded())
def test_amendment_20_every_bold_cell_of_the_table_is_told(life: Crowded) -> None:
    play = life.play()
    sent = {(i.key_date, i.key_date_day, i.step) for _, i in play if isinstance(i, Intent)}
    lost = [what for _, what in play if isinstance(what, Skip) and what.intent.kind is MessageKind.SAFETY]
    assert life.cells() - sent == set()
    assert lost == []


@MANY
@given(crowded())
def test_amendment_22_every_chosen_day_is_kept_whatever_else_wants_it(life: Crowded) -> None:
    play = life.play()
    kept = {i.key_date_day for _, i in play if isinstance(i, Intent) and i.key_date == "chosen_day"}
    over = [life.refused] if life.refused else []
    assert kept == {day.day for day in life.chosen if not any(day.day > end for end in over)}


@MANY
@given(crowded())
def test_amendment_20_and_still_only_one_a_day(life: Crowded) -> None:
    days = Counter(
        i.day
        for _, i in life.play()
        if isinstance(i, Intent) and i.kind in (MessageKind.SAFETY, MessageKind.ORDINARY)
    )
    assert max(days.values(), default=0) <= 1
