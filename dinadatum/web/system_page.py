"""Systemet: whether the jobs are alive, whether anything waits, and where messages go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from flask import Blueprint, render_template

from dinadatum.config import Config
from dinadatum.usecases.lists import looking_back_pages, overview
from dinadatum.usecases.sending import releasing
from dinadatum.usecases.upkeep.alarms import find_alarms
from dinadatum.usecases.upkeep.measuring import read_numbers
from dinadatum.web.desk import present, service, today

pages = Blueprint("system", __name__)

LOOKED_BACK = timedelta(days=30)
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
        since = today() - LOOKED_BACK
        held_days, restored = releasing.held_days(session), releasing.held_by_restore(session)
        missed = looking_back_pages.count_missed(session, since)
        kept_in = looking_back_pages.count_shadow(session, since)
    return render_template(
        "system.html",
        held_days=held_days,
        restored=restored,
        missed=missed,
        kept_in=kept_in,
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
