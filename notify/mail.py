"""A mail, built from a template: plain text first, then the same as HTML.

Goes in: a mail template, or an SMS template whose words a mail can carry. Comes out: subject, text and HTML.
Never a link, a picture or a log-in; never asks for a reply that nobody will read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from html import escape
from string import Template as Layout
from textwrap import fill

from notify.gsm import normalise
from notify.template import Asks, Line, SlotError, Template, TextChannel
from notify.templates import fill_lines
from notify.values import Wording

LINE_ROOM = 60  # letters in a line of plain text
SHEET = "Resten står på ditt blad."
MAY_REPLY = "Du kan svara på det här mejlet."
_SMS = re.compile(r"\bsms\b")


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail ready to send, without address. text and html say the same."""

    subject: str
    text: str = field(repr=False)
    html: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class _Block:
    """A paragraph: an optional heading and its sentences."""

    heading: str
    lines: tuple[str, ...]


def build_mail(
    template: Template, slots: Mapping[str, str], *, replies_read: bool, phone: str, layout: str
) -> Mail:
    """Build a mail. layout: the gallery's. phone: the handläggare's, or the unit's; may be empty.

    replies_read: a mailbox is read, so a reply reaches us; otherwise the mail says how to answer instead.
    Raises SlotError when a line that must stand lacks a value.
    """
    lines = [line for line in _mail_lines(template) if not (line.unread if replies_read else line.reply)]
    blocks = _blocks(fill_lines(template, lines, slots, gsm7=False))
    if not blocks:
        raise SlotError(f"Texten {template.id} kan inte bli ett mejl: utan svar blir ingen rad kvar.")
    if template.channel is TextChannel.SMS:
        blocks = _with_greeting(template, slots, blocks)
    blocks += _closing(template, slots, replies_read=replies_read, phone=phone)
    text = "\n\n".join(_plain(block) for block in blocks) + "\n"
    html = Layout(layout).substitute(
        subject=escape(template.subject), body="\n".join(_html(block) for block in blocks)
    )
    return Mail(normalise(template.subject), normalise(text), normalise(html))


def _mail_lines(template: Template) -> list[Line]:
    """Give the lines as a mail says them: an SMS template loses its sender line and calls itself a mail."""
    if template.channel is TextChannel.MAIL:
        return list(template.lines)
    return [replace(line, text=_SMS.sub("mejl", line.text)) for line in template.lines[1:]]


def _blocks(filled: Iterable[tuple[Line, str]]) -> list[_Block]:
    """Gather paragraphs between empty lines. One whose sentences all fell away goes, its heading with it."""
    blocks: list[_Block] = []
    heading, lines = "", []
    for line, words in [*filled, (Line(""), "")]:
        if line.heading:
            heading = words
        elif words:
            lines.append(words)
        else:
            if lines:
                blocks.append(_Block(heading, tuple(lines)))
            heading, lines = "", []
    return blocks


def _with_greeting(template: Template, slots: Mapping[str, str], blocks: list[_Block]) -> list[_Block]:
    first = blocks[0].lines
    if first[0].startswith("Hej"):
        rest = [_Block("", first[1:])] if first[1:] else []
        return [_Block("", first[:1]), *rest, *blocks[1:]]
    name = slots.get("ombud" if template.to_ombud else "namn", "")
    named = name and template.wording is not Wording.PING
    return [_Block("", (f"Hej {name}." if named else "Hej.",)), *blocks]


def _closing(template: Template, slots: Mapping[str, str], *, replies_read: bool, phone: str) -> list[_Block]:
    lines = []
    if template.sheet and template.wording is Wording.DISKRET and not _names_sheet(template):
        lines.append(SHEET)
    if not template.last:
        lines += _ways_to_answer(template, slots, replies_read=replies_read, phone=phone)
    return [_Block("", tuple(lines))] * bool(lines) + [_Block("", ("Hälsningar", "Dina datum"))]


def _names_sheet(template: Template) -> bool:
    return any("blad" in line.text for line in template.lines)


def _ways_to_answer(
    template: Template, slots: Mapping[str, str], *, replies_read: bool, phone: str
) -> list[str]:
    """Say how to reach a human. In the wording ping nobody is named."""
    contact = "" if template.wording is Wording.PING else slots.get("kontakt", "")
    lines = []
    if template.asks is Asks.DONE and not replies_read:
        lines.append(f"Är du klar? Säg till {contact or 'oss'}.")
    if phone:
        lines.append(f"Vill du ha hjälp? Ring {contact or 'oss'} på telefon {phone}.")
    else:
        lines.append(f"Vill du ha hjälp? Prata med {contact or 'din handläggare'}.")
    return [*lines, MAY_REPLY] if replies_read else lines


def _plain(block: _Block) -> str:
    lines = [block.heading, *block.lines] if block.heading else list(block.lines)
    return "\n".join(fill(line, LINE_ROOM, break_long_words=False, break_on_hyphens=False) for line in lines)


def _html(block: _Block) -> str:
    heading = f'<h2 style="font-size: 18px; margin: 24px 0 0;">{escape(block.heading)}</h2>\n'
    words = "<br>\n".join(escape(line) for line in block.lines)
    return (heading if block.heading else "") + f'<p style="margin: 8px 0 16px;">{words}</p>'
