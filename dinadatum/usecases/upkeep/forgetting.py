"""Lets go of the words of messages when nobody needs them any more. What was sent, when and how it went stays."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from dinadatum.register.tables import Message, Step
from notify.life import DECISION_END
from notify.pace_rules import Answer
from notify.paths.answer import ANSWERED
from notify.values import StepKind
from timeline.months import same_day

KEPT_AFTER_SENDING = timedelta(days=90)
MONTHS_KEPT_AFTER_FINAL = 3
CONCERNS_DECISION = (DECISION_END, ANSWERED)
CHUNK = 500


def forget_texts(session: Session, rules: Answer, today: date) -> int:
    """Take away the words of messages that are old enough; returns how many.

    Words are kept 90 days after sending, and until the decision they concern has been final for three months,
    whichever is later. A decision is final when the time to ask for omprövning has passed; where no answer has
    come it is counted from the day the message was about.
    """
    columns = (Message.id, Message.person_id, Message.day, Message.key_date, Message.key_date_day)
    query = select(*columns).where(Message.text.is_not(None), Message.day <= today - KEPT_AFTER_SENDING)
    rows = list(session.execute(query.order_by(Message.id)))
    answers = _answers(session, {row.person_id for row in rows if row.key_date in CONCERNS_DECISION})
    old = [
        row.id
        for row in rows
        if row.key_date not in CONCERNS_DECISION
        or _final_long_ago(row.day, row.key_date_day, answers[row.person_id], rules, today)
    ]
    for start in range(0, len(old), CHUNK):
        # By id, as a new key goes through them: so the two never wait for each other.
        ids = select(Message.id).where(Message.id.in_(old[start : start + CHUNK])).order_by(Message.id)
        held = list(session.scalars(ids.with_for_update()))
        session.execute(update(Message).where(Message.id.in_(held)).values(text=None, subject=None))
    return len(old)


def _answers(session: Session, people: set[int]) -> defaultdict[int, list[date]]:
    found: defaultdict[int, list[date]] = defaultdict(list)
    ids = sorted(people)
    for start in range(0, len(ids), CHUNK):
        query = select(Step.person_id, Step.day).where(
            Step.person_id.in_(ids[start : start + CHUNK]), Step.kind == StepKind.ANSWER
        )
        for person_id, day in session.execute(query):
            found[person_id].append(day)
    return found


def _final_long_ago(sent: date, about: date, answers: Iterable[date], rules: Answer, today: date) -> bool:
    answered = min((day for day in answers if day >= min(sent, about)), default=about)
    return same_day(rules.review.after(answered), MONTHS_KEPT_AFTER_FINAL) <= today
