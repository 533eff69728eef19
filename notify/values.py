"""The values that the core of notify is given and gives back. No name, number or address is in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum

from timeline.facts import Facts


class Pace(StrEnum):
    """How often a person wants to hear from us (takt)."""

    LUGNT = "lugnt"
    LAGOM = "lagom"
    OFTA = "ofta"
    VIKTIGT = "viktigt"


class Wording(StrEnum):
    """How openly a message may speak (ordval)."""

    DISKRET = "diskret"
    TYDLIG = "tydlig"
    PING = "ping"


class Road(StrEnum):
    """By which road something reaches its receiver. LETTER and TASK are done by a person."""

    SMS = "sms"
    EMAIL = "email"
    LETTER = "letter"
    TASK = "task"


class TimeUnit(StrEnum):
    """What a length of time is counted in: days, weekends, payments, or the month it falls in."""

    DAYS = "days"
    WEEKENDS = "weekends"
    PAY_DAYS = "pay_days"
    MONTH = "month"


class Recipient(StrEnum):
    """In which role somebody receives a message."""

    PERSON = "person"
    OMBUD = "ombud"
    CASEWORKER = "caseworker"


class MessageKind(StrEnum):
    """What rules a message obeys: caps and pauses (ordinary), or none of them (safety)."""

    ORDINARY = "ordinary"
    SAFETY = "safety"
    RECEIPT = "receipt"
    COPY = "copy"


class Copies(StrEnum):
    """Which copies an ombud gets. LATER: from the second try of a step, and what is urgent; so it is unless chosen."""

    ALL = "all"
    LATER = "later"
    URGENT = "urgent"
    NONE = "none"


class StepKind(StrEnum):
    """What has been done of the four steps. DOCTOR: whether the person has a doctor at all."""

    BOOKED = "booked"
    VISIT = "visit"
    APPLIED = "applied"
    RECEIVED = "received"
    ANSWER = "answer"
    DOCTOR = "doctor"


class TaskKind(StrEnum):
    """What a handläggare is asked to do."""

    TAKE_OVER = "take_over"
    RISK_OF_GAP = "risk_of_gap"
    CONFIRM_APPLICATION = "confirm_application"
    GIVE_SHEET = "give_sheet"
    GET_CONSENT = "get_consent"
    NO_CASEWORKER = "no_caseworker"
    UNREACHABLE = "unreachable"
    SEND_LETTER = "send_letter"
    TEXT_DOES_NOT_FIT = "text_does_not_fit"
    SEND_UNKNOWN = "send_unknown"
    INTERIM_DECISION = "interim_decision"
    LATE_ANSWER = "late_answer"
    REFUSED = "refused"
    CONFIRM_FACTS = "confirm_facts"
    ALARM = "alarm"
    HELP = "help"
    CALL = "call"
    WRITE = "write"
    MEET = "meet"
    READ_REPLY = "read_reply"
    FIND_NUMBER = "find_number"
    STOPPED = "stopped"
    TELL = "tell"
    WORK_STARTS = "work_starts"
    WORK_STOPS = "work_stops"
    HANDOVER = "handover"
    BROKEN_PROMISE = "broken_promise"
    COPIES_ENDED = "copies_ended"
    GET_THROUGH = "get_through"


@dataclass(frozen=True, slots=True)
class StepFact:
    """One thing done. value: for ANSWER beviljad, delvis or avslag; for DOCTOR ja or nej; else empty."""

    kind: StepKind
    day: date
    value: str = ""


@dataclass(frozen=True, slots=True)
class ChosenDay:
    """A day that the person chose for a step ("step1", "step3"), and the day on which they said so."""

    step: str
    day: date
    said: date


@dataclass(frozen=True, slots=True)
class PartDone:
    """A small part of a step that the person says is done: 1 or 2. The last part is the step itself."""

    step: str
    number: int
    day: date


@dataclass(frozen=True, slots=True)
class SaidDay:
    """Something that the person has said and nobody has confirmed. day: when it is, None where none was named."""

    said: date
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Preferences:
    """What the person chose. weekdays: 0 Monday to 3 Thursday, one, or two for OFTA.

    unit: what lengths of time are counted in; None lets their length choose.
    """

    road: Road = Road.SMS
    pace: Pace = Pace.LAGOM
    wording: Wording = Wording.DISKRET
    weekdays: tuple[int, ...] = (1,)
    hour: time = time(10, 0)
    ombud_alone: bool = False
    unit: TimeUnit | None = None


@dataclass(frozen=True, slots=True)
class Ombud:
    """A representative and what the person lets them have. key: identity in the register, never a name.

    first and last are inclusive; last None is until further notice.
    """

    key: str
    road: Road
    first: date
    last: date | None
    copies: Copies = Copies.LATER

    def valid(self, day: date) -> bool:
        """Tell whether the power of attorney covers the day."""
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class CopiesChosen:
    """What the person last said of ombud as a whole, and when. allowed False: nothing to them; True: again."""

    allowed: bool
    day: date


@dataclass(frozen=True, slots=True)
class Contact:
    """A handläggare's time in the case. key: user name in the register. last None: until further notice."""

    key: str
    first: date
    last: date | None = None

    def valid(self, day: date) -> bool:
        """Tell whether the handläggare works the case on the day."""
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class Handover:
    """A new handläggare to come. key: user name. first: from when; writes_on: the day they get in touch.

    known: the day it was decided; the person is told from then on.
    """

    key: str
    first: date
    writes_on: date
    known: date


