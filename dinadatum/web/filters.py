"""What the templates may call: dates and words in Swedish."""

from __future__ import annotations

from datetime import date, datetime, time

from flask import Flask

from dinadatum.clock import local_day, local_time
from dinadatum.register.states import SWEDISH as STATES
from dinadatum.usecases.viewers import ROLE_WORDS
from dinadatum.web import words
from dinadatum.web.desk import service, today
from notify.words import clock_in_words, long_date, weekday, when_in_words


def install(app: Flask) -> None:
    """Give the templates their words."""
    app.jinja_env.filters.update(
        date=long_date,
        weekday=weekday,
        near=_near,
        moment=_moment,
        left=_left,
        clock=_clock,
        month=words.month_words,
        about=_about,
        hour=_hour,
        phone=_phone,
        day_of=local_day,
    )
    app.jinja_env.globals.update(w=words, states=STATES, roles=ROLE_WORDS)


def _near(day: date) -> str:
    return when_in_words(day, today())


def _moment(moment: datetime) -> str:
    return words.moment_words(moment, today())


def _left(day: date) -> str:
    return words.left_words(day, today())


def _about(template: str) -> str:
    """Say what a text is for, as its head says; a task that the simulation foresees says its kind."""
    known = service().rules.gallery.templates.get(template)
    if known is not None:
        return known.use.rstrip(".")
    kinds = {kind.value: task.name for kind, task in words.TASKS.items()}
    return kinds.get(template, template)


def _hour(moment: datetime) -> str:
    return clock_in_words(local_time(moment))


def _phone(number: str) -> str:
    """Write a number as people say it: "+46701740605" is 070-174 06 05."""
    import phonenumbers

    try:
        return phonenumbers.format_number(
            phonenumbers.parse(number, "SE"), phonenumbers.PhoneNumberFormat.NATIONAL
        )
    except phonenumbers.NumberParseException:
        return number


def _clock(at: time) -> str:
    return clock_in_words(at)
