"""The tables: what we know (facts) and what we did (ledger, tasks, log).

Days are inclusive on both ends. Secret columns are encrypted at rest. Every change to a Fact is audited by
register/audit.py; a Fact's version grows with each change.
"""

from __future__ import annotations

from datetime import date, datetime, time

from sqlalchemy import ForeignKey, Index, MetaData, String, Text, UniqueConstraint, false
from sqlalchemy import text as sql_text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from dinadatum.register.states import State
from dinadatum.register.types import Clock, Instant, Secret, word
from notify.values import Copies, MessageKind, Pace, Recipient, Road, StepKind, TaskKind, Wording
from timeline.facts import EndedBy, Kind, Reason

NAMES = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """All tables."""

    metadata = MetaData(naming_convention=NAMES)


class Fact(Base):
    """A row that people rely on: each change is audited and makes a new version."""

    __abstract__ = True

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)


class PersonFact(Fact):
    """A Fact about one person."""

    __abstract__ = True

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))


class Meta(Base):
    """What the register says of itself: key_check, made_up, and the like."""

    __tablename__ = "meta"

    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[str] = mapped_column(Text)


class Caseworker(Fact):
    """A handläggare. last_day None: until further notice. sms_name: at most 11 GSM-7 characters.

    most_promises: how many promises they want to have on one day at most; None: as many as the paces say.
    """

    __tablename__ = "caseworker"

    username: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(Secret)
    sms_name: Mapped[str] = mapped_column(Secret)
    phone: Mapped[str | None] = mapped_column(Secret)
    email: Mapped[str | None] = mapped_column(Secret)
    unit: Mapped[str] = mapped_column(String(60), default="")
    first_day: Mapped[date]
    last_day: Mapped[date | None]
    most_promises: Mapped[int | None]


class CaseworkerAbsence(Fact):
    """Days on which a handläggare is away. stand_in_id: who has the tasks meanwhile, or None: nobody."""

    __tablename__ = "caseworker_absence"
    __table_args__ = (Index("ix_caseworker_absence_last_day", "last_day"),)

    caseworker_id: Mapped[int] = mapped_column(ForeignKey("caseworker.id"))
    stand_in_id: Mapped[int | None] = mapped_column(ForeignKey("caseworker.id"))
    first_day: Mapped[date]
    last_day: Mapped[date]


class Person(Fact):
    """A person with aktivitetsersättning.

    look_on: the next day on which the daily look asks about this person; None: never, until a fact changes.
    next_message_day: when the next message goes if nothing happens, as the last look saw it.
    known_since: the day the person came into the register. sheet_given: the day Mitt blad was given.
    mobile in E.164. The *_hash columns are Keyring.fingerprint of the normalised value. stopped_on,
    rests_until: as in notify.values.Case. wrong_*: of a number or address that somebody else turned out to have.
    """

    __tablename__ = "person"
    __table_args__ = (
        Index("ix_person_look_on", "look_on"),
        Index("ix_person_unit", "unit"),
        Index("ix_person_mobile_hash", "mobile_hash"),
        Index("ix_person_email_hash", "email_hash"),
        Index("ix_person_classification", "classification"),
        Index("ix_person_protected", "protected"),
    )

    ref: Mapped[str] = mapped_column(String(40), unique=True)
    birth_date: Mapped[date]
    first_name: Mapped[str | None] = mapped_column(Secret)
    last_name: Mapped[str | None] = mapped_column(Secret)
    sex: Mapped[str] = mapped_column(String(10), default="")
    mobile: Mapped[str | None] = mapped_column(Secret)
    mobile_hash: Mapped[str | None] = mapped_column(String(64))
    email: Mapped[str | None] = mapped_column(Secret)
    email_hash: Mapped[str | None] = mapped_column(String(64))
    street: Mapped[str | None] = mapped_column(Secret)
    postcode: Mapped[str | None] = mapped_column(Secret)
    city: Mapped[str | None] = mapped_column(Secret)
    municipality: Mapped[str] = mapped_column(String(60), default="")
    unit: Mapped[str] = mapped_column(String(60), default="")
    classification: Mapped[str] = mapped_column(String(80), default="")
    caseworker_id: Mapped[int | None] = mapped_column(ForeignKey("caseworker.id"))
    protected: Mapped[bool] = mapped_column(default=False)
    road: Mapped[Road] = mapped_column(word(Road), default=Road.SMS)
    pace: Mapped[Pace] = mapped_column(word(Pace), default=Pace.LAGOM)
    wording: Mapped[Wording] = mapped_column(word(Wording), default=Wording.DISKRET)
    weekday: Mapped[int] = mapped_column(default=1)
    second_weekday: Mapped[int | None]
    hour: Mapped[time] = mapped_column(Clock, default=time(10, 0))
    ombud_alone: Mapped[bool] = mapped_column(default=False)
    reserve_road: Mapped[str] = mapped_column(String(20), default="")
    sheet_given: Mapped[date | None]
    confirmed: Mapped[date | None]
    extra_offer: Mapped[bool] = mapped_column(default=True)
    paused_until: Mapped[date | None]
    stopped_on: Mapped[date | None]
    rests_until: Mapped[date | None]
    wrong_mobile_hash: Mapped[str | None] = mapped_column(String(64))
    wrong_email_hash: Mapped[str | None] = mapped_column(String(64))
    known_since: Mapped[date]
    look_on: Mapped[date | None]
    next_message_day: Mapped[date | None]


