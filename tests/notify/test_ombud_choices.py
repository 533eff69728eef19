"""The person sees, ends and begins what goes to ombud: at once, never more than is agreed, and simulated as it goes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from notify.ombud_words import copies_sentence, joined, until_sentence
from notify.reaching import Way, next_way
from notify.roads import person_road, sole_ombud
from notify.values import Case, Copies, CopiesChosen, Intent, MessageKind, Ombud, Road, Wording
from tests.notify.due_lives import KNOWN, life
from tests.notify.talks import asked, intents, last_case, sent, talk

MAY = date(2027, 5, 31)
NAMES = {"mor": "Maria", "far": "Lars"}
ENDED = CopiesChosen(allowed=False, day=date(2027, 1, 4))


def mother(copies: Copies = Copies.ALL, last: date | None = None) -> Ombud:
    return Ombud("mor", Road.SMS, date(2026, 1, 1), last, copies)


def father(copies: Copies = Copies.ALL, last: date | None = None) -> Ombud:
    return Ombud("far", Road.SMS, date(2026, 1, 1), last, copies)


def alone(case: Case) -> Case:
    return replace(case, preferences=replace(case.preferences, ombud_alone=True))


def to_ombud(found: list[Intent]) -> list[tuple[str, str]]:
    return [(intent.day.isoformat(), intent.template) for intent in found if intent.recipient_key]


def test_the_person_sees_who_and_how_to_end_it() -> None:
    case = life(ombud=(mother(),))
    assert sent(talk(case, "2027-02-08", "2027-02-08", ("2027-02-08", "11:00", "OMBUD"))) == [
        ("2027-02-08", "M111")
    ]


@pytest.mark.parametrize(
    "case",
    [
        life(),
        life(ombud=(mother(Copies.NONE),)),
        life(ombud=(mother(last=date(2027, 2, 7)),)),
        life(ombud=(mother(),), copies_chosen=ENDED),
    ],
    ids=["none", "agreed on nothing", "ended yesterday", "ended by the person"],
)
def test_when_nobody_gets_to_know_it_says_so(case: Case) -> None:
    played = talk(case, "2027-02-08", "2027-02-08", ("2027-02-08", "11:00", "vem får mina sms?"))
    assert [what for _, what in sent(played) if what not in ("M71", "M115")] == ["M112"]


def test_the_day_before_the_last_it_is_still_said() -> None:
    case = life(ombud=(mother(last=date(2027, 2, 8)),))
    assert "M111" in {
        what for _, what in sent(talk(case, "2027-02-08", "2027-02-08", ("2027-02-08", "11:00", "ombud")))
    }


def test_no_more_ends_at_once_and_the_ombud_is_told_the_next_open_day() -> None:
    """M03 goes at 10 on the second, its copy would go at 12: the no at 11 stops that copy too."""
    case = life(ombud=(mother(),))
    played = talk(case, "2026-11-02", "2027-03-20", ("2027-02-02", "11:00", "OMBUD NEJ"))
    assert to_ombud(intents(played)) == [("2026-11-02", "M71"), ("2027-02-03", "M115")]
    assert ("2027-02-02", "copies_ended") in asked(played)
    assert last_case(played).ombud == case.ombud, "the power of attorney stands"


def test_again_brings_copies_of_what_is_said_later_and_the_ombud_is_told() -> None:
    played = talk(
        life(ombud=(mother(),)),
        "2026-11-02",
        "2027-03-20",
        ("2027-02-02", "11:00", "OMBUD NEJ"),
        ("2027-02-08", "11:00", "OMBUD JA"),
    )
    assert ("2027-02-08", "M111") in sent(played)
    assert to_ombud(intents(played))[1:] == [
        ("2027-02-03", "M115"),
        ("2027-02-09", "M116"),
        ("2027-02-16", "M15"),
        ("2027-03-02", "M15"),
        ("2027-03-16", "M15"),
    ]


@pytest.mark.parametrize(("at", "copies"), [("09:00", [("2027-02-02", "M15")]), ("11:00", [])])
def test_again_begins_with_the_next_message_the_same_day_if_it_is_still_to_go(
    at: str, copies: list[tuple[str, str]]
) -> None:
    """M03 goes at ten on the second; what went before the yes stays the person's own."""
    replies = (("2027-01-28", "11:00", "OMBUD NEJ"), ("2027-02-02", at, "OMBUD JA"))
    played = talk(life(ombud=(mother(),)), "2026-11-02", "2027-02-10", *replies)
    found = [i for i in intents(played) if i.kind is MessageKind.COPY and i.day.isoformat() >= "2027-02-02"]
    assert [(i.day.isoformat(), i.template) for i in found if i.template == "M15"] == copies


def test_a_no_and_a_yes_before_the_message_change_nothing() -> None:
    replies = (("2027-02-02", "08:00", "OMBUD NEJ"), ("2027-02-02", "09:00", "OMBUD JA"))
    played = talk(life(ombud=(mother(),)), "2026-11-02", "2027-02-10", *replies)
    found = [i for i in intents(played) if i.kind is MessageKind.COPY and i.day == date(2027, 2, 2)]
    assert [i.template for i in found] == ["M15"]


def test_one_who_changes_their_mind_the_same_day_has_told_nobody() -> None:
    played = talk(
        life(ombud=(mother(),)),
        "2026-11-02",
        "2027-02-20",
        ("2027-02-08", "11:00", "OMBUD NEJ"),
        ("2027-02-08", "11:05", "OMBUD JA"),
    )
    assert {"M115", "M116"}.isdisjoint(what for _, what in sent(played))


