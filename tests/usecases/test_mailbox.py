"""Replies by mail, fetched from a real IMAP server; mails that came back; what a person's own words are."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select

from dinadatum import clock
from dinadatum.config import ImapConfig
from dinadatum.mailbox import MailboxError, read_new
from dinadatum.register import tables as t
from dinadatum.register.database import Database
from dinadatum.register.states import State
from dinadatum.usecases.replies.read_mailbox import read_mailbox, take_mail
from dinadatum.usecases.replies.reading_mail import Bounce, WrittenMail, read_mail
from dinadatum.usecases.replies.take_reply import read_waiting_replies
from dinadatum.usecases.rules import Rules
from notify.values import Road, TaskKind
from tests.register.registers import add_messages
from tests.standins.imap_server import PASSWORD, USER, ImapServer, imap_server
from tests.usecases.counties import Stepper
from tests.usecases.small_lives import messages, one_person, tasks

DAY = date(2026, 10, 6)
NOW = clock.opening(DAY)
ADDRESS = "alva@example.se"
REPLY = """From: Alva <Alva@Example.se>
To: dinadatum@example.se
Subject: Re: Dina datum
Message-ID: <one@example.se>
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

Hjälp

Den tis 6 okt. 2026 10:00 skrev Dina datum <dinadatum@example.se>:
> Svara KLAR eller HJÄLP.
"""
BOUNCE = """From: MAILER-DAEMON@example.se
To: dinadatum@example.se
Subject: Undelivered Mail Returned to Sender
Message-ID: <bounce@example.se>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="line"

--line
Content-Type: text/plain

The mail could not be delivered.

--line
Content-Type: message/delivery-status

Reporting-MTA: dns; mta.example.se

Final-Recipient: rfc822; alva@example.se
Action: {action}
Status: 5.1.1

--line
Content-Type: {kind}

From: dinadatum@example.se
Message-ID: <ours@example.se>
Subject: Dina datum

--line--
"""


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ImapServer]:
    monkeypatch.setenv("IMAP_PASSWORD", PASSWORD)
    with tempfile.TemporaryDirectory(prefix="imap") as folder:
        Path(folder).chmod(0o755)
        with imap_server(Path(folder)) as running:
            yield running


def settings(server: ImapServer, **values: object) -> ImapConfig:
    given = {"host": "127.0.0.1", "port": server.port, "ca_file": str(server.ca_file), "username": USER}
    return ImapConfig(**(given | values))  # type: ignore[arg-type]


def replies(database: Database) -> list[t.Reply]:
    with database.reading() as session:
        return list(session.scalars(select(t.Reply)))


def by_mail(database: Database) -> int:
    hashed = database.keyring.fingerprint(ADDRESS)
    return one_person(
        database, DAY, mobile=None, mobile_hash=None, email=ADDRESS, email_hash=hashed, road=Road.EMAIL
    )


def test_amendment_14_a_reply_by_mail_is_read_as_one_by_sms(
    server: ImapServer, register: Database, rules: Rules, stepper: Stepper
) -> None:
    by_mail(register)
    stepper.run(DAY)
    server.deliver(REPLY.encode(), "1")
    fetch = partial(read_new, settings(server))
    assert read_mailbox(register, fetch, NOW) == 1
    assert read_mailbox(register, fetch, NOW) == 0, "it is marked as seen"
    [reply] = replies(register)
    assert (reply.text, reply.sender, reply.road) == ("Hjälp", ADDRESS, Road.EMAIL)
    read_waiting_replies(register, rules, NOW)
    [receipt] = messages(register, kind="receipt")
    assert (receipt.template, receipt.road) == ("M19", Road.EMAIL)
    assert TaskKind.HELP in {task.kind for task in tasks(register)}


def test_a_mail_that_could_not_be_kept_is_fetched_again(server: ImapServer) -> None:
    server.deliver(REPLY.encode(), "1")

    def full(_: bytes) -> None:
        raise RuntimeError("the disk is full")

    with pytest.raises(RuntimeError):
        read_new(settings(server), full)
    kept: list[bytes] = []
    assert read_new(settings(server), kept.append) == 1
    assert b"Message-ID: <one@example.se>" in kept[0]


@pytest.mark.parametrize("wrong", [{"username": USER, "folder": "Finns inte"}, {"ca_file": ""}])
def test_a_mailbox_that_cannot_be_read_says_what_to_look_at(
    server: ImapServer, wrong: dict[str, str]
) -> None:
    with pytest.raises(MailboxError, match=r"\[imap\]"):
        read_new(settings(server, **wrong), lambda _: None)


def test_the_same_mail_twice_is_kept_once(register: Database) -> None:
    take_mail(register, REPLY.encode(), NOW)
    take_mail(register, REPLY.encode(), NOW)
    assert len(replies(register)) == 1


@pytest.mark.parametrize("kind", ["message/rfc822", "text/rfc822-headers"])
def test_amendment_16_a_mail_that_came_back_has_not_come_through_and_is_a_task(
    kind: str, register: Database
) -> None:
    person_id = by_mail(register)
    with register.transaction("test", NOW) as session:
        [row] = add_messages(session, person_id, state=State.ACCEPTED, road=Road.EMAIL)
        row.provider_id = "<ours@example.se>"
    take_mail(register, BOUNCE.format(action="failed", kind=kind).encode(), NOW)
    [message] = messages(register)
    assert (message.state, message.code) == (State.FAILED, "5.1.1")
    assert [task.kind for task in tasks(register)] == [TaskKind.UNREACHABLE]
    assert replies(register) == []


def test_what_a_machine_wrote_is_nobodys_reply() -> None:
    assert read_mail(BOUNCE.format(action="delayed", kind="message/rfc822").encode()) is None
    assert read_mail(b"Auto-Submitted: auto-replied\nFrom: a@example.se\n\nJag har semester.") is None
    found = read_mail(BOUNCE.format(action="failed", kind="message/rfc822").encode())
    assert found == Bounce("<ours@example.se>", "5.1.1")


@pytest.mark.parametrize(
    ("body", "own"),
    [
        ("KLAR\n\n-- \nAlva Ek", "KLAR"),
        ("Klart nu\n\n-----Ursprungligt meddelande-----\nFrån: x@example.se", "Klart nu"),
        ("ja tack\n> Vill du? Svara JA.", "ja tack"),
        ("två\nrader", "två\nrader"),
    ],
)
def test_only_the_persons_own_words_are_read(body: str, own: str) -> None:
    raw = f"From: a@example.se\nContent-Type: text/plain; charset=utf-8\n\n{body}".encode()
    found = read_mail(raw)
    assert isinstance(found, WrittenMail)
    assert found.text == own


def test_a_mail_of_html_alone_is_read_by_its_words() -> None:
    page = "<style>p {color: red}</style><p>hj&auml;lp</p><blockquote>Svara KLAR</blockquote>"
    found = read_mail(f"From: a@example.se\nContent-Type: text/html; charset=utf-8\n\n{page}".encode())
    assert isinstance(found, WrittenMail)
    assert found.text == "hjälp"
