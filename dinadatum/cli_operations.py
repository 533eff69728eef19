"""The commands of whoever runs the service: missed, shadow, release, codes, restore."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path
from typing import Annotated

import typer

from dinadatum import clock
from dinadatum.cli_state import (
    RECIPIENTS,
    ROADS,
    STATE,
    UsageError,
    actor,
    how_many,
    print_json,
    print_table,
    read_day,
    say,
    service,
)
from dinadatum.progress_bar import progress

Since = Annotated[str | None, typer.Option("--since", help="Från och med dagen. Annars i dag.")]
AsJson = Annotated[bool, typer.Option("--json", help="Skriv som JSON.")]

_NEXT = {
    "other_road": "den andra vägen",
    "wrong_number": "uppgift: ta reda på numret",
    "opt_out": "STOPP: inga fler sms",
    "alarm": "larm till driften",
    "wait": "väntar",
    "nothing": "inget",
}


def add_to(app: typer.Typer) -> None:
    """Hang the commands on the application."""
    app.command("missed")(missed)
    app.command("shadow")(shadow)
    app.command("release")(release)
    app.command("codes")(codes)
    app.command("restore")(restore)


def missed(since: Since = None, *, as_json: AsJson = False) -> None:
    """Visar det som inte skickades eller inte kom fram, med skälet. Till exempel efter ett avbrott."""
    from dinadatum.usecases.lists.looking_back import list_missed

    first = read_day(since)
    with service() as opened, opened.database.reading() as session:
        rows = list_missed(session, first)
    if as_json:
        print_json(
            [
                {
                    "day": row.day,
                    "person": row.ref,
                    "recipient": row.recipient.value,
                    "template": row.template,
                    "key_date": row.key_date,
                    "key_date_day": row.key_date_day,
                    "state": row.state.value,
                    "reason": row.reason,
                }
                for row in rows
            ]
        )
        return
    print_table(
        ("dag", "person", "till", "mall", "gäller", "skäl"),
        ((r.day, r.ref, RECIPIENTS[r.recipient], r.template, r.key_date_day, r.reason) for r in rows),
        empty=f"Inget har missats sedan {first}.",
    )


def shadow(since: Since = None, *, as_json: AsJson = False) -> None:
    """Visar det som har lagts i utkorgen i stället för att skickas: det som skulle ha gått ut på riktigt."""
    from dinadatum.usecases.lists.looking_back import list_kept_in

    first = read_day(since)
    with service() as opened, opened.database.reading() as session:
        rows = list_kept_in(session, first)
    if as_json:
        print_json(
            [
                {
                    "day": row.day,
                    "time": f"{clock.local_time(row.send_at):%H:%M}",
                    "person": row.ref,
                    "recipient": row.recipient.value,
                    "road": row.road.value,
                    "template": row.template,
                    "chars": row.chars,
                    "file": row.file,
                }
                for row in rows
            ]
        )
        return
    print_table(
        ("dag", "tid", "person", "till", "väg", "mall", "tecken", "fil"),
        (
            (
                r.day,
                f"{clock.local_time(r.send_at):%H.%M}",
                r.ref,
                RECIPIENTS[r.recipient],
                ROADS[r.road],
                r.template,
                r.chars,
                r.file,
            )
            for r in rows
        ),
        empty=f"Inget har lagts i utkorgen sedan {first}.",
    )


def release(
    *,
    day: Annotated[
        str | None, typer.Option("--day", help="Dagen vars meddelanden hålls, till exempel 2026-11-24.")
    ] = None,
    restored: Annotated[
        bool, typer.Option("--restored", help="Släpp det som hålls efter en återställning: det gick aldrig.")
    ] = False,
    gone: Annotated[
        bool, typer.Option("--gone", help="Det som hålls efter en återställning hade gått. Det skickas inte.")
    ] = False,
) -> None:
    """Släpper meddelanden som hålls: en ovanligt stor dag, eller efter en återställning."""
    from dinadatum.usecases.sending.releasing import let_go, settle_restored

    if (day is not None) + restored + gone != 1:
        raise UsageError("Ange ett av --day DAG, --restored och --gone.")
    now = clock.now()
    today = clock.local_day(now)
    with service() as opened, opened.database.transaction(actor(), now) as session:
        if day is not None:
            count = let_go(session, opened.rules, read_day(day), today, now)
        else:
            count = settle_restored(session, opened.rules, today, now, gone=gone)
    if not count:
        say(f"Inget hålls {f'den {day}' if day is not None else 'efter en återställning'}.")
        return
    done = ("noterat som skickat", "noterade som skickade") if gone else ("släppt", "släppta")
    say(f"{how_many(count, 'meddelande', 'meddelanden')} är {done[count != 1]}.")


def codes(*, as_json: AsJson = False) -> None:
    """Visar leverantörernas felkoder: vad de betyder, om felet går över, och vad som händer sedan."""
    from notify.channels.errors import known_codes

    table = sorted(known_codes().items())
    if as_json:
        print_json(
            [
                {"code": code, "meaning": row.meaning, "permanent": row.permanent, "next": row.next.value}
                for code, row in table
            ]
        )
        return
    print_table(
        ("kod", "betyder", "går över", "sedan"),
        ((code, row.meaning, "nej" if row.permanent else "ja", _NEXT[row.next]) for code, row in table),
        empty="Inga koder.",
    )


def restore(
    source: Annotated[Path, typer.Argument(metavar="FIL", help="Filen som «dinadatum backup» skrev.")],
    *,
    replace: Annotated[bool, typer.Option("--replace", help="Byt ut allt som finns i databasen.")] = False,
) -> None:
    """Lägger tillbaka en säkerhetskopia. Det som kan ha gått sedan dess hålls tills en människa säger till.

    Stoppa tjänsten först, på alla maskiner.
    """
    from dinadatum.app import open_service
    from dinadatum.register import crypto
    from dinadatum.register.audit import note
    from dinadatum.register.database import Database
    from dinadatum.usecases.upkeep.restoring import hold_what_may_have_gone, put_back

    settings = STATE.load()
    database = Database(settings.database.url, crypto.read(Path(settings.keys.file)))
    try:
        since = put_back(database, source, replace=replace)
    finally:
        database.close()
    now = clock.now()
    with open_service(settings) as opened, progress("Går igenom dagarna") as tell:
        held = hold_what_may_have_gone(opened.database, opened.rules, since, now, tell)
        with opened.database.transaction(actor(), now) as session:
            note(session, "restored", "database")
    say(
        f"Registret är återställt till {_moment(since.astimezone(clock.ZONE).date(), clock.local_time(since))}."
    )
    if held:
        say(
            f"{how_many(held, 'meddelande', 'meddelanden')} kan ha gått sedan dess. "
            "Det hålls, och blir uppgifter för handläggarna."
        )
        if settings.sms.channel == "twilio":
            say("Tjänsten frågar Twilio om sms:en när den startar, och stänger de uppgifter som får svar.")
        say("Gick inget: dinadatum release --restored. Gick allt: dinadatum release --gone.")


def _moment(day: date, at: time) -> str:
    return f"{day} klockan {at:%H.%M}"
