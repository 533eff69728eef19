"""Hears when work or study begins or ends: the most valuable of all replies, and never START or STOPP."""

from __future__ import annotations

import re
from datetime import date

from notify.replies.days import is_past, named_day
from notify.replies.spelling import fold
from notify.replies.values import Reading, ReplyClass, Said

# Written without dots, as the reply is when it is compared: "börja" is "borja", "få" is "fa".
VERBS = (
    r"(?:jobba|jobbar|arbeta|arbetar|plugga|pluggar|studera|studerar|praktisera|praktiserar"
    r"|arbetstrana|arbetstranar"
    r"|provjobba|provjobbar|extrajobba|extrajobbar|sommarjobba|sommarjobbar|heltidsjobba|deltidsjobba"
    r"|timjobba|vikariera)"
)
NOUNS = (
    r"(?:\w*jobb|\w*jobbet|jobben|arbete|arbetet|\w*anstallning|\w*anstallningen|\w*praktik"
    r"|\w*praktiken|praktikplats\w*|lia"
    r"|utbildning|utbildningen|\w+utbildning|\w+utbildningen|kurs|kursen|\w+kurs|\w+kursen|kurser"
    r"|skola|skolan|\w*hogskola"
    r"|\w*hogskolan|folkhogskola\w*|folkis|gymnasiet|gymnasium|gymnasieskolan|gymnasiesarskolan"
    r"|sarskolan|universitet|universitetet|uni"
    r"|komvux|sarvux|larvux|sfi|yrkeshogskola\w*|yh|studier|studierna|program|programmet|basar|\w*linjen?"
    r"|vikariat|vikariatet|larling"
    r"|larlingsplats|lararprogrammet|arbetstraning|arbetstraningen|lonebidrag|lonebidragsanstallning"
    r"|samhall|ica|coop|willys|lidl"
    r"|hemkop|maxi|mcdonalds|donken|burger king|max|hemtjansten|aldreboende\w*|restaurang\w*|lager"
    r"|lagret|fabrik\w*|butik\w*|cafe\w*|posten|postnord)"
)
ANY = rf"(?:{VERBS}|{NOUNS})"
BETWEEN = (
    r"(?: (?:att|pa|i|med|ett|en|min|mitt|mina|nytt|ny|nya|nasta|extra|lite|igen|om|som|hos|vid|till"
    r"|lasa|ga|liten|snart|riktigt|deltid"
    r"|heltid|halvtid|kvartstid|mitt|det|den|nagon|nagot|typ|bara|ju|nu|kanske|faktiskt|antligen|jag"
    r"|vi|ut|in|sa|smatt|forsta|andra|fast|man"
    r"|fasta|sommar|erbjudande|anstalld|\d+|procent|timmar|dagar|veckan|samma|annat|annan|imorgon|idag"
    r"|mandag|tisdag|onsdag|torsdag"
    r"|fredag|vecka|manad|hosten|augusti|september|januari|igen|prova|testa|mer|mindre|helt|halv|dag"
    r"|sfi|och|eller|jobba|studera|plugga|borja))"
)
BEGIN = (
    r"(?:borja|borjar|borjat|borjade|starta|startar|startat|ska|skulle|vill|kommer|tanker|funderar"
    r"|planerar|far|fa"
    r"|kan|provar|testar|prova|testa|lyckats|lyckades|ska ut|gar ut|inleder|paborjar|paborja|aterga"
    r"|atergar|tillbaka|anstalld|anstallts)"
)
GOT = (
    r"(?:fa|fatt|fick|far|hittat|hittade|erbjuden|erbjudits|erbjuds|erbjudande|skaffat|skaffade|landat"
    r"|har|kommit in|kom in|antagen"
    r"|antogs|anstalld|blivit|blev|ja pa|plats pa|provanstalld|timanstalld|borjat|borjade"
    r"|tackat ja till|skrivit pa"
    r"|skrivit under)"
)
START = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?:{BEGIN}){BETWEEN}{{0,5}} (?:{VERBS})\b",
        (
            rf"\b(?:borja|borjar|borjat|borjade|start|startar|starta|startat|paborjar|paborjat"
            rf"|inleder){BETWEEN}{{0,5}} (?:{NOUNS})\b"
        ),
        rf"\b(?:{GOT}){BETWEEN}{{0,4}} (?:{NOUNS})\b",
        (
            rf"\b(?:ska|kommer att|vill|tanker|funderar pa att)(?: jag)? (?:ga|lasa|ut pa|ha|gora|prova|pa"
            rf"|i|till){BETWEEN}{{0,4}} (?:{NOUNS})\b"
        ),
        rf"\b(?:ska|borjat?|borjar|borjade|vill) lasa(?: \w+){{0,4}} (?:{NOUNS})\b",
        (
            rf"\b(?:{NOUNS}) (?:borjar|startar|drar igang)\b(?! (?:bli|kannas|ga|kanns))|\b(?:nytt"
            rf"|mitt forsta|nya) (?:\w*jobb|arbete)\b"
        ),
        (r"^(?:jag )?(?:provjobbar|borjar provjobba|ska provjobba)\b"),
        (
            rf"^(?:jag )?(?:jobbar|pluggar|studerar|praktiserar) (?:nu|numera|pa {NOUNS}|som \w+"
            rf"|redan|lite (?:i|pa|hos|at|extra|som|ibland)|ibland|i \w+|hos \w+|at \w+|heltid"
            rf"|halvtid|deltid|extra)\b"
        ),
        (
            r"\b(?:blivit|blev|ar) (?:\w*anstalld|antagen)\b|\b(?:kommit|kom) in pa\b"
            r"|\bny anstallning\b|\bplats pa (?:en )?(?:\w*hogskola\w*|utbildning\w*|komvux|kurs\w*)\b"
            r"|\bska bli anstalld\b"
            r"|\bbarja jobba\b|\bi (?:got|have) a (?:new )?jobb?\b"
        ),
        (
            r"\b(?:vill|ska|tanker|har|kan|skulle|far) (?:\w+ )?(?:anstalla|anstallt|anlita|antagit"
            r"|antog) mig\b|\bdela ut tidningar\b"
            rf"|\b(?:provar|provat|testar|testat|prova|testa){BETWEEN}{{0,3}} (?:{NOUNS})\b"
            r"|\bchef\w*(?: \w+){0,3} (?:jag borjar|mig att borja)\b"
            r""
            r"|\bhoppar? in (?:som|extra|ibland|pa|nar)\b"
            r"|\bextrapass\b|\b(?:kor|kora|cyklar|jobbar) (?:at |for |med |bud )?(?:wolt|foodora"
            r"|uber|bolt|taxi)\b"
            r"|\b(?:starta|startar|startat|har|driver) (?:ett |en |mitt )?(?:eget(?: foretag)?"
            r"|enskild firma|foretag)\b"
            rf"|\b(?:nya jobbet|forsta dag\w* (?:pa|i|hos)(?: \w+)? (?:{NOUNS}))\b"
            rf"|\bforsta dan (?:pa|i)(?: \w+)? (?:{NOUNS})\b"
            rf"|^(?:jag |ja )?laser (?:nu )?(?:en |ett |pa |i |till |in )*(?:\w+ )?(?:{NOUNS})\b"
        ),
        (
            r"\bstart(?:ing|ed) (?:work|school|(?:a|my) jobb?)\b|\btackat ja till (?:ett "
            r"|en )?(?:jobb|tjanst|plats"
            r"|arbete)\b|\btillbaka (?:pa|till) (?:jobbet|skolan|arbetet)\b"
        ),
    )
)
END = tuple(
    re.compile(pattern)
    for pattern in (
        r"^(?:jag )?(?:har )?(?:slutat|slutade)(?: (?:nu|idag|igar|redan|i \w+s|forra \w+))*$",
        (
            r"\b(?:kontrakt\w*|vikariat\w*|\w*anstallning\w*|praktik\w*|provanstallning\w*)"
            r" (?:gick ut|gar ut|gatt ut|loper ut|lopte ut|tog slut|tar slut|forlangdes inte|forlangs inte)\b"
        ),
        (
            rf"\b(?:sluta|slutar|slutat|slutade|avsluta|avslutar|avslutat|avslutade|hoppa av|hoppat av"
            rf"|hoppar av|hoppade av|avbryta|avbryter"
            rf"|avbrutit|avbrot|bryta|lamna|lamnar|lamnat|lamnade|sagt upp mig fran|pausa"
            rf"|pausat){BETWEEN}{{0,5}} {ANY}\b"
        ),
        (
            rf"\b(?:blev|blivit|blir) av med{BETWEEN}{{0,3}} {NOUNS}\b|\b(?:forlorat|forlorade|mist|miste"
            rf"|forlorar){BETWEEN}{{0,3}} {NOUNS}\b"
        ),
        (
            rf"\b(?:klar|fardig) (?:med|pa|fran){BETWEEN}{{0,3}} {NOUNS}\b|\b{NOUNS} (?:slutar|slutade"
            rf"|tar slut|ar slut|tog slut|ar over|ar klar|upphor|avslutas|avbrots|avbryts|avbruten"
            rf"|blev avbruten|stalldes in|lades ner|lagts ner)\b"
            rf"|\binte (?:vara|stanna|bli) kvar (?:pa|i|hos) {NOUNS}\b|\b(?:inte"
            rf"|ingen) (?:\w+ )?(?:forlangt|forlangd|forlangning)\b"
            r"|\bsista (?:arbets|skol)dagen\b"
            rf""
            rf"|\bsa (?:da )?(?:jag )?slutar jag$|\bsa jag slutar\b(?! (?:svara|lasa|skriva))"
        ),
        (
            r"\b(?:jobbar|pluggar|studerar|arbetar|praktiserar)(?: \w+){0,4} inte(?: \w+){0,3} (?:langre"
            r"|kvar|mer)\b"
            r"|\binte(?: \w+)? (?:jobbar|pluggar|studerar|arbetar)(?: \w+){0,3} (?:langre|kvar|mer)\b"
        ),
        (
            rf"\bgar inte(?: langre)? (?:i|pa) {NOUNS}(?: langre)?\b|\binte kvar pa {NOUNS}\b"
            rf"|\bhar inte (?:jobb|jobbet|arbete)t? (?:kvar|langre)\b"
        ),
        (
            r"\b(?:blivit|blev|blir) arbetslos\b|\bhoppa(?:r|de|t)? av$|\b(?:sagt upp mig"
            r"|saga upp mig|sager upp mig|sa upp mig|uppsagd|fatt sparken|fick sparken"
            r"|far sparken|sparkad fran|varslad|avskedad)\b"
        ),
        (
            rf"\b(?:gar|gick|gatt) ut (?:gymnasiet|skolan|\w*skolan)\b|\b(?:tar|tagit|tog) studenten\b"
            rf"|\bsista dag(?:en)? (?:pa|i){BETWEEN}{{0,2}} {NOUNS}\b"
        ),
        (
            r"\b(?:quit|lost|left) my jobb?\b|\bjobbet (?:tog|tar) slut\b|\bhar inget jobb (?:langre"
            r"|kvar)\b|^(?:jag )?(?:har )?hoppa(?:de|t) av$"
        ),
    )
)
NOT_WORK = re.compile(  # work that is none, and work of somebody else's
    r"\b(?:jobba|jobbar|arbeta|arbetar) (?:med|pa) (?:det|steg\w*|del\w*|ansokan\w*|mig sjalv|saken"
    r"|pappren)\b|\bfor jobbigt\b|\bjobbig\w*\b"
    r"|\bkan ni jobba\b|\bgor(?:a)? ert jobb\b|\b(?:bra|fint|gott) (?:jobb|jobbat)\b|\bsoker (?:jobb"
    r"|arbete)\b|\bsokt (?:jobb|arbete)\b"
    r"|\b(?:har|ar) (?:pa )?(?:jobbet|skolan|lektion)\b|\bgo kurs\b|^(?:jag )?(?:ar )?pa (?:jobbet"
    r"|skolan)(?: nu| idag)?$"
)
NEGATION = re.compile(r"\b(?:inte|aldrig|inget|ingen|inga|varken|utan|knappast|slippa)\b")
SAYS_NO_LONGER = re.compile(
    r"\b(?:langre|kvar|mer|forlang\w*)\b|\bsa jag slutar\b"
    r"|\b(?:skolan|jobbet|kursen|praktiken|utbildningen) slutade\b"
)
OTHERS = re.compile(
    r"\b(?:mamma|pappa|bror|brorsan|syster|syrran|kompis\w*|van|vanner|sambo\w*|pojkvan\w*|flickvan\w*"
    r"|kille|tjej|fru|han|hon|du|ni|de"
    r"|dotter|son|barn|barnen|lillebror|lillasyster|storasyster|storebror|handlaggare\w*|coach\w*"
    r"|boendestodjare\w*|lakaren|kusin|farmor|mormor|alla|morbror|granne\w*)\b"
)
FOR_ME = re.compile(r" (?:at|till) mig\b")
MENTIONS = re.compile(
    rf"\b(?:{VERBS}|\w*jobb|jobbet|arbete|arbetet|praktik\w*|skolan|kursen|utbildning\w*|studier\w*"
    rf"|anstallning\w*)\b"
)


