"""The last day before 30: what comes instead, and the days after."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from notify.leads import Lead
from notify.life import DAY, Life
from notify.occasions import READ, STEP, Move, Occasion
from notify.progress import is_for_later
from notify.values import MessageKind, StepFact, StepKind
from timeline.facts import Benefit
from timeline.months import same_day

AGE_30 = "age_30"
PLENTY_OF_TIME, LATE, ASKS_APPLIED = "M12", "M54", "M101"
# Never the same text twice in a row: the next time it is another offer.
APPLY = ("M53", "M98")
# Who has no decision for this long before a message has left the path to 30.
WAITING_MONTHS = 4
YEAR = 12


def thirty(life: Life) -> Iterator[Occasion]:
    """List the messages before the last day of the benefit at 30. Ends with an application for what comes.

    Said but not confirmed: the text that asks, from when it would be urgent.
    """
    yield from life.once("thirty", lambda: tuple(_thirty(life)))


def _thirty(life: Life) -> Iterator[Occasion]:
    if life.benefit_end is None or applied_for_more(life):
        return
    end = life.timeline.person.ae_last_day
    covered = same_day(life.benefit_end, WAITING_MONTHS)
    rows = [(lead, day) for lead, day in _days(life) if day <= covered]
    rows = _from_known(rows, life.case.known_since) if rows else rows
    for n, (lead, day) in enumerate(rows):
        last = rows[n + 1][1] - DAY if n + 1 < len(rows) else end
        close = last if lead.bold else min(last, life.paces.sending.stale_after.after(day))
        if close >= day and (message := as_said(_message(life, lead, day, close), life)) is not None:
            yield message


def applied_for_more(life: Life) -> bool:
    """Tell whether what comes after 30 is applied for, as far as is known and confirmed."""
    return life.once("applied_for_more", lambda: _applied_for_more(life))


def _applied_for_more(life: Life) -> bool:
    if any(fact.kind is StepKind.RECEIVED for fact in _for_later(life)):
        return True
    application = life.case.facts.application
    if application is not None and application.benefit is not Benefit.AE:
        return not _for_later(life)
    return _until_30(life) and life.done is not None and life.done.received is not None


def said_applied(life: Life) -> date | None:
    """Give the day of which the person says that they applied for what comes, while nobody has confirmed it."""
    return life.once("said_applied", lambda: _said_applied(life))


def _said_applied(life: Life) -> date | None:
    if applied_for_more(life):
        return None
    said = [fact.day for fact in _for_later(life)]
    if _until_30(life) and life.done is not None and life.done.applied is not None:
        said.append(life.done.applied)
    return max(said, default=None)


def as_said(message: Occasion, life: Life) -> Occasion | None:
    """Give the text that asks in place of an urgent one, if the person says that they have applied; else nothing."""
    if said_applied(life) is None:
        return message
    asks = life.paces.confirm.asks.get(message.template)
    return replace(message, template=asks, calm="", true_from=None) if asks else None


def _for_later(life: Life) -> list[StepFact]:
    return [fact for fact in life.case.steps if is_for_later(fact)]


def _until_30(life: Life) -> bool:
    """Tell whether there is nothing to renew: an application can only be for what comes after."""
    return life.renewal is None


def _days(life: Life) -> tuple[tuple[Lead, date], ...]:
    """Give the days before the end at 30: the same for all who are born on a day and have chosen a pace."""
    person = life.timeline.person
    return life.paces.recall(
        ("thirty", person.turns_30, person.ae_last_day, life.case.preferences.pace),
        lambda: tuple((lead, _day(life, lead, person.ae_last_day)) for lead in life.rules.age_30),
    )


def _day(life: Life, lead: Lead, end: date) -> date:
    if lead.months == YEAR:
        return life.paces.age_30.first_delay.after(lead.before(life.timeline.person.turns_30))
    return lead.before(end)


def _from_known(rows: list[tuple[Lead, date]], known: date) -> list[tuple[Lead, date]]:
    """Let the last of those before the person came stand for them all, if one must not be lost."""
    past = [lead for lead, day in rows if day < known]
    coming = [(lead, day) for lead, day in rows if day >= known]
    if not any(lead.bold for lead in past):
        return coming
    last = past[-1]
    return [(Lead(last.months, last.days, bold=True), known), *coming]


def _key(end: date, lead: Lead) -> tuple[str, date, str]:
    return (AGE_30, end, f"before.{lead}".replace(" ", ""))


def _offer(life: Life) -> str:
    """Choose the offer that was not the last."""
    rows = [row for row in life.history.main if row.key_date == AGE_30 and row.counts]
    said = [row.template for row in rows if row.template in APPLY]
    return APPLY[(APPLY.index(said[-1]) + 1) % len(APPLY)] if said else APPLY[0]


def _words(life: Life, day: date, offer: str) -> tuple[str, str, date | None]:
    """Give the text of a day, the text before that one is true, and from when it is."""
    end, rules = life.timeline.person.ae_last_day, life.paces.age_30
    if day <= rules.plenty.before(end):
        return offer, PLENTY_OF_TIME, rules.plenty.before(end) + DAY
    urgent = rules.urgent.before(end)
    return (LATE, offer, urgent) if day >= urgent else (offer, "", None)


def _message(life: Life, lead: Lead, day: date, close: date) -> Occasion:
    """Make the message of a day. Many share it: the benefit ends with a month."""
    end, offer = life.timeline.person.ae_last_day, _offer(life)
    about = ("thirty.message", end, offer, lead.months, lead.days, lead.bold, day, close)
    return life.paces.recall(about, lambda: _new_message(life, lead, day, close, offer))


def _new_message(life: Life, lead: Lead, day: date, close: date, offer: str) -> Occasion:
    key_date, key_date_day, step = _key(life.timeline.person.ae_last_day, lead)
    template, calm, true_from = _words(life, day, offer)
    return Occasion(
        key_date=key_date,
        key_date_day=key_date_day,
        step=step,
        template=template,
        kind=MessageKind.SAFETY if lead.bold else MessageKind.ORDINARY,
        priority=STEP if lead.bold else READ,
        target=day,
        close=close,
        move=Move.BACK if lead.bold else Move.NEXT_OWN,
        reason=f"Livet efter 30, {lead.words} före",
        calm=calm,
        true_from=true_from,
    )
