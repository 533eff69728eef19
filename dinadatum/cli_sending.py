"""The commands about messages: look, send, simulate."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dinadatum import clock
from dinadatum.cli_state import (
    RECIPIENTS,
    ROADS,
    UsageError,
    print_json,
    print_table,
    read_day,
    read_list,
    say,
    service,
)
from dinadatum.progress_bar import progress

if TYPE_CHECKING:
    from dinadatum.usecases.looks.simulation import NotedStep, SaidReply, SimulatedMessage

Day = Annotated[str | None, typer.Option("--day", help="Dagen, till exempel 2026-11-24. Annars i dag.")]
SCRIPT_FORM = (
    'En rad ser ut så här: {"day": "2027-02-10", "time": "10:05", "person": "D-1042", "text": "KLAR"}, '
    'eller så här: {"day": "2027-05-26", "person": "D-1042", "steg": "inkommen"}.'
)


def add_to(app: typer.Typer) -> None:
    """Hang the commands on the application."""
    app.command("look")(look)
    app.command("send")(send)
    app.command("simulate")(simulate)


def look(day: Day = None) -> None:
    """Gör dagens genomgång: skriver i liggaren vad som ska skickas, och uppgifter. Skickar inget."""
    from dinadatum.usecases.lists.counting import count_day
    from dinadatum.usecases.looks import daily_look

    today = read_day(day)
    now = clock.now() if day is None else clock.opening(today)
    with service() as opened, progress("Går igenom") as tell:
        processes = opened.config.look.processes
        report = daily_look.look(opened.database, opened.rules, today, now, tell, processes=processes)
        count_day(opened.database, today, now)
    say(
        f"{report.people} personer har gåtts igenom för {today}. Nya meddelanden: {report.messages}. "
        f"Skickas inte: {report.skipped}. Behövs inte längre: {report.cancelled}. Nya uppgifter: {report.tasks}."
    )


def send(day: Day = None) -> None:
    """Skickar det som är dags nu. Med --day: allt som gäller den dagen, till sändningstidens slut."""
    from dinadatum.guards import guard_day, release_words
    from dinadatum.roads import open_channels, rate_limit, resend, threads
    from dinadatum.running import send_day
    from dinadatum.usecases.sending.guarding import count_held
    from dinadatum.usecases.sending.send_due import send_due

    with service() as opened, open_channels(opened.config, opened.database) as channels:
        today = read_day(day)
        if day is not None:
            report = send_day(opened, channels, today, simulated=True)
        else:
            guard_day(opened, clock.now())
            report = send_due(
                opened.database,
                opened.rules,
                channels,
                clock.now,
                pace=rate_limit(opened.config),
                threads=threads(opened.config),
                resend=resend(opened.config),
            )
        with opened.database.reading() as session:
            held = count_held(session, today)
    say(
        f"Skickade: {report.accepted}. Försöker igen: {report.waiting}. Kom inte fram: {report.failed}. "
        f"Oklara: {report.unknown}. Väntar på en människa: {report.held}."
    )
    if held:
        say(f"{held} meddelanden hålls, för de är ovanligt många: {release_words(today)}.")
    if report.found:
        say(f"Av de skickade var {report.found} oklara tills leverantören hade tillfrågats.")
    if report.last_trouble:
        say(f"Senaste felet: {report.last_trouble}")


def simulate(
    *,
    first: Annotated[str | None, typer.Option("--from", help="Första dagen. Annars i dag.")] = None,
    last: Annotated[str | None, typer.Option("--to", help="Sista dagen. Annars ett år framåt.")] = None,
    person: Annotated[str | None, typer.Option(metavar="REFERENS", help="Bara den här personen.")] = None,
    replies: Annotated[
        Path | None,
        typer.Option(
            metavar="FIL",
            help='Svar att spela med: [{"day", "time", "person", "text"}] som JSON. En rad med "steg" i stället för '
            '"text" är något som handläggaren skriver in.',
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Skriv som JSON.")] = False,
) -> None:
    """Visar varje meddelande som skulle gå, dag för dag, efter dagens uppgifter. Sparar och skickar inget."""
    from dinadatum.register.cases import everyone, load_case
    from dinadatum.usecases.looks import simulation

    begin = read_day(first)
    end = read_day(last) if last is not None else _year_later(begin)
    if end < begin:
        raise UsageError(f"--to ({end}) är före --from ({begin}).")
    said = [] if replies is None else _read_script(replies)
    with service() as opened, opened.database.reading() as session:
        ids = everyone(session) if person is None else [load_case(session, person).person_id]
        with progress("Simulerar") as tell:
            messages = simulation.simulate(session, opened.rules, ids, begin, end, tell, script=said)
    if as_json:
        print_json([_data(message) for message in messages])
        return
    print_table(
        ("dag", "tid", "person", "till", "väg", "mall", "tecken", "text", "varför nu"),
        (
            (
                m.day,
                f"{m.time:%H.%M}",
                m.person,
                RECIPIENTS[m.recipient],
                ROADS[m.road],
                m.template,
                m.chars,
                m.text,
                m.why,
            )
            for m in messages
        ),
        empty=f"Inget skulle skickas från {begin} till {end}.",
    )


def _read_script(path: Path) -> list[SaidReply | NotedStep]:
    """Read a script of replies and steps; raises UsageError that says how a row looks."""
    rows = read_list(path, SCRIPT_FORM)
    try:
        return [_read_line(row) for row in rows]
    except (ValueError, TypeError, KeyError) as error:
        raise UsageError(f"{path} har en rad som inte är ett svar eller ett steg. {SCRIPT_FORM}") from error


def _read_line(row: dict[str, str]) -> SaidReply | NotedStep:
    from dinadatum.register.importing.words import STEPS
    from dinadatum.usecases.looks.simulation import NotedStep, SaidReply
    from notify.values import StepFact

    day = date.fromisoformat(row["day"])
    if "steg" in row:
        return NotedStep(str(row["person"]), StepFact(STEPS[row["steg"]], day, row.get("värde", "")))
    return SaidReply(day, time.fromisoformat(row["time"]), str(row["person"]), str(row["text"]))


def _year_later(day: date) -> date:
    from timeline.months import same_day

    return same_day(day, 12)


def _data(message: SimulatedMessage) -> dict[str, Any]:
    return {
        "day": message.day,
        "time": f"{message.time:%H:%M}",
        "person": message.person,
        "recipient": message.recipient.value,
        "road": message.road.value,
        "kind": message.kind.value,
        "template": message.template,
        "text": message.text,
        "chars": message.chars,
        "pace": message.pace.value,
        "key_date": message.key_date,
        "key_date_day": message.key_date_day,
        "why": message.why,
    }
