"""A year in simulated time, with some of everything that can go wrong, and a count of every message at its end.

Day by day, as the service itself does it: the look at five, sending in the sending hours, replies in the evening,
receipts when they come. Twilio's own client and the product's own channel are in the way; only the wire is not.
"""

from __future__ import annotations

import threading
import time as time_module
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path

from sqlalchemy import delete, select, update

from bench.breaking import BreakingDatabase
from bench.loose_provider import InMemoryTwilio, LooseMail, LooseTwilio, MortalMail
from bench.luck import Died, Luck, Moment, Trouble
from bench.year_books import INCOMING, Promised, YearBooks, examine_year, promise
from bench.year_register import fill_register
from bench.year_replies import REPLY_AT, TURNS_A_YEAR, Spoken, Turn, draw_turns
from dinadatum import clock
from dinadatum.app import Service, open_service
from dinadatum.errors import DinaDatumError
from dinadatum.register.cases import everyone
from dinadatum.register.database import Database
from dinadatum.register.states import State
from dinadatum.register.tables import Message, Person, Task
from dinadatum.usecases.looks.daily_look import look
from dinadatum.usecases.looks.second_round import second_round
from dinadatum.usecases.replies.storing_replies import Received, store_reply
from dinadatum.usecases.replies.take_reply import read_waiting_replies
from dinadatum.usecases.sending.send_due import Channels, Point, send_due
from dinadatum.usecases.sending.take_receipt import take_receipt
from notify.values import Road

FIRST, DAYS = date(2027, 3, 1), 366
"""From a first of March to a 29 February: both changes of the clock, a New Year and a leap day are in it."""
SHARE = 0.01
BATCH = 10
"""Messages claimed at a time: few, so that a sender that dies leaves few behind."""
TICK = timedelta(minutes=7)
"""From one round of sending to the next where something is unsettled: longer than a dead attempt is respected."""
MOST_TICKS = 60
EVENING = (time(19, 31), time(20, 45), time(23, 0))
"""When what was answered is read, and when receipts that never came are asked about."""
PEACE_DAYS = 3
"""Days after the year in which nothing goes wrong, and nothing new is planned: what is open is settled."""

_DEATHS = {
    Point.BEFORE_CLAIM: Trouble.DIES_BEFORE_CLAIM,
    Point.AFTER_CLAIM: Trouble.DIES_AFTER_CLAIM,
    Point.AFTER_ATTEMPT: Trouble.DIES_AFTER_ATTEMPT,
    Point.AFTER_ANSWER: Trouble.DIES_AFTER_ANSWER,
    Point.AFTER_SETTLE: Trouble.DIES_AFTER_SETTLE,
}
_OPEN = (State.PLANNED, State.CLAIMED, State.SENDING, State.WAITING)


@dataclass(frozen=True, slots=True)
class Year:
    """What is lived. days: from first on. share: of each trouble. turns: to speak, per person and year on average.

    only: somebody who lives it alone, with the facts and the replies that they have among the others.
    """

    people: int
    days: int = DAYS
    share: float = SHARE
    seed: int = 1
    first: date = FIRST
    only: str = ""
    turns: int = TURNS_A_YEAR

    @property
    def last(self) -> date:
        return self.first + timedelta(days=self.days - 1)


@dataclass(slots=True)
class Lived:
    """How it went. seconds: what was spent on what."""

    books: YearBooks
    troubles: Counter[Trouble]
    replies: int
    seconds: Counter[str] = field(default_factory=Counter)


def live(year: Year, folder: Path, url: str, tell: Callable[[str], None] = lambda _: None) -> Lived:
    """Live a year on an empty database. folder: for its files. tell: hears of each month."""
    spent: Counter[str] = Counter()
    with _timed(spent, "registret"):
        config = fill_register(folder, url, year.people, year.first)
    with open_service(config) as service:
        with _timed(spent, "facit"):
            promised = _foresee(year, service, tell)
        spoken: dict[date, list[Spoken]] = {}
        for one in promised.spoken:
            spoken.setdefault(one.turn.day, []).append(one)
        world = _World(year, service, spent)
        for number in range(year.days):
            day = year.first + timedelta(days=number)
            world.live_day(day, spoken.get(day, []))
            if day.day == 1 or number == year.days - 1:
                tell(
                    f"{day}: {len(world.twilio.kept)} sms, {sum(spent.values()):.0f} s {dict(world.brief())}"
                )
        world.settle_in_peace()
        with _timed(spent, "räkningen"):
            books = examine_year(service.database, world.twilio, world.mail, promised)
        return Lived(books, world.luck.counts, len(promised.spoken), spent)


