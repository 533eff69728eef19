"""What is said by somebody who may be in danger, by subject, and what only sounds like it. Data.

One pattern a line, and a line further in goes on with it. Words in capitals stand for lists in NAMED. Written without
dots, as the reply is when it is compared: "dö" is "do", "skära" is "skara".
"""

from __future__ import annotations

import re

NAMED = {
    "LIFE": r"(?:(?<!hela )(?<!i )livet|leva|levande|existera|existerar|finnas)",
    "WEARY": (
        r"(?:inte|aldrig|pallar|trott|less|slut|vart|meningslos\w*|poanglos\w*|varfor|hatar|suger|evigt"
        r"|outhardlig\w*|funderar|tappat|gett upp|langre)"
    ),
    "PACKS": r"(?:ask\w*|burk\w*|karta|kartan|kartor|paket\w*|forpackning\w*|flaskan)",
    "SELF": r"(?:mig|mej)(?: sjalv)?",
    "ME": r"(?:mig|mej)",
    "NOT": r"(?:inte|aldrig)",
    "MEDICINES": r"(?:tabletter\w*|piller\w*|medicin\w*|alvedon\w*|ipren\w*|somnpiller\w*|somntablett\w*|lugnande)",
    "RELATIVES": (
        r"(?:han|hon|pappa|mamma|styvpappa|styvfar|farsan|pojkvan\w*|flickvan\w*|sambo\w*|kille\w*|tjej\w*|ex"
        r"|exet|man|de|nagon|bror|brorsan|bonuspappa|grannen|personalen|killarna)"
    ),
}
ANY_NAME = re.compile("|".join(sorted(NAMED, key=len, reverse=True)))

