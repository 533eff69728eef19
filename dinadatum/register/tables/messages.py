"""What we did: the ledger, the replies to it, and the tasks for people."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, false
from sqlalchemy import text as sql_text
from sqlalchemy.orm import Mapped, mapped_column

from dinadatum.register.states import State
from dinadatum.register.tables.base import Base
from dinadatum.register.types import Instant, Secret, word
from notify.values import MessageKind, Pace, Recipient, Road, TaskKind, Wording

OPEN_ROWS = "message.state IN ('planned', 'held', 'claimed', 'sending', 'waiting', 'unknown')"
"""What the index of open messages holds, and every question that is to use it says: SQLite wants it word for word."""
MISSED_ROWS = "message.state IN ('failed', 'skipped')"
"""What the index of messages that never came holds, likewise."""
_ASKED = "ask_at IS NOT NULL"


def _partly(condition: str) -> dict[str, Any]:
    """Make an index hold only the rows of a condition. An index can't name its table."""
    where = sql_text(condition.removeprefix("message."))
    return {"postgresql_where": where, "sqlite_where": where}


class Message(Base):
    """A row of the ledger: one message, sent or not, and why. Its states move only as states.py allows.

    identity: person, key date, its date, step and recipient; unique, written before anything is sent.
    send_at: earliest instant. last_useful_day: inclusive. day: the day of the look that made it.
    text and subject hold the exact words once they have been made for sending. sent_to: the number or address
    of an attempt without an outcome. ask_at: when its provider is asked what became of it; None: never. asks:
    answers so far that settled nothing.
    """

    __tablename__ = "message"
    __table_args__ = (
        # What has been sent is in none of the first three, so that sending stays as fast however much has been.
        Index("ix_message_open", "state", "priority", "send_at", "id", **_partly(OPEN_ROWS)),
        Index("ix_message_missed", "day", **_partly(MISSED_ROWS)),
        Index("ix_message_ask_at", "ask_at", **_partly(_ASKED)),
        Index("ix_message_person_id_day", "person_id", "day"),
        Index("ix_message_day", "day"),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    identity: Mapped[str] = mapped_column(String(200), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    recipient: Mapped[Recipient] = mapped_column(word(Recipient))
    recipient_key: Mapped[str] = mapped_column(String(80), default="")
    road: Mapped[Road] = mapped_column(word(Road))
    kind: Mapped[MessageKind] = mapped_column(word(MessageKind))
    template: Mapped[str] = mapped_column(String(20))
    wording: Mapped[Wording] = mapped_column(word(Wording))
    pace: Mapped[Pace] = mapped_column(word(Pace))
    key_date: Mapped[str] = mapped_column(String(60))
    key_date_day: Mapped[date]
    step: Mapped[str] = mapped_column(String(40))
    why: Mapped[str] = mapped_column(Text)
    priority: Mapped[int]
    day: Mapped[date]
    send_at: Mapped[datetime] = mapped_column(Instant)
    last_useful_day: Mapped[date]
    state: Mapped[State] = mapped_column(word(State), default=State.PLANNED)
    claimed_at: Mapped[datetime | None] = mapped_column(Instant)
    attempts: Mapped[int] = mapped_column(default=0)
    attempt_at: Mapped[datetime | None] = mapped_column(Instant)
    retry_at: Mapped[datetime | None] = mapped_column(Instant)
    settled_at: Mapped[datetime | None] = mapped_column(Instant)
    provider: Mapped[str] = mapped_column(String(20), default="")
    provider_id: Mapped[str] = mapped_column(String(320), default="")
    code: Mapped[str] = mapped_column(String(20), default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    subject: Mapped[str | None] = mapped_column(Secret)
    text: Mapped[str | None] = mapped_column(Secret)
    chars: Mapped[int | None]
    parts: Mapped[int | None]
    sent_to: Mapped[str | None] = mapped_column(Secret)
    asks: Mapped[int] = mapped_column(default=0, server_default="0")
    ask_at: Mapped[datetime | None] = mapped_column(Instant)
    created_at: Mapped[datetime] = mapped_column(Instant)


class Reply(Base):
    """Something that came in, stored as it came before anybody read it.

    read_at: when it was read and acted on; None: not yet. for_human: a person has to read it; done_at, done_by:
    who has; note: what they wrote about it; tied_by: who said whose it is, where the number didn't. opt_out: what
    the provider itself made of it (STOP, START, HELP), or empty. sender: the number or address it came from.
    """

    __tablename__ = "reply"
    __table_args__ = (Index("ix_reply_person_id", "person_id"), Index("ix_reply_read_at", "read_at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    message_id: Mapped[str | None] = mapped_column(ForeignKey("message.id", ondelete="SET NULL"))
    road: Mapped[Road] = mapped_column(word(Road))
    provider_id: Mapped[str] = mapped_column(String(320), unique=True)
    sender_hash: Mapped[str] = mapped_column(String(64))
    sender: Mapped[str | None] = mapped_column(Secret)
    received_at: Mapped[datetime] = mapped_column(Instant)
    text: Mapped[str] = mapped_column(Secret)
    opt_out: Mapped[str] = mapped_column(String(10), default="", server_default="")
    read_as: Mapped[str] = mapped_column(String(20), default="")
    read_at: Mapped[datetime | None] = mapped_column(Instant)
    for_human: Mapped[bool] = mapped_column(default=False, server_default=false())
    done_at: Mapped[datetime | None] = mapped_column(Instant)
    done_by: Mapped[str] = mapped_column(String(60), default="", server_default="")
    note: Mapped[str | None] = mapped_column(Secret)
    tied_by: Mapped[str] = mapped_column(String(60), default="", server_default="")


class Task(Base):
    """Something for a handläggare. identity is unique; day: on or before which it should be done.

    postponed_until: the day on which it is shown again, or None. note: what somebody wrote down about it.
    """

    __tablename__ = "task"
    __table_args__ = (
        Index("ix_task_done_at_day", "done_at", "day"),
        Index("ix_task_kind_done_at_person_id", "kind", "done_at", "person_id"),
        Index("ix_task_person_id", "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    identity: Mapped[str] = mapped_column(String(200), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    kind: Mapped[TaskKind] = mapped_column(word(TaskKind))
    day: Mapped[date]
    why: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(Instant)
    done_at: Mapped[datetime | None] = mapped_column(Instant)
    done_by: Mapped[str] = mapped_column(String(60), default="")
    note: Mapped[str | None] = mapped_column(Secret)
    postponed_until: Mapped[date | None]
