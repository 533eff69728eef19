"""A message by hand, the person's own look, and the papers of a case."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from dinadatum.clock import local_time
from dinadatum.register import tables as t
from dinadatum.register.cases import load_case
from dinadatum.register.states import State
from dinadatum.usecases.cases import by_hand
from dinadatum.usecases.looks.daily_look import look
from dinadatum.usecases.sending.send_due import send_due
from notify.channels.values import Outcome, Outgoing, Result
from notify.values import MessageKind, Recipient, Road, Wording
from tests.web.conftest import NOW, TODAY, Site, token_of
from tests.web.html_check import assert_sound, parse, text_of

GOOD = "Jag ringer dig i morgon.\nDet räcker att läsa."


class Box:
    """A channel that keeps what it is given."""

    name = "outbox"

    def __init__(self) -> None:
        self.sent: list[Outgoing] = []

    def send(self, message: Outgoing) -> Result:
        self.sent.append(message)
        return Result(Outcome.ACCEPTED, provider_id=message.ledger_id)


def _post(client: FlaskClient, do: str, ref: str = "W-1", **cells: str):
    data = {
        "csrf_token": token_of(client, "/systemet"),
        "ref": ref,
        "text": GOOD,
        "nar": "nu",
        "brattom": "nej",
    }
    return client.post("/arende/skriv", data={**data, **cells, "steg_nu": do})


def _by_hand(site: Site) -> list[t.Message]:
    with site.service.database.reading() as session:
        return list(session.scalars(select(t.Message).where(t.Message.key_date == "by_hand")))


def _send(site: Site) -> Box:
    box = Box()
    send_due(site.service.database, site.service.rules, {Road.SMS: box}, site.clock)
    return box


def test_own_words_are_reviewed_written_and_sent(site: Site) -> None:
    sara = site.client("sara")
    words = text_of(assert_sound(_post(sara, "granska").get_data(as_text=True)))
    assert "Dina datum: Jag ringer dig i morgon. Det räcker att läsa." in words
    assert "tecken, LIX" in words
    assert not _by_hand(site)
    assert _post(sara, "spara").status_code == 303
    assert _post(sara, "spara").status_code == 303
    written = _by_hand(site)
    assert [(each.state, each.kind, each.text) for each in written] == [
        (State.PLANNED, MessageKind.ORDINARY, f"Dina datum:\n{GOOD}")
    ]
    assert "går en gång" in text_of(assert_sound(sara.get("/arende?ref=W-1").get_data(as_text=True)))
    site.clock.move(timedelta(minutes=1))
    box = _send(site)
    assert f"Dina datum:\n{GOOD}" in [each.text for each in box.sent]
    assert _by_hand(site)[0].state is State.ACCEPTED
    words = text_of(assert_sound(sara.get("/arende?ref=W-1").get_data(as_text=True)))
    assert "Egna ord" in words


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Skriv en text"),
        ("Jag ringer dig i morgon.", "hur bråttom"),
        (f"{GOOD} 🙂", "inte går i ett vanligt sms"),
        ("Det räcker att läsa. " * 10, "Ett sms rymmer 160 tecken"),
        (f"{GOOD} Klicka på www.exempel", "länk"),
        (f"{GOOD} Du måste ringa!", "utropstecken"),
        (f"{GOOD} Handläggningstiden avseende aktivitetsersättningen.", "LIX"),
    ],
)
def test_the_rules_of_the_gallery_hold_for_own_words(site: Site, text: str, said: str) -> None:
    answer = _post(site.client("sara"), "spara", text=text)
    assert answer.status_code == 422
    root = assert_sound(answer.get_data(as_text=True))
    problem = next(e for e in root.iter("span") if e.get("class") == "problem")
    assert said in "".join(problem.itertext())
    assert not _by_hand(site)


def test_a_text_of_the_gallery_keeps_its_name_until_it_is_changed(site: Site) -> None:
    sara = site.client("sara")
    page = sara.get("/arende/skriv?ref=W-1&text=M79").get_data(as_text=True)
    root = assert_sound(page)
    text = next(e for e in root.iter("textarea")).text
    assert text.startswith("Dina datum:")
    assert _post(sara, "spara", text=text, galleri="M79").status_code == 303
    assert [(each.template, each.text) for each in _by_hand(site)] == [("M79", None)]
    assert_sound(sara.get("/arende/skriv?ref=W-1&text=X99").get_data(as_text=True))


def test_it_replaces_what_is_planned_within_three_days_and_what_comes(site: Site) -> None:
    with site.service.database.transaction("prov", NOW) as session:
        message = session.get_one(t.Message, "n" * 32)
        message.priority, message.day = 60, TODAY
    _post(site.client("sara"), "spara")
    with site.service.database.reading() as session:
        planned = session.get_one(t.Message, "n" * 32)
        net = session.get_one(t.Message, "o" * 32)
    assert (planned.state, planned.reason) == (
        State.SKIPPED,
        "Ersatt av ett meddelande för hand inom tre dagar.",
    )
    assert net.state is State.WAITING


def test_a_held_message_waits_for_a_person_and_survives_the_look(site: Site) -> None:
    sara = site.client("sara")
    _post(sara, "spara", nar="hall")
    site.clock.move(timedelta(days=1))
    look(site.service.database, site.service.rules, TODAY + timedelta(days=1), site.clock())
    held = _by_hand(site)[0]
    assert held.state is State.HELD
    assert not [each for each in _send(site).sent if each.text.endswith(GOOD)]
    sara = site.client("sara")
    data = {"csrf_token": token_of(sara, "/systemet"), "ref": "W-1", "nr": held.id, "gor": "skicka"}
    assert_sound(sara.get("/arende?ref=W-1").get_data(as_text=True))
    assert sara.post("/arende/hallet", data=data).status_code == 303
    assert (_by_hand(site)[0].state, _by_hand(site)[0].day) == (State.PLANNED, TODAY + timedelta(days=1))
    site.clock.move(timedelta(minutes=1))
    assert [each for each in _send(site).sent if each.text.endswith(GOOD)]
    sara.post("/arende/hallet", data=data)
    assert "hann före" in text_of(assert_sound(sara.get("/arende?ref=W-1").get_data(as_text=True)))


def test_a_held_message_can_be_taken_away(site: Site) -> None:
    sara = site.client("sara")
    _post(sara, "spara", nar="hall")
    data = {
        "csrf_token": token_of(sara, "/systemet"),
        "ref": "W-1",
        "nr": _by_hand(site)[0].id,
        "gor": "ta-bort",
    }
    assert sara.post("/arende/hallet", data={**data, "ref": "W-6"}).status_code == 303
    assert _by_hand(site)[0].state is State.HELD
    sara.post("/arende/hallet", data=data)
    assert _by_hand(site)[0].state is State.CANCELLED


@pytest.mark.parametrize(
    ("moved", "urgent", "day", "hour"),
    [
        (timedelta(0), "nej", TODAY, 9),
        (timedelta(hours=10), "nej", TODAY + timedelta(days=1), 9),
        (timedelta(hours=10), "ja", TODAY, 19),
        (timedelta(days=3), "nej", date(2026, 11, 30), 9),
        (timedelta(days=3), "ja", date(2026, 11, 27), 9),
    ],
)
def test_it_goes_in_open_hours_unless_somebody_says_that_it_is_urgent(
    site: Site, moved: timedelta, urgent: str, day: date, hour: int
) -> None:
    site.clock.move(moved)
    assert _post(site.client("sara"), "spara", brattom=urgent).status_code == 303
    message = _by_hand(site)[0]
    assert (message.day, local_time(message.send_at).hour) == (day, hour)
    sent = [each.text for each in _send(site).sent if each.text.endswith(GOOD)]
    assert bool(sent) is (day == TODAY + timedelta(days=moved.days))


def test_what_was_asleep_on_its_day_goes_on_the_next_open_one(site: Site) -> None:
    _post(site.client("sara"), "spara")
    for days in range(1, 7):
        site.clock.move(timedelta(days=1))
        look(site.service.database, site.service.rules, TODAY + timedelta(days=days), site.clock())
    assert _by_hand(site)[0].day == date(2026, 11, 30)


@pytest.mark.parametrize("ref", ["W-4", "W-6"])
def test_nothing_goes_without_a_yes(site: Site, ref: str) -> None:
    sara = site.client("sara")
    words = text_of(assert_sound(sara.get(f"/arende/skriv?ref={ref}").get_data(as_text=True)))
    assert "inte sagt ja" in words
    assert _post(sara, "spara", ref).status_code == 422
    assert not _by_hand(site)


@pytest.mark.parametrize("ref", ["W-2", "W-3", "W-999"])
@pytest.mark.parametrize("path", ["skriv", "som-personen", "blad", "blad.pdf", "akten.pdf"])
def test_nobody_comes_near_a_case_that_is_not_theirs(site: Site, ref: str, path: str) -> None:
    assert site.client("sara").get(f"/arende/{path}?ref={ref}").status_code == 404


def test_nobody_writes_in_a_case_that_is_not_theirs(site: Site) -> None:
    sara = site.client("sara")
    assert _post(sara, "spara", "W-2").status_code == 404
    data = {"csrf_token": token_of(sara, "/systemet"), "ref": "W-3", "nr": "x", "gor": "skicka"}
    assert sara.post("/arende/hallet", data=data).status_code == 404


def test_the_persons_own_look_has_their_words_and_nobody_elses(site: Site) -> None:
    root = assert_sound(site.client("sara").get("/arende/som-personen?ref=W-1").get_data(as_text=True))
    words = text_of(root)
    assert "Hej Kim!" in words
    assert "Sara är din handläggare." in words
    assert "Nu är en bra tid för steg 1" in words
    assert "Risk för glapp" not in words
    assert not list(root.find("body/main").iter("form"))
    assert [e for e in root.iter() if "tid-svg" in e.get("class", "")]


def test_the_picture_stands_on_the_case_with_its_list(site: Site) -> None:
    root = assert_sound(site.client("sara").get("/arende?ref=W-1").get_data(as_text=True))
    assert [e for e in root.iter() if "tid-svg" in e.get("class", "")]
    assert [e for e in root.iter("ol") if e.get("class") == "tid-lista"]
    style = site.client("sara").get("/stil/bild.css")
    assert (style.status_code, style.mimetype) == (200, "text/css")
    assert site.client("sara").get("/stil/annat.css").status_code == 404


def test_the_papers_can_be_printed(site: Site) -> None:
    sara = site.client("sara")
    page = sara.get("/arende/blad?ref=W-1").get_data(as_text=True)
    assert "Kim" in text_of(parse(page))
    empty = text_of(parse(sara.get("/arende/blad").get_data(as_text=True)))
    assert "Kim" not in empty
    for path in ("blad.pdf?ref=W-1", "blad.pdf", "akten.pdf?ref=W-1"):
        answer = sara.get(f"/arende/{path}")
        assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
        assert answer.data.startswith(b"%PDF-")
    with site.service.database.reading() as session:
        taken = session.scalars(select(t.Audit.actor).where(t.Audit.action == "exported")).all()
    assert taken == ["sara"]


def test_words_are_measured_while_they_are_written_and_no_case_is_opened(site: Site) -> None:
    sara = site.client("sara")
    token = token_of(sara, "/systemet")

    def measured(text: str) -> dict:
        answer = sara.post("/arende/skriv/matt", data={"csrf_token": token, "text": text})
        assert answer.status_code == 200
        return answer.get_json()

    said = measured(GOOD)
    assert "tecken, 1 del, LIX" in said["measure"]
    assert said["remarks"] == []
    bad = measured("Förvaltningsrättsliga överväganden föranleder handläggningsåtgärder. " * 4)
    assert "delar" in bad["measure"]
    assert bad["remarks"]
    assert measured(" \n ") == {"measure": "", "remarks": []}
    assert len(measured("a " * 100_00)["measure"]) < 60
    with site.service.database.reading() as session:
        assert session.scalars(select(t.Audit.id).where(t.Audit.action == "viewed")).all() == []


def test_measuring_needs_a_log_in_a_role_and_the_forms_own_token(site: Site) -> None:
    assert site.client().post("/arende/skriv/matt", data={"text": GOOD}).status_code in (303, 400)
    assert site.client("sara").post("/arende/skriv/matt", data={"text": GOOD}).status_code == 400
    adam = site.client("adam")
    data = {"csrf_token": token_of(adam, "/systemet"), "text": GOOD}
    assert adam.post("/arende/skriv/matt", data=data).status_code == 403


def test_the_script_is_a_file_of_our_own_and_nothing_else_may_run(site: Site) -> None:
    answer = site.client("sara").get("/arende/skriv?ref=W-1")
    page = answer.get_data(as_text=True)
    assert_sound(page)
    address = page.split('<script src="', 1)[1].split('"', 1)[0]
    script = site.client().get(address)
    assert script.status_code == 200
    assert "javascript" in script.mimetype
    assert "innerHTML" not in script.get_data(as_text=True)
    assert "script-src 'self';" in answer.headers["Content-Security-Policy"]
    assert "unsafe" not in answer.headers["Content-Security-Policy"]


@pytest.fixture
def alone(site: Site) -> Site:
    """Let an ombud receive in the place of W-6, who has said yes."""
    with site.service.database.transaction("prov", NOW) as session:
        person = session.scalars(select(t.Person).where(t.Person.ref == "W-6")).one()
        person.ombud_alone = True
        session.add(t.Consent(person_id=person.id, given=True, at=NOW, source="möte"))
    return site


def test_where_the_ombud_alone_receives_it_goes_to_the_ombud(alone: Site) -> None:
    sara = alone.client("sara")
    form = text_of(assert_sound(sara.get("/arende/skriv?ref=W-6").get_data(as_text=True)))
    assert "Det du skriver går till ombudet" in form
    assert "Hämta texten" not in form
    review = text_of(assert_sound(_post(sara, "granska", "W-6").get_data(as_text=True)))
    assert "Mejl till ombudet" in review
    assert "Hej Mika." in review
    assert _post(sara, "spara", "W-6").status_code == 303
    (written,) = _by_hand(alone)
    assert (written.recipient, written.road) == (Recipient.OMBUD, Road.EMAIL)
    alone.clock.move(timedelta(minutes=1))
    box = Box()
    send_due(alone.service.database, alone.service.rules, {Road.EMAIL: box}, alone.clock)
    (sent,) = [each for each in box.sent if GOOD.split(".")[0] in each.text]
    assert sent.address == "mika@example.se"
    assert "Hej Mika." in sent.text


def test_an_ombud_without_an_address_or_a_ping_is_said(alone: Site) -> None:
    sara = alone.client("sara")
    with alone.service.database.transaction("prov", NOW) as session:
        session.scalars(select(t.Ombud)).one().email = None
    answer = _post(sara, "granska", "W-6")
    assert answer.status_code == 422
    assert "Ombudet har ingen adress" in text_of(assert_sound(answer.get_data(as_text=True)))
    with alone.service.database.transaction("prov", NOW) as session:
        session.scalars(select(t.Person).where(t.Person.ref == "W-6")).one().wording = Wording.PING
    assert "Ring." in text_of(assert_sound(sara.get("/arende/skriv?ref=W-6").get_data(as_text=True)))
    assert _post(sara, "spara", "W-6").status_code == 422


def test_the_gallery_is_not_sent_to_an_ombud(alone: Site) -> None:
    sara = alone.client("sara")
    with alone.service.database.reading() as session:
        row = load_case(session, "W-6")
        draft = by_hand.Draft("Det här är galleriets.", "M03")
        ready = by_hand.prepare(session, alone.service.rules, row, draft, NOW)
    assert "Galleriets texter är skrivna till personen" in ready.errors["text"]
    assert sara.get("/arende/skriv?ref=W-6&text=M03").status_code == 200
