"""Mail through a real server: what arrives, and what each way of going wrong is called."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from notify.channels.errors import ChannelError, Next, explain
from notify.channels.smtp import SmtpChannel
from notify.channels.values import Outcome, Outgoing
from tests.standins.smtp_server import PASSWORD, USERNAME, Fault, MailServer

Make = Callable[..., Outgoing]


def channel_to(server: MailServer, **changed: object) -> SmtpChannel:
    settings: dict[str, object] = {
        "host": server.host,
        "port": server.port,
        "sender": "Dina datum <post@example.se>",
        "username": USERNAME,
        "password": PASSWORD,
        "ca_file": str(server.ca_file),
        "timeout_s": 5.0,
    }
    return SmtpChannel(**(settings | changed))


@pytest.fixture
def channel(mail_server: MailServer) -> Iterator[SmtpChannel]:
    made = channel_to(mail_server)
    yield made
    made.close()


def test_a_mail_arrives_encrypted_and_logged_in_with_a_swedish_password(
    mail_server: MailServer, channel: SmtpChannel, mail: Make
) -> None:
    message = mail(html="<p>Ring din läkare.</p>")
    result = channel.send(message)
    assert (result.outcome, result.provider_id) == (Outcome.ACCEPTED, "<L1@example.se>")
    [taken] = mail_server.taken
    assert taken.encrypted
    assert taken.logged_in
    assert (taken.sender, taken.receivers) == ("post@example.se", ("asa@example.se",))
    assert taken.content.isascii()
    assert taken.mail["From"] == "Dina datum <post@example.se>"
    assert taken.mail["To"] == "asa@example.se"
    assert taken.mail["Subject"] == "Påminnelse"
    assert taken.mail["Message-ID"] == "<L1@example.se>"
    assert taken.mail["Auto-Submitted"] == "auto-generated"
    assert taken.mail["Date"].datetime == message.at
    assert taken.mail.get_content_type() == "multipart/alternative"
    assert taken.mail.get_body(("plain",)).get_content().strip() == message.text
    assert taken.mail.get_body(("html",)).get_content().strip() == "<p>Ring din läkare.</p>"


def test_a_mail_without_html_is_plain(mail_server: MailServer, channel: SmtpChannel, mail: Make) -> None:
    channel.send(mail())
    assert mail_server.taken[0].mail.get_content_type() == "text/plain"


def test_lines_that_begin_with_a_dot_arrive_whole(
    mail_server: MailServer, channel: SmtpChannel, mail: Make
) -> None:
    text = ".först\n.\n..två\nslut\n."
    channel.send(mail(text=text))
    assert mail_server.taken[0].mail.get_content().replace("\r\n", "\n").rstrip("\n") == text


def test_log_in_by_the_older_way(tmp_path: Path, mail: Make) -> None:
    with MailServer(tmp_path, plain=False) as server:
        assert channel_to(server).send(mail()).outcome is Outcome.ACCEPTED
        assert server.taken[0].logged_in


def test_a_server_without_log_in_or_encryption_on_this_machine(tmp_path: Path, mail: Make) -> None:
    with MailServer(tmp_path, starttls=False, login=False) as server:
        open_channel = channel_to(server, starttls=False, username="", password="", ca_file="")
        assert open_channel.send(mail()).outcome is Outcome.ACCEPTED
        assert not server.taken[0].encrypted


# --- one connection ---


def test_one_connection_serves_many_mails(mail_server: MailServer, channel: SmtpChannel, mail: Make) -> None:
    for number in range(5):
        assert channel.send(mail(ledger_id=f"L{number}")).outcome is Outcome.ACCEPTED
    assert mail_server.connections == 1
    assert [taken.mail["Message-ID"] for taken in mail_server.taken] == [
        f"<L{n}@example.se>" for n in range(5)
    ]


def test_a_connection_that_broke_meanwhile_is_opened_anew(
    mail_server: MailServer, channel: SmtpChannel, mail: Make
) -> None:
    channel.send(mail(ledger_id="L1"))
    mail_server.hang_up()
    assert channel.send(mail(ledger_id="L2")).outcome is Outcome.ACCEPTED
    assert mail_server.connections == 2
    assert len(mail_server.taken) == 2


def test_a_closed_channel_can_be_used_again(
    mail_server: MailServer, channel: SmtpChannel, mail: Make
) -> None:
    channel.send(mail())
    channel.close()
    channel.close()
    assert channel.send(mail(ledger_id="L2")).outcome is Outcome.ACCEPTED


@pytest.mark.parametrize("connections", [1, 3])
def test_threads_share_so_many_connections(mail_server: MailServer, mail: Make, connections: int) -> None:
    channel = channel_to(mail_server, connections=connections)
    outcomes: list[Outcome] = []

    def send(start: int) -> None:
        outcomes.extend(channel.send(mail(ledger_id=f"L{start}-{n}")).outcome for n in range(5))

    threads = [threading.Thread(target=send, args=(start,)) for start in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes == [Outcome.ACCEPTED] * 20
    assert len({taken.mail["Message-ID"] for taken in mail_server.taken}) == 20
    assert 1 <= mail_server.connections <= connections
    channel.close()


# --- the server says no ---


@pytest.mark.parametrize(
    ("address", "outcome", "code", "next_step"),
    [
        ("finns-ej@example.se", Outcome.FAILED, "5.1.1", Next.WRONG_NUMBER),
        ("full@example.se", Outcome.FAILED, "5.2.2", Next.OTHER_ROAD),
        ("gammal@example.se", Outcome.FAILED, "550", Next.WRONG_NUMBER),
        ("vanta@example.se", Outcome.RETRY, "4.7.1", Next.WAIT),
        ("upptagen@example.se", Outcome.RETRY, "450", Next.WAIT),
        ("logga-in@example.se", Outcome.RETRY, "5.7.0", Next.ALARM),
        ("spoof@example.se", Outcome.FAILED, "554", Next.OTHER_ROAD),
    ],
)
def test_a_no_to_the_receiver(
    mail_server: MailServer,
    channel: SmtpChannel,
    mail: Make,
    *,
    address: str,
    outcome: Outcome,
    code: str,
    next_step: Next,
) -> None:
    result = channel.send(mail(address=address))
    assert (result.outcome, result.code) == (outcome, code)
    assert explain(result.code).next is next_step
    assert result.meaning == explain(code).meaning
    assert channel.send(mail(ledger_id="L2")).outcome is Outcome.ACCEPTED
    assert mail_server.connections == 1


@pytest.mark.parametrize(
    ("fault", "outcome", "code"),
    [
        (Fault.SAY_451, Outcome.RETRY, "4.3.0"),
        (Fault.SAY_554, Outcome.FAILED, "5.7.1"),
        (Fault.SAY_421, Outcome.RETRY, "4.3.2"),
        (Fault.REFUSE_SENDER, Outcome.RETRY, "5.7.1"),
        (Fault.DROP_AT_RCPT, Outcome.RETRY, "no_connection"),
        (Fault.DROP_AT_DATA, Outcome.RETRY, "no_connection"),
        (Fault.DROP_AFTER, Outcome.UNKNOWN, "no_answer"),
    ],
)
def test_a_fault_on_the_way_and_the_mail_after_it(
    mail_server: MailServer, channel: SmtpChannel, mail: Make, *, fault: Fault, outcome: Outcome, code: str
) -> None:
    mail_server.next(fault)
    result = channel.send(mail(ledger_id="L1"))
    assert (result.outcome, result.code) == (outcome, code)
    assert len(mail_server.taken) == (1 if fault is Fault.DROP_AFTER else 0)
    assert channel.send(mail(ledger_id="L2")).outcome is Outcome.ACCEPTED


def test_a_server_that_takes_the_mail_and_then_is_silent_may_have_it(
    mail_server: MailServer, mail: Make
) -> None:
    impatient = channel_to(mail_server, timeout_s=0.5)
    mail_server.next(Fault.HANG_AFTER)
    result = impatient.send(mail())
    assert (result.outcome, result.code) == (Outcome.UNKNOWN, "no_answer")
    assert len(mail_server.taken) == 1


def test_a_connection_that_breaks_within_the_content_took_nothing(mail: Make) -> None:
    """Without the end mark no server may take a mail, so it can safely go again."""
    with socket.create_server(("127.0.0.1", 0)) as door:

        def hear_a_little() -> None:
            connection, _ = door.accept()
            with connection.makefile("rb") as reader:
                for said in (b"220 hej", b"250 hej", b"250 ja", b"250 ja", b"354 ja"):
                    connection.sendall(said + b"\r\n")
                    reader.readline()
            # Lingering for no time at all makes the close a reset: the rest has nowhere to go.
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            connection.close()

        threading.Thread(target=hear_a_little, daemon=True).start()
        channel = SmtpChannel(
            host="127.0.0.1", port=door.getsockname()[1], sender="post@example.se", starttls=False
        )
        result = channel.send(mail(text=("x" * 70 + "\n") * 100_000))
    assert (result.outcome, result.code) == (Outcome.RETRY, "no_connection")


# --- the server is never reached ---


def test_a_wrong_password_waits_and_is_worth_an_alarm(mail_server: MailServer, mail: Make) -> None:
    result = channel_to(mail_server, password="fel-lösen").send(mail())
    assert (result.outcome, result.code) == (Outcome.RETRY, "535")
    assert explain(result.code).next is Next.ALARM
    assert "lösen" not in result.meaning.replace("lösenord", "")
    assert mail_server.taken == []


def test_a_certificate_that_nobody_vouches_for_is_refused(mail_server: MailServer, mail: Make) -> None:
    result = channel_to(mail_server, ca_file="").send(mail())
    assert (result.outcome, result.code) == (Outcome.RETRY, "tls")
    assert mail_server.taken == []


def test_a_server_without_encryption_gets_neither_password_nor_mail(tmp_path: Path, mail: Make) -> None:
    with MailServer(tmp_path, starttls=False, login=False) as server:
        result = channel_to(server).send(mail())
        assert (result.outcome, result.code) == (Outcome.RETRY, "tls")
        assert server.taken == []


def test_a_server_with_no_log_in_that_we_know(tmp_path: Path, mail: Make) -> None:
    with MailServer(tmp_path, starttls=False, login=False) as server:
        result = channel_to(server, starttls=False).send(mail())
        assert (result.outcome, result.code) == (Outcome.RETRY, "no_login")


def test_nobody_listens(mail: Make, mail_server: MailServer) -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    result = channel_to(mail_server, port=port).send(mail())
    assert (result.outcome, result.code) == (Outcome.RETRY, "no_connection")


@pytest.mark.parametrize(
    ("greeting", "code"),
    [(b"421 4.3.2 Too many connections\r\n", "4.3.2"), (b"554 No\r\n", "554"), (b"", "no_connection")],
)
def test_a_server_that_turns_us_away_at_the_door(
    mail_server: MailServer, mail: Make, greeting: bytes, code: str
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:

        def turn_away() -> None:
            connection, _ = door.accept()
            connection.sendall(greeting)
            connection.close()

        threading.Thread(target=turn_away, daemon=True).start()
        result = channel_to(mail_server, port=door.getsockname()[1]).send(mail())
    assert (result.outcome, result.code) == (Outcome.RETRY, code)


def test_a_server_that_never_greets_is_left(mail_server: MailServer, mail: Make) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        result = channel_to(mail_server, port=silent.getsockname()[1], timeout_s=0.3).send(mail())
    assert (result.outcome, result.code) == (Outcome.RETRY, "no_connection")


# --- what never leaves us ---


@pytest.mark.parametrize(
    "address",
    [
        "",
        "asa",
        "asa@",
        "@example.se",
        "asa@example",
        "å sa@example.se",
        "asa@example.se\r\nBcc: alla@example.se",
        "asa@example.se>\r\nRCPT TO:<x@example.se",
        "asa@example.se, bo@example.se",
        "asa@@example.se",
        "a..b@example.se",
        '"asa"@example.se',
        "asa@exa mple.se",
        "x" * 65 + "@example.se",
    ],
)
def test_an_address_that_is_none_never_reaches_the_server(
    mail_server: MailServer, channel: SmtpChannel, mail: Make, address: str
) -> None:
    result = channel.send(mail(address=address))
    assert (result.outcome, result.code) == (Outcome.FAILED, "bad_address")
    assert mail_server.connections == 0
    assert not address or address not in result.meaning


def test_an_address_with_swedish_letters_before_the_at_can_not_be_used(
    mail_server: MailServer, channel: SmtpChannel, mail: Make
) -> None:
    assert channel.send(mail(address="åsa@example.se")).code == "5.6.7"
    assert mail_server.connections == 0


def test_a_domain_with_swedish_letters_is_written_for_the_server(
    mail_server: MailServer, channel: SmtpChannel, mail: Make
) -> None:
    assert channel.send(mail(address="asa@räksmörgås.example")).outcome is Outcome.ACCEPTED
    assert mail_server.taken[0].receivers == ("asa@xn--rksmrgs-5wao1o.example",)


def test_a_subject_can_not_smuggle_in_a_header(
    mail_server: MailServer, channel: SmtpChannel, mail: Make
) -> None:
    channel.send(mail(subject="Hej\r\nBcc: alla@example.se\r\n\r\nAnnan text"))
    assert mail_server.taken[0].mail["Bcc"] is None
    assert mail_server.taken[0].mail["Subject"] == "Hej Bcc: alla@example.se Annan text"
    assert mail_server.taken[0].receivers == ("asa@example.se",)


def test_a_password_in_the_clear_over_a_network_is_refused_at_the_start() -> None:
    with pytest.raises(ChannelError, match="klartext"):
        SmtpChannel(
            host="mail.example.se", sender="post@example.se", starttls=False, username="u", password="p"
        )


@pytest.mark.parametrize(
    "sender", ["", "Dina datum", "post@", "Dina datum <post@example.se>\r\nBcc: x@example.se"]
)
def test_a_sender_that_is_no_address_is_refused_at_the_start(sender: str) -> None:
    with pytest.raises(ChannelError, match=r"post@example\.se"):
        SmtpChannel(host="127.0.0.1", sender=sender)
