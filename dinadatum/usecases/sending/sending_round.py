"""One round of sending: one thread has the database, others have the network.

Attempts go on record, and outcomes are settled, for as many threads as happen to be free, in one transaction.
While calls are under way the next words are made, so that no thread waits for them.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from enum import StrEnum

from sqlalchemy.orm import Session

from dinadatum.clock import instant, local_day
from dinadatum.register import ledger
from dinadatum.register.claiming import Claimed, claim
from dinadatum.register.database import Database
from dinadatum.register.states import State
from dinadatum.usecases.rules import Rules
from dinadatum.usecases.sending.callers import Answered, Callers, Ended, Group, Ready
from dinadatum.usecases.sending.composing import Desk, Held, lay_out
from dinadatum.usecases.sending.pacing import Pace
from dinadatum.usecases.sending.retrying import Resend, can_be_asked
from dinadatum.usecases.sending.send_report import SendReport
from dinadatum.usecases.sending.settling import ACTOR, settle
from dinadatum.usecases.sending.taking_over import add_task
from notify.channels.values import Channel
from notify.values import Road, TaskKind

Channels = Mapping[Road, Channel]
"""The channel of each road that a machine can send by."""

_TOGETHER = {"outbox": 500}
"""How many messages a thread sends on one record, by channel; otherwise one.

