"""Amendment 3: urgent words need a fact confirmed within thirty days, whatever they are about."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from dinadatum.template_files import open_gallery
from notify.given import Names
from notify.simulate import Change
from notify.slots import fill
from notify.template import TextChannel, Urgency
from notify.values import Case, Intent, Pace, TaskIntent, TaskKind, Wording
from tests.notify.due_lives import PACES, life, messages, played, red, timeline_of
from timeline.facts import Decision, Facts, Kind

AUTUMN = date(2026, 11, 10)
E = date(2028, 5, 31)
TO_OTHERS = frozenset({"M56", "M86", "M96"})
"""Copies and texts to an ombud: they follow what the person gets."""


def turning_30(confirmed: date | None, born: date = date(1998, 6, 15)) -> Case:
    decision = Decision(Kind.REDUCED_CAPACITY, 100, date(2026, 6, 1), E)
    return replace(life(Pace.VIKTIGT, confirmed=confirmed), facts=Facts(born, (decision,)))


def said(case: Case, first: date, last: date, *changes: Change) -> list[tuple[date, str]]:
    """Play from the beginning; give what is sent and asked in the days."""
    return [
        (day, what.template if isinstance(what, Intent) else what.kind.value)
        for day, what in played(case, AUTUMN, last, *changes)
        if (isinstance(what, Intent) and day >= first)
        or (isinstance(what, TaskIntent) and what.kind is TaskKind.CONFIRM_FACTS and day >= first)
    ]


def moves_to(day: date, end: date) -> Change:
    def moved(case: Case) -> Case:
        decision = replace(case.facts.decisions[0], end=end)
        return replace(case, facts=replace(case.facts, decisions=(decision,)))

    return Change(day, moved)


def confirmed_on(day: date) -> Change:
    return Change(day, lambda case: replace(case, confirmed=day))


def test_amendment_03_every_urgent_text_to_the_person_has_one_that_asks() -> None:
    urgent = {
        text.id
        for text in open_gallery().templates.values()
        if text.urgency is Urgency.U3 and text.channel is TextChannel.SMS and text.wording is not Wording.PING
    }
    assert urgent - TO_OTHERS == set(PACES.confirm.asks)


def test_amendment_03_the_text_that_asks_is_never_urgent_itself() -> None:
    gallery = open_gallery()
    assert {gallery.get(text).urgency for text in PACES.confirm.asks.values()} <= {
        Urgency.U2,
        Urgency.QUESTION,
    }


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (
            date(2028, 4, 20),
            date(2028, 5, 10),
            [(date(2028, 4, 25), "confirm_facts"), (date(2028, 5, 3), "M101")],
        ),
        (
            date(2028, 5, 20),
            date(2028, 6, 10),
            [(date(2028, 5, 24), "confirm_facts"), (date(2028, 6, 1), "M101")],
        ),
        (
            date(2028, 9, 5),
            date(2028, 9, 25),
            [(date(2028, 9, 14), "confirm_facts"), (date(2028, 9, 21), "M101")],
        ),
    ],
)
def test_amendment_03_at_30_somebody_is_asked_five_working_days_before(
    first: date, last: date, expected: list[tuple[date, str]]
) -> None:
    assert said(turning_30(None), first, last) == expected


@pytest.mark.parametrize(
    ("day", "template"),
    [(date(2028, 5, 3), "M54"), (date(2028, 6, 1), "M66"), (date(2028, 9, 21), "M67")],
)
@pytest.mark.parametrize(("old", "fresh"), [(30, True), (31, False)])
def test_amendment_03_at_30_a_fact_is_fresh_for_thirty_days(
    day: date, template: str, old: int, fresh: bool
) -> None:
    case = turning_30(day - timedelta(days=old))
    assert (day, template if fresh else "M101") in said(case, day - timedelta(days=1), day)


def test_amendment_03_the_task_ticked_off_in_time_gives_the_urgent_words() -> None:
    case = turning_30(None)
    found = said(case, date(2028, 4, 20), date(2028, 5, 10), confirmed_on(date(2028, 4, 27)))
    assert found == [(date(2028, 4, 25), "confirm_facts"), (date(2028, 5, 3), "M54")]


def test_amendment_03_the_five_working_days_are_counted_from_the_day_it_goes() -> None:
    """28 days before 31 October 2027 is a Sunday: the message goes on Thursday, but then it is not urgent.
    7 days before is a Sunday too: the message goes on Thursday 21 October, and is asked about the Thursday before.
    """
    case = life(Pace.VIKTIGT, end=date(2027, 10, 31), confirmed=None)
    found = said(case, date(2027, 9, 25), date(2027, 10, 24))
    assert found == [
        (date(2027, 9, 30), "M34"),
        (date(2027, 10, 14), "confirm_facts"),
        (date(2027, 10, 21), "M79"),
    ]


def test_amendment_03_a_day_moved_near_is_urgent_only_with_a_fresh_fact() -> None:
    for confirmed, template in ((date(2027, 2, 10), "M83"), (None, "M82")):
        case = life(confirmed=confirmed)
        told = said(case, AUTUMN, date(2027, 2, 28), moves_to(date(2027, 2, 20), date(2027, 3, 15)))
        assert template in {what for _, what in told}


@pytest.mark.parametrize(
    ("confirmed", "says"),
    [(date(2027, 8, 14), "Det är bråttom nu."), (date(2027, 8, 13), "Gör det gärna den här veckan.")],
)
def test_amendment_03_the_text_after_a_pause_is_urgent_only_with_a_fresh_fact(
    confirmed: date, says: str
) -> None:
    case, day = life(confirmed=confirmed, paused_until=date(2027, 9, 13)), date(2027, 9, 13)
    intent = replace(messages(case, day, date(2027, 9, 15))[0], template="M28")
    slots = fill(intent, case, timeline_of(case), today=day, names=Names(), red_days=red)
    assert slots["bradska"] == says
