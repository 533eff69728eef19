"""The gallery of texts: read from files, checked when read, chosen by wording, filled with words.

Goes in: the files of templates/ as text (the application reads them). Comes out: templates and, with slots,
a text and the room it takes. Never sends a text that has a hole in it, and never cuts one.

A file is a head of `key: value` lines, an empty line, and the text. A line of the text may begin with marks:
`?` it falls away when one of its slots has no value (or, in an SMS, one that GSM-7 lacks letters for),
`|` it stands only if the line before it fell away, `>` it speaks of replying, and stands in a mail only
where replies are read, `<` it stands only in a mail, where they are not, `#` (mail) it is a heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from notify.gsm import Encoding, foreign_letters, is_gsm7, measure, normalise
from notify.slot_table import NAME_ROOM, SLOTS
from notify.template import (
    SLOT,
    Asks,
    Line,
    SlotError,
    Template,
    TemplateError,
    TextChannel,
    TextError,
    Urgency,
)
from notify.values import Wording

TEMPLATES_FOLDER = Path(__file__).resolve().parent.parent / "templates"
__all__ = [
    "TEMPLATES_FOLDER",
    "Asks",
    "Gallery",
    "Line",
    "SlotError",
    "Template",
    "TemplateError",
    "Text",
    "TextChannel",
    "TextError",
    "Urgency",
    "fill_lines",
    "load_gallery",
    "parse_template",
    "render",
]

PING_CALM, PING_URGENT = "P00", "P03"


@dataclass(frozen=True, slots=True)
class Text:
    """A text with its words in place. reason: a Swedish sentence when it doesn't fit one SMS, else empty."""

    template_id: str
    text: str = field(repr=False)
    chars: int
    parts: int
    encoding: Encoding
    fits: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Gallery:
    """Every template, and the layout of a mail."""

    templates: Mapping[str, Template]
    layout: str

    def get(self, template_id: str) -> Template:
        """Find a template by its id, or raise TemplateError."""
        try:
            return self.templates[template_id]
        except KeyError:
            raise TemplateError(
                f"Det finns ingen text med id {template_id}. Ett id ser ut så här: M03."
            ) from None

    def choose(self, template_id: str, wording: Wording, urgency: Urgency | str | None = None) -> Template:
        """Choose the SMS text that says what template_id says, as openly as the wording allows.

        urgency: how urgent the message is on that day, where that isn't what the template's head says.
        """
        asked = self.get(template_id)
        own = self._stand_in(template_id, wording, TextChannel.SMS)
        if own is not None or wording is not Wording.PING or asked.wording is Wording.PING:
            return own or asked
        return self.get(PING_URGENT if Urgency(urgency or asked.urgency) is Urgency.U3 else PING_CALM)

    def choose_mail(
        self, template_id: str, wording: Wording, urgency: Urgency | str | None = None
    ) -> Template:
        """Choose the mail made for template_id; where there is none, the SMS text, which a mail can carry."""
        if wording is Wording.PING:
            return self.choose(template_id, wording, urgency)
        own = self._stand_in(template_id, wording, TextChannel.MAIL)
        if own is None and wording is Wording.TYDLIG:
            own = self._stand_in(template_id, Wording.DISKRET, TextChannel.MAIL)
        return own or self.choose(template_id, wording, urgency)

    def _stand_in(self, template_id: str, wording: Wording, channel: TextChannel) -> Template | None:
        for template in self.templates.values():
            if (template.channel, template.wording) == (
                channel,
                wording,
            ) and template_id in template.stands_for:
                return template
        return None


_BRACE = re.compile(r"\{[^}]*\}?|\}")
_MARKS = re.compile(r"([?|><#]+) ")
_NEEDED_KEYS = ("id", "name", "use", "urgency", "wording", "asks", "minutes", "subject")
_HEAD_KEYS = frozenset({*_NEEDED_KEYS, "sheet", "last", "true_last_day", "stands_for"})


def load_gallery(files: Mapping[str, str]) -> Gallery:
    """Read the gallery from file contents by path inside the templates folder: "sms/diskret/M03.txt".

    Other files than sms/ and mail/ are left alone. Raises TemplateError naming the file, what is wrong,
    and how it should be.
    """
    templates: dict[str, Template] = {}
    for path in sorted(files):
        if not re.fullmatch(r"(sms|mail)/[a-z]+/[^/]+\.txt", path):
            continue
        template = parse_template(path, files[path])
        if template.id in templates:
            raise TemplateError(
                f"{path}: id {template.id} finns redan i en annan fil. Varje id får finnas en gång."
            )
        templates[template.id] = template
    _check_references(templates.values(), templates)
    if "mail/layout.html" not in files:
        raise TemplateError("mail/layout.html saknas: mejl kan inte byggas utan den.")
    return Gallery(templates, files["mail/layout.html"])


