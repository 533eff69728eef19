"""The words for a template's slots, worked out from the facts on the morning of sending.

Goes in: an intent, the case, its timeline and today. Comes out: a value for each slot that facts can fill.
A slot they can't fill is left out: its line falls away, or the text is refused with a sentence when it is
rendered (templates.SlotError). Never guesses a day, and never says a thing that is not true on `today`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time

from notify import slot_choices, slot_days, slot_money, slot_steps
from notify.given import DEFAULT_POLICY, Given, Makers, Names, Policy, find_decision, find_end
from notify.paths.meetings import FOLLOW_UP
from notify.slot_choices import copies_slots
from notify.values import Case, Intent
from notify.words import clock_in_words, day_in_words, weekday
from timeline.derive import Timeline
from timeline.workday import RedDays

# A new slot is a new maker in the file of its subject.
_MAKERS: Makers = {**slot_days.MAKERS, **slot_steps.MAKERS, **slot_money.MAKERS, **slot_choices.MAKERS}


def fill(
    intent: Intent,
    case: Case,
    timeline: Timeline,
    *,
    today: date,
    names: Names,
    red_days: RedDays,
    next_day: date | None = None,
    promise_day: date | None = None,
    policy: Policy = DEFAULT_POLICY,
    extra: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """Give the slots of an intent their words.

    next_day: the day of the next message about the same matter if nothing happens in between, or None.
    promise_day: the day by which a named person makes contact, where the text promises one.
    extra: values that only the caller knows (a chosen day, what a copy is about); they win over the computed.
    """
    decision = find_decision(intent, timeline)
    given = Given(
        intent,
        case,
        timeline,
        today,
        red_days,
        policy,
        decision,
        find_end(intent, timeline, decision),
        promise_day,
    )
    slots = _names(names)
    slots |= {slot: words for slot, make in _MAKERS.items() if (words := make(given))}
    slots |= {slot: words for slot, words in copies_slots(given, names).items() if words}
    if how := _mote(given, names.contact):
        slots["mote"] = how
    if next_day is not None:
        slots["nasta"] = day_in_words(next_day, today)
    return slots | dict(extra or {})


def meeting_sentence(contact: str, how: str, at: time) -> str:
    """Say how a meeting will be. how: as written in the register ("telefon", "ring", "besök", "video")."""
    if "ring" in how.lower() or "telefon" in how.lower():
        return f"{contact} ringer dig klockan {clock_in_words(at)}."
    return f"Ni ses klockan {clock_in_words(at)}."


def chosen_day(day: date, today: date, red_days: RedDays) -> dict[str, str]:
    """Give the slots of a day that the person chose: it is kept even when it is a weekend or a red day."""
    slots = {"dag": day_in_words(day, today)}
    if day.weekday() >= 4:
        slots["helg"] = f"Vi skriver fast det är {weekday(day)}."
    elif red_days(day):
        slots["helg"] = "Vi skriver fast det är en helgdag."
    return slots


def _names(names: Names) -> dict[str, str]:
    pairs = {
        "namn": names.person,
        "kontakt": names.contact,
        "hjalpare": names.helper or names.contact,
        "ombud": names.ombud,
        "ny": names.new_contact,
    }
    return {slot: name for slot, name in pairs.items() if name}


def _mote(given: Given, contact: str) -> str:
    """Say how the meeting will be, where its hour is known."""
    if given.intent.key_date != FOLLOW_UP or not contact:
        return ""
    rows = [row for row in given.case.facts.follow_ups if row.day == given.intent.key_date_day]
    kinds = [row for row in rows if given.intent.step.startswith(f"{row.kind.value}.")]
    return meeting_sentence(contact, kinds[0].how, kinds[0].at) if kinds and kinds[0].at else ""
