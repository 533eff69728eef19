"""The outbox: one readable file per message, whole or not at all, and never two."""

from __future__ import annotations

import email
import email.policy
import os
import resource
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from notify.channels.errors import ChannelError
from notify.channels.outbox import OutboxChannel
from notify.channels.values import Outcome, Outgoing
from notify.values import Road

HEAD = (("to", "070-174 06 05"), ("road", "sms"), ("chars", "84"), ("why", "Beslutet slutar om 26 veckor."))


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_a_text_message_is_a_file_with_a_head_and_the_exact_text(
    tmp_path: Path, sms: Callable[..., Outgoing]
) -> None:
    message = replace(sms(text="Två rader.\nÅ, ä, ö: kvar. "), head=HEAD)
    result = OutboxChannel(tmp_path / "ut", Road.SMS).send(message)
    assert result.outcome is Outcome.ACCEPTED
    assert files(tmp_path / "ut") == ["2027-03-02/1030-L1-sms.txt"]
    content = (tmp_path / "ut" / result.provider_id).read_bytes().decode()
    assert content == (
        "to: 070-174 06 05\nroad: sms\nchars: 84\nwhy: Beslutet slutar om 26 veckor.\n"
        "\n"
        "Två rader.\nÅ, ä, ö: kvar. "
    )


@pytest.mark.parametrize(
    ("instant", "name"),
    [
        (datetime(2027, 1, 31, 22, 59, tzinfo=UTC), "2027-01-31/2359"),
        (datetime(2027, 1, 31, 23, 0, tzinfo=UTC), "2027-02-01/0000"),
        (datetime(2027, 3, 28, 0, 59, tzinfo=UTC), "2027-03-28/0159"),
        (datetime(2027, 3, 28, 1, 0, tzinfo=UTC), "2027-03-28/0300"),
    ],
)
def test_day_and_time_are_those_of_a_clock_in_sweden(
    tmp_path: Path, sms: Callable[..., Outgoing], instant: datetime, name: str
) -> None:
    OutboxChannel(tmp_path, Road.SMS).send(replace(sms(), at=instant))
    assert files(tmp_path) == [f"{name}-L1-sms.txt"]


def test_a_mail_is_an_eml_file_that_reads_in_an_editor_and_in_a_mail_program(
    tmp_path: Path, mail: Callable[..., Outgoing]
) -> None:
    message = replace(mail(html="<p>Ring din läkare nu.</p>"), head=(("key date", "beslut slutar på tå"),))
    path = tmp_path / OutboxChannel(tmp_path, Road.EMAIL).send(message).provider_id
    assert path.name == "1030-L1-email.eml"
    assert "Påminnelse" in path.read_text()
    assert message.text in path.read_text()
    read = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    assert read["Subject"] == "Påminnelse"
    assert read["To"] == "asa@example.se"
    assert read["Message-ID"] == "<L1@example.se>"
    assert read["X-Dinadatum-Key-Date"] == "beslut slutar på tå"
    assert read.get_body(("plain",)).get_content().strip() == message.text
    assert read.get_body(("html",)).get_content().strip() == "<p>Ring din läkare nu.</p>"


def test_only_the_owner_can_read(tmp_path: Path, sms: Callable[..., Outgoing]) -> None:
    path = tmp_path / "ut" / OutboxChannel(tmp_path / "ut", Road.SMS).send(sms()).provider_id
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert path.parent.parent.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize(
    "later", [datetime(2027, 3, 2, 12, 0, tzinfo=UTC), datetime(2027, 3, 4, 9, 0, tzinfo=UTC)]
)
@pytest.mark.parametrize("same_process", [True, False])
def test_the_same_message_again_is_still_one_file(
    tmp_path: Path, sms: Callable[..., Outgoing], later: datetime, same_process: bool
) -> None:
    first = OutboxChannel(tmp_path, Road.SMS)
    first.send(sms(ledger_id="L2"))
    first.send(sms(text="först"))
    second = first if same_process else OutboxChannel(tmp_path, Road.SMS)
    result = second.send(replace(sms(text="igen"), at=later))
    assert files(tmp_path) == ["2027-03-02/1030-L1-sms.txt", "2027-03-02/1030-L2-sms.txt"]
    assert (tmp_path / result.provider_id).read_text().endswith("igen")


def test_a_file_written_in_the_same_moment_as_the_folder_was_read_is_found(
    tmp_path: Path, sms: Callable[..., Outgoing]
) -> None:
    channel, moment = OutboxChannel(tmp_path, Road.SMS), 1_800_000_000_000_000_000
    for ledger_id in ("L2", "L1"):
        channel.send(sms(ledger_id=ledger_id))
        os.utime(tmp_path / "2027-03-02", ns=(moment, moment))
    channel.send(replace(sms(ledger_id="L1"), at=datetime(2027, 3, 2, 15, 0, tzinfo=UTC)))
    assert files(tmp_path) == ["2027-03-02/1030-L1-sms.txt", "2027-03-02/1030-L2-sms.txt"]


