"""Four lives with a decision to 30 September 2027, one for each pace, day by day.

Two things differ from the tables the rules were drawn up with. A KLAR is the person's word only, so the
waiting begins when somebody has confirmed the application a week later. And the row "28 days before the end
if no answer" is never dropped, so M55 comes on 2 September to those who still wait. Försäkringskassan's own
letter is announced (M81) where the caps have room for it. The half-yearly question about the number (M36) is
left out here.
"""

from __future__ import annotations

from datetime import date

from notify.values import Intent, Pace, StepKind, TaskKind
from tests.notify.due_lives import does, life, messages, pauses, table, tasks


def about(told: list[Intent]) -> list[tuple[str, str]]:
    return table([intent for intent in told if intent.key_date != "number"])


AUTUMN = date(2026, 11, 10)
SPRING = date(2028, 3, 1)
END = date(2027, 9, 30)


def test_lugnt_alva_tuesdays_at_10() -> None:
    told = messages(
        life(Pace.LUGNT),
        AUTUMN,
        END,
        does(StepKind.BOOKED, date(2027, 2, 11)),
        does(StepKind.APPLIED, date(2027, 5, 19)),
        does(StepKind.RECEIVED, date(2027, 5, 26)),
        does(StepKind.ANSWER, date(2027, 9, 5), "beviljad"),
    )
    assert about(told) == [
        ("2027-01-12", "M02"),  # 30 December is quiet; the next Tuesday after 7 January is 13 days later
        ("2027-02-02", "M03"),
        ("2027-03-30", "M02"),  # step 1 is done, so there is plenty of time
        ("2027-04-20", "M04"),
        ("2027-05-18", "M49"),
        ("2027-07-20", "M38"),
        ("2027-09-02", "M55"),
        ("2027-09-06", "M06"),
    ]


def test_lagom_elias_wednesdays_at_13() -> None:
    told = messages(
        life(Pace.LAGOM, weekdays=(2,), hour=13),
        AUTUMN,
        END,
        does(StepKind.BOOKED, date(2027, 2, 20)),
        does(StepKind.APPLIED, date(2027, 5, 18)),
        does(StepKind.RECEIVED, date(2027, 5, 25)),
        does(StepKind.ANSWER, date(2027, 9, 11), "beviljad"),
    )
    assert about(told) == [
        ("2027-02-03", "M03"),
        ("2027-02-17", "M39"),
        ("2027-03-31", "M02"),
        ("2027-04-07", "M81"),
        ("2027-04-28", "M04"),
        ("2027-05-12", "M49"),
        ("2027-07-21", "M38"),
        ("2027-09-02", "M55"),
        ("2027-09-13", "M06"),
    ]


def test_ofta_noor_tuesdays_and_thursdays_at_15_pauses_two_weeks() -> None:
    told = messages(
        life(Pace.OFTA, weekdays=(1, 3), hour=15, born=date(2006, 8, 9)),
        AUTUMN,
        END,
        pauses(date(2027, 2, 10), date(2027, 2, 24)),
        does(StepKind.BOOKED, date(2027, 3, 10)),
        does(StepKind.APPLIED, date(2027, 6, 8)),
        does(StepKind.RECEIVED, date(2027, 6, 15)),
        does(StepKind.ANSWER, date(2027, 9, 20), "beviljad"),
    )
    assert about(told) == [
        ("2027-02-02", "M40"),
        ("2027-02-09", "M03"),
        ("2027-02-25", "M28"),  # stands for the third try, which fell into the pause
        ("2027-03-04", "M51"),
        ("2027-04-01", "M81"),
        ("2027-05-04", "M50"),
        ("2027-05-11", "M04"),
        ("2027-05-18", "M49"),
        ("2027-05-25", "M51"),
        ("2027-06-03", "M34"),  # 6 June is a Sunday: the previous open day
        ("2027-08-12", "M38"),  # 10 August is the day after the birthday
        ("2027-09-02", "M55"),
        ("2027-09-21", "M06"),
    ]


def test_viktigt_hugo_never_answers() -> None:
    told = messages(life(Pace.VIKTIGT, born=date(2000, 3, 15)), AUTUMN, SPRING)
    assert about(told) == [
        ("2027-02-02", "M03"),
        ("2027-03-02", "M27"),
        ("2027-05-04", "M04"),
        ("2027-06-03", "M34"),
        ("2027-06-30", "M34"),
        ("2027-07-29", "M34"),
        ("2027-09-02", "M05"),
        ("2027-09-23", "M05"),
        ("2027-10-04", "M26"),  # 1 October is a Friday: forward, never before the end
        ("2028-01-03", "M47"),  # the net does not rest over Christmas
        ("2028-01-24", "M47"),
    ]


def test_viktigt_hugo_gets_a_person_and_then_a_call() -> None:
    asked = tasks(life(Pace.VIKTIGT, born=date(2000, 3, 15)), AUTUMN, SPRING)
    assert [(day, task.kind, task.day) for day, task in asked] == [
        (date(2027, 3, 2), TaskKind.TAKE_OVER, date(2027, 3, 4)),
        (date(2027, 6, 30), TaskKind.RISK_OF_GAP, date(2027, 7, 7)),
    ]


def test_lugnt_silent_gets_a_person_195_days_before_the_end() -> None:
    """28 and 21 days after 2 February is 23 March, but 195 days before the end is Friday 19 March."""
    told = messages(life(Pace.LUGNT), AUTUMN, date(2027, 4, 1))
    assert about(told) == [
        ("2027-01-12", "M02"),
        ("2027-02-02", "M03"),
        ("2027-03-02", "M39"),
        ("2027-03-18", "M27"),
    ]


def test_lagom_silent_is_asked_three_times_and_never_with_the_same_text() -> None:
    told = messages(life(Pace.LAGOM), AUTUMN, date(2027, 4, 1))
    assert about(told) == [
        ("2027-02-02", "M03"),
        ("2027-02-16", "M39"),
        ("2027-03-02", "M51"),
        ("2027-03-16", "M27"),
    ]
