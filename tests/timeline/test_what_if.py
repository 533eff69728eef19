"""What if: a change in words, and the key dates it moves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings

from tests.timeline.lives import LAW, LIVES
from timeline import (
    Decision,
    Dormancy,
    Facts,
    Kind,
    Reason,
    StudyTrial,
    Timeline,
    derive,
    what_if,
)
from timeline.changing import changed
from timeline.editions import changes
from timeline.errors import ChangeError
from timeline.moves import moves

FACTS = Facts(
    date(2000, 5, 17),
    (
        Decision(Kind.REDUCED_CAPACITY, 100, date(2021, 7, 1), date(2024, 6, 30)),
        Decision(Kind.REDUCED_CAPACITY, 75, date(2024, 7, 1), date(2027, 6, 30)),
    ),
)


def look(facts: Facts) -> Timeline:
    return derive(facts, LAW)


def test_a_later_end_moves_what_follows_from_it() -> None:
    found = {move.code: (move.before, move.after) for move in what_if(FACTS, "beslut till=2027-05-31", look)}
    assert found["decision_end"] == ((date(2027, 6, 30), None), (date(2027, 5, 31), None))
    assert found["renewal_last_apply_no_loss"] == ((date(2027, 10, 31), None), (date(2027, 9, 30), None))
    assert found["policy_apply_day"] == ((date(2027, 2, 1), None), (date(2027, 1, 1), None))
    assert "ae_last_day" not in found


def test_a_row_is_chosen_by_a_day_it_starts_or_lies_on() -> None:
    by_start = changed(FACTS, "beslut 2021-07-01 omfattning=50")
    assert [d.extent for d in sorted(by_start.decisions, key=lambda d: d.start)] == [50, 75]
    assert changed(FACTS, "BESLUT 2022-01-15 omfattning=50%") == by_start


def test_rows_can_be_added_and_taken_away() -> None:
    added = changed(
        FACTS, "ny vilande skäl=studier nivå=75 från=2026-09-01 till=2026-12-31 beslutat=2026-08-01"
    )
    row = Dormancy(Reason.STUDY, 75, date(2026, 9, 1), date(2026, 12, 31), date(2026, 8, 1))
    assert added.dormancies == (row,)
    assert changed(added, "utan vilande").dormancies == ()
    longer = changed(FACTS, "nytt beslut från=2027-07-01 till=2028-06-30")
    assert longer.decisions[-1] == Decision(Kind.REDUCED_CAPACITY, 75, date(2027, 7, 1), date(2028, 6, 30))
    assert changed(FACTS, "ny prövotid från=2026-09-01 till=2026-10-31").trials == (
        StudyTrial(date(2026, 9, 1), date(2026, 10, 31)),
    )


def test_several_changes_and_single_days() -> None:
    other = changed(FACTS, "född=2000-06-17; beslut slag=förlängd ; arbete_börjar=2026-09-07")
    assert other.birth_date == date(2000, 6, 17)
    assert other.work_start == date(2026, 9, 7)
    assert max(other.decisions, key=lambda d: d.start).kind is Kind.EXTENDED_SCHOOLING


def test_an_added_decision_takes_the_uncovered_day_away() -> None:
    found = {m.code: m.after for m in what_if(FACTS, "nytt beslut från=2027-07-01 till=2030-04-30", look)}
    assert found["first_uncovered_day"] == (date(2030, 5, 1), None)
    assert found["renewal_last_apply_no_loss"] == (None, None)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("", "tom"),
        (" ; ", "tom"),
        ("beslut", "Inget ändras"),
        ("beslut till", "ingen dag"),
        ("hej till=2027-12-31", "Okänd rad 'hej'"),
        ("beslut slut=2027-12-31", "Okänt fält 'slut'"),
        ("beslut till=31/12", "'31/12' är ingen dag"),
        ("beslut omfattning=halv", "ingen procent"),
        ("beslut slag=hel", "nedsatt eller förlängd"),
        ("vilande till=2026-12-31", "inget av slaget 'vilande'"),
        ("beslut 2019-01-01 till=2026-12-31", "börjar eller pågår 2019-01-01"),
        ("beslut 2021-07-01 2024-07-01 till=2026-12-31", "högst en dag"),
        ("ny prövotid från=2026-09-01", "saknar till"),
        ("utan", "väntades beslut"),
    ],
)
def test_a_change_that_cant_be_read_is_told(change: str, told: str) -> None:
    with pytest.raises(ChangeError, match=told):
        what_if(FACTS, change, look)


@given(LIVES)
@settings(max_examples=150, deadline=None)
def test_what_changes_nothing_moves_nothing_and_back_is_the_mirror(facts: Facts) -> None:
    end = max(facts.decisions, key=lambda d: d.start).end
    assert what_if(facts, f"beslut till={end}", look) == ()
    other = replace(facts, birth_date=facts.birth_date.replace(day=1, month=1))
    there, back = moves(look(facts), look(other)), moves(look(other), look(facts))
    assert {(m.code, m.before, m.after) for m in there} == {(m.code, m.after, m.before) for m in back}


def test_a_new_edition_tells_whom_and_from_what_to_what() -> None:
    trial = StudyTrial(date(2026, 1, 1), date(2026, 4, 30))
    lives = [("A1", replace(FACTS, trials=(trial,))), ("A2", FACTS)]
    found = [(c.ref, c.move.code, c.move.before, c.move.after) for c in changes(lives, LAW, date(2026, 7, 1))]
    assert found == [("A1", "trial_latest_end", (date(2026, 6, 30), None), (date(2026, 12, 31), None))]
    assert not list(changes(lives, LAW, date(2017, 2, 1)))
