"""The morning mail: numbers and references at the chosen hour, once a day, and none when nothing waits."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from dinadatum.clock import local_day
from dinadatum.register import tables as t
from dinadatum.usecases.lists.morning_mail import send_morning_mails
from notify.channels.outbox import OutboxChannel
from notify.channels.values import Outcome, Outgoing, Result
from notify.values import Road
from tests.web.conftest import Site
from tests.web.html_check import assert_sound, text_of
from tests.web.test_todays_tasks import post, words

SEVEN = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)
"""Seven in the morning in Sweden."""
SETTINGS = "/installningar"


@dataclass(slots=True)
class Mailbox:
    """A road out that keeps what it is given, and answers as told."""

    name: str = "brevlåda"
    outcome: Outcome = Outcome.ACCEPTED
    taken: list[Outgoing] = field(default_factory=list)

    def send(self, message: Outgoing) -> Result:
        self.taken.append(message)
        return Result(self.outcome)

    def close(self) -> None:
        pass


def tick(site: Site, mailbox: Mailbox, now: datetime = SEVEN) -> int:
    return send_morning_mails(site.service.database, site.service.rules, {Road.EMAIL: mailbox}, now)


@pytest.fixture
def mailbox(site: Site) -> Mailbox:
    """Sara has chosen seven o'clock."""
    answer = post(site.client("sara"), f"{SETTINGS}/morgonmejl", SETTINGS, klockan="7")
    assert answer.location == SETTINGS
    return Mailbox()


def states(site: Site) -> list[str]:
    with site.service.database.reading() as session:
        return list(session.scalars(select(t.MorningMail.state)))


def test_it_holds_numbers_and_references_and_nothing_else(site: Site, mailbox: Mailbox) -> None:
    assert tick(site, mailbox) == 1
    (mail,) = mailbox.taken
    assert (mail.address, mail.subject) == ("sara@example.se", "Dina datum: 3 uppgifter väntar")
    assert mail.text.splitlines() == [
        "Tisdag 24 november 2026.",
        "3 uppgifter väntar på dig i Dina datum.",
        "",
        "Referenser, det viktigaste först:",
        "W-1",
        "W-4",
        "",
        "Öppna sidan Idag för att se vad det gäller.",
        "Mejlet stänger du av i Mina inställningar.",
    ]
    assert states(site) == ["sent"]


def test_it_goes_once_a_day_however_often_the_clockwork_ticks(site: Site, mailbox: Mailbox) -> None:
    assert [tick(site, mailbox, SEVEN + timedelta(minutes=at)) for at in (0, 1, 2, 90)] == [1, 0, 0, 0]
    assert tick(site, mailbox, SEVEN + timedelta(days=1)) == 1
    assert len({mail.ledger_id for mail in mailbox.taken}) == 2


@pytest.mark.parametrize(
    ("now", "goes"),
    [
        (SEVEN - timedelta(minutes=1), 0),
        (SEVEN, 1),
        (SEVEN + timedelta(hours=3, minutes=59), 1),
        (SEVEN + timedelta(hours=4), 0),
        (SEVEN + timedelta(days=4), 0),
    ],
    ids=["before", "at seven", "late start", "too late", "saturday"],
)
def test_it_keeps_its_hour(site: Site, mailbox: Mailbox, now: datetime, goes: int) -> None:
    assert tick(site, mailbox, now) == goes


def test_none_goes_when_nothing_waits(site: Site, mailbox: Mailbox) -> None:
    with site.service.database.transaction("prov", SEVEN) as session:
        session.execute(update(t.Task).values(postponed_until=date(2026, 11, 25)))
    assert tick(site, mailbox) == 0
    assert (mailbox.taken, states(site)) == ([], ["empty"])


def test_none_goes_to_those_who_have_not_chosen_or_are_locked_out(site: Site, mailbox: Mailbox) -> None:
    with site.service.database.transaction("prov", SEVEN) as session:
        session.execute(update(t.Account).where(t.Account.username == "sara").values(closed=True))
    assert tick(site, mailbox) == 0
    assert mailbox.taken == []


def test_a_provider_that_says_no_for_now_is_asked_again_and_a_doubt_is_not(
    site: Site, mailbox: Mailbox
) -> None:
    mailbox.outcome = Outcome.RETRY
    assert tick(site, mailbox) == 0
    assert states(site) == []
    mailbox.outcome = Outcome.UNKNOWN
    assert tick(site, mailbox) == 0
    assert states(site) == ["unknown"]
    mailbox.outcome = Outcome.ACCEPTED
    assert tick(site, mailbox) == 0
    assert len(mailbox.taken) == 2


def test_it_is_turned_off_again(site: Site, mailbox: Mailbox) -> None:
    client = site.client("sara")
    assert "Sparat: inget morgonmejl" not in words(client, SETTINGS)
    post(client, f"{SETTINGS}/morgonmejl", SETTINGS, klockan="")
    assert "Sparat: inget morgonmejl." in words(client, SETTINGS)
    assert tick(site, mailbox) == 0


def test_an_hour_that_is_not_offered_is_refused(site: Site) -> None:
    answer = post(site.client("sara"), f"{SETTINGS}/morgonmejl", SETTINGS, klockan="3")
    assert answer.status_code == 422
    assert "Välj ett av klockslagen" in text_of(assert_sound(answer.get_data(as_text=True)))


def test_without_an_address_there_is_nothing_to_choose(site: Site) -> None:
    said = words(site.client("greta"), SETTINGS)
    assert "Då går det inte att skicka morgonmejl" in said


def test_it_is_a_file_in_the_outbox(site: Site, mailbox: Mailbox, tmp_path: Path) -> None:
    outbox = OutboxChannel(tmp_path, Road.EMAIL)
    assert send_morning_mails(site.service.database, site.service.rules, {Road.EMAIL: outbox}, SEVEN) == 1
    (file,) = tmp_path.rglob("*.eml")
    assert file.parent.name == local_day(SEVEN).isoformat()
    assert "Ettsson" not in file.read_text(encoding="utf-8")


def test_a_working_day_on_postgres(postgres_site: Site) -> None:
    site, mailbox = postgres_site, Mailbox()
    client = site.client("sara")
    post(client, f"{SETTINGS}/morgonmejl", SETTINGS, klockan="7")
    away = {"fran": "2026-12-01", "till": "2026-12-02", "ersattare": ""}
    assert post(client, f"{SETTINGS}/franvaro", SETTINGS, **away).status_code == 303
    assert post(client, "/uppgift/5/skjut-upp", dag="2026-11-30", note="På PostgreSQL.").status_code == 303
    assert post(client, "/uppgift/2/klart", note="").status_code == 303
    assert post(client, "/uppgift/2/angra").status_code == 303
    assert [tick(site, mailbox), tick(site, mailbox)] == [1, 0]
    assert mailbox.taken[0].subject == "Dina datum: 2 uppgifter väntar"
    assert "1 är uppskjuten" in words(client)
    assert "Åtta veckor framåt" in words(client, "/loften")
    order = {"ny": "omar", "dag": "2026-12-14", "referenser": "W-1", "steg_nu": "granska"}
    assert "i morgon, sms" in post(client, "/byt-handlaggare", **order).get_data(as_text=True)