WANTS_TO_DIE = r"""
    \b(?:vill|ville|onskar|onska|borde|ska|maste|kommer|tanker|hoppas|langtar|far|vagar|bara|tank\w*
        |funderar|redo|dags)(?: \w+){0,3} (?:do|doo|dor|dod|doda sig)\b
    \bjag (?:\w+ )?dor\b
    \blat mig do\b
    \bdo nu\b
    \bdo i ?stallet\b
    \blangtar efter doden\b
    \b(?:battre|hellre) (?:\w+ )?dod\b
    \bar jag (?:\w+ )?dod\b
    \bvar dod$
    \bom jag (?:var|vore|dog|bara dog|inte fanns)(?: (?:dod|borta))?$
    \b(?:bra|skont|lika garna) (?:att )?do\b
    \b(?:vill|onskar|kunde|fa)(?: \w+){0,3} (?:forsvinna|forsvann|somna in|sova for (?:alltid|evigt)
        |upphora)\b(?! fran)
    \bforsvinn\w*(?: bort)? (?:for (?:alltid|gott|evigt)|fran (?:jorden|varlden|livet|allt|alla
        |planeten|hela))\b
    \b(?:orkar|orka|vill|kan|klarar|pallar|vagar|onskar|hoppas
        |skulle)(?: \w+){0,2} NOT(?: \w+){0,3} (?:leva|lev|leve|finnas|existera|vakna|vaknar|vaknat
        |vaknade|overleva)\b(?! (?:pa|av|upp|sa dyrt|som|i (?:er|ert|det|register|registret|listan)))
    \bNOT (?:vill|orkar|kan|pallar)(?: \w+){0,2} (?:leva|finnas|existera|vakna)\b(?! (?:pa|av|upp))
    \bvill NOT vakna upp\b
    \bdod inombords\b
    \b(?:vill|orkar) NOT finns\b
    \bNOT vakna(?:r)? (?:mer|igen|imorgon|upp igen)\b
    \baldrig vakna\b
    \bkommer(?: \w+){0,3} NOT(?: att)? (?:leva|finnas|vara vid liv|overleva)\b(?! pa)
    \b(?:lever|finns|overlever) jag(?: \w+)? (?:NOT|nog inte)\b(?! (?:pa|hemma|i|med|ihop))
    \bjag (?:finns|lever|overlever)(?: \w+)? NOT\b(?! (?:pa|hemma|i|med|ihop|dar))
    \bfinns inte imorgon\b
    \bjag inte (?:fanns|fans)\b
    \baldrig(?: \w+)? (?:blivit fodd|fotts|fodd)\b
    \bNOT vara (?:kvar )?har (?:langre|mer)\b(?! i)
    \bvara vid liv\b
    \bkvar (?:i livet|pa jorden)\b
    \b(?:finnas|vara) kvar har\b(?! i)
    \bsjalvmm?[ord]{2,3}\w*
    \bsjalvord\w*
    \bsuicid\w*
    \bdodstank\w*
    \btank\w*(?: \w+)? pa doden\b
    \btankar (?:pa|om) (?:att do|doden|sjalv\w+)\b
    \bmorka tankar\b
    \bsista dag pa jorden\b
    ^(?:bara )?do$
"""
WEARY_OF_LIFE = r"""
    \bvid liv\b
    \blivet\b.*\bvara med (?:mer|langre)$
    \bslippa (?:allt|alltihop)(?: nu)? for (?:gott|alltid|evigt)\b
    \b(?:battre|bast|gladare)(?: \w+){0,3} utan (?:mig|(?:en |nagon )?(?:san|sadan) som (?:mig|jag))\b
    \b(?:min|ar|blir)(?: det)? sista (?:natt|natten)\b
    \bsomnar?(?: \w+)? in\b
    \bWEARY\b(?: \w+){0,5} LIFE\b(?! (?:pa|av|upp|som|ihop|bo|i (?:er|ert|det|registret|listan)))
    \bLIFE\b(?: \w+){0,3} WEARY\b(?! (?:pa|av|ihop))
    \b(?:vart|mening\w*|poang\w*|varfor|orkar inte|pallar inte|slippa
        |funderar)(?: \w+){0,5} vara har\b(?! (?:pa|i|hos))
    \bom jag? (?:\w+ )?(?:dog|dor|var dod|vore dod|ar dod|forsvann|forsvinner)\b
    \bsomna(?: \w+){0,2} (?:evigt|alltid|in|aldrig|inte vakna)\b
    \b(?:allt|allting|livet) (?:ar|kanns) (?:bara |helt )?(?:nattsvart|kolsvart|becksvart|over
        |hopplost|meningslost)\b
    \b(?:ja?g? finns|finns jag?)(?: \w+){0,2} NOT(?: (?:langre|mer|kvar|da|sen|imorgon|snart))?$
    \bvarfor (?:finns|lever) jag(?: ens| ju| till)?$
    \b(?:ingen|inte nagon|inte en|ingen annan) vag ut\b
    \b(?:ar|blir) (?:det )?(?:snart )?(?:over|slut) (?:for|med) mig\b
    \b(?:inte|slutat)(?: \w+)? (?:kampa|fortsatta leva)\b(?! med)
    \b(?:ge|gett|ger) upp (?:livet|hoppet)\b
    \b(?:gor|gora|gjort|gor jag|jag gor) (?:jag )?(?:nagot|nagonting|nat) (?:\w+ )?(?:dumt|farligt
        |hemskt|drastiskt)\b
"""
TAKES_LIFE = r"""
    \b(?:vag|ga|gar|gatt|ska) (?:ut )?till (?:bron|sparet|sparen|rals\w*)\b
    \b(?:slutat|slutar|vagrar)(?: \w+)? (?:insulin\w*|MEDICINES) med flit\b
    \bge(?:r|tt)? bort (?:alla )?mina saker\b
    \b(?:tagit|tog|knaprat|knaprade|svalt|svalde|atit|at|tar|tomt|tomde
        |tryckt) (?:\w+ ){0,4}hela (?:\w+ )?PACKS\b(?! (?:mat|kakor|godis|chips))
    \b(?:rakblad\w*|en snara|snaran|repet)\b
    \b(?:hoppa\w*|kasta\w*|slang\w*|ga|gick|sprang|springa|stalla|stallde
        |lagga)(?: \w+){0,3} framfor(?: \w+)? ?(?:buss\w*|tag|taget|tunnelban\w*|bil|bilen|bilar\w*
        |lastbil\w*|sparvagn\w*)\b
    \b(?:knaprat|knaprar|svalt|svaljer|proppat)(?: \w+){0,3} (?:mig|MEDICINES)\b
    \b(?:ta|tar|tog|tagit|taga)(?: \w+){0,3} (?:livet|live|liv) ?(?:av|a|ifran) ?(?:mig|mej|sig)\b
    \blivav\b
    \b(?:ta|tar|tog|tagit)(?: \w+){0,2} mitt(?: eget)? (?:liv|lv)\b
    \b(?:ta|tar) livet(?:$| av\b)
    \b(?:ta|tar) (?:mig|mitt) (?:av daga|livet)\b
    \btar? dod pa (?:mig|mej)(?: sjalv)?\b
    \b(?:avsluta|avslutar|avslutat|slut pa|anda|korta)(?: \w+){0,2} liv(?:et)?\b
    \bge upp livet\b
    \bslut (?:pa|med) (?:allt|alltihop|alltsammans|skiten|mig|livet)\b
    \bgora slut pa det\b
    \b(?:vill|tanker|ska) avsluta (?:allt|alltihop|mig)\b
    \b(?:vill|onskar|hoppas)(?: \w+){0,3} (?:det|allt|allting|alltihop|detta|livet)(?: \w+)? (?:ta|tar
        |tog) slut\b
    \batt allt ska ta slut\b
    \b(?:doda|dodar) (?:mig|sig) sjalv\b
    \bdoda mig\b
    \bhoppar?(?: \w+){0,2} (?:framfor|fran|ut fran|ut genom|ner fran|ut|av|ner)(?: \w+)? ?(?:tag|taget
        |bron|en bro|fonstret|fonster|balkongen|balkong|taket|spar\w*|tunnelban\w*|bilen|bil
        |lastbil\w*)\b
    \b(?:vill|ska|tanker|vagar) (?:bara )?hoppa(?: nu| snart)?$
    \b(?:star|sitter)(?: \w+)? (?:pa|vid|uppe pa|ute pa) (?:en |ett )?(?:bro|bron|taket|tak|spar|sparet
        |sparen|rals\w*|kanten)\b
    \bframfor (?:ett |en )?(?:tag|taget|bil|lastbil\w*)\b
    \boverdos\w*
    \b(?:alla|for manga|massa|fullt med|hela burken|burk\w*|manga) (?:\w+ ){0,2}(?:tabletter\w*
        |piller\w*|medicin\w*|alvedon\w*|ipren\w*|somnpiller\w*|somntablett\w*|lugnande)\b
    \b(?:tog|tagit|svalt|tar|ta) (?:hela|alla)(?: \w+)? (?:tabletter\w*|piller\w*|medicin\w*|alvedon\w*
        |ipren\w*|somnpiller\w*|somntablett\w*|lugnande)\b
    \b(?:tabletter\w*|piller\w*|medicin\w*|alvedon\w*|ipren\w*|somnpiller\w*|somntablett\w*
        |lugnande) pa en gang\b
    \bsparat (?:pa )?(?:tabletter\w*|piller\w*|medicin\w*|alvedon\w*|ipren\w*|somnpiller\w*
        |somntablett\w*|lugnande)\b
    \b(?:tagit|tog|atit|svalt)(?: \w+){0,2} for mycket (?:\w+ )?(?:tabletter\w*|piller\w*|medicin\w*
        |alvedon\w*|ipren\w*|somnpiller\w*|somntablett\w*|lugnande)\b
"""
TIRED_OF_LIFE = r"""
    \b(?:orkar|klarar|pallar|vill)(?: \w+)? NOT(?: \w+){0,2} livet\b
    \b(?:ingen|inget|inte nagon|inte nagot|vad ar) (?:det for )?(?:mening|poang|ide|hopp|anledning
        |skal)(?: \w+){0,3} (?:leva|livet|lever|finnas)\b
    \b(?:inget|ingenting)(?: \w+){0,2} (?:leva|finnas) for\b
    \b(?:livet|liv)(?: \w+){0,2} (?:meningslost|hopplost|outhardligt|inte vart|varldelost|vardelost)\b
    \blivet ar (?:slut|over)\b
    \bmeningslost att (?:leva|fortsatta|finnas)\b
    \b(?:trott|less|utless|leds) pa (?:livet|att leva)\b
    \bhata[rt](?: mitt)? liv(?:et)?\b
    \bhatar att leva\b
    \bvarfor (?:leva|ska jag (?:\w+ )?(?:leva|finnas))\b
    \b(?:vart|lont) att leva\b
    \bsluta (?:leva|andas|finnas)\b
    \bslippa (?:leva|livet|finnas|vara med langre)\b
    \bingen (?:skulle |kommer )?(?:att )?(?:sakna mig|marka om jag|bry sig om jag)\b
    \bsaknar mig inte om jag\b
    \b(?:battre|bast|skonare|skont|gladare)(?: \w+){0,5} (?:utan mig|om jag (?:\w+ )?(?:dod|borta|dog
        |forsvann|inte fanns|inte finns|inte fans))\b
    \bslipper (?:\w+ ){0,2}mig (?:snart|sen)\b
    \bsnart slipper (?:\w+ )?mig\b
"""
FAREWELL = r"""
    \bforlat(?: mig)? (?:alla|allihop\w*|mamma|pappa|for allt)\b|\bforlat mig (?:sen|da|nar)\b
    \bhalsa (?:alla|mamma|pappa|familjen|min \w+) att jag alskar\b|\bglom mig\b(?! inte)
    \b(?:avskeds|sjalvmords)brev\w*
    \badjo (?:varlden|allihop\w*)\b
    \bfarval\b
    \b(?:hejda|hej da) (?:(?:alla|varlden)$|varlden|for alltid|livet\b)
    \bgoodbye (?:world|everyone|all)\b
    \b(?:mitt|det har ar mitt) sista (?:sms|ord|brev)\b(?! pa kortet)
    \b(?:aldrig|inte) (?:\w+ )?(?:se|ser|hor|hora av) mig igen\b
    \bnar (?:du|ni) laser (?:det|detta|det har)(?: \w+){0,2} (?:borta|dod)\b
"""
HURTS_SELF = r"""
    \b(?:skrapar|skrapat|river|rivit|karvar|karvat) (?:\w+ ){0,3}(?:arm\w*|handled\w*|mig sjalv)\b
    \b(?:skada|skadar|skadat|skadade|skara|skar|skurit|branna|branner|brant|hanga|hanger|hangt|skjuta
        |skjuter|dranka|dranker|strypa|forgifta|kvava|rispa|rispar|rispat|svalter|svalta)(?: jag| ju
        | bara)? SELF\b
    \b(?:skara|skar|skurit) (?:upp )?(?:handlederna|armarna|armen|handleden)\b
    \bskada pa mig\b
    \b(?:gora|gor|gjort|gjorde)(?: jag)?(?: SELF illa| illa SELF)\b
    \bskadar? mig\b
    \bsjalvskad\w*
    \b(?:radd for|litar inte pa|fara for|farlig for) mig sjalv\b
    \bvad jag (?:tar mig till|kan gora med mig)\b
    \b(?:djavulen i huvudet|roster(?:na)? (?:som )?(?:sager|vill))\b
"""
HURT_BY_OTHERS = r"""
    \bihjal mig\b
    \b(?:last|lasta|laste|stangt|laser) in mig\b
    \blivradd\b(?! (?:att|for (?:att|telefon\w*|samtal\w*|blankett\w*|lakar\w*|myndighet\w*)))
        |\bdodsradd\b|\bstrypmark\w*
    \b(?:nagon|de|han) (?:\w+ )?i (?:min |mitt )?(?:lagenhet\w*|hem)\b
    \b(?:vagar|kan) inte (?:\w+ )?(?:vara hemma|ga hem|aka hem)\b(?! till)
    \b(?:laser|laste|last|stanger|stangde|stangt) in mig\b|\bhan gjorde det igen\b
    \bRELATIVES (?:\w+ )?(?:slar|slog|slagit|misshandlar|stryper|sparkar|valdtar|laser in|last in
        |forfoljer|tafsar pa) (?:\w+ )?ME\b(?! i (?:spel|fifa|kort|schack|tennis))
    \b(?:hotar|hotat|hotade|misshandlar|tvingar) ME\b(?! (?:med|att))
    \btvingar mig (?:till sex|att ha sex|att ligga)\b
    \b(?:hotar|hotat|hotade|tankt|ska|vill)(?: med)?(?: att)? (?:doda|sla ihjal|skada|misshandla) mig\b
    \bmisshandla[dt]s?\b
    \bvaldtag\w*
    \bvaldto[gk]s?\b
    \b(?:blir|blev|blivit) (?:slagen|hotad|inlast|instangd)\b
    \b(?:sjalv|ensam) med (?:mina |alla )?tankar\w*\b
    \b(?:doda|dodar) (?:dig|er|honom|henne|nagon|alla)\b
    \b(?:bryta|bryter|brot) sig in\b
    \bRELATIVES har (?:en )?(?:kniv|pistol|vapen)\b
    \b(?:kniv|pistol) (?:i handen|mot)\b
    \bradd for (?:mitt liv|min (?:kille|sambo|pappa|man|bror))\b
"""
EMERGENCY = r"""
    \bblod overallt\b
    \bdet brinner (?:hos|hemma|i)(?! (?:mig pa|knutarna))\b
    \b(?:svimmar|svimmat|svimmade|medvetslos|krampar)\b(?! av (?:hetta|varme|trotthet|hunger))
    \bont i brostet\b
    \b(?:inte|ingenting)(?: \w+)? (?:atit|druckit)(?: nagot)?(?: pa| i)? (?:\w+ )?(?:dagar|dygn
        |vecka|veckor)\b
    \bsos\b
    \b112\b
    \bring (?:en |efter )?(?:ambulans|polis\w*)\b
    \bbehover (?:en )?(?:ambulans|polis)\b
    \bambulans\b(?! (?:kom|har))
    \bkan inte andas\b
    \bfar (?:ingen|inte) luft\b
    \bhjartinfarkt\w*
    \bbloder (?:mycket|jattemycket|massor|overallt|ihjal)\b
    \bi (?:fara|livsfara)\b
"""
ENGLISH = r"""
    \b(?:wanna|want to|want) (?:be here|live|exist|be alive)\b
    \b(?:cant|not) (?:go on|do this anymore)\b
    \b(?:kill|hurt|cut|hang) (?:my ?self|me)\b
    \b(?:want|wanna|going|wish|gonna)(?: \w+){0,3} (?:die|dead)\b
    \bend (?:my life|it all)\b
    \bkms\b
    \b(?:dont|do not) (?:want to|wanna) (?:live|be alive|exist)\b
    \bunalive\b
"""


