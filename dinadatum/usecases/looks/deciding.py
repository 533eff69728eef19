"""What a look finds for some people: reads their cases, decides, gives all that is to be written. Writes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta
from functools import partial
from itertools import chain

from sqlalchemy.orm import Session

from dinadatum.register import ledger
from dinadatum.register.cases import CaseRow, load_cases
from dinadatum.register.states import State
from dinadatum.register.tables import Message
from dinadatum.usecases.cases.handing_over import is_due_to_hand_over
from dinadatum.usecases.looks.derived import Changes, Derived, find_changes
from dinadatum.usecases.looks.following import FOLLOWS
from dinadatum.usecases.looks.own_steps import OWN_STEP, is_theirs
from dinadatum.usecases.looks.promising import open_book
from dinadatum.usecases.looks.unsent import Unsent
from dinadatum.usecases.rules import Rules
from dinadatum.usecases.sending.held import changed_since_held, is_held_fast
from notify.after_reply import after_reply
from notify.ahead import decide_and_foresee, is_coming, next_any
from notify.history import BY_HAND
from notify.intents import sent_of
from notify.simulate import play
from notify.values import Intent, MessageKind, Skip, TaskIntent, Verdict
from timeline import Timeline

TOO_LATE = "Det hjälpte inte längre den dag då det kunde gå."
NOT_NEEDED = "Det behövs inte längre."


@dataclass(slots=True)
class Decided:
    """What is to be written about some people. Plain values: another process may have found them.

    intents, skips and tasks: each with its person's id. next_days: person, the next day to ask, and the day of the
    next message. handed_over: person, and the user name of whoever has the case from now on.
    """

    people: int = 0
    intents: list[tuple[int, Intent]] = field(default_factory=list)
    skips: list[tuple[int, Skip]] = field(default_factory=list)
    tasks: list[tuple[int, TaskIntent]] = field(default_factory=list)
    next_days: list[tuple[int, date | None, date | None]] = field(default_factory=list)
    handed_over: list[tuple[int, str]] = field(default_factory=list)
    settled: Unsent = field(default_factory=Unsent)
    changes: Changes = field(default_factory=Changes)

    def note(self, person_id: int, verdict: Verdict, next_message: date | None) -> None:
        """Keep what was decided for one person."""
        self.people += 1
        self.intents += [(person_id, intent) for intent in verdict.intents]
        self.skips += [(person_id, skip) for skip in verdict.skips]
        self.tasks += [(person_id, task) for task in verdict.tasks]
        self.next_days.append((person_id, verdict.next_look, next_message))


def decide_people(
    session: Session, ids: Sequence[int], rules: Rules, today: date, *, replied: time | None = None
) -> Decided:
    """Decide for some people: all of a handläggare's who are asked about, so that they share the days.

    replied: the time of day of a reply that is why. What is new then waits for the next look, save copies to ombud of
    what is still to go, and bold messages that tomorrow is too late for.
    """
    unsent, to_ombud = _unsent(session, ids, today)
    changed = changed_since_held(session, chain.from_iterable(unsent.values()))
    decided, derived = Decided(), list[Derived]()
    book, settled = open_book(session, today, ids), decided.settled
    for row in load_cases(session, ids, book.days_for):
        own = unsent.get(row.person_id, [])
        for message in to_ombud.get(row.person_id, ()):
            if is_theirs(row, message, rules.paces.copies):
                settled.end(message, State.CANCELLED, OWN_STEP)
        waiting = [
            message
            for message in own
            if not answers_reply(message) and not is_held_fast(message, row, today, changed)
        ]
        timeline = rules.timeline(row.case.facts)
        asked = _unplanned(row, waiting)
        verdict, next_message = decide_and_foresee(
            row.case, timeline, asked.history, today, paces=rules.paces, calendar=rules.calendar
        )
        to_come = partial(_is_coming, asked, timeline, rules, today)
        _settle_unsent(settled, waiting, verdict, to_come, today)
        for message in own:
            settled.end_late(message, today, TOO_LATE)
        if replied is not None:
            planned = {message.identity for message in own}
            verdict = after_reply(
                verdict, replied, today, planned, paces=rules.paces, calendar=rules.calendar
            )
            verdict = replace(verdict, next_look=today + timedelta(days=1))
            said = (*asked.history, *map(sent_of, verdict.intents))
            next_message = next_any(
                row.case, timeline, said, today, paces=rules.paces, calendar=rules.calendar
            )
        book.note(row, verdict.tasks)
        decided.note(row.person_id, verdict, next_message)
        derived.append((row, timeline))
        if row.case.handover is not None and is_due_to_hand_over(row, today):
            decided.handed_over.append((row.person_id, row.case.handover.key))
    decided.changes = find_changes(session, derived)
    return decided


def _unsent(
    session: Session, ids: Sequence[int], today: date
) -> tuple[dict[int, list[Message]], dict[int, list[Message]]]:
    """Read by person what a look has planned and that could have gone, and what is to go to ombud."""
    unsent: dict[int, list[Message]] = {}
    to_ombud: dict[int, list[Message]] = {}
    for message in ledger.unsent(session, ids):
        if message.recipient_key:
            to_ombud.setdefault(message.person_id, []).append(message)
        if message.key_date == BY_HAND or message.identity.startswith(FOLLOWS):
            continue  # not planned by a look: see by_hand.py and following.py
        if message.day <= today:
            unsent.setdefault(message.person_id, []).append(message)
    return unsent, to_ombud


def answers_reply(message: Message) -> bool:
    """Tell whether a message is the receipt of a reply: it was never planned, and no look takes it back."""
    return message.kind is MessageKind.RECEIPT and "|reply|" in message.identity


def _unplanned(row: CaseRow, waiting: Sequence[Message]) -> CaseRow:
    """Return the case as if what never went had never been planned."""
    if not waiting:
        return row
    unsent = {message.identity for message in waiting}
    return replace(row, history=tuple(sent for sent in row.history if sent.identity not in unsent))


def _settle_unsent(
    settled: Unsent,
    waiting: Iterable[Message],
    verdict: Verdict,
    still_to_come: Callable[[Message], bool],
    today: date,
) -> None:
    """Give what hasn't gone yet today's day if it is due; say why if it never will be.

    Also today's own messages: a fact that came in this morning may have made them needless.

    still_to_come: tells whether a message goes on a later day.
    """
    wanted = {intent.identity: intent for intent in verdict.intents}
    skipped = {skip.intent.identity: skip for skip in verdict.skips}
    for message in waiting:
        intent = wanted.get(message.identity)
        if intent is not None:
            settled.send_today(message, intent)
        elif (skip := skipped.get(message.identity)) is not None:
            settled.end(message, State.SKIPPED, skip.reason, today)
        elif message.last_useful_day < today:
            settled.end(message, State.SKIPPED, TOO_LATE)
        elif not still_to_come(message):
            settled.end(message, State.CANCELLED, NOT_NEEDED)
        elif message.day == today:
            settled.put_off_from(message)


def _is_coming(row: CaseRow, timeline: Timeline, rules: Rules, today: date, message: Message) -> bool:
    """Tell whether a message that wasn't due today goes on a later day on which it still helps."""
    last, paces, calendar = message.last_useful_day, rules.paces, rules.calendar
    case, history = row.case, row.history
    if message.kind is not MessageKind.COPY:
        return is_coming(
            message.identity, case, timeline, history, today, last, paces=paces, calendar=calendar
        )
    played = play(case, lambda _: timeline, today, last, paces=paces, calendar=calendar, history=history)
    return any(isinstance(what, Intent) and what.identity == message.identity for _, what in played)
