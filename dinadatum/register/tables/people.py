"""Those the register knows, and those who work for them."""

from __future__ import annotations

from datetime import date, datetime, time

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, validates

from dinadatum.register.tables.base import Base, Fact
from dinadatum.register.types import Clock, Instant, Secret, word
from notify.values import Pace, Road, Wording


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
    sheet_shows: the days on it, as notify.sheet_days writes them; empty: still to be noted; None: none was given,
    or it was given before they were kept.
    mobile in E.164. The *_hash columns are Keyring.fingerprint of the normalised value. stopped_on,
    rests_until: as in notify.values.Case. wrong_*: of a number or address that somebody else turned out to have.
    work_start, stops_work: the first or last day of work or studies; only said until it is confirmed, and None
    where no day was named. *_said: the day the person said so.
    """

    __tablename__ = "person"
    __table_args__ = (
        Index("ix_person_look_on", "look_on"),
        Index("ix_person_unit_place", "unit", "protected", "municipality", "classification"),
        Index("ix_person_caseworker_id_unit", "caseworker_id", "unit"),
        Index("ix_person_municipality", "municipality"),
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
    steps_alone: Mapped[str] = mapped_column(String(10), default="", server_default="")
    reserve_road: Mapped[str] = mapped_column(String(20), default="")
    sheet_given: Mapped[date | None]
    sheet_shows: Mapped[str | None] = mapped_column(Text)
    confirmed: Mapped[date | None]
    extra_offer: Mapped[bool] = mapped_column(default=True)
    paused_until: Mapped[date | None]
    stopped_on: Mapped[date | None]
    rests_until: Mapped[date | None]
    wrong_mobile_hash: Mapped[str | None] = mapped_column(String(64))
    wrong_email_hash: Mapped[str | None] = mapped_column(String(64))
    work_start: Mapped[date | None]
    work_start_said: Mapped[date | None]
    work_start_confirmed: Mapped[date | None]
    stops_work: Mapped[date | None]
    stops_work_said: Mapped[date | None]
    stops_work_confirmed: Mapped[date | None]
    known_since: Mapped[date]
    look_on: Mapped[date | None]
    next_message_day: Mapped[date | None]

    @validates("sheet_given")
    def _sheet_is_another(self, _name: str, given: date | None) -> date | None:
        """Let what another sheet shows be noted when its day is: whoever writes the day knows no law."""
        self.sheet_shows = None if given is None else ""
        return given


class PersonWord(Base):
    """A word of a person's name, as a hash: names are encrypted, and are found by whole words alone."""

    __tablename__ = "person_word"
    __table_args__ = (Index("ix_person_word_hash_person_id", "hash", "person_id"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    hash: Mapped[str] = mapped_column(String(64), primary_key=True)


class Consent(Base):
    """The consent log; the last row counts. texts: which sample texts were shown.

    Rows are only added. A first answer that was written by mistake may be taken back: the log of changes keeps it.
    """

    __tablename__ = "consent"
    __table_args__ = (Index("ix_consent_person_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    given: Mapped[bool]
    at: Mapped[datetime] = mapped_column(Instant)
    source: Mapped[str] = mapped_column(String(40))
    texts: Mapped[str] = mapped_column(String(80), default="")


class CopyChoice(Base):
    """What the person has said of copies to ombud. Rows are only added; the last one counts.

    allowed False: nothing more goes to any ombud; True: again, of what is said from then on. source: how it was
    said (svar, möte, telefon, papper).
    """

    __tablename__ = "copy_choice"
    __table_args__ = (Index("ix_copy_choice_person_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    allowed: Mapped[bool]
    at: Mapped[datetime] = mapped_column(Instant)
    source: Mapped[str] = mapped_column(String(40))
