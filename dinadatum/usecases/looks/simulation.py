"""Says what would go, day by day, from today's facts. Nothing is stored and nothing is sent."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from dinadatum.register.cases import CaseRow, load_cases
from dinadatum.register.tables import Person
from dinadatum.usecases.looks.promising import PromiseBook, open_book
from dinadatum.usecases.replies.understanding import Came, understand
from dinadatum.usecases.rules import Rules
from dinadatum.usecases.sending.receivers import Receivers, read_receivers
from dinadatum.usecases.sending.wording import Unsayable, say
from notify.answering import apply
from notify.roads import person_road
from notify.simulate import Change, Incoming, Moment, Reaction, unfold_by_day
from notify.values import Case, Intent, MessageKind, Pace, Recipient, Road, Sent, StepFact, TaskIntent
from timeline import Timeline


@dataclass(frozen=True, slots=True)
class SimulatedMessage:
    """A message that would go, or a task that would come (recipient caseworker, road task).

    text: empty where the words can't be made; why says it then.
    """

    day: date
    time: time
    person: str
    recipient: Recipient
    road: Road
    kind: MessageKind
    template: str
    text: str = field(repr=False)
    chars: int
    pace: Pace
    key_date: str
    key_date_day: date
    why: str


@dataclass(frozen=True, slots=True)
class SaidReply:
    """What somebody answers in a simulation. person: the reference."""

    day: date
    time: time
    person: str
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class NotedStep:
    """A step that a handläggare writes in after the messages of its day. person: the reference."""

    person: str
    step: StepFact


Script = Sequence[SaidReply | NotedStep]
"""What happens in a simulation; silence and delivery otherwise."""


def simulate(
    session: Session,
    rules: Rules,
    person_ids: Sequence[int],
    first: date,
    last: date,
    progress: Callable[[int, int], None] | None = None,
    *,
    script: Script = (),
) -> list[SimulatedMessage]:
    """Return every message that would go from the first day to the last, inclusive, in order.

    script: what people answer and what is written in. Those with the same handläggare share what can be promised on
    a day; what others will be promised is not known.
    """
    found: list[SimulatedMessage] = []
    done = 0
    for ids in _by_caseworker(session, person_ids):
        rows = list(load_cases(session, ids))
        known = _Known(open_book(session, first, ids), _receivers(session, rows))
        plays = {row.person_id: _play(rules, row, first, last, _of(row, script), known) for row in rows}
        found.extend(_day_by_day(plays))
        done += len(ids)
        if progress is not None:
            progress(done, len(person_ids))
    return sorted(found, key=lambda m: (m.day, m.time, m.person, m.recipient))


def coming(
    session: Session,
    rules: Rules,
    row: CaseRow,
    first: date,
    last: date,
    script: Script = (),
) -> Iterator[SimulatedMessage]:
    """Yield one person's messages from the first day to the last, as if all were delivered."""
    yield from read_start(session, row, first).play(rules, last, script)


@dataclass(frozen=True, slots=True)
class Start:
    """All that one person's coming days are played from: no session is needed any more."""

    row: CaseRow
    first: date
    _known: _Known = field(repr=False)

    def play(self, rules: Rules, last: date, script: Script = ()) -> Iterator[SimulatedMessage]:
        """Yield the person's messages to the last day, as if all were delivered."""
        row = self.row
        yield from _day_by_day({row.person_id: _play(rules, row, self.first, last, script, self._known)})


