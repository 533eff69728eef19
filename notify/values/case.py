"""One person as the core knows them: what they chose, who stands by them, what is promised. No name, no number."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time

from notify.values.kinds import Copies, Pace, Road, StepKind, TimeUnit, Wording
from timeline.facts import Facts


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
class ShownDay:
    """A day that Mitt blad shows. kind: as in sheet_days.py."""

    kind: str
    day: date


@dataclass(frozen=True, slots=True)
class Preferences:
    """What the person chose. weekdays: 0 Monday to 3 Thursday, one, or two for OFTA.

    unit: what lengths of time are counted in; None lets their length choose. steps_alone: steps, 1 to 4, of which no
    ombud hears anything.
    """

    road: Road = Road.SMS
    pace: Pace = Pace.LAGOM
    wording: Wording = Wording.DISKRET
    weekdays: tuple[int, ...] = (1,)
    hour: time = time(10, 0)
    ombud_alone: bool = False
    unit: TimeUnit | None = None
    steps_alone: frozenset[int] = frozenset()


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
    """What the person last said of ombud as a whole, and when. allowed False: nothing to them; True: again.

    at: the time of day; without it nothing of that day is meant.
    """

    allowed: bool
    day: date
    at: time = time.max


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
    sheet_given: the day Mitt blad was given, or None. sheet_shows: the days on it. None: nobody kept what it
    showed; empty: it is so new that nothing can have moved.
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
    sheet_shows: tuple[ShownDay, ...] | None = None
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
