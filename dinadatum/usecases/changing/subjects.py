"""What can be changed on a case: which table, which cells, and what makes two rows the same."""

from __future__ import annotations

from dataclasses import dataclass

from dinadatum.register import tables as t


@dataclass(frozen=True, slots=True)
class Subject:
    """Something that a form is about. slug: its name in an address.

    file: the kind of import file whose rules its cells obey; empty: its cells are read one by one.
    cells: the columns of that file that are asked for. key: columns that no two rows of a person share; the
    first cell of a form is where a clash is told. many: a person may have several rows.
    """

    slug: str
    table: type[t.Person] | type[t.PersonFact] | type[t.Consent] | type[t.CopyChoice]
    cells: tuple[str, ...]
    file: str = ""
    key: tuple[str, ...] = ()
    clash: str = ""
    many: bool = False
    leader_only: bool = False


def _fact(slug: str, table: type[t.PersonFact], cells: str, *, file: str, key: str, clash: str) -> Subject:
    return Subject(slug, table, tuple(cells.split()), file, tuple(key.split()), clash, many=True)


def _person(slug: str, cells: str, *, file: str = "personer", leader_only: bool = False) -> Subject:
    return Subject(slug, t.Person, tuple(cells.split()), file, leader_only=leader_only)


SUBJECTS = {
    subject.slug: subject
    for subject in (
        _fact(
            "beslut",
            t.Decision,
            "slag omfattning från till beslutat",
            file="beslut",
            key="first_day",
            clash="från",
        ),
        _fact(
            "vilande",
            t.Dormancy,
            "skäl nivå från till beslutat avslutat_av",
            file="vilande",
            key="first_day",
            clash="från",
        ),
        _fact("provotid", t.StudyTrial, "från till", file="provotid", key="first_day", clash="från"),
        _fact("steg", t.Step, "steg dag värde", file="steg", key="kind day", clash="dag"),
        _fact(
            "uppfoljning",
            t.FollowUp,
            "slag dag klockan hur",
            file="uppfoljning",
            key="day kind",
            clash="dag",
        ),
        _fact(
            "ombud",
            t.Ombud,
            "namn mobil epost väg från till kopior",
            file="ombud",
            key="name_hash",
            clash="namn",
        ),
        _person("person", "förnamn efternamn födelsedatum kommun klassificering"),
        _person("kontakt", "mobil epost väg reservväg adress postnr ort"),
        _person("takt", "takt ordval dag klockan"),
        _person("blad", "blad"),
        _person("paus", "paus", file=""),
        _person("bekraftat", "bekräftat", file=""),
        _person("borjar", "börjar", file=""),
        _person("slutar", "slutar", file=""),
        _person("skyddad", "skyddad", leader_only=True),
        Subject("samtycke", t.Consent, ("svar", "källa", "visat")),
        Subject("kopior", t.CopyChoice, ("svar", "källa")),
        _person("ensam", "ombud_ensam"),
        _person("egna", "egna_steg"),
    )
}

CELLS = {
    "slag": "kind",
    "omfattning": "extent",
    "från": "first_day",
    "till": "last_day",
    "beslutat": "decided",
    "skäl": "reason",
    "nivå": "level",
    "avslutat_av": "ended_by",
    "steg": "kind",
    "värde": "value",
    "hur": "how",
    "namn": "name",
    "mobil": "mobile",
    "epost": "email",
    "väg": "road",
    "kopior": "copies",
    "förnamn": "first_name",
    "efternamn": "last_name",
    "födelsedatum": "birth_date",
    "kommun": "municipality",
    "klassificering": "classification",
    "reservväg": "reserve_road",
    "adress": "street",
    "postnr": "postcode",
    "ort": "city",
    "takt": "pace",
    "ordval": "wording",
    "blad": "sheet_given",
    "paus": "paused_until",
    "bekräftat": "confirmed",
    "börjar": "work_start",
    "slutar": "stops_work",
    "skyddad": "protected",
    "ombud_ensam": "ombud_alone",
    "egna_steg": "steps_alone",
}
"""The column of a table that a cell stands for, where its name alone says it (see column_of)."""


def column_of(subject: Subject, cell: str) -> str:
    """Return the column that a cell stands for. dag and klockan mean one thing of a person, another of a row."""
    own = (
        {"dag": "weekday", "klockan": "hour"}
        if subject.table is t.Person
        else {"dag": "day", "klockan": "at"}
    )
    return own.get(cell) or CELLS[cell]