def read_start(session: Session, row: CaseRow, first: date) -> Start:
    """Read what one person's days are played from."""
    return Start(row, first, _Known(open_book(session, first, [row.person_id]), _receivers(session, [row])))


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known beside the cases themselves: what is promised, and who is named in messages."""

    book: PromiseBook
    receivers: Receivers = field(repr=False)


def _receivers(session: Session, rows: Sequence[CaseRow]) -> Receivers:
    return read_receivers(session, rows, [ombud.key for row in rows for ombud in row.case.ombud])


def _by_caseworker(session: Session, person_ids: Sequence[int]) -> list[list[int]]:
    """Part people by who has their cases, in the order of their ids. Those that nobody has share nothing."""
    groups: dict[int | None, list[int]] = defaultdict(list)
    whose = {row.id: row.caseworker_id for row in session.execute(select(Person.id, Person.caseworker_id))}
    for person_id in sorted(person_ids):
        groups[whose.get(person_id)].append(person_id)
    nobody = groups.pop(None, [])
    return [*groups.values(), *([person_id] for person_id in nobody)]


def _of(row: CaseRow, script: Script) -> Script:
    return [one for one in script if one.person == row.case.ref]


def _day_by_day(plays: Mapping[int, Iterator[date | SimulatedMessage]]) -> Iterator[SimulatedMessage]:
    """Play several people's days in turn, as the looks do: a day of everybody's before the next."""
    waiting = [
        (day, person_id) for person_id, play in plays.items() if isinstance(day := next(play, None), date)
    ]
    heapq.heapify(waiting)
    while waiting:
        _, person_id = heapq.heappop(waiting)
        for found in plays[person_id]:
            if isinstance(found, date):
                heapq.heappush(waiting, (found, person_id))
                break
            yield found


def _play(
    rules: Rules,
    row: CaseRow,
    first: date,
    last: date,
    script: Script,
    known: _Known,
) -> Iterator[date | SimulatedMessage]:
    """Yield each day before it is played, and then its messages. The book is told of what is promised."""
    replies = [one for one in script if isinstance(one, SaidReply)]
    moments = unfold_by_day(
        row.case,
        lambda case: rules.timeline(case.facts),
        first,
        last,
        paces=rules.paces,
        calendar=rules.calendar,
        history=row.history,
        changes=[_noted(one.step) for one in script if isinstance(one, NotedStep)],
        incoming=[_incoming(rules, reply, number) for number, reply in enumerate(replies, start=1)],
        on_day=lambda case: replace(case, promises=known.book.days_of(row)),
    )
    for moment in moments:
        if isinstance(moment, date):
            yield moment
        elif isinstance(moment.what, TaskIntent):
            known.book.note(row, [moment.what])
            yield _task(moment.what, rules, row, moment)
        elif isinstance(moment.what, Intent):
            then = replace(row, case=moment.case, history=moment.history)
            yield _message(known.receivers, rules, then, moment.what, moment.day)


def _noted(step: StepFact) -> Change:
    return Change(step.day, lambda case: replace(case, steps=(*case.steps, step)))


def _incoming(rules: Rules, reply: SaidReply, number: int) -> Incoming:
    def react(case: Case, timeline: Timeline, history: Sequence[Sent]) -> Reaction:
        came = Came(reply.text, reply.day, reply.time, _road_of(case), f"{number:04d}")
        found = understand(rules, case, timeline, history, came).answer
        return Reaction(apply(case, found.changes), found.receipts, found.tasks)

    return Incoming(reply.day, reply.time, react)


def _road_of(case: Case) -> Road:
    """Give the road that the person writes by: their own also after STOPP, which only ends what we send."""
    return person_road(replace(case, stopped_on=None)) or Road.SMS


def _task(task: TaskIntent, rules: Rules, row: CaseRow, moment: Moment) -> SimulatedMessage:
    """Write a task as what reaches the handläggare: due on key_date_day. One that a reply made has its time."""
    return SimulatedMessage(
        day=moment.day,
        time=time(rules.paces.sending.first_hour) if moment.at is None else moment.at,
        person=row.case.ref,
        recipient=Recipient.CASEWORKER,
        road=Road.TASK,
        kind=MessageKind.ORDINARY,
        template=task.kind.value,
        text=task.why,
        chars=len(task.why),
        pace=row.case.preferences.pace,
        key_date=task.kind.value,
        key_date_day=task.day,
        why=task.why,
    )


def _message(receivers: Receivers, rules: Rules, row: CaseRow, intent: Intent, day: date) -> SimulatedMessage:
    receiver = receivers.find(row, intent, day)
    words = say(intent, row, rules, receiver.names, receiver.phone, day)
    said = None if isinstance(words, Unsayable) else words
    return SimulatedMessage(
        day=day,
        time=intent.at,
        person=row.case.ref,
        recipient=intent.recipient,
        road=intent.road,
        kind=intent.kind,
        template=intent.template,
        text=said.text if said else "",
        chars=said.chars if said else 0,
        pace=intent.pace,
        key_date=intent.key_date,
        key_date_day=intent.key_date_day,
        why=f"{intent.why} {words.why}" if isinstance(words, Unsayable) else intent.why,
    )
