"""The morning mail, for those who have chosen it: today's tasks as numbers and references. Once a day at most."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime

from sqlalchemy import Select, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from dinadatum.clock import local_day, local_time
from dinadatum.register.audit import note
from dinadatum.register.database import Database
from dinadatum.register.tables import Account, Caseworker, MorningMail
from dinadatum.usecases.cases.tasks import TaskRow, count_tasks, open_tasks
from dinadatum.usecases.rules import Rules
from dinadatum.usecases.sending.send_due import Channels
from dinadatum.usecases.staff import accounts
from dinadatum.usecases.staff.absences import stands_in_for
from dinadatum.usecases.staff.viewers import CASE_ROLES, Viewer
from notify.channels.values import Outcome, Outgoing
from notify.values import Road, TaskKind
from notify.words import long_date, weekday

HOURS = range(6, 13)
LATEST_HOURS = 4
"""So many hours after the chosen one the mail may still go; later it would say what is no longer so."""
MOST_REFERENCES = 30
ACTOR = "morgonmejl"
BEGUN, SENT, EMPTY, REFUSED, UNKNOWN = "begun", "sent", "empty", "refused", "unknown"
_STATES = {Outcome.ACCEPTED: SENT, Outcome.FAILED: REFUSED, Outcome.UNKNOWN: UNKNOWN}


@dataclass(frozen=True, slots=True)
class Choice:
    """What an account has chosen. hour: None for no mail."""

    hour: int | None
    has_address: bool


@dataclass(frozen=True, slots=True)
class _Wanted:
    account_id: int
    address: str = field(repr=False)


def chosen(session: Session, viewer: Viewer) -> Choice:
    """Return what the viewer has chosen, and whether there is an address to send to."""
    account = session.get_one(Account, viewer.account_id)
    worker = None if viewer.caseworker_id is None else session.get(Caseworker, viewer.caseworker_id)
    return Choice(account.morning_hour, worker is not None and bool(worker.email))


def choose(session: Session, viewer: Viewer, hour: int | None) -> None:
    """Keep at which hour the viewer wants the mail; None: never. Logged."""
    session.get_one(Account, viewer.account_id).morning_hour = hour
    note(session, "changed", "morning_mail", viewer.account_id)


def send_morning_mails(database: Database, rules: Rules, channels: Channels, now: datetime) -> int:
    """Send the mails whose hour has come, on working days; returns how many went.

    A row for the account and the day is written before the call goes out, so that no second one goes,
    whoever else is sending. A provider that says no for now is asked again at the next tick.
    """
    today = local_day(now)
    if not rules.calendar.is_workday(today):
        return 0
    with database.reading() as session:
        found = session.execute(_due(today, now))
        wanted = [_Wanted(account, address) for account, address in found if address]
    return sum(_send(database, rules, channels, each, today, now) for each in wanted)


def _due(today: date, now: datetime) -> Select[int, str | None]:
    hour = local_time(now).hour
    done = select(MorningMail.account_id).where(MorningMail.day == today)
    return (
        select(Account.id, Caseworker.email)
        .join(Caseworker, Caseworker.id == Account.caseworker_id)
        .where(
            Account.morning_hour <= hour,
            Account.morning_hour > hour - LATEST_HOURS,
            Account.closed.is_(False),
            Account.role.in_(sorted(CASE_ROLES)),
            Caseworker.email.is_not(None),
            Account.id.not_in(done),
        )
        .order_by(Account.id)
    )


def _send(
    database: Database, rules: Rules, channels: Channels, wanted: _Wanted, today: date, now: datetime
) -> bool:
    with database.reading() as session:
        viewer = accounts.viewer(session, wanted.account_id)
        words = None if viewer is None else _words(session, viewer, today)
    if not _begin(database, wanted.account_id, today, now, BEGUN if words else EMPTY) or words is None:
        return False
    subject, text = words
    outgoing = Outgoing(
        ledger_id=f"morgon-{wanted.account_id}-{today.isoformat()}",
        road=Road.EMAIL,
        address=wanted.address,
        subject=subject,
        text=text,
        at=now,
    )
    result = channels[Road.EMAIL].send(outgoing)
    _settle(database, wanted.account_id, today, now, result.outcome)
    return result.outcome is Outcome.ACCEPTED


def _words(session: Session, viewer: Viewer, today: date) -> tuple[str, str] | None:
    """Return subject and text, or None when nothing waits."""
    viewer = replace(viewer, stands_in=stands_in_for(session, viewer.caseworker_id, today))
    counts = count_tasks(session, viewer, today, mine=True).kinds
    if not counts:
        return None
    rows = open_tasks(session, viewer, today, mine=True, limit=MOST_REFERENCES).rows
    return write(counts, rows, today)


def write(counts: dict[TaskKind, int], rows: tuple[TaskRow, ...], today: date) -> tuple[str, str]:
    """Return the subject and the text: numbers and references, never a name, a kind of benefit or a word said."""
    total = sum(counts.values())
    things = "1 uppgift väntar" if total == 1 else f"{total} uppgifter väntar"
    refs = list(dict.fromkeys(row.ref for row in rows))
    lines = [
        f"{weekday(today).capitalize()} {long_date(today)}.",
        f"{things} på dig i Dina datum.",
        "",
        "Referenser, det viktigaste först:",
        *refs,
    ]
    if total > len(rows):
        lines.append(f"och {total - len(rows)} uppgifter till.")
    lines += ["", "Öppna sidan Idag för att se vad det gäller.", "Mejlet stänger du av i Mina inställningar."]
    return f"Dina datum: {things}", "\n".join(lines)


def _begin(database: Database, account_id: int, today: date, now: datetime, state: str) -> bool:
    """Write the day's row; tells whether it is ours, or another clockwork was first."""
    maker = sqlite.insert if database.is_sqlite else postgresql.insert
    row = maker(MorningMail).values(account_id=account_id, day=today, at=now, state=state)
    with database.transaction(ACTOR, now) as session:
        ours = row.on_conflict_do_nothing().returning(MorningMail.account_id)
        return session.scalar(ours) is not None


def _settle(database: Database, account_id: int, today: date, now: datetime, outcome: Outcome) -> None:
    row = (MorningMail.account_id == account_id, MorningMail.day == today)
    with database.transaction(ACTOR, now) as session:
        if outcome is Outcome.RETRY:
            session.execute(delete(MorningMail).where(*row))
        else:
            session.execute(update(MorningMail).where(*row).values(state=_STATES[outcome], at=now))
