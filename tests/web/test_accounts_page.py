"""Konton and Mitt konto: what an administratör does, and what everybody does with the own account."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from dinadatum.register import tables as t
from tests.web.conftest import Site, log_in, token_of
from tests.web.html_check import assert_sound, names, text_of
from tests.web.small_unit import PASSWORD

NEW = "sju blå cyklar hemma"


def _id(site: Site, username: str) -> int:
    with site.service.database.reading() as session:
        found = session.scalar(select(t.Account.id).where(t.Account.username == username))
    assert found
    return found


def _post(client, path: str, page: str, **data: str):
    return client.post(path, data={"csrf_token": token_of(client, page), **data})


def test_the_pages_are_sound_and_name_no_case(site: Site) -> None:
    adam = site.client("adam")
    for path in ("/konton", f"/konton/{_id(site, 'sara')}", "/mitt-konto", "/mer"):
        page = adam.get(path).get_data(as_text=True)
        assert_sound(page)
        assert "W-" not in page
    assert adam.get("/konton/9999").status_code == 404


def test_an_account_is_added_and_can_log_in(site: Site) -> None:
    adam = site.client("adam")
    given = {"username": "nina", "role": "team_leader", "unit": "5070", "caseworker": "", "password": NEW}
    assert _post(adam, "/konton", "/konton", **given).location == "/konton"
    client = site.client()
    assert log_in(client, "nina", NEW).status_code == 303
    assert "W-3" in client.get("/utgangar").get_data(as_text=True)


@pytest.mark.parametrize(
    ("given", "field", "said"),
    [
        ({"password": "kort"}, "password", "Lösenordet är 4 tecken"),
        ({"username": "sara"}, "username", "Kontot sara finns redan"),
        ({"username": ""}, "username", "Ett kontonamn är"),
        ({"role": "kung"}, "role", "Rollen finns inte"),
        ({"caseworker": "ingen"}, "caseworker", "Ingen handläggare heter ingen"),
    ],
)
def test_what_is_wrong_is_said_by_its_field(site: Site, given: dict[str, str], field: str, said: str) -> None:
    whole = {"username": "nina", "role": "auditor", "unit": "", "caseworker": "", "password": NEW, **given}
    answer = _post(site.client("adam"), "/konton", "/konton", **whole)
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    root = assert_sound(page)
    assert said in text_of(root)
    assert next(e for e in root.iter() if e.get("id") == field).get("aria-invalid") == "true"
    assert NEW not in page


def test_a_locked_account_is_out_at_once_and_in_again_when_opened(site: Site) -> None:
    sara, adam = site.client("sara"), site.client("adam")
    path = f"/konton/{_id(site, 'sara')}"
    assert _post(adam, f"{path}/gor", path, vad="las").location == path
    assert sara.get("/utgangar").location == "/logga-in"
    assert log_in(site.client(), "sara").status_code == 422
    assert "Låst" in text_of(assert_sound(adam.get(path).get_data(as_text=True)))
    _post(adam, f"{path}/gor", path, vad="oppna")
    assert log_in(site.client(), "sara").status_code == 303


def test_an_account_locked_by_failures_can_be_opened(site: Site) -> None:
    for _ in range(5):
        log_in(site.client(), "sara", "fel lösenord här")
    adam, path = site.client("adam"), f"/konton/{_id(site, 'sara')}"
    assert "Låst en stund" in text_of(assert_sound(adam.get(path).get_data(as_text=True)))
    _post(adam, f"{path}/gor", path, vad="oppna")
    assert log_in(site.client(), "sara").status_code == 303


def test_a_unit_that_nobody_belongs_to_is_asked_about(site: Site) -> None:
    adam = site.client("adam")
    path = f"/konton/{_id(site, 'sara')}"
    for units, said in (
        ("Fel, 5065, Värre", "Ingen i registret hör till enheterna «Fel», «Värre»: är det rätt skrivet?"),
        ("Fel", "Ingen i registret hör till enheten «Fel»"),
        ("*", ""),
    ):
        _post(adam, path, path, role="caseworker", unit=units, caseworker="sara")
        words = text_of(assert_sound(adam.get(path).get_data(as_text=True)))
        assert "Kontot är ändrat." in words
        assert said in words
        assert said or "Ingen i registret" not in words


def test_role_and_unit_are_changed(site: Site) -> None:
    adam, path = site.client("adam"), f"/konton/{_id(site, 'sara')}"
    _post(adam, path, path, role="team_leader", unit="5070", caseworker="")
    page = site.client("sara").get("/utgangar").get_data(as_text=True)
    assert "W-3" in page
    assert not names(page, "W-1")


def test_nobody_locks_or_lowers_the_own_account(site: Site) -> None:
    adam, path = site.client("adam"), f"/konton/{_id(site, 'adam')}"
    assert _post(adam, f"{path}/gor", path, vad="las").status_code == 422
    answer = _post(adam, path, path, role="caseworker", unit="*", caseworker="")
    assert answer.status_code == 422
    assert "bara en annan administratör" in text_of(assert_sound(answer.get_data(as_text=True)))
    assert _post(adam, path, path, role="administrator", unit="5065", caseworker="").status_code == 303


def test_an_administrator_gives_a_new_password(site: Site) -> None:
    sara, adam = site.client("sara"), site.client("adam")
    path = f"/konton/{_id(site, 'sara')}"
    assert _post(adam, f"{path}/losenord", path, password="kort").status_code == 422
    assert _post(adam, f"{path}/losenord", path, password=NEW).status_code == 303
    assert sara.get("/utgangar").location == "/logga-in"
    assert log_in(site.client(), "sara", NEW).status_code == 303


def test_one_changes_the_own_password_with_the_old(site: Site) -> None:
    sara = site.client("sara")

    def change(**given: str):
        return _post(sara, "/mitt-konto/losenord", "/mitt-konto", **given)

    for wrong, field in (
        ({"old": "fel lösenord här", "new": NEW, "again": NEW}, "old"),
        ({"old": PASSWORD, "new": "kort", "again": "kort"}, "new"),
        ({"old": PASSWORD, "new": NEW, "again": PASSWORD}, "again"),
    ):
        answer = change(**wrong)
        assert answer.status_code == 422
        root = assert_sound(answer.get_data(as_text=True))
        assert next(e for e in root.iter("input") if e.get("id") == field).get("aria-invalid") == "true"
    assert change(old=PASSWORD, new=NEW, again=NEW).location == "/logga-in"
    assert sara.get("/utgangar").location == "/logga-in"
    assert log_in(site.client(), "sara", NEW).status_code == 303


def test_guessing_the_old_password_locks(site: Site) -> None:
    sara = site.client("sara")
    for _ in range(5):
        _post(sara, "/mitt-konto/losenord", "/mitt-konto", old="fel", new=NEW, again=NEW)
    assert log_in(site.client(), "sara").status_code == 422


def test_what_was_done_with_accounts_is_written_down(site: Site) -> None:
    adam, path = site.client("adam"), f"/konton/{_id(site, 'sara')}"
    _post(adam, f"{path}/gor", path, vad="las")
    _post(adam, f"{path}/gor", path, vad="oppna")
    _post(adam, path, path, role="caseworker", unit="5065", caseworker="sara")
    with site.service.database.reading() as session:
        rows = session.execute(
            select(t.Audit.action)
            .where(t.Audit.actor == "adam", t.Audit.row_id == "sara")
            .order_by(t.Audit.id)
        )
        assert [action for (action,) in rows] == ["closed", "unlocked", "changed"]
