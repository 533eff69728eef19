"""What every page has at hand: the service, who looks, and the one instant at which the page is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from flask import current_app, g

from dinadatum.app import Service
from dinadatum.clock import local_day
from dinadatum.usecases.remembered import Memory
from dinadatum.usecases.staff.viewers import Viewer

EXTENSION = "dinadatum"


@dataclass(frozen=True, slots=True)
class Desk:
    """The service, its clock, and what has been counted for many."""

    service: Service
    now: Callable[[], datetime]
    memory: Memory = field(default_factory=Memory)


def desk() -> Desk:
    """Return the desk of this application."""
    found: Desk = current_app.extensions[EXTENSION]
    return found


def service() -> Service:
    """Return the service behind the pages."""
    return desk().service


def present() -> datetime:
    """Return the instant of this request, the same for all of it."""
    if "now" not in g:
        g.now = desk().now()
    moment: datetime = g.now
    return moment


def today() -> date:
    """Return the day in Sweden of this request."""
    return local_day(present())


def viewer() -> Viewer:
    """Return who is logged in. Only for pages that the guard has let through."""
    found: Viewer = g.viewer
    return found
