"""How people write: dialect, slang, shortenings, emoji, and what telephones add. Data."""

from __future__ import annotations

import re


def _table(text: str) -> dict[str, str]:
    """Read lines such as "vill: vil, vel" into {"vil": "vill", "vel": "vill"}."""
    rows = (line.split(":", 1) for line in text.strip().splitlines())
    return {word.strip(): meant.strip() for meant, words in rows for word in words.split(",")}


ALIASES = _table(
    """
hjälp: hjeelp, hjelp, hjäp
är: e, ä, é, äre, ær
inte: int, ej, icke, ite, itne, inet, intr, intw, ine, ente, änte, itte, ikke, ike, not, ibte, unte
inte: innte, intee, int, itt
ingen: ingn, ngen
inget: inge, ingeh
inga: ingar
ingenting: ingeting, nada, noll
mig: mej, mie, mgi
dig: dej
sig: sej
de: dom, di
hunnit: hunne, hunni, hunit, hunnet
gjort: gort, jort, gjot
eftermiddag: em, eftermiddan
förmiddag: fm, förmiddan
någon: nån, ngn, nåon, nagon
fått: fåt, fott, fådd, fårr
något: nåt, ngt, nagot, nått, någgot
några: nåra, ngra, nagra
och: o, å, oc, ock
också: oxå, åxå
mycket: mkt, mycke, myket, mkyet, mke
snälla: plz, pls, please, snella, snäll, snalla, plis
ok: okk, okj, oks, ook, kk, okejsan, okejdå, okeje, ookej
tack: thx, tx, thanks, tnx, tackar
jag: jg, jah, jaq, jak
vill: vil, vel, vll, vilj, villl, wil, vilk
ska: skall, sku, skaa, skha
har: hra, haar, hr
kan: kna, kann
för: fö, fr, förr
sms: meddelandet, smsen, smset, sms:en, sms:et, sms:a, meddelande, meddelanden, meddelandena, mess
sms: textmeddelande
sms: textmeddelanden, esemes, medelande, medelanden, medd, smsn, sms:n, smser
skicka: skika, skcika, sicka, skicke, skick, skickka
skickar: skikar, skcikar
mamma: morsan, mamman, mama
pappa: farsan, pappan
klockan: kl, klocka
vecka: v, veka
dagar: dar, dagarna, dagr
med: m, mä
till: ti
nummer: nr
numret: nummret, numert, numre
idag: idagg, today, idg
imorgon: imorn, imorrn, imorron, imoron, imårn, imårrn, imorgn, imrgn, imorgo, tomorrow, imorogn
imorgon: imon, imorra, imorrå, imörn, immorgon, morgondagen, imorgonn, imogon
övermorgon: övermorrn, övermorn, övermorron, overmorgon, överimorgon, överimorrn
ikväll: ikvell, ikväl, ikvall
igår: igåår, yesterday, igar
fan: fna, faan, fään, fasen, fasiken, jävla, jävligt, djävla, jävlar, javla, jevla, helvete, helvette
fan: fuck, fucking, fucken, fkn, satan, sablar, attans, jäkla, jädra, tusan, förfan, förihelvete, jäävla
fan: jvla
vet: vett
vad: vadå, vadd
vårdcentralen: vc, vårdis, vårdcentral
försäkringskassan: fk, f-kassan, fkassan, försäkringskassa, kassan
handläggare: handläggarn, handläggarna, handlägare, handlaggare
haha: hahaha, hahahaha, hihi, hehe, heh, lol, lmao, hah, rofl, asg
måndag: mån, månd, måndan, måndagen, måndag:en, måndann, monday, måndas, mondag, måndad, mandagen
måndag: mondagen, månda
tisdag: tis, tisd, tisda, tisdan, tisdagen, tuesday, tisadg, tirsda
onsdag: ons, onsd, onsda, onsdan, onsdagen, wednesday, onstag
torsdag: tor, tordag, tors, torsd, torsda, torsdan, torsdagen, thursday, torstag, tossdag, tosdan, tosda
fredag: fre, freda, fredan, fredagen, friday, fredda
lördag: lör, lörd, lörda, lördan, lördagen, saturday, lordagen
söndag: sön, sönd, sönda, söndan, söndagen, sunday, sondagen
januari: jan
februari: feb, febr
mars: mar, march, marz, mras
jobba: joba, jobbba, jobbs, jbba
jobb: job, jbb, jåbb
börja: börj, böja, börjja, berja, bårja
plugga: pluga, plgga
april: apr
juni: jun
juli: jul
augusti: aug, agusti
september: sep, sept
oktober: okt
november: nov
december: dec
"""
)

