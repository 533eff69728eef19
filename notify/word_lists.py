"""The words that the rules of the texts ban, require or allow. Data: change it together with docs/texts.md."""

from __future__ import annotations

from notify.template import Urgency

REPLY_WORDS = frozenset(
    {
        "JA",
        "NEJ",
        "OK",
        "KLAR",
        "HJÄLP",
        "RING",
        "SKRIV",
        "PAUS",
        "START",
        "STOPP",
        "LUGNT",
        "LAGOM",
        "OFTA",
        "VIKTIGT",
        "BRA",
        "SVÅRT",
        "FEL",
    }
)

HARD_WORDS = (  # rule 5: words of the office
    "samt",
    "avseende",
    "erhålla",
    "inkomma",
    "inkommit",
    "härmed",
    "gällande",
    "beviljas",
    "upphör",
    "vederbörande",
    "enligt",
    "innebär",
    "avser",
    "erfordras",
    "tillhandahålla",
    "beslutsperiod",
    "medgivande",
)
OTHER_NAMES = (  # rule 6: another word for a thing that has one already
    "förlänga",
    "förlängning",
    "förlängd",
    "förnya",
    "söka om",
    "söker om",
    "handläggas",
    "handläggs",
    "bidrag",
    "bidraget",
    "utbetalning",
    "inlämna",
    "lämna in",
    "handläggaren på",
    "kontaktperson",
)
VAGUE_TIMES = (  # rule 9: a length of time that can't be counted
    "halvår",
    "halvåret",
    "kvartal",
    "snart",
    "i god tid",
    "inom kort",
    "omgående",
    "snarast",
    "framöver",
    "den närmaste tiden",
    "så småningom",
    "längre fram",
)
BLAME = (  # rule 15
    "glömt",
    "glömde",
    "missat",
    "missade",
    "påminnelse",
    "påminner",
    "sista chansen",
    "annars",
    "redan borde",
    "försummat",
    "slarvat",
    "tyvärr inte",
    "varning",
    "ditt fel",
)
ORDERS = ("måste", "ska du", "du ska", "krävs", "kräver", "bör", "behöver du")  # rule 16
TRICKS = (  # rule 21: what a swindler asks for
    "http",
    "www",
    ".se",
    ".com",
    "bankid",
    "kod",
    "koden",
    "kr",
    "kronor",
    "personnummer",
    "konto",
    "kontonummer",
    "ring genast",
    "klicka",
    "länk",
    "logga in",
)
HEALTH_STEMS = (  # rule 22: no word of a diskret text may begin like this
    "läkar",
    "sjuk",
    "vård",
    "diagnos",
    "psyk",
    "autis",
    "adhd",
    "lss",
    "aktivitetsersättning",
    "sjukersättning",
    "bostadstillägg",
    "mottagning",
    "medicin",
    "avslag",
    "avslå",
    "bevilja",
    "försäkringskassa",
    "funktionsned",
    "funktionshind",
    "klinik",
    "terapi",
    "habilitering",
    "arbetsförmåga",
)
HOUSE_TALK = ("har du förstått", "förstår du", "är det förstått")  # rule 25

NEGATIONS = frozenset({"inte", "ingen", "inget", "inga", "aldrig", "ej"})

ABBREVIATIONS = (  # rule 7
    "kl",
    "ca",
    "dvs",
    "osv",
    "mm",
    "tel",
    "nr",
    "bl",
    "pga",
    "mvh",
    "fk",
    "min",
    "mån",
    "jan",
    "feb",
    "apr",
    "aug",
    "sept",
    "okt",
    "nov",
    "dec",
)

URGENCY_PHRASES: dict[Urgency, tuple[str, ...]] = {  # rule 10
    Urgency.U0: ("det räcker att läsa",),
    Urgency.U1: ("du har gott om tid",),
    Urgency.U2: (
        "nu är det bra att",
        "den här veckan",
        "gärna i ",
        "innan du börjar",
        "dagen du valde",
        "senast ",
    ),
    Urgency.U3: ("det är bråttom nu", "i dag", "senast "),
}

REQUESTS = frozenset(  # rule 1: words that, first in a sentence, ask for something to be done
    {
        "ansök",
        "be",
        "berätta",
        "boka",
        "fråga",
        "fyll",
        "hitta",
        "hör",
        "läs",
        "prata",
        "ring",
        "skicka",
        "skriv",
        "säg",
        "ta",
    }
)
