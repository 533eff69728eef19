"""Amendments 11, 19 and 21 to 31: the pace, the days, and the words that are allowed."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from dinadatum.app import read_rules
from dinadatum.config import Config
from notify.ahead import next_about
from notify.calendar import own_weekdays
from notify.given import Names
from notify.history import History
from notify.intents import sent_of
from notify.life import live
from notify.paths.letter import other_letter
from notify.paths.steps import TAKEN_OVER
from notify.slots import chosen_day, fill
from notify.template import Template, Urgency
from notify.templates import render
from notify.textrules import check
from notify.values import Case, Intent, Pace, Preferences, TaskKind, Wording
from tests.notify.due_lives import CALENDAR, PACES, D, life, messages, red, tasks, timeline_of
from tests.notify.talks import GALLERY, Moment, intents, sent, talk
from timeline.facts import Kind

AUTUMN, AFTER = date(2026, 11, 10), date(2028, 3, 1)
NAMES = Names(person="Alva", contact="Sara")


def words_of(template: Template) -> str:
    return "\n".join(line.text for line in template.lines)


def say(intent: Intent, case: Case, **more: object) -> str:
    slots = fill(
        intent,
        case,
        timeline_of(case),
        today=intent.day,
        names=NAMES,
        red_days=red,
        **more,  # type: ignore[arg-type]
    )
    return render(GALLERY.choose(intent.template, intent.wording), slots).text


# ---- 11: Försäkringskassan's own letter


@pytest.mark.parametrize("pace", list(Pace))
def test_amendment_11_the_letter_is_announced_half_a_year_before_but_not_in_viktigt(pace: Pace) -> None:
    case = life(pace)
    asked_for = list(other_letter(live(case, timeline_of(case), History(()), PACES, CALENDAR)))
    assert bool(asked_for) is (pace is not Pace.VIKTIGT)
    told = [i for i in messages(case, AUTUMN, AFTER) if i.template == "M81"]
    if pace is Pace.VIKTIGT:
        assert told == []
        return
    assert len(told) == 1
    assert date(2027, 3, 30) <= told[0].day <= date(2027, 4, 30)


def test_amendment_11_it_says_that_it_comes_that_it_is_the_same_and_that_reading_is_enough() -> None:
    (intent,) = [i for i in messages(life(), AUTUMN, AFTER) if i.template == "M81"]
    text = say(intent, life())
    assert "I april kan du få ett brev om ditt beslut." in text
    assert "samma sak" in text
    assert "Det räcker att läsa det." in text
    assert "Försäkringskassan" not in text, "discreet"


# ---- 19: ping says that it is urgent


@pytest.mark.parametrize("template", ["M05", "M26", "M47", "M54", "M67", "M87"])
def test_amendment_19_in_ping_every_urgent_text_says_that_it_is_urgent(template: str) -> None:
    assert GALLERY.get(template).urgency is Urgency.U3
    text = words_of(GALLERY.choose(template, Wording.PING))
    assert text.split("\n", 1)[1].replace("\n", " ") in (
        "Det finns något viktigt att läsa i dag. Svara HJÄLP så hör vi av oss.",
        "Det finns något viktigt att läsa i dag. Svara HJÄLP så hör vi av oss",
    )


def test_amendment_19_what_is_not_urgent_says_so_neither() -> None:
    assert "i dag" not in words_of(GALLERY.choose("M34", Wording.PING))


# ---- 21: the table wins


@pytest.mark.parametrize("pace", list(Pace))
def test_amendment_21_a_person_takes_over_at_the_latest_195_days_before(pace: Pace) -> None:
    found = [(day, t) for day, t in tasks(life(pace), AUTUMN, D) if t.kind is TaskKind.TAKE_OVER]
    assert len(found) == 1
    assert found[0][0] <= D - timedelta(days=195)
    told = [i.day for i in messages(life(pace), AUTUMN, D) if i.step == TAKEN_OVER]
    assert told[0] <= D - timedelta(days=195)


def test_amendment_21_also_when_every_try_was_put_off() -> None:
    paused = life(Pace.OFTA, paused_until=date(2027, 4, 10))
    found = [day for day, t in tasks(paused, AUTUMN, D) if t.kind is TaskKind.TAKE_OVER]
    assert found[0] <= D - timedelta(days=195)


# ---- 22: a day that the person chose


@pytest.mark.parametrize(
    ("text", "day", "said"),
    [
        ("fredag", "2027-02-05", "Vi skriver fast det är fredag."),
        ("på lördag", "2027-02-06", "Vi skriver fast det är lördag."),
        ("26 mars", "2027-03-26", "Vi skriver fast det är fredag."),  # långfredag
        ("onsdag", "2027-02-03", ""),
    ],
)
def test_amendment_22_a_chosen_day_is_kept_and_the_receipt_says_so(text: str, day: str, said: str) -> None:
    played = talk(life(), "2027-02-01", "2027-03-27", ("2027-02-02", "12:00", text))
    assert (day, "M35") in sent(played)
    slots = chosen_day(date.fromisoformat(day), date(2027, 2, 2), red)
    assert slots.get("helg", "") == said
    assert "? {helg}" in [f"? {line.text}" for line in GALLERY.get("M43").lines]


# ---- 23: red days


@pytest.mark.parametrize(
    "day",
    [date(2026, 6, 19), date(2026, 12, 24), date(2026, 12, 31), date(2027, 1, 6), date(2027, 5, 6)],
    ids=["midsommarafton", "julafton", "nyårsafton", "trettondagen", "kristi himmelsfärd"],
)
def test_amendment_23_the_service_knows_the_red_days_and_the_three_eves(day: date) -> None:
    rules = read_rules(Config())
    assert rules.red_days(day)
    assert not rules.calendar.is_workday(day)
    assert not rules.calendar.is_open(day - timedelta(days=1))
    assert not rules.red_days(date(2027, 5, 4)), "an ordinary Tuesday"


# ---- 25: OFTA without two days


@pytest.mark.parametrize(("own", "days"), [((0,), (0, 2)), ((1,), (1, 3)), ((2,), (0, 2)), ((3,), (1, 3))])
def test_amendment_25_ofta_has_the_own_day_and_the_one_two_days_later(
    own: tuple[int, ...], days: tuple[int, ...]
) -> None:
    assert own_weekdays(own, two=True) == days
    case = life(Pace.OFTA, weekdays=own)
    told = {i.day.weekday() for i in messages(case, AUTUMN, date(2027, 2, 25)) if i.step.startswith("step1.")}
    assert told
    assert told <= set(days)


# ---- 26: yes and no


def yes_then_no(*replies: tuple[str, str, str]) -> list[Moment]:
    return talk(replace(life(), consent=None), "2026-11-02", "2027-02-20", *replies)


def test_amendment_26_the_yes_to_the_welcome_never_grows_old() -> None:
    assert ("2027-01-20", "M30") in sent(yes_then_no(("2027-01-20", "12:00", "ja")))


def test_amendment_26_other_answers_are_tied_to_the_last_question_and_grow_old() -> None:
    case = life(end=date(2027, 12, 31), start=date(2025, 6, 1))
    fresh = talk(case, "2026-12-01", "2027-01-19", ("2027-01-19", "12:00", "nej"))
    late = talk(case, "2026-12-01", "2027-02-01", ("2027-01-28", "12:00", "nej"))
    assert sent(fresh)[-1] == ("2027-01-19", "M94")
    assert ("2027-01-28", "M25") in sent(late), "a person reads it"


@pytest.mark.parametrize(("text", "template"), [("ja", "M30"), ("nej", "M29")])
def test_amendment_26_every_yes_and_no_has_a_receipt(text: str, template: str) -> None:
    assert sent(yes_then_no(("2026-11-04", "12:00", text)))[1] == ("2026-11-04", template)


# ---- 27: words of urgency


@pytest.mark.parametrize(
    ("urgency", "phrases"),
    [
        (Urgency.U0, ("Det räcker att läsa",)),
        (Urgency.U1, ("Du har gott om tid", "{bradska}")),
        (
            Urgency.U2,
            ("Nu är det bra att", "den här veckan", "gärna i {", "innan du börjar", "dagen du valde"),
        ),
        (Urgency.U3, ("Det är bråttom nu", "i dag", "senast {")),
    ],
)
def test_amendment_27_each_text_says_its_urgency_in_a_phrase_of_that_level(
    urgency: Urgency, phrases: tuple[str, ...]
) -> None:
    found = [t for t in GALLERY.templates.values() if t.urgency is urgency and t.wording is Wording.DISKRET]
    assert found
    for template in found:
        assert any(phrase in words_of(template) for phrase in phrases) or (
            template.true_last_day and "senast" in words_of(template)
        ), template.id


# ---- 28: senast, till och med, and a long word


def test_amendment_28_senast_stands_only_where_the_text_names_the_law_or_a_promise() -> None:
    for template in GALLERY.templates.values():
        if "senast" in words_of(template).lower():
            assert template.true_last_day, template.id
    allowed = {t.id for t in GALLERY.templates.values() if t.true_last_day}
    assert {"M09", "M47", "M48", "M60", "M19", "M45", "M52"} <= allowed


def test_amendment_28_a_last_day_is_till_och_med() -> None:
    for template in GALLERY.templates.values():
        assert not re.search(r"\btill \{(?:slut|till|sista_dag)\}", words_of(template)), template.id
    assert "till och med {till}" in words_of(GALLERY.get("M17"))


def test_amendment_28_aktivitetsersattning_is_excepted_in_tydlig_alone() -> None:
    text = "Dina datum:\nDin aktivitetsersättning slutar torsdag 30 september.\nDet räcker att läsa."
    open_, closed = GALLERY.choose("M12", Wording.TYDLIG), GALLERY.get("M12")

    def rules_broken(template: Template) -> set[int]:
        return {breach.rule for breach in check(text, template)}

    assert 5 not in rules_broken(open_)
    assert rules_broken(closed) - rules_broken(open_)


# ---- 29: the next message


def test_amendment_29_the_next_sms_is_said_only_about_a_matter() -> None:
    for template in GALLERY.templates.values():
        for line in template.lines:
            if "Nästa" in line.text and "Nästa steg" not in line.text:
                assert re.search(
                    r"Nästa (?:sms|mejl) om (?:det|beslutet|dina datum) kommer \{nasta\}", line.text
                )


@pytest.mark.parametrize("pace", [Pace.LUGNT, Pace.LAGOM])
def test_amendment_29_what_is_said_of_the_next_is_what_then_comes(pace: Pace) -> None:
    """Step the days and compare: no other message about the decision comes before the one that was named."""
    case = life(pace)
    told = [i for i in messages(case, AUTUMN, AFTER) if i.key_date == "decision_end"]
    for n, intent in enumerate(told[:-1]):
        history = [sent_of(i) for i in messages(case, AUTUMN, intent.day)]
        named = next_about(
            case,
            timeline_of(case),
            history,
            intent.day,
            key_date=intent.key_date,
            key_date_day=intent.key_date_day,
            paces=PACES,
            calendar=CALENDAR,
        )
        assert named == told[n + 1].day


# ---- 31: minutes


def test_amendment_31_minutes_stand_in_the_head_and_are_those_of_the_text() -> None:
    for template in GALLERY.templates.values():
        said = re.search(r"(\d+) minuter", words_of(template))
        if said:
            assert template.minutes == int(said[1]), template.id
    steps = ("M03", "M39", "M40", "M04", "M49", "M50", "M34", "M05")
    assert all(GALLERY.get(name).minutes for name in steps)


def test_amendment_31_on_the_chosen_day_no_minutes_are_said() -> None:
    assert GALLERY.get("M35").minutes is None
    assert "minuter" not in words_of(GALLERY.get("M35"))


# ---- 37: in time


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2027, 6, 3), "Då är det lättare att få pengar i tid."),
        (date(2027, 6, 30), "Då blir det kortare utan pengar."),
    ],
)
def test_amendment_37_in_time_is_said_only_before_four_months_and_thirty_days(day: date, said: str) -> None:
    told = [i for i in messages(life(), AUTUMN, AFTER) if i.template == "M34" and i.day == day]
    assert said in say(told[0], life())


@pytest.mark.parametrize(
    ("day", "easier"), [(date(2027, 6, 28), True), (date(2027, 6, 29), False)], ids=["the last day", "after"]
)
def test_amendment_37_the_border_is_four_months_before_and_thirty_days(day: date, easier: bool) -> None:
    (intent, *_) = [i for i in messages(life(), AUTUMN, AFTER) if i.template == "M34"]
    text = say(replace(intent, day=day), life())
    assert ("lättare" in text) is easier


# ---- 35: schooling has its own path


def test_amendment_35_schooling_ends_without_a_doctor_and_speaks_of_the_time_after() -> None:
    case = life(kind=Kind.EXTENDED_SCHOOLING, born=date(2006, 3, 15))
    told = [i.template for i in messages(case, AUTUMN, D) if i.key_date == "decision_end"]
    assert set(told[:1]) == {"M64"}
    assert not {"M03", "M39", "M40", "M27", "M80", "M34", "M05"} & set(told)
    assert "tiden efter" in words_of(GALLERY.get("M64"))
    assert "tiden efter skolan" in words_of(GALLERY.get("M70"))
    assert TaskKind.TAKE_OVER not in {t.kind for _, t in tasks(case, AUTUMN, D)}


def test_amendment_35_no_step_of_the_doctor_in_any_wording() -> None:
    case = life(kind=Kind.EXTENDED_SCHOOLING, born=date(2006, 3, 15))
    for wording in Wording:
        chosen = replace(case, preferences=Preferences(wording=wording))
        assert "M03" not in {i.template for i in intents(talk(chosen, "2026-11-10", "2027-09-30"))}
