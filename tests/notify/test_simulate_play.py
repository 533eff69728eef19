"""Playing the days: changes take effect after the day, tasks come once, the next day is the true one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from notify.ahead import next_about, next_any
from notify.intents import sent_of
from notify.simulate import Change, play
from notify.values import Case, Intent, Pace, StepKind, TaskIntent
from tests.notify.due_lives import CALENDAR, PACES, D, does, life, messages, played, table, timeline_of
from timeline.derive import Timeline
from timeline.facts import Decision, Kind

AUTUMN = date(2026, 11, 10)
AFTER = date(2028, 3, 1)


def test_a_reply_comes_after_the_message_of_its_day() -> None:
    told = messages(life(), AUTUMN, date(2027, 3, 1), does(StepKind.BOOKED, date(2027, 2, 2)))
    assert table(told) == [("2027-02-02", "M03")]


def test_a_reply_the_day_before_comes_before_it() -> None:
    told = messages(life(), AUTUMN, date(2027, 3, 1), does(StepKind.BOOKED, date(2027, 2, 1)))
    assert table(told) == []


def test_both_ends_of_the_play_are_included() -> None:
    assert table(messages(life(), date(2027, 2, 2), date(2027, 2, 16))) == [
        ("2027-02-02", "M03"),
        ("2027-02-16", "M39"),
    ]


def test_a_play_can_begin_where_the_ledger_ends() -> None:
    whole = messages(life(), AUTUMN, AFTER)
    half = [intent for intent in whole if intent.day <= date(2027, 5, 1)]
    rest = play(
        life(),
        timeline_of,
        date(2027, 5, 2),
        AFTER,
        paces=PACES,
        calendar=CALENDAR,
        history=[sent_of(intent) for intent in half],
    )
    assert half + [what for _, what in rest if isinstance(what, Intent)] == whole


def test_a_task_comes_once() -> None:
    found = [what.identity for _, what in played(life(), AUTUMN, AFTER) if isinstance(what, TaskIntent)]
    assert len(found) == len(set(found)) > 0


def test_the_timeline_is_worked_out_again_only_when_facts_change() -> None:
    asked = []

    def counted(case: Case) -> Timeline:
        asked.append(case)
        return timeline_of(case)

    longer = Decision(Kind.REDUCED_CAPACITY, 100, date(2025, 10, 1), date(2028, 9, 30))
    changes = [
        does(StepKind.BOOKED, date(2027, 2, 10)),
        Change(date(2027, 3, 1), lambda c: replace(c, facts=replace(c.facts, decisions=(longer,)))),
    ]
    list(play(life(), counted, AUTUMN, AFTER, paces=PACES, calendar=CALENDAR, changes=changes))
    assert len(asked) == 2


def test_the_next_message_about_the_decision() -> None:
    case = life(Pace.LUGNT)
    first = messages(case, AUTUMN, date(2027, 1, 31))
    day = next_about(
        case,
        timeline_of(case),
        [sent_of(intent) for intent in first],
        date(2027, 1, 12),
        key_date="decision_end",
        key_date_day=D,
        paces=PACES,
        calendar=CALENDAR,
    )
    assert day == date(2027, 2, 2)


def test_the_next_message_of_a_new_decision_lies_far_ahead() -> None:
    """Decided in August 2027 for two years: the question of a doctor comes a year before the end."""
    new = Decision(Kind.REDUCED_CAPACITY, 100, date(2027, 10, 1), date(2029, 9, 30), date(2027, 8, 16))
    case = life()
    case = replace(case, facts=replace(case.facts, decisions=(*case.facts.decisions, new)))
    first = messages(case, date(2027, 8, 17), date(2027, 8, 18))
    assert [intent.template for intent in first] == ["M44"]
    day = next_about(
        case,
        timeline_of(case),
        [sent_of(first[0])],
        date(2027, 8, 17),
        key_date="decision_end",
        key_date_day=date(2029, 9, 30),
        paces=PACES,
        calendar=CALENDAR,
    )
    assert day == date(2028, 10, 3)


def test_there_is_no_next_message_after_the_last() -> None:
    case = life()
    sent = [sent_of(intent) for intent in messages(case, AUTUMN, AFTER)]
    about = next_about(
        case,
        timeline_of(case),
        sent,
        AFTER,
        key_date="decision_end",
        key_date_day=D,
        paces=PACES,
        calendar=CALENDAR,
    )
    assert about is None


def test_any_next_message_may_be_about_something_else() -> None:
    case = life()
    sent = [sent_of(intent) for intent in messages(case, AUTUMN, date(2028, 1, 31))]
    day = next_any(case, timeline_of(case), sent, date(2028, 1, 31), paces=PACES, calendar=CALENDAR)
    assert day is not None
    assert day > date(2028, 1, 31)
