"""An Outgoing as a mail: its headers, its plain text and its HTML. Sends nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8

from notify.channels.errors import ChannelError
from notify.channels.values import Outgoing

_LEDGER_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_LOCAL = re.compile(r"[^\s@<>()\[\],;:\\\"\x00-\x1f\x7f]{1,64}")
_DOMAIN = re.compile(
    r"(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]", re.I
)


class BadAddressError(ChannelError):
    """An e-mail address that no server could take. The address itself is not in it."""


@dataclass(frozen=True, slots=True)
class Sender:
    """Who a mail is from: an address, and the name shown before it."""

    name: str
    address: str

    @classmethod
    def parse(cls, written: str) -> Sender:
        """Read "Dina datum <post@example.se>" or a bare address. Raises ChannelError for neither."""
        found = re.fullmatch(r"\s*(?:\"?([^\"<>\r\n]*?)\"?\s*<([^<>\s]+)>|(\S+))\s*", written)
        try:
            address = usable(found[2] or found[3]) if found else ""
        except BadAddressError:
            address = ""
        if not found or not address:
            raise ChannelError(
                f"smtp.from är {written!r}, men ska vara en adress, till exempel "
                '"Dina datum <post@example.se>".'
            )
        return cls((found[1] or "").strip(), address)

    @property
    def domain(self) -> str:
        """Give what stands after the @."""
        return self.address.rpartition("@")[2]


def usable(address: str) -> str:
    """Give an address as a server takes it: the domain in ASCII. Raises BadAddressError."""
    local, _, domain = address.strip().rpartition("@")
    try:
        ascii_domain = domain.encode("idna").decode("ascii")
    except UnicodeError:
        ascii_domain = ""
    if not _LOCAL.fullmatch(local) or not _DOMAIN.fullmatch(ascii_domain) or ".." in f".{local}.":
        raise BadAddressError("E-postadressen går inte att använda. Så här ska den se ut: namn@example.se")
    return f"{local}@{ascii_domain}"


def checked_id(ledger_id: str) -> str:
    """Give the id back if it can stand in a file name and a Message-ID. Raises ChannelError."""
    if not _LEDGER_ID.fullmatch(ledger_id):
        raise ChannelError(
            f"A ledger id was {ledger_id!r}; expected 1 to 64 letters, digits, _ or -, such as 01JD5-a7"
        )
    return ledger_id


def message_id(ledger_id: str, domain: str) -> str:
    """Name a mail after its row in the ledger, so that a second copy can be recognised."""
    return f"<{checked_id(ledger_id)}@{domain}>"


def compose(message: Outgoing, sender: Sender, *, readable: bool = False) -> EmailMessage:
    """Make the mail. readable: for a file, with å ä ö as they are; otherwise in ASCII for any server.

    Raises BadAddressError. A line break in a subject becomes a space: no header can be smuggled in.
    """
    mail = EmailMessage(policy=(SMTPUTF8 if readable else SMTP))
    mail["From"] = _header(sender.name, sender.address)
    mail["To"] = _header("", usable(message.address))
    mail["Subject"] = one_line(message.subject)
    mail["Date"] = message.at
    mail["Message-ID"] = message_id(message.ledger_id, sender.domain)
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Auto-Response-Suppress"] = "OOF, AutoReply"
    mail["Content-Language"] = "sv"
    encoding = "8bit" if readable else "quoted-printable"
    mail.set_content(message.text, cte=encoding)
    if message.html:
        mail.add_alternative(message.html, subtype="html", cte=encoding)
    return mail


def _header(name: str, address: str) -> Address:
    local, _, domain = address.rpartition("@")
    return Address(name, local, domain)


def one_line(value: str) -> str:
    """Put a value on one line: every run of white space and control characters becomes a space."""
    return " ".join(re.sub(r"[\x00-\x1f\x7f\u0085\u2028\u2029]", " ", value).split())
