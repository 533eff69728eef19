"""The last payment before 30, the first day after, and the last day without a lost month."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from notify.life import DAY, Life
from notify.occasions import NET, READ, Move, Occasion
from notify.paths.countdown import Matter, countdown
from notify.paths.thirty import AGE_30, applied_for_more, as_said
from notify.values import MessageKind
from timeline.outlasting import rests_whole

AE_LAST = "ae_last_day"
LAST_PAY, FIRST_DAY, NO_LOSS = "M65", "M66", "M67"
NO_LOSS_CALM = "M100"
NOTHING_PAID = "Hela ersättningen vilar: det finns ingen sista utbetalning att berätta om."


def after_thirty(life: Life) -> Iterator[Occasion]:
    """List the messages around the end at 30, for one whose decision lasts until then."""
    yield from life.once("after_thirty", lambda: tuple(_after_thirty(life)))


def _after_thirty(life: Life) -> Iterator[Occasion]:
    for message in _all(life):
        said = message if message.template == LAST_PAY else as_said(message, life)
        if said is not None:
            yield said


def _all(life: Life) -> Iterator[Occasion]:
    if not life.timeline.covered_to_30 or applied_for_more(life):
        return
    end, person, known = life.timeline.person.ae_last_day, life.timeline.person, life.case.known_since
    rules = life.paces.age_30
    last_pay = rules.last_pay.before(end)
    if last_pay >= known:
        message = _message(life, AE_LAST, end, "pay", last_pay, rules.last_pay_useful.after(last_pay))
        yield _never(message) if rests_whole(life.timeline, end) else message
    if end + DAY >= known:
        yield _message(life, AGE_30, end, "after", end + DAY, rules.after_end.after(end))
    last = person.sjuk_last_apply_no_loss
    matter = Matter(AGE_30, last, "no_loss.", NO_LOSS, NET, "Månader går förlorade efter den dagen")
    for message in countdown(matter, rules.no_loss, life, begin=max(known, end)):
        yield replace(message, calm=NO_LOSS_CALM, true_from=rules.urgent.before(last))


def _never(message: Occasion) -> Occasion:
    """Let it lapse on its day: the ledger then says why."""
    return replace(message, close=message.target - DAY, lapse=NOTHING_PAID)


def _message(life: Life, key_date: str, end: date, step: str, target: date, close: date) -> Occasion:
    after = step == "after"
    return Occasion(
        key_date=key_date,
        key_date_day=end,
        step=step,
        template=FIRST_DAY if after else LAST_PAY,
        kind=MessageKind.SAFETY if after else MessageKind.ORDINARY,
        priority=NET if after else READ,
        target=target,
        close=close,
        move=Move.FORWARD if after else Move.NEXT_OWN,
        reason="Ersättningen har slutat" if after else "Sista utbetalningen kommer",
    )
