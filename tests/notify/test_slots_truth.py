"""The words of a message are worked out from the facts, and true on the morning it goes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dinadatum.template_files import open_gallery
from notify.given import Names
from notify.slots import chosen_day, fill, meeting_sentence
from notify.templates import Gallery, render
from notify.textrules import check
from notify.values import (
    Case,
    Intent,
    MessageKind,
    Pace,
    Preferences,
    Recipient,
    Road,
    StepFact,
    StepKind,
    TimeUnit,
    Wording,
)
from timeline import LAW_FILE, Law, derive, load_law
from timeline.facts import Decision, Dormancy, Facts, Kind, Reason, StudyTrial

LAW: Law = load_law(LAW_FILE.read_text(encoding="utf-8"))
D = date(2027, 9, 30)
BORN = date(2002, 5, 10)
FACTS = Facts(BORN, (Decision(Kind.REDUCED_CAPACITY, 100, date(2025, 10, 1), D),))
CASE = Case("D-1", FACTS, known_since=date(2026, 1, 1), consent=True)
NAMES = Names(person="Alva", contact="Sara")
GALLERY: Gallery = open_gallery()


def no_red_days(_: date) -> bool:
    return False


def intent(template: str, key_date: str = "decision_end", day: date = D, step: str = "") -> Intent:
    return Intent(
        identity="x",
        ref="D-1",
        recipient=Recipient.PERSON,
        recipient_key="",
        road=Road.SMS,
        kind=MessageKind.ORDINARY,
        template=template,
        wording=Wording.DISKRET,
        pace=Pace.LAGOM,
        day=day,
        at=time(10),
        key_date=key_date,
        key_date_day=day,
        step=step,
        why="",
        priority=0,
        last_useful_day=day,
    )


def words(
    today: date,
    what: Intent,
    case: Case = CASE,
    *,
    next_day: date | None = None,
    promise_day: date | None = None,
    names: Names = NAMES,
    red_days: Callable[[date], bool] = no_red_days,
) -> dict[str, str]:
    return fill(
        what,
        case,
        derive(case.facts, LAW, red_days),
        today=today,
        names=names,
        red_days=red_days,
        next_day=next_day,
        promise_day=promise_day,
    )


def said(today: date, what: Intent, case: Case = CASE, **more: object) -> str:
    text = render(GALLERY.get(what.template), words(today, what, case, **more))  # type: ignore[arg-type]
    assert text.fits, text.reason
    return text.text


def test_the_net_a_week_before() -> None:
    assert said(date(2027, 9, 23), intent("M05", step="net.S5")) == (
        "Dina datum:\nDet är bråttom nu.\nDitt beslut slutar torsdag 30 september.\nDet är om 7 dagar.\n"
        "Du kan ansöka i dag.\nSvara HJÄLP så hör Sara av sig."
    )


def test_the_net_after_the_end_names_the_month_that_can_still_be_had() -> None:
    after = intent("M26", step="net.S6")
    assert "Då kan du få pengar från oktober." in said(date(2027, 10, 4), after)
    assert words(date(2028, 1, 31), after)["pengar_fran"] == "oktober"
    assert words(date(2028, 2, 1), after)["pengar_fran"] == "november"  # October is lost by then


def test_the_last_day_without_loss_is_the_laws() -> None:
    last = intent("M47", step="net.S8")
    assert "Ansök senast måndag 31 januari." in said(date(2028, 1, 24), last)
    assert "sista_dag" not in words(
        date(2028, 2, 1), last
    )  # a day that has been is never given as a last day


def test_the_soft_month_is_never_one_that_has_passed() -> None:
    assert words(date(2027, 4, 20), intent("M04"))["ansok_manad"] == "maj"
    assert words(date(2027, 6, 8), intent("M04"))["ansok_manad"] == "juni"


@pytest.mark.parametrize(
    ("today", "sentence"),
    [
        (date(2027, 6, 28), "Då är det lättare att få pengar i tid."),  # D - 4 months is 30 May
        (date(2027, 6, 29), "Då blir det kortare utan pengar."),
    ],
)
def test_easier_in_time_is_said_only_while_it_is_true(today: date, sentence: str) -> None:
    assert sentence in said(today, intent("M34", step="net.S2"))


@pytest.mark.parametrize(
    ("today", "steps", "sentence", "step"),
    [
        (date(2027, 1, 29), (), "Du har gott om tid.", "steg 1"),
        (date(2027, 1, 30), (), "Gör det gärna den här veckan.", "steg 1"),
        (date(2027, 4, 29), (StepKind.BOOKED,), "Du har gott om tid.", "steg 3"),
        (date(2027, 4, 30), (StepKind.BOOKED,), "Gör det gärna den här veckan.", "steg 3"),
        (date(2027, 9, 2), (), "Det är bråttom nu.", "steg 1"),
        (date(2027, 9, 2), (StepKind.APPLIED,), "Du har gott om tid.", "steg 4"),
    ],
)
def test_plenty_of_time_only_when_the_arithmetic_says_so(
    today: date, steps: tuple[StepKind, ...], sentence: str, step: str
) -> None:
    case = replace(
        CASE,
        paused_until=today,
        confirmed=today,
        steps=tuple(StepFact(kind, date(2027, 1, 15)) for kind in steps),
    )
    slots = words(today, intent("M28", "pause", today), case)
    assert (slots["bradska"], slots["steg"]) == (sentence, step)


def test_money_is_counted_from_the_real_pay_days() -> None:
    slots = words(date(2027, 3, 30), intent("M02"))
    assert slots["matt"] == slots["pengar"] == "Du får pengar 6 gånger till."
    assert slots["pengar_manader"] == "april, maj, juni, juli, augusti och september"


def test_no_money_is_counted_while_the_benefit_rests() -> None:
    rest = Dormancy(Reason.WORK, 100, date(2027, 1, 1), date(2027, 8, 31))
    case = replace(CASE, facts=replace(FACTS, dormancies=(rest,)))
    slots = words(date(2027, 3, 30), intent("M08", "dormancy_end", rest.end), case)
    assert "pengar" not in slots
    assert "vila_kvar" not in slots
    slots = words(date(2027, 7, 1), intent("M08", "dormancy_end", rest.end), case)
    assert slots["vila_kvar"] == "Det är 9 helger kvar."


def test_the_person_chooses_the_unit() -> None:
    case = replace(CASE, preferences=Preferences(unit=TimeUnit.DAYS))
    assert words(date(2027, 9, 2), intent("M05"), case)["matt"] == "Det är om 28 dagar."


def test_the_helper_of_a_step_is_named_before_the_caseworker() -> None:
    helped = Names(person="Alva", contact="Sara", helper="Kim")
    text = said(date(2027, 6, 3), intent("M34", step="net.S1"), names=helped)
    assert "Kim hjälper dig." in text


def test_thirty_speaks_of_the_last_month_before() -> None:
    born = date(1997, 6, 20)
    end = date(2027, 5, 31)
    case = replace(CASE, facts=Facts(born, (Decision(Kind.REDUCED_CAPACITY, 100, date(2025, 6, 1), end),)))
    thirty = intent("M54", "age_30", end)
    assert "Din ersättning slutar måndag 31 maj." in said(date(2027, 5, 4), thirty, case)
    assert words(date(2026, 6, 29), thirty, case)["fyller_manad"] == "juni 2027"
    assert words(date(2027, 9, 1), thirty, case)["sista_dag"] == "torsdag 30 september"
    assert words(date(2027, 9, 1), thirty, case)["pengar_fran"] == "juni"
    last_money = intent("M65", "ae_last_day", end)
    assert "Du får pengar onsdag 19 maj." in said(date(2027, 5, 4), last_money, case)
    assert "Du får pengar i morgon." in said(date(2027, 5, 18), last_money, case)


def test_the_answer_may_be_asked_about_for_two_months() -> None:
    asked = intent("M48", "answer", date(2027, 9, 6))
    assert words(date(2027, 10, 6), asked)["sista_dag"] == "måndag 8 november"  # 6 November is a Saturday


def test_a_study_trial_counts_its_own_months_and_what_is_left() -> None:
    trial = StudyTrial(date(2027, 1, 1), date(2027, 6, 30))
    case = replace(CASE, facts=replace(FACTS, trials=(trial,)))
    text = said(date(2027, 4, 13), intent("M10", "trial_end", trial.end), case)
    assert "Det är månad 4 av 6.\n" in text
    assert "Du kan ansöka om 6 månader till.\n" in text


def test_months_to_regain_come_from_the_law() -> None:
    rest = Dormancy(Reason.WORK, 100, date(2027, 1, 1), date(2027, 8, 31))
    case = replace(CASE, facts=replace(FACTS, dormancies=(rest,)))
    text = said(date(2027, 8, 10), intent("M09", "stops_work", date(2027, 8, 10)), case)
    assert "Då kan du få ersättning i 3 månader.\nBe om det senast tisdag 31 augusti.\n" in text


def test_promises_pauses_and_next_messages() -> None:
    today = date(2027, 3, 2)
    case = replace(CASE, paused_until=date(2027, 3, 17), reserve_road="brev")
    slots = words(
        today,
        intent("M27", step="step1.person"),
        case,
        next_day=date(2027, 8, 31),
        promise_day=date(2027, 3, 4),
    )
    assert slots["dag"] == "torsdag 4 mars"
    assert slots["till"] == "tisdag 16 mars"  # the last day of the pause
    assert slots["nasta"] == "31 augusti 2027"
    assert slots["reserv"] == "i brev"
    assert slots["egen_tid"] == "tisdag klockan 10"


def test_without_a_decision_nothing_is_invented() -> None:
    case = replace(CASE, facts=Facts(BORN))
    slots = words(date(2027, 3, 2), intent("M01", "consent", date(2027, 3, 1)), case)
    assert {"slut", "matt", "pengar_fran", "sista_dag", "steg"}.isdisjoint(slots)
    assert said(date(2027, 3, 2), intent("M01", "consent", date(2027, 3, 1)), case).startswith(
        "Dina datum:\nHej Alva."
    )


def test_a_chosen_day_is_kept_and_said() -> None:
    today = date(2027, 3, 2)
    assert chosen_day(date(2027, 3, 11), today, no_red_days) == {"dag": "torsdag 11 mars"}
    assert chosen_day(date(2027, 3, 13), today, no_red_days)["helg"] == "Vi skriver fast det är lördag."
    assert (
        chosen_day(date(2027, 3, 11), today, lambda _: True)["helg"] == "Vi skriver fast det är en helgdag."
    )


def test_a_meeting_as_it_will_be() -> None:
    assert meeting_sentence("Sara", "telefon", time(10)) == "Sara ringer dig klockan 10."
    assert meeting_sentence("Sara", "besök", time(13, 30)) == "Ni ses klockan 13.30."


STEPS = {
    "M02": "notice",
    "M03": "step1.1",
    "M04": "step3.1",
    "M05": "net.S4",
    "M26": "net.S6",
    "M34": "net.S2",
    "M39": "step1.2",
    "M40": "step1.1",
    "M44": "new",
    "M47": "net.S7",
    "M49": "step3.2",
    "M51": "step1.3",
    "M55": "waiting.late",
    "M58": "waiting.ended",
    "M79": "net.S4",
}


@given(
    template=st.sampled_from(sorted(STEPS)),
    day=st.integers(0, 700),
    names=st.sampled_from([NAMES, Names(), Names("Zoë", "Sara"), Names("Christoffer", "Christoffer")]),
    near=st.integers(1, 300),
)
def test_what_can_be_said_on_any_day_keeps_the_rules(
    template: str, day: int, names: Names, near: int
) -> None:
    today = date(2026, 6, 1) + timedelta(days=day)
    what = intent(template, step=STEPS[template])
    slots = words(today, what, names=names, next_day=today + timedelta(days=near))
    if template == "M47" and "sista_dag" not in slots:
        return
    text = render(GALLERY.get(template), slots)
    assert text.fits
    assert check(text.text, GALLERY.get(template), [names.person, names.contact]) == ()


def test_a_copy_names_the_step_as_openly_as_the_person_has_chosen() -> None:
    copy = intent("M15", step="step1.2")
    assert words(date(2027, 2, 17), copy)["sak"] == "steg 1"
    open_case = replace(CASE, preferences=Preferences(wording=Wording.TYDLIG))
    assert words(date(2027, 2, 17), copy, open_case)["sak"] == "att boka läkare"
    assert words(date(2027, 2, 17), intent("M72", "answer", D))["sak"] == "svaret"
