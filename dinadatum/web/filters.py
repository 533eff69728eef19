"""What the templates may call: dates and words in Swedish."""

from __future__ import annotations

from datetime import date, datetime, time

from flask import Flask

from dinadatum.register.states import SWEDISH as STATES
from dinadatum.usecases.viewers import ROLE_WORDS
from dinadatum.web import words
from dinadatum.web.desk import today
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
    )
    app.jinja_env.globals.update(w=words, states=STATES, roles=ROLE_WORDS)


def _near(day: date) -> str:
    return when_in_words(day, today())


def _moment(moment: datetime) -> str:
    return words.moment_words(moment, today())


def _left(day: date) -> str:
    return words.left_words(day, today())


def _clock(at: time) -> str:
    return clock_in_words(at)
