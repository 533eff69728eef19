"""Compares a year's ledger with what the providers took and with what should have gone, row by row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from bench.loose_provider import LooseMail, LooseTwilio
from dinadatum.register.cases import CaseRow, load_cases
from dinadatum.register.database import Database
from dinadatum.register.states import State
from dinadatum.register.tables import Message
from dinadatum.usecases.looks.second_round import FOLLOWS
from dinadatum.usecases.looks.simulation import SaidReply
from dinadatum.usecases.replies.understanding import Came, understand
from dinadatum.usecases.rules import Rules
from notify.answering import apply
from notify.simulate import Incoming, Reaction, unfold
from notify.values import Case, Intent, MessageKind, Road, Sent, Skip
from timeline import Timeline

_WENT = (State.ACCEPTED, State.DELIVERED)
_SAID_WHY = (State.FAILED, State.HELD, State.SKIPPED, State.CANCELLED)
SHOWN = 10


@dataclass(slots=True)
class YearBooks:
    """How ledger, providers and promise agree. wrong: some rows that don't, in words, without anybody's name.

    unknown_mails: a mail can't be asked about; it has become a task.
    said: not sent, and the ledger says why. copies: mails sent again on purpose, with the same Message-ID.
    promised: what should have gone, by facts and replies alone. missed: of that what didn't go, by the reason
    that the ledger gives. beyond: in the ledger, though not promised.
    """

    messages: int = 0
    accepted: int = 0
    delivered: int = 0
    said: int = 0
    unknown: int = 0
    unknown_mails: int = 0
    lost: int = 0
    doubled: int = 0
    copies: int = 0
    promised: int = 0
    missed: Counter[str] = field(default_factory=Counter)
    beyond: int = 0
    wrong: list[str] = field(default_factory=list)

    def note(self, verdict: str, what: str) -> None:
        """Count a row; keep the first few that are lost or doubled."""
        setattr(self, verdict, getattr(self, verdict) + 1)
        if verdict in ("lost", "doubled", "beyond") and len(self.wrong) < SHOWN:
            self.wrong.append(f"{verdict}: {what}")


@dataclass(frozen=True, slots=True)
class Promised:
    """What should happen in a year: identities and days of what goes, and of what is skipped by the rules."""

    going: dict[str, date] = field(default_factory=dict)
    skipped: dict[str, date] = field(default_factory=dict)

    def goes(self, identity: str) -> bool:
        """Tell whether a message should go."""
        return identity in self.going


def examine_year(
    database: Database, twilio: LooseTwilio, mail: LooseMail, promised: Promised | None
) -> YearBooks:
    """Count every message. promised: identities that should be there, or None: not asked."""
    books, taken = YearBooks(), twilio.taken_ids()
    mails = Counter(dict.fromkeys(mail.copies, 1))
    books.copies = mail.copies.total() - mails.total()
    identities = set[str]()
    with database.reading() as session:
        columns = (Message.id, Message.identity, Message.state, Message.reason, Message.provider_id)
        for row in session.execute(select(*columns, Message.road, Message.kind)):
            times = taken.pop(row.id, 0) + mails.pop(row.id, 0)
            kept = twilio.find(row.provider_id)
            if row.road is Road.SMS and row.state in _WENT and (kept is None or kept.ledger_id != row.id):
                books.note("lost", f"{row.identity}: the ledger names a message that isn't it")
            verdict = _judge(row.state, row.reason, times)
            books.note(verdict, f"{row.identity}: {row.state.value}, {times} at the provider")
            books.messages += 1
            books.delivered += row.state is State.DELIVERED
            books.unknown_mails += verdict == "unknown" and row.road is Road.EMAIL
            if _is_foreseen(row.kind, row.identity):
                identities.add(row.identity)
                if verdict == "said" and promised is not None and promised.goes(row.identity):
                    books.missed[f"{row.state.value}: {row.reason}"] += 1
    for ledger_id, times in (taken + mails).items():
        books.note("doubled", f"{ledger_id}: {times} at the provider, not in the ledger")
    if promised is not None:
        _compare(books, promised, identities)
    return books


def _judge(state: State, reason: str, times: int) -> str:
    if times > 1:
        return "doubled"
    if state is State.UNKNOWN:
        return "unknown"
    if state in _WENT:
        return "accepted" if times == 1 else "lost"
    if times == 1:
        return "doubled"
    return "said" if state in _SAID_WHY and reason else "lost"


def _is_foreseen(kind: MessageKind, identity: str) -> bool:
    """Tell whether a message follows from facts and replies: not by a second way, nor named by a reply's row."""
    return not identity.startswith(FOLLOWS) and not (kind is MessageKind.RECEIPT and "|reply|" in identity)


def _compare(books: YearBooks, promised: Promised, identities: set[str]) -> None:
    days = promised.going | promised.skipped
    books.promised = len(promised.going)
    for identity in sorted(days.keys() - identities):
        books.note("lost", f"{identity}: should be there since {days[identity]}, and isn't in the ledger")
    for identity in sorted(identities - days.keys()):
        books.note("beyond", identity)


def promise(
    session: Session,
    rules: Rules,
    ids: Sequence[int],
    first: date,
    last: date,
    replies: Sequence[SaidReply],
    progress: Callable[[int], None] = lambda _: None,
) -> Promised:
    """Say what should go in a year, by the pure core alone. Asks no ledger."""
    own: dict[str, list[SaidReply]] = {}
    for reply in replies:
        own.setdefault(reply.person, []).append(reply)
    found = Promised()
    for done, row in enumerate(load_cases(session, ids), start=1):
        for what, day in _of_person(rules, row, first, last, own.get(row.case.ref, [])):
            if isinstance(what, Skip):
                found.skipped[what.intent.identity] = day
            else:
                found.going[what.identity] = day
        progress(done)
    return found


def _of_person(
    rules: Rules, row: CaseRow, first: date, last: date, replies: Sequence[SaidReply]
) -> Iterator[tuple[Intent | Skip, date]]:
    moments = unfold(
        row.case,
        lambda case: rules.timeline(case.facts),
        first,
        last,
        paces=rules.paces,
        calendar=rules.calendar,
        history=row.history,
        incoming=[_incoming(rules, reply) for reply in replies],
    )
    for moment in moments:
        intent = getattr(moment.what, "intent", moment.what)
        if isinstance(intent, Intent) and _is_foreseen(intent.kind, intent.identity):
            yield moment.what, moment.day


def _incoming(rules: Rules, reply: SaidReply) -> Incoming:
    def react(case: Case, timeline: Timeline, history: Sequence[Sent]) -> Reaction:
        came = Came(reply.text, reply.day, reply.time, Road.SMS, f"{reply.day}-{reply.person}")
        found = understand(rules, case, timeline, history, came).answer
        return Reaction(apply(case, found.changes), found.receipts, found.tasks)

    return Incoming(reply.day, reply.time, react)
