"""Idag: tasks in their order, put off, noted, done and taken back."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from dinadatum.register import tables as t
from dinadatum.register.states import State
from dinadatum.usecases.cases import tasks
from dinadatum.usecases.cases.task_order import ORDER
from dinadatum.usecases.cases.tasks import NEVER_WAITS
from dinadatum.usecases.staff import accounts
from dinadatum.web.task_words import TASKS
from notify.values import TaskKind
from tests.web.conftest import NOW, TODAY, Site, token_of
from tests.web.html_check import assert_sound, text_of


def add_task(site: Site, ref: str, kind: TaskKind, day: date, why: str = "Därför.") -> int:
    """Put a task in; returns its id."""
    with site.service.database.transaction("prov", NOW) as session:
        person = session.scalars(select(t.Person).where(t.Person.ref == ref)).one()
        task = t.Task(
            identity=f"{ref}:{kind}:{day}", person_id=person.id, kind=kind, day=day, why=why, created_at=NOW
        )
        session.add(task)
        session.flush()
        return task.id


def words(client: FlaskClient, path: str = "/idag") -> str:
    return text_of(assert_sound(client.get(path).get_data(as_text=True)))


def post(client: FlaskClient, path: str, shown: str = "/installningar", **data: str):
    return client.post(path, data={"csrf_token": token_of(client, shown), **data})


def task(site: Site, task_id: int) -> t.Task:
    with site.service.database.reading() as session:
        return session.get_one(t.Task, task_id)


def logged(site: Site, task_id: int) -> list[tuple[str, str]]:
    with site.service.database.reading() as session:
        rows = select(t.Audit.actor, t.Audit.action).where(
            t.Audit.what == "task", t.Audit.row_id == str(task_id)
        )
        return [(actor, action) for actor, action in session.execute(rows.order_by(t.Audit.id))]


def test_every_kind_has_its_place_in_the_order() -> None:
    assert sorted(ORDER) == sorted(TaskKind)
    asked = (
        TaskKind.ALARM,
        TaskKind.HELP,
        TaskKind.RISK_OF_GAP,
        TaskKind.TAKE_OVER,
        TaskKind.UNREACHABLE,
        TaskKind.FIND_NUMBER,
        TaskKind.HANDOVER,
        TaskKind.READ_REPLY,
        TaskKind.SEND_UNKNOWN,
        TaskKind.GIVE_SHEET,
    )
    places = [ORDER.index(kind) for kind in asked]
    assert places == sorted(places)


def test_a_crisis_stands_first_and_help_with_its_day_before_a_gap(site: Site) -> None:
    add_task(site, "W-6", TaskKind.HELP, date(2026, 11, 26), "Vill ha hjälp.")
    add_task(site, "W-4", TaskKind.ALARM, TODAY, "Mår mycket dåligt.")
    said = words(site.client("sara"))
    assert said.index("Mår mycket dåligt") < said.index("Vill ha hjälp.") < said.index("Har inte ansökt")
    assert "lovat senast torsdag 26 november" in said


def test_a_task_is_put_off_to_a_day_and_comes_back_on_it(site: Site) -> None:
    client = site.client("sara")
    later = post(client, "/uppgift/5/skjut-upp", dag="2026-11-30", note="Väntar på besked.")
    assert later.location == "/idag"
    said = words(client)
    assert "Uppskjutet till måndag 30 november: går inte att nå, W-4." in said
    assert "Numret finns inte längre" not in said
    assert "1 är uppskjuten" in said
    put_off = words(client, "/idag?visa=uppskjutna")
    assert "Numret finns inte längre" in put_off
    assert "Anteckning: Väntar på besked." in put_off
    assert logged(site, 5) == [("sara", "noted"), ("sara", "put_off")]
    site.clock.move(timedelta(days=5))
    assert "Numret finns inte längre" not in words(site.client("sara"))
    site.clock.move(timedelta(days=1))
    assert "Numret finns inte längre" in words(site.client("sara"))


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("", "Välj en dag, eller skriv den som"),
        ("i morgon", "«i morgon» är ingen dag"),
        ("2026-11-24", "Välj en dag efter i dag"),
        ("2027-02-23", "Välj en dag efter i dag och senast 22 februari 2027"),
    ],
)
def test_a_day_that_will_not_do_is_said_by_its_field(site: Site, day: str, sentence: str) -> None:
    client = site.client("sara")
    answer = post(client, "/uppgift/5/skjut-upp", dag=day, note="Mina ord.")
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert sentence in text_of(assert_sound(page))
    assert "Mina ord." in page
    assert task(site, 5).postponed_until is None


def test_a_promise_is_not_put_off_past_the_promised_day(site: Site) -> None:
    promised = add_task(site, "W-6", TaskKind.HELP, date(2026, 11, 26))
    client = site.client("sara")
    assert post(client, f"/uppgift/{promised}/skjut-upp", dag="2026-11-27").status_code == 422
    assert post(client, f"/uppgift/{promised}/skjut-upp", dag="2026-11-26").status_code == 303


@pytest.mark.parametrize("kind", sorted(NEVER_WAITS))
def test_what_can_not_wait_is_neither_put_off_nor_hidden(site: Site, kind: TaskKind) -> None:
    heavy = add_task(site, "W-6", kind, date(2026, 12, 4), "Kan inte vänta.")
    client = site.client("sara")
    assert f"/uppgift/{heavy}/skjut-upp" not in client.get("/idag").get_data(as_text=True)
    assert "Den här kan inte vänta" in words(client, f"/uppgift/{heavy}/skjut-upp")
    answer = post(client, f"/uppgift/{heavy}/skjut-upp", dag="2026-12-01")
    assert answer.status_code == 422
    with site.service.database.transaction("prov", NOW) as session:
        session.get_one(t.Task, heavy).postponed_until = date(2026, 12, 1)
    assert "Kan inte vänta." in words(client)


def test_a_note_stays_with_the_case_encrypted_and_what_it_said_before_is_logged(site: Site) -> None:
    client = site.client("sara")
    for note in ("Ringde, inget svar.", "Ringde igen. Nytt nummer på väg."):
        assert post(client, "/uppgift/5/anteckning", note=note).location == "/idag"
    assert "Anteckning: Ringde igen." in words(client)
    assert "Ringde igen. Nytt nummer" in client.get("/uppgift/5/klart").get_data(as_text=True)
    post(client, "/uppgift/5/klart", note="Ringde igen. Nytt nummer på väg.")
    assert "Anteckningar tisdag" not in words(client)
    assert "Ringde igen. Nytt nummer på väg." in words(client, "/arende?ref=W-4")
    with site.service.database.engine.connect() as connection:
        stored = str(connection.exec_driver_sql("SELECT note FROM task WHERE id = 5").scalar())
        detail = connection.exec_driver_sql(
            "SELECT count(*) FROM audit WHERE what = 'task' AND detail IS NOT NULL"
        ).scalar()
    assert "Ringde" not in stored
    assert detail == 1


def test_what_was_ticked_off_by_mistake_is_opened_again(site: Site) -> None:
    client = site.client("sara")
    post(client, "/uppgift/2/klart", note="Fel.")
    assert "Nyss klart" in words(client)
    assert post(client, "/uppgift/2/angra", "/idag").location == "/idag"
    said = words(client)
    assert "Ångrat. Att göra igen: risk för glapp, W-1." in said
    assert "Har inte ansökt" in said
    assert "Nyss klart" not in said
    assert (task(site, 2).done_at, task(site, 2).done_by, task(site, 2).note) == (None, "", "Fel.")
    assert logged(site, 2) == [("sara", "done"), ("sara", "undone")]


def test_only_my_own_and_only_for_a_day_is_taken_back(site: Site) -> None:
    sara, omar = site.client("sara"), site.client("omar")
    post(sara, "/uppgift/2/klart", note="")
    assert post(omar, "/uppgift/2/angra").status_code == 404
    assert post(sara, "/uppgift/1/angra").status_code == 404
    site.clock.move(timedelta(hours=25))
    assert post(site.client("sara"), "/uppgift/2/angra").status_code == 404
    assert task(site, 2).done_at is not None


def test_nobody_else_puts_off_or_notes(site: Site) -> None:
    for path in ("/uppgift/3/skjut-upp", "/uppgift/4/skjut-upp", "/uppgift/3/anteckning"):
        client = site.client("sara")
        assert client.get(path).status_code == 404
        assert post(client, path, dag="2026-11-30", note="x").status_code == 404


def test_what_has_gone_and_what_goes_stand_apart(site: Site) -> None:
    with site.service.database.transaction("prov", NOW) as session:
        message = session.get_one(t.Message, "m" * 32)
        message.day, message.send_at = TODAY, NOW - timedelta(minutes=30)
    said = words(site.client("sara"))
    going, gone = said.index("Går ut i dag"), said.index("Har gått i dag")
    assert going < said.index("ska skickas") < gone < said.index("levererat")
    assert "klockan 8.30" in said[gone:]


def test_broken_promises_and_what_is_overdue_are_lifted_to_the_top(site: Site) -> None:
    """One of each place: a crisis, broken promises, overdue, and the rest by weight."""
    add_task(site, "W-6", TaskKind.MEET, TODAY - timedelta(days=2), "Sagt i förrgår.")
    add_task(site, "W-4", TaskKind.BROKEN_PROMISE, TODAY + timedelta(days=1), "Redan sett.")
    add_task(site, "W-6", TaskKind.HELP, TODAY + timedelta(days=1), "Lovat i morgon.")
    add_task(site, "W-4", TaskKind.GET_CONSENT, TODAY - timedelta(days=9), "Länge sedan.")
    add_task(site, "W-6", TaskKind.ALARM, TODAY, "Mår dåligt.")
    said = words(site.client("sara"))
    order = (
        "Mår dåligt.",
        "Redan sett.",
        "Sagt i förrgår.",
        "Blad för nya",
        "Länge sedan.",
        "Lovat i morgon.",
    )
    places = [said.index(why) for why in order]
    assert places == sorted(places)
    assert "Hör av dig Brutet löfte Gör så här" in said
    assert "Försenad Gör så här" in said
    assert "3 är försenade" in said


def test_pages_of_tasks_go_on_where_the_last_one_ended(site: Site) -> None:
    for number in range(30):
        add_task(site, "W-1", TaskKind.HELP, TODAY - timedelta(days=number), f"Före {number}.")
        add_task(site, "W-6", TaskKind.CONFIRM_FACTS, TODAY + timedelta(days=number - 15), f"Runt {number}.")
    with site.service.database.reading() as session:
        viewer = accounts.viewer(
            session, session.scalar(select(t.Account.id).where(t.Account.username == "sara"))
        )
        whole = tasks.open_tasks(session, viewer, TODAY, limit=200).rows
        found, after = [], None
        while True:
            page = tasks.open_tasks(session, viewer, TODAY, after=after, limit=7)
            found += page.rows
            after = page.next
            if after is None:
                break
    assert [row.id for row in found] == [row.id for row in whole]
    assert len(found) > 60


def test_what_is_alike_stands_under_one_heading_and_much_of_it_is_folded(site: Site) -> None:
    for number in range(9):
        add_task(site, "W-4", TaskKind.LATE_ANSWER, TODAY + timedelta(days=number), f"Fråga nummer {number}.")
    client = site.client("sara")
    page = client.get("/idag").get_data(as_text=True)
    said = text_of(assert_sound(page))
    assert said.count(TASKS[TaskKind.LATE_ANSWER].remedy) == 1
    assert "Fråga nummer 8." in said
    assert re.search(r"<summary>Visa \d+ till", page)
    whole = client.get("/idag?slag=svaret-drojer").get_data(as_text=True)
    assert "<summary>" not in whole


def test_what_goes_out_today_is_not_said_of_what_has_gone(site: Site) -> None:
    sara = site.client("sara")
    assert "2 meddelanden går ut i dag." in words(sara)
    with site.service.database.transaction("prov", NOW) as session:
        first = session.scalars(
            select(t.Message).where(t.Message.day == TODAY).order_by(t.Message.id)
        ).first()
        first.state = State.ACCEPTED
    assert "2 meddelanden går ut i dag, 1 är kvar." in words(sara)
    with site.service.database.transaction("prov", NOW) as session:
        for message in session.scalars(select(t.Message).where(t.Message.day == TODAY)):
            message.state = State.ACCEPTED
    assert "2 meddelanden har gått i dag." in words(sara)


def test_the_sentence_on_a_kind_that_is_none_leads_to_the_choice(site: Site) -> None:
    for anything_to_do in (True, False):
        if not anything_to_do:
            with site.service.database.transaction("prov", NOW) as session:
                session.query(t.Task).delete()
        page = site.client("sara").get("/idag?slag=nonsens").get_data(as_text=True)
        assert_sound(page)
        assert 'href="#slag"' in page
        assert page.count('id="slag" tabindex="-1"') == 1
