"""The forms of a case as data: which fields, with which words. What the cells mean is the importing's to say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from dinadatum.register.importing import words as cells
from notify.values import Pace, Wording
from notify.words import WEEKDAYS


class Look(StrEnum):
    """How a field is drawn."""

    LINE = "line"
    DAY = "day"
    CHOICE = "choice"
    CHECKS = "checks"


@dataclass(frozen=True, slots=True)
class Field:
    """A field: the cell it fills, its label, and how it is drawn. choices: cell -> what is shown."""

    name: str
    label: str
    look: Look = Look.LINE
    choices: Mapping[str, str] = field(default_factory=dict)
    help: str = ""
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Form:
    """A form: its heading when something new is written, and when something is corrected."""

    new: str
    old: str
    fields: tuple[Field, ...]
    help: str = ""


def _day(name: str, label: str, text: str = "") -> Field:
    return Field(name, label, Look.DAY, help=text)


def _choice(name: str, label: str, choices: Mapping[str, str], text: str = "") -> Field:
    return Field(name, label, Look.CHOICE, choices, text)


EMPTY = {"": "Välj"}
NOTHING = {"": "Inget"}
EXTENTS = {"25": "en fjärdedel", "50": "halv", "75": "tre fjärdedelar", "100": "hel"}
LEVELS = {level: f"{level} %" for level in EXTENTS}
STEPS = {
    "bokat": "Tid bokad",
    "besök": "Besök",
    "ansökt": "Ansökt",
    "inkommen": "Ansökan har kommit in",
    "svar": "Svar från Försäkringskassan",
    "läkare": "Har en läkare",
}
VALUES = {"": "Inget", **cells.ANSWERS, **cells.YES_NO, **cells.FOR_WHAT}
ROADS = {"sms": "sms", "epost": "mejl"}
RESERVES = {
    "": "Inget bestämt",
    "epost": "mejl",
    "ombud": "ombud",
    "handläggare": "handläggare",
    "brev": "brev",
}
PACES = {pace.value: pace.value.upper() for pace in Pace}
WORDINGS = {
    Wording.DISKRET.value: "diskret: utan ord som avslöjar",
    Wording.TYDLIG.value: "tydlig: säger vad det gäller",
    Wording.PING.value: "ping: säger bara att det finns något att prata om",
}
_ONE_DAY = {day: day for day in WEEKDAYS[:4]}
_TWO_DAYS = {
    f"{one} {other}": f"{one} och {other}"
    for place, one in enumerate(WEEKDAYS[:4])
    for other in WEEKDAYS[place + 1 : 4]
}
COPIES = {"andra": "från andra försöket", "alla": "alla", "bråttom": "när det är bråttom", "inga": "inga"}
_ADDRESSES = (
    Field("mobil", "Mobil", help="Till exempel 070-174 06 05.", kind="tel"),
    Field("epost", "Mejl", help="Till exempel kim@example.se.", kind="email"),
)

FORMS: Mapping[str, Form] = {
    "beslut": Form(
        "Nytt beslut",
        "Ändra beslut",
        (
            _choice(
                "slag",
                "Slag",
                {"nedsatt": "nedsatt arbetsförmåga", "förlängd skolgång": "förlängd skolgång"},
            ),
            _choice("omfattning", "Omfattning", EMPTY | EXTENTS),
            _day("från", "Första dag"),
            _day("till", "Sista dag", "Dagen räknas med."),
            _day("beslutat", "Beslutat den dag", "Får vara tomt."),
        ),
    ),
    "vilande": Form(
        "Ny vilande period",
        "Ändra vilande period",
        (
            _choice("skäl", "Skäl", {"arbete": "arbete", "studier": "studier"}),
            _choice("nivå", "Nivå", EMPTY | LEVELS, "Så mycket som vilar."),
            _day("från", "Första dag"),
            _day("till", "Sista dag", "Dagen räknas med."),
            _day("beslutat", "Beslutat den dag", "Får vara tomt."),
            _choice(
                "avslutat_av",
                "Avslutat i förtid av",
                {"": "Ingen", "person": "personen", "fk": "Försäkringskassan"},
            ),
        ),
    ),
    "provotid": Form(
        "Ny prövotid",
        "Ändra prövotid",
        (_day("från", "Första dag"), _day("till", "Sista dag", "Dagen räknas med.")),
    ),
    "steg": Form(
        "Nytt steg",
        "Ändra steg",
        (
            _choice("steg", "Vad är gjort", STEPS),
            _day("dag", "Dag"),
            _choice(
                "värde",
                "Hur blev det",
                VALUES,
                "Bara för svar (beviljad, delvis, avslag), läkare (ja, nej) och en ansökan om sjukersättning.",
            ),
        ),
    ),
    "uppfoljning": Form(
        "Ny uppföljning",
        "Ändra uppföljning",
        (
            _choice("slag", "Slag", {"plan": "uppföljning av planen", "årlig": "årlig uppföljning"}),
            _day("dag", "Dag"),
            Field("klockan", "Klockan", help="Till exempel 13.00. Får vara tomt."),
            Field("hur", "Hur", help="Till exempel telefon. Får vara tomt."),
        ),
    ),
    "ombud": Form(
        "Nytt ombud",
        "Ändra ombud",
        (
            Field("namn", "Namn"),
            *_ADDRESSES,
            _choice("väg", "Väg", {"": "Den som finns", **ROADS}),
            _day("från", "Fullmakten gäller från"),
            _day("till", "Fullmakten gäller till", "Tomt betyder tills vidare."),
            _choice("kopior", "Kopior", COPIES),
        ),
    ),
    "person": Form(
        "Ändra personuppgifter",
        "Ändra personuppgifter",
        (
            Field("förnamn", "Förnamn"),
            Field("efternamn", "Efternamn"),
            _day("födelsedatum", "Född"),
            Field("kommun", "Kommun"),
            _choice(
                "klassificering",
                "Klassificering",
                NOTHING | {word: word for word in cells.CLASSIFICATIONS},
            ),
        ),
    ),
    "kontakt": Form(
        "Ändra kontakt",
        "Ändra kontakt",
        (
            *_ADDRESSES,
            _choice("väg", "Vill ha meddelanden som", ROADS),
            _choice("reservväg", "Annan väg, om sms inte går", RESERVES),
            Field("adress", "Gatuadress"),
            Field("postnr", "Postnummer", help="Fem siffror."),
            Field("ort", "Ort"),
        ),
    ),
    "takt": Form(
        "Ändra takt, ordval och tid",
        "Ändra takt, ordval och tid",
        (
            _choice("takt", "Takt", PACES),
            _choice("ordval", "Ordval", WORDINGS, "Tydlig går först när personen har sett ett prov."),
            _choice("dag", "Egen dag", _ONE_DAY | _TWO_DAYS, "Två dagar går bara med takten OFTA."),
            Field("klockan", "Klockan", help="Från 9.00 till 17.00, till exempel 10.30."),
        ),
    ),
    "blad": Form(
        "Mitt blad",
        "Mitt blad",
        (_day("blad", "Personen fick Mitt blad", "Tomt betyder att personen inte har fått det."),),
    ),
    "paus": Form(
        "Paus",
        "Paus",
        (
            _day(
                "paus", "Första dagen med meddelanden igen", "Tomt betyder ingen paus. Skyddsnätet går ändå."
            ),
        ),
    ),
    "bekraftat": Form(
        "Bekräfta uppgifter",
        "Bekräfta uppgifter",
        (_day("bekräftat", "Uppgifterna kontrollerades"),),
        help="Du har kontrollerat att det som står om ansökan och beslut stämmer.",
    ),
    "borjar": Form(
        "Börjar jobba eller studera",
        "Börjar jobba eller studera",
        (_day("börjar", "Första dagen", "Tomt betyder att det inte stämmer."),),
        help="Dagen är bekräftad när du sparar. Anmälan och ansökan om vilande ska in före den.",
    ),
    "slutar": Form(
        "Slutar jobba eller studera",
        "Slutar jobba eller studera",
        (_day("slutar", "Sista dagen", "Tomt betyder att det inte stämmer."),),
        help="Dagen är bekräftad när du sparar.",
    ),
    "skyddad": Form(
        "Skyddade uppgifter",
        "Skyddade uppgifter",
        (_choice("skyddad", "Skyddade uppgifter", {"nej": "nej", "ja": "ja"}),),
        help="Med ja ser bara ärendets egen handläggare vem det är, och personen får bara ping.",
    ),
    "kopior": Form(
        "Får ombud veta",
        "Får ombud veta",
        (
            _choice("svar", "Vill personen att ombud får veta?", EMPTY | {"ja": "ja", "nej": "nej"}),
            _choice(
                "källa",
                "Så sa personen det",
                EMPTY | {"möte": "på ett möte", "telefon": "i telefon", "papper": "på papper"},
            ),
        ),
        help="Nej gäller alla ombud och genast. Ombudet får veta det nästa öppna dag. Fullmakten gäller ändå.",
    ),
    "ensam": Form(
        "Ombudet ensamt",
        "Ombudet ensamt",
        (
            _choice(
                "ombud_ensam",
                "Vem får meddelandena?",
                {"nej": "personen, och ombudet får kopior", "ja": "ombudet ensamt, personen får inga"},
                "Ja bara om personen själv vill det. Det gäller så länge en fullmakt gäller.",
            ),
        ),
    ),
    "egna": Form(
        "Steg som personen tar själv",
        "Steg som personen tar själv",
        (
            Field(
                "egna_steg",
                "Personen tar själv",
                Look.CHECKS,
                {
                    "1": "steg 1: boka tid",
                    "2": "steg 2: besöket",
                    "3": "steg 3: ansöka",
                    "4": "steg 4: vänta på svar",
                },
            ),
        ),
        help="Ombudet får inget om de stegen, inte heller när det är bråttom. Når vi inte personen hör du av dig.",
    ),
    "samtycke": Form(
        "Samtycke",
        "Samtycke",
        (
            _choice("svar", "Vill personen ha meddelanden?", EMPTY | {"ja": "ja", "nej": "nej"}),
            _choice(
                "källa",
                "Så svarade personen",
                EMPTY | {"möte": "på ett möte", "telefon": "i telefon", "papper": "på papper"},
            ),
            Field(
                "visat",
                "Prov som personen har sett",
                Look.CHECKS,
                {"diskret": "diskret", "tydlig": "tydlig", "ping": "ping"},
            ),
        ),
        help="Visa proven här nedanför innan personen svarar.",
    ),
}


def cell_words(form: Form, name: str, value: str) -> str:
    """Say a cell as its form shows it."""
    found = next(each for each in form.fields if each.name == name)
    if found.look is Look.CHECKS:
        return ", ".join(found.choices[word] for word in value.split() if word in found.choices)
    return found.choices.get(value, value) if value else ""
