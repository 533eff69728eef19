"""What must hold whatever the person answers, and whenever.

DINADATUM_TALKS=5000 plays so many lives; without it the run is short.
"""

from __future__ import annotations

import os
from collections import Counter
from datetime import date, time, timedelta
from itertools import pairwise

from hypothesis import HealthCheck, given, settings

from notify.ahead import next_about, next_any, settled_by
from notify.calendar import birthday
from notify.replies import ReplyClass
from notify.simulate import Moment
from notify.values import Intent, MessageKind, Recipient, Road, StepKind, TaskIntent, TaskKind
from tests.notify.due_lives import CALENDAR, PACES, timeline_of
from tests.notify.talking_lives import Played, Talk, play, receipts, talks
from tests.notify.test_due_properties import NET, is_open, main_line

LIVES = int(os.environ.get("DINADATUM_TALKS", "40"))
MANY = settings(max_examples=LIVES, deadline=None, suppress_health_check=list(HealthCheck))
ANSWERED_ANYWAY = {ReplyClass.START, ReplyClass.HJÄLP, ReplyClass.AKUT}
LEAVE = frozenset({ReplyClass.STOPP, ReplyClass.FEL, ReplyClass.NEJ})


@MANY
@given(talks())
def test_the_rules_of_sending_hold(talk: Talk) -> None:
    played = play(talk)
    intents = played.intents()
    _holds_caps(intents)
    _is_quiet_on_quiet_days(talk, intents)
    _says_one_thing_a_day(intents)
    _asks_before_it_sends(talk, played)
    _keeps_stopp(played)


def _holds_caps(intents: list[Intent]) -> None:
    sent = [i for i in intents if i.kind is MessageKind.ORDINARY]
    for intent in sent:
        rules, day = PACES.of(intent.pace), intent.day
        assert sum(day - timedelta(days=6) <= i.day <= day for i in sent) <= rules.most_in_7_days, intent
        assert sum(day - timedelta(days=29) <= i.day <= day for i in sent) <= rules.most_in_30_days, intent


def _is_quiet_on_quiet_days(talk: Talk, intents: list[Intent]) -> None:
    born = talk.case.facts.birth_date
    for intent in main_line(intents):
        day = intent.day
        assert is_open(day), intent
        assert time(9) <= intent.at <= time(17)
        if intent.kind is MessageKind.ORDINARY:
            assert date(day.year, 1, 7) < day < date(day.year, 12, 20)
            assert abs((day - birthday(born, day.year)).days) > 2


def _says_one_thing_a_day(intents: list[Intent]) -> None:
    assert max(Counter(i.day for i in main_line(intents)).values(), default=0) <= 1
    assert max(Counter(i.identity for i in intents).values(), default=0) <= 1


def _asks_before_it_sends(talk: Talk, played: Played) -> None:
    for moment in played.moments:
        if isinstance(moment.what, Intent) and moment.case.consent is not True:
            receipt = moment.what.kind is MessageKind.RECEIPT
            assert receipt or moment.what.template in {"M01", "M106"}, moment.what
    if talk.case.consent is None:
        assert sum(i.template == "M01" for i in played.intents()) <= 1


def _keeps_stopp(played: Played) -> None:
    heard = {f"{each.number}": each for each in played.heard}
    for moment in played.moments:
        intent = moment.what
        if not isinstance(intent, Intent) or intent.recipient is not Recipient.PERSON:
            continue
        if intent.road is not Road.SMS or moment.case.stopped_on is None:
            continue
        assert intent.kind is MessageKind.RECEIPT, intent
        reply = heard[intent.identity.split("|")[4]]
        first = reply.before.stopped_on is None and reply.reply_class is ReplyClass.STOPP
        assert first or reply.reply_class in ANSWERED_ANYWAY, intent


