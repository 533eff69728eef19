"""How one asks to be rung, or to be written to. Data."""

from __future__ import annotations

import re

SKRIV = re.compile(
    r"^(?:snälla |nej |tack |ok |men |jag |vill )*(?:ring|ringa)(?: mig| upp)? (?:inte|aldrig)\b"
    r"|^(?:snälla |nej )*inte ring(?:a|er)?\b"
    r"|\bvill inte(?: \w+){0,2} (?:att (?:du|ni|någon|de|hon|han|\w+) ringer|prata i telefon"
    r"|bli uppringd|ha samtal|ta samtal)\b"
    r"|\b(?:du|ni) (?:får|ska|behöver) inte ringa\b|\binte att (?:du|ni|någon|hon|han|de) ringer\b"
    r"|\bsluta ring(?:a|er)?\b|\b(?:hellre|helst|gärna(?! (?:vill )?(?:ha|få) )|bättre|lättare"
    r"|istället)(?: \w+){0,3} (?:skriva"
    r"|skriver|skriv|smsa|sms|mejla|mejl|mail|maila|messa)\b"
    r"|\b(?:skriv|skriva|skriver|smsa|sms|mejla|mejl|mail|maila|messa)(?: \w+){0,2} (?:hellre|istället"
    r"|helst|gärna)\b"
    r"|\b(?:kan|vill) (?:du|ni|vi|någon)(?: \w+)? (?:skriva|smsa|mejla|maila|messa)\b|^(?:snälla |hej "
    r"|ok |ja )*(?:skriv|mejla|maila|smsa|messa)(?: till)? mig\b"
    r"|\b(?:på|via|över) (?:sms|mejl|mail)\b|\bvill(?: bara| helst)? (?:skriva|smsa|mejla|messa)\b"
    r"|\bskriv (?:ett |en )?(?:mejl|mail|sms)\b"
    r"|\bvill att (?:du|ni|hon|han|någon) (?:skriver|smsar|mejlar)\b|\btelefonskräck\b"
    r"|\b(?:gillar inte|tycker inte om|hatar|avskyr|rädd för)(?: att)?(?: \w+)? (?:prata|tala|ringa"
    r"|svara)(?: i telefon(?:en)?)?$"
    r"|\b(?:pratar|talar) inte(?: gärna)? i telefon\b|\bsms är bättre\b|\bbättre med sms\b"
    r"|\bsvarar inte i telefon\b|\b(?:vågar|kan"
    r"|vill|orkar|klarar) inte (?:prata|tala|svara) i telefon(?:en)?\b|^(?:nej )?helst inte ring(?:a|er)?\b"
)
RING = re.compile(
    r"\b(?:ringer|ring) (?:du|ni) (?:mig|upp)\b|\bi telefon(?:en)? (?:går|är|funkar"
    r"|känns) (?:\w+ )?(?:bättre|bra|lättare|enklare|bäst)\b|"
    r"^(?:snälla |ja |hej |ok |okej |tack |nej |kan ni |gärna )*ring (?:mig|upp|gärna|hellre|istället"
    r"|efter|klockan|idag|imorgon|på|nu|snälla)\b|\bring mig\b"
    r"|\b(?:kan|ska|får|vill|skulle) (?:du|ni|någon|hon|han|\w+)(?: \w+){0,2} (?:ringa|ringer)\b"
    r"|\b(?:du|ni|någon) (?:kan|får|ska|måste)(?: gärna)? ringa\b|\bvill(?: \w+)? att (?:du|ni|hon|han"
    r"|någon|\w+) ringer\b"
    r"|\b(?:vill|behöver|kan jag få|kan vi|hellre|helst)(?: \w+){0,2} (?:bli uppringd|prata i telefon"
    r"|samtal|ett samtal|uppringd)\b"
    r"|\b(?:hellre|helst) (?:att (?:du|ni) )?(?:ringa|ringer|ring|prata i telefon)\b|\bcall me\b"
    r"|\bvill prata(?: \w+){0,2} i telefon\b"
    r"|\bslå (?:mig )?en (?:signal|pling)\b|\bge mig ett samtal\b|^ring (?:när|så|asap|snarast)\b"
    r"|\bbe \w+ (?:att )?ringa(?: mig)?\b"
)
SPEECH = re.compile(  # said in so many words: it is enough even in a longer reply
    r"\b(?:vill|skulle vilja|önskar)(?: \w+)? att \w+ (?:ringer|skriver|mejlar|smsar)\b|\bkan \w+ ringa\b"
    r"|\bvill (?:inte|hellre|bara)(?: \w+)? (?:prata i telefon|skriva|ringa|smsa|mejla)\b"
    r"|\bi telefon(?:en)?\b"
)
NOT_RING = re.compile(
    r"\b(?:ska|kan|får|vill|skulle|måste) jag(?: \w+)? ringa\b|\bring mig (?:inte|aldrig)\b|^(?:vem"
    r"|när|varför|hur|vart|var|vad|vilken|vilket)\b"
    r"|\bnär (?:du|ni|de) ringer\b"
)
