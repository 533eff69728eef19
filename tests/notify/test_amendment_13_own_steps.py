"""Steps that the person takes alone: no ombud gets anything about them, and everything else goes as before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dinadatum.template_files import open_gallery
from notify.ahead import next_any
from notify.due import decide, line_of, speaks
from notify.given import Names
from notify.history import History
from notify.intents import sent_of
from notify.ombud_words import copies_sentence, until_if_room
from notify.own_steps import step_about, steps_in_words, takes_alone
from notify.reaching import Way, next_way
from notify.simulate import Change
from notify.slots import fill
from notify.template import Urgency
from notify.templates import render
from notify.values import (
    Case,
    Copies,
    Intent,
    MessageKind,
    Ombud,
    Preferences,
    Recipient,
    Road,
    StepFact,
    StepKind,
    TaskKind,
)
from tests.notify.due_lives import CALENDAR, PACES, does, life, messages, red, skips, tasks, timeline_of
from tests.notify.talks import sent, talk
from tests.notify.test_due_properties import EASY, HARD, Life, busy_lives, main_line

AUTUMN, AFTER = date(2026, 11, 10), date(2028, 3, 1)
KNOWN = date(2027, 2, 8)
RULES = PACES.copies
GALLERY = open_gallery()
NAMES = {"mor": "Maria", "far": "Lars"}


def mother(copies: Copies = Copies.ALL, key: str = "mor", last: date | None = None) -> Ombud:
    return Ombud(key, Road.EMAIL, date(2026, 1, 1), last, copies)


def alone(case: Case, *steps: int) -> Case:
    return replace(case, preferences=replace(case.preferences, steps_alone=frozenset(steps)))


def copies(case: Case, *changes: object) -> list[Intent]:
    found = messages(case, AUTUMN, AFTER, *changes)  # type: ignore[arg-type]
    return [intent for intent in found if intent.kind is MessageKind.COPY and intent.key_date != "ombud"]


def steps_of(found: list[Intent]) -> set[str]:
    return {intent.step.split(".")[0] for intent in found}


@pytest.mark.parametrize(
    ("step", "template", "about"),
    [
        ("step1.1", "M03", 1),
        ("step1.person", "M27", 1),
        ("doctor", "M80", 1),
        ("visit.2d", "M89", 2),
        ("step3.2", "M49", 3),
        ("net.S4", "M05", 3),
        ("moved.soon.2027-09-30", "M83", 3),
        ("before.28d", "M54", 3),  # to apply for what comes after 30
        ("before.12m", "M12", None),  # only to read
        ("no_loss.7d", "M67", 3),
        ("waiting.late", "M55", 4),
        ("has_come", "M06", 4),
        ("look_again.1", "M48", 4),
        ("notice.6m", "M02", None),
        ("moved.2027-09-30", "M31", None),
        ("ask", "M01", None),
        ("plan.7d", "M14", None),
    ],
)
def test_amendment_13_each_message_is_about_its_step_or_none(
    step: str, template: str, about: int | None
) -> None:
    assert step_about(step, template, RULES) == about


def test_amendment_13_every_text_that_asks_for_an_application_is_known_to_be_step_3() -> None:
    """What the paths of step 3 and the net say is known by its path; what others say is listed in the paces."""
    by_path = {text for net in PACES.safety_net for text in (net.template, net.calm, net.when_said)}
    by_path |= {text for rules in PACES.by_pace.values() for text in rules.step_3.templates}
    by_path |= {"M70", "M83", "M87"}  # the net of schooling, and what the step "moved.soon" says
    to_ombud = {template.id for template in GALLERY.templates.values() if template.to_ombud}
    assert asking() - by_path - to_ombud <= set(RULES.about_applying)


def asking() -> set[str]:
    """Give the texts that ask for an application that isn't for something else."""
    something_else = {
        "M07",  # vilande
        "M10",  # a longer prövotid
        "M60",  # money for the rent
        "M90",  # money for the plan
    }
    return {
        template.id
        for template in GALLERY.templates.values()
        if template.id.startswith("M")
        and any("nsök " in line.text or "ansöka " in line.text for line in template.lines)
        and template.urgency is not Urgency.RECEIPT
    } - something_else


