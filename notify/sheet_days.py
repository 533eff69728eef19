"""Which days Mitt blad shows, and which of them have another day than on the one that was given.

Only days that stand somewhere are listed, or follow from those by law: what rolls on by itself (the weeks that are
left, the month to apply in) has not moved. A day that has passed has not moved either.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from zlib import crc32

from notify.progress import latest_of
from notify.values import Case, ShownDay, StepKind
from notify.words import list_in_words
from timeline.derive import Timeline
from timeline.facts import FollowUpKind
from timeline.outlasting import end_of_benefit, last_apply_no_loss

BENEFIT_END, LAST_APPLY, TURNS_30 = "benefit_end", "last_apply", "turns_30"
ALWAYS = frozenset({BENEFIT_END, LAST_APPLY, TURNS_30})
"""A person has one of each. Of the rest there may be several, and one that has been gives way to the next."""

AGAIN, MOVED = "again", "moved"
"""In the identity of a task: given again for what the sheet showed, or for what the person was told of."""

IN_WORDS = {
    BENEFIT_END: "sista dagen",
    LAST_APPLY: "sista dagen att ansöka",
    TURNS_30: "dagen då personen fyller 30",
    "visit": "dagen för besöket",
    "rest": "vilandets första dag",
    "rest_end": "vilandets sista dag",
    "regain_end": "månaderna efter vilande",
    "trial": "prövotidens första dag",
    "trial_end": "prövotidens sista dag",
    "follow_up_plan": "dagen för uppföljningen",
    "follow_up_yearly": "dagen för årlig uppföljning",
    "work_start": "dagen då jobbet börjar",
    "work_end": "dagen då jobbet slutar",
}
_FOLLOW_UPS = {FollowUpKind.PLAN: "follow_up_plan", FollowUpKind.YEARLY: "follow_up_yearly"}


def shown_days(case: Case, timeline: Timeline) -> tuple[ShownDay, ...]:
    """List what a sheet that was given shows: what is there always, and what had not been by then."""
    given = case.sheet_given or case.known_since
    found = {each for each in _days(case, timeline) if each.kind in ALWAYS or each.day >= given}
    return tuple(sorted(found, key=lambda each: (each.day, each.kind)))


def moved_days(case: Case, timeline: Timeline) -> tuple[ShownDay, ...]:
    """List what the given sheet shows and what now has another day. What is only gone, or only new, has not moved."""
    then, now = _by_kind(case.sheet_shows or ()), _by_kind(_days(case, timeline))
    return tuple(
        ShownDay(kind, day)
        for kind in IN_WORDS
        if now[kind] - then[kind]
        for day in sorted(then[kind] - now[kind])
    )


def shown_end(case: Case) -> date | None:
    """Give the last day of the benefit on the given sheet, or None where it shows none."""
    return next((each.day for each in case.sheet_shows or () if each.kind == BENEFIT_END), None)


def what_moved(days: Iterable[ShownDay]) -> str:
    """Name what has moved: "dagen för besöket", "sista dagen och sista dagen att ansöka"."""
    return list_in_words(list(dict.fromkeys(IN_WORDS[each.kind] for each in days)))


def about_sheet(case: Case) -> str:
    """Name the given sheet in the identity of the task to give another: the same as long as that is the one given."""
    return f"{AGAIN}|{case.sheet_given}|{crc32(as_text(case.sheet_shows or ()).encode()):08x}"


def is_again(identity: str) -> bool:
    """Tell whether a task to give Mitt blad is for one who has had it before."""
    return any(f"|{word}|" in identity for word in (AGAIN, MOVED))


def as_text(days: Sequence[ShownDay]) -> str:
    """Write days as they are kept: "visit=2027-03-04 benefit_end=2027-09-30"."""
    return " ".join(f"{each.kind}={each.day}" for each in days)


def of_text(text: str) -> tuple[ShownDay, ...]:
    """Read what as_text has written."""
    pairs = (word.partition("=") for word in text.split())
    return tuple(ShownDay(kind, date.fromisoformat(day)) for kind, _, day in pairs)


def _days(case: Case, timeline: Timeline) -> Iterator[ShownDay]:
    facts, latest = case.facts, latest_of(timeline)
    yield ShownDay(TURNS_30, timeline.person.turns_30)
    if latest is not None:
        end = end_of_benefit(latest, timeline)
        yield ShownDay(BENEFIT_END, end)
        yield from _known(LAST_APPLY, last_apply_no_loss(end, timeline))
    for step in case.steps:
        if step.kind is StepKind.VISIT:
            yield ShownDay("visit", step.day)
    for rest in timeline.dormancies:
        yield ShownDay("rest", rest.dormancy.start)
        yield ShownDay("rest_end", rest.dormancy.end)
        yield from _known("regain_end", rest.after.regain_last_day)
    for trial in facts.trials:
        yield ShownDay("trial", trial.start)
        yield ShownDay("trial_end", trial.end)
    for meeting in facts.follow_ups:
        yield ShownDay(_FOLLOW_UPS[meeting.kind], meeting.day)
    yield from _known("work_start", facts.work_start)
    yield from _known("work_end", facts.stops_work)


def _known(kind: str, day: date | None) -> Iterator[ShownDay]:
    if day is not None:
        yield ShownDay(kind, day)


def _by_kind(days: Iterable[ShownDay]) -> defaultdict[str, set[date]]:
    found = defaultdict[str, set[date]](set)
    for each in days:
        found[each.kind].add(each.day)
    return found
