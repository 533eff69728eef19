"""Texter: the gallery as it reads with examples in it, with its room, its LIX, and what each text is for."""

from __future__ import annotations

from functools import lru_cache

from flask import Blueprint, render_template

from dinadatum.papers.gallery import URGENCIES
from dinadatum.web import query
from dinadatum.web.desk import service
from notify.gallery_check import TextRow, gallery_rows
from notify.template import Template
from notify.templates import Gallery
from notify.values import Wording

pages = Blueprint("texts", __name__)

PAGE = 30
WORDINGS = {wording.value: wording.value for wording in Wording}
CHANNELS = {"sms": "Sms", "mail": "Mejl"}


@pages.get("/texter")
def show() -> str:
    """Show a page of the texts of one wording."""
    errors: dict[str, str] = {}
    wording = query.choice("ordval", WORDINGS, errors, Wording.DISKRET.value)
    channels = {"": "Alla", **CHANNELS}
    channel = query.choice("vag", channels, errors, "")
    meant = [text for text in _in_order(service().rules.gallery) if text.wording == wording]
    meant = [text for text in meant if not channel or text.channel == channel]
    last = max(1, -(-len(meant) // PAGE))
    number = min(_number(), last)
    return render_template(
        "texts.html",
        rows=[
            _made(text, service().rules.gallery.layout) for text in meant[(number - 1) * PAGE : number * PAGE]
        ],
        total=len(meant),
        number=number,
        last=last,
        wording=wording,
        channel=channel,
        wordings=WORDINGS,
        channels=channels,
        urgencies=URGENCIES,
        errors=errors,
    )


def _in_order(gallery: Gallery) -> list[Template]:
    return sorted(gallery.templates.values(), key=lambda text: (text.channel != "sms", text.id))


@lru_cache(maxsize=1024)
def _made(text: Template, layout: str) -> TextRow:
    """Make and check a text, once: it takes some milliseconds, and a text never changes while the pages run."""
    return gallery_rows(Gallery({text.id: text}, layout))[0]


def _number() -> int:
    given = query.text("sida")
    return max(1, int(given)) if given.isdecimal() and len(given) < 6 else 1
