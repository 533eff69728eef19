"""The picture of lives one by one: what stands in it, and what must not."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from dinadatum.picture import Look, blank_picture, figure_html
from dinadatum.picture.happenings import PLAIN
from notify.readability import sentences_of, words_of
from notify.values import StepKind
from notify.word_lists import BLAME, HARD_WORDS, ORDERS, OTHER_NAMES, VAGUE_TIMES
from tests.picture.picture_lives import ALVA, LIVES, PARTLY, RESTING, TODAY, case, did, draw, read


def test_alva_is_as_in_the_example() -> None:
    rows = read(draw(ALVA))
    assert [each.month for each in rows] == [
        "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober",
    ]  # fmt: skip
    assert [each.pay for each in rows] == [
        "pengar den 18", "pengar den 18", "pengar den 19", "pengar den 18", "pengar den 18", "pengar den 19",
        "pengar den 18", "pengar den 17", "",
    ]  # fmt: skip
    assert [len(each.dots) for each in rows] == [4, 4, 4, 5, 4, 5, 4, 4, 0]
    assert [any(each.dots) for each in rows] == [False, False, *[True] * 6, False]
    assert [each.words for each in rows] == [
        ("steg 1: klart",), (), ("steg 2: besök 16 april",), ("steg 3: ansök i maj",), (), (), (),
        ("svaret brukar komma",), ("här behövs ett nytt beslut",),
    ]  # fmt: skip
    assert [each.month for each in rows if each.now] == ["mars"]


@pytest.mark.parametrize(
    ("today", "gone"), [(date(2027, 4, 2), 0), (date(2027, 4, 3), 1), (date(2027, 4, 4), 1)]
)
def test_a_dot_goes_out_on_its_saturday(today: date, gone: int) -> None:
    april = next(each for each in read(draw(ALVA, today)) if each.month == "april")
    assert april.dots == (False,) * gone + (True,) * (4 - gone)


def test_without_a_decision_there_are_no_dots_and_no_money_but_the_answer_is_waited_for() -> None:
    drawn = draw(LIVES["no_decision"])
    assert "prick" not in drawn.svg
    assert not drawn.pay_days
    assert [each.words for each in read(drawn)] == [(), (), (), ("svaret brukar komma",)]
    assert any("inget beslut än" in event.text for event in drawn.events)


def test_a_gap_has_no_money_and_says_so() -> None:
    rows = {each.month: each for each in read(draw(LIVES["gap"]))[:9]}
    assert [rows[m].pay for m in ("april", "maj", "juni", "juli", "augusti")] == [
        "pengar den 19", "", "", "", "pengar den 18",
    ]  # fmt: skip
    assert "här finns inget beslut" in rows["maj"].words
    assert "beslutet börjar" in rows["augusti"].words


def test_a_full_rest_for_work_gives_a_part_then_perhaps_three_months() -> None:
    rows = read(draw(LIVES["resting"]))
    assert [each.pay[:6] for each in rows] == [*["en del"] * 9, *["kanske"] * 3, ""]
    assert rows[8].words == ("tiden som vilar slutar",)
    assert rows[9].words == ("om du slutar jobba",)
    assert rows[11].words == ("svaret brukar komma",)
    assert rows[12].words == ("här behövs ett nytt beslut",)


def test_the_three_months_are_sure_once_work_has_stopped() -> None:
    stopped = replace(RESTING, stops_work=date(2027, 10, 20))
    assert [each.pay for each in read(draw(case(stopped)))][9:12] == [
        "pengar den 18", "pengar den 17", "pengar den 18",
    ]  # fmt: skip


def test_a_partial_rest_goes_back_to_whole_money_when_it_is_over() -> None:
    pays = {each.month: each.pay for each in read(draw(case(PARTLY)))}
    assert pays["juli"] == "en del den 19"
    assert pays["augusti"] == "pengar den 18"


def test_a_rest_for_studies_gives_no_money() -> None:
    from timeline import Dormancy, Facts, Reason

    study = Dormancy(Reason.STUDY, 100, date(2027, 1, 1), date(2027, 6, 30))
    facts = Facts(RESTING.birth_date, RESTING.decisions, (study,))
    pays = {each.month: each.pay for each in read(draw(case(facts)))}
    assert (pays["mars"], pays["juni"], pays["juli"]) == ("vilar", "vilar", "pengar den 19")
    assert "juni" not in {str(day.month) for day in draw(case(facts)).pay_days}


def test_thirty_ends_it_with_other_words_than_a_new_decision() -> None:
    words = [word for each in read(draw(LIVES["before_30"])) for word in each.words]
    assert words == ["du fyller 30: nya regler"]
    assert "nytt beslut" not in draw(LIVES["before_30"]).svg


def test_after_thirty_the_flag_is_behind_and_nothing_is_asked() -> None:
    rows = read(draw(LIVES["after_30"]))
    assert [each.words for each in rows] == [(), ("du fyller 30: nya regler",), (), ()]


def test_school_asks_for_a_talk_and_for_no_doctor() -> None:
    drawn = draw(LIVES["school"])
    assert "prata om tiden efter" in drawn.svg
    assert "läkare" not in drawn.svg + " ".join(event.text for event in drawn.events)


def test_an_ended_decision_shows_the_last_day_that_costs_nothing() -> None:
    words = [each.words for each in read(draw(LIVES["ended"]))]
    assert words == [(), ("här behövs ett nytt beslut",), ("steg 3: ansök",), (), ("ansök senast den 31",)]


def test_a_long_decision_is_cut_and_the_cut_is_said() -> None:
    drawn = draw(LIVES["long"])
    assert len(read(drawn)) == 14
    assert drawn.left_out.replace("\u00a0", " ") == "Beslutet gäller till och med 28 februari 2030."
    assert "Här slutar bilden." in drawn.svg
    assert any(event.code == "decision_end" for event in drawn.events)


def test_said_is_not_received() -> None:
    life = replace(ALVA, steps=(*ALVA.steps, did(StepKind.APPLIED, date(2027, 3, 20))))
    assert "steg 3: du sa klart" in draw(life).svg
    life = replace(life, steps=(*life.steps, did(StepKind.RECEIVED, date(2027, 3, 25))))
    assert "steg 3: klart" in draw(life).svg


@pytest.mark.parametrize("kind", ["beviljad", "delvis", "avslag"])
def test_the_kind_of_an_answer_is_never_told(kind: str) -> None:
    life = replace(ALVA, steps=(*ALVA.steps, did(StepKind.ANSWER, date(2027, 3, 25), kind)))
    drawn = draw(life)
    assert "svaret har kommit" in drawn.svg
    assert kind not in drawn.svg + figure_html(drawn, TODAY)
    assert drawn.svg == draw(replace(life, steps=(*ALVA.steps, did(StepKind.ANSWER, date(2027, 3, 25))))).svg


def test_a_step_not_done_stands_where_the_person_is_and_never_behind() -> None:
    late = read(draw(case(ALVA.facts), date(2027, 7, 6)))
    here = next(each for each in late if each.now)
    assert here.words == ("steg 1: boka läkare", "steg 3: ansök")


def test_what_was_decided_afterwards_was_not_paid_on_the_usual_days() -> None:
    from timeline import Decision, Facts

    late = Decision(
        ALVA.facts.decisions[0].kind, 100, date(2027, 1, 1), date(2027, 12, 31), date(2027, 3, 22)
    )
    drawn = draw(case(Facts(ALVA.facts.birth_date, (late,))))
    assert [each.pay for each in read(drawn)][:3] == ["", "", "pengar den 19"]


@pytest.mark.parametrize("life", LIVES)
def test_the_list_stands_in_order_and_in_plain_words(life: str) -> None:
    drawn = draw(LIVES[life])
    assert all(a.day <= b.day for a, b in pairwise(drawn.events))
    for event in drawn.events:
        for sentence in sentences_of(event.text):
            assert len(words_of(sentence)) <= 14, sentence
        assert not re.search(r"[!/();]|\d{4}-\d\d", event.text), event.text
        banned = (*HARD_WORDS, *OTHER_NAMES, *VAGUE_TIMES, *BLAME, *ORDERS)
        assert not [word for word in banned if re.search(rf"\b{word}\b", event.text.lower())]


def test_every_sentence_about_a_key_date_is_short() -> None:
    for _, short, long in PLAIN.values():
        assert len(short) <= 24
        assert max(len(words_of(sentence)) for sentence in sentences_of(long)) <= 12


@pytest.mark.parametrize("look", Look)
def test_the_picture_runs_nothing_fetches_nothing_and_styles_nothing(look: Look) -> None:
    svg = draw(ALVA, look=look).svg
    assert not re.search(r"style=|<style|<script|href|url\(|\bon\w+=|data:", svg)
    assert svg.count("http") == svg.count("http://www.w3.org/2000/svg") == 1
    assert 'role="img"' in svg
    assert 'aria-labelledby="min-tid-titel"' in svg
    assert '<title id="min-tid-titel">Min tid: från februari till oktober 2027</title>' in svg


def test_the_figure_has_the_list_with_machine_days() -> None:
    html = figure_html(draw(ALVA), TODAY)
    assert '<li><time datetime="2027-04-16">fredag 16 april</time>: Steg 2: ditt besök.</li>' in html
    assert '<li><time datetime="2027-05">maj</time>: Steg 3: ansök igen.</li>' in html
    assert "Du får pengar 6 gånger till." in html
    assert html.count("<ol") == 2


def test_the_blank_picture_has_room_to_write_and_no_month() -> None:
    blank = blank_picture()
    assert "pengar den<" in blank.svg
    assert not re.search("januari|september|du är här", blank.svg)
