"""Words of danger that are mended when a letter is wrong, and those near to them that mean something else. Data.

Written without dots, as in dangers.py.
"""

from __future__ import annotations

from notify.replies.wordlist import words

STEMS = words(  # mended where one letter is wrong, whatever else the word might be meant as
    """vill orkar inte aldrig leva finnas vakna livet sjalvmord sjalvmordstankar sjalvskada skada skadar skadat
    skara skurit hanga hanger tabletter overdos forsvinna doda tagit langre mening tankar meningslost
    forsvinner avskedsbrev mitt hoppa valdtagen misshandlad andas ambulans"""
)
WORDS_OF_THEIR_OWN = words(  # near to those, and mean something else
    """till villa vila vilt viol bill mill pill pall vall kall villan orkan orkat orkad orka ordar inre inne ante
    inta innan intet lite fint alltid leka lena lova lera leda leta veva resa elva eva leja lever levt levde leka
    lekt minnas vinnas funnas hinnas finna finns sakna vakta vanka vaknar vaknade vaknat livat lovet liter litet
    riset livets skala skata spada skapa skaka skadan skadas skarar skaran skrivit tanga hangde hangt ringer
    henger hangar hinner tablett tabletten overdrev forsvinn doma foda roda dopa loda goda moda soda koda boda
    dosa dofta dodat dodar dog dig lagit taget tagits tagen ragit sagit lagre langre langres langtre mena
    meningen mitten mina min mot mott hoppar hoppas hoppat hopa soppa toppa stoppa stopp kopp koppa mobba
    anda andra andas sandas landas tankas tanka tankarna tanken ranka rankar bankar tackar lankar skara skar
    skarp skira skura skurar skuret vilk bara vara skalar skadlig valen metta mitts matt mist"""
)
