"""The codes of a mail server, and what they mean. Data only.

Enhanced codes are those of RFC 3463 and its registry; plain three-figure codes those of RFC 5321 and
RFC 4954. A wider code (5.1) serves every code below it that has no row of its own (5.1.9).
"""

from __future__ import annotations

from notify.channels.code import ErrorCode, Next, for_good, for_now

_WRONG, _OTHER = Next.WRONG_NUMBER, Next.OTHER_ROAD
_ALARM, _WAIT = Next.ALARM, Next.WAIT

SMTP: dict[str, ErrorCode] = {
    "4": for_now("Mejlservern sa nej för stunden.", _WAIT),
    "4.2.2": for_now("Mottagarens brevlåda är full just nu.", _WAIT),
    "4.3.1": for_now("Mejlservern har inte plats just nu.", _WAIT),
    "4.4": for_now("Mottagarens mejlserver går inte att nå just nu.", _WAIT),
    "4.7": for_now("Mejlservern vill att vi väntar en stund.", _WAIT),
    "4.7.8": for_now("Inloggningen på mejlservern gick inte just nu.", _ALARM),
    "5": for_good("Mejlservern sa nej.", _OTHER),
    "5.1": for_good("E-postadressen är fel.", _WRONG),
    "5.1.1": for_good("E-postadressen finns inte.", _WRONG),
    "5.1.2": for_good("E-postadressens domän finns inte.", _WRONG),
    "5.1.3": for_good("E-postadressen är felskriven.", _WRONG),
    "5.1.6": for_good("Brevlådan har flyttat.", _WRONG),
    "5.1.7": for_now("Avsändarens adress är felskriven.", _ALARM),
    "5.1.8": for_now("Avsändarens domän finns inte.", _ALARM),
    "5.1.10": for_good("Domänen tar inte emot e-post.", _WRONG),
    "5.2": for_good("Mottagarens brevlåda tar inte emot.", _OTHER),
    "5.2.1": for_good("Mottagarens brevlåda är stängd.", _OTHER),
    "5.2.2": for_good("Mottagarens brevlåda är full.", _OTHER),
    "5.3.4": for_good("Mejlet är för stort.", _ALARM),
    "5.4": for_good("Mejlservern hittar inte vägen till mottagaren.", _OTHER),
    "5.6.7": for_good("Mejlservern klarar inte å, ä och ö i e-postadressen.", _OTHER),
    "5.7": for_good("Mejlservern nekar oss att skicka hit.", _ALARM),
    "5.7.8": for_now("Mejlservern godtar inte inloggningen. Kontrollera namn och lösenord.", _ALARM),
    "5.7.9": for_now("Mejlservern vill ha ett annat sätt att logga in.", _ALARM),
    # Plain codes, for servers that give no enhanced ones
    "421": for_now("Mejlservern stänger för stunden.", _WAIT),
    "450": for_now("Brevlådan går inte att nå just nu.", _WAIT),
    "451": for_now("Mejlservern kan inte ta emot just nu.", _WAIT),
    "452": for_now("Mejlservern har inte plats just nu.", _WAIT),
    "454": for_now("Inloggning eller säker förbindelse går inte på mejlservern just nu.", _ALARM),
    "530": for_now("Mejlservern vill att vi loggar in.", _ALARM),
    "534": for_now("Mejlservern vill ha ett annat sätt att logga in.", _ALARM),
    "535": for_now("Mejlservern godtar inte inloggningen. Kontrollera namn och lösenord.", _ALARM),
    "538": for_now("Mejlservern vill ha en säker förbindelse före inloggningen.", _ALARM),
    "550": for_good("Brevlådan finns inte eller tar inte emot.", _WRONG),
    "551": for_good("Brevlådan har flyttat.", _WRONG),
    "552": for_good("Brevlådan är full eller mejlet för stort.", _OTHER),
    "553": for_good("E-postadressen är felskriven.", _WRONG),
    "554": for_good("Mejlservern sa nej.", _OTHER),
}