@dataclass(frozen=True, slots=True)
class Promised:
    """A task of the person's that promises a day. open: not ticked off yet."""

    identity: str
    day: date
    open: bool = True


@dataclass(frozen=True, slots=True)
class PromiseDays:
    """When the person's handläggare can keep one more promise.

    taken: the day of each open promise, of whichever person's, as often as there are promises. away: days,
    inclusive, with nobody in. most: so many promises fit in a day; None: as many as the paces say.
    made: what is promised to this very person.
    """

    taken: tuple[date, ...] = ()
    away: tuple[tuple[date, date], ...] = ()
    most: int | None = None
    made: tuple[Promised, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """All that decides what is said to one person, and when.

    known_since: the day the person came into the register; nothing before it is owed.
    consent: None before an answer, True after a yes (the last row of the consent log).
    paused_until: first day on which ordinary messages go again, or None.
    sheet_given: the day Mitt blad was given, or None.
    confirmed: the day somebody last made sure that what the register says of the application is true, or None.
    stopped_on: the day of STOPP; from then on no SMS, and only the safety net by the agreed other road.
    number_wrong, email_wrong: somebody else has the number or the address; nothing goes to it.
    rests_until: first day on which ordinary messages go again after a cry for help, or None.
    handover: a new handläggare whose time has not begun, or has begun without the person being told.
    extra_offer: the person may be told of särskild ersättning.
    work_start_said, stops_work_said: what the person says of work or studies. Confirmed it stands in the facts.
    promises: when whoever has the case can promise to get in touch.
    copies_chosen: the person's last word on whether ombud may hear of them; None: none has been said.
    """

    ref: str
    facts: Facts
    known_since: date
    preferences: Preferences = field(default_factory=Preferences)
    steps: tuple[StepFact, ...] = ()
    ombud: tuple[Ombud, ...] = ()
    contact: Contact | None = None
    consent: bool | None = None
    sheet_given: date | None = None
    paused_until: date | None = None
    protected: bool = False
    has_mobile: bool = True
    has_email: bool = True
    reserve_road: str = ""
    confirmed: date | None = None
    stopped_on: date | None = None
    number_wrong: bool = False
    email_wrong: bool = False
    rests_until: date | None = None
    chosen: tuple[ChosenDay, ...] = ()
    parts: tuple[PartDone, ...] = ()
    handover: Handover | None = None
    extra_offer: bool = True
    work_start_said: SaidDay | None = None
    stops_work_said: SaidDay | None = None
    promises: PromiseDays = PromiseDays()
    copies_chosen: CopiesChosen | None = None

    @property
    def copies_ended(self) -> bool:
        """Tell whether the person has ended all that goes to ombud. The power of attorney is another matter."""
        return self.copies_chosen is not None and not self.copies_chosen.allowed


@dataclass(frozen=True, slots=True)
class Sent:
    """A row of the ledger as the core sees it: what was sent, or will not be, and on which day, at what time.

    counts: True where it reached or may have reached somebody (it counts against caps);
    False for what was skipped or cancelled: its identity is spent all the same.
    """

    identity: str
    template: str
    kind: MessageKind
    recipient: Recipient
    day: date
    key_date: str
    key_date_day: date
    step: str
    counts: bool = True
    at: time = time(0)


@dataclass(frozen=True, slots=True)
class Intent:
    """A message to go out on a day, before it has words.

    identity is unique in the ledger: person, key date, its date, step, recipient role (and, for an
    ombud, which one). at: local time of day. why: one Swedish sentence for the handläggare.
    last_useful_day: inclusive; after it the message no longer helps and is skipped with that reason.
    """

    identity: str
    ref: str
    recipient: Recipient
    recipient_key: str
    road: Road
    kind: MessageKind
    template: str
    wording: Wording
    pace: Pace
    day: date
    at: time
    key_date: str
    key_date_day: date
    step: str
    why: str
    priority: int
    last_useful_day: date


@dataclass(frozen=True, slots=True)
class Skip:
    """A message that will not go, and why (a Swedish sentence). Written to the ledger: nothing is silent."""

    intent: Intent
    reason: str


@dataclass(frozen=True, slots=True)
class TaskIntent:
    """Something for the handläggare. identity is unique; day: on or before which it should be done."""

    identity: str
    ref: str
    kind: TaskKind
    day: date
    why: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is due today for one case, and the next day on which to ask again.

    next_look: first later day on which something may be due if no fact changes; None: never.
    """

    intents: tuple[Intent, ...] = ()
    skips: tuple[Skip, ...] = ()
    tasks: tuple[TaskIntent, ...] = ()
    next_look: date | None = None
