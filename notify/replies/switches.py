"""How one ends, starts and pauses the messages. Data.

A wrong reading would cost much, so every word of the reply has to be one that belongs.
"""

from __future__ import annotations

import re

from notify.replies.wordlist import words

SEND = (
    r"(?:skicka|skickar|skriva|skriv|skriver|smsa|messa|sms|höravsig|texta|mejla|maila|få|ta emot"
    r"|kontakta|påminna)"
)
AROUND_STOPP = words(
    """snälla tack hej nu genast direkt omedelbart bara alla mina dina era dessa detta här det till mig åt
    från er dig jag vill att någonsin på den telefon mobil nummer automatiska så ok okej nej något
    några de för alltid helt ens mitt fan du ni en gång med där tacka ju men"""
)
STOPP = re.compile(
    r"(?:stopp|stop|sluta|avsluta)(?: (?:stopp|stop|sluta|avsluta))+"
    r"|(?:(?:stopp|stop) )?(?:"
    rf"(?:(?:får|kan|ska|måste) )?(?:sluta|stoppa|stopp|stop|slut|avsluta)(?: {SEND})+(?: (?:mer|fler"
    rf"|längre))*"
    r"|(?:ska )?inte (?:ha|få|ta emot|se|läsa|skicka|skickar|skriver)(?: (?:mer|fler"
    r"|längre))* sms(?: (?:mer|längre|fler))*"
    r"|inte (?:ha|få)(?: (?:fler|sms))+(?: (?:mer|längre))*"
    r"|skicka (?:inte|inga|inget|aldrig)(?: (?:mer|fler|längre|igen|sms))+"
    rf"|slutar(?: {SEND})+"
    r"|(?:skriv|smsa|messa|texta|sms|kontakta) (?:inte|aldrig)(?: (?:mer|fler|längre|igen|sms))+"
    r"|(?:ha |få |skicka )?inga(?: (?:fler|mer))? sms(?: (?:mer|längre|tack))*|(?:ha |få )?inga (?:fler|mer)"
    r"|tabort(?: (?:listan|lista|listorna|registret|register|systemet|sms))?|slippa(?: få| ha| fler"
    r"| alla)* sms(?: (?:mer|längre))*"
    r")"
)
STOP_SIGN = re.compile(r"\b(?:stopp|stop|stoppa)\b")
SLUTA = re.compile(
    r"^(?:nej |ok |okej |men |snälla |kan (?:ni|du) |ni (?:måste|ska|får) |du (?:måste|ska|får) "
    r"|fan )*sluta\b"
    rf"|\bsluta (?:inte|nu|med det|tjata|störa|stressa|fråga|{SEND})\b"
    r"|^(?:jag )?(?:vill|ska|måste|tänker) sluta$|\b(?:skriv|skicka|smsa|messa) inte\b|\bsnälla sluta\b"
    r"|\bavsluta (?:sms|tjänsten|prenumeration\w*|det här|detta)\b|\b(?:låt|lämna) mig\b"
    r"|\bvill slippa\b|\btabort mig\b"
    r"|\bkontakta mig inte\b|\bvill inte ha (?:sms|mer|det här|detta)\b"
)
START = re.compile(
    r"(?:(?:start|starta|börja|kör)(?: sms)? igen|(?:börja|starta|fortsätt|fortsätta"
    r"|start) (?:med )?(?:att )?(?:skicka|skriva|skriv|sms|få|smsa|messa)(?: (?:till|sms|igen|mer))*"
    r"|(?:skicka|skickar|skriva|skriver|skriv|smsa|messa|ha|få|sms)(?: (?:sms|fler))? igen|(?:sätt på"
    r"|slå på|starta om"
    r"|återuppta)(?: sms| igen)*"
    r"|(?:fortsätt|fortsätta)(?: (?:skicka|skriva|sms|som vanligt|som förut))*|(?:avsluta|avbryt"
    r"|tabort|sluta med|stoppa|bryt) (?:paus|pausen|pausa))"
)
GO_ON = re.compile(r"\b(?:fortsätt|fortsätta)\b(?!.*\b(?:skicka|skriva|skriv|sms|smsa|messa|få)\b)")
"""Says neither sms nor send: of studies as well as of messages."""
AROUND_START = words(
    """snälla tack hej nu får jag vill kan ni du gärna mig till ja ok okej att det bara skulle vilja
    från er de"""
)
PAUS = re.compile(
    r"\b(?:paus|pausa|pausen|vänta|pause)\b|\b(?:inte|inte just) nu(?: tack)?$"
    r"|^(?:nej )?inte (?:just )?nu jag (?:är|har|mår)\b"
    r"|\borkar? inte (?:med )?(?:det |detta |det här )?(?:just )?nu\b|\bvar?a? ifred\b"
    r"|\b(?:behöver|måste|få|vill|ska)(?: \w+)? vila\b"
)
AROUND_PAUS = words(
    """sjukhus sjukhuset inlagd ligger vi mycket påsk efter kväll tills mår bättre frisk sjuk sjukt är
    trött slut vila vilar med orkar
    det detta har fått semester
    feber förkyld va paus pausa pausen pause tag stund orka vänta inte just nu orkar jag vill ha
    behöver en ett lite ta
    kan få ge ni du mig i vecka veckor dagar dag dygn månad månader två tre fyra fem sex sju åtta
    nio tio fjorton några par med sms från det här längre kort lång snälla tack till och om skulle
    vilja ok okej nej nä nää näe nix vara ifred bara gärna snart mer ja först måste får på sätta sätt lägg inför
    allt hej över jul julen sommaren semestern att igen skicka skriva skriv ikväll idag hela halv
    den jo"""
)
PAUS_NOT = re.compile(
    r"\b(?:ingen|inte ha|inte en|sluta|avsluta|inte) (?:en )?(?:paus|pausa|pausen|vänta)\b"
    r"|\bvänta inte\b|\bpausa inte\b"
    r"|\bkan inte vänta\b|\bvänta på\b"
)
BARE_LENGTH = re.compile(r"^(?:paus|pausa) (\d{1,2})$")  # "paus 30" is days
HOW_LONG = re.compile(
    r"\b(\d{1,2}|en|ett|två|tre|fyra|fem|sex|sju|åtta|nio|tio|fjorton|ett par|några|halv|hela)"
    r" (dag|dagar|dygn|vecka|veckor|månad|månader)\b"
)
NUMBERS = {
    "en": 1, "ett": 1, "hela": 1, "två": 2, "ett par": 2, "tre": 3, "fyra": 4, "fem": 5, "sex": 6,
    "sju": 7, "åtta": 8, "nio": 9, "tio": 10, "fjorton": 14,
}  # fmt: skip
UNITS = {"dag": 1, "dagar": 1, "dygn": 1, "vecka": 7, "veckor": 7, "månad": 30, "månader": 30}
