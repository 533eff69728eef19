"""The nine files: their names, columns, what must be filled in, and one example of each."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FileKind:
    """One kind of file. required: columns that the file must have and every row must fill in.

    example: one row in the order of columns, for the empty files.
    """

    name: str
    columns: tuple[str, ...]
    required: tuple[str, ...]
    example: tuple[str, ...]


def _kind(name: str, *, required: str, columns: str, example: str) -> FileKind:
    return FileKind(name, tuple(columns.split(";")), tuple(required.split()), tuple(example.split(";")))


CASEWORKERS = _kind(
    "handlaggare",
    required="användare namn",
    columns="användare;namn;smsnamn;telefon;epost;enhet;från;till",
    example="sara;Sara Exempel;Sara;08-465 004 00;sara@example.se;Enhet A;2024-01-01;",
)
PERSONS = _kind(
    "personer",
    required="referens födelsedatum",
    columns=(
        "referens;födelsedatum;förnamn;efternamn;kön;mobil;epost;väg;takt;ordval;dag;klockan;kommun;"
        "enhet;klassificering;handläggare;samtycke;skyddad;adress;postnr;ort;reservväg;blad;"
        "ombud_ensam;egna_steg"
    ),
    example=(
        "A-1;2000-05-17;Kim;Exempel;kvinna;070-174 06 05;kim@example.se;sms;lagom;diskret;tisdag;"
        "10.00;Trosa;Enhet A;;sara;ja;nej;Exempelgatan 1;111 11;Trosa;brev;2026-01-15;nej;1 3"
    ),
)
DECISIONS = _kind(
    "beslut",
    required="referens slag från till",
    columns="referens;slag;omfattning;från;till;beslutat;ersätter",
    example="A-1;nedsatt;100;2025-01-01;2027-12-31;2024-12-02;",
)
DORMANCIES = _kind(
    "vilande",
    required="referens skäl nivå från till",
    columns="referens;skäl;nivå;från;till;beslutat;avslutat_av;ersätter",
    example="A-1;arbete;50;2026-03-01;2026-12-31;2026-02-10;;",
)
TRIALS = _kind(
    "provotid",
    required="referens från till",
    columns="referens;från;till;ersätter",
    example="A-1;2027-01-01;2027-05-31;",
)
STEPS = _kind(
    "steg",
    required="referens steg dag",
    columns="referens;steg;dag;värde",
    example="A-1;bokat;2026-04-20;",
)
FOLLOW_UPS = _kind(
    "uppfoljning",
    required="referens dag slag",
    columns="referens;dag;klockan;slag;hur",
    example="A-1;2027-03-09;13.00;plan;på kontoret",
)
OMBUD = _kind(
    "ombud",
    required="referens namn från",
    columns="referens;namn;mobil;epost;väg;från;till;kopior",
    example="A-1;Robin Exempel;;robin@example.se;epost;2026-01-01;2028-12-31;bråttom",
)
HELPERS = _kind(
    "hjalpare",
    required="referens steg namn",
    columns="referens;steg;namn;roll;når",
    example="A-1;1;Robin Exempel;boendestödjare;08-465 004 01",
)

KINDS: dict[str, FileKind] = {
    kind.name: kind
    for kind in (CASEWORKERS, PERSONS, DECISIONS, DORMANCIES, TRIALS, STEPS, FOLLOW_UPS, OMBUD, HELPERS)
}
"""In the order in which they are read in: a row only leans on rows of an earlier file."""

REPORT_COLUMNS = ("rad", "kolumn", "fick", "väntade", "gör så här")
"""What a file of rejected rows has besides; ignored when the mended file is read in."""
