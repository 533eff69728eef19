"""Hears what is asked or decided about ombud: who gets to know, no more of that, and again. Data and one step.

Every word of the reply has to belong: a sentence that merely mentions an ombud or a parent is for a human. A relative
can end what goes out (that is the careful way), never begin it: the reader doesn't know who is whose ombud.
"""

from __future__ import annotations

import re

from notify.replies.forms import FILLERS
from notify.replies.values import HUMAN, Reading, ReplyClass, Said
from notify.replies.wordlist import words

OMBUD = r"(?:(?:mitt|mina|min) )?(?:ombud|ombudet|ombuden)"
KIN = (
    r"(?:(?:min|mina|mitt) )?(?:mamma|pappa|mor|far|förälder|föräldrar|mormor|morfar|farmor|farfar|syster"
    r"|syrran|bror|brorsan|sambo|sambon|kusin|moster|faster|god man|gode man|gode mannen|förvaltare"
    r"|förvaltaren|boendestödjare|boendestödjaren|stödperson|stödpersonen|kontaktperson|kontaktpersonen)"
)
OTHERS = r"(?:någon annan|någon mer|någon|andra|några andra)"
WHO = rf"(?:{OMBUD}|{KIN})"
TO_WHOM = rf"(?:{WHO}|henne|honom|dem|någon annan|andra)"
MINE = r"(?:mina |alla mina |några |fler |mer |alla |de här )*"
SMS = rf"{MINE}(?:sms|kopior|kopia)(?: om mig| av mina sms| från er)?"
ALSO = r"(?:också |även |med )?"
END = r"(?: också| med)?"
PLEASE = r"(?:(?:kan|vill) (?:du|ni) )?"
NO_LONGER = r"(?: längre| mer| alls)?"

ASKS = re.compile(
    rf"{OMBUD}|vem(?: är)? {OMBUD}|{OMBUD} vem|vilka(?: är)? {OMBUD}|(?:har jag|finns) (?:ett |något |några )?{OMBUD}"
    rf"|(?:vem|vilka|vem mer|vilka mer|vem annars|vem annan) får {ALSO}{SMS}{END}(?: mer än jag| utom jag)?"
    rf"|(?:vem|vilka) (?:mer|annars|annan) får {ALSO}{SMS}"
    rf"|får (?:{WHO}|{OTHERS}) {ALSO}{SMS}{END}"
    rf"|(?:vem|vilka) skickar (?:ni|du) (?:{SMS} )?till{END}|skickar (?:ni|du) {ALSO}(?:{SMS} )?till {WHO}{END}"
)
NO_MORE = re.compile(
    rf"{OMBUD} (?:nej|stopp|stop|stoppa|sluta|slut|av|inte)|(?:nej|stopp|stop|stoppa|sluta|avsluta|tabort) {OMBUD}"
    rf"|(?:jag )?vill inte ha (?:ett |något |några )?{OMBUD}{NO_LONGER}"
    rf"|{WHO} ska inte {ALSO}(?:få|ha|läsa|se) {SMS}{NO_LONGER}|{WHO} får inte (?:läsa|se|få|ha) {SMS}{NO_LONGER}"
    rf"|(?:jag )?vill inte att {WHO} (?:ska )?(?:får|få|läser|läsa|ser|se|har|ha) {SMS}{NO_LONGER}"
    rf"|{PLEASE}sluta (?:att )?(?:skicka|skriva|sms|smsa|messa|mejla)(?: {SMS})? till {TO_WHOM}{NO_LONGER}"
    rf"|{PLEASE}sluta (?:att )?(?:sms|smsa|messa|mejla) {TO_WHOM}|skicka inte (?:{SMS} )?till {TO_WHOM}{NO_LONGER}"
    rf"|(?:skicka )?(?:inga|inget|ingenting)(?: fler| mer)?(?: {SMS})? till {TO_WHOM}{NO_LONGER}"
    rf"|tabort {WHO} från (?:{SMS}|listan)|(?:bara|endast) jag (?:ska|vill) (?:få|ha) {SMS}"
    rf"|ingen annan (?:ska|får) (?:få |ha |läsa |se ){SMS}"
)
AGAIN = re.compile(
    rf"{OMBUD} (?:ja|igen|start|starta|på)|(?:ja|starta) {OMBUD}(?: igen)?"
    rf"|{OMBUD} (?:ska|får gärna|kan) få {SMS}(?: igen)?|(?:jag )?vill att {OMBUD} (?:ska )?(?:får|få) {SMS}(?: igen)?"
)
SPOKEN = words(
    """ombud ombudet ombuden mamma pappa mor far förälder föräldrar mormor morfar farmor farfar syster syrran
    bror brorsan sambo sambon kusin moster faster god gode man mannen förvaltare förvaltaren boendestödjare
    boendestödjaren stödperson stödpersonen kontaktperson kontaktpersonen henne honom dem annan andra annars
    kopior kopia listan endast vem vilka"""
)


POLITE = ("kan ", "vill ")
DROPPED = FILLERS - {"bara"}


def hear_ombud(said: Said) -> Reading | None:
    """Read a reply that is wholly about who gets to know; None for all else."""
    if not said.short:
        return None
    line = " ".join(word for word in said.words if word not in DROPPED)
    if ASKS.fullmatch(line):
        return Reading(ReplyClass.OMBUD_VEM)
    for pattern, reply_class in ((NO_MORE, ReplyClass.OMBUD_NEJ), (AGAIN, ReplyClass.OMBUD_JA)):
        if pattern.fullmatch(line):
            asks = said.asks and not line.startswith(POLITE)
            return HUMAN if asks else Reading(reply_class)
    return None
