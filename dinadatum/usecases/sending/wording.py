"""Finds the words for an intent: the text of the gallery, its slots filled for one day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from dinadatum.register.cases import CaseRow
from dinadatum.usecases.looks.promising import promised_day
from dinadatum.usecases.rules import Rules
from notify.ahead import next_about, next_any, settled_by
from notify.answering.receipts import PROMISE, REPLY
from notify.given import Names
from notify.mail import build_mail
from notify.message_tasks import taken_over
from notify.paths.chosen import CHOSEN_DAY
from notify.slots import chosen_day, fill
from notify.templates import Template, TextError, render
from notify.values import Intent, Recipient, Road, Sent, Wording
from timeline import Timeline

NEXT_DAY = "nasta"


@dataclass(frozen=True, slots=True)
class Words:
    """A text ready to go. chars and parts as an SMS counts them; a mail has its characters and one part."""

    template: str
    wording: Wording
    subject: str
    text: str = field(repr=False)
    html: str = field(repr=False)
    chars: int
    parts: int


@dataclass(frozen=True, slots=True)
class Unsayable:
    """A text that can't be made or doesn't fit. why: a Swedish sentence."""

    why: str


def say(intent: Intent, row: CaseRow, rules: Rules, names: Names, phone: str, day: date) -> Words | Unsayable:
    """Give an intent its words as they are true on the day. Never cuts a text that doesn't fit."""
    try:
        template = choose(intent, rules)
        slots = slots_of(intent, row, rules, names, day, template)
        if intent.road is Road.EMAIL:
            mail = build_mail(
                template, slots, replies_read=rules.replies_by_mail, phone=phone, layout=rules.gallery.layout
            )
            return Words(template.id, template.wording, mail.subject, mail.text, mail.html, len(mail.text), 1)
        text = render(template, slots)
    except TextError as error:
        return Unsayable(str(error))
    if not text.fits:
        return Unsayable(text.reason)
    return Words(template.id, template.wording, "", text.text, "", text.chars, text.parts)


def choose(intent: Intent, rules: Rules) -> Template:
    """Choose the text for the intent's road and wording."""
    if intent.road is Road.EMAIL:
        return rules.gallery.choose_mail(intent.template, intent.wording)
    return rules.gallery.choose(intent.template, intent.wording)


def slots_of(
    intent: Intent, row: CaseRow, rules: Rules, names: Names, day: date, template: Template
) -> dict[str, str]:
    """Return the slots of an intent, as they are true on the day."""
    timeline = rules.timeline(row.case.facts)
    return fill(
        intent,
        row.case,
        timeline,
        today=day,
        names=names,
        red_days=rules.red_days,
        next_day=_next_day(intent, row, rules, timeline, template, day),
        promise_day=_promise_day(intent, row, rules, day),
        extra=_extra(intent, rules, day),
    )


def _promise_day(intent: Intent, row: CaseRow, rules: Rules, day: date) -> date:
    """Return the day by which somebody makes contact: the one of the task, or the first that can be promised."""
    if intent.key_date == PROMISE:
        return intent.key_date_day
    task = taken_over(intent, row.case.promises)
    return task.day if task else promised_day(row.case, rules, day)


def _extra(intent: Intent, rules: Rules, day: date) -> dict[str, str]:
    if intent.key_date != CHOSEN_DAY or intent.key_date_day <= day:
        return {}
    return chosen_day(intent.key_date_day, day, rules.red_days)


def _next_day(
    intent: Intent, row: CaseRow, rules: Rules, timeline: Timeline, template: Template, day: date
) -> date | None:
    """Return the day of the next message about the same matter, or of any, where the text names it."""
    if NEXT_DAY not in template.slots:
        return None
    anything = intent.key_date == REPLY
    if any(_comes_later(sent, intent, day, anything=anything) for sent in row.history):
        return day
    after = settled_by(day, intent.at)
    if anything:
        return next_any(row.case, timeline, row.history, after, paces=rules.paces, calendar=rules.calendar)
    return next_about(
        row.case,
        timeline,
        row.history,
        after,
        key_date=intent.key_date,
        key_date_day=intent.key_date_day,
        paces=rules.paces,
        calendar=rules.calendar,
        to_ombud=intent.recipient is Recipient.OMBUD,
    )


def _comes_later(sent: Sent, intent: Intent, day: date, *, anything: bool) -> bool:
    """Tell whether a message is still to go the same day, after the receipt that speaks of the next one."""
    if sent.day != day or sent.at <= intent.at or not sent.counts or sent.recipient is not Recipient.PERSON:
        return False
    return anything or (sent.key_date, sent.key_date_day) == (intent.key_date, intent.key_date_day)
