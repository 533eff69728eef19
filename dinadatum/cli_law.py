"""dinadatum law: shows the rules, their editions and sources, checks cases, and says what a new edition changes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dinadatum.cli_state import Refused, UsageError, print_json, print_table, read_list, say, service
from dinadatum.cli_swedish import SwedishTyper

if TYPE_CHECKING:
    from timeline.editions import Change
    from timeline.law import Law

law_app = SwedishTyper(
    help="Lagen: reglerna, deras lydelser och källor, och fall att kontrollera mot.",
    no_args_is_help=False,
    invoke_without_command=True,
)

FORM = "Formen beskrivs i docs/law.md."
Json = Annotated[bool, typer.Option("--json", help="Skriv som JSON.")]


@law_app.callback()
def show(context: typer.Context, *, as_json: Json = False) -> None:
    """Lagen: reglerna, deras lydelser och källor, och fall att kontrollera mot."""
    if context.invoked_subcommand is not None:
        return
    law = _law()
    if as_json:
        print_json(_law_data(law))
        return
    say(f"Källa: {law.source}")
    say()
    print_table(
        ("regel", "vad", "paragraf", "säkert"),
        ((r.code, r.name, r.paragraph, "ja" if r.certain else f"nej: {r.uncertain}") for r in law.rules),
        empty="Det finns inga regler.",
    )
    say()
    print_table(
        ("gäller från", "vad", "värde", "paragraf", "källa"),
        ((e.begins, e.meaning, e.value, e.paragraph, e.source) for e in law.editions),
        empty="Det finns inga tal.",
    )


@law_app.command("check")
def check(
    files: Annotated[list[Path], typer.Argument(metavar="FIL...", help="Filer med fall (JSON).")],
) -> None:
    """Kontrollerar fall mot lagen. Skriver varje värde som skiljer sig: fall, plats, väntat, blev."""
    from dinadatum.calendars import red_days
    from timeline.cases import compare, run_case

    law, red = _law(), red_days()
    cases = [(file, case) for file in files for case in _read_cases(file)]
    differences = [difference for _, case in cases for difference in compare(case, run_case(case, law, red))]
    print_table(
        ("fall", "plats", "väntat", "blev"),
        ((d.case, d.path, _plain(d.expected), _plain(d.got)) for d in differences),
        empty="Alla värden stämmer.",
    )
    wrong = len({difference.case for difference in differences})
    say(f"{len(cases)} fall, {wrong} med skillnader, {len(differences)} värden skiljer sig.")
    if differences:
        raise Refused


@law_app.command("changes")
def changes(*, as_json: Json = False) -> None:
    """Visar vad varje ny lydelse ändrar i registret: vem, gammalt datum, nytt datum."""
    from dinadatum.register.cases import everyone, load_cases
    from timeline.editions import changes as compare_editions
    from timeline.editions import edition_days

    with service() as opened:
        with opened.database.reading() as session:
            lives = [(row.case.ref, row.case.facts) for row in load_cases(session, everyone(session))]
        law, red = opened.rules.law, opened.rules.red_days
        days = [(begun, list(compare_editions(lives, law, day, red))) for day, begun in edition_days(law)]
    if as_json:
        print_json(
            [
                {
                    "from": begun[0].begins,
                    "editions": [_edition_data(edition) for edition in begun],
                    "changes": [_change_data(c) for c in found],
                }
                for begun, found in days
            ]
        )
        return
    for begun, found in days:
        for edition in begun:
            value = edition.value if isinstance(edition.value, int) else "ja"
            say(f"Från {edition.begins}: {edition.meaning}: {value} ({edition.paragraph}, {edition.source})")
        print_table(
            ("referens", "vad", "förut", "nu"),
            ((c.ref, c.move.name, _span(c.move.before), _span(c.move.after)) for c in found),
            empty="Ingen i registret berörs.",
        )
        say()


def _law() -> Law:
    from timeline import LAW_FILE, load_law

    return load_law(LAW_FILE.read_text(encoding="utf-8"))


def _read_cases(file: Path) -> list[dict[str, Any]]:
    data = read_list(file, FORM)
    if not all(isinstance(case, dict) for case in data):
        raise UsageError(f"{file} ska vara en lista med fall. {FORM}")
    return data


def _law_data(law: Law) -> dict[str, Any]:
    return {
        "source": law.source,
        "rules": [
            {
                "rule": r.code,
                "name": r.name,
                "paragraph": r.paragraph,
                "certain": r.certain,
                "why_uncertain": r.uncertain,
            }
            for r in law.rules
        ],
        "editions": [_edition_data(edition) for edition in law.editions],
    }


def _edition_data(edition: Any) -> dict[str, Any]:
    return {
        "code": edition.code,
        "meaning": edition.meaning,
        "value": edition.value,
        "from": edition.begins,
        "paragraph": edition.paragraph,
        "source": edition.source,
    }


def _change_data(change: Change) -> dict[str, Any]:
    move = change.move
    return {
        "ref": change.ref,
        "code": move.code,
        "name": move.name,
        "before": move.before,
        "after": move.after,
    }


def _span(span: tuple[Any, Any]) -> str:
    first, last = span
    if first is None:
        return "–"
    return f"{first}" if last is None else f"{first} till {last}"


def _plain(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)