PAIRS = tuple(
    (re.compile(rf"\b{apart}\b"), together)
    for apart, together in (
        (r"i över ?(?:imorgon|morgon|morron|morrn)", "övermorgon"),
        (r"i övermorgon", "övermorgon"),
        (r"över (?:imorgon|morgon)", "övermorgon"),
        (r"i (?:morgon|morron|moron|morrn|morn|mårn|mårrn|imorgon)", "imorgon"),
        (r"i (?:dag|idag)", "idag"),
        (r"i (?:kväll|ikväll)", "ikväll"),
        (r"i (?:går|igår)", "igår"),
        (r"i eftermiddag", "idag"),
        (r"i fred", "ifred"),
        (r"sista dan", "sista dag"),
        (r"okk?i? doki?", "okidoki"),
        (r"på (?:ti|till|tis)$", "på tisdag"),
        (r"på (?:on|ons)$", "på onsdag"),
        (r"på (?:to|tors)$", "på torsdag"),
        (r"på (?:fr|för)$", "på fredag"),
        (r"på må$", "på måndag"),
        (r"bank id", "bankid"),
        (
            r"de va(?= (?:svårt|jobbigt|läskigt|tungt|bra|lätt|kul|upptaget|stängt|inte|skönt|ingen))",
            "det var",
        ),
        # As it sounds: "de" for det, "ja" for jag, "va" for vad, "me" for med.
        (r"de (är|går|gick|låter|passar|passade|funkar|blir|blev|känns|var|knallar|löser)", r"det \1"),
        (
            r"(gör|göra|gjort|gjorde|fixar|fixa|fixat|tar|ta|passar|fint|för|klarar|med|är|läst|så) de",
            r"\1 det",
        ),
        (
            (
                r"ja (ska|har|kan|är|mår|vet|fattar|förstår|orkar|behöver|börjar|börja|slutar|sluta|hinner|klarar"
                r"|tror|vågar|hittar|skulle|glömde|ringde|bokade|gjorde|går|håller)"
            ),
            r"jag \1",
        ),
        (
            r"va (menas|betyder|är|ska|gör|händer|innebär|handlar|gäller|vill|menar|jag|vi|ni|du|man)",
            r"vad \1",
        ),
        (r"(vad|hur|när|var|vart) (gör|ska|kan|får|har|vet|vill|måste|behöver) ja", r"\1 \2 jag"),
        (r"(?<!call )(?<!text )(?<!texting )(?<!help )(?<!leave )(?<!tell )me", "med"),
        (r"i stället", "istället"),
        (r"så klart", "såklart"),
        (r"själv klart", "självklart"),
        (r"ja visst", "javisst"),
        (r"(?:för|i|ta mig) fan", "fan"),
        (r"för i fan", "fan"),
        (r"hör av (?:er|dig|sig|dej)", "höravsig"),
        (r"höra av (?:er|dig|sig|dej)", "höravsig"),
        (r"ta bort", "tabort"),
        (r"stäng(?:a)? av", "stängav"),
    )
)

SIGNATURES = re.compile(
    r"(?:skickat från min|skickat från|sent from my|sent from|hämta outlook|get outlook|skickat med).*$"
    r"|(?:\bmvh\b|\bvänliga hälsningar\b|\bmed vänlig hälsning\b|\bhälsningar\b|\bhälsn\b)(?:\W+\w+){0,3}\W*$"
)

SIGNS = {
    **dict.fromkeys("👍👌🆗✅✔☑", "ok"),
    **dict.fromkeys("❤♥🧡💛💚💙💜🖤💕💖💗🥰😍🙏", "heart"),
    "👎": "no",
    **dict.fromkeys("😂🤣😆😅😹", "laugh"),
    "🆘": "sos",
    **dict.fromkeys("🛑⛔", "stop"),
}
