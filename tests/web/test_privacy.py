"""What must not be seen: protected identities, other units, and data in logs, addresses and error pages."""

from __future__ import annotations

import io
import logging
from pathlib import Path

import pytest
import structlog
from sqlalchemy import select

from dinadatum.errors import RegisterError
from dinadatum.register import tables as t
from dinadatum.usecases.staff.viewers import Role, Sight, Viewer, sight
from tests.web.conftest import NOW, Site, log_in, token_of
from tests.web.html_check import assert_sound, text_of
from tests.web.small_unit import SECRET_MOBILE, SECRET_MOBILE_AS_SHOWN, SECRET_NAME, SECRET_TOWN

SECRETS = (
    SECRET_NAME,
    SECRET_MOBILE,
    SECRET_MOBILE_AS_SHOWN,
    SECRET_TOWN,
    "Hemligt om den skyddade",
    "Påhittade gatan",
)
EVERYWHERE = (
    "/idag",
    "/idag?vems=enheten",
    "/utgangar",
    "/utgangar?inom=365",
    "/utgangar?inom=365&vems=enheten",
    "/arende?ref=W-2",
    "/systemet",
)


@pytest.mark.parametrize("username", ["sara", "greta", "alla"])
def test_a_protected_identity_is_a_reference_to_all_but_its_own(site: Site, username: str) -> None:
    client = site.client(username)
    for path in EVERYWHERE:
        page = client.get(path).get_data(as_text=True)
        for secret in SECRETS:
            assert secret not in page, (path, secret)
    words = text_of(assert_sound(client.get("/arende?ref=W-2").get_data(as_text=True)))
    assert "Skyddade uppgifter" in words
    assert "Omar Lind" in words


def test_its_own_handlaggare_sees_a_protected_identity(site: Site) -> None:
    words = text_of(assert_sound(site.client("omar").get("/arende?ref=W-2").get_data(as_text=True)))
    assert f"Kim {SECRET_NAME}" in words
    assert SECRET_MOBILE_AS_SHOWN in words
    assert "Skyddade uppgifter" in words


@pytest.mark.parametrize("username", ["sara", "greta"])
def test_a_task_of_a_protected_identity_is_its_own_handlaggares(site: Site, username: str) -> None:
    with site.service.database.reading() as session:
        task = session.scalar(select(t.Task.id).where(t.Task.why.startswith("Hemligt")))
    client = site.client(username)
    assert client.get(f"/uppgift/{task}/klart").status_code == 404
    data = {"csrf_token": token_of(client, "/systemet"), "note": ""}
    assert client.post(f"/uppgift/{task}/klart", data=data).status_code == 404
    omar = site.client("omar")
    data = {"csrf_token": token_of(omar, "/systemet"), "note": ""}
    assert omar.post(f"/uppgift/{task}/klart", data=data).status_code == 303


def test_another_units_case_looks_as_if_it_were_not_there(site: Site) -> None:
    client = site.client("sara")
    there, nowhere = client.get("/arende?ref=W-3"), client.get("/arende?ref=W-999")
    assert there.status_code == nowhere.status_code == 404
    assert text_of(assert_sound(there.get_data(as_text=True))) == text_of(
        assert_sound(nowhere.get_data(as_text=True))
    )


def test_every_look_at_a_case_is_logged(site: Site) -> None:
    client = site.client("sara")
    for ref in ("W-1", "W-2", "W-3", "W-999"):
        client.get(f"/arende?ref={ref}")
    with site.service.database.reading() as session:
        people = dict(session.execute(select(t.Person.id, t.Person.ref)).all())
        rows = session.execute(
            select(t.Audit.actor, t.Audit.at, t.Audit.action, t.Audit.person_id).where(t.Audit.what == "case")
        ).all()
    assert [(actor, at, action, people[person]) for actor, at, action, person in rows] == [
        ("sara", NOW, "viewed", "W-1"),
        ("sara", NOW, "viewed", "W-2"),
        ("sara", NOW, "refused", "W-3"),
    ]


