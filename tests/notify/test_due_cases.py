"""Readable cases for each path: the rule, and the day or the fact that changes it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from notify.due import decide
from notify.simulate import Change, play
from notify.values import (
    Case,
    Contact,
    Intent,
    MessageKind,
    Pace,
    Road,
    Sent,
    Skip,
    StepFact,
    StepKind,
    TaskKind,
    Wording,
)
from tests.notify.due_lives import (
    CALENDAR,
    PACES,
    D,
    does,
    life,
    messages,
    pauses,
    skips,
    table,
    tasks,
    timeline_of,
)
from timeline.facts import Application, Benefit, Decision, Dormancy, Facts, Kind, Reason, StudyTrial

AUTUMN = date(2026, 11, 10)
AFTER = date(2028, 3, 1)


def about(case: Case, first: date, last: date, *changes: object) -> list[tuple[str, str]]:
    """What is said, but for the half-yearly question about the number and the offer of a calm month."""
    told = messages(case, first, last, *changes)  # type: ignore[arg-type]
    return table([intent for intent in told if intent.key_date not in {"number", "extra_costs"}])


def only(case: Case, first: date, last: date, prefix: str) -> list[tuple[str, str]]:
    return table([intent for intent in messages(case, first, last) if intent.step.startswith(prefix)])


def verdict_intents(case: Case, day: date, history: tuple[Sent, ...] = ()) -> tuple[Intent, ...]:
    return decide(case, timeline_of(case), history, day, paces=PACES, calendar=CALENDAR).intents


# ---- consent


def test_the_welcome_goes_once_on_the_first_own_day_and_then_the_handlaggare_is_asked() -> None:
    case = life(consent=None)
    assert table(messages(case, date(2026, 11, 2), AFTER)) == [("2026-11-03", "M01")]
    asked = [(day, task.kind) for day, task in tasks(case, date(2026, 11, 2), date(2027, 1, 1))]
    assert asked == [(date(2026, 11, 17), TaskKind.GET_CONSENT)]


def test_a_no_is_kept_and_a_person_takes_over_when_step_1_opens() -> None:
    case = life(consent=False)
    assert messages(case, AUTUMN, AFTER) == []
    asked = [(day, task.kind) for day, task in tasks(case, AUTUMN, date(2027, 8, 1))]
    assert asked == [
        (AUTUMN, TaskKind.GET_CONSENT),
        (date(2027, 1, 28), TaskKind.TAKE_OVER),
        (date(2027, 6, 30), TaskKind.RISK_OF_GAP),
    ]


# ---- words and roads


@pytest.mark.parametrize(
    ("mobile", "email", "chosen", "road"),
    [
        (True, True, Road.SMS, Road.SMS),
        (True, True, Road.EMAIL, Road.EMAIL),
        (False, True, Road.SMS, Road.EMAIL),
        (True, False, Road.EMAIL, Road.SMS),
    ],
)
def test_the_chosen_road_or_the_other(mobile: bool, email: bool, chosen: Road, road: Road) -> None:
    case = life(has_mobile=mobile, has_email=email)
    case = replace(case, preferences=replace(case.preferences, road=chosen))
    assert {intent.road for intent in messages(case, AUTUMN, date(2027, 4, 1))} == {road}


def test_without_any_road_nothing_goes_and_a_person_is_told_at_once() -> None:
    case = life(has_mobile=False, has_email=False)
    assert messages(case, AUTUMN, AFTER) == []
    assert tasks(case, AUTUMN, AUTUMN)[0][1].kind is TaskKind.UNREACHABLE
    net = [skip for skip in skips(case, AUTUMN, AFTER) if skip.intent.step.startswith("net.")]
    assert len(net) == 8
    assert {skip.reason for skip in net} == {"Det finns varken mobilnummer eller e-post."}


def test_a_protected_identity_gets_pings_only() -> None:
    case = life(protected=True)
    assert {intent.wording for intent in messages(case, AUTUMN, AFTER)} == {Wording.PING}


def test_the_reason_is_a_plain_sentence() -> None:
    first = messages(life(Pace.LUGNT), AUTUMN, date(2027, 2, 28))
    assert [intent.why for intent in first] == [
        "Beslutet slutar 30 september 2027. Bara att läsa, 9 månader före (takt LUGNT).",
        "Beslutet slutar 30 september 2027. Steg 1 börjar 8 månader före (takt LUGNT).",
    ]


def test_the_identity_is_stable_and_says_what_it_is() -> None:
    first = messages(life(), AUTUMN, date(2027, 2, 28))[0]
    assert first.identity == "R|D-1042|decision_end|2027-09-30|step1.1|person"


@pytest.mark.parametrize(("hour", "at"), [(7, time(9)), (9, time(9)), (13, time(13)), (20, time(17))])
def test_the_own_hour_stays_within_the_hours_of_sending(hour: int, at: time) -> None:
    assert messages(life(hour=hour), AUTUMN, date(2027, 2, 28))[0].at == at


def test_a_handlaggare_who_has_left_is_asked_for_and_the_message_still_comes() -> None:
    case = life(contact=Contact("sara", date(2020, 1, 1), date(2026, 12, 31)))
    verdict = decide(case, timeline_of(case), (), date(2027, 2, 2), paces=PACES, calendar=CALENDAR)
    assert [intent.template for intent in verdict.intents] == ["M03"]
    assert TaskKind.NO_CASEWORKER in {task.kind for task in verdict.tasks}


# ---- the sheet


def test_a_text_that_leans_on_the_sheet_waits_for_it() -> None:
    case = life(sheet_given=None)
    assert about(case, AUTUMN, date(2027, 3, 31)) == [("2027-03-18", "M27")]  # the person does not wait
    given = [(day, task.day) for day, task in tasks(case, AUTUMN, date(2027, 3, 1))]
    assert given == [(date(2027, 1, 2), date(2027, 1, 30))]
    lost = [s.reason for s in skips(case, AUTUMN, date(2027, 4, 1)) if s.intent.step == "step1.1"]
    assert lost == ["Mitt blad var inte givet."]


def test_it_goes_on_the_next_own_day_when_the_sheet_is_given() -> None:
    case = life(sheet_given=date(2027, 2, 10))
    assert about(case, AUTUMN, date(2027, 3, 5)) == [("2027-02-16", "M03"), ("2027-03-02", "M39")]


def test_plain_wording_does_not_need_the_sheet() -> None:
    case = life(sheet_given=None)
    case = replace(case, preferences=replace(case.preferences, wording=Wording.TYDLIG))
    assert about(case, AUTUMN, date(2027, 2, 28))[0] == ("2027-02-02", "M03")
    assert tasks(case, AUTUMN, date(2027, 2, 28)) == []


# ---- coming in late


def test_known_at_six_months_gets_a_person_at_once_and_no_tries() -> None:
    case = life(known_since=date(2027, 4, 1))
    told = about(case, date(2027, 4, 1), date(2027, 5, 1))
    assert told == [("2027-04-01", "M27"), ("2027-04-06", "M81"), ("2027-04-27", "M04")]


def test_known_at_forty_days_gets_the_message_of_the_net_that_is_true_then() -> None:
    case = life(known_since=date(2027, 8, 21))
    told = about(case, date(2027, 8, 21), date(2027, 10, 10))
    assert told == [
        ("2027-08-23", "M34"),
        ("2027-09-02", "M05"),
        ("2027-09-23", "M05"),
        ("2027-10-04", "M26"),
    ]
    asked = {task.kind for _, task in tasks(case, date(2027, 8, 21), date(2027, 8, 23))}
    assert asked == {TaskKind.TAKE_OVER, TaskKind.RISK_OF_GAP}


def test_known_after_the_last_day_without_loss_is_not_written_to_about_it() -> None:
    case = life(known_since=date(2028, 2, 1))
    assert about(case, date(2028, 2, 1), AFTER) == []
    assert skips(case, date(2028, 2, 1), AFTER) == []


def test_a_message_of_the_net_without_an_open_day_left_is_not_owed() -> None:
    """The end is 31 October 2027, so S5 comes on 24 October: known on Friday 22, S4 has no open day left."""
    case = life(end=date(2027, 10, 31), known_since=date(2027, 10, 22))
    assert about(case, date(2027, 10, 22), date(2027, 10, 31)) == [("2027-10-25", "M05")]
    assert skips(case, date(2027, 10, 22), date(2027, 11, 30)) == []


# ---- what the net listens to


def test_said_is_not_received_the_net_asks_from_three_months() -> None:
    told = about(
        life(),
        AUTUMN,
        AFTER,
        does(StepKind.BOOKED, date(2027, 2, 2)),
        does(StepKind.APPLIED, date(2027, 5, 1)),
    )
    assert told[-7:] == [
        ("2027-06-30", "M79"),
        ("2027-07-29", "M79"),
        ("2027-09-02", "M79"),
        ("2027-09-23", "M79"),
        ("2027-10-04", "M79"),
        ("2028-01-03", "M79"),
        ("2028-01-24", "M79"),
    ]
    assert ("2027-06-03", "M34") not in told


def test_an_unconfirmed_word_is_a_task() -> None:
    found = tasks(life(), AUTUMN, date(2027, 6, 1), does(StepKind.APPLIED, date(2027, 5, 1)))
    confirm = [task for _, task in found if task.kind is TaskKind.CONFIRM_APPLICATION]
    assert [task.day for task in confirm] == [date(2027, 5, 15)]


def test_received_ends_the_net_and_waiting_begins() -> None:
    told = about(
        life(),
        date(2027, 5, 1),
        AFTER,
        does(StepKind.APPLIED, date(2027, 5, 19)),
        does(StepKind.RECEIVED, date(2027, 6, 10)),
    )
    assert told[-4:] == [
        ("2027-07-20", "M38"),
        ("2027-09-02", "M55"),
        ("2027-10-04", "M58"),
        ("2027-11-23", "M68"),
    ]


def test_without_an_answer_a_week_before_the_end_the_handlaggare_asks_for_interim_money() -> None:
    found = tasks(life(), AUTUMN, AFTER, does(StepKind.RECEIVED, date(2027, 5, 1)))
    late = [(day, task.kind) for day, task in found if day > date(2027, 5, 2)]
    assert late == [
        (date(2027, 9, 23), TaskKind.INTERIM_DECISION),
        (date(2027, 11, 1), TaskKind.LATE_ANSWER),
    ]


def test_an_answer_is_told_and_a_no_is_followed_up() -> None:
    no = does(StepKind.ANSWER, date(2027, 8, 6), "avslag")
    told = about(life(), date(2027, 8, 1), date(2028, 1, 1), does(StepKind.RECEIVED, date(2027, 5, 1)), no)
    assert told == [("2027-08-09", "M06"), ("2027-09-06", "M48"), ("2027-09-22", "M48")]
    found = tasks(life(), date(2027, 8, 1), date(2027, 9, 1), no)
    assert (date(2027, 8, 7), TaskKind.REFUSED) in [(day, task.kind) for day, task in found]


def test_a_yes_is_told_and_not_questioned() -> None:
    told = about(
        life(),
        date(2027, 8, 1),
        date(2028, 1, 1),
        does(StepKind.RECEIVED, date(2027, 5, 1)),
        does(StepKind.ANSWER, date(2027, 8, 6), "beviljad"),
    )
    assert told == [("2027-08-09", "M06")]


def test_an_answer_from_before_the_person_came_is_not_news() -> None:
    case = life(steps=(StepFact(StepKind.ANSWER, date(2026, 10, 1), "avslag"),))
    assert "M06" not in [template for _, template in about(case, AUTUMN, date(2026, 12, 1))]


# ---- decisions


def with_decisions(case: Case, *decisions: Decision) -> Case:
    return replace(case, facts=replace(case.facts, decisions=decisions))


OLD = Decision(Kind.REDUCED_CAPACITY, 100, date(2025, 10, 1), D)
NEW = Decision(Kind.REDUCED_CAPACITY, 100, date(2027, 10, 1), date(2029, 9, 30), date(2027, 8, 16))


def test_a_new_decision_starts_anew_after_a_quiet_time() -> None:
    case = with_decisions(life(), OLD, NEW)
    told = about(case, date(2027, 8, 17), date(2029, 2, 28))
    assert told[:1] == [("2027-08-17", "M44")]
    steps = [row for row in told if row[1] in {"M03", "M80"}]
    assert steps == [("2028-10-03", "M80"), ("2029-01-30", "M03")]


def test_the_steps_of_the_old_decision_do_not_count_for_the_new() -> None:
    case = with_decisions(
        life(
            steps=(StepFact(StepKind.BOOKED, date(2027, 2, 1)), StepFact(StepKind.RECEIVED, date(2027, 5, 1)))
        ),
        OLD,
        NEW,
    )
    assert ("2029-01-30", "M03") in about(case, date(2027, 9, 1), date(2029, 2, 28))


def test_a_late_application_for_the_decision_itself_does_not_silence_the_next() -> None:
    """Decided on unknown day, applied after its start and granted: the steps belong to the decision itself."""
    short = Decision(Kind.REDUCED_CAPACITY, 100, date(2026, 10, 1), D)
    steps = (
        StepFact(StepKind.APPLIED, date(2026, 11, 15)),
        StepFact(StepKind.RECEIVED, date(2026, 11, 16)),
        StepFact(StepKind.ANSWER, date(2027, 1, 10), "beviljad"),
    )
    case = with_decisions(life(steps=steps), short)
    assert ("2027-02-02", "M03") in about(case, date(2027, 1, 15), AFTER)


def test_a_short_decision_rests_two_weeks_and_then_a_person_helps() -> None:
    short = Decision(Kind.REDUCED_CAPACITY, 100, date(2027, 1, 1), date(2027, 6, 30))
    told = about(with_decisions(life(), short), date(2027, 1, 2), date(2027, 4, 1))
    assert told == [
        ("2027-01-04", "M44"),
        ("2027-01-14", "M27"),
        ("2027-01-26", "M04"),
        ("2027-02-09", "M49"),
        ("2027-02-23", "M51"),
        ("2027-03-04", "M34"),
        ("2027-03-30", "M34"),
    ]


def test_a_moved_end_does_not_begin_the_tries_again() -> None:
    def moved(case: Case) -> Case:
        return with_decisions(case, replace(OLD, end=date(2027, 10, 31)))

    told = about(with_decisions(life(), OLD), AUTUMN, date(2027, 4, 20), Change(date(2027, 2, 20), moved))
    assert told == [
        ("2027-02-02", "M03"),
        ("2027-02-16", "M39"),
        ("2027-02-22", "M31"),
        ("2027-03-02", "M51"),
        ("2027-03-16", "M27"),
    ]


# ---- 30 years


def turning_30(pace: Pace = Pace.LUGNT) -> Case:
    case = life(pace, born=date(1998, 6, 15))
    return with_decisions(case, Decision(Kind.REDUCED_CAPACITY, 100, date(2026, 6, 1), date(2028, 5, 31)))


def test_the_last_decision_before_30_is_not_renewed() -> None:
    told = about(turning_30(), AUTUMN, date(2029, 1, 1))
    assert not {"M02", "M03", "M04", "M34", "M26", "M47"} & {template for _, template in told}


def test_the_path_to_30_in_lugnt() -> None:
    assert about(turning_30(), AUTUMN, date(2029, 1, 1)) == [
        ("2027-06-22", "M12"),  # the birthday and a week, moved back
        ("2027-08-31", "M53"),
        ("2027-11-30", "M98"),
        ("2028-02-29", "M53"),
        ("2028-05-03", "M54"),
        ("2028-05-16", "M65"),
        ("2028-06-01", "M66"),
        ("2028-08-31", "M100"),  # moved back to 30 days before: not urgent yet
        ("2028-09-21", "M67"),
    ]


def test_one_who_has_applied_for_what_comes_after_is_left_in_peace() -> None:
    case = turning_30()
    application = Application(Benefit.SJUK_PARTIAL, date(2027, 7, 1), date(2028, 6, 1))
    case = replace(case, facts=replace(case.facts, application=application))
    assert about(case, date(2027, 7, 2), date(2029, 1, 1)) == []


def test_coming_in_at_seven_months_before_30_gets_one_message_for_those_that_were() -> None:
    case = replace(turning_30(), known_since=date(2027, 11, 1))
    assert about(case, date(2027, 11, 1), date(2027, 12, 5)) == [("2027-11-01", "M53"), ("2027-11-30", "M98")]


# ---- förlängd skolgång


def test_schooling_needs_no_doctor_but_the_time_after_is_prepared() -> None:
    case = life(Pace.LAGOM, kind=Kind.EXTENDED_SCHOOLING, born=date(2006, 3, 15))
    assert about(case, AUTUMN, date(2028, 2, 1)) == [
        ("2027-01-28", "M64"),
        ("2027-04-06", "M81"),
        ("2027-04-29", "M64"),
        ("2027-06-03", "M70"),
        ("2027-06-30", "M70"),
        ("2027-07-29", "M70"),
        ("2027-09-02", "M87"),
        ("2027-09-23", "M87"),
        ("2027-10-04", "M26"),
        ("2028-01-03", "M47"),
        ("2028-01-24", "M47"),
    ]
    assert {task.kind for _, task in tasks(case, AUTUMN, AFTER)} == {TaskKind.RISK_OF_GAP}


# ---- vilande, prövotid, work, visits


def with_facts(case: Case, **facts: object) -> Case:
    return replace(case, facts=replace(case.facts, **facts))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("pace", "days"),
    [
        (Pace.LUGNT, ["2027-01-12", "2027-03-30", "2027-06-02"]),
        (Pace.LAGOM, ["2027-03-02", "2027-03-30", "2027-05-04", "2027-06-02"]),
        (Pace.OFTA, ["2027-03-30", "2027-05-04", "2027-06-02", "2027-06-17"]),
        (Pace.VIKTIGT, ["2027-03-30", "2027-06-02"]),
    ],
)
def test_vilande_ends(pace: Pace, days: list[str]) -> None:
    rest = Dormancy(Reason.WORK, 100, date(2026, 7, 1), date(2027, 6, 30))
    case = with_facts(life(pace, end=date(2028, 9, 30)), dormancies=(rest,))
    told = [i for i in messages(case, AUTUMN, date(2027, 7, 1)) if i.key_date == "dormancy_end"]
    assert {intent.template for intent in told} == {"M08"}
    assert [intent.day.isoformat() for intent in told] == days


def test_a_decision_that_ends_while_it_rests_is_told_of_six_months_before() -> None:
    rest = Dormancy(Reason.WORK, 100, date(2026, 7, 1), date(2028, 6, 30))
    case = with_facts(life(), dormancies=(rest,))
    assert only(case, AUTUMN, date(2027, 9, 1), "rests.") == [("2027-03-30", "M92")]


@pytest.mark.parametrize(
    ("pace", "months"),
    [(Pace.LUGNT, [4]), (Pace.LAGOM, [2, 4]), (Pace.OFTA, [2, 3, 4, 5]), (Pace.VIKTIGT, [])],
)
def test_provotid_on_the_way(pace: Pace, months: list[int]) -> None:
    trial = StudyTrial(date(2027, 1, 1), date(2027, 6, 30))
    case = with_facts(life(pace, end=date(2028, 9, 30)), trials=(trial,))
    told = [i for i in messages(case, AUTUMN, date(2027, 7, 1)) if i.template == "M10"]
    assert [intent.step for intent in told] == [f"month.{n}" for n in months]
    assert [intent.day.month for intent in told] == months


@pytest.mark.parametrize("pace", list(Pace))
def test_provotid_ends_28_and_7_days_before_in_every_pace(pace: Pace) -> None:
    trial = StudyTrial(date(2027, 1, 1), date(2027, 6, 30))
    case = with_facts(life(pace, end=date(2028, 9, 30)), trials=(trial,))
    told = [i for i in messages(case, AUTUMN, date(2027, 7, 1)) if i.template == "M11"]
    assert [(i.day, i.kind) for i in told] == [
        (date(2027, 6, 2), MessageKind.SAFETY),
        (date(2027, 6, 23), MessageKind.SAFETY),
    ]


def test_work_that_begins_is_told_of_before_the_first_day() -> None:
    case = with_facts(life(start=date(2025, 10, 1), end=date(2028, 9, 30)), work_start=date(2027, 3, 1))
    assert only(case, AUTUMN, date(2027, 4, 1), "before.") == [
        ("2027-01-18", "M07"),
        ("2027-02-15", "M07"),
        ("2027-02-25", "M07"),
    ]


def test_work_that_begins_too_early_for_vilande_is_only_to_be_reported() -> None:
    case = with_facts(life(end=date(2028, 9, 30), start=date(2026, 10, 1)), work_start=date(2027, 3, 1))
    assert {template for _, template in only(case, AUTUMN, date(2027, 4, 1), "before.")} == {"M91"}


@pytest.mark.parametrize(
    ("end", "template"),
    [
        (date(2028, 9, 30), "M62"),  # much is left of the decision: it goes on
        (D, "M09"),  # less than three months are left: months can be regained
    ],
)
def test_work_that_stops_during_vilande_is_told_of_the_same_day(end: date, template: str) -> None:
    rest = Dormancy(Reason.WORK, 100, date(2026, 10, 1), date(2027, 8, 31))
    case = with_facts(
        life(start=date(2025, 10, 1), end=end), dormancies=(rest,), stops_work=date(2027, 8, 31)
    )
    told = [i for i in messages(case, AUTUMN, date(2027, 9, 30)) if i.key_date == "stops_work"]
    assert [(i.day, i.template, i.kind) for i in told] == [(date(2027, 8, 31), template, MessageKind.SAFETY)]


def test_work_that_stops_without_vilande_says_nothing() -> None:
    case = with_facts(life(end=date(2028, 9, 30)), stops_work=date(2027, 8, 31))
    assert "stops_work" not in {i.key_date for i in messages(case, AUTUMN, date(2027, 9, 30))}


@pytest.mark.parametrize(
    ("pace", "days"),
    [
        (Pace.LUGNT, ["2027-04-08", "2027-04-15"]),  # one in seven days: the second waits a day
        (Pace.LAGOM, ["2027-04-14"]),
        (Pace.OFTA, ["2027-04-08", "2027-04-14", "2027-04-15"]),
        (Pace.VIKTIGT, ["2027-04-14"]),
    ],
)
def test_a_visit_is_told_of_before_never_after(pace: Pace, days: list[str]) -> None:
    """Friday 16 April: seven days before and the same morning move back to a Thursday."""
    case = life(pace)
    visit = does(StepKind.VISIT, date(2027, 3, 1), "")
    visit = replace(visit, apply=lambda c: replace(c, steps=(StepFact(StepKind.VISIT, date(2027, 4, 16)),)))
    told = messages(case, date(2027, 3, 1), date(2027, 4, 30), visit)
    assert [i.day.isoformat() for i in told if i.template == "M89"] == days


# ---- pauses


def test_a_pause_holds_the_ordinary_and_one_message_comes_when_it_ends() -> None:
    told = about(life(), AUTUMN, date(2027, 3, 12), pauses(date(2027, 1, 25), date(2027, 2, 8)))
    assert told == [("2027-02-09", "M28"), ("2027-02-16", "M03"), ("2027-03-02", "M39")]


def test_the_net_does_not_pause() -> None:
    told = about(life(), date(2027, 8, 1), date(2027, 9, 30), pauses(date(2027, 8, 25), date(2027, 9, 24)))
    assert ("2027-09-02", "M05") in told
    assert ("2027-09-23", "M05") in told


# ---- first decision


def test_one_without_a_decision_is_told_before_the_first_month() -> None:
    case = replace(life(), facts=Facts(date(2008, 3, 15)), known_since=date(2026, 10, 1))
    assert about(case, date(2026, 10, 1), date(2027, 7, 1)) == [("2027-01-12", "M59"), ("2027-04-06", "M59")]


# ---- nothing twice


def test_a_skipped_message_is_spent() -> None:
    row = Sent(
        identity="R|D-1042|decision_end|2027-09-30|net.S4|person",
        template="M05",
        kind=MessageKind.SAFETY,
        recipient=messages(life(), AUTUMN, AFTER)[0].recipient,
        day=date(2027, 9, 2),
        key_date="decision_end",
        key_date_day=D,
        step="net.S4",
        counts=False,
    )
    assert verdict_intents(life(), date(2027, 9, 2), (row,)) == ()
    assert [i.template for i in verdict_intents(life(), date(2027, 9, 2))] == ["M05"]


def test_before_the_person_is_known_nothing_is_asked() -> None:
    case = life()
    verdict = decide(case, timeline_of(case), (), date(2026, 1, 1), paces=PACES, calendar=CALENDAR)
    assert verdict.intents == ()
    assert verdict.next_look == case.known_since


# ---- fresh facts before urgent words


def fresh_play(case: Case, first: date, last: date) -> list[tuple[date, str]]:
    played = play(case, timeline_of, first, last, paces=PACES, calendar=CALENDAR)
    return [
        (day, what.template if isinstance(what, Intent) else what.kind.value)
        for day, what in played
        if not isinstance(what, Skip)
    ]


def test_without_a_fresh_fact_the_net_asks_and_somebody_is_told_to_confirm_five_working_days_before() -> None:
    assert fresh_play(life(confirmed=None), AUTUMN, date(2027, 9, 10))[-2:] == [
        (date(2027, 8, 26), "confirm_facts"),
        (date(2027, 9, 2), "M79"),
    ]


@pytest.mark.parametrize(("confirmed", "said"), [(date(2027, 8, 2), "M79"), (date(2027, 8, 3), "M05")])
def test_a_fact_is_fresh_for_thirty_days(confirmed: date, said: str) -> None:
    case = life(confirmed=confirmed)
    assert (date(2027, 9, 2), said) in fresh_play(case, date(2027, 8, 15), date(2027, 9, 10))
