"""What findings say: by which paragraph, what is wrong, and what it usually means."""

from __future__ import annotations

# The code of the problem; then paragraph, what is wrong, and what it usually means.
PROBLEMS: dict[str, tuple[str, str, str]] = {
    "start_not_first_of_month": (
        "33 kap. 14 § SFB",
        "{row} börjar {start}, men ersättningen räknas i hela månader från den första dagen",
        "Det är oftast ett skrivfel i startdagen.",
    ),
    "end_not_last_of_month": (
        "33 kap. 15 § SFB",
        "{row} slutar {end}, men ersättningen räknas i hela månader till den sista dagen",
        "Det är oftast ett skrivfel i slutdagen.",
    ),
    "before_ae_first_day": (
        "33 kap. 18 § SFB",
        "{row} börjar {start}, före {ae_first}, som är första möjliga dag",
        "Det är oftast ett skrivfel i startdagen eller i födelsedatumet.",
    ),
    "after_ae_last_day": (
        "33 kap. 18 § SFB",
        "{row} slutar {end}, efter {ae_last}, som är sista möjliga dag",
        "Det är oftast ett skrivfel i slutdagen eller i födelsedatumet, eller ett beslut om sjukersättning.",
    ),
    "longer_than_3_years": (
        "33 kap. 19 § SFB",
        "{row} slutar {end} och är längre än tre år",
        "Det är oftast ett skrivfel, eller två beslut som har skrivits som ett.",
    ),
    "forlangd_must_be_full": (
        "33 kap. 13 § SFB",
        "{row} är på {extent} procent, men ersättning vid förlängd skolgång är alltid hel",
        "Det är oftast fel slag av beslut eller fel omfattning.",
    ),
    "warn_shorter_than_1_year": (
        "33 kap. 7 § SFB",
        "{row} ger kortare tid än ett år, fast nedsättningen ska antas bestå minst ett år",
        "Det är oftast en förlängning eller ett tidigare beslut som inte är inskrivet. Beslutet kan ändå gälla.",
    ),
    "less_than_12_months_before": (
        "36 kap. 10 § SFB",
        "{row} börjar {start}, men före den finns bara {received} månader med ersättning i följd; tolv krävs",
        "Det är oftast ett tidigare beslut som inte är inskrivet, eller fel startmånad.",
    ),
    "same_frame_second_decision_uncertain": (
        "36 kap. 10 och 15 §§ SFB",
        (
            "{row} börjar {start}, inom samma 24 månader som en tidigare vilandetid. "
            "Det är oklart om tolv nya månader krävs"
        ),
        "Fråga Försäkringskassan.",
    ),
    "study_must_be_fully_dormant_before_2026_07": (
        "36 kap. 12 § SFB",
        "{row} gäller studier och {level} procent vilar, men för tid före juli 2026 vilar hela ersättningen",
        "Det är oftast fel nivå eller fel startmånad.",
    ),
    "longer_than_allowed": (
        "36 kap. 15 § SFB",
        "{row} slutar {end}, men ersättningen får vila längst till {max_end}",
        "Det är oftast ett skrivfel i slutdagen, eller prövotid strax före som har räknats bort.",
    ),
    "decided_too_late_for_extension": (
        "36 kap. 15 § fjärde stycket SFB",
        "{row} går längre än beslutet men beslutades {decided}; det skulle ha beslutats senast {fk}",
        "Vilandetiden slutar då med beslutet. Kontrollera beslutsdagen, och om ett nytt beslut finns.",
    ),
    "over_cap": (
        "36 kap. 9 a § SFB",
        "Prövotiden i {month} är månad {count}, fler än de {cap} som får användas sammanlagt",
        "Det är oftast en period som har skrivits in två gånger eller med fel slutdag.",
    ),
    "no_nedsatt_decision": (
        "36 kap. 9 a § SFB",
        "Prövotid i {month} utan beslut om nedsatt arbetsförmåga den månaden",
        "Det är oftast ett beslut eller en förlängning som inte är inskriven, eller fel slag av beslut.",
    ),
    "trial_less_than_12_months_before": (
        "36 kap. 9 a § SFB",
        (
            "Prövotiden börjar {start}, men före den finns bara {received} månader med ersättning för "
            "nedsatt arbetsförmåga; tolv krävs"
        ),
        (
            "Det är oftast ett tidigare beslut som inte är inskrivet. Om månaderna måste hänga ihop är oklart: "
            "fråga Försäkringskassan."
        ),
    ),
}

