"""What the pages keep: accounts, feeds, ticked lists, and the log."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column

from dinadatum.register.tables.base import Base
from dinadatum.register.types import Instant, Secret


class Account(Base):
    """A log-in. caseworker_id: whose cases are "mine". failures count since the last success.

    closed: locked by an administratör until opened again. second_factor: the shared secret of the second
    factor, base 32, or None. second_factor_step: the last half minute whose code was used; none goes twice.
    morning_hour: at which hour in Sweden the morning mail is wanted; None: never.
    """

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(String(60), unique=True)
    password_hash: Mapped[str] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(String(20))
    unit: Mapped[str] = mapped_column(String(60), default="")
    caseworker_id: Mapped[int | None] = mapped_column(ForeignKey("caseworker.id"))
    failures: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None] = mapped_column(Instant)
    closed: Mapped[bool] = mapped_column(default=False, server_default=false())
    second_factor: Mapped[str | None] = mapped_column(Secret)
    second_factor_step: Mapped[int | None]
    morning_hour: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(Instant)


class MorningMail(Base):
    """An account's morning mail of a day: one row, however many clockworks tick.

    state: begun, sent, empty, refused or unknown.
    """

    __tablename__ = "morning_mail"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant)
    state: Mapped[str] = mapped_column(String(20))


class WebSession(Base):
    """A log-in that is going on, under the hash of what its cookie holds. Without its row a cookie opens nothing."""

    __tablename__ = "web_session"
    __table_args__ = (Index("ix_web_session_account_id", "account_id"),)

    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    began: Mapped[datetime] = mapped_column(Instant)
    seen: Mapped[datetime] = mapped_column(Instant)


class CalendarFeed(Base):
    """The secret address of an account's calendar, as a hash. One for each account."""

    __tablename__ = "calendar_feed"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(Instant)


class TickBatch(Base):
    """Many cases ticked off at once, by one account, and whether that was undone."""

    __tablename__ = "tick_batch"
    __table_args__ = (Index("ix_tick_batch_at", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    actor: Mapped[str] = mapped_column(String(60))
    at: Mapped[datetime] = mapped_column(Instant)
    undone_at: Mapped[datetime | None] = mapped_column(Instant)


class TickRow(Base):
    """One row of a batch. step_id: the step it added; None: it confirmed the facts. before: what stood there."""

    __tablename__ = "tick_row"
    __table_args__ = (Index("ix_tick_row_batch_id", "batch_id"), Index("ix_tick_row_person_id", "person_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("tick_batch.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    step_id: Mapped[int | None]
    day: Mapped[date]
    before: Mapped[date | None]


class Audit(Base):
    """Who changed or saw what, and when. detail: the old and new values as JSON, encrypted."""

    __tablename__ = "audit"
    __table_args__ = (
        Index("ix_audit_person_id_at", "person_id", "at"),
        Index("ix_audit_at", "at"),
        Index("ix_audit_actor_at", "actor", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant)
    actor: Mapped[str] = mapped_column(String(60))
    action: Mapped[str] = mapped_column(String(20))
    what: Mapped[str] = mapped_column(String(40))
    row_id: Mapped[str] = mapped_column(String(40), default="")
    person_id: Mapped[int | None]
    detail: Mapped[str | None] = mapped_column(Secret)


class Heartbeat(Base):
    """When a job last ended well, and what it said."""

    __tablename__ = "heartbeat"

    job: Mapped[str] = mapped_column(String(40), primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant)
    said: Mapped[str] = mapped_column(Text, default="")
