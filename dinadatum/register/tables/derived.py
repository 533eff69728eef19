"""What the look and the import work out from facts, and may work out anew."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column

from dinadatum.register.tables.base import Base


class Expiry(Base):
    """A day on which something of a person's ends. Derived by usecases/looks/derived.py, never typed in.

    what: decision, age_30, dormancy, trial or last_day_without_loss. step: 1 to 4, the step that comes next;
    empty where there is none. joint: ends on the last day before 30; of age_30 itself, that a decision ends with
    it. Unit, municipality and caseworker are copies, so that lists need no join.
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
    joint: Mapped[bool] = mapped_column(default=False, server_default=false())


class Finding(Base):
    """A contradiction in a person's facts, as the law sees it. Derived, never typed in."""

    __tablename__ = "finding"
    __table_args__ = (Index("ix_finding_person_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    code: Mapped[str] = mapped_column(String(60))
    text: Mapped[str] = mapped_column(Text)
    paragraph: Mapped[str] = mapped_column(String(80))


class Counted(Base):
    """How many there are of something in a unit, or in all of them (unit "*"), as usecases/lists/counting.py saw it.

    Counted anew each day after the look, never typed in. name: what is counted; grp: one of its groups.
    """

    __tablename__ = "counted"

    unit: Mapped[str] = mapped_column(String(60), primary_key=True)
    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    grp: Mapped[str] = mapped_column(String(120), primary_key=True)
    number: Mapped[int]


class CountedExpiry(Base):
    """How many rows of expiry are alike, in all units together. Counted with the others.

    silent: of people who can't be reached.
    """

    __tablename__ = "counted_expiry"

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date]
    what: Mapped[str] = mapped_column(String(30))
    kind: Mapped[str] = mapped_column(String(30))
    step: Mapped[str] = mapped_column(String(1))
    joint: Mapped[bool]
    silent: Mapped[bool]
    number: Mapped[int]


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
