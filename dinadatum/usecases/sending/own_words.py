"""Words that a handläggare has written: checked by the rules of the gallery, sent as they stand."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from dataclasses import dataclass, field

from dinadatum.usecases.rules import Rules
from dinadatum.usecases.sending.wording import Unsayable, Words
from notify.given import Names
from notify.gsm import measure
from notify.mail import build_mail
from notify.readability import lix
from notify.template import Asks, Line, Template, TextChannel, TextError, Urgency
from notify.textrules import SENDER, Breach, check
from notify.values import Road, Wording

OWN_WORDS = "EGNA"
"""Stands in the ledger where the id of a text of the gallery otherwise stands."""
SENDER_LINE = "Dina datum:"
SUBJECT = "Ett meddelande från Dina datum"


@dataclass(frozen=True, slots=True)
class Checked:
    """A text as it would go, its room and its LIX, and the rules that it breaks."""

    text: str = field(repr=False)
    chars: int
    parts: int
    lix: float
    breaches: tuple[Breach, ...]


def tidy(text: str) -> str:
    """Return the text with composed letters and the sender's line, and without needless spaces."""
    lines = [" ".join(line.split()) for line in unicodedata.normalize("NFC", text).splitlines()]
    body = "\n".join(lines).strip()
    return body if not body or SENDER.match(f"{body}\n") else f"{SENDER_LINE}\n{body}"


def check_own(text: str, names: Collection[str]) -> Checked:
    """Check a text as an SMS, whichever road it goes."""
    said = tidy(text)
    size = measure(said)
    body = SENDER.sub("", f"{said}\n", count=1).strip()
    found = check(said, None, [name for name in names if name]) if body else ()
    return Checked(said if body else "", size.chars, size.parts, lix(body), found)


def say_own(
    text: str,
    road: Road,
    wording: Wording,
    rules: Rules,
    names: Names,
    phone: str,
    *,
    to_ombud: bool = False,
) -> Words | Unsayable:
    """Give the words as they go: an SMS as it was written, a mail with greeting and closing.

    to_ombud: whoever is greeted.
    """
    size = measure(text)
    if road is not Road.EMAIL:
        if not size.one_sms:
            return Unsayable(f"Texten ryms inte i ett sms: {size.chars} tecken.")
        return Words(OWN_WORDS, wording, "", text, "", size.chars, size.parts)
    slots = {"namn": names.ombud if to_ombud else names.person, "kontakt": names.contact}
    try:
        mail = build_mail(
            _template(text, wording),
            {name: value for name, value in slots.items() if value},
            replies_read=rules.replies_by_mail,
            phone=phone,
            layout=rules.gallery.layout,
        )
    except TextError as error:
        return Unsayable(str(error))
    return Words(OWN_WORDS, wording, mail.subject, mail.text, mail.html, len(mail.text), 1)


def _template(text: str, wording: Wording) -> Template:
    return Template(
        id=OWN_WORDS,
        name="Egna ord",
        use="Egna ord.",
        channel=TextChannel.SMS,
        wording=wording,
        urgency=Urgency.U1,
        asks=Asks.NONE,
        subject=SUBJECT,
        lines=tuple(Line(line) for line in text.split("\n")),
    )
