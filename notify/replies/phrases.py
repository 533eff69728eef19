"""Short phrases, by what they mean: patterns over mended words, and the words that may stand around them. Data.

Where a wrong reading would cost something (KLAR, STOPP, START, a day) every word of the reply has to be one
that belongs; where it costs nothing (HJÄLP, INTE_KLAR) one sure phrase is enough.
"""

from __future__ import annotations

import re

from notify.replies.wordlist import words

NOT = r"(?:inte|aldrig|ingen|inget|inga|ingenting|knappast|varken|nej|utan|dont|didnt|cant)"
NEGATION = re.compile(rf"\b{NOT}\b")
PERHAPS = re.compile(
    r"\bom jag (?:vågar|orkar|hinner|kan)\b|\b(?:kanske|nog|tror|tänkte|typ|eventuellt"
    r"|förhoppningsvis|hoppas|möjligen|antagligen)\b"
)
QUESTION = re.compile(
    r"^(?:(?:är|har|kan|ska|blir|får|måste|behöver|går|vill|kommer|borde|skulle)"
    r" (?:jag|ansökan|beslutet|tiden|läkaren|mamma|pappa|intyget|blanketten|pappren|steg|det|den|ni|du"
    r"|allt|de|han|hon|vi|man|detta|någon|mitt|min|mina|det här|sara)"
    r"|när|hur|varför|vem|vilken|vilket|vilka|vart|var|vad|varifrån|vems)\b"
)
OTHERS = re.compile(  # somebody else did it, or is meant to
    r"^(?:\w+ )?(?:ni|du|han|hon|de har|man|läkaren|doktorn|mamma|pappa|mottagningen|vårdcentralen"
    r"|handläggare\w*|försäkringskassan|arbetsförmedlingen|kommunen|soc)\b"
)

DONE = re.compile(
    r"\b(?:klar|klart|klara|färdig|färdigt|färdiga|gjort|gjord|gjorde|fixat|fixad|fixade|bokat|bokad"
    r"|bokade|ansökt"
    r"|ansökte|skickat|skickad|skickade|ringt|ringde|mejlat|mejlade|mailat|ordnat|ordnade|lämnat"
    r"|lämnade|avklarat|avklarad"
    r"|kirrat|kirrade|grejat|grejade|postat|postade|inskickade|inskicka|ivägskickad|avskickad"
    r"|avskickat|la in|lagt in"
    r"|beställt|beställde|inskickad|inskickat|fått (?:en )?tid|fick (?:en )?tid|fyllt|fyllde|hittat"
    r"|hittade|pratat|varit)\b"
)
DONE_IN_SPEECH = re.compile(r"\b(?:skicka|boka|fixa|lämna|ordna|mejla|maila|ringa)\b")
"""The past as many say it: "skicka in den igår". Only beside a word that says it has been."""
FINE = re.compile(
    r"\b(?:går|är|mår|funkar|känns|rullar)(?: \w+){0,2} (?:bra|fint|jättebra|toppen|okej|ok|kanon|superbra)\b"
    r"|\b(?:jättebra|superbra|skitbra|toppen|trivs)\b"
)
AROUND_FINE = words(
    """det går är mår funkar känns rullar bra fint jättebra toppen okej ok kanon superbra skitbra trivs
    älskar jag i
    på med skolan studierna plugget kursen utbildningen praktiken jobbet hemma allt här där nu ja jo tack och
    riktigt väldigt ganska rätt helt så länge än idag den min mitt lärarna läraren klassen hittills såhär"""
)
DONE_ONLY_WITH = re.compile(  # "varit" and the like say that a step is done only beside one of these
    r"\b(?:läkare|läkaren|doktorn|doktor|mottagningen|vårdcentralen|besöket|steg|numret|blanketten"
    r"|ansökan|papper|papperet|dit|där"
    r"|pappret|papperen|papprena|blad|bladet)\b"
)
WEAK_DONE = re.compile(r"\b(?:varit|pratat|hittat|hittade|fyllt|fyllde|lämnat|lämnade|klara)\b")
AROUND_DONE = words(
    """hej ny nya via sidor nätet klockan hittat telefonen samtalet kuratorn kurator delen iväg la lagt
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
    brorsan syster bror sambo ombud ombudet nästa så"""
)

