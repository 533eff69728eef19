"""The steps that a person takes alone: what is said about them is theirs, and no ombud gets any of it.

That holds for ordinary copies, urgent ones and second tries; for the safety net, whose chain of other ways goes past
the ombud to the handläggare; and for an ombud who receives in the person's place after STOPP: what is about such a
step goes to the person, or to a human who tells it. A message about no step is not touched.

The steps are those of Mitt blad: 1 book, 2 the visit, 3 apply, 4 wait for the answer, and the answer itself.
"""

from __future__ import annotations

from collections.abc import Iterable

from notify.pace_rules import CopyRules
from notify.values import Case, Preferences

APPLY = 3
_BEGINNINGS = {
    "step1": 1, "doctor": 1, "visit": 2, "step3": APPLY, "net": APPLY, "waiting": 4, "has_come": 4, "look_again": 4,
}  # fmt: skip
"""How the step of a message begins, and the step that it is about."""
_SOON = "moved.soon."
"""Such a moved day asks for the application."""


def step_about(step: str, template: str, rules: CopyRules) -> int | None:
    """Tell which of the four steps a message is about; None: about none of them.

    step: what its path calls it. To apply is step 3, whatever is applied for.
    """
    if template in rules.about_applying or step.startswith(_SOON):
        return APPLY
    return _BEGINNINGS.get(step.partition(".")[0])


def takes_alone(chosen: Preferences, step: str, template: str, rules: CopyRules) -> bool:
    """Tell whether a message is about a step that the person takes alone."""
    return bool(chosen.steps_alone) and step_about(step, template, rules) in chosen.steps_alone


def steps_in_words(steps: Iterable[int | str]) -> str:
    """Name steps, at least one, as the sheet does: "steg 1", "steg 1 och 3", "steg 1, 2 och 3"."""
    *most, last = sorted(map(str, steps))
    return f"steg {', '.join(most)} och {last}" if most else f"steg {last}"


def not_told(case: Case) -> str:
    """Say which steps the ombud hears nothing of; empty where there is none."""
    own = case.preferences.steps_alone
    return f"Inte om {steps_in_words(own)}." if own else ""
