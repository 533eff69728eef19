"""Where the law is not certain: the sentences that say why."""

LEAP_DAY = "Född 29 februari: det är oklart om 30-årsdagen räknas som 28 februari eller 1 mars."
SAME_FRAME = (
    "Det är oklart om en andra vilandeperiod inom samma 24 månader kräver tolv nya månader med ersättning."
)
SCHOOLING = "Det är oklart om ersättning vid förlängd skolgång kan vila, och om de månaderna räknas."
BY_FK = "Det är oklart vad som gäller när Försäkringskassan själv har avslutat vilandetiden (36 kap. 17 §)."
PARTLY = "Det är oklart om månader då en del av ersättningen vilar räknas fullt ut."
NOT_COVERED = (
    "Den kräver att aktivitetsersättningen slutar just för att personen fyller 30, "
    "och inget beslut täcker ännu månaden före."
)
OVERLAP = "Att det senare beslutet ersätter det tidigare är en tolkning."
BROKEN_RUN = "Det är oklart om de tolv månaderna måste hänga ihop."
PART_MONTH = "Det är oklart om en del av en månad med prövotid räknas som en hel."
AFTER_START = "Det är oklart hur strängt det är om ansökan kommer efter start. Räkna med att den är för sen."
NEW_DECISION = "Det krävs ett nytt beslut, och det är oklart hur delar av månader räknas."
