"""An ombud's copies: other words, two hours later, never after the last hour, only while valid and wanted.

The person's own word goes before what is agreed: after OMBUD NEJ none goes, after OMBUD JA those of what is said later.
Of a step that the person takes alone none goes either, however urgent (see own_steps).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time

from notify.history import BY_HAND, MAIN_LINE
from notify.life import DAY, Life
from notify.occasions import identity
from notify.own_steps import takes_alone
from notify.pace_rules import CopyRules
from notify.paths.steps import STEP_1, STEP_3
from notify.paths.thirty import ASKS_APPLIED, LATE
from notify.roads import hour_of, wording_of
from notify.values import Case, Copies, Intent, MessageKind, Ombud, Recipient, Sent

# What concerns a helper: steps and the net. Never the welcome, a pause or a check of the number.
STEPS = ("step1.", "step3.", "net.", "visit.")
NOT_COPIED = frozenset({BY_HAND, "consent", "pause", "number", "chosen_day", "reply", "promise"})
URGENT = ("net.", "waiting.late", "waiting.ended", "no_loss.", "after", "moved.soon.")
TRIES = (STEP_1, STEP_3)
COPY_PRIORITY = 90
AGAIN = ".again"
"""How the step in the identity of a copy ends that goes on the day on which the person said yes again."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of a message that the person got. day and at: when it goes."""

    ombud: Ombud
    original: Sent
    day: date
    at: time
    last: date


def due_copies(
    life: Life, today: date, new: Sequence[Sent], unknown: Collection[str] = ()
) -> tuple[list[Intent], date | None]:
    """List today's copies, at most one for each ombud, and the next day with copies left.

    new: what the person gets today, not yet in the history. unknown: keys of those who are still to be welcomed:
    only what is urgent doesn't wait for that.
    """
    waiting = [copy for copy in _wanted(life, today, new) if copy.last >= today]
    chosen: dict[str, Copy] = {}
    later: list[date] = []
    for copy in sorted(waiting, key=lambda copy: copy.original.day, reverse=True):
        key = copy.ombud.key
        waits = key in unknown and not is_urgent(copy.original)
        if waits or copy.day > today or key in chosen or _had_one(life, key, today):
            later.append(max(copy.day, today + DAY))
        else:
            chosen[key] = copy
    return [_intent(life, copy, today) for copy in chosen.values()], min(later, default=None)


def copies_after(intents: Sequence[Intent], at: time) -> tuple[Intent, ...]:
    """List the copies among some messages that go later than a time of day."""
    return tuple(intent for intent in intents if intent.kind is MessageKind.COPY and intent.at > at)


def _wanted(life: Life, today: date, new: Sequence[Sent]) -> Iterator[Copy]:
    if not life.case.ombud or not life.may_send or life.case.copies_ended:
        return
    for original in (*life.history.main, *new):
        if (
            original.recipient is not Recipient.PERSON
            or not original.counts
            or original.kind not in MAIN_LINE
            or not _since_allowed(life.case, original)
        ):
            continue
        for ombud in life.case.ombud:
            if _allowed(ombud, original, life, today) and not _spent(life, ombud, original):
                yield _copy(life, ombud, original)


def _allowed(ombud: Ombud, original: Sent, life: Life, today: date) -> bool:
    if not (ombud.valid(today) and ombud.valid(original.day)):
        return False
    if takes_alone(life.case.preferences, original.step, original.template, life.paces.copies):
        return False
    if ombud.copies is Copies.ALL:
        return original.key_date not in NOT_COPIED
    if ombud.copies is Copies.LATER and _is_later_try(original, life):
        return True
    return ombud.copies in (Copies.LATER, Copies.URGENT) and is_urgent(original)


def _is_later_try(original: Sent, life: Life) -> bool:
    """Tell whether something about the step has reached the person before, in the same renewal."""
    prefix = next((prefix for prefix in TRIES if original.step.startswith(prefix)), None)
    if prefix is None:
        return False
    since = life.renewal.done.since if life.renewal else date.min
    return any(
        row.counts and row.day < original.day
        for row in life.history.of_step(original.key_date, prefix, since)
    )


def _since_allowed(case: Case, original: Sent) -> bool:
    """Tell whether a message goes later than the person's last yes: what was said before stays theirs."""
    chosen = case.copies_chosen
    return chosen is None or (original.day, original.at) > (chosen.day, chosen.at)


def is_urgent(original: Sent) -> bool:
    """Tell whether a message is urgent enough for an ombud who gets urgent copies only."""
    return original.step.startswith(URGENT) or original.template in (LATE, ASKS_APPLIED)


def _spent(life: Life, ombud: Ombud, original: Sent) -> bool:
    return _identity(life, ombud, original) in life.history.identities


def _identity(life: Life, ombud: Ombud, original: Sent) -> str:
    key = (original.key_date, original.key_date_day, original.step)
    chosen = life.case.copies_chosen
    if chosen is not None and chosen.day == original.day:
        # A no that morning may have taken back the copy that was planned; its identity is spent.
        key = (original.key_date, original.key_date_day, f"{original.step}{AGAIN}")
    return identity(life.case.ref, key, Recipient.OMBUD.value, ombud.key)


def _copy(life: Life, ombud: Ombud, original: Sent) -> Copy:
    rules, sending = life.paces.copies, life.paces.sending
    at = hour_of(life.case.preferences, sending)
    minutes = at.hour * 60 + at.minute + rules.after_hours * 60
    day = original.day
    if minutes <= sending.last_hour * 60:
        at = time(minutes // 60, minutes % 60)
    elif not is_urgent(original):
        day, at = life.diary.calendar.open_from(day + DAY), time(sending.first_hour)
    return Copy(ombud, original, day, at, rules.useful.after(day))


def _had_one(life: Life, key: str, today: date) -> bool:
    return any(
        row.day == today and row.kind is MessageKind.COPY and row.counts and row.identity.endswith(f"|{key}")
        for row in life.history.rows
    )


def copy_template(original: Sent, rules: CopyRules) -> str:
    """Choose the text of a copy: a step, something urgent, or a fact."""
    if original.template in rules.urgent_for:
        return rules.urgent
    if original.template in rules.urgent_other_for:
        return rules.urgent_other
    return rules.steps if original.step.startswith(STEPS) else rules.facts


def _intent(life: Life, copy: Copy, today: date) -> Intent:
    case, original = life.case, copy.original
    return Intent(
        identity=_identity(life, copy.ombud, original),
        ref=case.ref,
        recipient=Recipient.OMBUD,
        recipient_key=copy.ombud.key,
        road=copy.ombud.road,
        kind=MessageKind.COPY,
        template=copy_template(original, life.paces.copies),
        wording=wording_of(case),
        pace=case.preferences.pace,
        day=today,
        at=copy.at,
        key_date=original.key_date,
        key_date_day=original.key_date_day,
        step=original.step,
        why=f"Kopia till ombud av {original.template}, {life.paces.copies.after_hours} timmar efter.",
        priority=COPY_PRIORITY,
        last_useful_day=copy.last,
    )
