"""Who gets in: every route is closed unless named as open, and failures lock."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dinadatum.register import tables as t
from dinadatum.usecases.staff import accounts
from dinadatum.usecases.staff.viewers import Role
from dinadatum.web import guard
from dinadatum.web.headers import HEADERS
from tests.web.conftest import NOW, Site, log_in, token_of
from tests.web.html_check import assert_sound, text_of
from tests.web.small_unit import PASSWORD


def _routes(site: Site):
    for rule in site.app.url_map.iter_rules():
        values = {name: "1" if name.endswith("_id") else "x" for name in rule.arguments}
        with site.app.test_request_context():
            path = site.app.url_for(rule.endpoint, **values)
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
            yield rule.endpoint, method, path


def test_every_route_is_named_as_open_or_has_roles(site: Site) -> None:
    endpoints = {endpoint for endpoint, _, _ in _routes(site)}
    assert endpoints == guard.OPEN | set(guard.ROLES)
    assert not guard.OPEN & set(guard.ROLES)


def test_every_route_that_is_not_open_asks_for_a_log_in(site: Site) -> None:
    asked = 0
    for endpoint, method, path in _routes(site):
        if endpoint in guard.OPEN:
            continue
        answer = site.client().open(path, method=method)
        assert (answer.status_code, answer.location) == (303, "/logga-in"), (endpoint, method)
        asked += 1
    assert asked >= 8


def test_every_route_refuses_the_wrong_role(site: Site) -> None:
    adam = site.client("adam")
    token = token_of(adam, "/systemet")
    for endpoint, method, path in _routes(site):
        if endpoint in guard.OPEN or Role.ADMINISTRATOR in guard.ROLES[endpoint]:
            continue
        answer = adam.open(path, method=method, data={"csrf_token": token} if method == "POST" else None)
        assert answer.status_code == 403, (endpoint, method)
        assert "Du kan inte se den här sidan" in text_of(assert_sound(answer.get_data(as_text=True)))


def test_an_unlisted_route_is_closed_even_when_logged_in(site: Site) -> None:
    site.app.add_url_rule("/glomd", "forgotten.page", lambda: "öppet")
    assert site.client("greta").get("/glomd").status_code == 403


def test_the_administrator_sees_the_machine_and_no_case(site: Site) -> None:
    adam = site.client("adam")
    assert adam.get("/").location == "/systemet"
    words = text_of(assert_sound(adam.get("/systemet").get_data(as_text=True)))
    assert "W-" not in words
    assert "Utgångar" not in words


def test_after_the_log_in_one_comes_to_the_page_that_was_asked_for(site: Site) -> None:
    client = site.client()
    client.get("/arende?ref=W-1")
    assert log_in(client, "sara").location == "/arende?ref=W-1"


@pytest.mark.parametrize("target", ["//evil.example/", "/\\evil.example", "https://evil.example/", 7])
def test_the_log_in_never_leads_out_of_the_house(site: Site, target: object) -> None:
    client = site.client()
    with client.session_transaction() as session:
        session["next"] = target
    assert log_in(client, "sara").location == "/"


@pytest.mark.parametrize(
    ("username", "password", "said"),
    [
        ("sara", "fel lösenord här", "Namnet eller lösenordet stämmer inte"),
        ("ingen", PASSWORD, "Namnet eller lösenordet stämmer inte"),
        ("", "", "Skriv ditt kontonamn"),
        ("sara", "", "Skriv ditt lösenord"),
    ],
)
def test_a_refused_log_in_says_so_by_its_field(site: Site, username: str, password: str, said: str) -> None:
    answer = log_in(site.client(), username, password)
    assert answer.status_code == 422
    root = assert_sound(answer.get_data(as_text=True))
    assert said in text_of(root)
    assert root.findtext("head/title", "").startswith("Fel: ")
    summary = next(e for e in root.iter("div") if e.get("id") == "fel")
    assert (summary.get("tabindex"), "autofocus" in summary.attrib) == ("-1", True)
    assert password not in answer.get_data(as_text=True) or not password


def test_a_post_without_the_token_is_refused(site: Site) -> None:
    client = site.client()
    answer = client.post("/logga-in", data={"username": "sara", "password": PASSWORD})
    assert answer.status_code == 400
    assert "Formuläret är för gammalt" in text_of(assert_sound(answer.get_data(as_text=True)))
    sara = site.client("sara")
    assert sara.post("/uppgift/2/klart", data={"note": ""}).status_code == 400
    other = token_of(site.client("omar"), "/systemet")
    assert sara.post("/uppgift/2/klart", data={"csrf_token": other}).status_code == 400
    with site.service.database.reading() as session:
        assert session.get_one(t.Task, 2).done_at is None


def test_five_failures_lock_for_a_quarter_of_an_hour(site: Site) -> None:
    client = site.client()
    for _ in range(5):
        assert log_in(client, "sara", "fel lösenord här").status_code == 422
    assert log_in(client, "sara").status_code == 422
    site.clock.move(timedelta(minutes=15) - timedelta(seconds=1))
    assert log_in(client, "sara").status_code == 422
    site.clock.move(timedelta(seconds=1))
    assert log_in(client, "sara").status_code == 303


def test_four_failures_do_not_lock(site: Site) -> None:
    client = site.client()
    for _ in range(4):
        log_in(client, "sara", "fel lösenord här")
    assert log_in(client, "sara").status_code == 303
    assert log_in(site.client(), "sara", "fel lösenord här").status_code == 422
    assert log_in(site.client(), "sara").status_code == 303


def test_a_log_in_ends_when_nothing_is_done_for_half_an_hour(site: Site) -> None:
    client = site.client("sara")
    site.clock.move(timedelta(minutes=29))
    assert client.get("/utgangar").status_code == 200
    site.clock.move(timedelta(minutes=30))
    assert client.get("/utgangar").status_code == 200
    site.clock.move(timedelta(minutes=30, seconds=1))
    assert client.get("/arende?ref=W-1").location == "/logga-in"
    assert "Du har varit borta en stund" in client.get("/logga-in").get_data(as_text=True)
    assert log_in(client, "sara").location == "/arende?ref=W-1"


def test_a_log_in_ends_after_twelve_hours_however_busy(site: Site) -> None:
    client = site.client("sara")
    for _ in range(36):
        site.clock.move(timedelta(minutes=20))
        assert client.get("/systemet").status_code == 200
    site.clock.move(timedelta(minutes=1))
    assert client.get("/systemet").location == "/logga-in"


def test_logging_out_ends_it(site: Site) -> None:
    client = site.client("sara")
    data = {"csrf_token": token_of(client, "/systemet")}
    assert client.post("/logga-ut", data=data).location == "/logga-in"
    assert client.get("/utgangar").location == "/logga-in"


@pytest.mark.parametrize("how", ["password", "remove"])
def test_a_log_in_ends_when_its_account_changes(site: Site, how: str) -> None:
    client = site.client("sara")
    with site.service.database.transaction("adam", NOW) as session:
        if how == "password":
            accounts.change_password(session, "sara", "ett helt annat lösenord", NOW)
        else:
            accounts.remove(session, "sara", NOW)
    assert client.get("/utgangar").location == "/logga-in"


def test_logging_out_ends_every_copy_of_the_cookie(site: Site) -> None:
    client, thief = site.client("sara"), site.client()
    cookie = client.get_cookie("dinadatum")
    assert cookie
    thief.set_cookie("dinadatum", cookie.value)
    assert thief.get("/utgangar").status_code == 200
    client.post("/logga-ut", data={"csrf_token": token_of(client, "/systemet")})
    assert thief.get("/utgangar").location == "/logga-in"


def test_other_log_ins_go_on_when_one_ends(site: Site) -> None:
    here, there = site.client("sara"), site.client("sara")
    here.post("/logga-ut", data={"csrf_token": token_of(here, "/systemet")})
    assert there.get("/utgangar").status_code == 200


def test_log_ins_that_have_ended_are_swept_away(site: Site) -> None:
    site.client("sara")
    site.clock.move(timedelta(minutes=31))
    site.client("omar")
    with site.service.database.reading() as session:
        assert len(session.query(t.WebSession).all()) == 1


def test_the_register_holds_nothing_that_opens_a_log_in(site: Site) -> None:
    client = site.client("sara")
    with client.session_transaction() as session:
        token = session["log_in"]
    with site.service.database.reading() as reading:
        assert [row.hash != token and len(row.hash) == 64 for row in reading.query(t.WebSession)] == [True]


def test_logging_in_begins_a_clean_session(site: Site) -> None:
    client = site.client()
    with client.session_transaction() as session:
        session["planted"] = "before"
    before = token_of(client)
    log_in(client, "sara")
    with client.session_transaction() as session:
        assert "planted" not in session
    assert client.post("/logga-ut", data={"csrf_token": before}).status_code == 400


def test_the_cookie_is_closed_to_scripts_and_other_sites(site: Site, https_site: Site) -> None:
    cookie = log_in(site.client(), "sara").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" not in cookie
    client = https_site.client()
    page = client.get("/logga-in", base_url="https://dinadatum.example")
    assert "Secure" in page.headers["Set-Cookie"]
    token = page.get_data(as_text=True).split('name="csrf_token" value="', 1)[1].split('"', 1)[0]
    answer = client.post(
        "/logga-in",
        base_url="https://dinadatum.example",
        data={"csrf_token": token, "username": "sara", "password": PASSWORD},
    )
    assert answer.status_code == 303


@pytest.mark.parametrize("path", ["/logga-in", "/utgangar", "/arende?ref=W-1", "/finns-inte", "/health"])
def test_every_answer_has_its_headers(site: Site, path: str) -> None:
    answer = site.client("sara").get(path)
    for name, value in HEADERS.items():
        assert answer.headers[name] == value, name
    assert answer.headers["Cache-Control"] == "no-store"
    assert "unsafe" not in answer.headers["Content-Security-Policy"]


def test_the_style_sheet_may_be_kept_and_is_named_by_its_content(site: Site) -> None:
    page = site.client().get("/logga-in").get_data(as_text=True)
    path = page.split('rel="stylesheet" href="', 1)[1].split('"', 1)[0]
    assert "v=" in path
    answer = site.client().get(path)
    assert answer.status_code == 200
    assert "max-age=31536000" in answer.headers["Cache-Control"]
    assert answer.content_length < 100_000