@MANY
@given(talks())
def test_each_reply_has_one_receipt_in_its_minute(talk: Talk) -> None:
    played = play(talk)
    found = Counter(receipt.identity.split("|")[4] for receipt in receipts(played))
    unclear: set[date] = set()
    for reply in played.heard:
        got = found[f"{reply.number}"]
        assert got <= 1
        if not reply.answer.receipts:
            silent = reply.before.stopped_on or reply.before.number_wrong
            again = reply.day in unclear
            assert silent or again, reply
        else:
            assert got == 1
            assert all(each.day == reply.day and each.at == reply.at for each in reply.answer.receipts)
        if any(each.step == "reply.unclear" for each in reply.answer.receipts):
            unclear.add(reply.day)


@MANY
@given(talks(without=LEAVE))
def test_the_net_is_whole_whenever_no_application_is_confirmed(talk: Talk) -> None:
    played = play(talk)
    last = played.moments[-1].case
    end = talk.case.facts.decisions[0].end
    if timeline_of(talk.case).decisions[0].renewal_last_apply_no_loss is None or last.consent is not True:
        return
    if LEAVE & {reply.reply_class for reply in played.heard}:  # free text may say it: "END"
        return
    asked = _day_of_yes(talk, played)
    said = min((s.day for s in last.steps if s.kind is StepKind.APPLIED), default=None)
    names = [
        i.step[4:] for i in played.intents() if i.step.startswith("net.") and i.kind is MessageKind.SAFETY
    ]
    assert all(a < b for a, b in pairwise(names))
    if said is None and asked is not None and asked < end - timedelta(days=150):
        assert names == NET, (names, end)
    if said is not None:
        told = [m for m in played.moments if isinstance(m.what, TaskIntent)]
        assert TaskKind.CONFIRM_APPLICATION in {m.what.kind for m in told if isinstance(m.what, TaskIntent)}


def _day_of_yes(talk: Talk, played: Played) -> date | None:
    if talk.case.consent is True:
        return talk.start
    return next((m.day for m in played.moments if m.case.consent is True), None)


@MANY
@given(talks())
def test_a_person_has_taken_over_in_time(talk: Talk) -> None:
    played = play(talk)
    end = talk.case.facts.decisions[0].end
    if timeline_of(talk.case).decisions[0].renewal_last_apply_no_loss is None:
        return
    latest = end - timedelta(days=195)
    done = [s.day for s in played.moments[-1].case.steps if s.kind in (StepKind.BOOKED, StepKind.APPLIED)]
    if any(day <= latest for day in done):
        return
    taken = [
        m.day for m in played.moments if isinstance(m.what, TaskIntent) and m.what.kind is TaskKind.TAKE_OVER
    ]
    assert taken
    assert taken[0] <= latest


@MANY
@given(talks())
def test_the_day_that_the_last_receipt_names_is_kept(talk: Talk) -> None:
    played = play(talk)
    found = [m for m in played.moments if isinstance(m.what, Intent) and m.what.step != "chosen"]
    last = next((m for m in reversed(found) if m.what in receipts(played)), None)
    if last is None or played.heard[-1].day > last.day:
        return
    receipt = last.what
    assert isinstance(receipt, Intent)
    index = played.moments.index(last)
    known = settled_by(last.day, receipt.at)
    rest = [m for m in played.moments[index + 1 :] if m.day > known and _is_own(m)]
    about = (receipt.key_date, receipt.key_date_day)
    given_day = next_about(
        last.case, timeline_of(last.case), last.history, known,
        key_date=about[0], key_date_day=about[1], paces=PACES, calendar=CALENDAR,
    )  # fmt: skip
    same = [
        m.day for m in rest if isinstance(m.what, Intent) and (m.what.key_date, m.what.key_date_day) == about
    ]
    assert _seen(given_day, talk) == next(iter(same), None)
    any_day = next_any(last.case, timeline_of(last.case), last.history, known, paces=PACES, calendar=CALENDAR)
    assert _seen(any_day, talk) == next((m.day for m in rest), None)


def _seen(day: date | None, talk: Talk) -> date | None:
    """Leave out what comes after the last day that is played."""
    return day if day is not None and day <= talk.stop else None


def _is_own(moment: Moment) -> bool:
    return isinstance(moment.what, Intent) and moment.what.kind is not MessageKind.COPY
