"""The words of the pages: every value that the register can hold has one."""

from __future__ import annotations

from datetime import date

import pytest

from dinadatum.register import tables as t
from dinadatum.register.audit import SILENT
from dinadatum.register.states import SWEDISH, State
from dinadatum.usecases.cases.tasks import ORDER
from dinadatum.usecases.changing.history import MACHINE
from dinadatum.usecases.lists.expiries import Risk, What
from dinadatum.usecases.staff.viewers import ROLE_WORDS, Role
from dinadatum.web import change_words, words
from dinadatum.web.chart import bars
from dinadatum.web.filters import plain_days
from notify.values import Copies, MessageKind, Pace, Recipient, Road, StepKind, TaskKind, Wording
from timeline.facts import EndedBy, Kind, Reason


@pytest.mark.parametrize(
    ("named", "values"),
    [
        (words.TASKS, TaskKind),
        (ORDER, TaskKind),
        (words.WHATS, What),
        (words.KINDS, Kind),
        (words.REASONS, Reason),
        (words.ENDERS, EndedBy),
        (words.ROADS, Road),
        (words.RECIPIENTS, Recipient),
        (words.MESSAGE_KINDS, MessageKind),
        (words.PACES, Pace),
        (words.WORDINGS, Wording),
        (words.COPIES, Copies),
        (words.STEP_KINDS, StepKind),
        (SWEDISH, State),
        (ROLE_WORDS, Role),
    ],
)
def test_every_value_has_a_word(named, values) -> None:
    assert set(named) == set(values)


def test_everything_that_the_log_of_changes_can_name_has_a_word() -> None:
    logged = [
        t.Consent,
        t.CopyChoice,
        t.Person,
        *(each for each in every_fact() if hasattr(each, "person_id")),
    ]
    assert {each.__tablename__ for each in logged} <= set(change_words.TABLE_WORDS)
    for kind in logged:
        for column in kind.__table__.c:
            if column.name not in MACHINE | SILENT:
                assert column.name in change_words.COLUMN_WORDS, f"{kind.__tablename__}.{column.name}"


def every_fact() -> list[type[t.Fact]]:
    return [mapper.class_ for mapper in t.Base.registry.mappers if issubclass(mapper.class_, t.Fact)]


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("copies", Copies.LATER, "från andra försöket"),
        ("copies", Copies.URGENT, "när det är bråttom"),
        ("road", Road.EMAIL, "mejl"),
        ("road", Road.LETTER, "brev"),
        ("ended_by", EndedBy.FK, "Försäkringskassan"),
        ("kind", StepKind.RECEIVED, "Ansökan har kommit in"),
        ("kind", Kind.REDUCED_CAPACITY, "nedsatt arbetsförmåga"),
        ("kind", "plan", "uppföljning av planen"),
        ("extent", "100", "hel"),
        ("level", "50", "50\N{NO-BREAK SPACE}%"),
        ("hour", "09:30:00", "9.30"),
        ("step", "step3", "steg 3"),
        ("weekday", "1", "tisdag"),
        ("hour", "10:30:00", "10.30"),
        ("mobile", "+46701740612", "070-174 06 12"),
        ("pace", "lagom", "LAGOM"),
    ],
)
def test_a_value_in_the_log_of_changes_is_said_in_swedish(column: str, value: str, said: str) -> None:
    assert change_words.value_words(column, value) == said


@pytest.mark.parametrize(
    ("what", "action", "said"),
    [
        ("decision", "changed", "Beslut ändrat"),
        ("person", "changed", "Personen ändrad"),
        ("follow_up", "added", "Uppföljning införd"),
        ("study_trial", "removed", "Prövotid borttagen"),
    ],
)
def test_a_deed_agrees_with_what_it_was_done_to(what: str, action: str, said: str) -> None:
    assert change_words.deed_words(what, action) == said


def test_every_risk_but_none_has_a_word() -> None:
    assert set(words.RISKS) == set(Risk) - {Risk.NONE}


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2027, 9, 30), None, "30 september 2027"),
        (date(2027, 9, 30), date(2027, 9, 30), "30 september 2027"),
        (date(2027, 7, 1), date(2027, 9, 30), "1 juli till och med 30 september 2027"),
        (date(2026, 7, 1), date(2027, 9, 30), "1 juli 2026 till och med 30 september 2027"),
    ],
)
def test_a_period_says_both_its_ends(first: date, last: date | None, said: str) -> None:
    assert words.span_words(first, last) == said


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 11, 24), "i dag"),
        (date(2026, 11, 25), "i morgon"),
        (date(2026, 12, 4), "10 dagar"),
        (date(2026, 12, 5), "2 helger"),
        (date(2027, 5, 23), "26 helger"),
    ],
)
def test_time_left_can_be_counted(day: date, said: str) -> None:
    assert words.left_words(day, date(2026, 11, 24)) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Från 2027-01-31 till 2027-02-01.", "Från 31 januari 2027 till 1 februari 2027."),
        ("2027-02-30 finns inte", "2027-02-30 finns inte"),
        ("Lag 2010:110, A-2027-01-3", "Lag 2010:110, A-2027-01-3"),
    ],
)
def test_days_in_texts_are_written_out(text: str, said: str) -> None:
    assert plain_days(text) == said


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("+46701740605", "070-174 06 05"),
        ("växeln", "växeln"),
        ("+4670174060", "+4670174060"),  # too short: nobody's number, and no part of it may be lost
        ("71456", "71456"),
        ("+4722225555", "+47 22 22 55 55"),
    ],
)
def test_numbers_are_written_as_people_say_them(number: str, said: str) -> None:
    assert words.phone_words(number) == said


def test_columns_measure_against_the_highest_and_name_each_new_year() -> None:
    shown = bars([(date(2026, 12, 1), 0), (date(2027, 1, 1), 1), (date(2027, 2, 1), 200)])
    assert [(bar.height, bar.label, bar.year) for bar in shown] == [
        (0, "dec", "2026"),
        (3, "jan", "2027"),
        (100, "feb", ""),
    ]
    assert [bar.height for bar in bars([(date(2026, 12, 1), 0)])] == [0]
