"""What is asked or decided about ombud is heard; what merely mentions an ombud or a parent is for a human."""

from __future__ import annotations

import pytest

from notify.replies import ReplyClass, read_reply

ASKS = """
OMBUD, Ombud?, obmud, mitt ombud, vem är mitt ombud?, har jag ett ombud?, vem får mina sms, Vem får mina sms?
vilka får mina sms, vem mer får sms, vem får också mina sms, får någon annan mina sms?, får mamma också sms?
får min mamma mina sms också, får morsan sms, skickar ni till mamma också, vem skickar ni till
"""
NO_MORE = """
OMBUD NEJ, ombud nej tack, SLUTA OMBUD, stopp ombud, ombud stopp, nej ombud, ta bort ombudet
mamma ska inte få sms, Mamma ska inte få mina sms längre, jag vill inte att mamma får mina sms
sluta skicka till mamma, sluta skicka sms till min mamma, kan ni sluta skicka till mamma?, sluta sms:a mamma
skicka inte till mamma, inga sms till pappa, ta bort mamma från mina sms, bara jag ska få mina sms
jag vill inte ha ombud, gode mannen ska inte få mina sms, ingen annan ska få mina sms
"""
AGAIN = "OMBUD JA, ombud igen, ja ombud, starta ombud, jag vill att mitt ombud får sms"
HUMAN = """
mamma hjälper mig, mamma är sjuk, mitt ombud har inte hört av sig, jag vill byta ombud, jag vill att mamma får sms
kan mamma få mina sms, får mamma pengar, mamma får inte sms, mamma ska inte få veta, ombud nej?, ombudet är snällt
jag pratade med mitt ombud, ombudet ringer inte, mamma sa att jag ska sluta, kanske ska mamma inte få sms
mamma dog, hur blir man ombud, mamma får sms, jag har inget ombud, inget ombud, vem läser mina sms
jag vill inte att mamma vet att jag mår dåligt och inte orkar med det här
"""
OTHERS = {
    "sluta skicka sms": ReplyClass.STOPP,
    "sluta skicka till mig": ReplyClass.STOPP,
    "skicka inga sms": ReplyClass.STOPP,
    "stopp": ReplyClass.STOPP,
    "nej": ReplyClass.NEJ,
    "vem är du": ReplyClass.FEL,
    "mamma och jag vill inte leva": ReplyClass.AKUT,
    "ombudet har bokat tid": ReplyClass.KLAR,
}


def each(text: str) -> list[str]:
    return [form.strip() for line in text.strip().splitlines() for form in line.split(",")]


@pytest.mark.parametrize("text", each(ASKS))
def test_asking_who_gets_to_know(text: str) -> None:
    assert read_reply(text).reply_class is ReplyClass.OMBUD_VEM


@pytest.mark.parametrize("expects", [None, "JANEJ", "DAG"])
@pytest.mark.parametrize("text", each(NO_MORE))
def test_no_more_to_an_ombud_whatever_was_asked(text: str, expects: str | None) -> None:
    assert read_reply(text, expects).reply_class is ReplyClass.OMBUD_NEJ


@pytest.mark.parametrize("text", each(AGAIN))
def test_again_to_an_ombud(text: str) -> None:
    assert read_reply(text).reply_class is ReplyClass.OMBUD_JA


@pytest.mark.parametrize("text", each(HUMAN))
def test_what_only_mentions_somebody_is_for_a_human(text: str) -> None:
    assert read_reply(text).reply_class is ReplyClass.MÄNNISKA


@pytest.mark.parametrize("text", sorted(OTHERS))
def test_other_replies_are_read_as_before(text: str) -> None:
    assert read_reply(text).reply_class is OTHERS[text]
