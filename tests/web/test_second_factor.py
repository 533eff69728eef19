"""The second factor: the codes of the standard, on and off, and what a thief of the password can't do."""

from __future__ import annotations

import base64
import re
from datetime import UTC, datetime, timedelta

import pytest
import segno
from sqlalchemy import select

from dinadatum.register import tables as t
from dinadatum.usecases.staff import account_admin, second_factor
from dinadatum.usecases.staff.accounts import AccountError
from dinadatum.web.qr import BORDER, qr_svg
from tests.web.conftest import Site, log_in, token_of
from tests.web.html_check import assert_sound, text_of

STANDARD = base64.b32encode(b"12345678901234567890").decode()


@pytest.mark.parametrize(
    ("at", "code"),
    [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")],
)
def test_codes_are_those_of_rfc_6238(at: int, code: str) -> None:
    """Appendix B, the last six digits."""
    assert second_factor.code(STANDARD, at // 30) == code


def test_a_code_goes_once_and_only_around_its_time() -> None:
    now = datetime.fromtimestamp(1234567890, tz=UTC)
    step = 1234567890 // 30
    assert second_factor.fits(STANDARD, "005 924", now, None) == step
    assert second_factor.fits(STANDARD, "005924", now, step) is None
    assert second_factor.fits(STANDARD, "005924", now + timedelta(seconds=30), None) == step
    assert second_factor.fits(STANDARD, "005924", now + timedelta(seconds=61), None) is None
    assert second_factor.fits(STANDARD, "åäö", now, None) is None


def test_a_secret_is_20_bytes_and_can_be_typed() -> None:
    secret = second_factor.new_secret()
    assert second_factor.is_secret(secret)
    assert second_factor.in_groups(secret).replace(" ", "") == secret
    assert not second_factor.is_secret("inte")
    assert not second_factor.is_secret("MZXW6===")


def _code(site: Site, secret: str) -> str:
    return second_factor.code(secret, int(site.clock().timestamp()) // 30)


def _enrol(site: Site, username: str = "sara") -> str:
    client = site.client(username)
    token = token_of(client, "/mitt-konto")
    page = client.post("/mitt-konto/andra-faktor", data={"csrf_token": token}).get_data(as_text=True)
    assert_sound(page)
    secret = page.split('name="secret" value="', 1)[1].split('"', 1)[0]
    data = {"csrf_token": token, "secret": secret, "code": _code(site, secret)}
    assert client.post("/mitt-konto/andra-faktor/pa", data=data).location == "/mitt-konto"
    assert "På När du loggar in" in text_of(assert_sound(client.get("/mitt-konto").get_data(as_text=True)))
    site.clock.move(timedelta(seconds=30))
    return secret


def _give(site: Site, client, code: str):
    return client.post("/logga-in/kod", data={"csrf_token": token_of(client), "code": code})


def test_the_password_alone_opens_nothing(site: Site) -> None:
    secret = _enrol(site)
    client = site.client()
    client.get("/arende?ref=W-1")
    answer = log_in(client, "sara")
    assert answer.status_code == 200
    assert "Koden i telefonen" in text_of(assert_sound(answer.get_data(as_text=True)))
    assert client.get("/utgangar").location == "/logga-in"
    wrong = _give(site, client, "000000")
    assert wrong.status_code == 422
    assert "Koden stämmer inte" in text_of(assert_sound(wrong.get_data(as_text=True)))
    assert _give(site, client, _code(site, secret)).location == "/utgangar"
    assert client.get("/utgangar").status_code == 200


def test_a_code_that_was_used_opens_nothing(site: Site) -> None:
    secret = _enrol(site)
    for expected in (303, 422):
        client = site.client()
        log_in(client, "sara")
        assert _give(site, client, _code(site, secret)).status_code == expected


def test_a_code_without_the_password_opens_nothing(site: Site) -> None:
    secret = _enrol(site)
    assert _give(site, site.client(), _code(site, secret)).location == "/logga-in"
    client = site.client()
    log_in(client, "sara")
    site.clock.move(timedelta(minutes=5, seconds=1))
    assert _give(site, client, _code(site, secret)).location == "/logga-in"
    assert client.get("/utgangar").location == "/logga-in"


def test_guessing_codes_locks_although_the_password_is_right_each_time(site: Site) -> None:
    secret = _enrol(site)
    for _ in range(5):
        client = site.client()
        log_in(client, "sara")
        assert _give(site, client, "000000").status_code == 422
    assert log_in(site.client(), "sara").status_code == 422
    assert _give(site, client, _code(site, secret)).status_code == 422


def test_a_wrong_code_turns_nothing_on_and_keeps_the_secret(site: Site) -> None:
    client = site.client("sara")
    secret = second_factor.new_secret()
    data = {"csrf_token": token_of(client, "/mitt-konto"), "secret": secret, "code": "1"}
    answer = client.post("/mitt-konto/andra-faktor/pa", data=data)
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert_sound(page)
    assert secret in page
    assert log_in(site.client(), "sara").status_code == 303


def test_the_secret_is_encrypted_in_the_register(site: Site) -> None:
    secret = _enrol(site)
    with site.service.database.engine.connect() as connection:
        raw = connection.exec_driver_sql("SELECT second_factor FROM account WHERE username = 'sara'").scalar()
    assert raw
    assert secret not in raw


def test_an_administrator_takes_it_away_from_who_lost_the_telephone(site: Site) -> None:
    _enrol(site)
    adam = site.client("adam")
    with site.service.database.reading() as session:
        account = session.scalar(select(t.Account.id).where(t.Account.username == "sara"))
    path = f"/konton/{account}"
    adam.post(f"{path}/gor", data={"csrf_token": token_of(adam, path), "vad": "faktor"})
    assert log_in(site.client(), "sara").status_code == 303
    with site.service.database.reading() as session:
        rows = session.execute(select(t.Audit.actor, t.Audit.action).where(t.Audit.action.like("second%")))
        assert [tuple(row) for row in rows] == [("sara", "second_factor_on"), ("adam", "second_factor_off")]


def test_the_picture_holds_the_address_that_an_app_reads(site: Site) -> None:
    client = site.client("sara")
    data = {"csrf_token": token_of(client, "/mitt-konto")}
    page = client.post("/mitt-konto/andra-faktor", data=data).get_data(as_text=True)
    assert_sound(page)
    secret = page.split('name="secret" value="', 1)[1].split('"', 1)[0]
    wanted = f"otpauth://totp/Dina%20datum:sara?secret={secret}&issuer=Dina%20datum&digits=6&period=30"
    assert second_factor.address(secret, "sara") == wanted
    rows = segno.make(wanted, error="m", micro=False).matrix
    dark = {(x + BORDER, y + BORDER) for y, row in enumerate(rows) for x, square in enumerate(row) if square}
    assert _dark_squares(page) == dark
    assert f'viewBox="0 0 {len(rows) + 2 * BORDER} ' in page, "with light all around it"


def test_whatever_is_drawn_is_only_squares_and_an_escaped_title() -> None:
    drawn = qr_svg("x" * 200, '<b title="1">')
    assert "<b" not in drawn
    assert drawn.count("<path") == 1


def _dark_squares(page: str) -> set[tuple[int, int]]:
    path = page.split(' d="', 1)[1].split('"', 1)[0]
    runs = re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", path)
    assert "".join(f"M{x} {y}h{width}v1h-{width}z" for x, y, width in runs) == path
    return {(int(x) + more, int(y)) for x, y, width in runs for more in range(int(width))}


def test_a_command_takes_it_away_too_and_is_logged(site: Site) -> None:
    _enrol(site)
    with site.service.database.transaction("drift", site.clock()) as session:
        assert account_admin.drop_second_factor_of(session, "sara")
        assert not account_admin.drop_second_factor_of(session, "omar")
        with pytest.raises(AccountError, match="inget konto"):
            account_admin.drop_second_factor_of(session, "ingen")
    assert log_in(site.client(), "sara").status_code == 303
    with site.service.database.reading() as session:
        actors = session.scalars(select(t.Audit.actor).where(t.Audit.action == "second_factor_off"))
        assert list(actors) == ["drift"]
