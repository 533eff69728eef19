"""The commands about the register: made-up, import, timeline, findings, expiries."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dinadatum import clock
from dinadatum.cli_state import (
    Refused,
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

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from dinadatum.usecases.intake.import_files import ImportReport
    from dinadatum.usecases.lists.expiries import ExpiryRow
    from timeline import Timeline

Json = Annotated[bool, typer.Option("--json", help="Skriv som JSON.")]
Unit = Annotated[str | None, typer.Option("--unit", metavar="ENHET", help="Bara den här enheten.")]
Ref = Annotated[str, typer.Argument(metavar="REFERENS", help="Personens referens.")]


def add_to(app: typer.Typer) -> None:
    """Hang the commands on the application."""
    app.command("made-up")(made_up)
    app.command("import")(import_)
    app.command("timeline")(timeline)
    app.command("findings")(findings)
    app.command("expiries")(expiries)


def made_up(
    county: Annotated[str, typer.Argument(metavar="LÄN", help="sormland eller orebro")],
    folder: Annotated[Path, typer.Argument(metavar="MAPP", help="Mappen som filerna skrivs i.")],
    seed: Annotated[int, typer.Option(help="Samma frö och dag ger samma filer.")] = 1,
    day: Annotated[str | None, typer.Option(help="Dagen som länet ska stämma på. Annars i dag.")] = None,
) -> None:
    """Skriver importfiler för ett påhittat län, efter riktiga antal. Inga riktiga personer."""
    from dinadatum.madeup import write_county

    paths = write_county(county, folder, seed=seed, day=read_day(day))
    say(f"{len(paths)} filer är skrivna i {folder}. Läs in dem med «dinadatum import {folder}».")


def import_(
    path: Annotated[Path | None, typer.Argument(metavar="MAPP", help="Mapp, CSV-fil eller .xlsx.")] = None,
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Ändra inget, säg vad som skulle hända.")
    ] = False,
    template: Annotated[
        Path | None, typer.Option(metavar="MAPP", help="Skriv tomma filer med ett exempel i mappen.")
    ] = None,
) -> None:
    """Läser in registret från filer. Fel rader kommer tillbaka i NAMN.avvisade.csv, de andra går in.

    Slutar med 3 om någon rad inte gick in.
    """
    from dinadatum.register.importing.example import write_templates
    from dinadatum.usecases.intake.import_files import ImportOrder, import_files
    from dinadatum.usecases.looks.derived import refresh_touched

    if template is not None:
        written = write_templates(template)
        say(f"{len(written)} tomma filer är skrivna i {template}.")
        return
    if path is None:
        raise UsageError("Ange vad som ska läsas in, till exempel «dinadatum import MAPP».")
    now = clock.now()
    with service() as opened:
        order = ImportOrder(path, clock.local_day(now), now, actor(), dry_run=dry_run)
        with progress("Läser in") as tell:
            report = import_files(opened.database, order, lambda _what, done, total: tell(done, total))
            found = 0
            if not dry_run:
                found = refresh_touched(opened.database, opened.rules, report.touched, actor(), now)
    _print_report(report)
    if found:
        say(
            f"{how_many(found, 'uppgift', 'uppgifter')} verkar motsäga varandra eller lagen. Se"
            f" {'den' if found == 1 else 'dem'} med «dinadatum findings»."
        )
    if not report.clean:
        raise Refused


def _print_report(report: ImportReport) -> None:
    if report.dry_run:
        say("Provkörning: inget är ändrat. Så här skulle det bli:")
    print_table(
        ("fil", "nya", "ändrade", "oförändrade", "avvisade"),
        (
            (name, count.new, count.changed, count.unchanged, count.rejected)
            for name, count in report.counts.items()
        ),
        empty="Det fanns inga rader.",
    )
    if report.errors:
        say()
        print_table(
            ("fil", "rad", "kolumn", "kom", "väntades", "gör så här"),
            ((e.file, e.row, e.column, e.got, e.expected, e.remedy) for e in report.errors),
            empty="",
        )
    if report.unread:
        say(f"Lästes inte, för namnet är inget av dem som väntas: {', '.join(report.unread)}.")
    for path in report.rejected:
        say(f"Avvisade rader ligger i {path}. Rätta dem och läs in filen.")


def timeline(
    ref: Ref,
    *,
    what_if: Annotated[
        str | None, typer.Option("--if", help="Tänk om, till exempel «beslut till=2027-12-31».")
    ] = None,
    as_json: Json = False,
) -> None:
    """Visar en persons viktiga datum, med varför: regel, paragraf och steg."""
    from dinadatum.register.cases import load_case
    from timeline import what_if as imagine

    with service() as opened:
        with opened.database.reading() as session:
            row = load_case(session, ref)
        derived = opened.rules.timeline(row.case.facts)
        data = _timeline_data(ref, derived, opened.rules.edition)
        if what_if is not None:
            moves = imagine(row.case.facts, what_if, opened.rules.timeline)
            data["moves"] = [_move_data(move) for move in moves]
    if as_json:
        print_json(data)
    elif what_if is not None:
        print_table(
            ("vad", "nu", "då"),
            ((m["name"], _span(*m["before"]), _span(*m["after"])) for m in data["moves"]),
            empty="Inget viktigt datum skulle flytta sig.",
        )
    else:
        _print_timeline(data)


def _timeline_data(ref: str, derived: Timeline, edition: date | None) -> dict[str, Any]:
    from timeline import explain

    dates = [
        {
            "code": key.code,
            "name": key.name,
            "first": key.first,
            "last": key.last,
            "rule": key.rule,
            "paragraph": key.paragraph,
            "steps": list(explain(key, derived)),
            "certain": key.certain,
            "why_uncertain": key.why_uncertain,
        }
        for key in derived.key_dates
    ]
    findings_ = [{"code": f.code, "text": f.text, "paragraph": f.paragraph} for f in derived.findings]
    today = clock.local_day(clock.now())
    return {"ref": ref, "today": today, "edition": edition, "dates": dates, "findings": findings_}


def _print_timeline(data: dict[str, Any]) -> None:
    print_table(
        ("dag", "vad", "varför"),
        (
            (
                _span(key["first"], key["last"]),
                key["name"] + ("" if key["certain"] else " (fråga Försäkringskassan)"),
                _why(key),
            )
            for key in data["dates"]
        ),
        empty="Det finns inga viktiga datum.",
    )
    for finding in data["findings"]:
        say(f"Stämmer inte: {finding['text']} ({finding['paragraph']})")


def _why(key: dict[str, Any]) -> str:
    steps = [f"{number}. {step}" for number, step in enumerate(key["steps"], start=1)]
    return "\n".join((f"{key['rule']}, {key['paragraph']}", *steps))


def _move_data(move: Any) -> dict[str, Any]:
    return {"code": move.code, "name": move.name, "before": move.before, "after": move.after}


def _span(first: date | None, last: date | None) -> str:
    if first is None:
        return "–"
    return f"{first}" if last is None else f"{first} till {last}"


def findings(*, unit: Unit = None, as_json: Json = False) -> None:
    """Visar uppgifter som motsäger varandra eller lagen."""
    from dinadatum.usecases.looks.derived import list_findings

    with service() as opened, opened.database.reading() as session:
        _check_unit(session, unit)
        rows = list_findings(session, unit)
    if as_json:
        print_json([{"ref": r.ref, "code": r.code, "text": r.text, "paragraph": r.paragraph} for r in rows])
        return
    print_table(
        ("referens", "vad", "paragraf"),
        ((r.ref, r.text, r.paragraph) for r in rows),
        empty="Inga uppgifter motsäger varandra.",
    )


def expiries(
    *,
    within: Annotated[int, typer.Option(min=0, max=36500, help="Så många dagar framåt.")] = 180,
    unit: Unit = None,
    as_csv: Annotated[bool, typer.Option("--csv", help="Skriv som CSV.")] = False,
    as_json: Json = False,
    day: Annotated[str | None, typer.Option(help="Räkna från den här dagen i stället för i dag.")] = None,
) -> None:
    """Visar det som tar slut: beslut, vilande, prövotid, 30-årsdag, sista dag utan att förlora en månad."""
    from dinadatum.usecases.lists.expiries import all_expiries

    with service() as opened, opened.database.reading() as session:
        _check_unit(session, unit)
        rows = list(all_expiries(session, today=read_day(day), within_days=within, unit=unit))
    data = [_expiry_data(row) for row in rows]
    if as_json:
        print_json(data)
    elif as_csv:
        _print_csv(data)
    else:
        print_table(
            ("slutar", "referens", "vad", "enhet", "kommun", "handläggare", "steg", "läge", "nästa meddelande"),
            (
                (r.day, r.ref, _WHAT[r.what], r.unit, r.municipality, r.caseworker, r.step, _RISK[r.risk],
                 r.next_message_day)
                for r in rows
            ),
            empty=f"Inget tar slut inom {within} dagar.",
        )  # fmt: skip


def _check_unit(session: Session, unit: str | None) -> None:
    """Refuse a unit that nobody belongs to: an empty list would say that all is well."""
    from dinadatum.usecases.staff.account_admin import empty_units

    if unit and empty_units(session, unit):
        raise UsageError(f"Ingen i registret hör till enheten {unit}. Den skrivs som i personer.csv.")


_WHAT = {
    "decision": "beslut",
    "age_30": "sista dag före 30",
    "dormancy": "vilande",
    "trial": "prövotid",
    "last_day_without_loss": "sista dag utan förlust",
}
_RISK = {
    "unreachable": "går inte att nå",
    "gap": "risk för glapp",
    "after_30": "livet efter 30",
    "on_time": "i tid",
    "": "",
}


def _expiry_data(row: ExpiryRow) -> dict[str, Any]:
    return {
        "ref": row.ref,
        "what": row.what.value,
        "day": row.day,
        "unit": row.unit,
        "municipality": row.municipality,
        "caseworker": row.caseworker,
        "kind": row.kind,
        "extent": row.extent,
        "step": row.step,
        "risk": row.risk.value,
        "next_message_day": row.next_message_day,
    }


def _print_csv(data: list[dict[str, Any]]) -> None:
    import csv
    import sys

    names = ("ref", "what", "day", "unit", "municipality", "caseworker", "kind", "extent", "step", "risk")
    writer = csv.DictWriter(sys.stdout, (*names, "next_message_day"), lineterminator="\n")
    writer.writeheader()
    writer.writerows(data)