def parse_template(path: str, content: str) -> Template:
    """Read one template file. path: as for load_gallery. Raises TemplateError."""
    head_text, _, body = normalise(content).replace("\r\n", "\n").partition("\n\n")
    head = _head(path, head_text)
    channel, folder, _ = path.split("/")
    if head["wording"] != folder:
        raise TemplateError(f'{path}: wording är "{head["wording"]}" men filen ligger i mappen "{folder}".')
    lines = tuple(_line(raw) for raw in body.strip("\n").split("\n"))
    _check_slots(path, lines)
    if channel == TextChannel.SMS and any(not line.text for line in lines):
        raise TemplateError(
            f"{path}: en tom rad i ett sms. Skriv varje mening på en egen rad, utan tomma rader."
        )
    try:
        return Template(
            id=head["id"],
            name=head["name"],
            use=head["use"],
            channel=TextChannel(channel),
            wording=Wording(head["wording"]),
            urgency=Urgency(head["urgency"]),
            asks=Asks(head["asks"]),
            subject=head["subject"],
            lines=lines,
            minutes=None if head["minutes"] == "none" else int(head["minutes"]),
            sheet=head.get("sheet", "") == "yes",
            last=head.get("last", "") == "yes",
            true_last_day=head.get("true_last_day", ""),
            stands_for=tuple(head.get("stands_for", "").split()),
        )
    except ValueError as error:
        raise TemplateError(
            f"{path}: {error}. Se docs/texts.md för vad varje rad i huvudet kan vara."
        ) from error


def fill_lines(
    template: Template, lines: Iterable[Line], slots: Mapping[str, str], *, gsm7: bool
) -> list[tuple[Line, str]]:
    """Put words into lines of the template and leave out those that fall away.

    gsm7: a line that may fall away does so when a value wouldn't fit an SMS. Raises SlotError when a line
    that must stand lacks a value.
    """
    kept: list[tuple[Line, str]] = []
    fell = False
    for line in lines:
        if line.otherwise and not fell:
            continue
        strict = gsm7 and line.optional
        missing = [slot for slot in line.slots if not _usable(slot, slots.get(slot, ""), strict=strict)]
        fell = bool(missing) and line.optional
        if fell:
            continue
        if missing:
            raise SlotError(
                f"Texten {template.id} kan inte skrivas: det finns inget värde för {{{missing[0]}}}."
            )
        kept.append((line, _put(line.text, slots)))
    return kept


def render(template: Template, slots: Mapping[str, str]) -> Text:
    """Write an SMS text and measure it. fits is False, with the reason, for anything but one GSM-7 SMS."""
    lines = [line for line in template.lines if not line.unread]
    text = "\n".join(words for _, words in fill_lines(template, lines, slots, gsm7=True))
    size = measure(text)
    reason = ""
    if size.encoding is not Encoding.GSM7:
        reason = f"Texten {template.id} har tecken som inte går i ett vanligt sms: {foreign_letters(text)}."
    elif not size.one_sms:
        reason = f"Texten {template.id} är {size.chars} tecken. Ett sms rymmer 160."
    return Text(template.id, text, size.chars, size.parts, size.encoding, size.one_sms, reason)


def _usable(slot: str, value: str, *, strict: bool) -> bool:
    # A name is never respelt or cut: where its line may fall away, it does.
    too_long = SLOTS[slot].name and len(normalise(value)) > NAME_ROOM
    return bool(value.strip()) and not (strict and (too_long or not is_gsm7(value)))


def _put(line: str, slots: Mapping[str, str]) -> str:
    words = normalise(SLOT.sub(lambda match: slots[match[1]].strip(), line))
    return words[:1].upper() + words[1:]


def _head(path: str, text: str) -> dict[str, str]:
    head: dict[str, str] = {}
    for row in text.split("\n"):
        key, colon, value = row.partition(":")
        if not colon or key not in _HEAD_KEYS:
            raise TemplateError(
                f'{path}: raden "{row}" är ingen känd rad i huvudet. Rätt form: "urgency: U2".'
            )
        head[key] = value.strip()
    for key in _NEEDED_KEYS:
        if not head.get(key):
            raise TemplateError(f'{path}: raden "{key}:" saknas i huvudet. Den ska se ut som "{key}: ...".')
    return head


def _line(raw: str) -> Line:
    found = _MARKS.match(raw)
    marks, text = (found[1], raw[found.end() :]) if found else ("", raw)
    return Line(
        text.strip(),
        optional="?" in marks,
        otherwise="|" in marks,
        reply=">" in marks,
        unread="<" in marks,
        heading="#" in marks,
    )


def _check_slots(path: str, lines: Iterable[Line]) -> None:
    for line in lines:
        for brace in _BRACE.findall(line.text):
            name = brace.strip("{}")
            if brace != f"{{{name}}}" or name not in SLOTS:
                known = ", ".join(sorted(SLOTS))
                raise TemplateError(f"{path}: {brace} är ingen känd lucka. De som finns är: {known}.")


def _check_references(templates: Iterable[Template], known: Mapping[str, Template]) -> None:
    for template in templates:
        for other in template.stands_for:
            if other not in known:
                raise TemplateError(f"{template.id}: stands_for nämner {other}, som inte finns.")
