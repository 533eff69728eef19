"""The slots a template may use, each with what it means, an example and its longest realistic value.

The one list of slots: a template that names another is refused, and every text is measured with the longest
values. Names of persons are first names; `kontakt` is the short name that the handläggare has chosen.
"""

from __future__ import annotations

from dataclasses import dataclass

NAME_ROOM = 11  # letters a name may take in an SMS; staff choose a name of at most this length


@dataclass(frozen=True, slots=True)
class Slot:
    """What a slot holds. name: True for a person's name, which is never respelt."""

    meaning: str
    example: str
    longest: str
    name: bool = False


_DAY = "torsdag 30 september"

SLOTS: dict[str, Slot] = {
    "namn": Slot("personens förnamn", "Alva", "Christoffer", name=True),
    "kontakt": Slot("handläggarens sms-namn", "Sara", "Christoffer", name=True),
    "hjalpare": Slot(
        "den som hjälper till med steget, annars handläggaren", "Sara", "Christoffer", name=True
    ),
    "ny": Slot("den nya handläggarens sms-namn", "Amir", "Abdirahman", name=True),
    "ombud": Slot("ombudets förnamn", "Maria", "Christoffer", name=True),
    "ombuden": Slot("alla ombud, vid namn eller inte", "Maria", "Christoffer och Max"),
    "kopior": Slot(
        "vem som får veta vad, och om vilka steg inte, hela meningar",
        "Maria får veta när du får sms.",
        "Christoffer får veta när du får sms. Kim bara när det är bråttom.",
    ),
    "kopior_till": Slot(
        "hur länge ombudet får veta, en hel mening",
        "Det gäller till och med måndag 31 maj.",
        "Det gäller till och med torsdag 30 september.",
    ),
    "slut": Slot("sista dagen för det som meddelandet gäller", "måndag 31 maj", _DAY),
    "slutar": Slot("slutar eller slutade, efter vad som är sant i dag", "slutar", "slutade"),
    "gammalt": Slot("datumet som gällde förut", "31 mars 2028", "30 september 2027"),
    "nasta": Slot("dagen för nästa sms om samma sak", "tisdag 20 april", _DAY),
    "matt": Slot(
        "hur lång tid det är kvar, en hel mening", "Det är om 7 dagar.", "Du får pengar 9 gånger till."
    ),
    "vila_kvar": Slot(
        "hur länge det vilar, en hel mening", "Det är 9 helger kvar.", "Det är 10 helger kvar."
    ),
    "ansok_manad": Slot("månaden då det är bra att ha ansökt", "maj", "september"),
    "pengar_fran": Slot("första månaden som går att få pengar för", "oktober", "september"),
    "pengar_fran_ar": Slot("beslutets första månad", "oktober 2027", "september 2027"),
    "fyller_manad": Slot("månaden då personen fyller 30", "juni 2027", "september 2027"),
    "start_manad": Slot("första månaden som personen kan få ersättning", "juli 2027", "juli 2027"),
    "brev_manad": Slot("månaden då ett brev kan komma", "mars", "september"),
    "dag": Slot("en dag som är lovad eller vald", "onsdag 10 mars", _DAY),
    "sista_dag": Slot("lagens sista dag", "måndag 31 januari", _DAY),
    "nar": Slot("i dag, i morgon eller en dag", "tisdag 9 mars", _DAY),
    "dag1": Slot("första dagen med en ny handläggare", "fredag 30 april", _DAY),
    "dag2": Slot("dagen då den nya handläggaren skriver", "tisdag 4 maj", "torsdag 20 maj"),
    "mote": Slot(
        "hur samtalet blir, en hel mening",
        "Sara ringer dig klockan 10.",
        "Christoffer ringer dig klockan 10.30.",
    ),
    "steg": Slot("steget, som på bladet", "steg 1", "steg 3"),
    "sak": Slot("vad ett sms handlade om", "steg 1", "att jobba eller studera"),
    "slag": Slot("sms eller mejl: vad personen fick", "sms", "mejl"),
    "till": Slot("sista dagen i en paus", "tisdag 16 mars", _DAY),
    "takt": Slot("takten som gäller", "LUGNT", "VIKTIGT"),
    "tid": Slot("så lång tid ett svar brukar ta", "4 månader", "10 månader"),
    "manader": Slot("månader som går att få tillbaka", "3 månader", "3 månader"),
    "mer": Slot("månader som går att ansöka om till", "2 månader", "3 månader"),
    "k": Slot("vilken månad i ordningen", "4", "9"),
    "n": Slot("hur många månader beslutet gäller", "6", "9"),
    "bradska": Slot(
        "hur bråttom det är, en hel mening", "Du har gott om tid.", "Gör det gärna den här veckan."
    ),
    "nytta": Slot(
        "vad det ger att göra steget nu, en hel mening",
        "Då är det lättare att få pengar i tid.",
        "Då är det lättare att få pengar i tid.",
    ),
    "reserv": Slot(
        "vägen för viktiga saker efter STOPP", "i brev", "till ditt ombud eller från din handläggare"
    ),
    "helg": Slot(
        "att en vald dag hålls fast den är en helgdag, en hel mening",
        "Vi skriver fast det är en helgdag.",
        "Vi skriver fast det är en helgdag.",
    ),
    "egen_tid": Slot("personens egen dag och timme", "tisdag klockan 10", "tisdag och torsdag klockan 10.30"),
    "steg1_rad": Slot("steg 1 och hur det står till", "Steg 1: Boka tid. Klart.", "Steg 1: Boka tid. Klart."),
    "steg2_rad": Slot(
        "steg 2 och dagen, om den är känd",
        "Steg 2: Besöket. Det är fredag 16 april.",
        "Steg 2: Besöket. Det är torsdag 30 september.",
    ),
    "pengar": Slot(
        "hur många gånger pengarna kommer, en hel mening",
        "Du får pengar 6 gånger till.",
        "Du får pengar 10 gånger till.",
    ),
    "pengar_manader": Slot(
        "månaderna då pengarna kommer",
        "april, maj, juni, juli, augusti och september",
        "mars, april, maj, juni, juli, augusti, september, oktober och november",
    ),
}


def examples() -> dict[str, str]:
    """Give every slot its example value."""
    return {name: slot.example for name, slot in SLOTS.items()}


def longest() -> dict[str, str]:
    """Give every slot its longest realistic value."""
    return {name: slot.longest for name, slot in SLOTS.items()}
