"""What is decided, and what the ledger holds of it: messages, what will not be sent, and tasks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from notify.values.kinds import MessageKind, Pace, Recipient, Road, TaskKind, Wording


@dataclass(frozen=True, slots=True)
class Sent:
    """A row of the ledger as the core sees it: what was sent, or will not be, and on which day, at what time.

    counts: True where it reached or may have reached somebody (it counts against caps);
    False for what was skipped or cancelled: its identity is spent all the same. held: it waits for somebody here,
    so nobody can answer it yet. stood_for: it was the message of its day, but something else stood for it, or nobody
    could get it: the day has had its message all the same.
    """

    identity: str
    template: str
    kind: MessageKind
    recipient: Recipient
    day: date
    key_date: str
    key_date_day: date
    step: str
    counts: bool = True
    at: time = time(0)
    held: bool = False
    stood_for: bool = False


@dataclass(frozen=True, slots=True)
class Intent:
    """A message to go out on a day, before it has words.

    identity is unique in the ledger: person, key date, its date, step, recipient role (and, for an
    ombud, which one). at: local time of day. why: one Swedish sentence for the handläggare.
    last_useful_day: inclusive; after it the message no longer helps and is skipped with that reason.
    """

    identity: str
    ref: str
    recipient: Recipient
    recipient_key: str
    road: Road
    kind: MessageKind
    template: str
    wording: Wording
    pace: Pace
    day: date
    at: time
    key_date: str
    key_date_day: date
    step: str
    why: str
    priority: int
    last_useful_day: date


@dataclass(frozen=True, slots=True)
class Skip:
    """A message that will not go, and why (a Swedish sentence). Written to the ledger: nothing is silent."""

    intent: Intent
    reason: str


@dataclass(frozen=True, slots=True)
class TaskIntent:
    """Something for the handläggare. identity is unique; day: on or before which it should be done."""

    identity: str
    ref: str
    kind: TaskKind
    day: date
    why: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is due today for one case, and the next day on which to ask again.

    next_look: first later day on which something may be due if no fact changes; None: never.
    """

    intents: tuple[Intent, ...] = ()
    skips: tuple[Skip, ...] = ()
    tasks: tuple[TaskIntent, ...] = ()
    next_look: date | None = None
