"""The commands that start, check and copy the service, whole or in parts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dinadatum import clock
from dinadatum.cli_state import STATE, Refused, actor, read_day, say

Day = Annotated[
    str | None,
    typer.Option(
        "--day",
        help="Dagen att arbeta som, till exempel 2026-11-24. Är en riktig väg ut inställd går den dagens "
        "meddelanden på riktigt, nu.",
    ),
]


def add_to(app: typer.Typer) -> None:
    """Hang the commands on the application."""
    app.command("init")(init)
    app.command("run")(run)
    app.command("web")(web)
    app.command("scheduler")(scheduler)
    app.command("sender")(sender)
    app.command("doctor")(doctor)
    app.command("backup")(backup)


def init() -> None:
    """Gör det som saknas: nyckelfil, databas och tabeller, och gör om tabellerna efter en uppgradering.

    Inga uppgifter går förlorade. Går att köra hur många gånger som helst.
    """
    from dinadatum.app import initialise

    settings = STATE.load()
    fresh = initialise(settings)
    say("Registret är gjort." if fresh else "Registret finns och är i ordning.")


def run(
    *,
    once: Annotated[bool, typer.Option("--once", help="Gör dagens arbete och sluta.")] = False,
    day: Day = None,
    made_up: Annotated[
        bool,
        typer.Option(
            "--made-up", help="Är registret tomt: dra ett påhittat län i det. Märkningen går inte bort."
        ),
    ] = False,
) -> None:
    """Startar tjänsten: dagens genomgång, sändning, schemaläggare och sidor. Avbryt med Ctrl-C.

    Är registret tomt, och varken databas eller riktig kanal inställd, dras ett påhittat län att prova med.
    """
    from dinadatum.running import run_once, serve

    settings = STATE.load()
    if once:
        run_once(settings, read_day(day) if day is not None else None, say, made_up=made_up)
    elif day is not None:
        from dinadatum.cli_state import UsageError

        raise UsageError("--day går bara ihop med --once.")
    else:
        serve(settings, say, made_up=made_up)


def web() -> None:
    """Startar bara sidorna och det som leverantörerna anropar. Avbryt med Ctrl-C."""
    from dinadatum.parts import run_web

    run_web(STATE.load(), say)


def scheduler() -> None:
    """Startar bara dagens genomgång. Flera får vara i gång: en i taget väljs att göra den. Avbryt med Ctrl-C."""
    from dinadatum.parts import run_scheduler

    run_scheduler(STATE.load(), say)


def sender() -> None:
    """Startar bara en avsändare. Flera får vara i gång samtidigt på samma databas. Avbryt med Ctrl-C."""
    from dinadatum.parts import run_sender

    run_sender(STATE.load(), say)


def doctor() -> None:
    """Kontrollerar inställningar, databas, nycklar, kanaler, klocka, texter, helgdagar och larm.

    Ändrar inget, skickar inget och ringer inte upp leverantörerna. Slutar med 3 om något är fel.
    """
    from dinadatum.examining import examine

    checks = examine(STATE.config_file)
    for check in checks:
        say(f"{'ok ' if check.fine else 'FEL'}  {check.name}: {check.said}")
    if not all(check.fine for check in checks):
        raise Refused


def backup(
    target: Annotated[Path, typer.Argument(metavar="FIL", help="Filen att skriva. Får inte finnas.")],
) -> None:
    """Skriver en hel kopia av databasen till en fil, medan tjänsten är i gång."""
    from dinadatum.app import open_database
    from dinadatum.register.audit import note
    from dinadatum.usecases.upkeep.backup import back_up

    with open_database(STATE.load()) as database:
        size = back_up(database, target, clock.now())
        with database.transaction(actor(), clock.now()) as session:
            note(session, "backup", "database")
    say(f"{target} är skriven, {size // 1024} kB. Nycklarna är inte med: kopiera nyckelfilen för sig.")
