"""Receipts as one hears them who takes every word literally: they answer what was said, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from notify.replies import read_reply
from notify.values import Pace, StepKind, TaskIntent, TaskKind
from tests.notify.due_lives import life
from tests.notify.talks import asked, last_case, sent, talk
from timeline.facts import FollowUp, FollowUpKind, StudyTrial

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


def test_who_asks_who_writes_is_told_and_asked_and_nothing_ends() -> None:
    for words in ("vem är du", "Vem skriver?", "hej vilka är ni"):
        played = talk(life(Pace.LAGOM), *FEB, ("2027-02-03", "11:00", words))
        assert ("2027-02-03", "M118") in sent(played), words
        assert last_case(played).number_wrong is False
        assert ("2027-02-16", "M39") in sent(played), "the next message comes as before"
    for words in ("fel nummer, vem är du", "FEL"):
        played = talk(life(Pace.LAGOM), *FEB, ("2027-02-03", "11:00", words))
        assert ("2027-02-03", "M46") in sent(played), words
        assert last_case(played).number_wrong is True


@pytest.mark.parametrize(
    ("text", "expects", "read"),
    [
        ("det kom ett avslag o ja fattar inte, va ska ja göra då", None, "HJÄLP"),
        ("hur ska ja klara hyran", None, "HJÄLP"),
        ("har ingen aning om va jag ska göra med allt det här", "DAG", "HJÄLP"),
        ("måndag går inte men tisdag passar", "DAG", "DAG"),
        ("kan inte den 3 mars men den 4 mars", "DAG", "DAG"),
        ("inte fredag men inte lördag heller", "DAG", "MÄNNISKA"),
        ("har skickat in för länge sen", None, "KLAR"),
        ("är inte klar på länge", None, "INTE_KLAR"),
        ("näe inte just nu", "DAG", "PAUS"),
    ],
)
def test_everyday_words_are_read_as_they_are_meant(text: str, expects: str | None, read: str) -> None:
    assert read_reply(text, expects, date(2027, 2, 2)).reply_class == read


def test_the_day_that_will_do_is_the_one_that_is_noted() -> None:
    found = read_reply("måndag går inte men tisdag passar", "DAG", date(2027, 2, 3))
    assert found.day == date(2027, 2, 9)


@pytest.mark.parametrize("text", ["klar. kan nån ringa mig", "Klart! Ring mig", "ring mig, har ansökt"])
def test_what_is_done_is_heard_beside_a_wish_to_be_called(text: str) -> None:
    played = talk(
        replace(life(Pace.LAGOM), steps=()), "2027-04-26", "2027-06-03", ("2027-05-13", "10:00", text)
    )
    assert ("2027-05-13", "M45") in sent(played)
    assert ("2027-05-13", "call") in asked(played)
    assert [step.kind for step in last_case(played).steps] == [StepKind.APPLIED]
    assert not [what for day, what in sent(played) if day > "2027-05-13" and what in {"M51", "M34"}]


@pytest.mark.parametrize("text", ["är inte klar. ring mig", "ring mig när ni är klara", "klar? ring mig"])
def test_a_wish_to_be_called_alone_closes_nothing(text: str) -> None:
    assert read_reply(text, None, date(2027, 5, 13)).done_too is False


def test_a_task_says_in_words_what_the_yes_was_to() -> None:
    case = life(Pace.LAGOM, born=date(1998, 3, 14), end=date(2028, 2, 29))
    played = talk(case, "2027-03-15", "2027-03-30", ("2027-03-25", "10:30", "JA"))
    whys = [m.what.why for m in played if isinstance(m.what, TaskIntent) and m.what.kind is TaskKind.MEET]
    assert whys == ["Personen svarade JA på frågan om tiden efter 30: vill prata."]


def test_a_day_after_an_answer_that_was_not_understood_is_the_day_that_was_asked_for() -> None:
    played = talk(
        life(Pace.LAGOM),
        *FEB,
        ("2027-02-02", "11:00", "imorgon kanske eller torsdag"),
        ("2027-02-02", "11:05", "torsdag"),
    )
    assert [what for day, what in sent(played) if day == "2027-02-02"] == ["M03", "M25", "M43"]
    assert ("2027-02-04", "M35") in sent(played)


def test_a_day_out_of_nowhere_is_read_by_a_person_and_promises_no_talk() -> None:
    case = replace(life(Pace.LAGOM), steps=())
    told = (("2026-12-01", "11:00", "nja du"), ("2026-12-02", "11:05", "18 februari"))
    played = talk(case, "2026-11-30", "2026-12-03", *told)
    assert [what for _, what in sent(played)] == ["M25", "M25"]
    assert ("2026-12-02", "read_reply") in asked(played)


def test_a_day_for_what_comes_after_thirty_is_a_day_with_somebody() -> None:
    case = life(Pace.LAGOM, born=date(1998, 3, 14), end=date(2028, 2, 29))
    played = talk(case, "2027-03-15", "2027-09-30", ("2027-08-26", "11:00", "torsdag"))
    assert ("2027-08-26", "M98") in sent(played), "which asks for a day"
    assert ("2027-08-26", "M94") in sent(played)
    assert ("2027-08-26", "meet") in asked(played)


def test_another_day_for_the_talk_of_the_year_is_no_day_for_a_step() -> None:
    talk_of_year = FollowUp(FollowUpKind.YEARLY, date(2027, 2, 17), time(13), "telefon")
    case = life(Pace.LAGOM)
    case = replace(case, facts=replace(case.facts, follow_ups=(talk_of_year,)))
    played = talk(case, "2027-02-01", "2027-02-20", ("2027-02-11", "11:00", "fredag"))
    assert ("2027-02-10", "M69") in sent(played)
    assert last_case(played).chosen == ()
    assert ("2027-02-11", "meet") in asked(played)


def test_who_has_said_that_the_time_suits_is_not_asked_again() -> None:
    plan = FollowUp(FollowUpKind.PLAN, date(2027, 2, 17), time(13), "möte")
    case = life(Pace.OFTA)
    case = replace(case, facts=replace(case.facts, follow_ups=(plan,)))

    def told(*replies: tuple[str, str, str]) -> list[str]:
        return [what for _, what in sent(talk(case, "2027-02-08", "2027-02-18", *replies)) if what in MEETING]

    assert told() == ["M14", "M14", "M14"]
    assert told(("2027-02-10", "11:00", "ja")) == ["M14", "M120", "M120"]
    assert told(("2027-02-10", "11:00", "nej")) == ["M14", "M14", "M14"]


MEETING = {"M14", "M120"}


@pytest.mark.parametrize("word", ["ja", "Ja gärna!", "ja tack"])
def test_yes_to_help_is_the_word_for_it(word: str) -> None:
    case = life(Pace.LAGOM, steps=())
    played = talk(case, "2027-05-03", "2027-06-10", ("2027-06-03", "12:00", word))
    assert ("2027-06-03", "M34") in sent(played), "which offers help"
    assert ("2027-06-03", "M19") in sent(played)
    assert ("2027-06-03", "help") in asked(played)


def test_yes_to_a_text_with_two_questions_is_read_by_a_person() -> None:
    case = life(Pace.LAGOM, steps=())
    played = talk(case, "2027-04-26", "2027-05-01", ("2027-04-27", "12:00", "ja"))
    assert [what for day, what in sent(played) if day == "2027-04-27"] == ["M04", "M25"]
    first, then = ("2027-04-26", "12:00", "vem är du"), ("2027-04-26", "12:05", "ja")
    played = talk(case, "2027-04-26", "2027-04-26", first, then)
    assert [what for _, what in sent(played)][-2:] == ["M118", "M25"]
