"""What must hold for every life: caps, quiet days, one a day, the net, a person in time, nothing twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from functools import partial
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from notify.ahead import next_about, next_any
from notify.calendar import birthday
from notify.due import decide
from notify.history import History
from notify.intents import sent_of
from notify.ombud_letters import ENDED, OMBUD, WELCOME
from notify.simulate import Change
from notify.values import (
    Case,
    Copies,
    Intent,
    MessageKind,
    Ombud,
    Pace,
    Preferences,
    Recipient,
    Road,
    Sent,
    Skip,
    StepFact,
    StepKind,
    TaskIntent,
    TaskKind,
)
from tests.notify.due_lives import (
    ALWAYS,
    CALENDAR,
    CONTACT,
    LIVES,
    PACES,
    does,
    pauses,
    played,
    red,
    timeline_of,
)
from timeline.facts import (
    Decision,
    Dormancy,
    EndedBy,
    Facts,
    FollowUp,
    FollowUpKind,
    Kind,
    Reason,
    StudyTrial,
)
from timeline.months import first, last, month_of, same_day
from timeline.outlasting import end_of_benefit

DAY = timedelta(days=1)
NET = ["S1", "S2", "S3", "S4", "S5", "S6", "S7", "S8"]
EASY = settings(max_examples=LIVES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
HARD = settings(max_examples=max(LIVES // 3, 1), deadline=None, suppress_health_check=[HealthCheck.too_slow])


@dataclass(frozen=True)
class Life:
    """A case, the days to play, and what happens meanwhile."""

    case: Case
    start: date
    stop: date
    changes: tuple[Change, ...] = ()

    def play(self) -> list[tuple[date, object]]:
        return list(played(self.case, self.start, self.stop, *self.changes))

    def intents(self) -> list[Intent]:
        return [what for _, what in self.play() if isinstance(what, Intent)]


def ends() -> st.SearchStrategy[date]:
    months = st.integers(month_of(date(2027, 6, 1)), month_of(date(2029, 12, 1)))
    return months.map(last)


@st.composite
def ombuds(draw: st.DrawFn) -> tuple[Ombud, ...]:
    count = draw(st.integers(0, 2))
    return tuple(
        Ombud(
            key=f"ombud{n}",
            road=draw(st.sampled_from([Road.SMS, Road.EMAIL])),
            first=date(2026, 1, 1) + timedelta(days=draw(st.integers(0, 600))),
            last=draw(st.none() | st.dates(date(2027, 1, 1), date(2029, 1, 1))),
            copies=draw(st.sampled_from(list(Copies))),
        )
        for n in range(count)
    )


@st.composite
def cases(draw: st.DrawFn) -> Case:
    end = draw(ends())
    months = draw(st.integers(12, 36))
    pace = draw(st.sampled_from(list(Pace)))
    return Case(
        ref="D-1",
        facts=Facts(
            draw(st.dates(date(1998, 1, 1), date(2007, 12, 31))),
            (Decision(Kind.REDUCED_CAPACITY, 100, first(month_of(end) + 1 - months), end),),
        ),
        known_since=date(2026, 9, 1),
        preferences=Preferences(
            pace=pace,
            weekdays=(draw(st.integers(0, 3)),),
            hour=time(draw(st.integers(9, 17))),
            steps_alone=draw(st.frozensets(st.sampled_from([1, 2, 3, 4]), max_size=3)),
        ),
        consent=True,
        sheet_given=date(2026, 9, 1),
        contact=CONTACT,
        confirmed=ALWAYS,
        ombud=draw(ombuds()),
    )


@st.composite
def silent_lives(draw: st.DrawFn) -> Life:
    """Nobody answers. Pauses may come."""
    case = draw(cases())
    end = case.facts.decisions[0].end
    changes = []
    if draw(st.booleans()):
        day = draw(st.dates(date(2026, 10, 1), end))
        changes.append(pauses(day, day + timedelta(days=draw(st.sampled_from([14, 30, 200])))))
    return Life(case, date(2026, 9, 1), end + timedelta(days=200), tuple(changes))


def rests(near: st.SearchStrategy[date]) -> st.SearchStrategy[Dormancy]:
    """Draw vilande of any kind: for work or studies, whole or in part, ended early or not, of any length."""
    return st.builds(
        lambda reason, level, start, months, decided, ended: Dormancy(
            reason,
            level,
            first(month_of(start)),
            last(month_of(start) + months),
            start + timedelta(days=decided) if decided is not None else None,
            ended,
        ),
        st.sampled_from(list(Reason)),
        st.sampled_from([100, 100, 75, 50, 25]),
        near,
        st.integers(0, 25),
        st.none() | st.integers(-60, 60),
        st.sampled_from([None, None, None, *EndedBy]),
    )


def trials(near: st.SearchStrategy[date]) -> st.SearchStrategy[StudyTrial]:
    """Draw a prövotid of 1 to 13 months."""
    return st.builds(
        lambda start, months: StudyTrial(first(month_of(start)), last(month_of(start) + months)),
        near,
        st.integers(0, 12),
    )


@st.composite
def odd_cases(draw: st.DrawFn) -> Case:
    """Schooling, short decisions, vilande, prövotid, work, no sheet, one road, an ombud alone, a late arrival."""
    case = draw(cases())
    end, years = case.facts.decisions[0].end, timedelta(days=700)
    months = draw(st.integers(2, 36))
    extent = draw(st.sampled_from([100, 100, 75, 50, 25]))
    decision = Decision(
        draw(st.sampled_from(list(Kind))),
        extent,
        first(month_of(end) + 1 - months),
        end,
        draw(st.none() | st.just(end)),
    )
    if decision.decided:
        decision = replace(decision, decided=decision.start - timedelta(days=draw(st.integers(0, 200))))
    near = st.dates(end - years, end + timedelta(days=200))
    facts = replace(
        case.facts,
        birth_date=draw(st.dates(date(1997, 1, 1), date(2008, 12, 31))),
        decisions=draw(st.sampled_from([(), (decision,), (decision,), case.facts.decisions])),
        dormancies=tuple(draw(st.lists(rests(near), max_size=2))),
        trials=tuple(draw(st.lists(trials(near), max_size=1))),
        work_start=draw(st.none() | near),
        stops_work=draw(st.none() | near),
        notified=draw(st.none() | near),
        decision_made=draw(st.none() | near),
        follow_ups=tuple(
            FollowUp(draw(st.sampled_from(list(FollowUpKind))), day)
            for day in draw(st.lists(near, max_size=2))
        ),
    )
    return replace(
        case,
        facts=facts,
        known_since=draw(st.just(case.known_since) | near),
        sheet_given=draw(st.none() | near),
        preferences=replace(case.preferences, ombud_alone=draw(st.booleans())),
        has_mobile=draw(st.booleans()),
        has_email=draw(st.booleans()),
        steps=tuple(StepFact(StepKind.VISIT, day) for day in draw(st.lists(near, max_size=1))),
    )


@st.composite
def busy_lives(draw: st.DrawFn) -> Life:
    """Steps are done, said and answered on any days, in any order, in lives of every kind."""
    life = draw(silent_lives())
    if draw(st.booleans()):
        case = draw(odd_cases())
        life = replace(life, case=case, start=case.known_since, changes=life.changes)
    kinds = draw(st.lists(st.sampled_from(list(StepKind)), max_size=4))
    values = st.sampled_from(["", "beviljad", "avslag"])
    steps = [does(kind, draw(st.dates(date(2026, 9, 2), life.stop)), draw(values)) for kind in kinds]
    return replace(life, changes=(*life.changes, *steps))


def _with(name: str, rows: tuple[object, ...], case: Case) -> Case:
    return replace(case, facts=replace(case.facts, **{name: rows}))  # type: ignore[arg-type]


def _moved(name: str, months: int, case: Case) -> Case:
    """Let the last row of a kind end on another day, but not before it begins."""
    rows = getattr(case.facts, name)
    if not rows:
        return case
    row = rows[-1]
    end = max(last(month_of(row.end) + months), last(month_of(row.start)))
    return _with(name, (*rows[:-1], replace(row, end=end)), case)


def _one_more(name: str, row: object, case: Case) -> Case:
    return _with(name, (*getattr(case.facts, name), row), case)


@st.composite
def turning_lives(draw: st.DrawFn) -> Life:
    """Lives whose facts change on the way: last days move, rows come and rows are taken away."""
    life = draw(busy_lives())
    near = st.dates(life.start, max(life.start, life.stop))
    changes = list(life.changes)
    for _ in range(draw(st.integers(0, 4))):
        day, name = draw(near), draw(st.sampled_from(["decisions", "dormancies", "dormancies", "trials"]))
        row: Dormancy | StudyTrial | Decision
        if name == "dormancies":
            row = draw(rests(near))
        elif name == "trials":
            row = draw(trials(near))
        else:
            start = draw(near)
            row = Decision(Kind.REDUCED_CAPACITY, 100, first(month_of(start)), last(month_of(start) + 11))
        change = draw(
            st.sampled_from(
                [
                    partial(_moved, name, draw(st.integers(-10, 10))),
                    partial(_one_more, name, row),
                    partial(_with, name, ()),
                ]
            )
        )
        changes.append(Change(day, change))
    return replace(life, changes=tuple(changes))


def main_line(intents: Sequence[Intent]) -> list[Intent]:
    return [i for i in intents if i.kind in (MessageKind.ORDINARY, MessageKind.SAFETY)]


def is_open(day: date) -> bool:
    return day.weekday() <= 3 and not red(day) and not red(day + DAY)


@EASY
@given(turning_lives())
def test_caps_hold_for_ordinary_messages(life: Life) -> None:
    rules = PACES.of(life.case.preferences.pace)
    sent = [i.day for i in life.intents() if i.kind is MessageKind.ORDINARY]
    for day in sent:
        assert sum(day - timedelta(days=6) <= d <= day for d in sent) <= rules.most_in_7_days
        assert sum(day - timedelta(days=29) <= d <= day for d in sent) <= rules.most_in_30_days


@EASY
@given(turning_lives())
def test_no_message_on_a_quiet_day(life: Life) -> None:
    born = life.case.facts.birth_date
    for intent in main_line(life.intents()):
        day = intent.day
        assert is_open(day), day
        assert time(9) <= intent.at <= time(17)
        if intent.kind is MessageKind.ORDINARY:
            assert date(day.year, 1, 7) < day < date(day.year, 12, 20)
            assert abs((day - birthday(born, day.year)).days) > 2


@EASY
@given(turning_lives())
def test_no_ordinary_message_in_a_pause(life: Life) -> None:
    case = life.case
    for change in life.changes:
        case = change.apply(case)
    until = case.paused_until
    if until is None:
        return
    begun = next(c.day for c in life.changes if c.apply(life.case).paused_until is not None)
    sent = [i.day for i in life.intents() if i.kind is MessageKind.ORDINARY]
    assert not [day for day in sent if begun < day < until]


@EASY
@given(turning_lives())
def test_at_most_one_message_a_day_and_nothing_twice(life: Life) -> None:
    play = life.play()
    intents = [what for _, what in play if isinstance(what, Intent)]
    assert max(Counter(i.day for i in main_line(intents)).values(), default=0) <= 1
    copies = Counter((i.day, i.recipient_key) for i in intents if i.kind is MessageKind.COPY)
    assert max(copies.values(), default=0) <= 1
    ledger = [*intents, *(what.intent for _, what in play if isinstance(what, Skip))]
    assert max(Counter(i.identity for i in ledger).values(), default=0) <= 1


@EASY
@given(silent_lives())
def test_the_whole_net_goes_when_no_application_comes(life: Life) -> None:
    end = life.case.facts.decisions[0].end
    if timeline_of(life.case).decisions[0].renewal_last_apply_no_loss is None:
        return
    sent = [
        i.step[4:] for i in life.intents() if i.step.startswith("net.") and i.recipient is Recipient.PERSON
    ]
    assert sent == NET, end


@EASY
@given(silent_lives())
def test_a_person_has_taken_over_195_days_before_the_end(life: Life) -> None:
    end = life.case.facts.decisions[0].end
    if timeline_of(life.case).decisions[0].renewal_last_apply_no_loss is None:
        return
    taken = [
        day for day, what in life.play() if isinstance(what, TaskIntent) and what.kind is TaskKind.TAKE_OVER
    ]
    assert taken
    assert taken[0] <= end - timedelta(days=195)


@EASY
@given(turning_lives(), st.sampled_from([None, False]))
def test_nothing_but_the_welcome_before_a_yes(life: Life, consent: bool | None) -> None:
    asked = replace(life, case=replace(life.case, consent=consent)).intents()
    assert {i.template for i in asked} <= ({"M01", "M106"} if consent is None else set())
    assert len(asked) <= 1


@EASY
@given(busy_lives())
def test_a_confirmed_application_ends_the_net(life: Life) -> None:
    case = life.case
    received = min((c.day for c in life.changes if _kinds(c, case) & {StepKind.RECEIVED}), default=None)
    if received is None or not case.facts.decisions:
        return
    decision = case.facts.decisions[0]
    timeline = timeline_of(case)
    if received <= max(decision.start, same_day(end_of_benefit(timeline.decisions[0], timeline), -12)):
        return  # more than a year before the benefit ends: it led to the decision itself
    middle = decision.start + (decision.end - decision.start) / 2
    if any(c.day <= middle for c in life.changes if StepKind.ANSWER in _kinds(c, case)):
        return  # an early answer to an unknown decision is taken for the one that gave it: a case of its own
    assert not [i for i in life.intents() if i.step.startswith("net.") and i.day > received]


def _kinds(change: Change, case: Case) -> set[StepKind]:
    return {fact.kind for fact in change.apply(case).steps}


@EASY
@given(turning_lives())
def test_an_ombud_gets_copies_only_while_valid_and_as_allowed(life: Life) -> None:
    intents = life.intents()
    by_key = {ombud.key: ombud for ombud in life.case.ombud}
    originals = {(i.key_date, i.key_date_day, i.step): i for i in main_line(intents)}
    for copy in (i for i in intents if i.kind is MessageKind.COPY and i.key_date != OMBUD):
        ombud, original = by_key[copy.recipient_key], originals[copy.key_date, copy.key_date_day, copy.step]
        assert ombud.valid(copy.day)
        assert ombud.copies is not Copies.NONE
        tried = original.step.startswith(("step1.", "step3."))
        assert ombud.copies is Copies.ALL or original.kind is MessageKind.SAFETY or tried
        assert ombud.copies is not Copies.URGENT or original.kind is MessageKind.SAFETY
        assert copy.at <= time(17)
        late = original.at > time(15)
        letters = [i for i in intents if i.key_date == OMBUD and i.recipient_key == copy.recipient_key]
        welcome = next((letter.day for letter in letters if letter.template == WELCOME), date.max)
        # The ombud is welcomed before any copy that can wait.
        waited = original.kind is not MessageKind.SAFETY and original.day <= welcome < copy.day
        if not late and not waited:
            assert (copy.day, copy.at) == (original.day, original.at.replace(hour=original.at.hour + 2))
    for letter in (i for i in intents if i.key_date == OMBUD):
        ombud = by_key[letter.recipient_key]
        assert ombud.valid(letter.day) != (letter.template == ENDED)
        assert ombud.copies is not Copies.NONE or life.case.preferences.ombud_alone


@HARD
@given(busy_lives())
def test_asking_on_the_days_named_gives_what_asking_every_day_gives(life: Life) -> None:
    assert _rows(life.play()) == _rows(_every_day(life))


def _rows(play: Sequence[tuple[date, object]]) -> list[tuple[date, str]]:
    return sorted((day, what.identity) for day, what in play if isinstance(what, Intent | TaskIntent))


def _every_day(life: Life) -> list[tuple[date, object]]:
    case, history, day = life.case, History(), life.start
    timeline, told, found = timeline_of(life.case), set(), []
    waiting = sorted(life.changes, key=lambda change: change.day)
    while day <= life.stop:
        verdict = decide(case, timeline, history, day, paces=PACES, calendar=CALENDAR)
        rows = [sent_of(i) for i in verdict.intents]
        rows += [sent_of(s.intent, counts=False) for s in verdict.skips]
        history = history.with_rows(rows)
        new = [task for task in verdict.tasks if task.identity not in told]
        told.update(task.identity for task in new)
        found += [(day, what) for what in (*verdict.intents, *verdict.skips, *new)]
        while waiting and waiting[0].day <= day:
            case = waiting.pop(0).apply(case)
        day += DAY
    return found


@EASY
@given(silent_lives(), st.dates(date(2026, 10, 1), date(2029, 6, 1)), st.integers(2, 90))
def test_an_outage_loses_nothing_that_helps_and_sends_nothing_stale(life: Life, away: date, gap: int) -> None:
    case, timeline = life.case, timeline_of(life.case)
    history: list[Sent] = []
    seen: list[Intent] = []
    skipped: list[Skip] = []
    day: date | None = life.start
    while day is not None and day <= life.stop:
        if away <= day < away + timedelta(days=gap):
            day = away + timedelta(days=gap)
        verdict = decide(case, timeline, history, day, paces=PACES, calendar=CALENDAR)
        history += [sent_of(i) for i in verdict.intents]
        history += [sent_of(s.intent, counts=False) for s in verdict.skips]
        seen += verdict.intents
        skipped += verdict.skips
        day = verdict.next_look
    ids = [i.identity for i in seen] + [s.intent.identity for s in skipped]
    assert len(ids) == len(set(ids))
    assert all(i.day <= i.last_useful_day for i in seen)
    assert all(s.reason for s in skipped)
    net = [i for i in main_line(seen) if i.step.startswith("net.")]
    assert all(a.step < b.step for a, b in pairwise(net)), "an older message of the net after a newer"
    if timeline.decisions[0].renewal_last_apply_no_loss is not None:
        told = {i.step for i in net} | {s.intent.step for s in skipped}
        assert told >= {f"net.{name}" for name in NET}


@HARD
@given(silent_lives())
def test_the_promised_next_day_is_the_day_of_the_next_message(life: Life) -> None:
    quiet = replace(life, changes=())
    case, timeline = quiet.case, timeline_of(quiet.case)
    happened = quiet.play()
    intents = main_line([what for _, what in happened if isinstance(what, Intent)])
    lapsed = [(day, sent_of(s.intent, counts=False)) for day, s in happened if isinstance(s, Skip)]
    for n, intent in enumerate(intents):
        history = [sent_of(i) for i in intents[: n + 1]]
        history += [row for day, row in lapsed if day <= intent.day]
        rest = intents[n + 1 :]
        about = (intent.key_date, intent.key_date_day)
        wanted = next((i.day for i in rest if (i.key_date, i.key_date_day) == about), None)
        given_day = next_about(
            case,
            timeline,
            history,
            intent.day,
            key_date=about[0],
            key_date_day=about[1],
            paces=PACES,
            calendar=CALENDAR,
        )
        if wanted is not None:
            assert given_day == wanted
        any_day = next_any(case, timeline, history, intent.day, paces=PACES, calendar=CALENDAR)
        if rest:
            assert any_day == rest[0].day