def _patterns(text: str) -> tuple[re.Pattern[str], ...]:
    """Make a pattern of each line."""
    joined = text.strip().replace("\n        ", "").splitlines()
    return tuple(re.compile(ANY_NAME.sub(lambda name: NAMED[name.group()], line.strip())) for line in joined)


PATTERNS = tuple(
    pattern
    for subject in (
        WANTS_TO_DIE,
        WEARY_OF_LIFE,
        TAKES_LIFE,
        TIRED_OF_LIFE,
        FAREWELL,
        HURTS_SELF,
        HURT_BY_OTHERS,
        EMERGENCY,
        ENGLISH,
    )
    for pattern in _patterns(subject)
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
TIRESOME = (  # things that may "ta död på" anybody without danger
    r"(?:blankett\w*|papper\w*|pappret|papprena|sms|ni|du|varmen|kylan|hosta\w*|ansokan|byrakrati\w*|bankid"
    r"|forsakringskassan|vantan|datorn|plugget|datum\w*)"
)
HARMLESS = re.compile(
    r"\b(?:do|dor|dog|dott) av (?!angest|sorg|smarta|overdos|hunger nu)\w+|\bsom en dod\b|\baldrig i livet\b"
    r"|\b(?:mobil\w*|batteri\w*|telefon\w*|dator\w*|surfplatta\w*|blomma\w*|blommor\w*|vaxt\w*|hund\w*"
    r"|katt\w*|farmor|mormor|morfar|farfar|internet|wifi|kanin\w*|hamster\w*|marsvin\w*|fisk\w*)"
    r"(?: \w+){0,4} (?:do|dor|dod|dott|dog)\b"
    r"|\bmig (?:pa|i) (?:fingret|tummen|handen|foten|kniv\w*|benet|knat|armbagen|ryggen|papper\w*"
    r"|fot\w*|axeln|traningen|jobbet)\b"
    r"|\b(?:inga|aldrig|aldrig haft|inte|inte haft|inte nagra) (?:sjalvmord\w*|dodstank\w*|morka tankar)\b"
    r"|\b(?:hungrig|torstig|trott|varm|kall|uttrakad|nyfiken|matt) sa (?:att )?jag dor\b"
    r"|\bskar mig pa en? \w+\b|\bskrattar ihjal\b|\bdor inte\b|\bdod trott\b|\bdo for en\b|\bdodtrott\b"
    r"|\b(?:vill|far|ska|kan)(?: \w+)? (?:do|dor)(?: ut)? (?:batteriet|mobilen)\b|\bbranner mig for\b"
    r"|\bhanga med\b|\bdoden do\b|\bta (?:det|allt) med ro\b|\bkan inte andas genom nasan\b"
    rf"|\b{TIRESOME}(?: \w+){{0,2}} (?:tar|dodar) (?:dod pa )?mig\b"
)
LAUGHS = re.compile(r"\bhaha\b|\bskratt\w*")
ONLY_A_SAYING = re.compile(r"\bjag (?:\w+ )?dor\b")
