"""Replies on the command line: take one as if the person had sent it, and read those that wait for a human."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING, Annotated

import typer

from dinadatum import clock
from dinadatum.cli_state import Refused, UsageError, read_day, say, service

if TYPE_CHECKING:
    from dinadatum.app import Service
    from dinadatum.usecases.replies.take_reply import Taken
    from notify.values import Road

EVENING = time(18, 0)
"""A reply on a played day comes when that day's messages have gone."""


def add_to(app: typer.Typer) -> None:
    """Hang the commands on the application."""
    app.command("reply")(reply)
    app.command("inbox")(inbox)


def reply(
    ref: Annotated[str, typer.Argument(metavar="REFERENS", help="Vem som svarar.")],
    text: Annotated[str, typer.Argument(metavar="SVAR", help="Vad personen svarar, till exempel KLAR.")],
    day: Annotated[
        str | None, typer.Option("--day", help="Dagen då svaret kommer, klockan 18. Annars nu.")
    ] = None,
) -> None:
    """Tar emot ett svar som om det kom med sms, och visar vad det lästes som. Bara när inget lämnar maskinen."""
    from dinadatum.roads import real_roads

    at = clock.now() if day is None else clock.instant(read_day(day), EVENING)
    with service() as opened:
        if real_roads(opened.config):
            raise UsageError(
                "Svar prövas bara när inget lämnar maskinen: [sms] och [mail] channel är outbox."
            )
        taken = _take(opened, ref, text, at)
        _send_receipt(opened, at)
        say(f"Läst som: {taken.read_as}")
        words = _receipts(opened, taken)
    for words_of_one in words or ["Inget kvitto går till personen."]:
        say(words_of_one)


def inbox(
    done: Annotated[
        int | None, typer.Option("--done", metavar="NUMMER", help="Det här svaret är läst av en människa.")
    ] = None,
) -> None:
    """Visar svar som en människa ska läsa, även från okända nummer. Med --done: ett är läst."""
    from dinadatum.cli_state import actor, print_table
    from dinadatum.usecases.replies.inbox import tick_off, waiting_replies

    with service() as opened:
        if done is not None:
            with opened.database.transaction(actor(), clock.now()) as session:
                if not tick_off(session, done, actor(), clock.now()):
                    raise UsageError(f"Inget svar med nummer {done} väntar på att läsas.")
            say(f"Svar {done} är läst.")
            return
        with opened.database.reading() as session:
            rows = waiting_replies(session)
    print_table(
        ("nummer", "dag", "person", "från", "läst som", "svar"),
        (
            (row.reply_id, clock.local_day(row.at), row.ref or "okänd", row.sender, row.read_as, row.text)
            for row in rows
        ),
        empty="Inget svar väntar på att läsas.",
    )


def _take(opened: Service, ref: str, text: str, at: datetime) -> Taken:
    from dinadatum.usecases.replies.storing_replies import Received
    from dinadatum.usecases.replies.take_reply import take_reply

    road, sender = _sender(opened, ref)
    received = Received(road, sender, text, f"command-{clock.now().timestamp()}", at)
    taken = take_reply(opened.database, opened.rules, received, at)
    if taken is None:
        raise Refused
    return taken


def _sender(opened: Service, ref: str) -> tuple[Road, str]:
    from dinadatum.usecases.replies.typed_in import answers_from

    with opened.database.reading() as session:
        found = answers_from(session, ref)
    if found is None:
        raise UsageError(f"{ref} har varken mobilnummer eller e-post att svara från.")
    return found


def _send_receipt(opened: Service, at: datetime) -> None:
    from dinadatum.roads import open_channels
    from dinadatum.usecases.sending.send_due import send_due

    with open_channels(opened.config, opened.database) as channels:
        send_due(opened.database, opened.rules, channels, lambda: at, until=at)


def _receipts(opened: Service, taken: Taken) -> list[str]:
    from dinadatum.usecases.replies.typed_in import receipts_in_words

    with opened.database.reading() as session:
        return receipts_in_words(session, taken)
