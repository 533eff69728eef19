"""The picture with its list, as a part of a page."""

from __future__ import annotations

from datetime import date
from html import escape

from dinadatum.picture.drawing import Picture
from dinadatum.picture.marks import Event
from notify.words import day_in_words, month_in_words


def figure_html(picture: Picture, today: date) -> str:
    """Write the picture, and beneath it everything that it says as a list in order of day.

    The list is the content; the picture helps. Safe to put into a page as it is.
    """
    events = "\n".join(_item(event, today) for event in picture.events)
    left_out = f"<p>{escape(picture.left_out)}</p>\n" if picture.left_out else ""
    return (
        f'<div class="tid">\n<div class="tid-bild">\n{picture.svg}\n</div>\n'
        f'<div class="tid-ord">\n<ol class="tid-lista">\n{events}\n</ol>\n'
        f"{_pay_days(picture, today)}{left_out}</div>\n</div>"
    )


def _item(event: Event, today: date) -> str:
    if event.whole_month:
        return f"<li>{_month(event.day, today)}: {escape(event.text)}</li>"
    when = _time(event.day, today)
    if event.last and event.last != event.day:
        when = f"{_time(event.day, today)} till och med {_time(event.last, today)}"
    return f"<li>{when}: {escape(event.text)}</li>"


def _pay_days(picture: Picture, today: date) -> str:
    ahead = [day for day in picture.pay_days if day > today]
    if not ahead:
        return ""
    days = "\n".join(f"<li>{_time(day, today)}</li>" for day in ahead)
    return f"<details>\n<summary>Dagar då pengar kommer</summary>\n<ol>\n{days}\n</ol>\n</details>\n"


def _month(day: date, today: date) -> str:
    return f'<time datetime="{day:%Y-%m}">{month_in_words(day, today)}</time>'


def _time(day: date, today: date) -> str:
    words = "i dag" if day == today else day_in_words(day, today)
    return (
        f'<time datetime="{day.isoformat()}">{words[0].upper() + words[1:] if day == today else words}</time>'
    )
