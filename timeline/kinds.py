"""The kinds of key date: stable code, plain Swedish name, rule and paragraph."""

from __future__ import annotations

SFB_33_14 = "33 kap. 14 § SFB"
SFB_33_18 = "33 kap. 18 § SFB"
ADVICE = "tjänstens råd, inte lag"

# The code, then name, rule and paragraph.
KINDS: dict[str, tuple[str, str, str]] = {
    "ae_first_day": ("Första möjliga dag med aktivitetsersättning", "R1", SFB_33_18),
    "turns_30": ("Fyller 30 år", "R2", SFB_33_18),
    "ae_last_day": ("Sista möjliga dag med aktivitetsersättning", "R2", SFB_33_18),
    "ae_last_application_day": ("Sista dag då en ansökan ger någon månad alls", "R6", SFB_33_14),
    "sjuk_full_first_day": ("Första möjliga dag med hel sjukersättning", "R3", "33 kap. 16 § SFB"),
    "sjuk_partial_first_day": ("Första möjliga dag med del av sjukersättning", "R4", "33 kap. 16 § SFB"),
    "sjuk_last_apply_no_loss": (
        "Sista dag att söka sjukersättning utan att förlora en månad",
        "R4",
        "33 kap. 14 och 16 §§ SFB",
    ),
    "sarskilda_fall_first_day": (
        "Första möjliga dag med sjukpenning i särskilda fall",
        "R17",
        "28 a kap. 3–5 §§ SFB",
    ),
    "policy_sjuk_doctor_day": ("Bra tid att boka läkare för sjukersättning", "P", ADVICE),
    "policy_sjuk_apply_day": ("Bra tid att söka sjukersättning", "P", ADVICE),
    "decision": ("Tid med beslut om aktivitetsersättning", "R5", "33 kap. 19 § SFB"),
    "decision_max_end": ("Längsta tid som beslutet får gälla", "R5", "33 kap. 18 och 19 §§ SFB"),
    "decision_end": ("Beslutet slutar", "R5", "33 kap. 15 och 19 §§ SFB"),
    # the same code as decision_end, in other words
    "school_end": ("Beslutet för förlängd skolgång slutar", "R10", "33 kap. 15 och 20 §§ SFB"),
    "first_uncovered_day": ("Första dag utan beslut", "R7", SFB_33_14),
    "renewal_last_apply_no_loss": ("Sista dag att söka utan att förlora en månad", "R6", SFB_33_14),
    "policy_doctor_day": ("Bra tid att boka läkare", "P", ADVICE),
    "policy_info_day": ("Försäkringskassan brukar höra av sig", "P", ADVICE),
    "policy_apply_day": ("Bra tid att ansöka", "P", ADVICE),
    "policy_apply_late_day": ("Hög tid att ansöka", "P", ADVICE),
    "gap": ("Tid utan beslut mellan två beslut", "R7", "36 kap. 10 § SFB"),
    "overlap": ("Tid med två beslut samtidigt", "R7", "33 kap. 9 § SFB"),
    "dormant_earliest_start": ("Ersättningen kan tidigast vila från", "R8", "36 kap. 10 § SFB"),
    "trial_earliest_start": ("Prövotid kan tidigast börja", "R11", "36 kap. 9 a § SFB"),
    "dormancy": ("Tid då ersättningen vilar", "R9", "36 kap. 15 § SFB"),
    "dormancy_end": ("Vilandetiden slutar", "R9", "36 kap. 15 § SFB"),
    "dormancy_max_end": ("Längsta tid som ersättningen får vila", "R9", "36 kap. 15 § SFB"),
    "fk_must_decide_by": (
        "Sista dag för Försäkringskassan att besluta om vilande längre än beslutet",
        "R12b",
        "36 kap. 15 § fjärde stycket SFB",
    ),
    "ae_extended": ("Beslutet förlängs medan ersättningen vilar", "R12b", "36 kap. 15 b § SFB"),
    "dormancy_pay": ("Tid med en fjärdedel av den vilande ersättningen", "R15", "36 kap. 18 § SFB"),
    "resume": ("Vanlig ersättning igen efter vilandetiden", "R14", "36 kap. 18 c § SFB"),
    "regain": ("Tre månader med ersättning efter vilandetiden", "R14", "36 kap. 18 a–18 d §§ SFB"),
    "trial": ("Tid med prövotid för studier", "R11", "36 kap. 9 a § SFB"),
    "trial_end": ("Prövotiden slutar", "R11", "36 kap. 9 a § SFB"),
    "trial_latest_end": ("Längsta tid som prövotiden kan fortsätta", "R11", "36 kap. 9 a § SFB"),
    "trial_next_start": ("Prövotid kan tidigast börja igen", "R11", "36 kap. 9 a § SFB"),
    "application_payable": ("Tid som ansökan kan ge pengar för", "R6", SFB_33_14),
    "delay_claim_day": (
        "Från den dagen går det att kräva ett beslut",
        "R21",
        "12 § förvaltningslagen (2017:900)",
    ),
    "dormant_apply_last_day": (
        "Sista dag att söka vilande och anmäla arbetet",
        "R12",
        "36 kap. 10 och 13 §§ och 110 kap. 51 § SFB",
    ),
    "resume_month_first_day": ("Ersättningen börjar igen efter arbetet", "R16", "36 kap. 28 § SFB"),
    "omprovning_last_day": ("Sista dag att begära omprövning", "R18", "113 kap. 19 § SFB"),
    "bostadstillagg_last_apply_no_loss": (
        "Sista dag att söka bostadstillägg utan att förlora en månad",
        "R19",
        "101 kap. 10–10 a §§ SFB",
    ),
    "follow_up_plan": ("Uppföljning av planen", "R22", "33 kap. 22 § SFB"),
    "follow_up_yearly": ("Årlig uppföljning", "R22", "33 kap. 22 § SFB"),
}