def _foresee(year: Year, service: Service, tell: Callable[[str], None]) -> Promised:
    """Say from facts alone what people answer, and what should go."""
    if year.only:
        _leave_alone(service.database, year.only, clock.opening(year.first))
    with service.database.reading() as session:
        turns = draw_turns(session, year.first, year.last, year.seed, year.turns)
        ids = everyone(session)
        promised = promise(session, service.rules, ids, year.first, year.last, turns, year.seed)
    tell(f"{len(ids)} personer, {len(promised.spoken)} svar, {len(promised.going)} meddelanden ska skickas")
    return promised


def _leave_alone(database: Database, ref: str, now: datetime) -> None:
    """Take everybody else away."""
    with database.transaction("bench", now) as session:
        if session.scalar(select(Person.id).where(Person.ref == ref)) is None:
            raise SystemExit(f"Ingen har referensen {ref}.")
        session.execute(delete(Person).where(Person.ref != ref))


class _timed:  # noqa: N801 - used as a verb
    def __init__(self, spent: Counter[str], what: str) -> None:
        self._spent, self._what = spent, what

    def __enter__(self) -> None:
        self._began = time_module.perf_counter()

    def __exit__(self, *_: object) -> None:
        self._spent[self._what] += time_module.perf_counter() - self._began  # type: ignore[assignment]


@dataclass(frozen=True, slots=True)
class _Part:
    """One of the services that may be at work: its database, what breaks that, and its channels."""

    database: Database
    breaking: BreakingDatabase
    channels: Channels

    def survives(self, work: Callable[[], object]) -> bool:
        """Tell whether some work came to its end. Whoever died is followed by another."""
        try:
            work()
        except (DinaDatumError, Died):
            return False
        finally:
            self.breaking.rise()
        return True


