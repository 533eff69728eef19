"""How one asks for help, and what has the word but not the cry. Data.

A cry costs nothing to hear: one sure phrase is enough.
"""

from __future__ import annotations

import re

HELP_WORDS = re.compile(
    r"\bkommer inte (?:ihåg|in|ur sängen|upp ur sängen|ut hemifrån)\b|\bligger (?:bara"
    r"|mest) (?:i sängen|hemma)\b|\bsover (?:inte|hela|bara)\b"
    r"|\bhar (?:inget|inte|ingen|inte någon|inte något) (?:\w+ )?(?:bankid|dator|internet|skrivare"
    r"|mobil|mat|hyra|legitimation|id)\b"
    r"|\bhur (?:\w+ )?(?:betalar|betala|lever|klarar) jag\b|\bsitta med mig\b|\bsnurrig\b"
    r"|\bhuvudet (?:kokar|snurrar|exploderar)\b"
    r"|\b(?:gråter|grinar|bryter ihop"
    r"|brutit ihop)\b|^(?:det )?(?:går|är|mår|känns) sådär\b|\bkrånglar\b"
    r"|\bhar ingen (?:läkare|doktor)\b|\binga (?:lediga )?tider\b|\b(?:gav|gett|ger) upp\b|"
    r"\bhjälp\b|\bhjälpa\b|\bhelp\b|\b(?:behöver|vill ha|få|mer|saknar) (?:\w+ )?stöd\b"
    r"|\b(?:förstår|fattar|begriper|förstod|fattade|fatta|förstå)\b(?: \w+){0,2} (?:inte|ingenting"
    r"|inget|noll)\b"
    r"|\binte (?:\w+ )?(?:förstår|fattar|begriper|förstått|fattat)\b|\bdont understand\b"
    r"|\bvet inte (?:\w+ )?(?:hur|vad|var|vart|vem|vilken|när|om)\b|\bhur (?:gör|ska|funkar|fungerar"
    r"|går|menar|ansöker|bokar|ringer|hittar)\b"
    r"|\bvad (?:betyder|menas|menar|innebär|ska jag|gör jag|händer|är|handlar|gäller|vill|står)\b"
    r"|\b(?:jätte|skit|super|as|mega|för|så|väldigt)?(?:svårt|svår|jobbigt|krångligt|rörigt|tungt)\b"
    r"|\boklart\b|\bförvirra\w*"
    r"|\b(?:kan|kunde|klarar|klarade|går|gick|funkar|funkade|fungerar|vågar|vågade|orkar|hitta|lyckas"
    r"|lyckades|hittar|pallar|törs|hinner aldrig)\b"
    r"(?: \w+){0,2} inte\b|\binte (?:kan|klarar|vågar|orkar|lyckas|pallar|lyckats|hittar|klarat)\b"
    r"|\binte (?:så |jätte|speciellt |särskilt |riktigt |alls )?bra\b|\b(?:jätte|skit|rätt "
    r"|ganska )?dåligt\b|\bmår (?:\w+ )?(?:skit|piss|kasst|illa|inget|sämre|inte)\b"
    r"|\bångest\w*|\bpanik\w*|\b\w*stress\w*|\borolig\b|\brädd\b|\bledsen\b|\bdeppig\b|\bdeprimerad\b"
    r"|\bkaos\b|\bför mycket\b|\boro\b"
    r"|\b(?:var|vart|vem) (?:hittar|ska) jag\b|^vilke[nt] (?:blankett|nummer|sida|del|läkare)\b"
    r"|\bbehöver någon som\b|\bingen (?:som )?hjälper\b|\bhur många steg\b|\bvad var det jag\b"
    r"|\bfölja med mig\b|\bblad är borta\b|\b\w*orolig\b|\bingen hjälper\b|\bkommer inte vidare\b"
    r"|\binget bra\b|\bgår (?:bara )?(?:skit|fan|åt fan"
    r"|käpprätt)\b|\bkört? fast\b|\bfastnat\b|\bger upp\b|\bge upp\b"
    r"|\btappat (?:bort )?(?:\w+ )?(?:blad\w*|papp\w*|numret|allt)\b"
    r"|\b(?:vill|behöver|måste|kan jag|kan vi|får jag)(?: \w+){0,2} prata\b|\bhöravsig\b"
    r"|\bkontakta mig\b|\bhar (?:inga pengar|inte råd)\b"
    r"|\binga pengar\b|\bfunkar inte\b|\bgår inte\b|\bvågar inte\b|\bblir aldrig\b|\bingen aning\b"
    r"|\bförklara\b"
)
ABLE = re.compile(r"\b(?:kan|kunde|orkar|hinner|vågar|går|funkar|passar)\b")  # said of a day, no cry
NO_HELP = re.compile(  # the word, but not the cry
    r"\b(?:var|kändes|blev) (?:\w+ )?(?:svårt|jobbigt|läskigt|tungt) men (?:det|nu|jag|klart?|gjort)\b|"
    r"\b(?:behöver|vill|ska|önskar|har|nej)(?: \w+){0,2} (?:inte|ingen|inga"
    r"|aldrig)(?: \w+){0,2} (?:hjälp|hjälpa|stöd)\b|^(?:nej )?ingen hjälp\b"
    r"|\binte (?:behöver|vill|längre)(?: \w+){0,2} hjälp\b|\bbehöver inte\b"
    r"|\b(?:fick|fått|med|tack för|för|all|bra|mammas|din|er|har redan|får) hjälp\b(?! (?:inte"
    r"|aldrig))|(?<!ingen )(?<!ingen som )\b(?:hjälper|hjälpte|hjälpt|hjälpen)\b"
    r"|\b(?:inte|aldrig|inget|ingen) (?:\w+ )?(?:svårt|svår|jobbigt|krångligt|rörigt|tungt|dåligt"
    r"|oklart|orolig|rädd|ledsen|stressad|stress|ångest|panik|oro|deppig)\b"
    r"|\bkontakta mig (?:inte|aldrig)\b|\bkan jag inte få\b"
)
CRY = re.compile(  # asks for help in so many words, whatever the length
    r"\bvad (?:jag ska|ska jag|måste jag|jag måste) göra\b|\bvad gör jag\b|"
    r"\b(?:behöver|vill ha|få|snälla|önskar|skulle vilja ha)(?: \w+){0,2} hjälp\b|\bhjälp(?:a)? mig\b"
    r"|\b(?:kan|får|skulle|vill) (?:du|ni|någon|nån|\w+)(?: \w+){0,2} hjälpa\b|^hjälp\b"
    r"|\bhjälp snälla\b|\b(?:får|har) ingen hjälp\b|\bingen hjälper\b|\bneed help\b|\bhelp me\b"
)
