"""The settings: one TOML file, overridden by the environment, read into frozen values.

DINADATUM_<SECTION>_<KEY> overrides a key. Secrets never stand in the file: it names the environment variable.
"""

from __future__ import annotations

import difflib
import math
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from pathlib import Path
from typing import Any

from dinadatum.errors import ConfigError

DEFAULT_FILE = "config.toml"
FILE_VARIABLE = "DINADATUM_CONFIG"
LIST_SEPARATOR = ","


@dataclass(frozen=True, slots=True)
class DatabaseConfig:
    """Where the register is."""

    url: str = "sqlite:///dinadatum.sqlite"


@dataclass(frozen=True, slots=True)
class KeysConfig:
    """Where the keys are."""

    file: str = "dinadatum.keys"


@dataclass(frozen=True, slots=True)
class OutboxConfig:
    """The folder that takes messages instead of a provider."""

    folder: str = "outbox"


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

    account_sid: str = ""
    auth_token_env: str = "TWILIO_AUTH_TOKEN"  # noqa: S105  # the name of a variable, not a secret
    sender: str = field(default="", metadata={"key": "from"})
    messaging_service_sid: str = ""
    base_url: str = ""
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
    folder: str = "INBOX"
    every_s: float = field(default=60.0, metadata={"least": 5.0})


@dataclass(frozen=True, slots=True)
class WebConfig:
    """Where the pages are served. port 0: any free port."""

    host: str = "127.0.0.1"
    port: int = field(default=8000, metadata={"least": 0, "most": 65535})
    public_url: str = "http://127.0.0.1:8000"


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
    guest_list: tuple[str, ...] = ()
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

    email: str = ""


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


def find(given: Path | None, environment: Mapping[str, str] = os.environ) -> Path | None:
    """Return the config file: the one given, the environment's, ./config.toml, or None.

    Raises ConfigError if a file that was named isn't there.
    """
    named = given or (Path(environment[FILE_VARIABLE]) if environment.get(FILE_VARIABLE) else None)
    if named is not None and not named.is_file():
        raise ConfigError(f"Det finns ingen fil {named}. Kontrollera --config och {FILE_VARIABLE}.")
    default = Path(DEFAULT_FILE)
    return named or (default if default.is_file() else None)


def load(path: Path | None, environment: Mapping[str, str] = os.environ) -> Config:
    """Read the settings from a file and the environment; raises ConfigError naming section and key."""
    data = {} if path is None else _read(path)
    for name in data:
        if name not in SECTIONS:
            raise ConfigError(f"[{name}] finns inte i inställningarna.{_nearest(name, SECTIONS)}")
    sections = {
        name: _section(name, kind, data.get(name, {}), environment) for name, kind in SECTIONS.items()
    }
    return Config(**{**sections, "web": _reachable(sections["web"])}, source=path)


def _reachable(web: WebConfig) -> WebConfig:
    """Let the address follow a port that was chosen, where no address was: links must lead somewhere."""
    if web.port in (0, WebConfig().port) or web.public_url != WebConfig().public_url:
        return web
    return replace(web, public_url=f"http://127.0.0.1:{web.port}")


def key_of(setting: Any) -> str:
    """Return the name in the file of a dataclass field."""
    return str(setting.metadata.get("key", setting.name))


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path} går inte att läsa: {error}. Jämför med config.example.toml.") from error


def _section(name: str, kind: type[Any], data: Any, environment: Mapping[str, str]) -> Any:
    if not isinstance(data, dict):
        raise ConfigError(f"{name} ska vara ett avsnitt, skrivet [{name}] på en egen rad.")
    settings = {key_of(setting): setting for setting in fields(kind)}
    for key in data:
        if key not in settings:
            raise ConfigError(f"[{name}] {key} finns inte i inställningarna.{_nearest(key, settings)}")
    values = {}
    for key, setting in settings.items():
        variable = f"DINADATUM_{name}_{key}".upper()
        where, came = (
            (variable, environment[variable]) if variable in environment else (f"[{name}] {key}", None)
        )
        if came is not None:
            values[setting.name] = _checked(where, _from_text(where, came, str(setting.type)), setting)
        elif key in data:
            values[setting.name] = _checked(where, data[key], setting)
    return kind(**values)


def _from_text(where: str, text: str, kind: str) -> Any:
    if kind == "bool":
        if text.lower() not in ("true", "false"):
            raise ConfigError(f"{where} är «{text}». Det som väntas är true eller false.")
        return text.lower() == "true"
    if kind in ("int", "float"):
        try:
            return float(text) if kind == "float" else int(text)
        except ValueError as error:
            raise ConfigError(f"{where} är «{text}». Det som väntas är ett tal, till exempel 10.") from error
    if kind.startswith("tuple"):
        return [part.strip() for part in text.split(LIST_SEPARATOR) if part.strip()]
    return text


def _checked(where: str, value: Any, setting: Any) -> Any:
    kind, rules = str(setting.type), setting.metadata
    if kind == "float" and isinstance(value, int) and not isinstance(value, bool):
        value = float(value)
    if kind.startswith("tuple"):
        if not isinstance(value, list) or not all(isinstance(part, str) for part in value):
            raise ConfigError(f'{where} ska vara en lista med text, till exempel ["+46701740605"].')
        return tuple(value)
    if type(value).__name__ != kind:
        raise ConfigError(f"{where} är {value!r}. Det som väntas är {_SHAPES[kind]}.")
    if "choices" in rules and value not in rules["choices"]:
        choices = " eller ".join(rules["choices"])
        raise ConfigError(
            f"{where} är «{value}». Det som går är {choices}.{_nearest(value, rules['choices'])}"
        )
    if "least" in rules:
        _check_size(where, value, rules["least"], rules.get("most"))
    if rules.get("day") and value:
        _check_day(where, value)
    return value


_SHAPES = {
    "str": 'text inom citattecken, till exempel "text"',
    "int": "ett helt tal, till exempel 10",
    "float": "ett tal, till exempel 10",
    "bool": "true eller false",
}


def _check_size(where: str, value: float, least: float, most: float | None) -> None:
    if not (least <= value < math.inf):  # refuses "not a number" too
        raise ConfigError(f"{where} är {value}. Det ska vara minst {least}.")
    if most is not None and value > most:
        raise ConfigError(f"{where} är {value}. Det ska vara högst {most}.")


def _check_day(where: str, value: str) -> None:
    try:
        date.fromisoformat(value)
    except ValueError as error:
        raise ConfigError(
            f"{where} är «{value}». Det som väntas är en dag, till exempel 2026-06-30."
        ) from error


def _nearest(name: str, known: Any) -> str:
    close = difflib.get_close_matches(name, list(known), n=1, cutoff=0.5)
    return f" Menade du {close[0]}?" if close else f" Det som finns är {', '.join(known)}."
