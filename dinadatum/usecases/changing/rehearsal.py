"""What a change would lead to: key dates, contradictions and the messages of a year, before and after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from dinadatum.register import ledger
from dinadatum.register.cases import CaseRow, load_cases
from dinadatum.register.database import Database
from dinadatum.usecases.changing.comparing import MessageMoves, compare
from dinadatum.usecases.changing.keeping import Change, write
from dinadatum.usecases.looks.simulation import SimulatedMessage, Start, read_start
from dinadatum.usecases.rules import Rules
from timeline import Move, Timeline
from timeline.moves import moves

AHEAD = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a change would lead to. worse, better: contradictions that come and go, as sentences."""

    dates: tuple[Move, ...]
    worse: tuple[str, ...]
    better: tuple[str, ...]
    messages: MessageMoves


def rehearse(database: Database, rules: Rules, change: Change, *, today: date, now: datetime) -> Outlook:
    """Try a change and let it go again; raises Moved or Taken as keeping it would.

    The years are played when the writer's place has been given back: nobody waits for them.
    """
    with database.rehearsing() as session:
        start = _start(session, change.person_id, today)
        write(session, change, now)
        changed = _start(session, change.person_id, today)
    before, said_before = _life(rules, start)
    after, said_after = _life(rules, changed)
    old, new = _findings(before), _findings(after)
    return Outlook(
        dates=moves(before, after),
        worse=tuple(text for text in new if text not in old),
        better=tuple(text for text in old if text not in new),
        messages=compare(said_before, said_after),
    )


def _start(session: Session, person_id: int, today: date) -> Start:
    return read_start(session, _unsaid(session, next(load_cases(session, [person_id]))), today)


def _life(rules: Rules, start: Start) -> tuple[Timeline, Sequence[SimulatedMessage]]:
    timeline = rules.timeline(start.row.case.facts)
    return timeline, list(start.play(rules, start.first + AHEAD))


def _unsaid(session: Session, row: CaseRow) -> CaseRow:
    """Return the case as if what is planned had not been: a change may make it needless."""
    planned = {message.identity for message in ledger.unsent(session, [row.person_id])}
    return replace(row, history=tuple(sent for sent in row.history if sent.identity not in planned))


def _findings(timeline: Timeline) -> tuple[str, ...]:
    return tuple(finding.text for finding in timeline.findings)
