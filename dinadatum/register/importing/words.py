"""The Swedish words of the files and what they mean."""

from __future__ import annotations

from notify.progress import FOR_LATER
from notify.values import Copies, Pace, Road, StepKind, Wording
from timeline.facts import EndedBy, Kind, Reason

KINDS = {
    "nedsatt": Kind.REDUCED_CAPACITY,
    "förlängd skolgång": Kind.EXTENDED_SCHOOLING,
    "nedsatt arbetsförmåga": Kind.REDUCED_CAPACITY,
    "skolgång": Kind.EXTENDED_SCHOOLING,
}
REASONS = {"arbete": Reason.WORK, "studier": Reason.STUDY}
ENDED_BY = {"person": EndedBy.REQUEST, "fk": EndedBy.FK}
EXTENTS = {
    "25": 25,
    "50": 50,
    "75": 75,
    "100": 100,
    "en fjärdedel": 25,
    "halv": 50,
    "tre fjärdedelar": 75,
    "hel": 100,
}
STEPS = {
    "bokat": StepKind.BOOKED,
    "besök": StepKind.VISIT,
    "ansökt": StepKind.APPLIED,
    "inkommen": StepKind.RECEIVED,
    "svar": StepKind.ANSWER,
    "läkare": StepKind.DOCTOR,
}
ANSWERS = {"beviljad": "beviljad", "delvis": "delvis", "avslag": "avslag"}
YES_NO = {"ja": "ja", "nej": "nej"}
HELPED_STEPS = {
    "1": "1", "2": "2", "3": "3", "4": "4", "boka": "1", "besök": "2", "ansök": "3", "vänta": "4",
}  # fmt: skip

FOR_WHAT = {FOR_LATER: FOR_LATER}
STEP_VALUES = {
    StepKind.ANSWER: ANSWERS,
    StepKind.DOCTOR: YES_NO,
    StepKind.APPLIED: FOR_WHAT,
    StepKind.RECEIVED: FOR_WHAT,
}
MUST_HAVE_VALUE = (StepKind.ANSWER, StepKind.DOCTOR)
COPIES = {"andra": Copies.LATER, "alla": Copies.ALL, "bråttom": Copies.URGENT, "inga": Copies.NONE}
ROADS = {"sms": Road.SMS, "epost": Road.EMAIL, "e-post": Road.EMAIL}
PACES = {pace.value: pace for pace in Pace}
WORDINGS = {wording.value: wording for wording in Wording}
YES = {"ja": True, "nej": False}
SEXES = {"kvinna": "kvinna", "man": "man", "annat": "annat", "k": "kvinna", "m": "man"}
RESERVES = {
    "epost": "epost",
    "ombud": "ombud",
    "handläggare": "handläggare",
    "brev": "brev",
    "e-post": "epost",
}
FOLLOW_UPS = {"plan": "plan", "årlig": "årlig"}
WEEKDAYS = {
    "måndag": 0,
    "tisdag": 1,
    "onsdag": 2,
    "torsdag": 3,
    "mån": 0,
    "tis": 1,
    "ons": 2,
    "tors": 3,
}
LATE_WEEKDAYS = {"fredag", "lördag", "söndag", "fre", "lör", "sön"}
CLASSIFICATIONS = {
    word: word
    for word in (
        "aktiv samordning arbetslivsinriktad rehabilitering",
        "aktiv samordning övrig",
        "samordning av aktiviteter",
        "samordning är inte aktuellt",
        "vilande aktivitetsersättning",
        "prövotid vid studier",
    )
}
"""Försäkringskassan's classification of a case, as its reports print it."""
