"""What people answer in a year: every kind of reply, and most often one to what they were just asked."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from dinadatum.register.tables import Person
from dinadatum.usecases.rules import Rules
from notify.answering.question import said
from notify.roads import wording_of
from notify.template import Asks
from notify.values import Case, Road, Sent

TURNS_A_YEAR = 50
"""So often, on average, is it a person's turn to speak, unless told otherwise. Most often they have nothing to say."""
REPLY_AT = time(19, 30)
"""After the day's sending hours: what is answered then leans on nothing that a fault may have delayed."""
FRESH = timedelta(days=7)
ANSWERS, STARTS_AGAIN, SPEAKS = 0.6, 0.4, 0.08
"""How often somebody answers what they were asked this week, takes STOPP or PAUS back, or speaks unasked."""

_DAYS = ("lördag", "på fredag", "i morgon", "tisdag", "den 15", "12 mars", "12/10", "nästa vecka", "idag")
_DONE = ("KLAR", "Klart!", "klar", "gjort", "ansökt", "bokat tid 12 maj", "bokat", "del 1 klar", "skickat")
_NOT_YET = ("inte än", "inte hunnit", "nej inte klar", "inte än, på fredag")
_PACES = ("LUGNT", "LAGOM", "OFTA", "VIKTIGT", "bara viktigt")
_START = ("START", "börja igen", "Starta")
TO_ASKED: dict[Asks, tuple[tuple[float, tuple[str, ...]], ...]] = {
    Asks.YES_NO: ((5, ("JA", "Ja!", "japp", "gärna")), (3, ("NEJ", "nä", "nej tack", "passar inte"))),
    Asks.DAY: ((4, _DAYS), (1, _NOT_YET), (1, _DONE)),
    Asks.DONE: ((5, _DONE), (2, _NOT_YET), (2, _DAYS)),
    Asks.HELP: ((2, ("HJÄLP", "hjälp", "jag förstår inte")), (2, ("ok",)), (2, _DONE)),
    Asks.PACE: ((1, _PACES),),
    Asks.OK: ((3, ("ok", "OK", "läst", "tack")), (1, _DONE), (1, _DAYS)),
    Asks.HOW: ((3, ("bra", "BRA", "det går bra")), (1, ("HJÄLP", "inte bra"))),
    Asks.NONE: ((1, ("ok", "tack")), (1, _DONE), (1, _DAYS), (1, ("JA", "NEJ"))),
}
"""What is said to a text that asks something, by how often."""
UNASKED: tuple[tuple[float, tuple[str, ...]], ...] = (
    (10, _DONE),
    (5, _NOT_YET),
    (6, _DAYS),
    (6, ("JA", "NEJ", "ja", "nej")),
    (5, ("ok", "läst", "tack")),
    (5, ("HJÄLP", "hjälp mig", "fattar inte")),
    (6, ("RING", "ring mig på fredag", "SKRIV", "hellre skriva")),
    (5, ("PAUS", "paus 30", "inte nu")),
    (4, ("STOPP", "sluta skicka sms", "Stopp")),
    (3, _START),
    (5, _PACES),
    (2, ("bra", "det går bra")),
    (1, ("fel nummer", "vem är du")),
    (5, ("BÖRJAR JOBB", "ska börja jobba", "börjar jobba 1 maj", "har fått jobb", "ska plugga i augusti")),
    (3, ("ska jag sluta jobba", "har slutat skolan", "har slutat jobbet")),
    (1, ("jag orkar inte leva",)),
    (2, ("det är stopp på min ansökan",)),
    (6, ("OMBUD", "OMBUD NEJ", "OMBUD JA", "vem får mina sms")),
    (
        4,
        (
            "bla bla hejsan farfar",
            "vad blir det för mat",
            "har inte fått några pengar sen i tisdags fast jag",
        ),
    ),
    (1, ("", "?", "🙂")),
)


@dataclass(frozen=True, slots=True)
class Turn:
    """A moment at which somebody may say something, and the road by which they would."""

    day: date
    person: str
    road: Road

    @property
    def key(self) -> str:
        """Tell the reply apart from every other: nobody has two turns on a day."""
        return f"{self.day}-{self.person}"


@dataclass(frozen=True, slots=True)
class Spoken:
    """What was said."""

    turn: Turn
    text: str = field(repr=False)


def draw_turns(session: Session, first: date, last: date, seed: int, a_year: int) -> list[Turn]:
    """Draw when whose turn it is, in order, so often a year on average. Everybody with a road of their own has some."""
    query = select(Person.ref, Person.road).where(Person.mobile.is_not(None) | Person.email.is_not(None))
    days = (last - first).days + 1
    turns = []
    for ref, road in session.execute(query.order_by(Person.ref)):
        chance = random.Random(f"{seed} {ref}")
        drawn = {chance.randrange(days) for _ in range(round(chance.random() * 2 * a_year * days / 366))}
        turns += [Turn(first + timedelta(days=number), ref, road) for number in drawn]
    return sorted(turns, key=lambda turn: (turn.day, turn.person))


def find_words(rules: Rules, case: Case, history: Sequence[Sent], turn: Turn, seed: int) -> str | None:
    """Find what somebody says, after what they were last told; None: nothing. The same words whoever asks."""
    chance = random.Random(f"{seed} {turn.key}")
    silenced = case.stopped_on is not None or case.paused_until is not None or case.consent is not True
    if silenced and chance.random() < STARTS_AGAIN:
        return chance.choice(_START)
    last = next(reversed(said(history, turn.day, REPLY_AT)), None)
    if last is not None and turn.day - last.day <= FRESH and chance.random() < ANSWERS:
        return _draw(chance, TO_ASKED[_asked(rules, case, last, turn.road)])
    return _draw(chance, UNASKED) if chance.random() < SPEAKS else None


def _asked(rules: Rules, case: Case, last: Sent, road: Road) -> Asks:
    choose = rules.gallery.choose_mail if road is Road.EMAIL else rules.gallery.choose
    return choose(last.template, wording_of(case)).asks


def _draw(chance: random.Random, ways: Sequence[tuple[float, tuple[str, ...]]]) -> str:
    weights, texts = [weight for weight, _ in ways], [each for _, each in ways]
    return chance.choice(chance.choices(texts, weights)[0])
