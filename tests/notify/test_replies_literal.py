"""Receipts as one hears them who takes every word literally: they answer what was said, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from notify.values import Pace
from tests.notify.due_lives import life
from tests.notify.talks import asked, last_case, sent, talk
from timeline.facts import StudyTrial

FEB = ("2027-02-01", "2027-02-20")


def test_a_no_of_today_is_no_plan_for_today() -> None:
    played = talk(
        life(Pace.LAGOM),
        *FEB,
        ("2027-02-03", "11:00", "fredag"),
        ("2027-02-05", "11:00", "nej jag hann inte idag"),
    )
    assert ("2027-02-05", "M42") in sent(played)
    assert ("2027-02-05", "M93") not in sent(played)
    assert last_case(played).rests_until == date(2027, 2, 12)


def test_ok_after_words_of_danger_is_never_told_that_all_is_done() -> None:
    for word in ("ok", "bra", "tack"):
        played = talk(
            life(Pace.VIKTIGT),
            *FEB,
            ("2027-02-03", "01:20", "orkar inte leva"),
            ("2027-02-03", "09:20", word),
        )
        told = [what for day, what in sent(played) if day == "2027-02-03"]
        assert told == ["M33", "M94"], word
        assert ("2027-02-03", "meet") in asked(played)


def test_to_go_on_with_studies_is_not_to_get_messages_again() -> None:
    case = life(Pace.OFTA)
    trial = StudyTrial(date(2026, 9, 1), date(2027, 2, 28))
    case = replace(case, facts=replace(case.facts, trials=(trial,)))
    for words in ("ja vill fortsätta", "fortsätta", "jag vill fortsätta som vanligt"):
        played = talk(case, *FEB, ("2027-02-10", "12:00", words))
        assert ("2027-02-10", "M24") not in sent(played), words
        assert ("2027-02-10", "read_reply") in asked(played), words


def test_to_go_on_ends_a_pause() -> None:
    played = talk(
        life(Pace.LAGOM), *FEB, ("2027-02-04", "12:00", "paus"), ("2027-02-06", "12:00", "ja fortsätt")
    )
    assert ("2027-02-06", "M24") in sent(played)
    assert last_case(played).paused_until is None
