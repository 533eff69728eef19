"""Writes the good rows to the register, in the caller's transaction: all of it is kept, or none.

A row that comes as it came the last time changes nothing, even if the register has moved on since (somebody
answered LUGNT, a handläggare mended a day). Of a row that comes changed, only what changed is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from dinadatum.register import tables as t
from dinadatum.register.crypto import Keyring
from dinadatum.register.importing import rows as values
from dinadatum.register.importing.checks import Batch, Known
from dinadatum.register.importing.marks import CHUNK, Marks
from dinadatum.register.importing.writing import Desk, Outcome, write_caseworkers, write_facts, write_persons

MADE_UP = "made_up"
"""Under this key of the meta table stands that the register holds made-up people. Never taken away."""
_PERIODS = {"beslut": t.Decision, "vilande": t.Dormancy, "provotid": t.StudyTrial}


@dataclass(frozen=True, slots=True)
class Counts:
    """What became of the rows of one file."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    rejected: int = 0


def known_to(session: Session, batches: Sequence[Batch]) -> Known:
    """Return what the register already has of what the rows name."""
    refs = {row.ref for batch in batches for row in batch.rows if not isinstance(row, values.CaseworkerRow)}
    replacing = {
        batch.sheet.kind.name: {row.ref for row in batch.rows if isinstance(row, values.PeriodRow) and row.replaces}
        for batch in batches
    }
    return Known(
        persons=frozenset(person_ids(session, refs)),
        caseworkers=frozenset(session.scalars(select(t.Caseworker.username))),
        starts={
            name: frozenset(_starts(session, _PERIODS[name], refs)) for name, refs in replacing.items() if refs
        },
    )
