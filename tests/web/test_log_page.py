"""Loggen: what a granskare sees of who did what, and what nobody sees there."""

from __future__ import annotations

import ast
import csv
import io
from datetime import timedelta
from pathlib import Path

from sqlalchemy import insert, select

from dinadatum import usecases
from dinadatum.register import tables as t
from dinadatum.usecases.staff import audit_log
from dinadatum.usecases.staff.audit_log import LogFilter
from dinadatum.web.log_words import ACTIONS, SUBJECTS
from tests.web.conftest import NOW, Site, token_of
from tests.web.html_check import assert_sound, text_of


def _words(site: Site, address: str = "") -> str:
    return text_of(assert_sound(site.client("gunnar").get(f"/loggen{address}").get_data(as_text=True)))


def test_the_granskare_begins_with_the_log_and_sees_no_case(site: Site) -> None:
    gunnar = site.client("gunnar")
    assert gunnar.get("/").location == "/loggen"
    for path in ("/utgangar", "/arende?ref=W-1", "/idag", "/konton"):
        assert gunnar.get(path).status_code == 403


def test_every_look_at_a_case_stands_there(site: Site) -> None:
    site.client("sara").get("/arende?ref=W-1")
    words = _words(site)
    assert "24 november 2026 klockan 9.00.00 sara såg ärende W-1" in words
    assert "sara loggade in konto sara" in words
    assert "Ettsson" not in words


def test_it_is_narrowed_by_case_account_and_day(site: Site) -> None:
    site.client("sara").get("/arende?ref=W-1")
    site.clock.move(timedelta(days=1))
    site.client("omar").get("/arende?ref=W-6")
    assert "omar såg ärende W-6" in _words(site, "?arende=W-6")
    assert "W-1" not in _words(site, "?arende=W-6")
    assert "omar" not in _words(site, "?vem=sara")
    assert "W-1" not in _words(site, "?fran=2026-11-25")
    assert "W-1" in _words(site, "?fran=2026-11-24&till=2026-11-24")
    assert "såg ärende W-6" not in _words(site, "?till=2026-11-24")
    assert "Inget i loggen passar" in _words(site, "?arende=W-999")


def test_a_day_is_a_day_in_sweden(site: Site) -> None:
    site.clock.moment = NOW.replace(hour=22, minute=59, second=59)
    site.client("sara")
    site.clock.move(timedelta(seconds=1))
    site.client("omar")
    assert "omar loggade in" not in _words(site, "?till=2026-11-24")
    assert "sara loggade" not in _words(site, "?fran=2026-11-25")


def test_a_day_that_is_none_is_said_by_its_field(site: Site) -> None:
    assert "«igår» är ingen dag" in _words(site, "?fran=igår")
    assert site.client("gunnar").get("/loggen.csv?fran=igår").status_code == 400


def _many(site: Site, count: int) -> None:
    values = {"at": NOW, "actor": "många", "action": "viewed", "what": "case", "row_id": ""}
    with site.service.database.transaction("prov", NOW) as session:
        rows = [{**values, "at": NOW + timedelta(seconds=n // 7)} for n in range(count)]
        session.execute(insert(t.Audit), rows)


def test_pages_hold_every_row_once_newest_first(site: Site) -> None:
    _many(site, 230)
    seen, after = [], None
    with site.service.database.reading() as session:
        while True:
            page = audit_log.log_page(session, LogFilter(actor="många"), after, limit=20)
            seen += page.rows
            after = page.next
            if after is None:
                break
    assert [row.id for row in seen] == sorted((row.id for row in seen), reverse=True)
    assert len(seen) == 230


def test_the_next_page_goes_on_where_this_one_ended(site: Site) -> None:
    _many(site, 150)
    gunnar = site.client("gunnar")
    path = "/loggen?vem=många"
    counts = []
    for _ in range(2):
        page = gunnar.get(path).get_data(as_text=True)
        counts.append(page.count(">många</td>"))
        more = [part.split('"')[0] for part in page.split('href="')[1:] if "efter=" in part.split('"')[0]]
        path = more[0].replace("&amp;", "&") if more else ""
    assert counts == [100, 50]
    assert not path


def test_the_export_has_the_same_rows_and_is_itself_written_down(site: Site) -> None:
    site.client("sara").get("/arende?ref=W-1")
    answer = site.client("gunnar").get("/loggen.csv?arende=W-1")
    rows = list(csv.DictReader(io.StringIO(answer.get_data().decode("utf-8-sig")), delimiter=";"))
    assert (rows[0]["vem"], rows[0]["gjorde"], rows[0]["ärende"]) == ("sara", "såg", "W-1")
    assert rows[0]["när"] == "2026-11-24 09:00:00"
    assert {row["ärende"] for row in rows} == {"W-1"}
    with site.service.database.reading() as session:
        actors = session.scalars(select(t.Audit.actor).where(t.Audit.what == "audit"))
        assert list(actors) == ["gunnar"]


def test_a_case_that_is_gone_is_said_to_be(site: Site) -> None:
    site.client("sara").get("/arende?ref=W-7")
    with site.service.database.transaction("prov", NOW) as session:
        session.delete(session.scalars(select(t.Person).where(t.Person.ref == "W-7")).one())
    assert "sara såg ärende borttaget" in _words(site)


def test_every_word_of_the_log_of_this_unit_is_swedish(site: Site) -> None:
    client = site.client("sara")
    for path in ("/arende?ref=W-1", "/arende?ref=W-3", "/utgangar.csv"):
        client.get(path)
    token = token_of(client, "/installningar")
    client.post("/installningar/morgonmejl", data={"csrf_token": token, "klockan": "7"})
    with site.service.database.reading() as session:
        rows = session.execute(select(t.Audit.action, t.Audit.what).distinct()).all()
    assert len(rows) > 8
    assert {action for action, _ in rows} <= set(ACTIONS)
    assert {what for _, what in rows} <= set(SUBJECTS)


def test_every_deed_that_the_code_writes_in_the_log_has_a_word() -> None:
    assert _written() >= {"put_off", "noted", "second_factor_off"}
    assert _written() <= set(ACTIONS)


def _written() -> set[str]:
    """Find the words that are handed to the functions that write in the log."""
    source = Path(usecases.__file__).parent
    calls = [
        each
        for file in source.rglob("*.py")
        for each in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(each, ast.Call)
        if getattr(each.func, "id", getattr(each.func, "attr", "")) in ("log", "_log", "log_reply", "_change")
    ]
    return {
        argument.value
        for call in calls
        for argument in call.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str) and argument.value
    }


def test_every_kind_of_fact_has_a_word_in_the_log() -> None:
    facts = {mapper.class_ for mapper in t.Base.registry.mappers if issubclass(mapper.class_, t.Fact)}
    assert {fact.__tablename__ for fact in facts} <= set(SUBJECTS)
