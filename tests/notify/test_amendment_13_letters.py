"""Amendment 13: an ombud's own texts for welcome, for thirty days left, and for the end."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

from notify.given import Names
from notify.slots import fill
from notify.values import Case, Copies, Intent, Ombud, Pace, Recipient, Road
from tests.notify.due_lives import KNOWN, life, messages, red, timeline_of

LAST = date(2027, 1, 20)


def mother(
    copies: Copies = Copies.URGENT, first: date = date(2026, 12, 2), last: date | None = LAST
) -> Ombud:
    return Ombud("mor", Road.SMS, first, last, copies)


def letters(case: Case, last: date = date(2027, 3, 1)) -> list[Intent]:
    return [intent for intent in messages(case, KNOWN, last) if intent.key_date == "ombud"]


def told(case: Case) -> list[tuple[date, str]]:
    return [(intent.day, intent.template) for intent in letters(case)]


def test_amendment_13_welcome_soon_and_ended() -> None:
    assert told(life(ombud=(mother(),))) == [
        (date(2026, 12, 2), "M71"),
        (date(2026, 12, 21), "M73"),
        (date(2027, 1, 21), "M74"),
    ]


def test_amendment_13_only_on_open_days() -> None:
    case = life(ombud=(mother(first=date(2026, 12, 4), last=None),))
    assert told(case) == [(date(2026, 12, 7), "M71")], "the first day is a Friday"


def test_amendment_13_an_ombud_from_before_is_welcomed_when_the_person_comes_in() -> None:
    assert told(life(ombud=(mother(first=date(2020, 1, 1), last=None),))) == [(KNOWN, "M71")]


def test_amendment_13_nothing_to_one_who_gets_no_copies_or_before_a_yes() -> None:
    assert told(life(ombud=(mother(Copies.NONE),))) == []
    assert told(life(ombud=(mother(),), consent=None)) == []


def test_amendment_13_the_letters_go_to_the_ombud_alone_with_names() -> None:
    case = life(ombud=(mother(),))
    for intent in letters(case):
        assert (intent.recipient, intent.recipient_key, intent.road) == (Recipient.OMBUD, "mor", Road.SMS)
    soon = letters(case)[1]
    slots = fill(
        soon, case, timeline_of(case), today=soon.day, names=Names(person="Alva", ombud="Maria"), red_days=red
    )
    assert (slots["slut"], slots["namn"], slots["ombud"]) == ("onsdag 20 januari", "Alva", "Maria")


def test_amendment_13_one_who_never_heard_of_us_is_not_told_that_it_ended() -> None:
    case = life(ombud=(mother(first=date(2020, 1, 1), last=date(2026, 10, 30)),))
    assert told(case) == []


def to_mother(case: Case, last: date) -> list[tuple[date, time, str]]:
    sent = [i for i in messages(case, KNOWN, last) if i.recipient is Recipient.OMBUD]
    return [(i.day, i.at, i.template) for i in sorted(sent, key=lambda i: (i.day, i.at))]


LATE = date(2027, 6, 30)
"""So late that a copy of a message is due on the first day; the net is under way."""


def test_amendment_13_no_copy_comes_before_the_letter_that_says_who_writes() -> None:
    case = life(Pace.LAGOM, end=LATE, ombud=(mother(Copies.ALL, first=KNOWN, last=None),), weekdays=(0,))
    told = to_mother(case, date(2026, 11, 12))
    assert told[:2] == [(KNOWN, time(10), "M71"), (date(2026, 11, 3), time(12), "M15")]


def test_amendment_13_what_is_urgent_never_waits_for_the_welcome() -> None:
    case = life(end=date(2026, 11, 30), ombud=(mother(first=KNOWN, last=None),))
    first_day = [(at, what) for day, at, what in to_mother(case, KNOWN) if day == KNOWN]
    assert [what for _, what in first_day][:1] == ["M71"]
    assert first_day == sorted(first_day), "the letter goes first"


def test_amendment_13_an_ombud_alone_is_welcomed_an_hour_before_the_first_message() -> None:
    for hour, hours in ((10, [time(10), time(11)]), (9, [time(9), time(10)])):
        case = life(end=date(2027, 5, 31), ombud=(mother(first=KNOWN, last=None),), weekdays=(0,), hour=hour)
        case = replace(case, preferences=replace(case.preferences, ombud_alone=True))
        told = to_mother(case, date(2026, 11, 3))
        assert [what == "M71" for _, _, what in told][:2] == [True, False]
        assert [at for day, at, _ in told if day == KNOWN] == hours
