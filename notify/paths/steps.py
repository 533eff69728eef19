"""Decision ends: to read only (M02), book the doctor (step 1) and apply (step 3)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from notify.history import History
from notify.leads import Lead
from notify.life import DAY, DECISION_END, Life, Renewal
from notify.occasions import PERSON, READ, STEP, Move, Occasion
from notify.paths.chosen import part_done, rests_for_plan
from notify.values import MessageKind, Sent, StepKind

NOTICE = "M02"
PAUSE_OVER = "M28"
PERSON_TAKES_OVER = "M27"
NOBODY_TO_BOOK = "M85"
STEP_1, STEP_3 = "step1.", "step3."
FIRST, THIRD = "step1", "step3"
WHOLES = frozenset({"M03", "M04", "M40", "M50"})
TAKEN_OVER = "step1.person"
SOMEBODY_TOOK_OVER = "En person tog över steg 1 i stället."


def notices(life: Life) -> Iterator[Occasion]:
    """List what is only to read before the end; none in a short decision or after the application."""
    days = life.renewal
    if days is None or days.short or days.schooling or days.done.handed_in:
        return
    stale = life.paces.sending.stale_after
    booked = days.done.booked
    for lead in life.rules.notice:
        yield from _notice(days, lead, stale)
    for lead in life.rules.notice_if_step_1_done:
        if booked is not None and booked <= stale.after(lead.before(days.end)):
            yield from _notice(days, lead, stale)


def _notice(days: Renewal, lead: Lead, stale: Lead) -> Iterator[Occasion]:
    target = lead.before(days.end)
    if target < days.begin:
        return
    yield Occasion(
        key_date=DECISION_END,
        key_date_day=days.end,
        step=f"notice.{lead}".replace(" ", ""),
        template=NOTICE,
        kind=MessageKind.ORDINARY,
        priority=READ,
        target=target,
        close=stale.after(target),
        move=Move.NEXT_OWN,
        reason=f"Bara att läsa, {lead.words} före",
    )


def book(life: Life) -> Iterator[Occasion]:
    """List the next try of step 1, and the person who takes over after the last."""
    days = life.renewal
    if days is None or days.schooling or days.done.booked or days.done.handed_in:
        return
    rows = life.history.of_step(DECISION_END, STEP_1, days.done.since)
    taken = next((row.day for row in rows if row.step == TAKEN_OVER), None)
    takes_over = taken or take_over_day(life, days)
    yield from _next_try(life, days, [row for row in rows if row.step != TAKEN_OVER], takes_over - DAY)
    if taken is None and takes_over <= days.good:
        yield _person_takes_over(days, takes_over)


def _next_try(life: Life, days: Renewal, rows: list[Sent], close: date) -> Iterator[Occasion]:
    tries, tried = life.rules.step_1, [row.day for row in rows if row.counts]
    templates = offers(FIRST, tries.templates, tried, life)
    if not life.may_send or len(tried) >= len(templates) or _given_up(rows, close):
        return
    heard = max([*tried[-1:], *_heard(FIRST, life)], default=None)
    gap = tries.gaps[max(len(tried) - 1, 0)] if tries.gaps else tries.then_person
    target = max(days.opens, gap.after(heard)) if heard else days.opens
    template = NOBODY_TO_BOOK if not tried and _nobody(life) else templates[len(tried)]
    yield from _try_step_1(life, days, len(rows) + 1, template, target, close)


def offers(step: str, templates: tuple[str, ...], tried: list[date], life: Life) -> tuple[str, ...]:
    """Give the texts of a step's tries. From the first small part on, nothing that asks for the whole again."""
    part = part_done(step, life)
    if part is None:
        return templates
    before = sum(1 for day in tried if day <= part[1])
    return (*templates[:before], *(text for text in templates[before:] if text not in WHOLES))


def _heard(step: str, life: Life) -> list[date]:
    """List the days from which the next try is counted besides the last: a chosen day, a part that was done."""
    part = part_done(step, life)
    return [day for day in (rests_for_plan(step, life), part[1] if part else None) if day is not None]


