"""Lives in which the person answers: plays them, and gives what was sent and asked for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time

from dinadatum.template_files import open_gallery
from notify.answering import Asking, answer, apply, expects, find_question
from notify.replies import read_reply
from notify.simulate import Incoming, Moment, Reaction, unfold
from notify.template import Asks
from notify.values import Case, Intent, Road, Sent, Skip, TaskIntent
from tests.notify.due_lives import CALENDAR, PACES, timeline_of
from timeline.derive import Timeline

GALLERY = open_gallery()


def asks(template: str) -> Asks:
    return GALLERY.get(template).asks


def incoming(day: str, at: str, text: str, number: int, road: Road = Road.SMS) -> Incoming:
    came, clock = date.fromisoformat(day), time.fromisoformat(at)

    def react(case: Case, timeline: Timeline, history: Sequence[Sent]) -> Reaction:
        question = find_question(history, came, clock, asks)
        asking = Asking(
            case=case,
            timeline=timeline,
            reading=read_reply(text, expects(question, came), came),
            question=question,
            history=history,
            today=came,
            at=clock,
            key=f"{number}",
            road=road,
            paces=PACES,
            calendar=CALENDAR,
        )
        found = answer(asking)
        return Reaction(apply(case, found.changes), found.receipts, found.tasks)

    return Incoming(came, clock, react)


def talk(case: Case, first: str, last: str, *replies: tuple[str, str, str]) -> list[Moment]:
    """Play the days; a reply is (day, time, text)."""
    return list(
        unfold(
            case,
            timeline_of,
            date.fromisoformat(first),
            date.fromisoformat(last),
            paces=PACES,
            calendar=CALENDAR,
            incoming=[incoming(*reply, number) for number, reply in enumerate(replies)],
        )
    )


def sent(moments: Sequence[Moment]) -> list[tuple[str, str]]:
    """List day and template of each message."""
    return [(m.day.isoformat(), m.what.template) for m in moments if isinstance(m.what, Intent)]


def intents(moments: Sequence[Moment]) -> list[Intent]:
    return [m.what for m in moments if isinstance(m.what, Intent)]


def asked(moments: Sequence[Moment]) -> list[tuple[str, str]]:
    """List day and kind of each task."""
    return [(m.day.isoformat(), m.what.kind.value) for m in moments if isinstance(m.what, TaskIntent)]


def skipped(moments: Sequence[Moment]) -> list[Skip]:
    return [m.what for m in moments if isinstance(m.what, Skip)]


def last_case(moments: Sequence[Moment]) -> Case:
    return moments[-1].case
