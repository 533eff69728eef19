"""What goes by itself in a storm: looks, sending, receipts, replies that come, alarms, a turn of the keys."""

from __future__ import annotations

from datetime import timedelta

from bench.storm_hands import Hands
from dinadatum.clock import local_day
from dinadatum.usecases.lists.counting import count_day
from dinadatum.usecases.lists.name_search import fill_words
from dinadatum.usecases.looks.daily_look import look
from dinadatum.usecases.looks.second_round import second_round
from dinadatum.usecases.replies.storing_replies import Received, store_reply
from dinadatum.usecases.replies.take_reply import read_waiting_replies
from dinadatum.usecases.sending.guarding import Limits, guard
from dinadatum.usecases.sending.send_due import send_due
from dinadatum.usecases.sending.take_receipt import take_receipt
from dinadatum.usecases.upkeep.rotating import rotate_all
from dinadatum.usecases.upkeep.telling_alarms import tell_alarms
from notify.channels.values import Outcome, Outgoing, Result
from notify.values import Road

WORDS = (
    "JA", "NEJ", "KLAR", "INTE KLAR", "OK", "HJÄLP", "RING", "PAUS", "LUGNT", "OFTA", "LAGOM", "STOPP", "START",
    "3/12", "Klar. Tack", "vet inte", "fel nummer", "BÖRJAR 1/3", "OMBUD NEJ", "OMBUD JA",
)  # fmt: skip
STRANGER = "+46701740699"


class _Unread:
    """Takes the mails of alarms."""

    name = "outbox"

    def __init__(self, answer: Outcome) -> None:
        self._answer = answer

    def send(self, _message: Outgoing) -> Result:
        return Result(self._answer)

    def close(self) -> None:
        """Let go of nothing."""


def look_today(hands: Hands) -> bool:
    now = hands.now()
    return look(hands.database, hands.rules, local_day(now), now).people > 0


def second_rounds(hands: Hands) -> bool:
    return second_round(hands.database, hands.rules, hands.now()).messages > 0


def send(hands: Hands) -> bool:
    channels = {Road.SMS: hands.provider, Road.EMAIL: hands.provider}
    until = hands.now() + timedelta(hours=4)
    batch, threads = hands.chance.choice((2, 10, 250)), hands.chance.choice((1, 2))
    report = send_due(
        hands.database, hands.rules, channels, hands.now, until=until, batch_size=batch, threads=threads
    )
    return report.accepted > 0


def receipt(hands: Hands) -> bool:
    ledger_id = hands.provider.some_taken(hands.chance)
    if ledger_id is None:
        return False
    status, code = hands.chance.choice(
        (
            ("sent", ""),
            ("delivered", ""),
            ("delivered", ""),
            ("undelivered", "30003"),
            ("undelivered", "21610"),
        )
    )
    return take_receipt(hands.database, ledger_id, f"SM{ledger_id}", status, code, hands.now())


def reply(hands: Hands) -> bool:
    person, now = hands.person(), hands.now()
    sender = hands.chance.choice((person.mobile, person.mobile, person.mobile, STRANGER)) or STRANGER
    text, provider_id = hands.chance.choice(WORDS), f"R{hands.chance.randrange(500)}-{local_day(now)}"
    return store_reply(hands.database, Received(Road.SMS, sender, text, provider_id, now), now)


def read(hands: Hands) -> bool:
    return read_waiting_replies(hands.database, hands.rules, hands.now()) > 0


def guard_day(hands: Hands) -> bool:
    return guard(hands.database, Limits(hands.chance.choice((1, 2, 6)), 60, 3), hands.now()) > 0


def alarms(hands: Hands) -> bool:
    channel = _Unread(hands.chance.choice((Outcome.ACCEPTED, Outcome.RETRY)))
    return bool(tell_alarms(hands.database, channel, "drift@example.se", hands.now()))


def rotate(hands: Hands) -> bool:
    return rotate_all(hands.database, "storm", hands.now()) > 0


def count_and_fill(hands: Hands) -> bool:
    now = hands.now()
    return bool(count_day(hands.database, local_day(now), now)) + fill_words(hands.database, now) > 0
