"""One case as a page shows it: dates with their reasons, what was said, what will be, and the facts.

Whoever opens a case is written down first, before anything of it is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from operator import attrgetter

from sqlalchemy import BindParameter, bindparam, func, select
from sqlalchemy.orm import Session

from dinadatum.register import tables as t
from dinadatum.register.cases import ReadCase, Rows, read_case
from dinadatum.register.database import Database
from dinadatum.register.states import State
from dinadatum.usecases.cases.belonging import last_move
from dinadatum.usecases.cases.entering import Head, enter
from dinadatum.usecases.cases.tasks import TaskRow, tasks_of
from dinadatum.usecases.changing.history import Entry, history
from dinadatum.usecases.looks.daily_look import looked_on
from dinadatum.usecases.looks.simulation import SimulatedMessage, coming
from dinadatum.usecases.replies.copy_choices import choices_of
from dinadatum.usecases.rules import Rules
from dinadatum.usecases.staff.viewers import Role, Sight, Viewer
from notify.values import Case, Recipient, Road
from timeline import Timeline, explain

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
    """What is known of the person. Rows are as the register holds them, in order of day, each with its id.

    copy_choices: what the person has said of copies to ombud. copies: what went to ombud. Both newest first.
    """

    person: t.Person
    caseworker: t.Caseworker | None
    consent: t.Consent | None
    decisions: Rows
    dormancies: Rows
    trials: Rows
    steps: Rows
    follow_ups: Rows
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
    """A case as the viewer may see it. Where only the reference may be seen, all but responsible is None.

    last_move: the number in the history of the change that the viewer may take back as a move between units.
    """

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
    last_move: int | None = None
    case: Case | None = None
    timeline: Timeline | None = None


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
    found = read_case(session, head.person_id)
    row, messages = found.row, _messages(session, found.messages, limit)
    timeline = rules.timeline(row.case.facts)
    looked = looked_on(session)
    first = today if looked is None or looked < today else today + timedelta(days=1)
    last = today + ahead
    tasks, notes = tasks_of(session, viewer, head.person_id)
    return CasePage(
        ref=head.ref,
        responsible=head.responsible,
        sheet=_sheet(session, found, messages),
        dates=date_lines(timeline, today),
        findings=tuple(finding.text for finding in timeline.findings),
        talk=_talk(session, found, messages, limit),
        tasks=tasks,
        notes=notes,
        coming=_not_there_yet(coming(session, rules, row, first, last), (*tasks, *notes)),
        coming_to=last,
        history=history(session, head.person_id),
        last_move=last_move(session, head.person_id) if viewer.role is Role.TEAM_LEADER else None,
        case=row.case,
        timeline=timeline,
    )


def _not_there_yet(
    foreseen: Iterable[SimulatedMessage], tasks: Sequence[TaskRow]
) -> tuple[SimulatedMessage, ...]:
    """Leave out each foreseen task that is there already: what is foreseen knows of no tasks.

    Only the first with the same words is: the same thing may have to be done again later.
    """
    known = {(task.kind.value, task.why) for task in tasks}
    left = []
    for each in foreseen:
        said = (each.template, each.text)
        if each.road is Road.TASK and said in known:
            known.discard(said)
        else:
            left.append(each)
    return tuple(left)


def _sheet(session: Session, found: ReadCase, messages: Mapping[str, t.Message]) -> Sheet:
    """Give the rows of a person whose case has been read, and read what the case needn't know of."""
    person_id, case = found.row.person_id, found.row.case
    person, caseworker, consent = session.execute(_WHO, {"person": person_id}).one()
    return Sheet(
        person=person,
        caseworker=caseworker,
        consent=consent,
        decisions=_in_order(found.decisions, "first_day"),
        dormancies=_in_order(found.dormancies, "first_day"),
        trials=_in_order(found.trials, "first_day"),
        steps=_in_order(found.steps, "day"),
        follow_ups=_in_order(found.follow_ups, "day"),
        ombud=session.scalars(_OMBUD, {"person": person_id}).all() if case.ombud else (),
        copy_choices=() if case.copies_chosen is None else choices_of(session, person_id),
        copies=[messages[each.id] for each in _copies(found.messages)],
    )


def _in_order(rows: Rows, column: str) -> Rows:
    return sorted(rows, key=attrgetter(column))


def _talk(session: Session, found: ReadCase, messages: Mapping[str, t.Message], limit: int) -> Talk:
    sent = _sent(found.messages)
    return Talk(
        sent=[messages[each.id] for each in sent[:limit]],
        on_the_way=[messages[each.id] for each in _on_the_way(found.messages)],
        replies=session.scalars(_REPLIES.limit(limit), {"person": found.row.person_id}).all(),
        older=max(0, len(sent) - limit),
    )


def _messages(session: Session, rows: Rows, limit: int) -> dict[str, t.Message]:
    """Read the messages that are shown, with their texts, by id: in one question, and none for nothing."""
    shown = {each.id for each in (*_sent(rows)[:limit], *_on_the_way(rows), *_copies(rows))}
    if not shown:
        return {}
    return {each.id: each for each in session.scalars(_SHOWN, {"ids": sorted(shown)})}


def _sent(rows: Rows) -> Rows:
    """Pick what is no longer to go, newest first."""
    return _newest([row for row in rows if row.state not in STILL_TO_GO])


def _on_the_way(rows: Rows) -> Rows:
    return sorted((row for row in rows if row.state in STILL_TO_GO), key=attrgetter("send_at"))


def _copies(rows: Rows) -> Rows:
    """Pick the latest to ombud, newest first."""
    return _newest([row for row in rows if row.recipient is Recipient.OMBUD])[:SHOWN_COPIES]


def _newest(rows: Rows) -> Rows:
    return sorted(sorted(rows, key=attrgetter("id")), key=attrgetter("send_at"), reverse=True)


# Written once: to write a question takes longer than to answer it.
_PERSON: BindParameter[int] = bindparam("person")
_LAST_CONSENT = select(func.max(t.Consent.id)).where(t.Consent.person_id == _PERSON).scalar_subquery()
_WHO = (
    select(t.Person, t.Caseworker, t.Consent)
    .join(t.Caseworker, t.Caseworker.id == t.Person.caseworker_id, isouter=True)
    .join(t.Consent, t.Consent.id == _LAST_CONSENT, isouter=True)
    .where(t.Person.id == _PERSON)
)
_OMBUD = select(t.Ombud).where(t.Ombud.person_id == _PERSON).order_by(t.Ombud.first_day)
_SHOWN = select(t.Message).where(t.Message.id.in_(bindparam("ids", expanding=True)))
_REPLIES = select(t.Reply).where(t.Reply.person_id == _PERSON).order_by(t.Reply.received_at.desc())