def _try_step_1(
    life: Life, days: Renewal, number: int, template: str, target: date, close: date
) -> Iterator[Occasion]:
    if target > close:
        return
    paused = life.case.paused_until
    if number > 1 and paused is not None and target < paused and not _pause_told(life.history, paused):
        # The try fell into the pause. One message comes when it ends, and it stands for that try.
        template, target = PAUSE_OVER, paused
    yield Occasion(
        key_date=DECISION_END,
        key_date_day=days.end,
        step=f"{STEP_1}{number}",
        template=template,
        kind=MessageKind.ORDINARY,
        priority=STEP,
        target=target,
        close=close,
        move=Move.NEXT_OWN,
        reason=_step_1_reason(life, number),
        lapse=SOMEBODY_TOOK_OVER,
    )


def _nobody(life: Life) -> bool:
    answers = [fact for fact in life.case.steps if fact.kind is StepKind.DOCTOR]
    return bool(answers) and max(answers, key=lambda fact: fact.day).value == "nej"


def _given_up(rows: list[Sent], close: date) -> bool:
    """Tell whether a try was skipped after the chain closed; then there is no next."""
    return any(not row.counts and row.day > close for row in rows)


def _step_1_reason(life: Life, number: int) -> str:
    if number > 1:
        return f"Steg 1, försök {number}"
    return f"Steg 1 börjar {life.paces.anchors.step_1.words} före"


def _pause_told(history: History, paused_until: date) -> bool:
    told = history.last_of(PAUSE_OVER)
    return told is not None and told >= paused_until


def take_over_day(life: Life, days: Renewal) -> date:
    """Find the day on which a person takes over step 1: after the last try, or the latest day allowed.

    With no yes, no road or too few days for a try it is the first day of the step.
    """
    anchors, tries = life.paces.anchors, life.rules.step_1
    latest = days.latest_take_over
    if not life.may_send or latest < anchors.fewest_days_alone.after(days.opens):
        return days.opens
    rows = life.history.of_step(DECISION_END, STEP_1, days.done.since)
    tried = [row.day for row in rows if row.counts and row.step != TAKEN_OVER]
    if len(tried) < len(offers(FIRST, tries.templates, tried, life)):
        return latest
    return min(latest, tries.then_person.after(tried[-1]))


def _person_takes_over(days: Renewal, day: date) -> Occasion:
    return Occasion(
        key_date=DECISION_END,
        key_date_day=days.end,
        step=TAKEN_OVER,
        template=PERSON_TAKES_OVER,
        kind=MessageKind.SAFETY,
        priority=PERSON,
        target=day,
        close=days.good,
        move=Move.BACK,
        reason="Steg 1 är inte gjort, en person tar över",
    )


def apply(life: Life) -> Iterator[Occasion]:
    """List the next try of step 3. After the good day to have applied the net takes over."""
    days = life.renewal
    if days is None or days.schooling or days.done.handed_in or days.begin > days.good:
        return
    slots = _slots([lead.before(days.good) for lead in life.rules.step_3.before], days)
    rows = life.history.of_step(DECISION_END, STEP_3, days.done.since)
    tried = [row.day for row in rows if row.counts]
    templates = offers(THIRD, life.rules.step_3.templates, tried, life)
    if len(rows) >= len(slots) or len(tried) >= len(templates) or _given_up(rows, days.good):
        return
    here = slots[len(rows)]
    if tried:
        here = max(here, tried[-1] + (here - slots[len(rows) - 1]))
    here = max([here, *(day + DAY for day in _heard(THIRD, life))])
    if here > days.good:
        return
    yield Occasion(
        key_date=DECISION_END,
        key_date_day=days.end,
        step=f"{STEP_3}{len(rows) + 1}",
        template=templates[len(tried)],
        kind=MessageKind.ORDINARY,
        priority=STEP,
        target=here,
        close=days.good,
        move=Move.NEXT_OWN,
        reason=f"Steg 3, försök {len(rows) + 1} före en bra dag att ha ansökt",
    )


def _slots(days_of_tries: list[date], days: Renewal) -> list[date]:
    """Put all tries that lie before the beginning in one, on that day."""
    coming = [day for day in days_of_tries if day >= days.begin]
    return coming if len(coming) == len(days_of_tries) else [days.begin, *coming]
