"""What is shown when something goes wrong: plain words, never a detail of anybody."""

from __future__ import annotations

import traceback
from types import TracebackType
from typing import NamedTuple

import structlog
from flask import Flask, Response, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from dinadatum.errors import RegisterError, UnknownPersonError

log = structlog.get_logger("dinadatum.web")


class Words(NamedTuple):
    """A title, what it means, and what to do."""

    title: str
    meaning: str
    remedy: str


WORDS = {
    400: Words(
        "Sidan förstod inte",
        "Något i adressen eller formuläret går inte att läsa.",
        "Gå tillbaka och försök igen.",
    ),
    403: Words(
        "Du kan inte se den här sidan",
        "Ditt konto är för annat arbete.",
        "Fråga administratören om det är fel.",
    ),
    404: Words(
        "Sidan finns inte",
        "Adressen kan vara felskriven. Ett ärende kan också höra till en annan enhet.",
        "Kontrollera referensen.",
    ),
    405: Words(
        "Så går det inte att göra",
        "Sidan tar inte emot det som skickades.",
        "Gå till startsidan och börja om.",
    ),
    413: Words(
        "Det var för mycket",
        "Det som skickades är för stort.",
        "Korta texten och försök igen.",
    ),
    500: Words("Något gick fel hos oss", "Felet är noterat. Inget är ändrat.", "Försök igen om en stund."),
    503: Words(
        "Registret svarar inte just nu",
        "Inget är ändrat. Meddelanden som väntar ligger kvar och går senare.",
        "Försök igen om en stund. Säg till den som sköter driften om det inte går över.",
    ),
}
TOO_OLD = Words(
    "Formuläret är för gammalt",
    "Sidan har legat öppen länge, eller så har du loggat in på nytt. Inget är ändrat.",
    "Gå tillbaka, ladda om sidan och försök igen.",
)


class QuietFlask(Flask):
    """Flask that logs where an error came from, never what it said: its words may hold somebody's data."""

    def log_exception(
        self, exc_info: tuple[type, BaseException, TracebackType] | tuple[None, None, None]
    ) -> None:
        """Log the kind and the place of an error."""
        kind, _, trace = exc_info
        log.error(
            "page_failed",
            endpoint=request.endpoint,
            method=request.method,
            error=kind.__name__ if kind else "",
            places=[f"{place.name}:{place.lineno}" for place in traceback.extract_tb(trace)[-5:]],
        )


def install(app: Flask) -> None:
    """Take care of every error."""
    app.register_error_handler(CSRFError, _too_old)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(RegisterError, _register_away)
    app.register_error_handler(UnknownPersonError, _unknown)


def page(status: int, words: Words | None = None) -> Response:
    """Make an error page. It asks the database for nothing."""
    known = status if status in WORDS else (400 if status < 500 else 500)
    return make_response(render_template("error.html", words=words or WORDS[known]), status)


def _http(error: HTTPException) -> Response:
    if error.code is not None and error.code < 400:
        return make_response(error.get_response())
    return page(error.code or 500)


def _too_old(_error: CSRFError) -> Response:
    return page(400, TOO_OLD)


def _unknown(_error: UnknownPersonError) -> Response:
    return page(404)


def _register_away(error: RegisterError) -> Response:
    log.error("register_away", endpoint=request.endpoint, error=type(error.__cause__).__name__)
    return page(503)