def test_an_ombud_who_never_heard_of_us_is_not_told() -> None:
    case = life(ombud=(mother(Copies.NONE),))
    played = talk(case, "2027-02-01", "2027-02-20", ("2027-02-08", "11:00", "mamma ska inte få sms"))
    assert to_ombud(intents(played)) == []


def test_a_no_without_any_ombud_changes_nothing() -> None:
    played = talk(life(), "2027-02-08", "2027-02-08", ("2027-02-08", "11:00", "mamma ska inte få sms"))
    assert sent(played) == [("2027-02-08", "M112")]
    assert last_case(played).copies_chosen is None
    assert asked(played) == []


def test_a_yes_gives_nothing_that_is_not_agreed_on_but_somebody_makes_contact() -> None:
    for case in (life(), life(ombud=(mother(Copies.NONE),))):
        played = talk(case, "2027-02-08", "2027-02-08", ("2027-02-08", "11:00", "OMBUD JA"))
        assert sent(played) == [("2027-02-08", "M94")]
        assert asked(played) == [("2027-02-08", "meet")]


def test_when_the_ombud_alone_received_nobody_does_and_a_human_takes_it() -> None:
    case = alone(life(ombud=(mother(),)))
    played = talk(case, "2026-11-02", "2028-03-01", ("2027-01-28", "11:00", "OMBUD NEJ"))
    after = [what for day, what in sent(played) if day >= "2027-01-28"]
    assert after == ["M114", "M115"], "no SMS to the ombud, and none to a person who wanted none"
    kinds = [kind for day, kind in asked(played) if day >= "2027-01-28"]
    assert kinds[0] == "meet"
    assert kinds.count("tell") >= 8, "the whole safety net is told by a human"
    assert "unreachable" not in kinds


def test_after_stopp_it_can_still_be_ended_and_a_human_tells_what_no_sms_may() -> None:
    case = life(ombud=(mother(),), stopped_on=date(2027, 2, 1), reserve_road="ombud")
    assert sole_ombud(case, date(2027, 2, 8)) is not None
    played = talk(
        case,
        "2027-02-08",
        "2027-02-08",
        ("2027-02-08", "11:00", "ombud"),
        ("2027-02-08", "11:01", "ombud nej"),
    )
    assert not [what for _, what in sent(played) if what.startswith("M11")]
    assert [kind for _, kind in asked(played) if kind in ("tell", "copies_ended")] == ["tell", "copies_ended"]
    assert sole_ombud(last_case(played), date(2027, 2, 9)) is None


def test_nothing_that_failed_goes_to_an_ombud_whom_the_person_has_ended() -> None:
    case = life(ombud=(mother(),), has_email=False)
    first = next_way(case, Road.SMS, (), KNOWN)
    assert first is not None
    assert first.way is Way.OMBUD
    then = next_way(replace(case, copies_chosen=ENDED), Road.SMS, (), KNOWN)
    assert then is not None
    assert then.way is Way.CALL


def test_only_one_who_wanted_an_ombud_alone_loses_the_own_road() -> None:
    case = life(ombud=(mother(),), copies_chosen=ENDED)
    assert person_road(case) is Road.SMS
    assert person_road(alone(case)) is None


@pytest.mark.parametrize(
    ("ombud", "said"),
    [
        ((mother(),), "Maria får veta när du får sms."),
        ((mother(Copies.URGENT),), "Maria får veta när det är bråttom."),
        ((mother(Copies.LATER),), "Maria får veta när vi påminner dig och när det är bråttom."),
        ((mother(Copies.LATER), father()), "Dina ombud får veta olika mycket."),
        ((mother(), father()), "Maria och Lars får veta när du får sms."),
        ((mother(Copies.URGENT), father()), "Lars får veta när du får sms. Maria bara när det är bråttom."),
        ((mother(), Ombud("x", Road.SMS, KNOWN, None, Copies.ALL)), "Dina ombud får veta när du får sms."),
        ((mother(Copies.NONE),), ""),
    ],
)
def test_who_and_what_in_easy_words(ombud: tuple[Ombud, ...], said: str) -> None:
    assert copies_sentence(life(ombud=ombud), KNOWN, NAMES) == said


def test_a_name_that_cannot_be_written_or_a_ping_names_nobody() -> None:
    case = life(ombud=(mother(),))
    assert copies_sentence(case, KNOWN, {"mor": "Zoë"}) == "Ditt ombud får veta när du får sms."
    ping = replace(case, preferences=replace(case.preferences, wording=Wording.PING))
    assert copies_sentence(ping, KNOWN, NAMES) == "Ditt ombud får veta när du får sms."
    assert joined(case, (mother(), father()), NAMES) == "Maria och Lars"


def test_how_long_is_the_power_of_attorney() -> None:
    assert until_sentence(life(ombud=(mother(),)), KNOWN) == "Det gäller tills du säger till."
    assert until_sentence(life(ombud=(mother(last=MAY),)), KNOWN) == "Det gäller till och med 31 maj 2027."
    assert until_sentence(life(ombud=(mother(last=MAY), father())), KNOWN) == "Det gäller olika länge."


def test_a_copy_of_what_was_said_before_the_yes_never_goes() -> None:
    chosen = CopiesChosen(allowed=True, day=date(2027, 2, 2))
    played = talk(life(ombud=(mother(),), copies_chosen=chosen), "2027-01-25", "2027-02-20")
    copies = [i for i in intents(played) if i.kind is MessageKind.COPY and i.key_date != "ombud"]
    assert [copy.day for copy in copies] == [date(2027, 2, 16)], "M03 went the same day as the yes"
