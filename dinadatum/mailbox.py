"""The road in for mail: reads new mails in a mailbox over IMAP, and marks each as seen when it has been kept."""

from __future__ import annotations

import imaplib
import os
import ssl
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from dinadatum.config import ImapConfig
from dinadatum.errors import ConfigError, DinaDatumError

TIMEOUT_S = 20.0


class MailboxError(DinaDatumError):
    """The mailbox can't be read now."""


def read_new(settings: ImapConfig, keep: Callable[[bytes], None]) -> int:
    """Give every unseen mail to keep, one at a time; returns how many.

    A mail is marked as seen after it has been kept, so that none is lost and one may come twice.
    """
    with _mailbox(settings) as mailbox:
        numbers = b" ".join(_ask(mailbox.uid("SEARCH", "UNSEEN"))).split()
        for number in numbers:
            uid = number.decode()
            keep(_whole(_ask(mailbox.uid("FETCH", uid, "(BODY.PEEK[])"))))
            _ask(mailbox.uid("STORE", uid, "+FLAGS", r"(\Seen)"))
    return len(numbers)


@contextmanager
def _mailbox(settings: ImapConfig) -> Iterator[imaplib.IMAP4]:
    try:
        mailbox = _open(settings)
        try:
            mailbox.login(settings.username, _password(settings))
            _ask(mailbox.select(settings.folder))
            yield mailbox
        finally:
            mailbox.logout()
    except (imaplib.IMAP4.error, OSError) as error:
        raise MailboxError(
            f"Brevlådan på {settings.host} går inte att läsa ({type(error).__name__}). Kontrollera [imap]."
        ) from error


def _open(settings: ImapConfig) -> imaplib.IMAP4:
    context = ssl.create_default_context(cafile=settings.ca_file or None)
    if settings.security == "tls":
        return imaplib.IMAP4_SSL(settings.host, settings.port, ssl_context=context, timeout=TIMEOUT_S)
    mailbox = imaplib.IMAP4(settings.host, settings.port, timeout=TIMEOUT_S)
    if settings.security == "starttls":
        mailbox.starttls(context)
    return mailbox


def check_login(settings: ImapConfig) -> None:
    """Pass settings that a log-in can be tried with; raises ConfigError."""
    if not settings.username:
        raise ConfigError("[imap] host är ifylld, men [imap] username är tom. Skriv namnet att logga in med.")
    _password(settings)
    if settings.ca_file and not Path(settings.ca_file).is_file():
        raise ConfigError(f"[imap] ca_file är {settings.ca_file}, och där finns ingen fil.")


def _password(settings: ImapConfig) -> str:
    password = os.environ.get(settings.password_env, "")
    if not password:
        raise ConfigError(
            f"Miljövariabeln {settings.password_env} är tom. Den ska hålla brevlådans lösenord."
        )
    return password


def _ask(answer: tuple[str, Sequence[Any]]) -> list[Any]:
    status, data = answer
    if status != "OK":
        raise imaplib.IMAP4.error(str(status))
    return [part for part in data if part is not None]


def _whole(data: Sequence[Any]) -> bytes:
    """Pick the mail out of an answer to FETCH: the second half of its pair."""
    for part in data:
        if isinstance(part, tuple):
            return bytes(part[1])
    raise imaplib.IMAP4.error("no mail in the answer")
