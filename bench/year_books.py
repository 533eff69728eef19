"""Compares a year's ledger with what the providers took and with what should have gone, row by row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from bench.accounts import SENT, judge
from bench.loose_provider import LooseMail, LooseTwilio
from bench.year_replies import REPLY_AT, Spoken, Turn, find_words
from dinadatum.register.cases import CaseRow, load_cases
from dinadatum.register.database import Database
from dinadatum.register.states import State
from dinadatum.register.tables import Message, Reply
from dinadatum.usecases.looks.following import FOLLOWS
from dinadatum.usecases.replies.understanding import Came, understand
from dinadatum.usecases.rules import Rules
from notify.answering import apply
from notify.answering.receipts import REPLY
from notify.simulate import Incoming, Reaction, unfold
from notify.values import Case, Intent, Road, Sent, Skip
from timeline import Timeline

SHOWN = 30
INCOMING = "IN-"
"""How the provider's id of what a person writes begins; the reply's key follows."""
REPLY_ID = 4
"""Where in the identity of a receipt the reply stands."""


@dataclass(slots=True)
class YearBooks:
    """How ledger, providers and promise agree. wrong: some rows that don't, in words, without anybody's name.

    unknown_mails: a mail can't be asked about; it has become a task.
    said: not sent, and the ledger says why. copies: mails sent again on purpose, with the same Message-ID.
    promised: what should have gone, by facts and replies alone. missed: of that what didn't go, by the reason
    that the ledger gives. beyond: went though not promised, or said something else.
    """

    messages: int = 0
    sent: int = 0
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
        if verdict in ("lost", "doubled", "beyond"):
            self.name(verdict, what)

    def name(self, verdict: str, what: str) -> None:
        """Keep a row to be looked at: the first few."""
        if len(self.wrong) < SHOWN:
            self.wrong.append(f"{verdict}: {what}")


@dataclass(frozen=True, slots=True)
class Promised:
    """What should happen in a year: identities and days of what goes, and of what is skipped by the rules.

    said: which text each says. spoken: what people answer on the way, in order.
    """

    going: dict[str, date] = field(default_factory=dict)
    skipped: dict[str, date] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)
    spoken: list[Spoken] = field(default_factory=list)

    def goes(self, identity: str) -> bool:
        """Tell whether a message should go."""
        return identity in self.going


def examine_year(database: Database, twilio: LooseTwilio, mail: LooseMail, promised: Promised) -> YearBooks:
    """Count every message."""
    books, taken = YearBooks(), twilio.taken_ids()
    mails = Counter(dict.fromkeys(mail.copies, 1))
    books.copies = mail.copies.total() - mails.total()
    identities = dict[str, str]()
    with database.reading() as session:
        keys = _keys(session)
        columns = (Message.id, Message.identity, Message.state, Message.reason, Message.provider_id)
        for row in session.execute(select(*columns, Message.road, Message.template)):
            times = taken.pop(row.id, 0) + mails.pop(row.id, 0)
            kept = twilio.find(row.provider_id)
            if row.road is Road.SMS and row.state in SENT and (kept is None or kept.ledger_id != row.id):
                books.note("lost", f"{row.identity}: the ledger names a message that isn't it")
            verdict = judge(row.state, row.reason, times)
            books.note(verdict, f"{row.identity}: {row.state.value}, {times} at the provider")
            books.messages += 1
            books.delivered += row.state is State.DELIVERED
            books.unknown_mails += verdict == "unknown" and row.road is Road.EMAIL
            if not row.identity.startswith(FOLLOWS):
                identity = _by_key(row.identity, keys)
                identities[identity] = row.template
                if verdict == "said" and promised.goes(identity):
                    books.missed[f"{row.state.value}: {row.reason}"] += 1
                    books.name("missed", f"{identity}: {row.reason}")
                if verdict == "sent" and identity in promised.skipped:
                    books.note("beyond", f"{identity}: went, though the rules skip it")
    for ledger_id, times in (taken + mails).items():
        books.note("doubled", f"{ledger_id}: {times} at the provider, not in the ledger")
    _compare(books, promised, identities)
    return books


def _keys(session: Session) -> dict[str, str]:
    """Give the key of each reply by the id of its row."""
    rows = session.execute(select(Reply.id, Reply.provider_id))
    return {str(reply_id): provider_id.removeprefix(INCOMING) for reply_id, provider_id in rows}


def _by_key(identity: str, keys: dict[str, str]) -> str:
    """Name a receipt by the reply's key, as the reckoning does: that knows of no row."""
    parts = identity.split("|")
    if len(parts) > REPLY_ID and parts[2] == REPLY:
        parts[REPLY_ID] = keys.get(parts[REPLY_ID], parts[REPLY_ID])
    return "|".join(parts)


def _compare(books: YearBooks, promised: Promised, identities: dict[str, str]) -> None:
    days = promised.going | promised.skipped
    books.promised = len(promised.going)
    for identity in sorted(days.keys() - identities.keys()):
        books.note("lost", f"{identity}: should be there since {days[identity]}, and isn't in the ledger")
    for identity in sorted(identities.keys() - days.keys()):
        books.note("beyond", f"{identity}: {identities[identity]}")
    for identity in sorted(identities.keys() & days.keys()):
        if identities[identity] != promised.said[identity]:
            books.note("beyond", f"{identity}: {identities[identity]} in place of {promised.said[identity]}")


def promise(
    session: Session,
    rules: Rules,
    ids: Sequence[int],
    first: date,
    last: date,
    turns: Sequence[Turn],
    seed: int,
) -> Promised:
    """Say what should go in a year, and what is answered, by the pure core alone. Asks no ledger."""
    own: dict[str, list[Turn]] = {}
    for turn in turns:
        own.setdefault(turn.person, []).append(turn)
    found = Promised()
    for row in load_cases(session, ids):
        speaks = [_incoming(rules, turn, seed, found.spoken) for turn in own.get(row.case.ref, [])]
        for what, intent, day in _of_person(rules, row, first, last, speaks):
            (found.skipped if isinstance(what, Skip) else found.going)[intent.identity] = day
            found.said[intent.identity] = intent.template
    found.spoken.sort(key=lambda one: (one.turn.day, one.turn.person))
    return found


def _of_person(
    rules: Rules, row: CaseRow, first: date, last: date, speaks: Sequence[Incoming]
) -> Iterator[tuple[object, Intent, date]]:
    moments = unfold(
        row.case,
        lambda case: rules.timeline(case.facts),
        first,
        last,
        paces=rules.paces,
        calendar=rules.calendar,
        history=row.history,
        incoming=speaks,
    )
    for moment in moments:
        intent = getattr(moment.what, "intent", moment.what)
        if isinstance(intent, Intent):
            yield moment.what, intent, moment.day


def _incoming(rules: Rules, turn: Turn, seed: int, spoken: list[Spoken]) -> Incoming:
    def react(case: Case, timeline: Timeline, history: Sequence[Sent]) -> Reaction:
        text = find_words(rules, case, history, turn, seed)
        if text is None:
            return Reaction(case)
        spoken.append(Spoken(turn, text))
        came = Came(text, turn.day, REPLY_AT, turn.road, turn.key)
        found = understand(rules, case, timeline, history, came).answer
        return Reaction(apply(case, found.changes), found.receipts, found.tasks)

    return Incoming(turn.day, REPLY_AT, react)