def test_amendment_13_nothing_about_a_step_taken_alone_is_copied() -> None:
    case = life(ombud=(mother(),))
    assert steps_of(copies(case)) == {"letter", "step1", "step3", "net"}
    assert steps_of(copies(alone(case, 1))) == {"letter", "step3", "net"}
    assert steps_of(copies(alone(case, 3))) == {"letter", "step1"}
    assert steps_of(copies(alone(case, 1, 2, 3, 4))) == {"letter"}


def test_amendment_13_the_visit_and_the_answer_too() -> None:
    changes = (
        does(StepKind.BOOKED, date(2027, 2, 10)),
        does(StepKind.RECEIVED, date(2027, 5, 10)),
        does(StepKind.ANSWER, date(2027, 9, 1), "beviljad"),
    )
    case = replace(life(ombud=(mother(),)), steps=(StepFact(StepKind.VISIT, date(2027, 4, 16)),))
    everything = steps_of(copies(case, *changes))
    assert {"visit", "waiting", "has_come"} <= everything
    assert steps_of(copies(alone(case, 2), *changes)) == everything - {"visit"}
    assert steps_of(copies(alone(case, 4), *changes)) == everything - {"waiting", "has_come", "look_again"}


@pytest.mark.parametrize("which", [Copies.ALL, Copies.LATER, Copies.URGENT, Copies.NONE])
def test_amendment_13_what_is_agreed_goes_on_working_for_the_other_steps(which: Copies) -> None:
    case = life(ombud=(mother(which),))
    others = [c.identity for c in copies(case) if not c.step.startswith("step1.")]
    assert [c.identity for c in copies(alone(case, 1))] == others


def test_amendment_13_the_person_and_the_tasks_are_as_before() -> None:
    case = life(ombud=(mother(),))
    mine = [i for i in messages(case, AUTUMN, AFTER) if i.recipient is Recipient.PERSON]
    still = [i for i in messages(alone(case, 1, 3), AUTUMN, AFTER) if i.recipient is Recipient.PERSON]
    assert still == mine
    assert tasks(alone(case, 1, 3), AUTUMN, AFTER) == tasks(case, AUTUMN, AFTER)


def test_amendment_13_a_message_about_no_step_is_copied_as_before() -> None:
    case = alone(life(ombud=(mother(),)), 1, 2, 3, 4)
    assert "M71" in {i.template for i in messages(case, AUTUMN, AFTER) if i.recipient_key}
    read = life(ombud=(mother(),))
    done = (does(StepKind.BOOKED, date(2027, 2, 10)),)
    notices = [c for c in copies(read, *done) if c.step.startswith("notice.")]
    assert notices
    assert [c for c in copies(alone(read, 1, 2, 3, 4), *done) if c.step.startswith("notice.")] == notices


def test_amendment_13_the_copy_that_was_left_for_the_morning_doesnt_go_either() -> None:
    case = life(hour=16, ombud=(mother(),))
    today = [sent_of(i) for i in messages(case, date(2027, 2, 2), date(2027, 2, 2))]
    for steps, count in (((), 1), ((1,), 0)):
        verdict = decide(
            alone(case, *steps),
            timeline_of(case),
            today,
            date(2027, 2, 3),
            paces=PACES,
            calendar=CALENDAR,
        )
        assert len([i for i in verdict.intents if i.kind is MessageKind.COPY]) == count


def test_amendment_13_a_message_that_reached_nobody_goes_past_the_ombud_to_the_handlaggare() -> None:
    case = life(ombud=(mother(),))
    order: list[Way] = []
    while (step := next_way(case, Road.SMS, order, KNOWN, alone=True)) is not None:
        order.append(step.way)
    assert order == [Way.MAIL, Way.CALL, Way.LETTER]
    agreed = replace(case, reserve_road="ombud")
    first = next_way(agreed, Road.SMS, (), KNOWN)
    assert first is not None
    assert first.way is Way.OMBUD
    instead = next_way(agreed, Road.SMS, (Way.MAIL,), KNOWN, alone=True)
    assert instead is not None
    assert instead.way is Way.CALL


