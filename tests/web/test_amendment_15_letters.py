"""Amendment 15: the postal address is encrypted, and the letter is a page in a task, ticked off when posted."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select, text

from dinadatum.register import tables as t
from dinadatum.register.states import State
from notify.values import MessageKind, TaskKind
from tests.register.registers import add_messages
from tests.web.conftest import NOW, TODAY, Site
from tests.web.html_check import assert_sound, text_of
from tests.web.test_todays_tasks import post

STREET = "Exempelgatan 12"


def letter_task(site: Site, ref: str = "W-1", *, after_stopp: bool = False) -> int:
    """Put in a message of the safety net that reached nobody, and the task of its letter."""
    with site.service.database.transaction("prov", NOW) as session:
        person = session.scalars(select(t.Person).where(t.Person.ref == ref)).one()
        person.street, person.postcode, person.city = STREET, "702 11", "Örebro"
        about = {"key_date": "decision_end", "key_date_day": date(2026, 12, 31), "step": "net.S4"}
        values = {"day": TODAY, "last_useful_day": date(2026, 12, 31), "template": "M05", **about}
        [message] = add_messages(session, person.id, state=State.FAILED, kind=MessageKind.SAFETY, **values)
        session.flush()
        name = f"T|{ref}|tell|decision_end|2026-12-31|net.S4" if after_stopp else f"F|{message.id}|letter"
        task = t.Task(
            identity=name, person_id=person.id, kind=TaskKind.SEND_LETTER, day=TODAY, why="Skriv och posta.",
            created_at=NOW,
        )  # fmt: skip
        session.add(task)
        session.flush()
        return task.id


@pytest.mark.parametrize("after_stopp", [False, True], ids=["reached nobody", "after STOPP"])
def test_amendment_15_the_letter_is_a_page_of_its_task_with_the_address_and_todays_words(
    site: Site, after_stopp: bool
) -> None:
    task_id = letter_task(site, after_stopp=after_stopp)
    sara = site.client("sara")
    link = f"/uppgift/{task_id}/brev"
    assert link in sara.get("/idag").get_data(as_text=True)
    page = text_of(assert_sound(sara.get(link).get_data(as_text=True)))
    assert STREET in page
    assert "702 11 Örebro" in page
    assert "31 december" in page
    assert "Svara" not in page
    pdf = sara.get(f"{link}.pdf")
    assert (pdf.status_code, pdf.data[:5]) == (200, b"%PDF-")


def test_amendment_15_it_is_ticked_off_when_posted(site: Site) -> None:
    task_id = letter_task(site)
    sara = site.client("sara")
    post(sara, f"/uppgift/{task_id}/klart")
    assert sara.get(f"/uppgift/{task_id}/brev").status_code == 404
    with site.service.database.reading() as session:
        assert session.get_one(t.Task, task_id).done_at is not None


def test_amendment_15_nobody_else_sees_it_and_who_saw_it_is_logged(site: Site) -> None:
    task_id = letter_task(site, "W-5")
    assert site.client("omar").get(f"/uppgift/{task_id}/brev").status_code == 404
    assert site.client("sara").get(f"/uppgift/{task_id}/brev").status_code == 200
    with site.service.database.reading() as session:
        seen = session.scalars(select(t.Audit.actor).where(t.Audit.action == "viewed")).all()
    assert list(seen) == ["sara"]


def test_amendment_15_the_address_is_encrypted(site: Site) -> None:
    letter_task(site)
    with site.service.database.reading() as session:
        stored = session.execute(text("SELECT street, postcode, city FROM person WHERE ref = 'W-1'")).one()
    assert all(value.startswith("gAAAA") for value in stored), "tokens"
    assert not any(word in value for value in stored for word in (STREET, "702 11", "Örebro"))
