"""Ordinary words that are one slip from a word with a meaning, and are left alone: "topp" is not "stopp". Data."""

from __future__ import annotations

from notify.replies.wordlist import words

ORDINARY: frozenset[str] = words(
    """
    absoluta allan anges angett ansluta ansök anta arbetas arbetat arbeten aring august augusta avslut
    avslutad avslutar avslutas avslutat back bakat banta basta behoven behovet bing bokas bora borgar
    borra borrar borstar borta bring bringa bästa börda börje dager dalar danske ding emellan fack
    fanta farlig farligt fasta fattas fattat fiat fikat finger finner firat fixas forsar forskar
    fortsatt fortsatta fortsatte fota funnit fällan fästa förre förslår förstås förstör galna
    garn garva ginger gjorts glimt glodde glöm glömd glömda glöms gnälla gömde gömt hack hagar hatare
    hattar held hell hinder hjort hjälm hjälpas hjälps hjälte hummer inger inner inställning jack
    jagar jobs järna kart kassar kasta kicka kickar king klan klara klarat klas kliar klor klär klår
    kofta kokat korkade kring källan kärna köar lack lagar laget lagman lasta ling lobba lugnat lugnet
    luta lutade lutar läktare läktaren lärare läraren läsare läsaren lästa lånad mack magar mana mandat
    mecka meja menad ming mobba mobbar mätare målad måna månads månar möllan nasa nassar nasty natta
    numer näsa näst näste ogärna oklara orkan ormar oroade oroar oskar oviktigt pack pank pansar
    pass passa passat pasta pattar paul paula persona persons persson ping pissar plugg plus praktisk
    pussar qing rang ranger rattar riga riktig ringar ringen rinna runnit ränta rånad sallad
    santa shop shoppa sing singer självklar självklara skadad skadan skadar skadas skadat skaka skala
    skalan skapa skara skickas skickats skicket skinka skiva skolans skolas skrik skrika skrivas skriven
    skrivet skrivit skrivna skrivs skruv skruva skälla skåda slicka slickar slita slukar slussa sluter
    slutet slutit slutna sluts släta smarta smälla snabba snopp snutar snutta soppa sparta stack
    stad star stark starka starkt starr stars startar startas startat stat step sticka stig stinn stod
    stoft stol stoppad stoppar stoppas stoppat stort stressa stressade stressar stressas strippa stropp
    stuart stup styrt städ ställa stället stöds stök stöld störd stört störta stöt stöta stötta stöttar
    summer svagt svalt svara svarat svars svart svår svåra sörja taco talare talk tank tassar ting tofta
    topp toppa torkade torkar track tyck täck tärna uppfatta uppfattas utbildnings vakta vana
    vant vantar varna vart veck veckas verka ving vinner vunnit väcka välta vända vänja vänt väntan
    väntar väntas väntat värdig värdigt värna värre vårt wing yrkar zack ägarna åring öarna öring
"""
)