def test_a_file_that_another_process_wrote_meanwhile_is_found(
    tmp_path: Path, sms: Callable[..., Outgoing]
) -> None:
    ours, theirs = OutboxChannel(tmp_path, Road.SMS), OutboxChannel(tmp_path, Road.SMS)
    ours.send(sms(ledger_id="L1"))
    theirs.send(sms(ledger_id="L2"))
    ours.send(replace(sms(ledger_id="L2"), at=datetime(2027, 3, 2, 15, 0, tzinfo=UTC)))
    assert files(tmp_path) == ["2027-03-02/1030-L1-sms.txt", "2027-03-02/1030-L2-sms.txt"]


def test_ids_that_end_alike_are_not_mixed_up(tmp_path: Path, sms: Callable[..., Outgoing]) -> None:
    channel = OutboxChannel(tmp_path, Road.SMS)
    for ledger_id in ("7", "17", "1-7"):
        channel.send(sms(ledger_id=ledger_id))
    assert len(files(tmp_path)) == 3


def test_a_line_break_can_not_forge_the_head(tmp_path: Path, sms: Callable[..., Outgoing]) -> None:
    message = replace(sms(), head=(("why", "Bra\n\nHej, en annan text\r\u2028slut"), ("day", "tisdag")))
    path = tmp_path / OutboxChannel(tmp_path, Road.SMS).send(message).provider_id
    head, _, text = path.read_bytes().decode().partition("\n\n")
    assert head == "why: Bra Hej, en annan text slut\nday: tisdag"
    assert text == message.text


def test_an_id_that_is_a_path_is_an_error_of_ours(tmp_path: Path, sms: Callable[..., Outgoing]) -> None:
    with pytest.raises(ChannelError, match="01JD5-a7"):
        OutboxChannel(tmp_path / "ut", Road.SMS).send(sms(ledger_id="../../x"))
    assert files(tmp_path) == []


def test_a_mail_address_that_is_none_fails_for_good(tmp_path: Path, mail: Callable[..., Outgoing]) -> None:
    result = OutboxChannel(tmp_path, Road.EMAIL).send(mail(address="asa@"))
    assert (result.outcome, result.code) == (Outcome.FAILED, "bad_address")


def test_a_file_where_the_folder_should_be_waits_for_mending(
    tmp_path: Path, sms: Callable[..., Outgoing]
) -> None:
    (tmp_path / "ut").write_text("i vägen")
    result = OutboxChannel(tmp_path / "ut", Road.SMS).send(sms())
    assert (result.outcome, result.code) == (Outcome.RETRY, "folder")
    assert result.meaning.startswith("Utkorgens mapp")


def test_a_folder_without_permission_waits_for_mending(tmp_path: Path, sms: Callable[..., Outgoing]) -> None:
    folder = tmp_path / "ut"
    folder.mkdir(mode=0o500)
    was = os.geteuid()
    if was == 0:  # root may write anywhere, so become somebody else for a moment
        os.seteuid(65534)
    try:
        result = OutboxChannel(folder, Road.SMS).send(sms())
    finally:
        os.seteuid(was)
    assert (result.outcome, result.code) == (Outcome.RETRY, "folder")
    assert files(folder) == []


def test_a_full_disk_leaves_nothing_half_written(tmp_path: Path, sms: Callable[..., Outgoing]) -> None:
    """A limit on the size of files stands in for the disk; the error is the kernel's own."""
    channel = OutboxChannel(tmp_path, Road.SMS)
    channel.send(sms(ledger_id="L0"))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20, hard))
    try:
        result = channel.send(sms())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert (result.outcome, result.code) == (Outcome.RETRY, "disk_full")
    assert files(tmp_path) == ["2027-03-02/1030-L0-sms.txt"]
    assert channel.send(sms()).outcome is Outcome.ACCEPTED


def test_threads_write_side_by_side(tmp_path: Path, sms: Callable[..., Outgoing]) -> None:
    channel = OutboxChannel(tmp_path, Road.SMS)
    threads = [
        threading.Thread(target=lambda n=n: [channel.send(sms(ledger_id=f"{n}-{m}")) for m in range(20)])
        for n in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(files(tmp_path)) == 80


def test_the_outbox_brings_in_no_heavy_package() -> None:
    code = (
        "import sys, notify.channels.outbox\n"
        "print([name for name in ('twilio', 'requests', 'smtplib') if name in sys.modules])"
    )
    seen = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert seen.stdout.strip() == "[]"
