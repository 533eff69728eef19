"""What the templates may call: dates and words in Swedish."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from flask import Flask

from dinadatum.clock import local_day, local_time
from dinadatum.register.states import SWEDISH as STATES
from dinadatum.usecases.sending.own_words import OWN_WORDS
from dinadatum.usecases.staff.viewers import ROLE_WORDS
from dinadatum.web import words
from dinadatum.web.desk import service, today
from dinadatum.web.way_back import back_to, carried
from notify.replies.class_words import read_as_words
from notify.words import clock_in_words, long_date, weekday, when_in_words

_ISO_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")


def install(app: Flask) -> None:
    """Give the templates their words."""
    app.jinja_env.filters.update(
        date=long_date,
        weekday=weekday,
        near=_near,
        day_before=_day_before,
        reserve=words.reserve_words,
        moment=_moment,
        stamp=words.stamp_words,
        left=_left,
        clock=_clock,
        spoken=clock_in_words,
        month=words.month_words,
        about=_about,
        hour=_hour,
        phone=words.phone_words,
        day_of=local_day,
        plain_days=plain_days,
        read_as=read_as_words,
    )
    app.jinja_env.globals.update(w=words, states=STATES, roles=ROLE_WORDS, carried=carried, back_to=back_to)


def _near(day: date) -> str:
    return when_in_words(day, today())


def _day_before(day: date) -> date:
    return day - timedelta(days=1)


def _moment(moment: datetime) -> str:
    return words.moment_words(moment, today())


def _left(day: date) -> str:
    return words.left_words(day, today())


def _about(template: str) -> str:
    """Say what a text is for, as its head says; a task that the simulation foresees says its kind."""
    known = service().rules.gallery.templates.get(template)
    if known is not None:
        return known.use.rstrip(".")
    if template == OWN_WORDS:
        return "Egna ord"
    kinds = {kind.value: task.name for kind, task in words.TASKS.items()}
    return kinds.get(template, template)


def _hour(moment: datetime) -> str:
    return _clock(local_time(moment))


def plain_days(text: str) -> str:
    """Write the days of a text as people read them: 2027-01-31 is 31 januari 2027."""
    return _ISO_DAY.sub(_long, text)


def _long(found: re.Match[str]) -> str:
    try:
        return long_date(date.fromisoformat(found[0]))
    except ValueError:
        return found[0]


def _clock(at: time) -> str:
    """Write a time as all times on a page: "9.00". The messages themselves say 9 (spoken)."""
    return f"{at.hour}.{at.minute:02}"
