"""Whole replies, by what they mean. Data: commas part them; a word of its own also stands for its misspellings.

Written as they are after dialect is spelt out (de, mig, är, inte, sms, imorgon): see dialect.py.
"""

from __future__ import annotations

from notify.replies.values import ReplyClass
from notify.replies.wordlist import words

WRITTEN: dict[ReplyClass, str] = {
    ReplyClass.OK: """
        ok, okej, okey, okay, oki, okidoki, okok, k, okie, oke, okje, läst, jag har läst, har läst
        det, har läst sms, läst och förstått, tack, tack så mycket, tusen tack, tack ska du ha, tack
        snälla, tumme upp, uppfattat, förstått, jag förstår, förstår, jag fattar, fattar, noterat,
        mottaget, jag har sett, sett det, har sett det, då vet jag, jag vet, bra att veta, tack för
        hjälpen, tack för påminnelsen, tack för info, tack för infon, tack för informationen, tack
        för sms, tack för att du skriver, tack detsamma, mm, mhm, mmm, det är okej, det är ok, ok
        då, okej då, uppfattar, got it, read, rätt nummer, samma nummer, det är mitt nummer, taget, bra
        då vet jag, förstår det, jag förstår det, okej jag förstår,
        okej jag vet, okej då vet jag, tack jag har läst, kollat, har kollat, sett
    """,
    ReplyClass.KLAR: """
        klar, klart, färdig, färdigt, gjort, fixat, bokat, ansökt, skickat, gjord, fixad, bokad,
        skickad, ansökte, bokade, fixade, gjorde, avklarat, avklarad, ordnat, inskickad, inskickat,
        done, finished, kirrat, grejat, postat, avskickat, ivägskickat, har numret, numret hittat,
        hittat numret, klappat och klart, klar som fan, allt klart, klart allt, check, gjort det,
        jag gjorde det, fixat det, jag klarade det, klarade det, det gick bra att boka, lämnat in,
        in skickat, tid bokad, tid är bokad, har fått tid, fått en tid, fick en tid, fick tid, har
        fått en tid, jag fick tid, bokad tid, beställt tid, har beställt tid, har ringt, har ringt
        nu, ringt, ringde, jag ringde, ansökan är inne, ansökan inne, ansökan är inskickad, ansökan
        är skickad, ansökan skickad, ansökan klar, allt är gjort, allt gjort, mission complete,
        färdigställt, slutfört, genomfört, i hamn, det är i hamn, all done, its done, i did it
    """,
    ReplyClass.INTE_KLAR: """
        inte klar, inte klart, inte gjort, inte än, inte ännu, nej inte än, inte hunnit, har inte
        hunnit, har inte tid, har inte tid idag, hann inte, hinner inte, hinner inte idag, hinner
        inte nu, glömde, glömt, glömde bort, glömt bort, har glömt, har glömt bort, glömde det,
        glömt det, jag glömde, missade, missat, missade det, nästan klar, nästan klart, nästan
        färdig, snart klar, snart klart, klar snart, klart snart, snart färdig, halvklar, halvvägs,
        på gång, det är på gång, håller på, jag håller på, jobbar på det, jag jobbar på det, inte
        idag, orkar inte idag, orkade inte, har inte orkat, orkar inte just idag, kan inte idag, ska
        göra det, jag ska göra det, gör det sen, gör det senare, ska göra det sen, ska göra det
        senare, gör det snart, ska göra det snart, jag gör det sen, inte påbörjat, inte börjat, har
        inte börjat, har inte börjat än, ogjort, ofärdig, oklar inte klar, inte riktigt klar, inte
        helt klar, inte riktigt, inte helt, inte färdig, inte färdigt, inte bokat, inte ansökt, inte
        skickat, gör det en annan dag, en annan dag, inte fixat, inte ringt, inte kommit så långt,
        inte kommit igång, har inte kommit igång, nästa vecka, i helgen, senare i veckan, nästa
        månad, inte blivit av, det blev inte av, det blev inget, blev inte av, har inte blivit av,
        not yet, nope inte än, kvar att göra, inte inte än, nej inte idag, not done, inte done, inte
        yet, inte ready, inte finished
    """,
    ReplyClass.JA: """
        ja, a, japp, jadå, jajamen, jajjemen, jajamän, jajamensan, jepp, jepps, japps, yes, yep, yess,
        yeah, yea, ye, jo, joo, jodå, jovisst, aa, ah, aah, aaa, ja tack, ja gärna, gärna, visst,
        javisst, absolut, självklart, såklart, givetvis, naturligtvis, definitivt, sure, jaa, japp
        tack, ja det vill jag, det vill jag, jag vill, jag vill gärna, vill gärna, ja jag vill, det
        passar, passar, passar bra, det passar bra, det passar mig, det går, ja det går bra, ja det
        går, ja det passar, ja det passar bra, det blir bra, blir bra, vill ha sms, jag vill ha sms,
        ja jag vill ha sms, kör, kör på, stämmer, det stämmer, stämmer bra, det funkar, funkar,
        funkar bra, det funkar bra, ja bra, ja okej, kan jag, det kan jag, jadu, jao, jaja, jes,
        jess, of course, ja för fan, ja fan, javisst fan, det låter bra, låter bra, låter toppen, ja
        absolut, ja visst, ja såklart, ja självklart, jaha ja
    """,
    ReplyClass.NEJ: """
        nej, nejtack, nätack, nä, nää, näe, nee, nepp, nix, nope, no, näh, neej, nejj, nejdå, nädå,
        nänä, nejnej, nej
        tack, nä tack, nej det vill jag inte, det vill jag inte, det passar inte, passar inte, nej
        passar inte, passar inte mig, passar inte bra, det passar inte bra, passar dåligt, det
        passar dåligt, absolut inte, nej absolut inte, helst inte, nej helst inte, verkligen inte,
        aldrig, aldrig i livet, nej aldrig, ne, nej det går inte, nej det passar inte, nej jag vill
        inte, annan tid, en annan tid, vill ha en annan tid, annan tid tack, nej annan tid, inte den
        tiden, inte då, nej inte då, kan inte då, nej kan inte då, kan inte den tiden, jag kan inte
        då, nej fan, no thanks, no tack, nej vill inte, nej det kan jag inte, nej ingen hjälp, nej
        tack ingen hjälp
    """,
    ReplyClass.HJÄLP: """
        hjälp, help, sådär, skit, piss, kasst, uselt, stöd, svårt, oklart, oklar, hjälpa, hjälpt, inte
        bra, dåligt, otydligt, osäker,
        osäkert, rörigt, krångligt, krångel, förvirrad, förvirrande, obegripligt, förstår inte,
        fattar inte, fattar ingenting, fattar inget, förstår inget, förstår ingenting, begriper
        inte, begriper ingenting, va, vad, hur, hur då, hurdå, vadå då, vad betyder det, vad menar
        du, vad menar ni, vad menas, vad är det här, vad är detta, hur gör jag, hur gör man, vad ska
        jag göra, vad gör jag, hur funkar det, jag kan inte, kan inte, det går inte, går inte, orkar
        inte, orkar inte mer, orkar inte längre, klarar inte, klarar inte det, klarar det inte,
        klarar inte mer, vågar inte, ångest, panik, kris, kaos, fastnat, jag har fastnat, har kört
        fast, kört fast, sådär inte bra, inget vidare, inte så bra, inte jättebra, sämre,
        jättedåligt, skitdåligt, illa, katastrof, jobbigt, jättejobbigt, skitjobbigt, jättesvårt,
        skitsvårt, supersvårt, stressad, stressigt, jag ger upp, ger upp, kontakta mig, höravsig, i
        need help, need help, i dont understand, dont understand, hjälp hjälp, nödläge, hjälpen
        behövs, undrar, hur menar du, hur menar ni, vad händer nu, vad händer, hjälpmig, hjälpsnälla
    """,
    ReplyClass.RING: """
        ring, ringa, ring mig, ring upp, ring mig tack, kan du ringa, kan ni ringa, du kan ringa, ni
        kan ringa, kan du ringa mig, kan ni ringa mig, ring gärna, gärna ring, hellre ringa, ringa
        hellre, ring hellre, vill hellre ringa, uppringd, bli uppringd, vill bli uppringd, samtal,
        telefonsamtal, telefon, prata i telefon, vill prata i telefon, vill att du ringer, vill att
        ni ringer, call me, call, ring mig istället, ringmig, kan någon ringa, kan någon ringa mig,
        någon får ringa
    """,
    ReplyClass.SKRIV: """
        skriv, skriva, hellre skriva, skriva hellre, skriv hellre, skriv till mig, skriv istället,
        skriv gärna, vill skriva, vill hellre skriva, hellre sms, sms hellre, mejla, mejl, maila,
        mail, mejla mig, maila mig, smsa, smsa mig, messa, messa mig, texta, inte ringa, ring inte,
        ring mig inte, inte ring, inte ringa mig, ringer inte, sluta ringa, sluta ringa mig, sluta
        ring, kan vi skriva, helst skriva, helst sms, inga samtal, inte prata i telefon, text me,
        skriva tack, skriva istället
    """,
    ReplyClass.PAUS: """
        paus, pausa, pausen, vänta, pause, inte nu, orkar inte nu, orkar inte just nu, orkar inte med
        det nu, orkar inte med det här nu, orkar inte det nu,
        orkar inte det här nu, orkar inte med nu, inte just nu,
        kan inte nu, kan inte just nu, vill inte nu, hinner inte just nu paus, ta paus, ta en paus,
        ha paus, vänta lite, vänta nu, vänta lite nu, vänta tack, vila, vill vara ifred, vara ifred,
        vill vara ifred nu, wait, timeout, time out, break, nej inte nu, pausläge, pausknapp, kan ni
        vänta, kan du vänta
    """,
    ReplyClass.START: """
        start, starta, igen, börja igen, starta igen, starta om, omstart, kom igång igen, skicka
        igen, fortsätt, fortsätta, fortsätt skicka, sätt på igen, slå på igen, sluta pausa, avsluta
        paus, avsluta pausen, avbryt paus, avbryt pausen, tabort paus, tabort pausen, sluta paus,
        pausen är slut, starta sms, start sms, börja skicka, börja skicka igen, sms igen, unpause,
        restart, återstarta, återuppta, kör igång, kör igång igen, sätt igång, sätt igång igen,
        starta tack
    """,
    ReplyClass.STOPP: """
        stopp, stop, stoppa, sluta, avsluta, inga fler, inga mer, inget mer, inte mer sms, tabort
        mig, tabort mitt nummer, radera mig, radera mitt nummer, stryk mig, avregistrera,
        avregistrera mig, avanmäl, avanmäla, avanmäl mig, avprenumerera, avsluta prenumeration,
        avsluta prenumerationen, avsluta tjänsten, no more sms, unsubscribe, stopall, optout,
        cancel, quit, end, revoke, kan du sluta, kan ni sluta, ni kan sluta, ni får sluta, du kan
        sluta, du får sluta, stängav, stängav sms, stopp sms, stoppa sms, slut på sms, inga sms,
        inte sms, sluta smsa, sluta messa, stop sms, sluta sms, stop texting me, stop texting, leave
        list, sluta genast, stoppsms, jag vill inte vara med, vill inte vara med, vill inte vara med
        längre, vill inte vara med mer
    """,
    ReplyClass.FRÅGA_STOPP: """
        lägg av, lägg ner, ge er, ge dig, lämna mig ifred, låt mig vara, lämna mig, låt mig vara
        ifred, sluta tjata, sluta störa, stör inte, sluta med det här, slippa, vill slippa, jag vill
        sluta, vill sluta, jag ska sluta, ska sluta, leave me alone, nu räcker det, vill inte ha mer
    """,
    ReplyClass.LUGNT: """
        lugnt, lugn, lugna, det lugna, den lugna, lugnare, det lugnare, lugnt tempo, sällan, mer
        sällan, sällanare, färre,
        färre sms, mindre sms, mindre ofta, glesare, inte så ofta, inte så många sms, inte så många,
        inte så mycket sms, för många sms, för mycket sms, för ofta, alldeles för många sms,
        långsamt, långsammare
    """,
    ReplyClass.LAGOM: """
        lagom, lagom är bra, lagom blir bra, mellan, medel, normalt, lagom tempo, lagomt, någonstans mellan
    """,
    ReplyClass.OFTA: """
        ofta, snabbt, snabb, tätt, tätare, oftare, fler, fler sms, mer sms, mer ofta, många sms,
        fler påminnelser, snabbare, fort, små steg, fler små steg, tätt tätt
    """,
    ReplyClass.VIKTIGT: """
        viktigt, viktig, viktiga, bara viktigt, viktigast, viktigaste, det viktigaste, bara det
        viktigaste, bara det viktiga, bara viktiga, bara viktiga sms, bara viktiga saker, endast
        viktigt, endast det viktigaste, bara när det är viktigt, bara om det är viktigt
    """,
    ReplyClass.BRA: """
        bra, det går bra, går bra, knallar, det knallar, det knallar på, det rullar på, det löser sig,
        helt ok, helt okej, helt okey, bra tack, jättebra, skitbra,
        superbra, mycket bra, allt bra, allt är bra, det är bra, mår bra, mår jättebra, jag mår bra,
        det går fint, går fint, bara bra, allt ok, allt okej, allt är ok, allt är okej, ganska bra,
        rätt bra, hyfsat, hyffsat, livet rullar på, livet leker, helt bra, bra bra,
        det går jättebra, går jättebra, det går ok,
        det går okej, går okej, går ok, det går framåt, kanonbra, det går ganska bra, går ganska
        bra, det går rätt bra, allt går bra, allt funkar, allt funkar bra, good
    """,
    ReplyClass.FEL: """
        fel, fel nummer, fel nr, fel person, fel mottagare, fel mobil, fel mobilnummer, felnummer,
        vem är du, vem är ni, vem är det, vem är detta, vem är det här, vem skriver, vem är det som
        skriver, vilka är ni, vilka är de här, du har fel nummer, ni har fel nummer, du har skickat
        fel, ni har skickat fel, det är fel nummer, det är fel person, det här är fel nummer, det
        här är fel person, har fel nummer, wrong number, wrong person, who is this, whos this, who
        are you, det är inte jag, det här är inte jag, inte jag, inte mitt nummer, inte mitt namn,
        känner inte dig, känner er inte, inte rätt person, inte rätt nummer, skickat till fel
        person, skickat till fel nummer, har kommit fel, du har kommit fel
    """,
    ReplyClass.MÄNNISKA: """
        vad fan, hej då, hejdå, hur är det, hur är läget, hur mår du, vad gör du, kan inte jobba,
        jag kan inte jobba, kan inte plugga, orkar inte jobba, jag orkar inte jobba, orkar inte
        plugga
    """,
}

