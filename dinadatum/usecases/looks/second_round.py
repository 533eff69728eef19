"""The second round: what reached nobody goes by the next way, and a promise that wasn't kept gets a new day.

Safe to repeat: each way and each broken promise has an identity that is written once. Runs on any day of the
week; it never waits for the daily look.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from dinadatum.clock import local_day
from dinadatum.register import ledger
from dinadatum.register import tables as t
from dinadatum.register.database import Database
from dinadatum.register.states import State
from dinadatum.usecases.looks.broken_promises import find_broken, make_good
from dinadatum.usecases.looks.following import FOLLOWS, RoundReport, next_hour
from dinadatum.usecases.looks.promising import take_turn
from dinadatum.usecases.looks.unreached import find_unreached, go_on
from dinadatum.usecases.rules import Rules

ACTOR = "andra rundan"


def second_round(database: Database, rules: Rules, now: datetime) -> RoundReport:
    """Go on with what reached nobody, and tell of promises that weren't kept."""
    report = RoundReport()
    with database.transaction(ACTOR, now) as session:
        take_turn(session)
        _carry_on(session, rules, now)
        for message, row in find_unreached(session, now):
            go_on(session, rules, message, row, now, report)
        for task, row in find_broken(session, local_day(now)):
            make_good(session, rules, task, row, now, report)
    return report


def _carry_on(session: Session, rules: Rules, now: datetime) -> None:
    """Give what this round wrote and nobody sent a new day, or say that it came too late."""
    m, today = t.Message, local_day(now)
    waiting = m.identity.like(f"{FOLLOWS}%") & m.state.in_((State.PLANNED, State.WAITING)) & (m.day < today)
    late = list(session.scalars(select(m.id).where(waiting, m.last_useful_day < today)))
    ledger.move(session, late, State.SKIPPED, reason="Det hjälpte inte längre den dag då det kunde gå.")
    at = next_hour(rules, now)
    session.execute(
        update(m).where(waiting).values(day=local_day(at), send_at=at),
        execution_options={"synchronize_session": False},
    )
