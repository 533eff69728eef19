"""The ledger's only way to change: each move is one conditional UPDATE along states.MOVES."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy import ColumnElement, CursorResult, String, func, literal_column, select, update
from sqlalchemy.orm import Session, defer

from dinadatum.register.batches import KEY, insert_new, update_each
from dinadatum.register.few_rows import is_open
from dinadatum.register.states import State, sources
from dinadatum.register.tables import Message, Task
from notify.values import Intent, TaskIntent, Wording

CLAIM_LASTS = timedelta(minutes=2)
"""A claim this old without an attempt belongs to a sender that died: the row may be claimed again."""

AT_ONCE = 0
"""The priority of what a person has marked as urgent: it goes whatever the hour."""

ATTEMPT_LASTS = timedelta(minutes=5)
"""An attempt this old without an outcome belongs to a sender that died mid-call: its outcome is unknown."""

_numbers = count()


@dataclass(frozen=True, slots=True)
class Entry:
    """A message on its way into the ledger. send_at: its earliest instant, aware."""

    person_id: int
    intent: Intent
    send_at: datetime
    state: State = State.PLANNED
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Attempt:
    """What goes on record before a call: by which provider, the exact words, where to, which try it is."""

    ledger_id: str
    provider: str
    wording: Wording
    subject: str = field(repr=False)
    text: str = field(repr=False)
    chars: int
    parts: int
    number: int = 1
    address: str = field(default="", repr=False)


def write_entries(session: Session, entries: Iterable[Entry], now: datetime) -> frozenset[str]:
    """Add a row for each entry; an identity that is already there is left alone.

    Returns the identities that are new.
    """
    # In the order in which they are claimed: what goes together then stands together on the disk.
    ordered = sorted(entries, key=lambda entry: (entry.intent.priority, entry.send_at))
    return insert_new(session, Message, [_row_of(entry, now) for entry in ordered])


def _row_of(entry: Entry, now: datetime) -> dict[str, Any]:
    intent = entry.intent
    return {
        "id": _new_id(now),
        "identity": intent.identity,
        "person_id": entry.person_id,
        "recipient": intent.recipient,
        "recipient_key": intent.recipient_key,
        "road": intent.road,
        "kind": intent.kind,
        "template": intent.template,
        "wording": intent.wording,
        "pace": intent.pace,
        "key_date": intent.key_date,
        "key_date_day": intent.key_date_day,
        "step": intent.step,
        "why": intent.why,
        "priority": intent.priority,
        "day": intent.day,
        "send_at": entry.send_at,
        "last_useful_day": intent.last_useful_day,
        "state": entry.state,
        "reason": entry.reason,
        "created_at": now,
    }


def _new_id(now: datetime) -> str:
    """Make an id that nobody can guess. Later ones come after, as their rows do."""
    return f"{int(now.timestamp() * 1000):012x}{next(_numbers) & 0xFFFF:04x}{secrets.token_hex(8)}"


def write_tasks(session: Session, tasks: Iterable[tuple[int, TaskIntent]], now: datetime) -> int:
    """Add the tasks, each with its person's id, that aren't there yet. Returns how many are new."""
    values = [
        {
            "identity": task.identity,
            "person_id": person_id,
            "kind": task.kind,
            "day": task.day,
            "why": task.why,
            "created_at": now,
        }
        for person_id, task in tasks
    ]
    return len(insert_new(session, Task, values))


def move(session: Session, ids: Sequence[str], to: State, **values: Any) -> int:
    """Move messages to a state; rows whose state doesn't allow it are not touched. Returns rows moved."""
    if not ids:
        return 0
    return _touched(session, update(Message).where(*_may_move(ids, to)).values(state=to, **values))


def move_attempt(session: Session, ledger_id: str, number: int, to: State, **values: Any) -> bool:
    """Move a message if the attempt of that number is still its last one; tells whether it moved.

    What was learnt of one attempt says nothing of the next.
    """
    this = (*_may_move([ledger_id], to), Message.attempts == number)
    return bool(_touched(session, update(Message).where(*this).values(state=to, **values)))