def test_a_case_is_not_shown_when_the_log_can_not_be_written(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = site.client("sara")

    def full(*_: object) -> None:
        raise RegisterError("Disken är full. Inget är ändrat.")

    monkeypatch.setattr(type(site.service.database), "transaction", full)
    answer = client.get("/arende?ref=W-1")
    assert answer.status_code == 503
    assert "Ettsson" not in answer.get_data(as_text=True)


def test_log_ins_are_logged_without_what_was_typed_for_unknown_names(site: Site) -> None:
    log_in(site.client(), "sara")
    log_in(site.client(), "sara", "fel lösenord här")
    log_in(site.client(), "mitt hemliga lösenord", "x")
    with site.service.database.reading() as session:
        rows = session.execute(
            select(t.Audit.actor, t.Audit.action, t.Audit.row_id).where(t.Audit.action.startswith("login"))
        ).all()
    assert [tuple(row) for row in rows] == [
        ("sara", "login", "sara"),
        ("sara", "login_refused", "sara"),
        ("okänd", "login_refused", ""),
    ]


def test_an_error_tells_neither_page_nor_log_whom_it_was_about(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dinadatum.web import case_page

    def fail(*_: object, **__: object) -> None:
        raise ValueError("could not handle Kim Ettsson +46701740605")

    client = site.client("sara")
    monkeypatch.setattr(case_page, "open_case", fail)
    log, old = io.StringIO(), structlog.get_config()
    handler = logging.StreamHandler(log)
    logging.getLogger().addHandler(handler)
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(log), cache_logger_on_first_use=False)
    try:
        answer = client.get("/arende?ref=W-1")
    finally:
        structlog.configure(**old)
        logging.getLogger().removeHandler(handler)
    assert answer.status_code == 500
    words = text_of(assert_sound(answer.get_data(as_text=True)))
    assert "Något gick fel hos oss" in words
    for secret in ("Ettsson", "0701740605", "701740605"):
        assert secret not in words
        assert secret not in log.getvalue()
    assert "case.show" in log.getvalue()
    assert "ValueError" in log.getvalue()


def test_a_database_that_is_away_is_said_plainly(site: Site, tmp_path: Path) -> None:
    client = site.client("sara")
    site.service.database.close()
    file = Path(site.service.config.database.url.removeprefix("sqlite:///"))
    for each in file.parent.glob(f"{file.name}*"):
        each.rename(tmp_path / each.name)
    answer = client.get("/utgangar")
    assert answer.status_code == 503
    assert "Registret svarar inte just nu" in text_of(assert_sound(answer.get_data(as_text=True)))
    assert client.get("/logga-in").status_code == 200
    health = client.get("/health")
    assert (health.status_code, health.json["database"]) == (503, "away")


def test_health_tells_numbers_and_nothing_of_anybody(site: Site) -> None:
    with site.service.database.transaction("klocka", NOW) as session:
        for job in ("clock", "send"):
            session.merge(t.Heartbeat(job=job, at=NOW, said=""))
    answer = site.client().get("/health")
    assert answer.status_code == 200
    told = dict(answer.json or {})
    alarms = told.pop("alarms")
    assert {alarm["code"] for alarm in alarms} == {"none_sent", "replies", "waiting"}
    assert not any(secret in str(alarms) for secret in SECRETS)
    assert told == {
        "status": "degraded",
        "database": "ok",
        "last_look": "2026-11-24",
        "planned": 1,
        "waiting": 1,
        "unknown": 0,
        "held": 0,
    }


def test_what_a_person_wrote_is_shown_as_text_never_as_html(site: Site) -> None:
    page = site.client("sara").get("/arende?ref=W-1").get_data(as_text=True)
    assert "<b>på riktigt</b>" not in page
    assert "&lt;b&gt;på riktigt&lt;/b&gt;" in page


def _viewer(role: Role, units: frozenset[str] | None = frozenset({"A"}), own: int | None = 1) -> Viewer:
    return Viewer(1, "x", role, units, own, "x", "stamp")


@pytest.mark.parametrize(
    ("viewer", "unit", "caseworker", "protected", "expected"),
    [
        (_viewer(Role.CASEWORKER), "A", 2, False, Sight.ALL),
        (_viewer(Role.CASEWORKER), "B", 2, False, Sight.NOTHING),
        (_viewer(Role.CASEWORKER), "B", 1, False, Sight.ALL),
        (_viewer(Role.CASEWORKER), "A", 2, True, Sight.REFERENCE),
        (_viewer(Role.CASEWORKER), "A", 1, True, Sight.ALL),
        (_viewer(Role.CASEWORKER), "A", None, True, Sight.REFERENCE),
        (_viewer(Role.CASEWORKER, own=None), "A", None, True, Sight.REFERENCE),
        (_viewer(Role.CASEWORKER), "B", 2, True, Sight.NOTHING),
        (_viewer(Role.TEAM_LEADER, None, None), "B", 2, False, Sight.ALL),
        (_viewer(Role.TEAM_LEADER, None, None), "B", 2, True, Sight.REFERENCE),
        (_viewer(Role.ADMINISTRATOR, None), "A", 1, False, Sight.NOTHING),
    ],
)
def test_how_much_is_seen(
    viewer: Viewer, unit: str, caseworker: int | None, protected: bool, expected: Sight
) -> None:
    assert sight(viewer, unit=unit, caseworker_id=caseworker, protected=protected) is expected
