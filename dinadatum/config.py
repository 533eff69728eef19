"""The settings as frozen values, with what each may be. Secrets never stand here: only the names of their variables."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class DatabaseConfig:
    """Where the register is."""

    url: str = "sqlite:///dinadatum.sqlite"


@dataclass(frozen=True, slots=True)
class KeysConfig:
    """Where the keys are."""

    file: str = field(default="dinadatum.keys", metadata={"shape": "filled"})


@dataclass(frozen=True, slots=True)
class OutboxConfig:
    """The folder that takes messages instead of a provider."""

    folder: str = field(default="outbox", metadata={"shape": "filled"})


@dataclass(frozen=True, slots=True)
class SmsConfig:
    """By which channel an SMS goes."""

    channel: str = field(default="outbox", metadata={"choices": ("outbox", "twilio")})


@dataclass(frozen=True, slots=True)
class MailConfig:
    """By which channel a mail goes."""

    channel: str = field(default="outbox", metadata={"choices": ("outbox", "smtp")})


@dataclass(frozen=True, slots=True)
class TwilioConfig:
    """The account at Twilio. sender ("from" in the file) or messaging_service_sid is needed."""

    account_sid: str = field(default="", metadata={"shape": "account"})
    auth_token_env: str = "TWILIO_AUTH_TOKEN"  # noqa: S105  # the name of a variable, not a secret
    sender: str = field(default="", metadata={"key": "from", "shape": "sender_number"})
    messaging_service_sid: str = field(default="", metadata={"shape": "service"})
    base_url: str = field(default="", metadata={"shape": "url"})
    timeout_s: float = field(default=10.0, metadata={"least": 0.1})


@dataclass(frozen=True, slots=True)
class SmtpConfig:
    """The mail server. resend_unknown: which mails go again when nobody knows whether they went.

    connections: how many there may be to the server at once; a thread that sends has one to itself.
    """

    host: str = ""
    port: int = field(default=587, metadata={"least": 1, "most": 65535})
    starttls: bool = True
    ca_file: str = ""
    username: str = ""
    password_env: str = "SMTP_PASSWORD"  # noqa: S105  # the name of a variable, not a secret
    sender: str = field(default="", metadata={"key": "from"})
    timeout_s: float = field(default=20.0, metadata={"least": 0.1})
    connections: int = field(default=10, metadata={"least": 1, "most": 64})
    resend_unknown: str = field(default="safety", metadata={"choices": ("safety", "all", "none")})


@dataclass(frozen=True, slots=True)
class ImapConfig:
    """The mailbox that replies by mail come to. host empty: none is read, and mails say how to answer instead."""

    host: str = ""
    port: int = field(default=993, metadata={"least": 1, "most": 65535})
    security: str = field(default="tls", metadata={"choices": ("tls", "starttls", "none")})
    ca_file: str = ""
    username: str = ""
    password_env: str = "IMAP_PASSWORD"  # noqa: S105  # the name of a variable, not a secret
    folder: str = field(default="INBOX", metadata={"shape": "filled"})
    every_s: float = field(default=60.0, metadata={"least": 5.0})


@dataclass(frozen=True, slots=True)
class WebConfig:
    """Where the pages are served. port 0: any free port."""

    host: str = field(default="127.0.0.1", metadata={"shape": "filled"})
    port: int = field(default=8000, metadata={"least": 0, "most": 65535})
    public_url: str = field(default="http://127.0.0.1:8000", metadata={"shape": "url"})


@dataclass(frozen=True, slots=True)
class LawConfig:
    """Which edition of the law. Empty: the one in force for each month."""

    edition: str = field(default="", metadata={"day": True})


@dataclass(frozen=True, slots=True)
class SendingConfig:
    """How sending is held back.

    threads: calls to real providers at the same time. guest_list: the only receivers of real channels while
    trying out.
    """

    shadow: bool = False
    guest_list: tuple[str, ...] = field(default=(), metadata={"shape": "receiver"})
    per_second: float = field(default=10.0, metadata={"least": 0.01})
    threads: int = field(default=4, metadata={"least": 1, "most": 64})
    per_number_per_day: int = field(default=6, metadata={"least": 1})
    per_ombud_per_day: int = field(default=60, metadata={"least": 1})
    jump_factor: float = field(default=3.0, metadata={"least": 1})


@dataclass(frozen=True, slots=True)
class LookConfig:
    """How the look of the day is done. processes: how many decide when there are many people; 0: one for each core."""

    processes: int = field(default=0, metadata={"least": 0, "most": 64})


@dataclass(frozen=True, slots=True)
class AlarmsConfig:
    """Who is told when something is wrong. email: the operator's address, or empty."""

    email: str = field(default="", metadata={"shape": "mail"})


@dataclass(frozen=True, slots=True)
class PacesConfig:
    """Another file of paces than the product's own. Empty: its own."""

    file: str = ""


@dataclass(frozen=True, slots=True)
class Config:
    """All settings. source: the file they came from, or None for the embedded defaults."""

    database: DatabaseConfig = field(default_factory=DatabaseConfig)
    keys: KeysConfig = field(default_factory=KeysConfig)
    outbox: OutboxConfig = field(default_factory=OutboxConfig)
    sms: SmsConfig = field(default_factory=SmsConfig)
    mail: MailConfig = field(default_factory=MailConfig)
    twilio: TwilioConfig = field(default_factory=TwilioConfig)
    smtp: SmtpConfig = field(default_factory=SmtpConfig)
    imap: ImapConfig = field(default_factory=ImapConfig)
    web: WebConfig = field(default_factory=WebConfig)
    law: LawConfig = field(default_factory=LawConfig)
    sending: SendingConfig = field(default_factory=SendingConfig)
    look: LookConfig = field(default_factory=LookConfig)
    alarms: AlarmsConfig = field(default_factory=AlarmsConfig)
    paces: PacesConfig = field(default_factory=PacesConfig)
    source: Path | None = None


SECTIONS: dict[str, type[Any]] = {
    "database": DatabaseConfig,
    "keys": KeysConfig,
    "outbox": OutboxConfig,
    "sms": SmsConfig,
    "mail": MailConfig,
    "twilio": TwilioConfig,
    "smtp": SmtpConfig,
    "imap": ImapConfig,
    "web": WebConfig,
    "law": LawConfig,
    "sending": SendingConfig,
    "look": LookConfig,
    "alarms": AlarmsConfig,
    "paces": PacesConfig,
}


def key_of(setting: Any) -> str:
    """Return the name in the file of a dataclass field."""
    return str(setting.metadata.get("key", setting.name))