def hear_work(said: Said) -> Reading | None:
    """Read what is said of one's own work or studies; None where nothing sure is said.

    Where one thing ends and another begins, the beginning is what has to be reported in time.
    """
    line = NOT_WORK.sub(" . ", fold(said.line))
    for patterns, reply_class in ((START, ReplyClass.BÖRJAR_JOBB), (END, ReplyClass.SLUTAR_JOBB)):
        if any(_own(line, found) for pattern in patterns for found in pattern.finditer(line)):
            return Reading(reply_class, day=_day(said), certain=not said.mended)
    return None


def _day(said: Said) -> date | None:
    """Give the day that is named, if it is sure which one."""
    named = None if is_past(said.words) else named_day(said.words, said.today)
    return named.day if named is not None and named.sure else None


def mentions_work(said: Said) -> bool:
    """Tell whether work or study is spoken of at all."""
    return bool(MENTIONS.search(fold(said.line)))


def _own(line: str, found: re.Match[str]) -> bool:
    """Tell whether what was found is said of oneself, and not denied."""
    before = line[: found.start()].split()[-3:]
    span = " ".join((*before[-2:], found.group(), *line[found.end() :].split()[:1]))
    if NEGATION.search(span) and not SAYS_NO_LONGER.search(found.group() + line[found.end() :]):
        return False
    if FOR_ME.match(line[found.end() :]) or found.group().endswith(" mig"):
        return True
    return not OTHERS.search(" ".join((*_since_jag(before), found.group())))


def _since_jag(words: list[str]) -> list[str]:
    """Keep what stands after the last "jag": who is meant is said there."""
    return words[words.index("jag") :] if "jag" in words else words
