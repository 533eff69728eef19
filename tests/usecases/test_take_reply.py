"""Taking replies: stored before read, once each, by the right person, whatever dies in between."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from sqlalchemy import select, update

from dinadatum import clock
from dinadatum.errors import RegisterError
from dinadatum.register import tables as t
from dinadatum.register.cases import load_cases, read_case
from dinadatum.register.database import Database
from dinadatum.register.states import RESTORED, State
from dinadatum.usecases.replies import take_reply as taking
from dinadatum.usecases.replies.inbox import tick_off, waiting_replies
from dinadatum.usecases.replies.storing_replies import Received, store_reply
from dinadatum.usecases.replies.take_reply import read_waiting_replies, take_reply
from dinadatum.usecases.rules import Rules
from dinadatum.usecases.sending.send_due import send_due
from dinadatum.usecases.sending.take_receipt import take_receipt
from notify.answering.question import step_message
from notify.channels.values import Outcome, Result
from notify.values import Case, MessageKind, Pace, Road, SaidDay, TaskKind, Wording
from tests.usecases.counties import Provider, Stepper, both_roads
from tests.usecases.small_lives import messages, one_person, tasks

DAY = date(2026, 10, 6)
"""A Tuesday: the first message about step 1."""
NUMBER, OTHER_NUMBER, OMBUD_NUMBER = "+46701740621", "+46701740622", "+46701740623"


def somebody(database: Database, ref: str = "P-1", number: str = NUMBER, **values: object) -> int:
    hashed = database.keyring.fingerprint(number)
    return one_person(
        database,
        DAY,
        ref,
        **({"mobile": number, "mobile_hash": hashed, "known_since": date(2026, 9, 29)} | values),
    )


def said(
    text: str, at: str = "12:00", day: date = DAY, *, sender: str = NUMBER, sid: str = "", opt_out: str = ""
) -> Received:
    moment = clock.instant(day, time.fromisoformat(at))
    return Received(Road.SMS, sender, text, sid or f"SM-{day}-{at}-{text}", moment, opt_out)


def replies(database: Database) -> list[t.Reply]:
    with database.reading() as session:
        return list(session.scalars(select(t.Reply).order_by(t.Reply.id)))


def person(database: Database, person_id: int) -> t.Person:
    with database.reading() as session:
        return session.get_one(t.Person, person_id)


def receipts(database: Database) -> list[str]:
    return [row.template for row in messages(database, kind="receipt")]


def test_a_reply_is_tied_to_the_message_it_answers_and_changes_the_facts(
    register: Database, rules: Rules, stepper: Stepper
) -> None:
    person_id = somebody(register)
    stepper.run(DAY)
    taken = take_reply(register, rules, said("klart"), said("klart").at)
    assert taken is not None
    assert (taken.person, taken.read_as) == ("P-1", "KLAR")
    [reply] = replies(register)
    first = next(row for row in messages(register) if row.template == "M03")
    assert (reply.message_id, reply.person_id, reply.read_as) == (first.id, person_id, "KLAR")
    with register.reading() as session:
        assert session.scalar(select(t.Step.kind)) == "booked"
        assert session.scalar(select(t.Audit.action).where(t.Audit.what == "step")) == "added"


@pytest.mark.parametrize(("wording", "opens"), [(Wording.PING, "Det finns något"), (Wording.TYDLIG, "Nu är")])
def test_what_a_message_says_is_remembered_whatever_words_it_was_given(
    register: Database, rules: Rules, stepper: Stepper, wording: Wording, opens: str
) -> None:
    """A reply is read after what was said. In other words it is still the same: else KLAR, a day, a yes go astray."""
    somebody(register, wording=wording)
    stepper.run(DAY)
    first = next(row for row in messages(register) if row.step == "step1.1")
    assert (first.template, first.wording) == ("M03", wording)
    assert (first.text or "").split("\n")[1].startswith(opens)


@pytest.mark.parametrize(("code", "read"), [("no_caseworker", False), (RESTORED, True)])
def test_what_is_held_here_answers_nothing_unless_it_may_have_gone(
    register: Database, rules: Rules, stepper: Stepper, code: str, *, read: bool
) -> None:
    person_id = somebody(register)
    stepper.run(DAY)
    with register.transaction("test", clock.opening(DAY)) as session:
        session.execute(update(t.Message).values(state=State.HELD, code=code))
    assert any(row.template == "M03" for row in messages(register))
    with register.reading() as session:
        history = read_case(session, person_id).row.history
    assert bool(step_message(history, DAY, time(23))) is read


@pytest.mark.parametrize("road", [Road.SMS, Road.EMAIL])
@pytest.mark.parametrize("wording", [Wording.DISKRET, Wording.TYDLIG])
def test_a_yes_answers_the_question_in_whatever_words_it_was_asked(
    register: Database, rules: Rules, stepper: Stepper, wording: Wording, road: Road
) -> None:
    """Is there a doctor at all? M80, which is T80 in open words, by SMS as by mail."""
    address = "ask@example.se"
    known = date(2026, 5, 4)
    hashed = register.keyring.fingerprint(address)
    somebody(
        register,
        wording=wording,
        road=road,
        email=address,
        email_hash=hashed,
        look_on=known,
        known_since=known,
        sheet_given=known,
    )
    asked = known
    while not [row for row in messages(register) if row.template == "M80"]:
        asked += timedelta(days=1)
        assert asked < DAY, "M80 never came"
        stepper.run(asked)
    at = clock.instant(asked, time(19, 30))
    sender = address if road is Road.EMAIL else NUMBER
    taken = take_reply(register, rules, Received(road, sender, "JA", "one", at), at)
    assert taken is not None
    assert taken.read_as == "JA"
    with register.reading() as session:
        assert [(step.kind, step.value) for step in session.scalars(select(t.Step))] == [("doctor", "ja")]


def test_a_receipt_goes_within_the_minute_at_any_hour(
    register: Database, rules: Rules, provider: Provider
) -> None:
    somebody(register)
    stepper = Stepper(register, rules, both_roads(provider))
    stepper.run(DAY)
    at = clock.instant(DAY, time(23, 41))
    take_reply(register, rules, said("hjälp", "23:41"), at)
    before = len(provider.accepted)
    send_due(register, rules, stepper.channels, lambda: at + timedelta(seconds=20))
    [sent] = provider.accepted[before:]
    assert "hör av sig senast" in sent.text


def test_a_receipt_that_was_waiting_at_midnight_still_goes(
    register: Database, rules: Rules, provider: Provider
) -> None:
    somebody(register)
    stepper = Stepper(register, rules, both_roads(provider))
    stepper.run(DAY)
    take_reply(register, rules, said("hjälp", "23:59"), clock.instant(DAY, time(23, 59)))
    stepper.look(DAY + timedelta(days=1))
    send_due(register, rules, stepper.channels, lambda: clock.instant(DAY + timedelta(days=1), time(6)))
    assert [row.state for row in messages(register, kind="receipt")] == [State.ACCEPTED]


def test_the_same_reply_twice_is_taken_once(register: Database, rules: Rules, stepper: Stepper) -> None:
    somebody(register)
    stepper.run(DAY)
    came = said("hjälp", sid="SM1")
    assert take_reply(register, rules, came, came.at) is not None
    assert take_reply(register, rules, came, came.at) is None
    assert len(replies(register)) == 1
    assert len([task for task in tasks(register) if task.kind is TaskKind.HELP]) == 1


def test_a_crash_after_storing_leaves_the_reply_for_the_next_round(
    register: Database, rules: Rules, stepper: Stepper, monkeypatch: pytest.MonkeyPatch
) -> None:
    somebody(register)
    stepper.run(DAY)
    with monkeypatch.context() as patch:

        def dies(*_: object, **__: object) -> None:
            raise RegisterError("Databasen svarar inte.")

        patch.setattr(taking, "look_after_reply", dies)
        with pytest.raises(RegisterError):
            take_reply(register, rules, said("klart"), said("klart").at)
    with register.reading() as session:
        assert session.scalar(select(t.Step.id)) is None, "whole or not at all"
    assert [reply.read_at for reply in replies(register)] == [None]
    assert read_waiting_replies(register, rules, said("klart").at) == 1
    assert receipts(register) == ["M88"]
    assert read_waiting_replies(register, rules, said("klart").at) == 0


def test_one_reply_that_cannot_be_read_does_not_stop_the_others(
    register: Database, rules: Rules, stepper: Stepper, monkeypatch: pytest.MonkeyPatch
) -> None:
    somebody(register)
    somebody(register, "P-2", OTHER_NUMBER)
    stepper.run(DAY)
    now = said("").at
    store_reply(register, said("klart", sender=NUMBER), now)
    store_reply(register, said("hjälp", sender=OTHER_NUMBER), now)
    whole = taking.read_stored

    def half(database: Database, given: Rules, reply_id: int, at: object) -> object:
        if reply_id == replies(register)[0].id:
            raise ValueError("a reply that nobody foresaw")
        return whole(database, given, reply_id, now)

    monkeypatch.setattr(taking, "read_stored", half)
    with pytest.raises(ValueError, match="nobody foresaw"):
        read_waiting_replies(register, rules, now)
    assert [bool(reply.read_at) for reply in replies(register)] == [False, True]


def test_an_unknown_sender_is_kept_for_a_human(register: Database, rules: Rules) -> None:
    somebody(register)
    came = said("vem är du", sender="+46701740699")
    taken = take_reply(register, rules, came, came.at)
    assert taken is not None
    assert taken.read_as == "OKÄND"
    [reply] = replies(register)
    assert (reply.person_id, reply.for_human, reply.text, reply.sender) == (
        None,
        True,
        "vem är du",
        "+46701740699",
    )
    assert receipts(register) == []


def test_the_inbox_holds_what_a_human_has_to_read_until_somebody_has(
    register: Database, rules: Rules, stepper: Stepper
) -> None:
    somebody(register)
    stepper.run(DAY)
    for came in (said("jag undrar en sak om allt det här"), said("hej", sender="+46701740699"), said("ok")):
        take_reply(register, rules, came, came.at)
    with register.transaction("test", said("").at) as session:
        rows = waiting_replies(session)
        assert {(row.ref, row.sender) for row in rows} == {("P-1", NUMBER), ("", "+46701740699")}
        assert tick_off(session, rows[0].reply_id, "sara", said("").at)
        assert not tick_off(session, rows[0].reply_id, "sara", said("").at), "once"
        assert len(waiting_replies(session)) == 1


def test_amendment_13_an_ombuds_reply_is_never_read_as_the_persons(
    register: Database, rules: Rules, stepper: Stepper
) -> None:
    person_id = somebody(register)
    with register.transaction("test", clock.opening(DAY)) as session:
        session.add(
            t.Ombud(
                person_id=person_id, name="Maria Ek", name_hash="o" * 64, mobile=OMBUD_NUMBER, first_day=DAY
            )
        )
    stepper.run(DAY)
    came = said("STOPP", sender=OMBUD_NUMBER)
    taken = take_reply(register, rules, came, came.at)
    assert taken is not None
    assert taken.read_as == "OMBUD"
    assert person(register, person_id).stopped_on is None
    assert TaskKind.READ_REPLY in {task.kind for task in tasks(register)}


def test_two_people_with_one_number_are_told_apart_by_a_human(
    register: Database, rules: Rules, stepper: Stepper
) -> None:
    ids = [somebody(register), somebody(register, "P-2", NUMBER)]
    stepper.run(DAY)
    taken = take_reply(register, rules, said("klart"), said("klart").at)
    assert taken is not None
    assert taken.read_as == "FLERA"
    with register.reading() as session:
        assert session.scalar(select(t.Step.id)) is None
    assert {task.person_id for task in tasks(register) if task.kind is TaskKind.READ_REPLY} == set(ids)


def test_fel_stops_everything_to_that_number_whoever_has_it(
    register: Database, rules: Rules, stepper: Stepper
) -> None:
    ids = [somebody(register), somebody(register, "P-2", NUMBER)]
    stepper.run(DAY)
    take_reply(register, rules, said("fel nummer"), said("fel nummer").at)
    assert [person(register, one).wrong_mobile_hash for one in ids] == [
        register.keyring.fingerprint(NUMBER)
    ] * 2
    assert receipts(register) == ["M46"], "one receipt, to one number"


def test_a_new_number_may_be_written_to_again(register: Database, rules: Rules, stepper: Stepper) -> None:
    from dinadatum.register.cases import load_case

    person_id = somebody(register)
    stepper.run(DAY)
    take_reply(register, rules, said("fel nummer"), said("fel nummer").at)
    with register.transaction("test", clock.opening(DAY)) as session:
        session.get_one(t.Person, person_id).mobile_hash = register.keyring.fingerprint(OTHER_NUMBER)
    with register.reading() as session:
        assert load_case(session, "P-1").case.number_wrong is False


def test_stopp_takes_back_what_was_about_to_go(register: Database, rules: Rules, stepper: Stepper) -> None:
    somebody(register)
    stepper.look(DAY)
    take_reply(register, rules, said("STOPP", "09:30"), clock.instant(DAY, time(9, 30)))
    states = {row.template: row.state for row in messages(register) if row.kind is MessageKind.ORDINARY}
    assert states == {"M03": State.CANCELLED}
    stepper.send(DAY)
    assert [row.template for row in messages(register) if row.state is State.ACCEPTED] == ["M18"]


STOPS = ["word", "opt-out", "refused when sending", "refused in a receipt"]


@pytest.mark.parametrize("how", STOPS)
def test_stopp_by_every_road_leads_to_the_same_state(
    how: str, register: Database, rules: Rules, provider: Provider
) -> None:
    person_id = somebody(register)
    stepper = Stepper(register, rules, both_roads(provider))
    now = clock.instant(DAY, time(18))
    if how == "refused when sending":
        provider.answers = [Result(Outcome.FAILED, code="21610", meaning="Personen har svarat STOPP.")]
    stepper.run(DAY)
    message = messages(register)[0]
    if how == "word":
        store_reply(register, said("STOPP", "18:00"), now)
    elif how == "opt-out":
        store_reply(register, said("UNSUBSCRIBE", "18:00", opt_out="STOP"), now)
    elif how == "refused in a receipt":
        take_receipt(register, message.id, message.provider_id, "undelivered", "21610", now)
    assert read_waiting_replies(register, rules, now) == 1
    assert person(register, person_id).stopped_on == DAY
    assert TaskKind.STOPPED in {task.kind for task in tasks(register)}
    assert receipts(register) == (["M18"] if how == "word" else [])


def test_amendment_18_after_the_providers_stop_the_receipt_goes_by_mail_where_there_is_one(
    register: Database, rules: Rules, stepper: Stepper
) -> None:
    somebody(register, email="alva@example.se", email_hash=register.keyring.fingerprint("alva@example.se"))
    stepper.run(DAY)
    came = said("STOP", opt_out="STOP")
    take_reply(register, rules, came, came.at)
    [receipt] = messages(register, kind="receipt")
    assert (receipt.template, receipt.road) == ("M18", Road.EMAIL)


def test_after_stopp_a_receipt_goes_by_mail_and_the_facts_change_all_the_same(
    register: Database, rules: Rules, stepper: Stepper
) -> None:
    who = somebody(
        register, email="alva@example.se", email_hash=register.keyring.fingerprint("alva@example.se")
    )
    stepper.run(DAY)
    for text, at in (("STOPP", "18:00"), ("lugnt", "18:10")):
        came = said(text, at)
        take_reply(register, rules, came, came.at)
    send_due(register, rules, stepper.channels, lambda: clock.instant(DAY, time(18, 11)))
    assert person(register, who).pace is Pace.LUGNT
    found = {row.template: (row.road, row.state) for row in messages(register, kind="receipt")}
    assert found == {"M18": (Road.SMS, State.ACCEPTED), "M20": (Road.EMAIL, State.ACCEPTED)}


def test_what_is_said_of_work_is_kept_as_said_until_somebody_confirms_it(
    register: Database, rules: Rules, stepper: Stepper
) -> None:
    who = somebody(register)
    stepper.run(DAY)
    for text, at in (("jag börjar jobba den 15 december", "18:00"), ("har slutat skolan", "18:10")):
        came = said(text, at)
        take_reply(register, rules, came, came.at)
    found, begins = person(register, who), date(2026, 12, 15)
    assert (found.work_start, found.work_start_said, found.work_start_confirmed) == (begins, DAY, None)
    assert (found.stops_work, found.stops_work_said, found.stops_work_confirmed) == (None, DAY, None)
    case = load_one(register, who)
    assert (case.facts.work_start, case.work_start_said) == (None, SaidDay(DAY, begins))
    told = {task.kind: task.why for task in tasks(register)}
    assert "sagt och inte bekräftat" in told[TaskKind.WORK_STARTS]
    assert "15 december" in told[TaskKind.WORK_STARTS]
    confirm(register, who, begins)
    assert (load_one(register, who).facts.work_start, load_one(register, who).work_start_said) == (
        begins,
        None,
    )
    came = said("ska börja jobba", "18:30")
    take_reply(register, rules, came, came.at)
    assert person(register, who).work_start_confirmed == DAY, "the same again is nothing new"


def load_one(database: Database, who: int) -> Case:
    with database.reading() as session:
        return next(load_cases(session, [who])).case


def confirm(database: Database, who: int, begins: date) -> None:
    with database.transaction("sara", clock.instant(DAY, time(18, 20))) as session:
        row = session.get_one(t.Person, who)
        row.work_start, row.work_start_confirmed = begins, DAY


def test_the_consent_log_says_which_text_was_answered(
    register: Database, rules: Rules, stepper: Stepper
) -> None:
    person_id = somebody(register)
    with register.transaction("test", clock.opening(DAY)) as session:
        session.query(t.Consent).delete()
    stepper.run(DAY)
    take_reply(register, rules, said("ja"), said("ja").at)
    with register.reading() as session:
        [row] = session.scalars(select(t.Consent).where(t.Consent.person_id == person_id))
        assert (row.given, row.texts, row.source) == (True, "M01", "svar")
    assert receipts(register) == ["M30"]


def test_a_reply_read_a_day_late_is_answered_as_of_today(
    register: Database, rules: Rules, stepper: Stepper
) -> None:
    """ "i morgon", said yesterday, is today; the promise is counted from today."""
    person_id = somebody(register, pace=Pace.LAGOM)
    stepper.run(DAY)
    store_reply(register, said("i övermorgon", "20:00"), said("", "20:00").at)
    read_waiting_replies(register, rules, clock.instant(DAY + timedelta(days=1), time(8)))
    with register.reading() as session:
        [chosen] = session.scalars(select(t.ChosenDay).where(t.ChosenDay.person_id == person_id))
        assert chosen.day == DAY + timedelta(days=2)
