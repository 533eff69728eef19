"""How one thanks, says yes or no, that things go well, or that we wrote to the wrong person. Data."""

from __future__ import annotations

import re

from notify.replies.wordlist import words

FINE = re.compile(
    r"\b(?:går|är|mår|funkar|känns|rullar)(?: \w+){0,2} (?:bra|fint|jättebra|toppen|okej|ok|kanon|superbra)\b"
    r"|\b(?:jättebra|superbra|skitbra|toppen|trivs)\b|\blivet (?:rullar|leker)\b"
)
AROUND_FINE = words(
    """det går är mår funkar känns rullar bra fint jättebra toppen okej ok kanon superbra skitbra trivs
    älskar jag i
    på med skolan studierna plugget kursen utbildningen praktiken jobbet hemma allt här där nu ja jo tack och
    riktigt väldigt ganska rätt helt så länge än idag den min mitt lärarna läraren klassen hittills såhär"""
)
ASKS_WHO = re.compile(
    r"^(?:hej |va |men |fan |fråga )*(?:vem|vilka|vilken) (?:fan |i helvete )?"
    r"(?:är|skriver|smsar|har skrivit)\b(?: (?:du|ni|det|här|detta|som|skriver|smsar|frågar|ens|mig|till))*$"
    r"|\bvem är avsändaren\b"
)
"""Says nothing of a wrong number: a frightened person who has the right one asks the same."""
WRONG_PERSON = re.compile(
    r"\bheter \w+(?: och)? inte \w+$|\bwrong nummer\b|\bfel (?:nummer|nr|person|mottagare|mobil\w*)\b"
    r"|^(?:hej |va |men |fan )*(?:vem"
    r"|vilka) (?:fan )?är (?:du|ni|det här|detta|det)(?: (?:här|som|du|ni|skriver|frågar|ens))*$"
    r"|\b(?:jag )?heter inte \w+$|\binte (?:mitt|hans|hennes|rätt) (?:nummer|namn)\b"
    r"|\bkänner (?:inte )?ingen (?:\w+)$"
    r"|\bwrong number\b|\bnumret (?:tillhör|är) (?:någon annan|inte)\b"
    r"|\binte (?:\w+ )?(?:längre )?(?:\w+s) nummer\b"
    r"|\bvem är avsändaren\b|\bkänner inte (?:er|dig)\b|\binte den (?:personen|du söker|ni söker"
    r"|här personen)\b|\bingen som heter \w+\b"
)
NOT_WRONG = re.compile(r"\binte (?:ett )?fel\b|\bär (?:det|jag|den) (?:här )?(?:fel|rätt)\b.*\?")
THANKED = re.compile(r"\b(?:ok|okej|okidoki|tack|läst|läste|uppfattat|förstått|förstår|noterat|mottaget)\b")
AROUND_OK = words(
    """innehållet brevet vi läste ihop tillsammans säger till själv mamma pappa fick fått hör hört av
    ska de tänker på ringer kommer vi ses hörs bra jaha aha ser ut
    ok okej okidoki tack läst uppfattat förstått förstår noterat mottaget för att du ni skriver påminner skrev
    berättar berättade ditt er jättemycket superduper info infon informationen information
    påminnelsen påminnelse sms hjälpen hjälp svaret beskedet jag har det då vet så mycket ska tänka
    på hej ha bra fint dag trevlig helg detsamma dig er mig nu ja jo sett och är snäll snälla gör
    göra fixar ser hänger med kommer ihåg av mm vad snällt gullig hälsa till sara hälsar kollar
    kolla ändå ju hejdå läser läsa sen gulligt toppen kanon super"""
)
YES = words(
    """ja aa aah ah passar funkar vill jajjemen jajamensan japps jepps yess yeah japp jo jadå gärna absolut
    visst javisst yes jajamen jepp självklart såklart okej ok bra mm mhm"""
)
AROUND_YES = YES | words(
    """tack passar det mig den tiden tid vill ha sms jag går fint kan då funkar perfekt är blir vi hörs ses
    på det där utmärkt jättebra kanon toppen super jättefint snälla prova testa få gör börja med ju
    precis så klart"""
)
YES_TOO = words(  # said of a question, a yes; said of nothing, a mood
    """toppen perfekt kanon super utmärkt fint jättefint nice najs fine bra jättebra mm mhm aha mmm
    kanonbra toppenbra underbart härligt kul okidoki schysst sweet grymt precis exakt"""
)
NOT_YES = words("tack läst förstår förstått uppfattat noterat mottaget sett vet läser kollat hjälpen")
NO = re.compile(r"^(?:nej|nä|nää|inte|nope)\b|\binte\b")
AROUND_NO = words(
    """nej nä nää inte tack passar kan vill tid annan en ett den tiden dagen funkar går mig för jag ha få
    det då där alls så bra byta hellre ny skulle behöver ändra nope absolut verkligen tyvärr ledsen
    sms helst gärna måste boka om"""
)
