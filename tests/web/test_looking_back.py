"""What went nowhere, as pages: missed with a remedy, kept in by shadow mode, and a held day released with a yes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from dinadatum.register import tables as t
from dinadatum.register.states import RESTORED, State
from dinadatum.usecases.lists.looking_back_pages import missed_page, shadow_page
from dinadatum.usecases.sending.held import JUMP
from dinadatum.usecases.staff.viewers import Role, Viewer
from notify.due import NO_ROAD
from notify.paths.answer import REPLACED as NEXT_IS_NEAR
from notify.paths.extra import NO_CALM_MONTH
from notify.paths.net import REPLACED as LATER_ONE_WENT
from notify.paths.steps import SOMEBODY_TOOK_OVER
from tests.web.conftest import NOW, TODAY, Site, token_of
from tests.web.html_check import assert_sound, text_of
from tests.web.small_unit import _message

SARA = Viewer(1, "sara", Role.TEAM_LEADER, None, None, "", "stamp")
REASON = "412 meddelanden skulle gå i dag. Den största dagen de senaste fyra veckorna var 20."


def put(site: Site, ref: str, key: str, state: State, day: date = TODAY, **values: object) -> str:
    """Put a message in the ledger."""
    with site.service.database.transaction("prov", NOW) as session:
        person = session.scalars(select(t.Person).where(t.Person.ref == ref)).one()
        row = _message(person.id, key * 32, NOW, state, "Prov.")
        row.day = day
        for name, value in values.items():
            setattr(row, name, value)
        session.add(row)
        return row.id


def words(site: Site, username: str, path: str) -> str:
    return text_of(assert_sound(site.client(username).get(path).get_data(as_text=True)))


class TestMissed:
    def test_each_row_says_why_and_what_can_be_done(self, site: Site) -> None:
        put(site, "W-1", "a", State.SKIPPED, reason=NO_ROAD)
        put(site, "W-6", "b", State.FAILED, reason="Numret finns inte.", code="30005")
        said = words(site, "sara", "/systemet/missat")
        assert NO_ROAD in said
        assert "Lägg till mobilnummer eller e-post i ärendet." in said
        assert "Numret finns inte. " in said
        assert "Ta reda på rätt nummer" in said
        assert "2 meddelanden kom inte fram" in said

    @pytest.mark.parametrize("reason", [LATER_ONE_WENT, NEXT_IS_NEAR, SOMEBODY_TOOK_OVER, NO_CALM_MONTH])
    def test_what_came_in_another_way_asks_nothing_of_anybody(self, site: Site, reason: str) -> None:
        put(site, "W-1", "a", State.SKIPPED, reason=reason)
        assert f"{reason} Inget. Skriv ett" in words(site, "sara", "/systemet/missat")

    def test_others_units_and_protected_people_are_not_told_of(self, site: Site) -> None:
        put(site, "W-2", "a", State.SKIPPED, reason="Hemligt skäl.")
        put(site, "W-3", "b", State.SKIPPED, reason="Annan enhet.")
        said = words(site, "sara", "/systemet/missat?vems=enheten")
        assert "W-2 skyddade uppgifter" in said
        assert "Hemligt skäl" not in said
        assert "W-3" not in said

    def test_one_may_look_further_back_and_page_by_page(self, site: Site) -> None:
        put(site, "W-1", "a", State.SKIPPED, day=TODAY - timedelta(days=60), reason="Gammalt.")
        assert "Inget har missats" in words(site, "sara", "/systemet/missat")
        assert "Gammalt." in words(site, "sara", "/systemet/missat?dagar=90")
        for number in range(51):
            put(
                site,
                "W-1",
                f"{number:02x}"[-2:] + "z",
                State.SKIPPED,
                id=f"{number:032x}",
                identity=str(number),
            )
        page = site.client("sara").get("/systemet/missat").get_data(as_text=True)
        assert_sound(page)
        more = page.split('class="btn quiet" href="/systemet/missat?', 1)[1].split('"', 1)[0]
        last = words(site, "sara", "/systemet/missat?" + more.replace("&amp;", "&"))
        assert last.count("W-1") == 2, "the row's reference, and its link's own name"
        assert "Till början" in last

    @pytest.mark.parametrize("path", ["/systemet/missat", "/systemet/skugga"])
    def test_the_choice_and_the_way_back_lead_to_the_page_itself(self, site: Site, path: str) -> None:
        page = (
            site.client("sara")
            .get(f"{path}?efter=2020-01-01_20200101T090000.000000_{'a' * 32}")
            .get_data(as_text=True)
        )
        assert f'<form class="card filters" method="get" action="{path}"' in page
        assert f'href="{path}?dagar=30&amp;vems=mina">Till början</a>' in page

    @pytest.mark.parametrize("kept_in", [False, True])
    def test_the_last_of_a_day_comes_first_and_pages_part_it_rightly(self, site: Site, kept_in: bool) -> None:
        hours = (3, 1, 5, 1, 4, 2)
        state = State.ACCEPTED if kept_in else State.SKIPPED
        for number, hour in enumerate(hours):
            at = NOW + timedelta(hours=hour, microseconds=7)
            key = f"{number:032x}"
            put(site, "W-1", "a", state, id=key, identity=key, send_at=at, provider="outbox", reason="Prov.")
        put(site, "W-1", "b", state, day=TODAY - timedelta(days=1), provider="outbox", reason="Prov.")
        read = shadow_page if kept_in else missed_page
        after, found = None, []
        with site.service.database.reading() as session:
            for _ in range(4):
                page = read(session, SARA, TODAY - timedelta(days=9), after, limit=2)
                found += page.rows
                after = page.next
        assert [row.id[-1] for row in found] == ["2", "4", "0", "5", "1", "3", "b"]
        assert after is None

    def test_what_a_message_was_about_is_said_in_whole_words(self, site: Site) -> None:
        put(site, "W-1", "a", State.SKIPPED, reason=NO_ROAD, key_date_day=date(2027, 5, 31))
        assert "sms till personen, gäller 31 maj 2027" in words(site, "sara", "/systemet/missat")

    def test_an_address_that_somebody_changed_gives_the_first_page(self, site: Site) -> None:
        put(site, "W-1", "a", State.SKIPPED, reason=NO_ROAD)
        for place in ("2026-11-24", "2026-11-24_igår_a", "2026-13-24_20261124T090000.000000_a", "a_b_c"):
            assert NO_ROAD in words(site, "sara", f"/systemet/missat?efter={place}")


class TestShadow:
    def test_what_the_outbox_took_is_listed_without_words(self, site: Site) -> None:
        put(site, "W-1", "a", State.ACCEPTED, provider="outbox", text="Hemliga ord.", chars=12)
        put(site, "W-1", "b", State.ACCEPTED, provider="twilio", text="På riktigt.", chars=11)
        said = words(site, "sara", "/systemet/skugga")
        assert "1 meddelande lades i utkorgen" in said
        assert "Hemliga ord" not in said
        assert "12" in said

    def test_empty_says_what_will_be_there(self, site: Site) -> None:
        assert "Inget ligger i utkorgen" in words(site, "sara", "/systemet/skugga")


class TestHeld:
    def test_a_day_is_shown_and_released_by_who_may(self, site: Site) -> None:
        held = put(site, "W-1", "a", State.HELD, code=JUMP, reason=REASON)
        said = words(site, "adam", "/systemet/hallet")
        assert REASON in said
        assert "1 meddelande" in said
        assert "W-1" not in said
        adam = site.client("adam")
        answer = post(adam, gor="slapp", dag=TODAY.isoformat())
        assert answer.location == "/systemet/hallet"
        assert "Släppt: 1 meddelande." in text_of(
            assert_sound(adam.get("/systemet/hallet").get_data(as_text=True))
        )
        with site.service.database.reading() as session:
            assert session.get_one(t.Message, held).state is State.PLANNED
            logged = session.execute(
                select(t.Audit.actor, t.Audit.row_id).where(t.Audit.action == "released")
            ).all()
        assert [tuple(row) for row in logged] == [("adam", TODAY.isoformat())]

    @pytest.mark.parametrize(("username", "status"), [("sara", 403), ("greta", 303), ("alla", 303)])
    def test_a_leader_of_all_its_units_may_and_a_handlaggare_not(
        self, site: Site, username: str, status: int
    ) -> None:
        put(site, "W-1", "a", State.HELD, code=JUMP, reason=REASON)
        client = site.client(username)
        assert ("Ja, släpp" in client.get("/systemet/hallet").get_data(as_text=True)) is (status == 303)
        assert post(client, gor="slapp", dag=TODAY.isoformat()).status_code == status

    def test_a_leader_of_some_of_its_units_may_not(self, site: Site) -> None:
        with site.service.database.transaction("prov", NOW) as session:
            session.scalars(select(t.Account).where(t.Account.username == "greta")).one().unit = "5065"
        put(site, "W-1", "a", State.HELD, code=JUMP, reason=REASON)
        put(site, "W-3", "b", State.HELD, code=JUMP, reason=REASON)
        greta = site.client("greta")
        assert "kan släppa dagen" in text_of(
            assert_sound(greta.get("/systemet/hallet").get_data(as_text=True))
        )
        assert post(greta, gor="slapp", dag=TODAY.isoformat()).status_code == 403

    def test_a_day_that_is_gone_and_nonsense_change_nothing(self, site: Site) -> None:
        alla = site.client("alla")
        assert post(alla, gor="slapp", dag=TODAY.isoformat()).status_code == 404
        assert post(alla, gor="slapp", dag="i går").status_code == 400
        assert post(alla, gor="gick").status_code == 404
        assert post(alla, gor="allt").status_code == 400

    @pytest.mark.parametrize(("choice", "state"), [("gick", State.SKIPPED), ("gick-inte", State.PLANNED)])
    def test_what_a_restore_held_is_answered(self, site: Site, choice: str, state: State) -> None:
        held = put(site, "W-1", "a", State.HELD, code=RESTORED, reason="Fråga först.")
        assert "Efter en återställning: 1 meddelande" in words(site, "alla", "/systemet/hallet")
        assert post(site.client("alla"), gor=choice).location == "/systemet/hallet"
        with site.service.database.reading() as session:
            found = session.get_one(t.Message, held).state
        assert found in (state, State.CANCELLED), "released, it may be needless by now"


def test_the_system_page_counts_without_naming_anybody(site: Site) -> None:
    put(site, "W-1", "a", State.HELD, code=JUMP, reason=REASON)
    put(site, "W-1", "b", State.SKIPPED, reason=NO_ROAD)
    put(site, "W-1", "c", State.ACCEPTED, provider="outbox")
    for username in ("adam", "sara"):
        said = words(site, username, "/systemet")
        assert "Hållet, och väntar på ett ja : 1 för 24 november 2026" in said.replace("ja:", "ja :")
        assert ": 1 i hela registret de senaste 30 dagarna" in said
        assert "W-1" not in said


def post(client, **form: str):
    token = token_of(client, "/mer")
    return client.post("/systemet/hallet", data={"csrf_token": token, **form})
