"""How one says that a step is done, is not, or is put off. Data.

KLAR stops the reminders, so every word of such a reply has to be one that belongs; for INTE_KLAR one
    sure phrase
is enough.
"""

from __future__ import annotations

import re

from notify.replies.wordlist import words
from notify.replies.words_of_doubt import NOT

DONE = re.compile(
    r"\b(?:klar|klart|klara|färdig|färdigt|färdiga|gjort|gjord|gjorde|fixat|fixad|fixade|bokat|bokad"
    r"|bokade|ansökt"
    r"|ansökte|skickat|skickad|skickade|ringt|ringde|mejlat|mejlade|mailat|ordnat|ordnade|lämnat"
    r"|lämnade|avklarat|avklarad"
    r"|kirrat|kirrade|grejat|grejade|postat|postade|inskickade|inskicka|ivägskickad|avskickad"
    r"|avskickat|la in|lagt in"
    r"|beställt|beställde|inskickad|inskickat|fått (?:en )?tid|fick (?:en )?tid|fyllt|fyllde|hittat"
    r"|(?:den|allt|ansökan|det) är iväg|är (?:den|allt) (?:nu )?iväg|hittade|pratat|varit|inlämnad"
    r"|inlämnat|insänt|insänd|(?:fått|fick) (?:mitt "
    r"|ett )?(?:\w*intyg\w*|\w*utlåtande\w*)"
    r"|men (?:det|jag) (?:gick|klarade(?: det)?|fixade(?: det)?))\b"
)
DONE_IN_SPEECH = re.compile(r"\b(?:skicka|boka|fixa|lämna|ordna|mejla|maila|ringa)\b")
"""The past as many say it: "skicka in den igår". Only beside a word that says it has been."""
DONE_ONLY_WITH = re.compile(  # "varit" and the like say that a step is done only beside one of these
    r"\b(?:läkare|läkaren|doktorn|doktor|mottagningen|vårdcentralen|besöket|steg|numret|blanketten"
    r"|ansökan|papper|papperet|dit|där"
    r"|pappret|papperen|papprena|blad|bladet)\b"
)
WEAK_DONE = re.compile(r"\b(?:varit|pratat|hittat|hittade|fyllt|fyllde|lämnat|lämnade|klara)\b")
AROUND_DONE = words(
    """satt eftermiddag eftermiddagen dagen posten brevlådan post yes yep
    japp tråkigt dötråkigt skönt var svårt jobbigt läskigt tungt men
    kändes gick
    diskat tvättat städat handlat ätit duschat sen sedan första andra hela halva hej ny nya via sidor
    nätet klockan hittat telefonen samtalet kuratorn kurator delen iväg la lagt
    inne söndags lördags förmiddag kväll morse coach coachen arbetsterapeuten
    hemtjänsten assistenten assistent stöd stödet personal personalen lite tack jag vi har är det den
    de nu idag igår ikväll imorse redan tid en ett läkare läkaren doktor doktorn
    till på hos vårdcentralen mottagningen psyk psykiatrin öppenvården ansökan in steg del nummer
    numret med allt alla mamma pappa besöket papper pappret papperet papperen papprena blad bladet
    mitt min mina läkarutlåtande läkarutlåtandet utlåtandet intyg intyget läkarintyg läkarintyget
    försäkringskassan sådär brev brevet blanketten formuläret och tillsammans av äntligen första
    andra tredje sista 1 2 3 4 ett två tre fyra bra helt precis också faktiskt själv nyss i år förra
    veckan måndags tisdags onsdags torsdags fredags lördags söndags måndag tisdag onsdag torsdag
    fredag alldeles nyligen här hemma där dit ja jo ok okej boendestödjare boendestödjaren
    kontaktperson stödperson god man hjälp tiden uppgiften uppgifterna allting klart klar läkartid
    läkarbesök för ut hittat blivit blev fick fått min åt mig telefon psykologen psykolog syrran
    brorsan syster bror sambo ombud ombudet nästa så länge igen"""
)
UNDONE = re.compile(
    rf"\b(?!nej\b){NOT}\b(?: \w+){{0,3}} (?:klar|klart|färdig|färdigt|gjort|gjord|bokat|ansökt|skickat"
    r"|ringt|fixat|hunnit|hinner|skickad|inskickad|inskickat|inlämnad|inlämnat|postat|postad|fixad"
    r"|ordnat|ordnad"
    r"|beställd|pratat|varit (?:hos|på|där|dit)|avklarat|kirrat|grejat|tagit tag"
    r"|börjat|kommit igång|orkat|lämnat|fyllt|blivit av|bokad|beställt|mejlat|påbörjat|finished|done|ready)\b"
    r"|\b(?:hinner|hann|orkade|gjorde|ringde|bokade|ansökte|skickade) (?:\w+ )?inte\b"
    r"|\binte fått (?:\w+ )?(?:tid|tag|intyg\w*|läkarintyg\w*|utlåtande\w*|blankett\w*|papp\w*)\b"
    r"|\b(?:fått|fick|får) (?:\w+ )?(?:iväg|in|till|ihop|klart)(?: \w+)? inte\b|\b(?:inte"
    r"|aldrig) (?:fått|få|lyckats få) (?:\w+ )?(?:iväg|in|till|ihop|klart)\b"
    r"|\b(?:kom|kommer|kommit) inte fram\b|\binte kommit fram\b|^(?:det )?(?:var"
    r"|är) (?:bara )?(?:upptaget|stängt|telefonkö|lång kö)\b"
    r"|\b(?:hade|har|finns|fanns|fick|får) (?:inga|ingen) (?:\w+ )?(?:tid|tider|läkartid|läkartider)\b"
    r"|\bbara (?:\w+ )?(?:fyllt i|hunnit|börjat|kommit till|gjort (?:första|halva|hälften|lite|en|ett|del))\b"
    r"|^(?:jag )?(?:gör|tar|fixar|ringer|ska göra|ska ta) (?:det |den )?(?:så fort|när"
    r"|så snart) jag (?:orkar|kan|hinner|mår|vågar|får)\b"
    r"|\b(?:skjutit|skjuter|sköt) upp (?:det|den|ansökan|allt)\b|\bpå hög\b|\btummen ur\b"
    r"|\b(?:kunde|kan) inte (?:ringa|boka|fixa|göra det|skicka|hinna)(?: \w+)? (?:idag|igår|ikväll|nu)\b"
    r"|\b(?:tiden|mötet|besöket|läkartiden) (?:\w+ )?(?:inställd|inställt|avbokad|avbokat)\b|\bavbokat\b"
    r"|\bligger kvar\b|\binte kommit (?:\w+ ){0,2}långt\b|\bhade inte tid\b|^tyvärr inte\b"
    r"|\blångt (?:ifrån|från) (?:klar|färdig)\b|\b(?:en )?annan dag$"
    r"|\b(?:nästan|snart|halv|typ nästan|inte riktigt) (?:klar|klart|färdig|färdig)\b"
    r"|\b(?:glömde|glömt|missade|missat)(?! (?:\w+ ){0,3}(?:lösenord|kod|pin|medicin|nycklar))\b"
    r"|\b(?:kvar|återstår) att göra\b|\binte (?:än|ännu)$|^inte (?:än|ännu)\b|\bi don?t? ?not done\b"
    r"|\b(?:ringt|ringde|ringer|försökt|försökte)\b(?: \w+){0,5} (?:upptaget|stängt|ingen svara\w*"
    r"|svarade inte"
    r"|svarar inte|telefonkö|kö)\b|\bhåller på med (?:det|den|ansökan|steg\w*|blanketten|papp\w+)\b"
    r"|\bväntar på (?:\w+ )?(?:svar från (?!er|dig|sara)|besked från (?!er|dig|sara)|att (?:läkaren"
    r"|de|mottagningen|vårdcentralen)|\w*intyg\w*|\w*utlåtande\w*|tid|läkar\w*|vårdcentralen|mottagningen"
    r"|blankett\w*)\b"
    r"|\b(?:ingen|inte någon) (?:dag|tid)(?: som)? passar\b"
    r"|^(?:nej )?inte (?:den här|denna) (?:veckan|månaden|vecka)\b|^sen(?: nu| kanske)?$"
    r"|\bbara hal(?:va|vt?) (?:klart?|gjort)\b"
    r"|\b(?:dröjer|dröjt) med (?:\w*intyg\w*|\w*utlåtande\w*|tid\w*)\b|\bsvarar (?:inte"
    r"|aldrig) när jag ringer\b"
    r"|\binte idag\b|\binte hunnit\b|\bkan inte idag\b|\borkar inte idag\b"
)
LATER = re.compile(
    r"^(?:nej |ja |ok |okej |jag |det |vi |ta |kan inte |kan |ska |gör |göra |tar |blir |vi |boka "
    r"|bokar |ringa "
    r"|ringer |ansöka |det |under |någon |"
    r"gång |i |slutet |början |av |på |kanske |hellre |inte förrän |efter |bättre )*"
    r"(?:nästa (?:vecka|månad)|nästa nästa vecka|helgen|senare i veckan|till helgen|"
    r"januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december|"
    r"sommaren|hösten|vintern|våren|jul|semestern|påsk)(?: tack| kanske| nog| istället)*$"
)
WAITS_FOR_OTHERS = re.compile(
    r"\b(?:läkaren|doktorn|mottagningen|vårdcentralen|psykologen|de) har inte (?:\w+ )?(?:skrivit"
    r"|skickat|ringt|svarat)\b"
)
