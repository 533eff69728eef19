"""What each reply does: the change, the receipt within the minute, and what is sent afterwards."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from notify.simulate import Moment, play
from notify.values import Case, MessageKind, Pace, Preferences, Road, SaidDay, StepKind, Wording
from tests.notify.due_lives import CALENDAR, PACES, life, timeline_of
from tests.notify.talks import asked, intents, last_case, sent, skipped, talk
from timeline.facts import Dormancy, Reason

FEB = ("2027-02-01", "2027-03-20")
M03_DAY = "2027-02-02"


def test_small_parts_are_parts_and_only_the_last_closes_the_step() -> None:
    played = talk(
        life(Pace.OFTA),
        *FEB,
        ("2027-02-02", "11:00", "klar"),
        ("2027-02-03", "11:00", "klart"),
        ("2027-02-04", "11:00", "KLAR"),
    )
    assert sent(played) == [
        ("2027-02-02", "M40"),
        ("2027-02-02", "M75"),
        ("2027-02-03", "M76"),
        ("2027-02-04", "M88"),
    ]
    case = last_case(played)
    assert [(step.kind, step.day) for step in case.steps] == [(StepKind.BOOKED, date(2027, 2, 4))]
    assert [(part.number, part.day.day) for part in case.parts] == [(1, 2), (2, 3)]


def test_after_a_part_no_try_asks_for_the_whole_step_again() -> None:
    played = talk(life(Pace.OFTA), *FEB, ("2027-02-03", "11:00", "klar"))
    assert [what for _, what in sent(played)] == ["M40", "M75", "M39", "M51", "M27"]


def test_small_parts_of_step_three_end_in_a_said_application_and_a_task_to_confirm_it() -> None:
    done = life(Pace.OFTA)
    done = replace(done, steps=())
    played = talk(
        done,
        "2027-02-01",
        "2027-07-20",
        *((f"2027-02-0{day}", "11:00", "klar") for day in (2, 3, 4)),
        ("2027-05-04", "11:00", "klar"),
        ("2027-05-05", "12:00", "klar"),
        ("2027-05-06", "12:00", "klar"),
    )
    templates = [what for day, what in sent(played) if day >= "2027-05-01"]
    assert templates[:4] == ["M50", "M77", "M78", "M16"]
    assert ("2027-05-06", "confirm_application") in asked(played)
    assert last_case(played).facts.application is not None
    assert "M79" in templates, "said is not confirmed: from three months before, the net asks"


def test_klar_on_step_one_asks_for_the_day_of_the_visit_and_the_visit_is_reminded_of() -> None:
    played = talk(
        life(), "2027-02-01", "2027-03-12", (M03_DAY, "12:00", "klart"), (M03_DAY, "12:05", "12 mars")
    )
    assert sent(played) == [(M03_DAY, "M03"), (M03_DAY, "M88"), (M03_DAY, "M93"), ("2027-03-10", "M89")]
    assert asked(played) == []


def test_klar_with_the_day_of_the_visit_needs_no_question() -> None:
    played = talk(life(), *FEB, (M03_DAY, "12:00", "bokat tid 12 mars"))
    assert ("2027-02-02", "M16") in sent(played)
    assert {step.kind for step in last_case(played).steps} == {StepKind.BOOKED, StepKind.VISIT}


def test_a_chosen_day_is_kept_on_a_saturday_and_counts_against_no_cap() -> None:
    played = talk(life(Pace.LUGNT), *FEB, (M03_DAY, "12:00", "på lördag"))
    assert sent(played)[:3] == [(M03_DAY, "M03"), (M03_DAY, "M43"), ("2027-02-06", "M35")]
    day = next(intent for intent in intents(played) if intent.template == "M35")
    assert (day.kind, day.at, day.step) == (MessageKind.RECEIPT, time(10), "step1.chosen")


def test_another_day_takes_the_place_of_the_first() -> None:
    played = talk(life(), *FEB, (M03_DAY, "12:00", "torsdag"), ("2027-02-03", "12:00", "12 februari"))
    assert [day for day, what in sent(played) if what == "M35"] == ["2027-02-12"]


def test_a_day_after_the_step_is_done_is_not_reminded_of() -> None:
    played = talk(life(), *FEB, (M03_DAY, "12:00", "på lördag"), ("2027-02-04", "12:00", "klar"))
    assert "M35" not in {what for _, what in sent(played)}


def test_not_yet_keeps_the_step_and_asks_for_a_day() -> None:
    played = talk(life(), *FEB, ("2027-02-15", "12:00", "har inte hunnit"))
    assert sent(played)[:3] == [(M03_DAY, "M03"), ("2027-02-15", "M42"), ("2027-02-23", "M39")]
    assert last_case(played).steps == ()


def test_help_is_a_task_with_a_day_and_the_steps_wait() -> None:
    played = talk(life(Pace.OFTA), *FEB, ("2027-02-08", "19:00", "hjälp"))
    receipt = next(intent for intent in intents(played) if intent.template == "M19")
    assert (receipt.day, receipt.key_date_day) == (date(2027, 2, 8), date(2027, 2, 10))
    assert ("2027-02-08", "help") in asked(played)
    assert "2027-02-09" not in {day for day, _ in sent(played)}, "the try of that day waits"


@pytest.mark.parametrize(
    ("text", "template", "kind"), [("ring mig", "M45", "call"), ("hellre skriva", "M52", "write")]
)
def test_how_contact_is_made_is_a_promise_of_that_road_alone(text: str, template: str, kind: str) -> None:
    played = talk(life(), *FEB, ("2027-02-08", "11:00", text))
    assert ("2027-02-08", template) in sent(played)
    assert ("2027-02-08", kind) in asked(played)


def test_pause_is_fourteen_days_and_one_message_comes_when_it_ends() -> None:
    played = talk(life(Pace.OFTA), *FEB, ("2027-02-10", "12:00", "paus"))
    assert ("2027-02-10", "M17") in sent(played)
    in_pause = [what for day, what in sent(played) if "2027-02-11" <= day < "2027-02-24"]
    assert in_pause == []
    assert ("2027-02-25", "M28") in sent(played)


@pytest.mark.parametrize(
    ("text", "until"),
    [("paus 30", date(2027, 3, 12)), ("paus 90 dagar", date(2027, 3, 12)), ("paus 7", date(2027, 2, 17))],
)
def test_a_pause_has_the_length_that_was_asked_for_but_at_most_thirty_days(text: str, until: date) -> None:
    played = talk(life(), *FEB, ("2027-02-10", "12:00", text))
    assert last_case(played).paused_until == until


def test_stopp_ends_all_sms_at_once_and_the_net_goes_by_mail() -> None:
    played = talk(life(), "2027-02-01", "2028-02-10", ("2027-02-03", "12:00", "STOPP"))
    after = [intent for intent in intents(played) if intent.day > date(2027, 2, 3)]
    assert ("2027-02-03", "M18") in sent(played)
    assert ("2027-02-03", "stopped") in asked(played)
    assert after, "the safety net goes on"
    assert {intent.road for intent in after} == {Road.EMAIL}
    assert {intent.kind for intent in after} == {MessageKind.SAFETY}


@pytest.mark.parametrize(("agreed", "kind"), [("handläggare", "tell"), ("brev", "send_letter")])
def test_after_stopp_the_net_goes_by_the_agreed_road(agreed: str, kind: str) -> None:
    case = replace(life(), reserve_road=agreed)
    played = talk(case, "2027-02-01", "2028-02-10", ("2027-02-03", "12:00", "STOPP"))
    assert not [intent for intent in intents(played) if intent.day > date(2027, 2, 3)]
    told = [day for day, what in asked(played) if what == kind]
    assert len(told) == 9, "a person takes over, and S1 to S8"


def test_start_ends_stopp_and_goes_back_to_the_old_pace() -> None:
    played = talk(
        life(Pace.LUGNT), *FEB, ("2027-02-03", "12:00", "stopp"), ("2027-02-20", "12:00", "starta igen")
    )
    assert ("2027-02-20", "M24") in sent(played)
    assert last_case(played).stopped_on is None
    assert last_case(played).preferences.pace is Pace.LUGNT
    assert ("2027-03-02", "M39") in sent(played)


STOPPED = ("2027-02-03", "12:00", "STOPP")


def after_stopp(case: Case, text: str) -> list[Moment]:
    return talk(case, "2027-02-01", "2027-02-20", STOPPED, ("2027-02-04", "12:00", text))


@pytest.mark.parametrize(
    "text", ["klart", "lagom", "paus", "ring mig", "ok", "har inte hunnit", "asdf", "STOPP"]
)
def test_after_stopp_a_reply_is_answered_by_mail_and_never_by_sms(text: str) -> None:
    played = after_stopp(life(), text)
    told = [intent for intent in intents(played) if intent.day == date(2027, 2, 4)]
    assert {intent.kind for intent in told} == {MessageKind.RECEIPT}
    assert {intent.road for intent in told} == {Road.EMAIL}


def test_after_stopp_a_reply_changes_what_it_changes() -> None:
    assert last_case(after_stopp(life(), "klart")).steps
    assert last_case(after_stopp(replace(life(), has_email=False), "ofta")).preferences.pace is Pace.OFTA


@pytest.mark.parametrize(
    ("agreed", "text", "kinds"),
    [
        ("handläggare", "klart", ["tell"]),
        ("brev", "klart", ["send_letter"]),
        ("handläggare", "ring mig", ["call"]),
        ("handläggare", "asdf", ["read_reply"]),
        ("handläggare", "det är stopp på min ansökan", ["tell"]),
        ("handläggare", "ok", []),
        ("handläggare", "stopp", []),
    ],
)
def test_after_stopp_without_a_road_somebody_tells(agreed: str, text: str, kinds: list[str]) -> None:
    played = after_stopp(replace(life(), reserve_road=agreed), text)
    assert [intent for intent in intents(played) if intent.day >= date(2027, 2, 4)] == []
    assert [kind for day, kind in asked(played) if day == "2027-02-04"] == kinds


@pytest.mark.parametrize(
    ("text", "template"), [("hjälp", "M19"), ("jag vill dö", "M33"), ("starta igen", "M24")]
)
def test_after_stopp_who_needs_us_is_answered_where_they_wrote(text: str, template: str) -> None:
    played = [what for what in intents(after_stopp(life(), text)) if what.day == date(2027, 2, 4)]
    assert [(what.template, what.road) for what in played] == [(template, Road.SMS)]


@pytest.mark.parametrize(
    ("text", "pace", "template"),
    [
        ("lugnt", Pace.LUGNT, "M20"),
        ("ofta", Pace.OFTA, "M21"),
        ("lagom", Pace.LAGOM, "M22"),
        ("viktigt", Pace.VIKTIGT, "M23"),
    ],
)
def test_another_pace_by_one_word(text: str, pace: Pace, template: str) -> None:
    played = talk(life(), *FEB, ("2027-02-03", "12:00", text))
    assert ("2027-02-03", template) in sent(played)
    assert last_case(played).preferences.pace is pace


def test_fel_stops_everything_to_that_number_at_once() -> None:
    case = replace(life(), has_email=False)
    played = talk(case, "2027-02-01", "2028-02-10", ("2027-02-03", "12:00", "fel nummer"))
    assert [what for day, what in sent(played) if day >= "2027-02-03"] == ["M46"]
    assert ("2027-02-03", "find_number") in asked(played)


def test_crisis_words_have_one_answer_at_any_hour_and_an_alarm() -> None:
    played = talk(life(Pace.OFTA), *FEB, ("2027-02-07", "03:12", "jag vill inte leva längre"))
    assert ("2027-02-07", "M33") in sent(played)
    assert ("2027-02-07", "alarm") in asked(played)
    quiet = [what for day, what in sent(played) if "2027-02-07" < day < "2027-02-14"]
    assert quiet == [], "all else waits"


def test_nothing_but_the_welcome_before_a_yes_and_the_yes_never_grows_old() -> None:
    asks_first = replace(life(), consent=None)
    played = talk(asks_first, "2026-11-02", "2027-02-20", ("2027-01-20", "12:00", "ja"))
    assert sent(played)[:2] == [("2026-11-03", "M01"), ("2027-01-20", "M30")]
    assert last_case(played).consent is True
    assert ("2027-02-02", "M03") in sent(played)


def test_a_no_to_the_welcome_is_the_last_that_is_sent() -> None:
    played = talk(replace(life(), consent=None), "2026-11-02", "2027-03-20", ("2026-11-04", "12:00", "nej"))
    assert sent(played) == [("2026-11-03", "M01"), ("2026-11-04", "M29")]
    assert last_case(played).consent is False


@pytest.mark.parametrize(("text", "value", "template"), [("ja", "ja", "M93"), ("nej", "nej", "M94")])
def test_a_yes_or_no_belongs_to_the_last_question(text: str, value: str, template: str) -> None:
    """Is there a doctor at all? (M80). A no is a task."""
    case = replace(life(end=date(2027, 12, 31), start=date(2025, 6, 1)), known_since=date(2026, 11, 2))
    played = talk(case, "2026-12-01", "2027-02-20", ("2027-01-15", "12:00", text))
    assert ("2027-01-15", template) in sent(played), sent(played)
    assert [(step.kind, step.value) for step in last_case(played).steps] == [(StepKind.DOCTOR, value)]


def test_a_yes_that_nobody_asked_for_is_read_by_a_human_once_a_day() -> None:
    played = talk(life(), *FEB, ("2027-02-10", "12:00", "ja"), ("2027-02-10", "12:01", "ja"))
    assert [what for day, what in sent(played) if day == "2027-02-10"] == ["M25"]
    assert [what for _, what in asked(played)].count("read_reply") == 2


NO_SMS = "nej jag vill inte ha sms"


def test_no_sms_to_the_welcome_is_a_no_to_messages() -> None:
    """It says both: to M01 nothing more goes, as after NEJ, and it is M29 that says so."""
    case = replace(life(), consent=None)
    no, both = (
        talk(case, "2026-11-02", "2027-12-01", ("2026-11-04", "11:00", text)) for text in ("NEJ", NO_SMS)
    )
    assert sent(no) == sent(both) == [("2026-11-03", "M01"), ("2026-11-04", "M29")]
    assert last_case(both).consent is False


def test_no_sms_to_another_question_is_stopp() -> None:
    """M80 asks whether there is a doctor. Whoever wants no SMS gets none, whatever was asked."""
    case = life(end=date(2027, 12, 31), start=date(2025, 6, 1))
    played = talk(case, "2026-12-01", "2027-02-20", ("2027-01-15", "12:00", NO_SMS))
    assert sent(played)[-1] == ("2027-01-15", "M18")
    assert last_case(played).stopped_on == date(2027, 1, 15)


@pytest.mark.parametrize("text", ["nej jag vill inte", "nej jag vill inte ha sms om det"])
def test_a_no_to_the_matter_alone_stops_nothing(text: str) -> None:
    case = life(end=date(2027, 12, 31), start=date(2025, 6, 1))
    played = talk(case, "2026-12-01", "2027-02-20", ("2027-01-15", "12:00", text))
    assert ("2027-01-15", "M94") in sent(played)
    assert last_case(played).stopped_on is None


def test_a_stop_in_a_sentence_is_asked_about() -> None:
    played = talk(life(), *FEB, ("2027-02-10", "12:00", "det är stopp på min ansökan"))
    assert ("2027-02-10", "M41") in sent(played)
    assert last_case(played).stopped_on is None


def test_one_who_begins_to_work_is_told_the_same_day() -> None:
    played = talk(life(), *FEB, ("2027-02-13", "22:00", "ska börja jobba"))
    assert ("2027-02-13", "M07") in sent(played)
    assert ("2027-02-13", "work_starts") in asked(played)


def test_a_first_day_that_is_only_said_is_spoken_of_before_it_and_not_twice_at_once() -> None:
    """Forty-two, fourteen and one day before; what was answered the same day is not said again the next."""
    played = talk(life(), "2027-02-01", "2027-05-10", ("2027-02-13", "22:00", "jag börjar jobba den 6 april"))
    told = [day for day, what in sent(played) if what in ("M07", "M91")]
    assert told[0] == "2027-02-13"
    assert told[1:] == ["2027-02-23", "2027-03-23", "2027-04-05"]
    case = last_case(played)
    assert case.facts.work_start is None
    assert case.work_start_said == SaidDay(date(2027, 2, 13), date(2027, 4, 6))


def test_a_last_day_that_is_confirmed_is_not_spoken_of_again() -> None:
    case = life()
    rest = Dormancy(Reason.WORK, 100, date(2026, 12, 1), date(2027, 8, 31))
    case = replace(case, facts=replace(case.facts, dormancies=(rest,)))
    played = talk(case, "2027-02-01", "2027-02-16", ("2027-02-15", "12:00", "har slutat jobba"))
    [told] = [what for what in intents(played) if what.template in ("M09", "M62")]
    known = replace(last_case(played), stops_work_said=None)
    known = replace(known, facts=replace(known.facts, stops_work=date(2027, 2, 12)))
    again = play(
        known,
        timeline_of,
        date(2027, 2, 17),
        date(2027, 3, 31),
        paces=PACES,
        calendar=CALENDAR,
        history=played[-1].history,
    )
    assert [what for _, what in again if getattr(what, "template", "") == told.template] == []


def test_one_whose_benefit_rests_is_never_told_to_apply_before_work() -> None:
    case = life()
    rest = Dormancy(Reason.WORK, 100, date(2026, 12, 1), date(2027, 8, 31))
    case = replace(case, facts=replace(case.facts, dormancies=(rest,)))
    played = talk(
        case, *FEB, ("2027-02-13", "12:00", "jag har fått jobb"), ("2027-02-15", "12:00", "ska sluta jobba")
    )
    assert ("2027-02-13", "M94") in sent(played)
    assert {"M09", "M62"} & {what for day, what in sent(played) if day == "2027-02-15"}


def test_a_reply_before_the_hour_makes_the_message_of_the_day_needless() -> None:
    played = talk(life(), *FEB, (M03_DAY, "12:00", "inte än"), ("2027-02-16", "09:00", "klart"))
    on_the_day = [what for day, what in sent(played) if day == "2027-02-16"]
    assert on_the_day == ["M88"], "M39 was to go at ten"


def test_in_the_wording_ping_the_parts_are_not_named_so_klar_closes_the_step() -> None:
    case = life(Pace.OFTA)
    case = replace(case, preferences=replace(case.preferences, wording=Wording.PING))
    played = talk(case, *FEB, ("2027-02-02", "11:00", "klar"))
    assert [step.kind for step in last_case(played).steps] == [StepKind.BOOKED]


def test_every_reply_has_its_receipt_in_the_same_minute() -> None:
    texts = [
        "ok",
        "klar",
        "inte än",
        "fredag",
        "hjälp",
        "ring",
        "skriv",
        "paus",
        "bra",
        "lugnt",
        "start",
        "stopp?",
        "stopp",
    ]
    replies = [(f"2027-02-{day:02d}", "21:17", text) for day, text in enumerate(texts, start=3)]
    played = talk(life(preferences=Preferences(hour=time(9))), *FEB, *replies)
    receipts = {(i.day.isoformat(), i.at) for i in intents(played) if i.kind is MessageKind.RECEIPT}
    assert {(day, time(21, 17)) for day, _, _ in replies} <= receipts


@pytest.mark.parametrize("text", ["ok", "läst"])
def test_what_is_read_is_not_said_again_in_the_same_words(text: str) -> None:
    """LUGNT: to read at nine months, and at six when step 1 is done."""
    klar = ("2027-02-02", "12:00", "klar")
    silent = talk(life(Pace.LUGNT), "2026-12-01", "2027-05-30", klar)
    notices = [day for day, what in sent(silent) if what == "M02"]
    assert len(notices) == 2
    played = talk(life(Pace.LUGNT), "2026-12-01", "2027-05-30", (notices[0], "12:00", text), klar)
    assert [day for day, what in sent(played) if what == "M02"] == notices[:1]
    assert (notices[0], "M37") in sent(played)
    assert [skip.reason for skip in skipped(played)] == ["Personen har svarat att samma sak redan är läst."]


def test_a_step_is_done_and_not_read() -> None:
    without = talk(life(), *FEB)
    played = talk(life(), *FEB, (M03_DAY, "12:00", "ok"))
    assert [row for row in sent(played) if row[1] != "M37"] == sent(without)