FORMS: dict[str, ReplyClass] = {
    " ".join(form.split()): reply_class for reply_class, forms in WRITTEN.items() for form in forms.split(",")
}

FILLERS = words(  # say nothing, in any reply
    """la väl liksom ba faktiskt ändå förresten sorry förlåt bro len aja ahmen tyvärr snälla tack hej
    hejsan hejhej hallå tja tjena nu då ju haha asså alltså fan bara typ va ah oj"""
)
AROUND = words(  # say nothing around a word that says what is done, wanted or felt
    """yes yep jo jag är det den har allt redan äntligen också faktiskt mig lite så en ett ja okej ok
    japp i med detta
    här verkligen jo helt väl med väldigt jätte you"""
)
LOOSE = frozenset(
    {
        ReplyClass.KLAR,
        ReplyClass.INTE_KLAR,
        ReplyClass.HJÄLP,
        ReplyClass.OK,
        ReplyClass.BRA,
        ReplyClass.JA,
        ReplyClass.NEJ,
    }
)
WISHED = words(
    "jag vill ha behöver en ett lite ta väljer tar ok okej ja byta byt till takt takten skicka mig ni du kan"
)
WISHES = frozenset({ReplyClass.PAUS, ReplyClass.LUGNT, ReplyClass.LAGOM, ReplyClass.OFTA, ReplyClass.VIKTIGT})
BEFORE_STOPP = words("ok okej nej ja genast direkt omedelbart er")
