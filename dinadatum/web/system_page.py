"""Systemet: whether the jobs are alive, whether anything waits, and where messages go."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, render_template

from dinadatum.config import Config
from dinadatum.usecases import overview
from dinadatum.usecases.alarms import find_alarms
from dinadatum.usecases.measuring import read_numbers
from dinadatum.web.desk import present, service, today

pages = Blueprint("system", __name__)

CHANNELS = {
    "outbox": "utkorgen (filer i en mapp, inget skickas)",
    "twilio": "Twilio (riktiga sms)",
    "smtp": "e-postservern (riktiga mejl)",
}


@dataclass(frozen=True, slots=True)
class Roads:
    """Where messages go. guests: how many may be reached while the guest list holds back the rest."""

    sms: str
    mail: str
    shadow: bool
    guests: int


@pages.get("/systemet")
def show() -> str:
    """Show how the service is. No case is named."""
    with service().database.reading() as session:
        standing = overview.standing(session, present())
        beats = overview.beats(session)
        alarms = find_alarms(read_numbers(session, present()))
    return render_template(
        "system.html",
        standing=standing,
        beats=beats,
        alarms=alarms,
        roads=roads(service().config),
        today=today(),
    )


def roads(config: Config) -> Roads:
    """Say where messages go with these settings."""
    return Roads(
        sms=CHANNELS[config.sms.channel],
        mail=CHANNELS[config.mail.channel],
        shadow=config.sending.shadow,
        guests=len(config.sending.guest_list),
    )
