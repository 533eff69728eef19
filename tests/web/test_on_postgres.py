"""The same pages on PostgreSQL."""

from __future__ import annotations

from sqlalchemy import select

from dinadatum.register import tables as t
from dinadatum.register.states import State
from dinadatum.usecases.sending.held import JUMP
from dinadatum.usecases.staff import accounts
from tests.web.conftest import NOW, TODAY, Site, log_in, token_of
from tests.web.html_check import assert_sound, text_of
from tests.web.test_looking_back import put


def test_a_day_at_work_on_postgres(postgres_site: Site) -> None:
    site = postgres_site
    assert log_in(site.client(), "sara", "fel lösenord här").status_code == 422
    client = site.client("sara")
    words = text_of(assert_sound(client.get("/utgangar?inom=365").get_data(as_text=True)))
    assert words.index("31 december 2026") < words.index("31 januari 2027")
    assert "december 2026: 1" in words
    assert_sound(client.get("/arende?ref=W-1").get_data(as_text=True))
    assert client.get("/arende?ref=W-3").status_code == 404
    page = client.get("/idag").get_data(as_text=True)
    path = "/uppgift/" + page.split('href="/uppgift/', 1)[1].split('"', 1)[0]
    done = client.post(path, data={"csrf_token": token_of(client, path), "note": "på PostgreSQL"})
    assert done.location == "/idag"
    assert site.client().get("/health").json["database"] == "ok"
    with site.service.database.reading() as session:
        assert session.scalar(select(t.Task.note).where(t.Task.done_by == "sara")) == "på PostgreSQL"
        actions = list(session.scalars(select(t.Audit.action).where(t.Audit.what == "case")))
    assert actions == ["viewed", "refused"]
    for _ in range(5):
        accounts.verify(site.service.database, "omar", "fel lösenord här", NOW)
    assert log_in(site.client(), "omar").status_code == 422


def test_what_went_nowhere_and_whose_a_case_is_on_postgres(postgres_site: Site) -> None:
    site = postgres_site
    held = put(site, "W-1", "a", State.HELD, code=JUMP, reason="412 meddelanden skulle gå i dag.")
    put(site, "W-1", "b", State.SKIPPED, reason="Det hjälpte inte längre.")
    put(site, "W-6", "c", State.ACCEPTED, provider="outbox")
    alla = site.client("alla")
    for path, said in (
        ("/systemet", "1 för 24 november 2026"),
        ("/systemet/missat", "Det hjälpte inte längre."),
        ("/systemet/skugga", "1 meddelande lades i utkorgen"),
        ("/systemet/hallet", "412 meddelanden"),
        ("/arende/vems?ref=W-7", "Enhet och handläggare"),
    ):
        assert said in text_of(assert_sound(alla.get(path).get_data(as_text=True)))
    data = {"csrf_token": token_of(alla, "/mer"), "gor": "slapp", "dag": TODAY.isoformat()}
    assert alla.post("/systemet/hallet", data=data).location == "/systemet/hallet"
    with site.service.database.reading() as session:
        assert session.get_one(t.Message, held).state is State.PLANNED
    seen = alla.get("/arende/vems?ref=W-7").get_data(as_text=True)
    version = seen.split('name="version" value="', 1)[1].split('"', 1)[0]
    data = {"csrf_token": token_of(alla, "/mer"), "ref": "W-7", "version": version}
    kept = alla.post("/arende/vems", data={**data, "enhet": "5065", "handlaggare": "omar"})
    assert kept.location == "/arende?ref=W-7"
