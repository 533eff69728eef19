"""Hears when somebody may want to die, be hurt or be in danger. Any length, before anything else is read.

A false alarm costs a call; a missed one can't be mended. So only what is plainly something else is let go:
laughing, a flat battery, a cut finger.
"""

from __future__ import annotations

import re

from notify.replies.spelling import fold
from notify.replies.values import Reading, ReplyClass, Said

# Written without dots, as the reply is when it is compared: "dö" is "do", "skära" is "skara".
SELF = r"(?:mig|mej)(?: sjalv)?"
PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        (
            r"\b(?:vill|ville|onskar|borde|ska|maste|kommer|tanker|hoppas|langtar|far|vagar|onska"
            r"|bara)(?: \w+){0,3} (?:do|doo|dor|dod|doda sig)\b"
        ),
        (
            r"\bjag (?:\w+ )?dor\b|\blat mig do\b|\bdo nu\b|\bdo i stallet\b|\blangtar efter doden\b"
            r"|\bbattre dod\b|\bhellre dod\b"
        ),
        (
            rf"\b(?:doda|dodar) (?:mig sjalv|sig sjalv)\b|\bdoda mig\b|\btar? dod pa {SELF}\b|\b(?:doda"
            rf"|dodar) (?:dig|er|honom|henne|nagon|alla)\b"
        ),
        (
            r"\b(?:ta|tar|tog|tagit)(?: \w+){0,2} livet av (?:mig|mej|sig)\b|\b(?:ta|tar|tog"
            r"|tagit)(?: \w+){0,2} mitt(?: eget)? liv\b"
        ),
        r"\b(?:ta|tar) livet\b$|\b(?:ta|tar) (?:mig|mitt) (?:av daga|livet)\b|\b(?:ta|tar) livet av\b",
        (
            r"\b(?:orkar|orka|vill|kan|klarar|pallar|vagar)(?: \w+){0,2} (?:inte|aldrig)(?: \w+){0,3} "
            r"(?:leva|finnas|existera|vakna|overleva)\b(?! (?:pa|av|upp|sa dyrt))"
        ),
        (
            r"\b(?:inte|aldrig) (?:vill|orkar|kan|pallar)(?: \w+){0,2} (?:leva|finnas|existera"
            r"|vakna)\b(?! (?:pa|av|upp))"
        ),
        (
            r"\b(?:orkar|klarar|pallar|vill)(?: \w+)? inte(?: \w+){0,2} livet\b|\binte vakna (?:mer|igen"
            r"|imorgon)\b|\baldrig vakna\b"
        ),
        (
            r"\b(?:ingen|inget|inte nagon|inte nagot|vad ar) (?:det for )?(?:mening|poang|ide|hopp"
            r"|anledning)(?: \w+){0,3} (?:leva|livet|lever|finnas)\b"
        ),
        (
            r"\blivet(?: \w+){0,2} (?:meningslost|hopplost|outhardligt|inte vart|varldelost|vardelost)\b"
            r"|\blivet ar (?:slut|over)\b"
        ),
        (
            r"\b(?:trott|less|utless|leds) pa (?:livet|att leva)\b|\bhata[rt](?: mitt)? liv(?:et)?\b"
            r"|\bhatar att leva\b|\bvarfor (?:leva|lever jag|finns jag)\b"
        ),
        (
            r"\b(?:vart|lont) att leva\b|\bsluta (?:leva|andas|finnas)\b|\bslippa (?:leva|livet|finnas"
            r"|vara med langre)\b"
        ),
        (
            rf"\b(?:skada|skadar|skadat|skara|skar|skurit|branna|branner|brant|hanga|hanger|hangt|skjuta"
            rf"|skjuter|dranka|dranker|strypa|forgifta|kvava) {SELF}\b"
        ),
        (
            r"\b(?:skara|skar|skurit) (?:upp )?(?:handlederna|armarna|armen|handleden)\b|\bskada pa mig\b"
            r"|\bgora (?:mig illa|illa mig)\b|\bgor (?:mig )?illa mig\b"
        ),
        (
            r"\bgora mig sjalv illa\b|\bskadar? mig\b|\bsjalvskad\w*|\bsjalvm[ord]{2,3}\w*|\bsjalvord\w*"
            r"|\bsuicid\w*|\bdodstank\w*|\btank\w*(?: \w+)? pa doden\b|\bvara vid liv\b"
            r"|\binte vara (?:kvar )?har (?:langre|mer)\b|\bkvar (?:i livet|pa jorden)\b"
            r"|\bingen (?:skulle |kommer )?(?:att )?(?:sakna mig|marka om jag|bry sig om jag)\b|\b(?:bra|skont"
            r"|lika garna) (?:att )?do\b|\bjag inte (?:fanns|fans)\b|\btankar (?:pa|om) (?:att do|doden"
            r"|sjalv\w+)\b"
        ),
        (
            r"\b(?:kill|hurt|cut|hang) (?:my ?self|me)\b|\b(?:want|wanna|going|wish)(?: \w+){0,3} (?:die"
            r"|dead)\b|\bend (?:my life|it all)\b|\bkms\b|\bdont want to live\b"
        ),
        (
            r"\bsos\b|\b112\b|\bring (?:en )?(?:ambulans|polis\w*)\b|\bbehover (?:en )?(?:ambulans"
            r"|polis)\b|\bambulans\b(?! (?:kom|har))"
        ),
        (
            r"\b(?:avsluta|avslutar|avslutat|slut pa|anda|korta)(?: \w+){0,2} liv(?:et)?\b"
            r"|\bslut pa (?:allt|alltihop|alltsammans|skiten)\b|\batt allt ska ta slut\b"
        ),
        (
            r"\bhoppar?(?: \w+){0,2} (?:framfor|fran|ut fran|ut genom|ner fran|ut|av|ner)(?: \w+)? ?"
            r"(?:tag|taget|bron|en bro|fonstret|fonster|balkongen|balkong|taket|spar\w*|tunnelban\w*|bilen"
            r"|bil|lastbil\w*)\b"
        ),
        (
            r"\boverdos\w*|\b(?:alla|for manga|massa|fullt med|hela burken|burk\w*"
            r"|manga) (?:\w+ )?(?:tabletter\w*|piller\w*|mediciner\w*|alvedon\w*|somntablett\w*)\b"
        ),
        (
            r"\b(?:battre|bast|skonare|skont|gladare)(?: \w+){0,5} (?:utan mig|om jag (?:\w+ )?(?:dod"
            r"|borta|dog|forsvann|inte fanns|inte finns|inte fans))\b"
        ),
        (
            r"\bom jag (?:var|vore|dog|bara dog|var dod|vore dod|inte fanns)(?: (?:dod|borta))?$"
            r"|\bvar dod$|\bsaknar mig inte om jag\b"
        ),
        (
            r"\b(?:vill|onskar|kunde|fa)(?: \w+){0,3} (?:forsvinna|forsvann|somna in|sova for alltid"
            r"|sova for evigt|do|upphora)\b(?! fran)"
        ),
        (
            r"\b(?:han|hon|pappa|mamma|pojkvan\w*|flickvan\w*|sambo\w*|kille|de|nagon|brorsan) (?:slar"
            r"|slog|misshandlar|hotar|stryper) mig\b|\bmisshandlad\b|\bvaldtag\w*|\bvaldtog\b"
        ),
        (
            r"\bmorka tankar\b|\bdjavulen i huvudet\b|\broster som sager\b|\badjo (?:varlden|allihop\w*)\b"
            r"|\bfinns inte imorgon\b|\bsista dag pa jorden\b"
        ),
    )
)
WHOLE = frozenset(
    (
        "akut",
        "det ar akut",
        "akut hjalp",
        "hjalp akut",
        "hjalp det ar akut",
        "akut nu",
        "ar akut",
        "dodar mig",
        "livsfara",
    )
)
HARMLESS = re.compile(
    r"\bdor av (?:skratt|tristess|hunger|varme|varmen|langtan|nyfikenhet|skam|leda|torst|trakighet"
    r"|kyla|trotthet)\b"
    r"|\b(?:mobil\w*|batteri\w*|telefon\w*|dator\w*|surfplatta\w*|blomma\w*|blommor\w*|vaxt\w*|hund\w*"
    r"|katt\w*|farmor|mormor|morfar|farfar|internet|wifi)"
    r"(?: \w+){0,4} (?:do|dor|dod|dott|dog)\b"
    r"|\bmig (?:pa|i) (?:fingret|tummen|handen|foten|kniv\w*|benet|knat|armbagen|ryggen|papper\w*"
    r"|fot\w*|axeln|traningen|jobbet)\b"
    r"|\b(?:inga|aldrig|aldrig haft|inte|inte haft|inte nagra) (?:sjalvmord\w*|dodstank\w*|morka tankar)\b"
    r"|\b(?:hungrig|torstig|trott|varm|kall|uttrakad|nyfiken|matt) sa (?:att )?jag dor\b"
    r"|\bskar mig pa en? \w+\b|\bskrattar ihjal\b|\bdor inte\b|\bdod trott\b|\bdo for en\b|\bdodtrott\b"
    r"|\b(?:vill|far|ska|kan)(?: \w+)? (?:do|dor)(?: ut)? (?:batteriet|mobilen)\b|\bbranner mig for\b"
    r"|\bhanga med\b"
)
LAUGHS = re.compile(r"\bhaha\b|\bskratt\w*")
ONLY_A_SAYING = re.compile(r"\bjag (?:\w+ )?dor\b")


def hear_crisis(said: Said) -> Reading | None:
    """Read AKUT where somebody may be in danger; None where nothing says so."""
    if "sos" in said.signs:
        return Reading(ReplyClass.AKUT)
    lines = {fold(" ".join(words)) for words in (said.words, said.plain)}
    return Reading(ReplyClass.AKUT) if any(_danger(line, said) for line in lines) else None


def _danger(line: str, said: Said) -> bool:
    if line in WHOLE:
        return True
    rest = HARMLESS.sub(" ", line)
    if "laugh" in said.signs or LAUGHS.search(rest):
        rest = ONLY_A_SAYING.sub(" ", rest)
    return any(pattern.search(rest) for pattern in PATTERNS)
