"""Amendments to the plan of messages that the decider carries out, one test or more for each."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from itertools import pairwise

import pytest

from notify.contacts import contact_on
from notify.given import Names
from notify.history import History
from notify.intents import sent_of
from notify.simulate import Change
from notify.slots import fill
from notify.values import Case, Contact, Handover, Intent, MessageKind, Ombud, Pace, Road, StepKind, TaskKind
from tests.notify.due_lives import (
    CALENDAR,
    KNOWN,
    PACES,
    does,
    life,
    messages,
    red,
    table,
    tasks,
    timeline_of,
)
from timeline.facts import Decision, Dormancy, EndedBy, Facts, FollowUp, FollowUpKind, Kind, Reason

AUTUMN, D = date(2026, 11, 10), date(2027, 9, 30)
AMIR = Handover("amir", first=date(2027, 4, 30), writes_on=date(2027, 5, 4), known=date(2027, 4, 9))


def about(case: Case, key_date: str, first: date, last: date, *changes: Change) -> list[Intent]:
    return [intent for intent in messages(case, first, last, *changes) if intent.key_date == key_date]


def ends(case: Case, end: date) -> Case:
    decision = replace(case.facts.decisions[0], end=end)
    return replace(case, facts=replace(case.facts, decisions=(decision,)))


def moves(day: date, end: date) -> Change:
    return Change(day, lambda case: ends(case, end))


# ---- 9: meetings move back, never past


def meeting(day: date, pace: Pace = Pace.LAGOM, kind: FollowUpKind = FollowUpKind.PLAN) -> Case:
    case = long_life(pace)
    row = FollowUp(kind, day, time(10, 0), "telefon")
    return replace(case, facts=replace(case.facts, follow_ups=(row,)))


@pytest.mark.parametrize(
    ("pace", "days"),
    [
        (Pace.LUGNT, ["2027-05-04", "2027-05-18"]),  # 6 May is red, and 5 May is the day before
        (Pace.LAGOM, ["2027-05-13", "2027-05-19"]),
        (Pace.OFTA, ["2027-05-13", "2027-05-18", "2027-05-20"]),
        (Pace.VIKTIGT, ["2027-05-18"]),
    ],
)
def test_amendment_09_a_meeting_is_told_of_as_the_pace_says(pace: Pace, days: list[str]) -> None:
    told = about(meeting(date(2027, 5, 20), pace), "follow_up", date(2027, 4, 1), date(2027, 5, 21))
    assert table(told) == [(day, "M14") for day in days]


def test_amendment_09_a_meeting_on_a_monday_is_told_of_before_the_weekend() -> None:
    told = about(meeting(date(2027, 5, 24)), "follow_up", date(2027, 5, 15), date(2027, 5, 25))
    assert table(told) == [("2027-05-17", "M14"), ("2027-05-20", "M14")]


def test_amendment_09_the_last_message_of_a_meeting_is_never_dropped() -> None:
    told = about(meeting(date(2027, 5, 24)), "follow_up", date(2027, 5, 1), date(2027, 5, 25))
    assert [intent.kind for intent in told] == [MessageKind.ORDINARY, MessageKind.SAFETY]


def test_amendment_09_the_yearly_talk_has_its_own_text_and_its_hour() -> None:
    case = meeting(date(2027, 5, 20), kind=FollowUpKind.YEARLY)
    intent = about(case, "follow_up", date(2027, 5, 1), date(2027, 5, 20))[0]
    assert intent.template == "M69"
    slots = fill(intent, case, timeline_of(case), today=intent.day, names=Names(contact="Sara"), red_days=red)
    assert slots["mote"] == "Sara ringer dig klockan 10."


def test_a_meeting_without_an_hour_says_none() -> None:
    case = long_life()
    case = replace(
        case, facts=replace(case.facts, follow_ups=(FollowUp(FollowUpKind.PLAN, date(2027, 5, 20)),))
    )
    intent = about(case, "follow_up", date(2027, 5, 1), date(2027, 5, 20))[0]
    slots = fill(intent, case, timeline_of(case), today=intent.day, names=Names(contact="Sara"), red_days=red)
    assert "mote" not in slots


# ---- 12: särskild ersättning, once, in a calm month


def offers(case: Case, first: date = AUTUMN, last: date = date(2030, 1, 1)) -> list[Intent]:
    return about(case, "extra_costs", first, last)


def long_life(pace: Pace = Pace.LAGOM, kind: Kind = Kind.REDUCED_CAPACITY, **other: object) -> Case:
    case = life(pace, start=date(2026, 10, 1), end=date(2029, 9, 30), kind=kind)
    return replace(case, **other)  # type: ignore[arg-type]


def test_amendment_12_the_offer_comes_once_in_a_calm_month() -> None:
    assert table(offers(long_life())) == [("2027-02-02", "M90")]


def test_amendment_12_the_offer_waits_until_nothing_was_said_for_a_month() -> None:
    told = messages(
        replace(meeting(date(2027, 2, 1)), facts=_with_meeting(long_life(), date(2027, 2, 1))),
        AUTUMN,
        date(2027, 6, 1),
    )
    offer = next(intent for intent in told if intent.template == "M90")
    before = max(intent.day for intent in told if intent.day < offer.day)
    assert (offer.day - before).days >= 28


def _with_meeting(case: Case, day: date) -> Facts:
    return replace(case.facts, follow_ups=(FollowUp(FollowUpKind.PLAN, day),))


def test_amendment_12_the_handlaggare_can_turn_the_offer_off() -> None:
    assert offers(long_life(extra_offer=False)) == []


def test_amendment_12_the_offer_is_not_for_viktigt_or_schooling() -> None:
    assert offers(long_life(Pace.VIKTIGT)) == []
    assert offers(long_life(kind=Kind.EXTENDED_SCHOOLING)) == []


# ---- 13 to 19 of the language: a new person is told of before anything comes from them


def handed_over(pace: Pace = Pace.LAGOM, **other: object) -> Case:
    return long_life(pace, handover=AMIR, **other)


def test_rule_19_the_new_person_is_told_of_as_soon_as_known_and_again_the_day_before() -> None:
    told = about(handed_over(), "handover", AUTUMN, date(2027, 6, 1))
    assert [(i.day, i.template, i.kind) for i in told] == [
        (date(2027, 4, 12), "M13", MessageKind.SAFETY),  # known on a Friday: the next open day
        (date(2027, 5, 3), "M13", MessageKind.ORDINARY),
    ]


def test_rule_19_ofta_and_viktigt_get_it_once() -> None:
    for pace in (Pace.OFTA, Pace.VIKTIGT):
        assert len(about(handed_over(pace), "handover", AUTUMN, date(2027, 6, 1))) == 1


def test_rule_19_the_text_says_both_days() -> None:
    case = handed_over()
    intent = about(case, "handover", AUTUMN, date(2027, 5, 1))[0]
    slots = fill(
        intent, case, timeline_of(case), today=intent.day, names=Names(new_contact="Amir"), red_days=red
    )
    assert (slots["ny"], slots["dag1"], slots["dag2"]) == ("Amir", "fredag 30 april", "tisdag 4 maj")


def test_rule_19_nobody_new_is_named_before_the_person_is_told() -> None:
    case, sara = handed_over(), Contact("sara", date(2020, 1, 1))
    nothing = History(())
    assert contact_on(case, nothing, date(2027, 4, 29)) == sara
    told = History([sent_of(about(case, "handover", AUTUMN, date(2027, 5, 1))[0])])
    assert contact_on(case, told, date(2027, 4, 29)) == sara, "not before the first day"
    assert contact_on(case, told, date(2027, 4, 30)) == Contact("amir", AMIR.first)


def test_amendment_24_a_handover_that_is_not_yet_told_gives_a_wording_without_a_name() -> None:
    assert contact_on(handed_over(), History(()), date(2027, 5, 10)) is None


def test_a_handover_is_a_task_for_the_new_handlaggare() -> None:
    found = [
        (day, t) for day, t in tasks(handed_over(), AUTUMN, date(2027, 6, 1)) if t.kind is TaskKind.HANDOVER
    ]
    assert [(day, task.day) for day, task in found] == [(AMIR.known, AMIR.writes_on)]
    assert found[0][1].why.endswith("hör av dig 4 maj 2027, som personen får veta.")


@pytest.mark.parametrize(
    "facts",
    [
        {"consent": None},
        {"consent": False},
        {"has_mobile": False, "has_email": False},
        {"stopped_on": date(2027, 1, 4), "reserve_road": "brev"},
    ],
)
def test_who_gets_no_message_is_told_of_a_handover_by_the_new_handlaggare(facts: dict[str, object]) -> None:
    case = handed_over(**facts)
    found = [t for _, t in tasks(case, AUTUMN, date(2027, 6, 1)) if t.kind is TaskKind.HANDOVER]
    (why,) = {task.why for task in found}
    assert why.endswith("hör av dig 4 maj 2027. Personen får inget meddelande om det: berätta det själv.")
    assert not [i for i in messages(case, AUTUMN, date(2027, 6, 1)) if i.template == "M13"]


def test_an_ombud_who_receives_alone_is_told_of_a_handover() -> None:
    case = handed_over(
        ombud=(Ombud("mor", Road.SMS, date(2026, 1, 1), None),),
        stopped_on=date(2027, 1, 4),
        reserve_road="ombud",
    )
    (why,) = {t.why for _, t in tasks(case, AUTUMN, date(2027, 6, 1)) if t.kind is TaskKind.HANDOVER}
    assert why.endswith("hör av dig 4 maj 2027, som ombudet får veta.")
    assert [i.recipient for i in messages(case, AUTUMN, date(2027, 4, 30)) if i.template == "M97"]


# ---- 30: a moved day


def test_amendment_30_a_later_day_is_only_to_read() -> None:
    told = messages(life(), AUTUMN, date(2027, 3, 1), moves(date(2027, 2, 20), date(2027, 12, 31)))
    moved = [intent for intent in told if intent.step.startswith("moved.")]
    assert [(i.day, i.template, i.kind) for i in moved] == [(date(2027, 2, 22), "M31", MessageKind.SAFETY)]
    case = ends(life(), date(2027, 12, 31))
    slots = fill(
        moved[0], case, timeline_of(case), today=moved[0].day, names=Names(contact="Sara"), red_days=red
    )
    assert (slots["slut"], slots["gammalt"]) == ("31 december 2027", "30 september 2027")


@pytest.mark.parametrize(
    ("end", "template"),
    [(date(2027, 4, 30), "M82"), (date(2027, 3, 31), "M82"), (date(2027, 3, 15), "M83")],
)
def test_amendment_30_an_earlier_day_says_what_to_do(end: date, template: str) -> None:
    told = messages(life(), AUTUMN, date(2027, 2, 28), moves(date(2027, 2, 20), end))
    assert [i.template for i in told if i.step.startswith("moved.")] == [template]


def test_amendment_30_one_who_has_applied_is_never_told_to_apply() -> None:
    changes = (does(StepKind.RECEIVED, date(2027, 2, 15)), moves(date(2027, 2, 20), date(2027, 3, 15)))
    told = messages(life(), AUTUMN, date(2027, 2, 28), *changes)
    assert [i.template for i in told if i.step.startswith("moved.")] == ["M82"]


def test_a_day_that_was_never_said_has_not_moved() -> None:
    told = messages(life(), AUTUMN, date(2027, 1, 20), moves(date(2026, 12, 1), date(2027, 12, 31)))
    assert not [i for i in told if i.step.startswith("moved.")]


def test_a_new_decision_is_no_moved_day() -> None:
    new = Decision(Kind.REDUCED_CAPACITY, 100, date(2027, 10, 1), date(2029, 9, 30), date(2027, 8, 20))
    change = Change(
        date(2027, 8, 20),
        lambda case: replace(case, facts=replace(case.facts, decisions=(*case.facts.decisions, new))),
    )
    told = messages(life(), AUTUMN, date(2028, 2, 1), change)
    assert not [i for i in told if i.step.startswith("moved.")]
    assert "M44" in {i.template for i in told}


# ---- 38: texts for a part that is still paid, and for regained months


def test_amendment_38_the_part_that_is_still_paid_ends_with_the_decision() -> None:
    case = life()
    rest = Dormancy(Reason.WORK, 50, date(2027, 3, 1), date(2028, 2, 29))
    case = replace(case, facts=replace(case.facts, dormancies=(rest,)))
    told = [i for i in messages(case, AUTUMN, D) if i.template == "M61"]
    assert [(i.key_date, i.key_date_day) for i in told] == [("decision_end", D)]
    assert date(2027, 4, 30) <= told[0].day <= date(2027, 5, 14)


def test_amendment_38_a_whole_rest_has_no_paid_part() -> None:
    case = life()
    rest = Dormancy(Reason.WORK, 100, date(2027, 3, 1), date(2028, 2, 29))
    case = replace(case, facts=replace(case.facts, dormancies=(rest,)))
    assert "M61" not in {i.template for i in messages(case, AUTUMN, D)}


def test_amendment_38_the_regained_months_end_with_a_message() -> None:
    case = life(start=date(2024, 10, 1))
    rest = Dormancy(Reason.WORK, 100, date(2026, 6, 1), date(2027, 9, 30), ended_by=EndedBy.REQUEST)
    case = replace(case, facts=replace(case.facts, dormancies=(rest,)))
    after = timeline_of(case).dormancies[0].after
    assert after.regain_last_day is not None, "three months come after"
    told = [i for i in messages(case, AUTUMN, date(2028, 2, 1)) if i.template == "M63"]
    assert [i.key_date_day for i in told] == [after.regain_last_day] * len(told)
    assert told[-1].kind is MessageKind.SAFETY


# ---- the path to 30: never the same text twice in a row


def test_the_path_to_30_alternates_its_offers() -> None:
    decision = Decision(Kind.REDUCED_CAPACITY, 100, date(2026, 6, 1), date(2028, 5, 31))
    case = replace(life(Pace.OFTA), facts=Facts(date(1998, 6, 15), (decision,)))
    told = [
        i.template for i in about(case, "age_30", KNOWN, date(2028, 5, 1)) if i.template in ("M53", "M98")
    ]
    assert len(told) >= 4
    assert all(one != other for one, other in pairwise(told))


@pytest.mark.parametrize("key_date", ["extra_costs", "follow_up", "handover", "regain_end"])
def test_an_ombuds_copy_has_words_for_what_it_is_about(key_date: str) -> None:
    case = long_life()
    intent = replace(offers(case)[0], key_date=key_date, step="any")
    slots = fill(intent, case, timeline_of(case), today=intent.day, names=Names(), red_days=red)
    assert slots["sak"]


def test_amendment_08_who_comes_in_late_is_not_promised_the_same_day() -> None:
    """Step 1 should have been done long ago: two working days are still given to whoever is to get in touch."""
    case = life(Pace.LAGOM, end=date(2027, 3, 31))
    asked = [each for _, each in tasks(case, KNOWN, KNOWN) if each.kind is TaskKind.TAKE_OVER]
    assert [task.day for task in asked] == [CALENDAR.workdays_after(KNOWN, PACES.anchors.promise_workdays)]
