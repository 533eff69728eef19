"""One case as a page shows it: dates with their reasons, what was said, what will be, and the facts.

Whoever opens a case is written down first, before anything of it is read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from dinadatum.errors import UnknownPersonError
from dinadatum.register import tables as t
from dinadatum.register.cases import CaseRow, load_cases
from dinadatum.register.database import Database
from dinadatum.register.states import State
from dinadatum.usecases.cases.tasks import TaskRow, notes_of, tasks_of
from dinadatum.usecases.changing.history import Entry, history
from dinadatum.usecases.looks.daily_look import looked_on
from dinadatum.usecases.looks.simulation import SimulatedMessage, coming
from dinadatum.usecases.replies.copy_choices import choices_of
from dinadatum.usecases.rules import Rules
from dinadatum.usecases.staff.viewers import Sight, Viewer, sight
from notify.values import Case, Recipient
from timeline import Timeline, explain

Row = TypeVar("Row", bound=t.PersonFact)

SHOWN_MESSAGES = 30
SHOWN_COPIES = 10
MOST_MESSAGES = 500
AHEAD = timedelta(days=365)
STILL_TO_GO = (State.PLANNED, State.HELD, State.CLAIMED, State.SENDING, State.WAITING)


@dataclass(frozen=True, slots=True)
class DateLine:
    """A key date and why it is that day. past: it has been. ongoing: a period that holds today."""

    code: str
    name: str
    first: date
    last: date | None
    rule: str
    paragraph: str
    steps: tuple[str, ...]
    certain: bool
    past: bool
    ongoing: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is known of the person. Rows are as the register holds them, in order of day.

    copy_choices: what the person has said of copies to ombud. copies: what went to ombud. Both newest first.
    """

    person: t.Person
    caseworker: t.Caseworker | None
    consent: t.Consent | None
    decisions: Sequence[t.Decision]
    dormancies: Sequence[t.Dormancy]
    trials: Sequence[t.StudyTrial]
    steps: Sequence[t.Step]
    follow_ups: Sequence[t.FollowUp]
    ombud: Sequence[t.Ombud]
    copy_choices: Sequence[t.CopyChoice] = ()
    copies: Sequence[t.Message] = ()


@dataclass(frozen=True, slots=True)
class Talk:
    """What has been said, newest first, and what is on its way. older: how many more there are."""

    sent: Sequence[t.Message]
    on_the_way: Sequence[t.Message]
    replies: Sequence[t.Reply]
    older: int


@dataclass(frozen=True, slots=True)
class CasePage:
    """A case as the viewer may see it. Where only the reference may be seen, all but responsible is None."""

    ref: str
    responsible: str
    sheet: Sheet | None = None
    dates: tuple[DateLine, ...] = ()
    findings: tuple[str, ...] = ()
    talk: Talk | None = None
    tasks: tuple[TaskRow, ...] = ()
    notes: tuple[TaskRow, ...] = ()
    coming: tuple[SimulatedMessage, ...] = ()
    coming_to: date | None = None
    history: tuple[Entry, ...] = ()
    case: Case | None = None
    timeline: Timeline | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """Which case it is, and whose."""

    person_id: int
    ref: str
    unit: str
    caseworker_id: int | None
    protected: bool
    responsible: str


def open_case(
    database: Database,
    rules: Rules,
    viewer: Viewer,
    ref: str,
    *,
    today: date,
    now: datetime,
    all_messages: bool = False,
) -> CasePage:
    """Return a case for a viewer and log who saw it.

    Raises UnknownPersonError when there is no such case, and just so when it isn't the viewer's to see.
    """
    head, seen = enter(database, viewer, ref, now)
    if seen is Sight.REFERENCE:
        return CasePage(head.ref, head.responsible)
    with database.reading() as session:
        return _whole(session, rules, viewer, head, today, all_messages=all_messages)


def enter(database: Database, viewer: Viewer, ref: str, now: datetime) -> tuple[Head, Sight]:
    """Return which case it is and how much of it may be seen, and log who saw it.

    Raises UnknownPersonError when there is no such case, and just so when it isn't the viewer's to see.
    """
    with database.reading() as session:
        head = _find(session, ref)
    seen = Sight.NOTHING if head is None else _sight(viewer, head)
    if head is not None:
        _log_view(database, viewer, head, seen, now)
    if head is None or seen is Sight.NOTHING:
        raise UnknownPersonError("Inget ärende med den referensen syns för det här kontot.")
    return head, seen


def enter_whole(database: Database, viewer: Viewer, ref: str, now: datetime) -> Head:
    """Return which case it is, for a viewer who may see all of it; logged. Raises UnknownPersonError."""
    head, seen = enter(database, viewer, ref, now)
    if seen is not Sight.ALL:
        raise UnknownPersonError("Inget ärende med den referensen syns för det här kontot.")
    return head


def find_ref(session: Session, viewer: Viewer, ref: str) -> str | None:
    """Return the reference if it is one that the viewer may know of. Nothing of the case is read."""
    head = _find(session, ref)
    return None if head is None or _sight(viewer, head) is Sight.NOTHING else head.ref


