"""What has been decided and agreed for a person; typed in, imported or answered."""

from __future__ import annotations

from datetime import date, time

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from dinadatum.register.tables.base import PersonFact
from dinadatum.register.types import Clock, Secret, word
from notify.values import Copies, Road, StepKind
from timeline.facts import EndedBy, Kind, Reason


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
    """A vilande period (36 kap. 10–18 d §§ SFB)."""

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
    copies: Mapped[Copies] = mapped_column(word(Copies), default=Copies.LATER)


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
