"""Amendments 32 to 34, 36 and 38: what the law allows to be said, to whom, and the texts that were missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from notify.given import Names
from notify.pace_rules import PaceRules
from notify.slots import fill
from notify.templates import render
from notify.values import Case, Intent, MessageKind, Pace, StepKind, Wording
from tests.notify.due_lives import PACES, D, does, life, messages, red, timeline_of
from tests.notify.talks import GALLERY, sent, talk
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

AUTUMN = date(2026, 11, 10)
RENEWAL = {"M02", "M03", "M04", "M34", "M05", "M26", "M39", "M40", "M47", "M49", "M50", "M80", "M81", "M99"}
WORK = Dormancy(Reason.WORK, 100, date(2026, 12, 1), date(2027, 8, 31))


def with_facts(case: Case, **facts: object) -> Case:
    return replace(case, facts=replace(case.facts, **facts))  # type: ignore[arg-type]


def templates(case: Case, first: date = AUTUMN, last: date = date(2029, 6, 1)) -> set[str]:
    return {intent.template for intent in messages(case, first, last)}


def words_of(template: str) -> str:
    return "\n".join(line.text for line in GALLERY.get(template).lines)


def say(intent: Intent, case: Case) -> str:
    names = Names(person="Alva", contact="Sara")
    slots = fill(intent, case, timeline_of(case), today=intent.day, names=names, red_days=red)
    return render(GALLERY.get(intent.template), slots).text


# ---- 32: a decision that lasts until 30 has no renewal


@pytest.mark.parametrize(
    ("born", "renewed"),
    [(date(1998, 6, 15), False), (date(1998, 7, 15), True)],
    ids=["until 30", "a month before"],
)
def test_amendment_32_the_last_decision_before_30_takes_the_path_of_30(born: date, renewed: bool) -> None:
    case = life(Pace.LUGNT, born=born, start=date(2026, 6, 1), end=date(2028, 5, 31))
    told = templates(case)
    assert bool(RENEWAL & told) is renewed
    if not renewed:
        assert {"M12", "M53", "M54", "M66"} <= told


def test_amendment_32_sjukersattning_and_sjukpenning_are_on_the_timeline() -> None:
    case = life(born=date(1998, 6, 15), start=date(2026, 6, 1), end=date(2028, 5, 31))
    codes = {key.code for key in timeline_of(case).key_dates}
    assert any(code.startswith("sjuk") for code in codes), codes


# ---- 33: before work or studies


@pytest.mark.parametrize(
    ("start", "template"),
    [(date(2025, 10, 1), "M07"), (date(2026, 10, 1), "M91")],
    ids=["may rest", "only report"],
)
def test_amendment_33_vilande_is_spoken_of_only_where_it_is_possible(start: date, template: str) -> None:
    case = with_facts(life(start=start, end=date(2028, 9, 30)), work_start=date(2027, 3, 1))
    told = [i for i in messages(case, AUTUMN, date(2027, 4, 1)) if i.key_date == "work_start"]
    assert {i.template for i in told} == {template}
    assert all(i.day < date(2027, 3, 1) for i in told)
    assert "erätta" in words_of(template), "always: report before the first day"
    assert "innan du börjar" in words_of(template)


def test_amendment_33_one_whose_benefit_rests_for_work_is_never_told_to_apply_before_work() -> None:
    case = with_facts(life(), dormancies=(WORK,), work_start=date(2027, 3, 1))
    told = templates(case, AUTUMN, D)
    assert not {"M07", "M91"} & told
    assert "M08" in told
    played = talk(case, "2027-02-01", "2027-03-01", ("2027-02-13", "12:00", "jag har fått jobb"))
    assert ("2027-02-13", "M94") in sent(played)


def test_amendment_33_a_rest_longer_than_the_decision_has_the_texts_of_r12b() -> None:
    rest = replace(WORK, end=date(2028, 6, 30))
    assert "M92" in templates(with_facts(life(), dormancies=(rest,)), AUTUMN, D)


# ---- 34: months back, only by the law


@pytest.mark.parametrize(
    ("end", "template"),
    [(date(2028, 9, 30), "M62"), (D, "M09")],
    ids=["much is left of the decision", "less than three months are left"],
)
def test_amendment_34_months_are_said_only_where_the_law_gives_them(end: date, template: str) -> None:
    case = life(start=date(2025, 10, 1), end=end)
    case = with_facts(case, dormancies=(WORK,), stops_work=date(2027, 8, 10))
    assert {"M09", "M62"} & templates(case, AUTUMN, date(2027, 9, 30)) == {template}


def test_amendment_34_the_number_is_the_laws_and_the_day_is_the_true_last() -> None:
    case = with_facts(life(start=date(2024, 10, 1)), dormancies=(WORK,), stops_work=date(2027, 8, 10))
    (intent,) = [i for i in messages(case, AUTUMN, date(2027, 9, 30)) if i.template == "M09"]
    months = timeline_of(case).dormancies[0].after.regain_months
    text = say(intent, case)
    assert f"ersättning i {months} månader." in text
    assert "senast tisdag 31 augusti." in text


# ---- 36: prövotid


def trial(pace: Pace = Pace.LAGOM) -> Case:
    case = life(pace, start=date(2024, 10, 1), end=date(2028, 9, 30))
    return with_facts(case, trials=(StudyTrial(date(2027, 1, 1), date(2027, 6, 30)),))


def test_amendment_36_the_months_are_the_decisions_and_what_the_cap_leaves() -> None:
    told = [i for i in messages(trial(), AUTUMN, date(2027, 7, 1)) if i.template == "M10"]
    texts = [say(intent, trial()) for intent in told]
    assert [text.splitlines()[2] for text in texts] == ["Det är månad 2 av 6.", "Det är månad 4 av 6."]
    left = timeline_of(trial()).trial
    assert left is not None
    assert f"Du kan ansöka om {left.months_left_next_month} månader till." in texts[0]


def test_amendment_36_going_on_is_never_said_without_applying() -> None:
    for template in GALLERY.templates.values():
        text = "\n".join(line.text for line in template.lines).lower()
        if "fortsätt" in text or "studera mer" in text:
            assert "ansök" in text, template.id
    assert "ansöka" in words_of("M11")


# ---- 38: texts that were missing

NEW = date(2027, 10, 1)
OLD = Decision(Kind.REDUCED_CAPACITY, 100, date(2025, 10, 1), D)
NEXT = Decision(Kind.REDUCED_CAPACITY, 100, NEW, date(2029, 9, 30), date(2027, 8, 16))
AT_30 = life(born=date(1998, 6, 15), start=date(2026, 6, 1), end=date(2028, 5, 31))
PARTLY = Dormancy(Reason.WORK, 50, date(2027, 3, 1), date(2028, 2, 29))
ENDED = Dormancy(Reason.WORK, 100, date(2026, 6, 1), D, ended_by=EndedBy.REQUEST)
LIVES: dict[str, tuple[str, Case]] = {
    "first decision": ("M59", replace(life(), facts=Facts(date(2008, 3, 15)), known_since=date(2026, 10, 1))),
    "bostadstillägg": ("M60", with_facts(life(), decisions=(OLD, NEXT), decision_made=date(2027, 8, 16))),
    "the part still paid": ("M61", with_facts(life(), dormancies=(PARTLY,))),
    "stops working": (
        "M62",
        with_facts(
            life(start=date(2025, 10, 1), end=date(2028, 9, 30)),
            dormancies=(WORK,),
            stops_work=date(2027, 8, 10),
        ),
    ),
    "regained months end": ("M63", with_facts(life(start=date(2024, 10, 1)), dormancies=(ENDED,))),
    "school ends": ("M64", life(kind=Kind.EXTENDED_SCHOOLING, born=date(2006, 3, 15))),
    "last payment": ("M65", AT_30),
    "first day after": ("M66", AT_30),
    "sjukersättning, last day": ("M67", AT_30),
    "yearly": (
        "M69",
        with_facts(life(), follow_ups=(FollowUp(FollowUpKind.YEARLY, date(2027, 5, 20)),)),
    ),
}


@pytest.mark.parametrize("name", sorted(LIVES))
def test_amendment_38_each_text_that_was_missing_comes_when_it_is_due(name: str) -> None:
    template, case = LIVES[name]
    assert template in templates(case, date(2026, 10, 1))
    assert GALLERY.get(template).use


def test_amendment_38_six_months_without_an_answer() -> None:
    told = messages(life(), date(2027, 5, 1), date(2028, 1, 1), does(StepKind.RECEIVED, date(2027, 5, 3)))
    assert "M68" in {i.template for i in told}


def test_amendment_38_reading_is_not_enough_when_there_is_bostadstillagg_to_apply_for() -> None:
    case = LIVES["bostadstillägg"][1]
    told = messages(case, date(2027, 8, 16), date(2027, 10, 1))
    assert told[0].template == "M84"
    assert "räcker att läsa" not in words_of("M84")
    assert "räcker att läsa" in words_of("M44")


# ---- 20 and 21: what stands in bold is in the file of paces as such


@pytest.mark.parametrize("pace", list(Pace))
def test_amendment_20_the_net_the_trial_and_the_answer_are_safety_messages(pace: Pace) -> None:
    rules: PaceRules = PACES.of(pace)
    assert all(lead.bold for lead in rules.trial_end)
    silent = messages(life(pace), AUTUMN, date(2028, 3, 1))
    assert {i.kind for i in silent if i.template in {"M27", "M34", "M05", "M26", "M47", "M99"}} == {
        MessageKind.SAFETY
    }


def test_amendment_24_over_christmas_a_handover_not_told_of_names_nobody() -> None:
    for template in GALLERY.templates.values():
        if template.wording is Wording.DISKRET and template.id in {
            "M19",
            "M25",
            "M45",
            "M52",
            "M94",
            "M05",
            "M34",
        }:
            named = [line for line in template.lines if "kontakt" in line.slots or "hjalpare" in line.slots]
            assert all(line.optional for line in named), template.id
