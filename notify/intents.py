"""From an occasion to an intent: whom, by which road, at what hour, and why, in a sentence."""

from __future__ import annotations

from datetime import date, time

from notify.life import DECISION_END, Life
from notify.occasions import Move, Occasion, identity
from notify.own_steps import takes_alone
from notify.paces import Paces
from notify.paths.after_thirty import AE_LAST
from notify.paths.answer import ANSWERED
from notify.paths.beginning import AE_FIRST
from notify.paths.chosen import CHOSEN_DAY
from notify.paths.extra import EXTRA
from notify.paths.handover import HANDOVER
from notify.paths.housing import HOUSING
from notify.paths.meetings import FOLLOW_UP
from notify.paths.number import KEY as NUMBER
from notify.paths.pause import PAUSE
from notify.paths.resting import DORMANCY_END, REGAIN_END
from notify.paths.thirty import AGE_30
from notify.paths.trial import TRIAL_END
from notify.paths.visit import VISIT
from notify.paths.welcome import CONSENT
from notify.paths.work import STOPS_WORK, WORK_START
from notify.roads import hour_of, person_road, sole_ombud, wording_of
from notify.urgency import text_on
from notify.values import Intent, Ombud, Recipient, Road, Sent
from notify.words import long_date

# What an ombud who alone receives is told instead: a step, something urgent, or a fact.
ALONE_STEP, ALONE_URGENT, ALONE_FACT = "M95", "M96", "M97"
STEPS = ("step1.", "step3.", "net.")
MATTERS = {
    DECISION_END: "Beslutet slutar {day}",
    AGE_30: "Ersättningen slutar {day} på grund av 30-årsdagen",
    AE_LAST: "Ersättningen slutar {day} på grund av 30-årsdagen",
    ANSWERED: "Svaret kom {day}",
    AE_FIRST: "Ersättning kan ges från {day}",
    DORMANCY_END: "Ersättningen vilar till och med {day}",
    TRIAL_END: "Prövotiden slutar {day}",
    WORK_START: "Första dagen är {day}",
    STOPS_WORK: "Sista dagen är {day}",
    VISIT: "Besöket är {day}",
    HOUSING: "Bostadstillägg söks senast {day}",
    PAUSE: "Meddelanden kommer igen från {day}",
    CONSENT: "Personen finns i registret sedan {day}",
    CHOSEN_DAY: "Dagen som personen har valt är {day}",
    FOLLOW_UP: "Samtalet är {day}",
    HANDOVER: "Den nya handläggaren börjar {day}",
    REGAIN_END: "Månaderna efter vilande slutar {day}",
    EXTRA: "Beslutet började {day}",
    NUMBER: "Frågan om numret kommer från {day}",
}
MORNING = time(10, 0)
OTHER_MATTER = "Det gäller {day}"


def intent_of(occasion: Occasion, life: Life, today: date) -> Intent:
    """Make the intent of an occasion for today."""
    case, template = life.case, text_on(occasion, life, today)
    ombud = _instead(occasion.step, template, life, today)
    recipient = Recipient.OMBUD if ombud else Recipient.PERSON
    recipient_key = ombud.key if ombud else ""
    return Intent(
        identity=identity(case.ref, occasion.key, recipient.value, recipient_key),
        ref=case.ref,
        recipient=recipient,
        recipient_key=recipient_key,
        road=_road(life, ombud),
        kind=occasion.kind,
        template=_alone(template, occasion.step, life.paces) if ombud else template,
        wording=wording_of(case),
        pace=case.preferences.pace,
        day=today,
        at=_hour(occasion, life),
        key_date=occasion.key_date,
        key_date_day=occasion.key_date_day,
        step=occasion.step,
        why=why(occasion, life),
        priority=occasion.priority,
        last_useful_day=occasion.close,
    )


def reaches_somebody(occasion: Occasion, life: Life, today: date) -> bool:
    """Tell whether there is a road to anybody who is to have the message."""
    if person_road(life.case) is not None:
        return True
    return _instead(occasion.step, text_on(occasion, life, today), life, today) is not None


def _instead(step: str, template: str, life: Life, today: date) -> Ombud | None:
    """Give the ombud who receives in the person's place; none of what the person takes alone."""
    ombud = sole_ombud(life.case, today)
    if ombud is None or takes_alone(life.case.preferences, step, template, life.paces.copies):
        return None
    return ombud


def why(occasion: Occasion, life: Life) -> str:
    """Say in a sentence or two why the message is due."""
    matter = MATTERS.get(occasion.key_date, OTHER_MATTER).format(day=long_date(occasion.key_date_day))
    return f"{matter}. {occasion.reason} (takt {life.case.preferences.pace.name})."


def sent_of(intent: Intent, *, counts: bool = True) -> Sent:
    """Write the row that the ledger will hold of an intent. counts: False for one that is skipped."""
    return Sent(
        identity=intent.identity,
        template=intent.template,
        kind=intent.kind,
        recipient=intent.recipient,
        day=intent.day,
        key_date=intent.key_date,
        key_date_day=intent.key_date_day,
        step=intent.step,
        counts=counts,
        at=intent.at,
        stood_for=not counts and intent.day <= intent.last_useful_day,
    )


def _hour(occasion: Occasion, life: Life) -> time:
    """Give the person's own hour; on a day that they chose it is never later than the morning."""
    own = hour_of(life.case.preferences, life.paces.sending)
    return min(own, MORNING) if occasion.move is Move.KEPT else own


def _road(life: Life, ombud: Ombud | None) -> Road:
    if ombud:
        return ombud.road
    return person_road(life.case) or life.case.preferences.road


def _alone(template: str, step: str, paces: Paces) -> str:
    """Choose what an ombud who alone receives is told: never that it is enough to read of what asks for something."""
    if template in paces.alone.texts:
        return paces.alone.texts[template]
    if template in paces.copies.urgent_for or template in paces.copies.urgent_other_for:
        return ALONE_URGENT
    return ALONE_STEP if step.startswith(STEPS) else ALONE_FACT