The same message twice to the outbox is one file, so nothing is unclear after a crash. At a provider each
attempt without an outcome has to be asked about, or answered by a person, so they are few.
"""


LISTEN_S = 1.0
"""So often it is asked whether to stop, however slow the pace is."""


class Point(StrEnum):
    """A place on the way of a message at which a sender can die."""

    BEFORE_CLAIM = "before claim"
    AFTER_CLAIM = "after claim"
    AFTER_ATTEMPT = "after attempt"
    AFTER_ANSWER = "after answer"
    AFTER_SETTLE = "after settle"


@dataclass(slots=True)
class Round:
    """Sends until nothing is left. threads: how many calls go at the same time. The others: see send_due."""

    database: Database
    rules: Rules
    channels: Channels
    now: Callable[[], datetime]
    until: datetime | None
    pace: Pace
    stop: Callable[[], bool]
    watch: Callable[[Point], None]
    resend: Resend
    batch_size: int
    threads: int
    progress: Callable[[int], None] | None
    report: SendReport = field(default_factory=SendReport)
    _claimed: deque[Claimed] = field(default_factory=deque)
    _desk: Desk | None = None
    _ready: deque[Ready] = field(default_factory=deque)
    _held: list[tuple[Claimed, Held]] = field(default_factory=list)
    _ended: list[Ended] = field(default_factory=list)
    _dry: bool = False
    _error: BaseException | None = None

    def run(self) -> None:
        """Send. What breaks in one thread stops them all, and is raised here when the others have settled."""
        with Callers(self.threads, self.now) as callers:
            try:
                while self._step(callers):
                    pass
            finally:
                self._hear(callers.take_rest())
                self._write([], self.now())
                self._give_back()
        if self._error is not None:
            raise self._error

    def _step(self, callers: Callers) -> bool:
        """Settle what has been answered, give the free threads work, and wait. Tells whether to go on."""
        groups, wait = self._next_groups(callers.busy)
        begun = self.now()
        for group in self._write(groups, begun):
            callers.start(group, begun)
        while callers.busy and not callers.has_answered and self._is_short() and self._prepare():
            pass
        if callers.busy or wait is not None:
            self._hear(callers.take(wait))
            return True
        return bool(groups)

    def _next_groups(self, busy: int) -> tuple[list[Group], float | None]:
        """Return a group for each thread that may soon call, and else the seconds to the next turn."""
        groups: list[Group] = []
        while not self._must_stop() and self._is_any_ready():
            if busy + len(groups) >= self._most(self._ready[0]):
                break
            if _together(self._ready[0]) == 1 and (wait := self.pace.try_turn()):
                return groups, min(wait, LISTEN_S)
            groups.append(self._next_group())
        return groups, None

    def _most(self, ready: Ready) -> int:
        """Return how many groups may be on record at once: where a provider can be asked, one ahead per thread."""
        ahead = self.threads if self.threads > 1 and can_be_asked(ready.channel.name) else 0
        return self.threads + ahead

    def _next_group(self) -> Group:
        group = [self._ready.popleft()]
        while len(group) < _together(group[0]) and (self._ready or (self._claimed and self._is_any_ready())):
            if self._ready[0].channel is not group[0].channel:
                break
            group.append(self._ready.popleft())
        return group

    def _is_short(self) -> bool:
        """Tell whether there is less at hand than the threads will soon ask for."""
        wanted = max(self.threads, _together(self._ready[0]) if self._ready else 1)
        return len(self._ready) < wanted and not self._must_stop()

    def _is_any_ready(self) -> bool:
        """Tell whether a message is ready to go, and make one ready if there is any left."""
        while not self._ready:
            if not self._prepare():
                return False
        return True

    def _prepare(self) -> bool:
        """Make the words of one more message; tells whether there was one."""
        if not self._claimed and not self._claim():
            return False
        message = self._claimed.popleft()
        assert self._desk is not None  # noqa: S101  # laid out when the message was claimed
        made, channel = self._desk.compose(message), self.channels.get(message.road)
        if isinstance(made, Held):
            self._held.append((message, made))
        elif channel is None:
            self._held.append((message, Held(TaskKind.UNREACHABLE, "Vägen är inte påslagen.")))
        else:
            self._ready.append(Ready(message, channel, made))
        return True

    def _claim(self) -> bool:
        if self._dry:
            return False
        self.watch(Point.BEFORE_CLAIM)
        moment, now = self.until or self.now(), self.now()
        day, sending = local_day(moment), self.rules.paces.sending
        opens, closes = time(sending.first_hour), time(sending.last_hour)
        with self.database.transaction(ACTOR, now) as session:
            found = claim(
                session,
                moment,
                now,
                self.batch_size,
                since=instant(day, time.min),
                ordinary=instant(day, opens) <= moment <= instant(day, closes),
            )
        if not found:
            self._dry = True
            return False
        self.watch(Point.AFTER_CLAIM)
        self._claimed.extend(found)
        with self.database.reading() as session:
            self._desk = lay_out(session, self.rules, found, day)
        return True

    def _hear(self, answers: Sequence[Answered]) -> None:
        for answer in answers:
            self._ended += answer.calls
            self._error = self._error or answer.error

    def _write(self, groups: Sequence[Group], now: datetime) -> list[Group]:
        """Settle what has ended, hold what can't go, and put attempts on record. Returns what may be sent."""
        ended, held = self._ended, self._held
        if not (ended or held or groups):
            return []
        if ended:
            self.watch(Point.AFTER_ANSWER)
        attempts = [_attempt(ready) for group in groups for ready in group]

        def write(session: Session) -> tuple[SendReport, frozenset[str]]:
            done = SendReport()
            settle(session, ended, now, done, self.resend)
            _hold(session, held, now, done)
            return done, ledger.begin_attempts(session, attempts, now)

        done, going = self.database.do(ACTOR, now, write)
        self._ended, self._held = [], []
        self._tell(done)
        if ended:
            self.watch(Point.AFTER_SETTLE)
        if groups:
            self.watch(Point.AFTER_ATTEMPT)
        return [may for group in groups if (may := [ready for ready in group if ready.message.id in going])]

    def _tell(self, done: SendReport) -> None:
        self.report.add(done)
        if done.accepted and self.progress is not None:
            self.progress(self.report.accepted)

    def _give_back(self) -> None:
        """Let others claim what was claimed and not sent."""
        left = [*(ready.message.id for ready in self._ready), *(message.id for message in self._claimed)]
        if left:
            self.database.do(ACTOR, self.now(), lambda session: ledger.move(session, left, State.PLANNED))

    def _must_stop(self) -> bool:
        return self._error is not None or self.stop()


def _hold(session: Session, held: Sequence[tuple[Claimed, Held]], now: datetime, report: SendReport) -> None:
    """Let messages that can't go wait for a person, who is told why."""
    for message, why in held:
        ledger.move(session, [message.id], State.HELD, reason=why.why, code=why.kind.value)
        add_task(session, message, why.kind, why.why, now)
    report.held += len(held)


def takes_many(channel: Channel) -> bool:
    """Tell whether a channel takes many messages on one record."""
    return channel.name in _TOGETHER


def _together(ready: Ready) -> int:
    return _TOGETHER.get(ready.channel.name, 1)


def _attempt(ready: Ready) -> ledger.Attempt:
    composed = ready.composed
    return ledger.Attempt(
        ledger_id=ready.message.id,
        number=ready.message.attempts + 1,
        provider=ready.channel.name,
        wording=composed.wording,
        subject=composed.outgoing.subject,
        text=composed.outgoing.text,
        chars=composed.chars,
        parts=composed.parts,
        address=composed.outgoing.address if can_be_asked(ready.channel.name) else "",
    )