def test_amendment_13_after_stopp_a_human_tells_what_the_ombud_is_not_to_know() -> None:
    """reservväg ombud: the net would go to the ombud in the person's place."""
    stopped = replace(
        life(ombud=(mother(),)), stopped_on=date(2026, 12, 1), reserve_road="ombud", has_email=False
    )
    assert "net" in steps_of([i for i in messages(stopped, AUTUMN, AFTER) if i.recipient_key])
    own = alone(stopped, 3)
    assert not [i for i in messages(own, AUTUMN, AFTER) if i.step.startswith(("step3.", "net."))]
    assert [skip.intent.step for skip in skips(own, AUTUMN, AFTER) if skip.intent.step.startswith("net.")]
    told = [task for _, task in tasks(own, AUTUMN, AFTER) if task.kind is TaskKind.TELL]
    assert told
    assert all(("inte för ombudet" in task.why) == ("|net." in task.identity) for task in told)


def test_amendment_13_the_day_of_the_next_message_is_one_on_which_somebody_is_spoken_to() -> None:
    stopped = replace(
        life(ombud=(mother(),)), stopped_on=date(2026, 12, 1), reserve_road="ombud", has_email=False
    )
    own = alone(stopped, 1, 3)
    day = next_any(own, timeline_of(own), History(), AUTUMN, paces=PACES, calendar=CALENDAR)
    first = next((i.day for i in messages(own, AUTUMN, AFTER) if i.key_date != "ombud"), None)
    assert day == first
    line = line_of(stopped, timeline_of(stopped), History(), PACES, CALENDAR)
    net = next(i for i in messages(stopped, AUTUMN, AFTER) if i.step.startswith("net."))
    own_line = line_of(own, timeline_of(own), History(), PACES, CALENDAR)
    assert speaks(line, net.day)
    assert not speaks(own_line, net.day)


def test_amendment_13_should_both_wishes_stand_the_person_gets_what_is_their_own() -> None:
    """Forms and files refuse it; a register that has both all the same tells the ombud nothing."""
    case = alone(life(ombud=(mother(),)), 3)
    case = replace(case, preferences=replace(case.preferences, ombud_alone=True))
    told = [i for i in messages(case, AUTUMN, AFTER) if i.key_date == "decision_end"]
    own = [i for i in told if takes_alone(case.preferences, i.step, i.template, RULES)]
    assert own
    assert {i.recipient for i in own} == {Recipient.PERSON}
    assert {i.recipient for i in told if i not in own and i.kind is not MessageKind.COPY} == {Recipient.OMBUD}


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        ((3,), "steg 3"),
        ((3, 1), "steg 1 och 3"),
        ((1, 2, 4), "steg 1, 2 och 4"),
        (("4", "2"), "steg 2 och 4"),
    ],
)
def test_amendment_13_steps_are_named_as_on_the_sheet(steps: tuple[int | str, ...], said: str) -> None:
    assert steps_in_words(steps) == said


def test_amendment_13_ombud_shows_which_steps_are_the_persons_own() -> None:
    case = alone(life(ombud=(mother(),)), 1, 3)
    said = "Maria får veta när du får sms. Inte om steg 1 och 3."
    assert copies_sentence(case, KNOWN, NAMES) == said
    assert until_if_room(case, KNOWN, said) == "Det gäller tills du säger till."
    nobody = alone(life(), 1, 3)
    assert copies_sentence(nobody, KNOWN, NAMES) == ""
    played = talk(case, "2027-02-08", "2027-02-08", ("2027-02-08", "11:00", "OMBUD"))
    assert sent(played) == [("2027-02-08", "M111")]


