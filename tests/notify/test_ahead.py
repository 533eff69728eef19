"""The next message, found along the person's own line, is the one that playing every day whole finds."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from notify.ahead import HORIZON_DAYS, decide_and_foresee, next_about, next_any
from notify.due import decide
from notify.intents import sent_of
from notify.simulate import play
from notify.values import Case, Intent, MessageKind, Sent, Verdict
from tests.notify.due_lives import CALENDAR, PACES, life, messages, pauses, skips, timeline_of
from tests.notify.test_due_properties import Life, busy_lives

DAY = timedelta(days=1)
THOROUGH = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def plainly(case: Case, history: list[Sent], after: date) -> list[Intent]:
    """Play the days whole, with tasks, copies and letters, and keep what is not an ombud's."""
    last = after + timedelta(days=HORIZON_DAYS)
    played = play(
        case, timeline_of, after + DAY, last, paces=PACES, calendar=CALENDAR, history=tuple(history)
    )
    return [what for _, what in played if isinstance(what, Intent) and what.kind is not MessageKind.COPY]


def rows(verdict: Verdict) -> list[Sent]:
    skipped = [sent_of(skip.intent, counts=False) for skip in verdict.skips]
    return [*map(sent_of, verdict.intents), *skipped]


@THOROUGH
@given(busy_lives(), st.integers(0, 900))
def test_what_is_foreseen_is_what_playing_every_day_gives(random_life: Life, days: int) -> None:
    today = random_life.start + timedelta(days=days)
    case, history = random_life.case, list[Sent]()
    for day, what in random_life.play():
        if day < today and isinstance(what, Intent):
            history.append(sent_of(what))
    for change in random_life.changes:
        case = change.apply(case) if change.day < today else case
    timeline = timeline_of(case)
    verdict, foreseen = decide_and_foresee(case, timeline, history, today, paces=PACES, calendar=CALENDAR)
    assert verdict == decide(case, timeline, history, today, paces=PACES, calendar=CALENDAR)
    said = [*history, *rows(verdict)]
    coming = plainly(case, said, today)
    assert foreseen == next((intent.day for intent in coming), None)
    assert foreseen == next_any(case, timeline, said, today, paces=PACES, calendar=CALENDAR)
    for intent in coming[:3]:
        about = next_about(
            case,
            timeline,
            said,
            today,
            key_date=intent.key_date,
            key_date_day=intent.key_date_day,
            paces=PACES,
            calendar=CALENDAR,
        )
        assert about == min(other.day for other in coming if _about(other) == _about(intent))


def _about(intent: Intent) -> tuple[str, date]:
    return (intent.key_date, intent.key_date_day)


def test_a_try_that_the_pause_outlives_lapses_when_a_person_has_taken_over() -> None:
    """The pause ends long after the chain has closed: the try must not be asked about for ever."""
    long = pauses(date(2027, 2, 10), date(2027, 9, 1))
    first, last = date(2026, 11, 2), date(2027, 12, 31)
    assert [
        skip.intent.day for skip in skips(life(), first, last, long) if skip.intent.step == "step1.2"
    ] == [date(2027, 3, 19)]
    assert messages(life(), first, last, long)[-1].template == "M26"