# Findings that are no problem code of a row
OTHERS: dict[str, tuple[str, str, str]] = {
    "end_before_start": (
        "33 kap. 14 och 15 §§ SFB",
        "{row} slutar {end}, före sin startdag {start}",
        "Raden räknas inte. Det är oftast ett skrivfel i en av dagarna.",
    ),
    "odd_extent": (
        "33 kap. 9 § SFB",
        "{row} är på {extent} procent; nivåerna är 25, 50, 75 och 100",
        "Det är oftast ett skrivfel.",
    ),
    "gap": (
        "36 kap. 10 § SFB",
        "Inget beslut täcker {start} till {end}",
        "Det är oftast ett beslut som inte är inskrivet. Efter en lucka börjar de tolv månaderna före vilande om.",
    ),
    "overlap": (
        "33 kap. 9 § SFB",
        "Två beslut täcker {start} till {end}; vi räknar med att det senare ersätter det tidigare",
        "Det är oftast ett beslut som har ändrats. Fråga Försäkringskassan.",
    ),
    "dormancy_without_decision": (
        "36 kap. 10 § SFB",
        "{row} börjar {start}, men inget beslut täcker den månaden",
        "Det är oftast ett beslut eller en förlängning som inte är inskriven.",
    ),
    "dormancy_level_above_extent": (
        "36 kap. 12 § SFB",
        "{row} har {level} procent vilande, men beslutet är på {extent} procent",
        "Det är oftast fel nivå.",
    ),
    "dormancies_overlap": (
        "36 kap. 15 § SFB",
        "{row} börjar {start}, innan en tidigare vilandetid har slutat",
        "Det är oftast en period som har skrivits in två gånger, eller en som avslutades tidigare.",
    ),
    "trial_during_dormancy": (
        "36 kap. 9 a och 11 §§ SFB",
        "Prövotiden {start} till {end} ligger i en tid då ersättningen vilar",
        "Ersättningen kan inte både vila och betalas. Det är oftast fel period på den ena.",
    ),
    "trial_longer_than_ae": (
        "36 kap. 9 a § SFB",
        "Prövotiden från {start} slutar {end}, efter längre tid än aktivitetsersättning kan lämnas",
        "Det är oftast ett skrivfel i ett årtal. Bara de första månaderna räknas.",
    ),
    "trials_overlap": (
        "36 kap. 9 a § SFB",
        "Två perioder av prövotid täcker båda {start}",
        "Det är oftast en period som har skrivits in två gånger. Månaden räknas en gång.",
    ),
    "dormant_application_late": (
        "36 kap. 10 § och 110 kap. 51 § SFB",
        "Ansökan om vilande kom {applied}, inte före {start} då arbetet började",
        "Ersättningen kan behöva betalas tillbaka. Det är oklart hur strängt det är: fråga Försäkringskassan.",
    ),
    "application_too_late": (
        "33 kap. 14 och 18 §§ SFB",
        "Ansökan {applied} når ingen månad före 30; den sista dagen var {end}",
        "Kontrollera ansökningsdagen. Fråga om sjukersättning eller sjukpenning i särskilda fall.",
    ),
    "application_right_too_late": (
        "33 kap. 18 § SFB",
        "Ansökan {applied} gäller från {right}, när aktivitetsersättning inte längre kan lämnas",
        "Det är oftast fel förmån eller fel dag. Från 30 kan sjukersättning sökas.",
    ),
}

SENTENCES = {**PROBLEMS, **OTHERS}
