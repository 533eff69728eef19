"""A real IMAP server (Dovecot) with one mailbox, over TLS, on a free port of this machine."""

from __future__ import annotations

import grp
import os
import pwd
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.standins.certificate import make_certificate

USER, PASSWORD = "dinadatum", "made-up-for-the-tests"
STARTS_WITHIN_S = 15.0


@dataclass(frozen=True, slots=True)
class ImapServer:
    """Where it is, and the folder in which a mail that has come is put."""

    port: int
    ca_file: Path
    inbox: Path
    owner: tuple[int, int]

    def deliver(self, raw: bytes, name: str) -> None:
        """Put a mail in the mailbox, as a mail server does: written whole, then moved into place."""
        waiting, there = self.inbox / "tmp" / name, self.inbox / "new" / name
        waiting.write_bytes(raw)
        os.chown(waiting, *self.owner)
        waiting.rename(there)


@contextmanager
def imap_server(folder: Path) -> Iterator[ImapServer]:
    """Run a server until the end. folder: empty, and short enough for the sockets in it."""
    program = shutil.which("dovecot") or shutil.which("dovecot", path="/usr/sbin:/usr/local/sbin")
    assert program, "Dovecot is missing: ./do test installs it (apt: dovecot-imapd)"
    who = pwd.getpwnam("nobody") if os.getuid() == 0 else pwd.getpwuid(os.getuid())
    inbox = folder / "mail"
    for part in ("tmp", "new", "cur"):
        (inbox / part).mkdir(parents=True)
    for path in (inbox, *inbox.iterdir()):
        os.chown(path, who.pw_uid, who.pw_gid)
    certificate, key = make_certificate(folder)
    port = _free_port()
    config = folder / "dovecot.conf"
    config.write_text(_config(folder, inbox, port, certificate, key, who), encoding="utf-8")
    running = subprocess.Popen(
        [program, "-F", "-c", str(config)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait_for(port, folder / "log")
        yield ImapServer(port, certificate, inbox, (who.pw_uid, who.pw_gid))
    finally:
        running.terminate()
        running.wait(timeout=STARTS_WITHIN_S)


def _config(
    folder: Path, inbox: Path, port: int, certificate: Path, key: Path, who: pwd.struct_passwd
) -> str:
    lines = [
        f"base_dir = {folder}/run",
        f"state_dir = {folder}/state",
        f"log_path = {folder}/log",
        "protocols = imap",
        "listen = 127.0.0.1",
        "ssl = required",
        f"ssl_cert = <{certificate}",
        f"ssl_key = <{key}",
        f"mail_location = maildir:{inbox}",
        "first_valid_uid = 1",
        f"passdb {{\n driver = static\n args = password={PASSWORD}\n}}",
        f"userdb {{\n driver = static\n args = uid={who.pw_uid} gid={who.pw_gid} home={folder}\n}}",
        "service imap-login {\n inet_listener imap {\n port = 0\n }",
        f" inet_listener imaps {{\n port = {port}\n }}\n}}",
    ]
    if os.getuid() != 0:
        group = grp.getgrgid(who.pw_gid).gr_name
        lines += [f"default_internal_user = {who.pw_name}", f"default_login_user = {who.pw_name}"]
        lines += [
            f"default_internal_group = {group}",
            "service anvil {\n chroot =\n}",
            "service imap-login {\n chroot =\n}",
        ]
    return "\n".join(lines) + "\n"


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def _wait_for(port: int, log: Path) -> None:
    ends = time.monotonic() + STARTS_WITHIN_S
    while time.monotonic() < ends:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            time.sleep(0.05)
    said = log.read_text(encoding="utf-8") if log.exists() else "no log"
    raise AssertionError(f"Dovecot did not start: {said}")