class PersonWord(Base):
    """A word of a person's name, as a hash: names are encrypted, and are found by whole words alone."""

    __tablename__ = "person_word"
    __table_args__ = (Index("ix_person_word_hash", "hash"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    hash: Mapped[str] = mapped_column(String(64), primary_key=True)


class Consent(Base):
    """The consent log. Rows are only added; the last one counts. texts: which sample texts were shown."""

    __tablename__ = "consent"
    __table_args__ = (Index("ix_consent_person_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    given: Mapped[bool]
    at: Mapped[datetime] = mapped_column(Instant)
    source: Mapped[str] = mapped_column(String(40))
    texts: Mapped[str] = mapped_column(String(80), default="")


class Decision(PersonFact):
    """A decision on aktivitetsersättning (33 kap. SFB)."""

    __tablename__ = "decision"
    __table_args__ = (
        UniqueConstraint("person_id", "first_day"),
        Index("ix_decision_last_day", "last_day"),
    )

    kind: Mapped[Kind] = mapped_column(word(Kind))
    extent: Mapped[int]
    first_day: Mapped[date]
    last_day: Mapped[date]
    decided: Mapped[date | None]


class Dormancy(PersonFact):
    """A vilande period (36 kap. 10-18 d §§ SFB)."""

    __tablename__ = "dormancy"
    __table_args__ = (
        UniqueConstraint("person_id", "first_day"),
        Index("ix_dormancy_last_day", "last_day"),
    )

    reason: Mapped[Reason] = mapped_column(word(Reason))
    level: Mapped[int]
    first_day: Mapped[date]
    last_day: Mapped[date]
    decided: Mapped[date | None]
    ended_by: Mapped[EndedBy | None] = mapped_column(word(EndedBy))


class StudyTrial(PersonFact):
    """A prövotid (36 kap. 9 a § SFB)."""

    __tablename__ = "study_trial"
    __table_args__ = (
        UniqueConstraint("person_id", "first_day"),
        Index("ix_study_trial_last_day", "last_day"),
    )

    first_day: Mapped[date]
    last_day: Mapped[date]


class Step(PersonFact):
    """Something done of the four steps, on a day. value: beviljad, delvis, avslag, ja, nej or empty."""

    __tablename__ = "step"
    __table_args__ = (UniqueConstraint("person_id", "kind", "day"),)

    kind: Mapped[StepKind] = mapped_column(word(StepKind))
    day: Mapped[date]
    value: Mapped[str] = mapped_column(String(20), default="")


class ChosenDay(PersonFact):
    """A day that the person chose for a step; the last one said counts. said: the day they said so."""

    __tablename__ = "chosen_day"
    __table_args__ = (UniqueConstraint("person_id", "step"),)

    step: Mapped[str] = mapped_column(String(20))
    day: Mapped[date]
    said: Mapped[date]


class PartDone(PersonFact):
    """A small part of a step that the person has said is done, on a day."""

    __tablename__ = "part_done"
    __table_args__ = (UniqueConstraint("person_id", "step", "number"),)

    step: Mapped[str] = mapped_column(String(20))
    number: Mapped[int]
    day: Mapped[date]


class FollowUp(PersonFact):
    """A typed-in meeting. kind: plan or årlig. how: how it takes place."""

    __tablename__ = "follow_up"
    __table_args__ = (UniqueConstraint("person_id", "day", "kind"),)

    day: Mapped[date]
    at: Mapped[time | None] = mapped_column(Clock)
    kind: Mapped[str] = mapped_column(String(20))
    how: Mapped[str] = mapped_column(String(80), default="")


class Ombud(PersonFact):
    """A representative with a power of attorney. name_hash finds the row again on import."""

    __tablename__ = "ombud"
    __table_args__ = (UniqueConstraint("person_id", "name_hash"),)

    name: Mapped[str] = mapped_column(Secret)
    name_hash: Mapped[str] = mapped_column(String(64))
    mobile: Mapped[str | None] = mapped_column(Secret)
    email: Mapped[str | None] = mapped_column(Secret)
    road: Mapped[Road] = mapped_column(word(Road), default=Road.SMS)
    first_day: Mapped[date]
    last_day: Mapped[date | None]
    copies: Mapped[Copies] = mapped_column(word(Copies), default=Copies.URGENT)


class StepHelper(PersonFact):
    """Who helps with a step (1 to 4): a coach, a parent, a god man. how: how to reach them."""

    __tablename__ = "step_helper"
    __table_args__ = (UniqueConstraint("person_id", "step"),)

    step: Mapped[str] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(Secret)
    role: Mapped[str] = mapped_column(String(60), default="")
    how: Mapped[str | None] = mapped_column(Secret)


class Handover(PersonFact):
    """A new handläggare from first_day, who gets in touch on writes_on. done_on: the day the case changed hands.

    known_on: the day it was decided; the person is told from then on.
    """

    __tablename__ = "handover"
    __table_args__ = (UniqueConstraint("person_id", "first_day"),)

    caseworker_id: Mapped[int] = mapped_column(ForeignKey("caseworker.id"))
    first_day: Mapped[date]
    writes_on: Mapped[date]
    known_on: Mapped[date]
    done_on: Mapped[date | None]


class Expiry(Base):
    """A day on which something of a person's ends. Derived by usecases/derived.py, never typed in.

    what: decision, age_30, dormancy, trial or last_day_without_loss. step: 1 to 4, the step that comes next;
    empty where there is none. Unit, municipality and caseworker are copies, so that lists need no join.
    """

    __tablename__ = "expiry"
    __table_args__ = (
        Index("ix_expiry_day", "day", "id"),
        Index("ix_expiry_unit_day", "unit", "day", "id"),
        Index("ix_expiry_ref", "ref", "id"),
        Index("ix_expiry_municipality_day", "municipality", "day", "id"),
        Index("ix_expiry_caseworker_day", "caseworker", "day", "id"),
        Index("ix_expiry_person_id", "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    ref: Mapped[str] = mapped_column(String(40))
    what: Mapped[str] = mapped_column(String(30))
    day: Mapped[date]
    unit: Mapped[str] = mapped_column(String(60))
    municipality: Mapped[str] = mapped_column(String(60))
    caseworker: Mapped[str] = mapped_column(String(60))
    kind: Mapped[str] = mapped_column(String(30))
    extent: Mapped[int | None]
    step: Mapped[str] = mapped_column(String(1))


class Finding(Base):
    """A contradiction in a person's facts, as the law sees it. Derived, never typed in."""

    __tablename__ = "finding"
    __table_args__ = (Index("ix_finding_person_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    code: Mapped[str] = mapped_column(String(60))
    text: Mapped[str] = mapped_column(Text)
    paragraph: Mapped[str] = mapped_column(String(80))


class ImportMark(Base):
    """How a row of an imported file came the last time. key and cells (JSON by attribute) are hashes.

    Goes with its person; rows of handläggare have none.
    """

    __tablename__ = "import_mark"
    __table_args__ = (Index("ix_import_mark_person_id", "person_id"),)

    file: Mapped[str] = mapped_column(String(20), primary_key=True)
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    cells: Mapped[str] = mapped_column(Text)


READY = "state IN ('planned', 'waiting')"
_ASKED = "ask_at IS NOT NULL"


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
        Index(
            "ix_message_ready",
            "state",
            "priority",
            "send_at",
            "id",
            postgresql_where=sql_text(READY),
            sqlite_where=sql_text(READY),
        ),
        Index(
            "ix_message_ask_at",
            "ask_at",
            postgresql_where=sql_text(_ASKED),
            sqlite_where=sql_text(_ASKED),
        ),
        Index("ix_message_person_id_day", "person_id", "day"),
        Index("ix_message_state_send_at", "state", "send_at"),
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
    who has. opt_out: what the provider itself made of it (STOP, START, HELP), or empty. sender: the number or
    address it came from.
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


class Task(Base):
    """Something for a handläggare. identity is unique; day: on or before which it should be done.

    postponed_until: the day on which it is shown again, or None. note: what somebody wrote down about it.
    """

    __tablename__ = "task"
    __table_args__ = (Index("ix_task_done_at_day", "done_at", "day"), Index("ix_task_person_id", "person_id"))

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
    __table_args__ = (Index("ix_audit_person_id_at", "person_id", "at"), Index("ix_audit_at", "at"))

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