class _World:
    """The service, its providers, and everything that goes wrong between them."""

    def __init__(self, year: Year, service: Service, spent: Counter[str]) -> None:
        self._rules, self._spent = service.rules, spent
        self._calm = service.database
        self.luck = Luck(year.share, year.seed)
        self._moment = Moment(clock.opening(year.first))
        self.twilio = LooseTwilio(self.luck, self._moment, self._receive)
        self.mail = LooseMail(self.luck)
        self._services = [self._service(service.database) for _ in range(2)]
        self._pages = self._service(service.database)

    def _service(self, database: Database) -> _Part:
        """Open the database once more, for a service that can die by itself."""
        url = database.engine.url.render_as_string(hide_password=False)
        own = Database(url, database.keyring)
        breaking = BreakingDatabase(own.engine, self.luck)
        channels: Channels = {
            Road.SMS: InMemoryTwilio(self.twilio, breaking.die),
            Road.EMAIL: MortalMail(self.mail, breaking.die),
        }
        return _Part(own, breaking, channels)

    def brief(self) -> dict[str, int]:
        """Count what has gone wrong so far, and how long what took."""
        return {what: round(seconds) for what, seconds in self._spent.items()} | {
            "fel": self.luck.counts.total()
        }

    def live_day(self, day: date, spoken: Sequence[Spoken]) -> None:
        """Live one day from five in the morning to eleven at night."""
        services = 2 if self.luck.hits(Trouble.TWO_SERVICES) else 1
        self._moment.at = clock.instant(day, time(5))
        with _timed(self._spent, "genomgång"):
            self._by_all(services, lambda part: self._look(part, day))
        with _timed(self._spent, "sändning"):
            for at in self._times(day):
                self._moment.at = max(self._moment.at, at)
                self._send(services, clock.instant(day, time(self._rules.paces.sending.last_hour)))
        with _timed(self._spent, "svar"):
            self._answer(day, spoken)
        with _timed(self._spent, "sändning"):
            for hour in EVENING:
                self._moment.at = max(self._moment.at, clock.instant(day, hour))
                self._send(services, clock.instant(day, time(23, 30)))
        self._tick_off(day)

    def settle_in_peace(self) -> None:
        """Let the days go by with nothing going wrong, until what was open is settled."""
        self.luck.peace = True
        for _ in range(PEACE_DAYS * 24):
            self._moment.wait(timedelta(hours=1))
            self._tick(self._services[0])
            self.twilio.tell()

    def _by_all(self, services: int, work: Callable[[_Part], None]) -> None:
        """Let one service work, or two at the same time on the same database."""
        if services == 1:
            work(self._services[0])
            return
        threads = [threading.Thread(target=work, args=(part,)) for part in self._services[:services]]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def _look(self, part: _Part, day: date) -> None:
        while not part.survives(lambda: look(part.database, self._rules, day, self._moment.now())):
            pass  # the clockwork asks again ten seconds later
        while not part.survives(lambda: second_round(part.database, self._rules, self._moment.now())):
            pass

    def _send(self, services: int, closes: datetime) -> None:
        """Tick until nothing is open, or the hours are over."""
        for _ in range(MOST_TICKS):
            self._by_all(services, self._tick)
            self.twilio.tell()
            if not self._is_open() or self._moment.at >= closes:
                return
            self._moment.wait(TICK)

    def _tick(self, part: _Part) -> None:
        while not part.survives(lambda: self._send_due(part)):
            pass  # whoever died is started again at once

    def _send_due(self, part: _Part) -> None:
        def watch(point: Point) -> None:
            if self.luck.hits(_DEATHS[point]):
                part.breaking.die()
                raise Died(point)

        send_due(part.database, self._rules, part.channels, self._moment.now, watch=watch, batch_size=BATCH)

    def _is_open(self) -> bool:
        """Tell whether a message whose time has come is on its way, or is soon to be asked about."""
        now = self._moment.now()
        mine = Message.state.in_(_OPEN) & (Message.send_at <= now)
        asked = (Message.state == State.UNKNOWN) & (Message.ask_at <= now + 2 * TICK)
        today = Message.day >= clock.local_day(now) - timedelta(days=1)
        with self._calm.reading() as session:
            return session.scalar(select(Message.id).where(today, mine | asked).limit(1)) is not None

    def _times(self, day: date) -> list[datetime]:
        """Give the instants of a day at which something is to go."""
        opens = clock.instant(day, time(self._rules.paces.sending.first_hour))
        with self._calm.reading() as session:
            query = select(Message.send_at).where(Message.day == day, Message.state.in_(_OPEN)).distinct()
            return sorted({opens, *session.scalars(query)})

    def _answer(self, day: date, spoken: Sequence[Spoken]) -> None:
        """Let people answer. A provider whose call is refused calls again."""
        part = self._services[0]
        now = clock.instant(day, REPLY_AT)
        self._moment.at = max(self._moment.at, now)
        for one in spoken:
            turn = one.turn
            came = Received(turn.road, self._sender(turn), one.text, f"{INCOMING}{turn.key}", now)
            while not part.survives(partial(store_reply, part.database, came, now)):
                pass
        if spoken:
            reading = partial(read_waiting_replies, part.database, self._rules, self._moment.now())
            while not part.survives(reading):
                pass

    def _sender(self, turn: Turn) -> str:
        column = Person.email if turn.road is Road.EMAIL else Person.mobile
        with self._calm.reading() as session:
            return session.scalars(select(column).where(Person.ref == turn.person)).one() or ""

    def _receive(self, ledger_id: str, sid: str, status: str) -> None:
        """Take a receipt; one that the database refuses is lost, for nobody sends it again."""
        now, pages = self._moment.now(), self._pages
        pages.survives(partial(take_receipt, pages.database, ledger_id, sid, status, "", now))

    def _tick_off(self, day: date) -> None:
        """Let the handläggare keep every promise in time."""
        with self._calm.transaction("handläggare", self._moment.now()) as session:
            due = Task.done_at.is_(None) & (Task.day <= day)
            session.execute(update(Task).where(due).values(done_at=self._moment.now()))
