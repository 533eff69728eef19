"""One case as a page shows it: dates with their reasons, what was said, what will be, and the facts.

Whoever opens a case is written down first, before anything of it is read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import BindParameter, Select, bindparam, func, insert, select
from sqlalchemy.orm import Session

from dinadatum.errors import UnknownPersonError
from dinadatum.register import tables as t
from dinadatum.register.cases import CaseRow, load_cases
from dinadatum.register.database import Database
from dinadatum.register.states import State
from dinadatum.usecases.cases.tasks import TaskRow, tasks_of
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
SOON, AHEAD = timedelta(weeks=8), timedelta(days=365)
"""So far are coming messages played: at first what comes soon, which is half the work of a year."""
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
    ahead: timedelta = AHEAD,
) -> CasePage:
    """Return a case for a viewer and log who saw it. ahead: so far are coming messages played.

    Raises UnknownPersonError when there is no such case, and just so when it isn't the viewer's to see.
    """
    head, seen = enter(database, viewer, ref, now)
    if seen is Sight.REFERENCE:
        return CasePage(head.ref, head.responsible)
    with database.reading() as session:
        limit = MOST_MESSAGES if all_messages else SHOWN_MESSAGES
        return _whole(session, rules, viewer, head, today, limit=limit, ahead=ahead)


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
    row = session.execute(_FIND, {"ref": ref}).first()
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
    session: Session,
    rules: Rules,
    viewer: Viewer,
    head: Head,
    today: date,
    *,
    limit: int,
    ahead: timedelta,
) -> CasePage:
    row = next(load_cases(session, [head.person_id]))
    timeline = rules.timeline(row.case.facts)
    looked = looked_on(session)
    first = today if looked is None or looked < today else today + timedelta(days=1)
    last = today + ahead
    tasks, notes = tasks_of(session, viewer, head.person_id)
    return CasePage(
        ref=head.ref,
        responsible=head.responsible,
        sheet=_sheet(session, row),
        dates=date_lines(timeline, today),
        findings=tuple(finding.text for finding in timeline.findings),
        talk=_talk(session, row, limit),
        tasks=tasks,
        notes=notes,
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
    copied = any(sent.recipient is Recipient.OMBUD for sent in row.history)
    return Sheet(
        person=person,
        caseworker=caseworker,
        consent=None if case.consent is None else session.scalar(_CONSENT, {"person": person_id}),
        decisions=_rows(session, t.Decision, person_id) if facts.decisions else (),
        dormancies=_rows(session, t.Dormancy, person_id) if facts.dormancies else (),
        trials=_rows(session, t.StudyTrial, person_id) if facts.trials else (),
        steps=_rows(session, t.Step, person_id) if case.steps else (),
        follow_ups=_rows(session, t.FollowUp, person_id) if facts.follow_ups else (),
        ombud=_rows(session, t.Ombud, person_id) if case.ombud else (),
        copy_choices=() if case.copies_chosen is None else choices_of(session, person_id),
        copies=_to_ombud(session, person_id) if copied else (),
    )


def _to_ombud(session: Session, person_id: int) -> Sequence[t.Message]:
    return session.scalars(_TO_OMBUD, {"person": person_id}).all()


def _rows(session: Session, table: type[Row], person_id: int) -> Sequence[Row]:
    rows: Sequence[Row] = session.scalars(_ROWS[table], {"person": person_id}).all()
    return rows


def _talk(session: Session, row: CaseRow, limit: int) -> Talk:
    """Read what was said. Where the case has no history there is nothing to ask for but replies."""
    person = {"person": row.person_id}
    if not row.history:
        return Talk((), (), session.scalars(_REPLIES.limit(limit), person).all(), 0)
    sent = session.scalars(_SENT.limit(limit), person).all()
    total = session.scalar(_SENT_IN_ALL, person) if len(sent) == limit else 0
    return Talk(
        sent=sent,
        on_the_way=session.scalars(_ON_THE_WAY, person).all(),
        replies=session.scalars(_REPLIES.limit(limit), person).all(),
        older=max(0, (total or 0) - limit),
    )


# Written once: to write a question takes longer than to answer it.
_PERSON: BindParameter[int] = bindparam("person")
_FIND = (
    select(
        t.Person.id,
        t.Person.ref,
        t.Person.unit,
        t.Person.caseworker_id,
        t.Person.protected,
        t.Caseworker.name,
    )
    .join(t.Caseworker, t.Caseworker.id == t.Person.caseworker_id, isouter=True)
    .where(t.Person.ref == bindparam("ref"))
)
_CONSENT = select(t.Consent).where(t.Consent.person_id == _PERSON).order_by(t.Consent.id.desc()).limit(1)
_ROWS: dict[type[t.PersonFact], Select[Any]] = {
    table: select(table).where(table.person_id == _PERSON).order_by(order)
    for table, order in (
        (t.Decision, t.Decision.first_day), (t.Dormancy, t.Dormancy.first_day), (t.StudyTrial, t.StudyTrial.first_day),
        (t.Step, t.Step.day), (t.FollowUp, t.FollowUp.day), (t.Ombud, t.Ombud.first_day),
    )
}  # fmt: skip
_MINE = t.Message.person_id == _PERSON
_DONE = (_MINE, t.Message.state.notin_(STILL_TO_GO))
_SENT = select(t.Message).where(*_DONE).order_by(t.Message.send_at.desc(), t.Message.id)
_SENT_IN_ALL = select(func.count()).select_from(t.Message).where(*_DONE)
_ON_THE_WAY = select(t.Message).where(_MINE, t.Message.state.in_(STILL_TO_GO)).order_by(t.Message.send_at)
_TO_OMBUD = (
    select(t.Message)
    .where(_MINE, t.Message.recipient == Recipient.OMBUD)
    .order_by(t.Message.send_at.desc(), t.Message.id)
    .limit(SHOWN_COPIES)
)
_REPLIES = select(t.Reply).where(t.Reply.person_id == _PERSON).order_by(t.Reply.received_at.desc())
