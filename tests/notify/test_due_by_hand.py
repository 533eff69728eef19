"""A message by hand stands for the light messages around it, and for nothing that must go."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from notify.due import REPLACED, decide
from notify.history import BY_HAND, REPLACES_DAYS
from notify.intents import sent_of
from notify.life import DECISION_END
from notify.values import Copies, Intent, MessageKind, Ombud, Pace, Recipient, Road, Sent
from tests.notify.due_lives import CALENDAR, KNOWN, PACES, D, life, messages, timeline_of

CASE = life()
STEP = next(each for each in messages(CASE, KNOWN, D) if each.step == "step1.1")
NET = next(each for each in messages(CASE, KNOWN, D) if each.kind is MessageKind.SAFETY)


def _by_hand(day: date, *, counts: bool = True) -> Sent:
    return Sent(
        "H|1", "EGNA", MessageKind.ORDINARY, Recipient.PERSON, day, BY_HAND, day, BY_HAND, counts, time(9)
    )


def _before(intent: Intent) -> list[Sent]:
    """Return what had been sent before an intent."""
    return [
        Sent(
            each.identity, each.template, each.kind, each.recipient, each.day, each.key_date,
            each.key_date_day, each.step, True, each.at,
        )
        for each in messages(CASE, KNOWN, intent.day - timedelta(days=1))
    ]  # fmt: skip


def _asked(intent: Intent, *history: Sent):
    rows = [*_before(intent), *history]
    return decide(CASE, timeline_of(CASE), rows, intent.day, paces=PACES, calendar=CALENDAR)


@pytest.mark.parametrize("away", range(REPLACES_DAYS + 1))
def test_a_step_is_replaced_and_the_ledger_says_why(away: int) -> None:
    verdict = _asked(STEP, _by_hand(STEP.day - timedelta(days=away)))
    assert not verdict.intents
    assert [(skip.intent.identity, skip.reason) for skip in verdict.skips] == [(STEP.identity, REPLACED)]


def test_a_step_four_days_after_goes() -> None:
    verdict = _asked(STEP, _by_hand(STEP.day - timedelta(days=REPLACES_DAYS + 1)))
    assert [each.identity for each in verdict.intents] == [STEP.identity]


@pytest.mark.parametrize("pace", [Pace.OFTA, Pace.VIKTIGT])
def test_asked_again_the_same_day_it_stands_for_no_other(pace: Pace) -> None:
    case = life(pace)
    timeline, sent = timeline_of(case), messages(case, KNOWN, D)
    for intent in sent:
        history = [*(sent_of(each) for each in sent if each.day < intent.day), _by_hand(intent.day)]
        once = decide(case, timeline, history, intent.day, paces=PACES, calendar=CALENDAR)
        history += [sent_of(skip.intent, counts=False) for skip in once.skips]
        again = decide(case, timeline, history, intent.day, paces=PACES, calendar=CALENDAR)
        assert not again.skips, intent.step


def test_what_is_held_back_replaces_nothing() -> None:
    verdict = _asked(STEP, _by_hand(STEP.day, counts=False))
    assert [each.identity for each in verdict.intents] == [STEP.identity]


@pytest.mark.parametrize("away", range(REPLACES_DAYS + 1))
def test_the_safety_net_goes_all_the_same(away: int) -> None:
    verdict = _asked(NET, _by_hand(NET.day - timedelta(days=away)))
    assert NET.identity in [each.identity for each in verdict.intents]


def test_an_ombud_gets_no_copy_of_words_written_by_hand() -> None:
    ombud = Ombud("7", Road.SMS, KNOWN, None, Copies.ALL)
    case, day = replace(CASE, ombud=(ombud,)), STEP.day + timedelta(days=1)
    told = replace(_by_hand(day), key_date=DECISION_END)
    for row, copies in ((told, 1), (_by_hand(day), 0)):
        verdict = decide(case, timeline_of(case), [row], day, paces=PACES, calendar=CALENDAR)
        assert sum(each.kind is MessageKind.COPY for each in verdict.intents) == copies
