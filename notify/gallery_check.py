"""The gallery as a table: every text with example and longest values, its room, its LIX, its broken rules.

Besides those two each text is made without everything that may fall away, with names that GSM-7 lacks
letters for, and with decomposed letters: all must hold. A mail is made with and without replies read.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from notify.gsm import measure
from notify.mail import build_mail
from notify.readability import lix
from notify.slot_table import SLOTS, examples, longest
from notify.template import SlotError, Template, TextChannel
from notify.templates import Gallery, render
from notify.textrules import SENDER, Breach, check

PHONE = "010-000 00 00"
FOREIGN_NAMES = {"namn": "Zoë", "ombud": "Łukasz", "hjalpare": "Ágota"}


@dataclass(frozen=True, slots=True)
class TextRow:
    """One text as the gallery shows it. breaches: of all the ways it was made, each once."""

    id: str
    channel: str
    wording: str
    urgency: str
    example: str
    longest: str
    chars_example: int
    chars_longest: int
    parts: int
    lix: float
    breaches: tuple[Breach, ...]
    name: str = ""
    use: str = ""


def gallery_rows(gallery: Gallery) -> tuple[TextRow, ...]:
    """Make and check every text, in order of channel, wording and id."""
    order = sorted(gallery.templates.values(), key=lambda t: (t.channel != "sms", t.wording, t.id))
    return tuple(_row(template, gallery.layout) for template in order)


def check_gallery(gallery: Gallery) -> tuple[tuple[str, Breach], ...]:
    """List every broken rule with the id of its text; empty when the gallery is sound."""
    return tuple((row.id, breach) for row in gallery_rows(gallery) for breach in row.breaches)


def _row(template: Template, layout: str) -> TextRow:
    example, long = (_make(template, slots, layout) for slots in (examples(), longest()))
    breaches = [b for slots in _ways(template) for b in _breaches(template, slots, layout)]
    is_sms = template.channel is TextChannel.SMS
    return TextRow(
        id=template.id,
        channel=template.channel.value,
        wording=template.wording.value,
        urgency=template.urgency.value,
        example=example,
        longest=long,
        chars_example=measure(example).chars if is_sms else len(example),
        chars_longest=measure(long).chars if is_sms else len(long),
        parts=measure(long).parts if is_sms else 1,
        lix=lix(SENDER.sub("", example, count=1)),
        breaches=tuple(dict.fromkeys(breaches)),
        name=template.name,
        use=template.use,
    )


def _ways(template: Template) -> Iterator[dict[str, str]]:
    yield examples()
    yield longest()
    yield examples() | FOREIGN_NAMES
    yield {slot: unicodedata.normalize("NFD", value) for slot, value in examples().items()}
    may_fall = {slot for line in template.lines if line.optional for slot in line.slots}
    must_stand = {slot for line in template.lines if not line.optional for slot in line.slots}
    yield {slot: value for slot, value in examples().items() if slot not in may_fall - must_stand}


def _breaches(template: Template, slots: Mapping[str, str], layout: str) -> Iterator[Breach]:
    names = [value for slot, value in slots.items() if SLOTS[slot].name]
    try:
        if template.channel is TextChannel.SMS:
            yield from check(render(template, slots).text, template, names)
            return
        for replies_read in (True, False):
            mail = build_mail(template, slots, replies_read=replies_read, phone=PHONE, layout=layout)
            yield from check(mail.text, template, names)
    except SlotError as error:
        yield Breach(0, str(error))


def _make(template: Template, slots: Mapping[str, str], layout: str) -> str:
    if template.channel is TextChannel.SMS:
        return render(template, slots).text
    return build_mail(template, slots, replies_read=False, phone=PHONE, layout=layout).text
