"""The codes that we give ourselves: what happened before, or instead of, a provider's answer. Data only."""

from __future__ import annotations

from notify.channels.code import ErrorCode, Next, for_good, for_now

_WAIT, _ALARM = Next.WAIT, Next.ALARM

OWN: dict[str, ErrorCode] = {
    # Before the network
    "bad_address": for_good("Numret eller adressen är felskriven.", Next.WRONG_NUMBER),
    "made_up": for_good(
        "Registret är påhittat och mottagaren står inte på gästlistan. Inget skickades.", Next.NOTHING
    ),
    "not_guest": for_good("Bara de på gästlistan får meddelanden just nu. Inget skickades.", Next.NOTHING),
    # The outbox
    "disk_full": for_now("Disken är full. Meddelandet väntar tills det finns plats.", _ALARM),
    "folder": for_now("Utkorgens mapp går inte att skriva i. Meddelandet väntar.", _ALARM),
    # The road to the provider
    "no_connection": for_now("Leverantören går inte att nå just nu. Meddelandet väntar.", _WAIT),
    "tls": for_now("Den säkra förbindelsen gick inte att upprätta. Meddelandet väntar.", _ALARM),
    "no_login": for_now("Mejlservern har inget sätt att logga in som vi kan. Meddelandet väntar.", _ALARM),
    "no_answer": for_now("Förbindelsen bröts före svaret. Meddelandet kan ha gått fram.", _WAIT),
    "odd_answer": for_now("Svaret gick inte att förstå. Meddelandet kan ha gått fram.", _ALARM),
    # An answer of HTTP alone, without the provider's own code
    "http_3": for_now("Leverantörens adress har flyttat. Kontrollera inställningarna.", _ALARM),
    "http_4": for_now("Leverantören förstod inte anropet. Kontrollera inställningarna.", _ALARM),
    "http_429": for_now("För många anrop på kort tid. Det går snart igen.", _WAIT),
    "http_5": for_now("Ett fel inne hos leverantören. Meddelandet kan ha gått fram.", _WAIT),
    "http_503": for_now("Leverantören är inte tillgänglig just nu.", _WAIT),
}