def date_lines(timeline: Timeline, today: date) -> tuple[DateLine, ...]:
    """Return the key dates of a timeline, each with its numbered steps, in order of day."""
    return tuple(
        DateLine(
            code=key.code,
            name=key.name,
            first=key.first,
            last=key.last,
            rule=key.rule,
            paragraph=key.paragraph,
            steps=tuple(explain(key, timeline)),
            certain=key.certain,
            past=(key.last or key.first) < today,
            ongoing=key.last is not None and key.first <= today <= key.last,
        )
        for key in timeline.key_dates
    )


def _find(session: Session, ref: str) -> Head | None:
    row = session.execute(
        select(
            t.Person.id,
            t.Person.ref,
            t.Person.unit,
            t.Person.caseworker_id,
            t.Person.protected,
            t.Caseworker.name,
        )
        .join(t.Caseworker, t.Caseworker.id == t.Person.caseworker_id, isouter=True)
        .where(t.Person.ref == ref)
    ).first()
    return (
        None
        if row is None
        else Head(row.id, row.ref, row.unit, row.caseworker_id, row.protected, row.name or "")
    )


def _sight(viewer: Viewer, head: Head) -> Sight:
    return sight(viewer, unit=head.unit, caseworker_id=head.caseworker_id, protected=head.protected)


def _log_view(database: Database, viewer: Viewer, head: Head, seen: Sight, now: datetime) -> None:
    action = "refused" if seen is Sight.NOTHING else "viewed"
    values = {"at": now, "actor": viewer.username, "action": action, "what": "case"}
    with database.transaction(viewer.username, now) as session:
        session.execute(
            insert(t.Audit), [{**values, "row_id": str(head.person_id), "person_id": head.person_id}]
        )


def _whole(
    session: Session, rules: Rules, viewer: Viewer, head: Head, today: date, *, all_messages: bool
) -> CasePage:
    row = next(load_cases(session, [head.person_id]))
    timeline = rules.timeline(row.case.facts)
    looked = looked_on(session)
    first = today if looked is None or looked < today else today + timedelta(days=1)
    last = today + AHEAD
    return CasePage(
        ref=head.ref,
        responsible=head.responsible,
        sheet=_sheet(session, row),
        dates=date_lines(timeline, today),
        findings=tuple(finding.text for finding in timeline.findings),
        talk=_talk(session, head.person_id, MOST_MESSAGES if all_messages else SHOWN_MESSAGES),
        tasks=tasks_of(session, viewer, head.person_id),
        notes=notes_of(session, viewer, head.person_id),
        coming=tuple(coming(session, rules, row, first, last)),
        coming_to=last,
        history=history(session, head.person_id),
        case=row.case,
        timeline=timeline,
    )


def _sheet(session: Session, row: CaseRow) -> Sheet:
    """Read the rows of a person whose case has been read: what it has none of is not asked for again."""
    person_id, case, facts = row.person_id, row.case, row.case.facts
    person = session.get_one(t.Person, person_id)
    caseworker = session.get(t.Caseworker, person.caseworker_id) if person.caseworker_id else None
    consent = select(t.Consent).where(t.Consent.person_id == person_id).order_by(t.Consent.id.desc()).limit(1)
    copied = any(sent.recipient is Recipient.OMBUD for sent in row.history)
    return Sheet(
        person=person,
        caseworker=caseworker,
        consent=None if case.consent is None else session.scalar(consent),
        decisions=_rows(session, t.Decision, person_id, "first_day") if facts.decisions else (),
        dormancies=_rows(session, t.Dormancy, person_id, "first_day") if facts.dormancies else (),
        trials=_rows(session, t.StudyTrial, person_id, "first_day") if facts.trials else (),
        steps=_rows(session, t.Step, person_id, "day") if case.steps else (),
        follow_ups=_rows(session, t.FollowUp, person_id, "day") if facts.follow_ups else (),
        ombud=_rows(session, t.Ombud, person_id, "first_day") if case.ombud else (),
        copy_choices=() if case.copies_chosen is None else choices_of(session, person_id),
        copies=_to_ombud(session, person_id) if copied else (),
    )


def _to_ombud(session: Session, person_id: int) -> Sequence[t.Message]:
    m = t.Message
    query = select(m).where(m.person_id == person_id, m.recipient == Recipient.OMBUD)
    return session.scalars(query.order_by(m.send_at.desc(), m.id).limit(SHOWN_COPIES)).all()


def _rows(session: Session, table: type[Row], person_id: int, order: str) -> Sequence[Row]:
    query = select(table).where(table.person_id == person_id).order_by(getattr(table, order))
    return session.scalars(query).all()


def _talk(session: Session, person_id: int, limit: int) -> Talk:
    mine = t.Message.person_id == person_id
    done = (mine, t.Message.state.notin_(STILL_TO_GO))
    newest = select(t.Message).where(*done).order_by(t.Message.send_at.desc(), t.Message.id).limit(limit)
    ahead = select(t.Message).where(mine, t.Message.state.in_(STILL_TO_GO)).order_by(t.Message.send_at)
    replies = select(t.Reply).where(t.Reply.person_id == person_id).order_by(t.Reply.received_at.desc())
    sent = session.scalars(newest).all()
    full = len(sent) == limit
    total = session.scalar(select(func.count()).select_from(t.Message).where(*done)) if full else 0
    return Talk(
        sent=sent,
        on_the_way=session.scalars(ahead).all(),
        replies=session.scalars(replies.limit(limit)).all(),
        older=max(0, (total or 0) - limit),
    )
