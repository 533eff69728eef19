"""Amendments 1 to 6, 9 and 10: what a fact is, when the net may be let down, and what a step needs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from dinadatum.register.importing import words
from notify.chores import chores
from notify.history import History
from notify.intents import sent_of
from notify.life import live
from notify.simulate import Change
from notify.values import Case, Intent, MessageKind, Pace, Preferences, StepFact, StepKind, TaskKind, Wording
from tests.notify.due_lives import CALENDAR, KNOWN, PACES, D, does, life, messages, table, tasks, timeline_of
from tests.notify.talks import GALLERY, asked, intents, last_case, sent, talk
from timeline.facts import Decision, FollowUp, FollowUpKind, Kind

AUTUMN, AFTER = date(2026, 11, 10), date(2028, 3, 1)
NET = {"M34", "M05", "M26", "M47", "M99"}
REFUSED = does(StepKind.ANSWER, date(2027, 8, 6), "avslag")
APPLIED, RECEIVED = does(StepKind.APPLIED, date(2027, 5, 1)), does(StepKind.RECEIVED, date(2027, 5, 3))


def templates(told: list[Intent], first: date = AUTUMN) -> list[str]:
    return [intent.template for intent in told if intent.day >= first]


# ---- 1: said is not received


def test_amendment_01_the_persons_word_stops_the_repeats_of_that_step_and_not_the_net() -> None:
    told = templates(messages(life(), AUTUMN, AFTER, APPLIED), date(2027, 5, 2))
    assert not {"M04", "M49", "M51"} & set(told)
    assert "M79" in told


def test_amendment_01_unconfirmed_at_three_months_the_net_asks() -> None:
    told = [i for i in messages(life(), AUTUMN, AFTER, APPLIED) if i.step.startswith("net.")]
    assert (told[0].day, told[0].template) == (date(2027, 6, 30), "M79")
    assert {i.template for i in told} == {"M79"}
    assert "Svara KLAR" in "\n".join(line.text for line in GALLERY.get("M79").lines)


def test_amendment_01_only_a_confirmed_application_ends_the_net() -> None:
    told = messages(life(), AUTUMN, AFTER, APPLIED, does(StepKind.RECEIVED, date(2027, 7, 10)))
    assert [i.step for i in told if i.step.startswith("net.")] == ["net.S2"]


def test_amendment_01_the_handlaggare_is_asked_to_confirm_with_a_day() -> None:
    found = [t for _, t in tasks(life(), AUTUMN, date(2027, 6, 1), APPLIED)]
    assert [t.day for t in found if t.kind is TaskKind.CONFIRM_APPLICATION] == [date(2027, 5, 15)]


# ---- 2: small parts are parts


@pytest.mark.parametrize(
    ("replies", "parts", "step", "last"),
    [(1, [1], [], "M75"), (2, [1, 2], [], "M76"), (3, [1, 2], [StepKind.BOOKED], "M88")],
)
def test_amendment_02_klar_on_a_part_brings_the_next_and_only_the_last_closes_the_step(
    replies: int, parts: list[int], step: list[StepKind], last: str
) -> None:
    said = [(f"2027-02-0{2 + n}", "16:00", "klar") for n in range(replies)]
    played = talk(life(Pace.OFTA), "2027-02-01", f"2027-02-0{1 + replies}", *said)
    case = last_case(played)
    assert [part.number for part in case.parts] == parts
    assert [fact.kind for fact in case.steps] == step
    assert sent(played)[-1][1] == last


@pytest.mark.parametrize("template", ["M75", "M76", "M77", "M78"])
def test_amendment_02_the_second_and_third_parts_have_texts(template: str) -> None:
    text = GALLERY.get(template)
    assert f"del {2 if template in ('M75', 'M77') else 3}" in "\n".join(line.text for line in text.lines)


# ---- 4: steps belong to a decision


@pytest.mark.parametrize(
    ("renewed", "steps"), [(True, ["2029-01-30"]), (False, [])], ids=["a new decision", "the same"]
)
def test_amendment_04_a_new_decision_starts_the_steps_anew(renewed: bool, steps: list[str]) -> None:
    old = Decision(Kind.REDUCED_CAPACITY, 100, date(2025, 10, 1), D)
    new = Decision(Kind.REDUCED_CAPACITY, 100, date(2027, 10, 1), date(2029, 9, 30), date(2027, 8, 16))
    done = (StepFact(StepKind.BOOKED, date(2027, 2, 1)), StepFact(StepKind.RECEIVED, date(2027, 5, 1)))
    case = life(steps=done)
    case = replace(case, facts=replace(case.facts, decisions=(old, new) if renewed else (old,)))
    told = messages(case, date(2027, 9, 1), date(2029, 2, 28))
    assert [day for day, template in table(told) if template == "M03"] == steps


# ---- 5: the answer has a kind


def test_amendment_05_the_kind_is_one_of_three_and_typed_in_by_the_handlaggare() -> None:
    assert set(words.ANSWERS) == {"beviljad", "delvis", "avslag"}


@pytest.mark.parametrize("value", ["beviljad", "delvis", "avslag"])
def test_amendment_05_the_message_is_the_same_whatever_the_answer_and_ends_the_net(value: str) -> None:
    told = messages(life(), date(2027, 8, 1), AFTER, RECEIVED, does(StepKind.ANSWER, date(2027, 8, 6), value))
    assert told[0].template == "M06"
    assert not NET & set(templates(told))
    for template in ("M06", "M48"):
        text = "\n".join(line.text for line in GALLERY.get(template).lines).lower()
        assert not [word for word in ("beviljad", "avslag", "delvis", "ja till", "nej till") if word in text]


def test_amendment_05_a_no_is_a_task_and_two_messages_before_the_last_day() -> None:
    told = messages(life(), date(2027, 8, 1), AFTER, RECEIVED, REFUSED)
    told = [i for i in told if i.key_date != "number"]
    assert table(told) == [("2027-08-09", "M06"), ("2027-09-06", "M48"), ("2027-09-22", "M48")]
    assert {i.kind for i in told} == {MessageKind.SAFETY}
    assert TaskKind.REFUSED in {t.kind for _, t in tasks(life(), date(2027, 8, 1), date(2027, 9, 1), REFUSED)}


def test_amendment_05_the_last_day_for_omprovning_is_on_the_timeline() -> None:
    answered = REFUSED.apply(life())
    answered = replace(answered, facts=replace(answered.facts, notified=date(2027, 8, 6)))
    days = {key.code: key.first for key in timeline_of(answered).key_dates}
    assert days["omprovning_last_day"] == date(2027, 10, 6)


# ---- 6: applied, no answer


def test_amendment_06_waiting_is_told_halfway_and_four_weeks_before_and_after_the_end() -> None:
    told = messages(life(), date(2027, 5, 4), date(2027, 12, 31), RECEIVED)
    waiting = [row for row in table(told) if row[1] in {"M38", "M55", "M58", "M68"}]
    assert waiting == [
        ("2027-07-06", "M38"),
        ("2027-09-02", "M55"),
        ("2027-10-04", "M58"),
        ("2027-11-09", "M68"),
    ]


def test_amendment_06_a_week_before_and_after_six_months_somebody_is_asked() -> None:
    found = [(day, t.kind) for day, t in tasks(life(), date(2027, 5, 4), AFTER, RECEIVED)]
    assert (date(2027, 9, 23), TaskKind.INTERIM_DECISION) in found
    assert (date(2027, 11, 3), TaskKind.LATE_ANSWER) in found


def test_amendment_06_one_whose_application_is_confirmed_is_never_told_to_apply() -> None:
    told = messages(life(), date(2027, 5, 4), AFTER, RECEIVED)
    for intent in told:
        text = "\n".join(line.text for line in GALLERY.get(intent.template).lines)
        assert "nsök senast" not in text
        assert "Ansök i dag" not in text
        assert "ansök." not in text


# ---- 9: a doctor at all, the visit, and days that move back


def test_amendment_09_a_year_before_the_person_is_asked_once() -> None:
    case = life(end=date(2027, 12, 31), start=date(2025, 6, 1))
    told = [i for i in messages(case, KNOWN, date(2027, 12, 1)) if i.template == "M80"]
    assert [i.day for i in told] == [date(2027, 1, 5 + 7)]


def test_amendment_09_at_the_start_of_a_shorter_decision_the_person_is_asked_then() -> None:
    short = life(start=date(2026, 12, 1), end=date(2027, 10, 31))
    told = [i for i in messages(short, KNOWN, date(2027, 12, 1)) if i.template == "M80"]
    assert len(told) == 1
    assert date(2026, 12, 1) <= told[0].day <= date(2027, 1, 31)


def test_amendment_09_a_no_is_a_task_and_another_text_for_step_1() -> None:
    case = life(end=date(2027, 12, 31), start=date(2025, 6, 1))
    played = talk(case, "2026-12-01", "2027-06-30", ("2027-01-15", "12:00", "nej"))
    assert ("2027-01-15", "meet") in asked(played)
    assert "M85" in {template for _, template in sent(played)}
    assert "M03" not in {template for _, template in sent(played)}


def test_amendment_09_after_klar_the_day_of_the_visit_is_asked_for_and_reminded_of() -> None:
    said = ("2027-02-02", "12:00", "klart"), ("2027-02-02", "12:05", "12 mars")
    played = talk(life(), "2027-02-01", "2027-03-12", *said)
    assert [what for _, what in sent(played)] == ["M03", "M88", "M93", "M89"]


@pytest.mark.parametrize("day", [date(2027, 5, 7), date(2027, 5, 17), date(2027, 5, 23)])
@pytest.mark.parametrize("key_date", ["follow_up", "visit"])
def test_amendment_09_meetings_and_visits_move_back_never_past(key_date: str, day: date) -> None:
    case = life(Pace.OFTA, start=date(2026, 10, 1), end=date(2029, 9, 30))
    if key_date == "visit":
        case = life(Pace.OFTA, steps=(StepFact(StepKind.VISIT, day),))
    else:
        row = FollowUp(FollowUpKind.PLAN, day, time(10, 0), "telefon")
        case = replace(case, facts=replace(case.facts, follow_ups=(row,)))
    told = [i for i in messages(case, KNOWN, date(2027, 6, 30)) if i.key_date == key_date]
    assert told
    assert all(i.day <= i.key_date_day and CALENDAR.is_open(i.day) for i in told)


# ---- 10: Mitt blad first

LEANS = ("M03", "M39", "M40", "M50")


def discreet(**other: object) -> Case:
    return life(sheet_given=None, preferences=Preferences(wording=Wording.DISKRET), **other)


def test_amendment_10_what_leans_on_the_sheet_waits_for_it_and_somebody_is_asked_to_give_it() -> None:
    told = messages(discreet(), AUTUMN, date(2027, 3, 1))
    assert not [i for i in told if i.template in LEANS]
    assert set(LEANS) <= set(PACES.sheet.templates)
    assert [t.kind for _, t in tasks(discreet(), AUTUMN, date(2027, 3, 1))] == [TaskKind.GIVE_SHEET]
    given = Change(date(2027, 2, 10), lambda case: replace(case, sheet_given=date(2027, 2, 10)))
    assert "M03" in templates(messages(discreet(), AUTUMN, date(2027, 3, 1), given), date(2027, 2, 11))


def test_amendment_10_other_wordings_do_not_wait() -> None:
    open_words = life(sheet_given=None, preferences=Preferences(wording=Wording.TYDLIG))
    assert "M03" in templates(messages(open_words, AUTUMN, date(2027, 3, 1)))


def test_amendment_10_when_a_date_moves_the_sheet_is_to_be_given_again() -> None:
    moved = Change(
        date(2027, 3, 20),
        lambda case: replace(
            case,
            facts=replace(case.facts, decisions=(replace(case.facts.decisions[0], end=date(2027, 12, 31)),)),
        ),
    )

    def asked_for(case: Case, *changes: Change) -> list[date]:
        found = tasks(case, AUTUMN, date(2027, 8, 1), *changes)
        return [day for day, task in found if task.kind is TaskKind.GIVE_SHEET]

    given_again = Change(date(2027, 4, 1), lambda case: replace(case, sheet_given=date(2027, 4, 1)))
    assert asked_for(life()) == []
    assert len(asked_for(life(), moved)) == 1
    assert asked_for(life(), moved)[0] >= date(2027, 3, 21)
    told = [sent_of(i) for i in messages(life(), AUTUMN, date(2027, 3, 31), moved)]

    def waits(case: Case) -> bool:
        return TaskKind.GIVE_SHEET in {
            chore.kind for chore in chores(live(case, timeline_of(case), History(told), PACES, CALENDAR))
        }

    assert waits(moved.apply(life()))
    assert not waits(given_again.apply(moved.apply(life())))


def test_amendment_10_in_talks_no_part_is_asked_for_before_the_sheet() -> None:
    played = talk(discreet(), "2027-02-01", "2027-03-01")
    assert intents(played) == []