def test_amendment_13_the_receipt_always_fits_and_never_leaves_out_the_steps() -> None:
    last = date(2028, 9, 30)
    names = {"mor": "Christoffer", "far": "Maximiliana"}
    for one in Copies:
        for other in (None, *Copies):
            ombud = (mother(one, last=last), *((mother(other, "far", last),) if other else ()))
            for steps in ((1,), (1, 3), (1, 2, 3, 4)):
                case = alone(life(ombud=ombud), *steps)
                said = copies_sentence(case, KNOWN, names)
                if not said:
                    continue
                slots = {"kopior": said}
                if until := until_if_room(case, KNOWN, said):
                    slots["kopior_till"] = until
                for text in ("M111", "P111"):
                    made = render(GALLERY.templates[text], slots)
                    assert made.fits, made
                    assert f"Inte om {steps_in_words(steps)}." in made.text


def test_amendment_13_the_receipt_of_stopp_never_promises_the_ombud_alone() -> None:
    case = alone(replace(life(ombud=(mother(),)), reserve_road="ombud"), 3)
    intent = messages(case, AUTUMN, AFTER)[0]
    slots = fill(
        replace(intent, template="M18"),
        case,
        timeline_of(case),
        today=KNOWN,
        names=Names(contact="Christoffer"),
        red_days=red,
    )
    assert slots["reserv"] == "till ditt ombud eller från din handläggare"
    assert render(GALLERY.templates["M18"], slots).fits


STEP_OF = {
    "step1": 1,
    "doctor": 1,
    "visit": 2,
    "step3": 3,
    "net": 3,
    "waiting": 4,
    "has_come": 4,
    "look_again": 4,
}


def assert_theirs(life: Life, own: frozenset[int], since: date) -> None:
    """Look at all that goes to ombud after a day: nothing of it is about the person's own steps."""
    intents = life.intents()
    said = {(i.key_date, i.key_date_day, i.step): i.template for i in main_line(intents)}
    for intent in (i for i in intents if i.recipient_key and i.key_date != "ombud" and i.day > since):
        assert STEP_OF.get(intent.step.split(".")[0]) not in own, intent
        text = said.get((intent.key_date, intent.key_date_day, intent.step), intent.template)
        assert 3 not in own or text not in ASKS, intent


ASKS = asking()


@EASY
@given(busy_lives())
def test_amendment_13_no_copy_about_a_step_the_person_takes_alone_ever(life: Life) -> None:
    assert_theirs(life, life.case.preferences.steps_alone, date.min)


@HARD
@given(busy_lives(), st.frozensets(st.sampled_from([1, 2, 3, 4]), min_size=1), st.integers(0, 900))
def test_amendment_13_from_the_day_it_is_chosen(life: Life, own: frozenset[int], days: int) -> None:
    """What was said before stays said; a copy that was left for the next morning doesn't go."""
    chosen = life.start + timedelta(days=days)
    change = Change(chosen, lambda case: alone(case, *own))
    later = replace(life, case=alone(life.case), changes=(*life.changes, change))
    assert_theirs(later, own, chosen)


@HARD
@given(busy_lives(), st.frozensets(st.sampled_from([1, 2, 3, 4]), min_size=1))
def test_amendment_13_all_other_copies_go_as_before(life: Life, own: frozenset[int]) -> None:
    told = replace(life, case=replace(life.case, preferences=freely(life.case)))
    others = _others(told.intents(), own)
    kept = replace(told, case=alone(told.case, *own))
    assert others <= {i.identity for i in kept.intents() if i.recipient_key}


def freely(case: Case) -> Preferences:
    return replace(case.preferences, ombud_alone=False, steps_alone=frozenset())


def _others(intents: list[Intent], own: frozenset[int]) -> set[str]:
    """Give what goes to ombud about other things than a person's own steps."""
    said = {(i.key_date, i.key_date_day, i.step): i.template for i in main_line(intents)}
    texts = {i: said.get((i.key_date, i.key_date_day, i.step), i.template) for i in intents}
    return {
        i.identity
        for i, text in texts.items()
        if i.recipient_key and step_about(i.step, text, RULES) not in own
    }
