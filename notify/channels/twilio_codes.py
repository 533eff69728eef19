"""Twilio's error codes that matter to one text message to one Swedish number. Data only.

Source: Twilio's error and warning dictionary. Codes of 2xxxx come in the answer to a call; codes of
3xxxx and 6xxxx come mostly later, in the receipt.
"""

from __future__ import annotations

from notify.channels.code import ErrorCode, Next, for_good, for_now

_WRONG, _OTHER, _STOP = Next.WRONG_NUMBER, Next.OTHER_ROAD, Next.OPT_OUT
_ALARM, _WAIT = Next.ALARM, Next.WAIT

TWILIO: dict[str, ErrorCode] = {
    # The account and the call
    "14107": for_now("För många meddelanden på kort tid. Det går snart igen.", _WAIT),
    "20001": for_good("Twilio förstår inte anropet.", _ALARM),
    "20003": for_now("Twilio godtar inte inloggningen. Kontrollera konto och nyckel.", _ALARM),
    "20005": for_now("Kontot hos Twilio är inte aktivt.", _ALARM),
    "20006": for_now("Kontot hos Twilio får inte göra detta.", _ALARM),
    "20008": for_now("Nyckeln är en provnyckel som inte kan skicka.", _ALARM),
    "20404": for_now("Twilio hittar inte kontot. Kontrollera kontots nummer.", _ALARM),
    "20429": for_now("För många anrop på kort tid. Det går snart igen.", _WAIT),
    "20500": for_now("Ett fel inne hos Twilio. Meddelandet kan ha gått fram.", _WAIT),
    "20503": for_now("Twilio är inte tillgängligt just nu.", _WAIT),
    # The receiver
    "21211": for_good("Mobilnumret är inte giltigt.", _WRONG),
    "21214": for_good("Mobilnumret går inte att nå.", _OTHER),
    "21217": for_good("Mobilnumret ser inte ut som ett riktigt nummer.", _WRONG),
    "21265": for_good("Numret är ett kortnummer, inte en mobil.", _WRONG),
    "21266": for_good("Numret är vårt eget avsändarnummer.", _WRONG),
    "21268": for_good("Numret är ett betalnummer, inte en mobil.", _WRONG),
    "21401": for_good("Mobilnumret är inte giltigt.", _WRONG),
    "21408": for_now("Kontot får inte skicka sms till det landet.", _ALARM),
    "21421": for_good("Mobilnumret är inte giltigt.", _WRONG),
    "21604": for_good("Mottagarens nummer saknas.", _WRONG),
    "21608": for_now("Kontot är ett provkonto och får bara skicka till bekräftade nummer.", _ALARM),
    "21610": for_good("Personen har svarat STOPP. Inga fler sms går till numret.", _STOP),
    "21612": for_good("Numret går inte att nå med sms från vår avsändare.", _OTHER),
    "21614": for_good("Numret är inte en mobil.", _WRONG),
    "21635": for_good("Numret är en fast telefon.", _WRONG),
    # Our sender
    "21212": for_now("Avsändarens nummer är inte giltigt.", _ALARM),
    "21601": for_now("Avsändarens nummer kan inte skicka sms.", _ALARM),
    "21603": for_now("Avsändare saknas i anropet.", _ALARM),
    "21606": for_now("Avsändarens nummer kan inte skicka hit.", _ALARM),
    "21609": for_now("Adressen för leveranskvitton är inte giltig.", _ALARM),
    "21611": for_now("Avsändarens kö är full. Det går snart igen.", _WAIT),
    "21659": for_now("Avsändarens nummer finns inte hos Twilio.", _ALARM),
    "21660": for_now("Avsändarens nummer hör till ett annat konto.", _ALARM),
    "21661": for_now("Avsändarens nummer kan inte skicka sms.", _ALARM),
    "21701": for_now("Meddelandetjänsten finns inte hos Twilio.", _ALARM),
    "21703": for_now("Meddelandetjänsten har inget nummer att skicka från.", _ALARM),
    "21704": for_now("Meddelandetjänsten har inga nummer.", _ALARM),
    "21705": for_now("Meddelandetjänsten är inte giltig.", _ALARM),
    # The text
    "21602": for_good("Meddelandet saknar text.", _ALARM),
    "21617": for_good("Texten är för lång för ett sms.", _ALARM),
    "21619": for_good("Meddelandet saknar text.", _ALARM),
    # On the way to the phone
    "30001": for_now("Kön var full och meddelandet gick inte i tid. Det går snart igen.", _WAIT),
    "30002": for_now("Kontot hos Twilio är avstängt.", _ALARM),
    "30003": for_now("Telefonen går inte att nå. Den kan vara avstängd eller sakna täckning.", _WAIT),
    "30004": for_good("Numret tar inte emot meddelandet. Det är spärrat.", _OTHER),
    "30005": for_good("Numret är okänt eller används inte längre.", _WRONG),
    "30006": for_good("Numret är en fast telefon eller hos en operatör som inte går att nå.", _WRONG),
    "30007": for_good("Operatören stoppade meddelandet som skräp.", _ALARM),
    "30008": for_now("Meddelandet kom inte fram. Operatören säger inte varför.", _OTHER),
    "30010": for_now("Meddelandet kostar mer än kontots högsta pris.", _ALARM),
    "30022": for_now("Avsändaren har skickat för mycket på kort tid.", _WAIT),
    "30023": for_now("Avsändaren har nått dagens gräns.", _WAIT),
    "30024": for_now("Avsändaren är inte inlagd hos operatören.", _ALARM),
    "30034": for_now("Avsändarens nummer är inte registrerat hos operatörerna.", _ALARM),
    "30036": for_now("Meddelandet kom inte fram i tid och kastades.", _WAIT),
    "30410": for_now("Operatören svarade inte i tid.", _WAIT),
    "63038": for_now("Kontot har nått dagens gräns för antal meddelanden.", _ALARM),
}