UNDONE = re.compile(
    rf"\b(?!nej\b){NOT}\b(?: \w+){{0,3}} (?:klar|klart|färdig|färdigt|gjort|gjord|bokat|ansökt|skickat"
    rf"|ringt|fixat|hunnit|hinner"
    r"|börjat|kommit igång|orkat|lämnat|fyllt|blivit av|bokad|beställt|mejlat|påbörjat|finished|done|ready)\b"
    r"|\b(?:hinner|hann|orkade|gjorde|ringde|bokade|ansökte|skickade) (?:\w+ )?inte\b"
    r"|\binte fått (?:\w+ )?(?:tid|tag|intyg\w*|läkarintyg\w*|utlåtande\w*|blankett\w*|papp\w*)\b"
    r"|\bhade inte tid\b|^tyvärr inte\b"
    r"|\blångt (?:ifrån|från) (?:klar|färdig)\b|\b(?:en )?annan dag$"
    r"|\b(?:nästan|snart|halv|typ nästan|inte riktigt) (?:klar|klart|färdig|färdig)\b"
    r"|\b(?:glömde|glömt|missade|missat)(?! (?:\w+ ){0,3}(?:lösenord|kod|pin|medicin|nycklar))\b"
    r"|\b(?:kvar|återstår) att göra\b|\binte (?:än|ännu)$|^inte (?:än|ännu)\b|\bi don?t? ?not done\b"
    r"|\b(?:ringt|ringde|ringer|försökt|försökte)\b(?: \w+){0,5} (?:upptaget|stängt|ingen svara\w*|svarade inte"
    r"|svarar inte|telefonkö|kö)\b|\bhåller på med (?:det|den|ansökan|steg\w*|blanketten|papp\w+)\b"
    r"|\bväntar på (?:\w+ )?(?:\w*intyg\w*|\w*utlåtande\w*|tid|läkar\w*|vårdcentralen|mottagningen"
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

HELP_WORDS = re.compile(
    r"\bkommer inte (?:ihåg|in)\b|^(?:det )?(?:går|är|mår|känns) sådär\b|\bkrånglar\b"
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
    r"\b(?:behöver|vill ha|få|snälla|önskar|skulle vilja ha)(?: \w+){0,2} hjälp\b|\bhjälp(?:a)? mig\b"
    r"|\b(?:kan|får|skulle|vill) (?:du|ni|någon|nån|\w+)(?: \w+){0,2} hjälpa\b|^hjälp\b"
    r"|\bhjälp snälla\b|\b(?:får|har) ingen hjälp\b|\bingen hjälper\b|\bneed help\b|\bhelp me\b"
)

SEND = r"(?:skicka|skickar|skriva|skriv|skriver|smsa|messa|sms|höravsig|texta|mejla|maila|få|ta emot|kontakta|påminna)"
AROUND_STOPP = words(
    """snälla tack hej nu genast direkt omedelbart bara alla mina dina era dessa detta här det till mig åt
    från er dig jag vill att någonsin på den telefon mobil nummer automatiska så ok okej nej något
    några de för alltid helt ens mitt fan du ni en gång med där tacka ju men"""
)
STOPP = re.compile(
    r"(?:(?:stopp|stop) )?(?:"
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
STOPP_ASKED = re.compile(r"\b(?:skicka|skriv|smsa|messa|texta|sms)\b")
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
    """vi mycket påsk efter kväll tills mår bättre frisk sjuk sjukt är trött slut vila vilar med orkar
    det detta har fått semester
    feber förkyld va paus pausa pausen pause tag stund orka vänta inte just nu orkar jag vill ha
    behöver en ett lite ta
    kan få ge ni du mig i vecka veckor dagar dag dygn månad månader två tre fyra fem sex sju åtta
    nio tio fjorton några par med sms från det här längre kort lång snälla tack till och om skulle
    vilja ok okej nej vara ifred bara gärna snart mer ja först måste får på sätta sätt lägg inför
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

SKRIV = re.compile(
    r"^(?:snälla |nej |tack |ok |men |jag |vill )*(?:ring|ringa)(?: mig| upp)? (?:inte|aldrig)\b"
    r"|^(?:snälla |nej )*inte ring(?:a|er)?\b"
    r"|\bvill inte(?: \w+){0,2} (?:att (?:du|ni|någon|de|hon|han|\w+) ringer|prata i telefon"
    r"|bli uppringd|ha samtal|ta samtal)\b"
    r"|\b(?:du|ni) (?:får|ska|behöver) inte ringa\b|\binte att (?:du|ni|någon|hon|han|de) ringer\b"
    r"|\bsluta ring(?:a|er)?\b|\b(?:hellre|helst|gärna(?! (?:vill )?(?:ha|få) )|bättre|lättare"
    r"|istället)(?: \w+){0,3} (?:skriva"
    r"|skriver|skriv|smsa|sms|mejla|mejl|mail|maila|messa)\b"
    r"|\b(?:skriv|skriva|skriver|smsa|sms|mejla|mejl|mail|maila|messa)(?: \w+){0,2} (?:hellre|istället"
    r"|helst|gärna)\b"
    r"|\b(?:kan|vill) (?:du|ni|vi|någon)(?: \w+)? (?:skriva|smsa|mejla|maila|messa)\b|^(?:snälla |hej "
    r"|ok |ja )*(?:skriv|mejla|maila|smsa|messa)(?: till)? mig\b"
    r"|\b(?:på|via|över) (?:sms|mejl|mail)\b|\bvill(?: bara| helst)? (?:skriva|smsa|mejla|messa)\b"
    r"|\bskriv (?:ett |en )?(?:mejl|mail|sms)\b"
    r"|\bvill att (?:du|ni|hon|han|någon) (?:skriver|smsar|mejlar)\b|\btelefonskräck\b"
    r"|\b(?:pratar|talar) inte(?: gärna)? i telefon\b|\bsms är bättre\b|\bbättre med sms\b"
    r"|\bsvarar inte i telefon\b|\b(?:vågar|kan"
    r"|vill|orkar|klarar) inte (?:prata|tala|svara) i telefon(?:en)?\b|^(?:nej )?helst inte ring(?:a|er)?\b"
)
RING = re.compile(
    r"^(?:snälla |ja |hej |ok |okej |tack |nej |kan ni |gärna )*ring (?:mig|upp|gärna|hellre|istället"
    r"|efter|klockan|idag|imorgon|på|nu|snälla)\b|\bring mig\b"
    r"|\b(?:kan|ska|får|vill|skulle) (?:du|ni|någon|hon|han|\w+)(?: \w+){0,2} (?:ringa|ringer)\b"
    r"|\b(?:du|ni|någon) (?:kan|får|ska|måste)(?: gärna)? ringa\b|\bvill(?: \w+)? att (?:du|ni|hon|han"
    r"|någon|\w+) ringer\b"
    r"|\b(?:vill|behöver|kan jag få|kan vi|hellre|helst)(?: \w+){0,2} (?:bli uppringd|prata i telefon"
    r"|samtal|ett samtal|uppringd)\b"
    r"|\b(?:hellre|helst) (?:att (?:du|ni) )?(?:ringa|ringer|ring|prata i telefon)\b|\bcall me\b"
    r"|\bvill prata(?: \w+){0,2} i telefon\b"
    r"|\bslå (?:mig )?en (?:signal|pling)\b|\bge mig ett samtal\b|^ring (?:när|så|asap|snarast)\b"
    r"|\bbe \w+ (?:att )?ringa(?: mig)?\b"
)
SPEECH = re.compile(  # said in so many words: it is enough even in a longer reply
    r"\b(?:vill|skulle vilja|önskar)(?: \w+)? att \w+ (?:ringer|skriver|mejlar|smsar)\b|\bkan \w+ ringa\b"
    r"|\bvill (?:inte|hellre|bara)(?: \w+)? (?:prata i telefon|skriva|ringa|smsa|mejla)\b|\bi telefon(?:en)?\b"
)
NOT_RING = re.compile(
    r"\b(?:ska|kan|får|vill|skulle|måste) jag(?: \w+)? ringa\b|\bring mig (?:inte|aldrig)\b|^(?:vem"
    r"|när|varför|hur|vart|var|vad|vilken|vilket)\b"
    r"|\bnär (?:du|ni|de) ringer\b"
)

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

THANKED = re.compile(r"\b(?:ok|okej|tack|läst|läste|uppfattat|förstått|förstår|noterat|mottaget)\b")
AROUND_OK = words(
    """innehållet brevet vi läste ihop tillsammans säger till själv mamma pappa fick fått hör hört av
    ska de tänker på ringer kommer vi ses hörs bra jaha aha ser ut
    ok okej tack läst uppfattat förstått förstår noterat mottaget för att du ni skriver påminner skrev
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

CONTEXTS = (
    *AROUND_DONE, *AROUND_STOPP, *AROUND_START, *AROUND_PAUS, *AROUND_OK, *AROUND_YES, *AROUND_NO, *YES_TOO,
)  # fmt: skip
