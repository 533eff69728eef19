"""What a reply makes due on its own day. It waits for tomorrow's look, unless tomorrow is too late."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date, time

from notify.calendar import Calendar
from notify.copies import copies_after
from notify.life import DAY
from notify.occasions import MEETING
from notify.paces import Paces
from notify.values import Intent, MessageKind, TaskIntent, TaskKind, Verdict


def after_reply(
    verdict: Verdict, at: time, today: date, planned: Collection[str], *, paces: Paces, calendar: Calendar
) -> Verdict:
    """Keep of a verdict what a reply at a time of day may add: copies that are still to go, and last-day bold ones.

    planned: identities that the ledger has; they aren't new. A bold message for which the hours are over is a task.
    """
    last = time(paces.sending.last_hour)
    bold = [
        replace(intent, at=max(intent.at, at))
        for intent in verdict.intents
        if intent.identity not in planned and _is_lost(intent, today, calendar)
    ]
    return replace(
        verdict,
        intents=(*copies_after(verdict.intents, at), *(intent for intent in bold if intent.at <= last)),
        skips=(),
        tasks=(*verdict.tasks, *(_call(intent, today) for intent in bold if intent.at > last)),
    )


def _is_lost(intent: Intent, today: date, calendar: Calendar) -> bool:
    """Tell whether a message is bold and has no later day."""
    last = intent.last_useful_day
    if intent.priority == MEETING:  # on the day itself it may come too late
        last = min(last, intent.key_date_day - DAY)
    return intent.kind is MessageKind.SAFETY and calendar.open_from(today + DAY) > last


def _call(intent: Intent, today: date) -> TaskIntent:
    return TaskIntent(
        identity=f"T|{intent.ref}|tell|{intent.key_date}|{intent.key_date_day}|{intent.step}",
        ref=intent.ref,
        kind=TaskKind.TELL,
        day=today,
        why=f"{intent.why} Ett svar kom efter sista tiden för sms i dag, och i morgon är det för sent: ring nu.",
    )
