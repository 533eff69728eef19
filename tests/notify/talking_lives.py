"""Lives in which the person answers whenever they like, whatever they like, several times a day. Made by hypothesis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta

from hypothesis import strategies as st

from notify.answering import Answer, Asking, answer, apply, expects, find_question
from notify.replies import ReplyClass, read_reply
from notify.simulate import Incoming, Moment, Reaction, unfold
from notify.values import Case, Intent, MessageKind, Road, Sent
from tests.notify.due_lives import CALENDAR, PACES, timeline_of
from tests.notify.talks import asks
from tests.notify.test_due_properties import cases
from timeline.derive import Timeline

TEXTS: dict[ReplyClass, tuple[str, ...]] = {
    ReplyClass.OK: ("ok", "läst"),
    ReplyClass.KLAR: ("klar", "bokat tid 12 mars", "gjort"),
    ReplyClass.INTE_KLAR: ("inte än", "har inte hunnit"),
    ReplyClass.DAG: ("på lördag", "i morgon", "tisdag", "den 15"),
    ReplyClass.JA: ("ja",),
    ReplyClass.NEJ: ("nej",),
    ReplyClass.HJÄLP: ("hjälp", "fattar inte"),
    ReplyClass.RING: ("ring mig", "ring mig på fredag"),
    ReplyClass.SKRIV: ("hellre skriva",),
    ReplyClass.PAUS: ("paus", "paus 30"),
    ReplyClass.START: ("starta igen",),
    ReplyClass.STOPP: ("stopp",),
    ReplyClass.LUGNT: ("lugnt",),
    ReplyClass.LAGOM: ("lagom",),
    ReplyClass.OFTA: ("ofta",),
    ReplyClass.VIKTIGT: ("viktigt",),
    ReplyClass.BRA: ("bra",),
    ReplyClass.FEL: ("fel nummer",),
    ReplyClass.BÖRJAR_JOBB: ("ska börja jobba", "börjar jobba 1 maj"),
    ReplyClass.SLUTAR_JOBB: ("har slutat skolan",),
    ReplyClass.AKUT: ("jag vill inte leva",),
    ReplyClass.FRÅGA_STOPP: ("det är stopp på min ansökan",),
    ReplyClass.MÄNNISKA: ("vad blir det för mat", "hej"),
    ReplyClass.TOMT: ("",),
}
RARE = frozenset({ReplyClass.STOPP, ReplyClass.FEL})


@dataclass
class Heard:
    """A reply as it was answered: before is the case it met."""

    number: int
    day: date
    at: time
    reply_class: ReplyClass
    before: Case
    answer: Answer


@dataclass(frozen=True)
class Talk:
    """A case, the days to play, and what is said: day, time and text."""

    case: Case
    start: date
    stop: date
    replies: tuple[tuple[date, time, str], ...]


@dataclass
class Played:
    """What came of a talk."""

    moments: list[Moment]
    heard: list[Heard] = field(default_factory=list)

    def intents(self) -> list[Intent]:
        return [moment.what for moment in self.moments if isinstance(moment.what, Intent)]


def play(talk: Talk) -> Played:
    played = Played([])
    coming = [_incoming(*reply, n, played.heard) for n, reply in enumerate(talk.replies)]
    found = unfold(
        talk.case, timeline_of, talk.start, talk.stop, paces=PACES, calendar=CALENDAR, incoming=coming
    )
    played.moments.extend(found)
    return played


def _incoming(day: date, at: time, text: str, number: int, heard: list[Heard]) -> Incoming:
    def react(case: Case, timeline: Timeline, history: Sequence[Sent]) -> Reaction:
        question = find_question(history, day, at, asks)
        reading = read_reply(text, expects(question, day), day)
        asking = Asking(
            case=case,
            timeline=timeline,
            reading=reading,
            question=question,
            history=history,
            today=day,
            at=at,
            key=f"{number}",
            road=Road.SMS,
            paces=PACES,
            calendar=CALENDAR,
        )
        found = answer(asking)
        heard.append(Heard(number, day, at, reading.reply_class, case, found))
        return Reaction(apply(case, found.changes), found.receipts, found.tasks)

    return Incoming(day, at, react)


@st.composite
def talks(draw: st.DrawFn, without: frozenset[ReplyClass] = frozenset()) -> Talk:
    """Anything at any minute, on days that often lie near each other or near a message."""
    case = draw(cases())
    end = case.facts.decisions[0].end
    if draw(st.integers(0, 4)) == 0:
        case = replace(case, consent=None)
    case = replace(
        case,
        has_email=draw(st.booleans()),
        reserve_road=draw(st.sampled_from(["", "", "epost", "handläggare", "brev"])),
    )
    start = date(2026, 9, 1)
    classes = [each for each in TEXTS if each not in without]
    days = st.dates(start, end + timedelta(days=120))
    replies: list[tuple[date, time, str]] = []
    for _ in range(draw(st.integers(1, 7))):
        day = draw(days)
        for _ in range(draw(st.integers(1, 3))):
            meant = draw(st.sampled_from(classes))
            if meant in RARE and draw(st.booleans()):
                meant = ReplyClass.OK
            free = draw(st.integers(0, 9)) == 0
            text = draw(st.text(max_size=40)) if free else draw(st.sampled_from(TEXTS[meant]))
            replies.append((day, time(draw(st.integers(0, 23)), draw(st.integers(0, 59))), text))
            day += timedelta(days=draw(st.sampled_from([0, 0, 1, 3, 7])))
    return Talk(case, start, end + timedelta(days=200), tuple(sorted(replies)))


def receipts(played: Played) -> list[Intent]:
    """List the receipts of replies; the day that a person chose is kept by one too, which is none of them."""
    return [
        intent
        for intent in played.intents()
        if intent.kind is MessageKind.RECEIPT and intent.identity.split("|")[2] == "reply"
    ]
