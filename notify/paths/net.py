"""The safety net: S1 to S8, never dropped, until the application is confirmed as received."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import replace
from datetime import date

from notify.life import DAY, DECISION_END, Life, Renewal
from notify.occasions import NET, Move, Occasion
from notify.pace_rules import NetMessage
from notify.paths.resting import regained
from notify.values import MessageKind
from notify.words import long_date

# A later one says all that an earlier one said; sent out of order they would only frighten.
REPLACED = "Ett senare meddelande om samma sak gick i stället."


def safety_net(life: Life) -> Iterator[Occasion]:
    """List the net's messages. Said but not confirmed: the asking text, or none.

    They follow from the days of the renewal alone, which many share.
    """
    days = life.renewal
    if days is None or days.done.received or days.done.answer or days.last < days.begin:
        return
    yield from life.paces.recall(("net", *net_days(life)), lambda: tuple(_net(life, days)))


def net_days(life: Life) -> tuple[Hashable, ...]:
    """Give all that the net follows from, besides the rules. Many share it."""
    days = life.renewal
    if days is None or days.done.received or days.done.answer:
        return ()
    calendar, applied = life.diary.calendar, days.done.applied
    told = _told_otherwise(life, days)
    return (days.end, days.good, days.last, days.begin, days.schooling, applied, calendar, told)


def _told_otherwise(life: Life, days: Renewal) -> frozenset[date]:
    """List the days on which what is said of the months after vilande stands for the net."""
    if life.latest is None or days.end == life.latest.decision.end or days.done.applied:
        return frozenset()
    return frozenset(message.target for message in regained(life))


def _net(life: Life, days: Renewal) -> Iterator[Occasion]:
    said, told = days.done.applied is not None, _told_otherwise(life, days)
    chain = [(net, net_day(net, days)) for net in life.paces.safety_net]
    for n, (net, day) in enumerate(chain):
        close = chain[n + 1][1] - DAY if n + 1 < len(chain) else days.last
        template = net.when_said if said else _instead(net.template, days, life)
        late = day < days.begin and life.diary.calendar.open_from(days.begin) > close
        if close < day or late or not template or (net.counted_from == "D" and day in told):
            continue
        calm = "" if said else _instead(net.calm, days, life)
        found = _message(net, template, days, max(day, days.begin), close)
        end = days.last if net.counted_from == "L" else days.end
        yield replace(found, calm=calm, true_from=life.paces.age_30.urgent.before(end)) if calm else found


def net_day(net: NetMessage, days: Renewal) -> date:
    """Find the day of a message of the net, before it is moved to an open day."""
    anchor = {"A": days.good, "D": days.end, "L": days.last}[net.counted_from]
    return net.offset.after(anchor)


def _instead(template: str, days: Renewal, life: Life) -> str:
    """Give the text of the net, or the one that schooling has in its place."""
    return life.paces.school.templates.get(template, template) if days.schooling else template


def _message(net: NetMessage, template: str, days: Renewal, target: date, close: date) -> Occasion:
    after_end = target > days.end
    return Occasion(
        key_date=DECISION_END,
        key_date_day=days.end,
        step=f"net.{net.name}",
        template=template,
        kind=MessageKind.SAFETY,
        priority=NET,
        target=target,
        close=close,
        move=Move.FORWARD if net.counted_from == "D" and after_end else Move.BACK,
        reason=f"Skyddsnätet {net.name}: {_matter(days)}",
        lapse=REPLACED,
    )


def _matter(days: Renewal) -> str:
    if days.done.applied is None:
        return "ingen ansökan är inne"
    return f"ansökan är sagd {long_date(days.done.applied)} men inte bekräftad"
