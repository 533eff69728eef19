"""Takes a mail apart: who wrote what, or which of our mails came back. Pure."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr
from html.parser import HTMLParser

QUOTED = re.compile(
    r"^(?:>|-{2,} ?(?:ursprungligt meddelande|original message)|_{5,}|från: .*@|from: .*@"
    r"|den .{4,60} skrev.*:\s*$|on .{4,80} wrote:\s*$|.{0,60}<[^>]+@[^>]+> skrev:)",
    re.IGNORECASE,
)
SIGNATURE = "-- "


@dataclass(frozen=True, slots=True)
class WrittenMail:
    """A mail that a person wrote. text: their own words, without what they quoted."""

    mail_id: str
    sender: str = field(repr=False)
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Bounce:
    """One of our mails that did not come through. mail_id: its Message-ID. code: such as 5.1.1."""

    mail_id: str
    code: str


def read_mail(raw: bytes) -> WrittenMail | Bounce | None:
    """Read a mail. None: a machine wrote it (out of office, a delay) and nobody needs to do anything."""
    mail = message_from_bytes(raw, policy=policy.default)
    assert isinstance(mail, EmailMessage)  # noqa: S101  # policy.default makes these
    if mail.get_content_type() == "multipart/report":
        return _bounce(mail)
    if str(mail.get("Auto-Submitted", "no")).lower() != "no" or mail.get("X-Autoreply"):
        return None
    mail_id = str(mail.get("Message-ID", "")).strip() or hashlib.sha256(raw).hexdigest()
    return WrittenMail(mail_id, parseaddr(str(mail.get("From", "")))[1].lower(), own_words(_text(mail)))


def own_words(text: str) -> str:
    """Leave out what was quoted, and the signature below its line."""
    kept: list[str] = []
    for line in text.splitlines():
        if line == SIGNATURE or QUOTED.match(line.strip()):
            break
        kept.append(line)
    return "\n".join(kept).strip()


def _text(mail: EmailMessage) -> str:
    body = mail.get_body(("plain", "html"))
    if body is None:
        return ""
    try:
        text = str(body.get_content())
    except (LookupError, ValueError):
        payload = body.get_payload(decode=True)
        text = payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""
    return _without_tags(text) if body.get_content_type() == "text/html" else text


class _Words(HTMLParser):
    """Gathers the words of a page, one line for each block."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line at a block, and leave out what isn't shown or is quoted."""
        self._hidden += tag in ("style", "script", "blockquote")
        if tag in ("br", "p", "div", "li", "tr"):
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """Show again after what wasn't shown."""
        self._hidden -= tag in ("style", "script", "blockquote") and self._hidden > 0

    def handle_data(self, data: str) -> None:
        """Keep what is shown."""
        if not self._hidden:
            self.parts.append(data)


def _without_tags(page: str) -> str:
    words = _Words()
    words.feed(page)
    return "".join(words.parts)


def _bounce(mail: EmailMessage) -> Bounce | None:
    status, about = "", ""
    for part in mail.walk():
        kind = part.get_content_type()
        if kind == "message/delivery-status":
            for block in part.get_payload():
                if str(block.get("Action", "")).lower() == "failed":  # type: ignore[union-attr]
                    status = str(block.get("Status", "5.0.0"))  # type: ignore[union-attr]
        elif kind in ("message/rfc822", "text/rfc822-headers"):
            about = _id_within(part) or about
    return Bounce(about, status) if status and about else None


def _id_within(part: object) -> str:
    payload = part.get_payload(decode=True)  # type: ignore[attr-defined]
    inner = payload if isinstance(payload, bytes) else part.get_payload(0).as_bytes()  # type: ignore[attr-defined]
    return str(message_from_bytes(inner, policy=policy.default).get("Message-ID", "")).strip()
