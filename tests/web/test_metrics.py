"""/metrics and /health: numbers for a watchman, and nothing of anybody."""

from __future__ import annotations

import re

import pytest

from dinadatum.register.heartbeats import beat
from dinadatum.register.states import State
from tests.web.conftest import NOW, TODAY, Site

LINE = re.compile(
    r'(# (HELP|TYPE) dinadatum_[a-z_]+ .+|dinadatum_[a-z_]+(\{[a-z]+="[a-z0-9_]+"\})? -?[0-9.e+]+)'
)


def test_the_text_form_is_prometheus_own(site: Site) -> None:
    answer = site.client().get("/metrics")
    assert answer.status_code == 200
    assert answer.content_type == "text/plain; version=0.0.4; charset=utf-8"
    said = answer.get_data(as_text=True)
    assert said.endswith("\n")
    for line in said.splitlines():
        assert LINE.fullmatch(line), line
    for state in (State.PLANNED, State.WAITING, State.UNKNOWN, State.HELD):
        assert f'dinadatum_messages{{state="{state.value}"}} ' in said
    named = re.findall(r"^# TYPE (\S+) ", said, re.MULTILINE)
    assert len(named) == len(set(named))


def test_nobody_is_in_it(site: Site) -> None:
    said = site.client().get("/metrics").get_data(as_text=True) + site.client().get("/health").get_data(
        as_text=True
    )
    assert re.findall(r"\+46|@|W-\d", said) == []


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "Via", "X-Forwarded-Host"])
def test_not_through_a_proxy(site: Site, header: str) -> None:
    assert site.client().get("/metrics", headers={header: "192.0.2.1"}).status_code == 404


def test_health_says_what_is_wrong_until_it_is_mended(site: Site) -> None:
    ill = site.client().get("/health")
    assert ill.status_code == 200
    assert ill.json["status"] == "degraded"
    assert {alarm["code"] for alarm in ill.json["alarms"]} >= {"clock_silent", "send_silent"}
    assert 'dinadatum_alarm{code="clock_silent"} 1' in site.client().get("/metrics").get_data(as_text=True)
    with site.service.database.transaction("test", NOW) as session:
        beat(session, "look", NOW, TODAY.isoformat())
        beat(session, "clock", NOW, "")
        beat(session, "send", NOW, "")
    codes = {alarm["code"] for alarm in site.client().get("/health").json["alarms"]}
    assert codes & {"clock_silent", "send_silent"} == set()
