"""Reads a reply in its place: after what was asked, and with what it leads to. Stores nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, time

from dinadatum.usecases.rules import Rules
from notify.answering import Answer, Asking, Question, answer, expects, find_question
from notify.replies import Reading, left_to_human, read_reply
from notify.roads import wording_of
from notify.template import Asks
from notify.values import Case, Road, Sent
from timeline import Timeline


@dataclass(frozen=True, slots=True)
class Came:
    """A reply as it came. key: tells it apart from the person's other replies."""

    text: str = field(repr=False)
    day: date
    at: time
    road: Road
    key: str


@dataclass(frozen=True, slots=True)
class Understood:
    """What a reply was read as, which message it answers, and what it leads to."""

    reading: Reading
    question: Question | None
    answer: Answer


def understand(
    rules: Rules,
    case: Case,
    timeline: Timeline,
    history: Sequence[Sent],
    came: Came,
    reading: Reading | None = None,
) -> Understood:
    """Read a reply and answer it. reading: given where the words needn't be read (the provider's own STOP)."""
    question = find_question(history, came.day, came.at, lambda template: _asks(rules, case, came, template))
    read = reading or read_reply(came.text, expects(question, came.day), came.day)
    asking = Asking(
        case=case,
        timeline=timeline,
        reading=read,
        question=question,
        history=history,
        today=came.day,
        at=came.at,
        key=came.key,
        road=came.road,
        paces=rules.paces,
        calendar=rules.calendar,
    )
    return Understood(left_to_human(read), question, answer(asking))


def _asks(rules: Rules, case: Case, came: Came, template: str) -> Asks:
    """Tell what the person was asked: by the text in their own wording, on the road that they answered by.

    A text that is no longer in the gallery asks nothing.
    """
    gallery = rules.gallery
    if template not in gallery.templates:
        return Asks.NONE
    choose = gallery.choose_mail if came.road is Road.EMAIL else gallery.choose
    return choose(template, wording_of(case)).asks