def _may_move(ids: Sequence[str], to: State) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Make the condition of a move. The state is no bare column, or its index would be chosen over the key."""
    state = literal_column("message.state || ''", String)
    return Message.id.in_(ids), state.in_([source.value for source in sorted(sources(to))])


def begin_attempts(session: Session, attempts: Sequence[Attempt], now: datetime) -> frozenset[str]:
    """Put attempts on record before the calls.

    Returns the ids that may be sent: of the others somebody else has moved the row.
    """
    rows = [_row_of_attempt(attempt) for attempt in attempts]
    same = {"state": State.SENDING, "attempt_at": now, "asks": 0, "ask_at": None}
    return update_each(session, Message, rows, sources(State.SENDING), same=same)


def _row_of_attempt(attempt: Attempt) -> dict[str, Any]:
    return {
        KEY: attempt.ledger_id,
        "attempts": attempt.number,
        "provider": attempt.provider,
        "wording": attempt.wording,
        "subject": attempt.subject or None,
        "text": attempt.text,
        "chars": attempt.chars,
        "parts": attempt.parts,
        "sent_to": attempt.address or None,
    }


def accept(
    session: Session,
    provider_ids: Sequence[tuple[str, str]],
    now: datetime,
    ask_at: datetime | None = None,
) -> frozenset[str]:
    """Settle calls that got a yes: pairs of ledger id and the provider's own id. Returns the ids that moved.

    ask_at: when the provider is asked what became of them, if no receipt has come.
    """
    rows = [{KEY: ledger_id, "provider_id": provider_id} for ledger_id, provider_id in provider_ids]
    same = {
        "state": State.ACCEPTED,
        "settled_at": now,
        "code": "",
        "reason": "",
        "sent_to": None,
        "asks": 0,
        "ask_at": ask_at,
    }
    return update_each(session, Message, rows, sources(State.ACCEPTED), same=same)


def release_dead(session: Session, now: datetime, *, alone: bool = False) -> tuple[int, list[str]]:
    """Take back what a dead sender left: claims go back to planned, attempts become unknown.

    alone: there is no other sender, so every claim and attempt is a dead one's, whatever its age. What somebody is
    at work on is left for the next time, so that this never waits. Returns how many claims went back, and the ids
    whose outcome is now unknown.
    """
    claimed, sending = is_open(State.CLAIMED), is_open(State.SENDING)
    if not alone:
        claimed &= Message.claimed_at < now - CLAIM_LASTS
        sending &= Message.attempt_at < now - ATTEMPT_LASTS
    back = move(session, _take_free(session, claimed), State.PLANNED)
    lost = _take_free(session, sending)
    cut_off = "Sändningen avbröts mitt i. Det är oklart om det kom fram."
    move(session, lost, State.UNKNOWN, ask_at=now, reason=cut_off)
    return back, lost


def _take_free(session: Session, wanted: ColumnElement[bool]) -> list[str]:
    """Hold the messages that nobody else holds."""
    return list(session.scalars(select(Message.id).where(wanted).with_for_update(skip_locked=True)))


def unsent(session: Session, person_ids: Sequence[int]) -> list[Message]:
    """Return the messages of the people that are still waiting to go, without their words."""
    waiting = (State.PLANNED, State.WAITING, State.HELD)
    query = select(Message).where(Message.person_id.in_(person_ids), Message.state.in_(waiting))
    secret = (defer(Message.subject), defer(Message.text), defer(Message.sent_to))
    return list(session.scalars(query.options(*secret)))


def waiting_since(session: Session) -> datetime | None:
    """Return the earliest instant at which a message that is still waiting could have gone."""
    query = select(func.min(Message.send_at)).where(is_open(State.PLANNED, State.WAITING))
    return session.scalar(query)


def _touched(session: Session, query: Any) -> int:
    result = session.execute(query, execution_options={"synchronize_session": False})
    assert isinstance(result, CursorResult)  # noqa: S101  # INSERT and UPDATE give nothing else
    return result.rowcount
