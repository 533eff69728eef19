"""The tables of paces.toml, one frozen value each. What the numbers are for stands in the file itself."""

from __future__ import annotations

from dataclasses import dataclass

from notify.calendar import Quiet
from notify.leads import Lead


@dataclass(frozen=True, slots=True)
class Sending:
    """When messages may go at all."""

    first_hour: int
    last_hour: int
    stale_after: Lead
    birthday_days: int
    quiet_first: tuple[int, int]
    quiet_last: tuple[int, int]

    @property
    def quiet(self) -> Quiet:
        """Give the quiet days in the form the calendar takes."""
        return Quiet(self.birthday_days, self.quiet_first, self.quiet_last)


@dataclass(frozen=True, slots=True)
class Anchors:
    """The days that the rest is counted from."""

    step_1: Lead
    good_to_have_applied: Lead
    short_decision: Lead
    short_decision_rest: Lead
    person_latest: Lead
    fewest_days_alone: Lead
    promise_workdays: int
    most_promises_a_day: int


@dataclass(frozen=True, slots=True)
class NetMessage:
    """One message of the safety net. counted_from: A, D or L; offset: negative is before.

    calm: the text on a day too early for urgent words.
    """

    name: str
    counted_from: str
    offset: Lead
    template: str
    calm: str
    when_said: str


@dataclass(frozen=True, slots=True)
class RiskOfGap:
    """When the handläggare sees a risk of a gap, and how soon to call."""

    from_net: str
    call_workdays: int


@dataclass(frozen=True, slots=True)
class Confirm:
    """How long a word may stand unconfirmed. asks: urgent texts, each with the one that asks in its place."""

    after_said: Lead
    fresh: Lead
    warn_workdays: int
    asks: dict[str, str]


@dataclass(frozen=True, slots=True)
class Waiting:
    """What comes while the person waits for an answer."""

    handling: Lead
    late_after: Lead
    no_answer: Lead
    interim_task: Lead
    demand: Lead


@dataclass(frozen=True, slots=True)
class Answer:
    """What comes after an answer."""

    ask_again: tuple[Lead, ...]
    before_last: tuple[Lead, ...]
    review: Lead


@dataclass(frozen=True, slots=True)
class Age30:
    """What is the same in all paces before and after 30."""

    first_delay: Lead
    plenty: Lead
    urgent: Lead
    last_pay: Lead
    last_pay_useful: Lead
    after_end: Lead
    no_loss: tuple[Lead, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Mitt blad: when it is asked for, and which texts lean on it."""

    ask_before: Lead
    templates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Consent:
    """How long an answer to the welcome is waited for."""

    wait: Lead


@dataclass(frozen=True, slots=True)
class CopyRules:
    """An ombud's copies."""

    after_hours: int
    useful: Lead
    steps: str
    urgent: str
    urgent_other: str
    facts: str
    urgent_for: tuple[str, ...]
    urgent_other_for: tuple[str, ...]
    about_applying: tuple[str, ...]
    welcome_within: Lead
    ends_soon: Lead
    ended_within: Lead


@dataclass(frozen=True, slots=True)
class Alone:
    """An ombud who alone receives. texts: what asks for something, and the text that the ombud gets of it."""

    texts: dict[str, str]


@dataclass(frozen=True, slots=True)
class Number:
    """How often the number is checked, and how long the question may wait for a calm day."""

    every: Lead
    useful: Lead


@dataclass(frozen=True, slots=True)
class School:
    """Förlängd skolgång. templates: which text of the net gives way to which."""

    before: tuple[Lead, ...]
    templates: dict[str, str]


@dataclass(frozen=True, slots=True)
class Doctor:
    """When a person is asked whether there is a doctor."""

    ask_before: Lead


@dataclass(frozen=True, slots=True)
class Housing:
    """When bostadstillägg is told of after a new decision."""

    after: Lead
    before_last: Lead


@dataclass(frozen=True, slots=True)
class Resting:
    """Vilande. before: the decision ends first. part_before: a part is paid. regained: the months after it."""

    before: tuple[Lead, ...]
    part_before: tuple[Lead, ...]
    regained: tuple[Lead, ...]


@dataclass(frozen=True, slots=True)
class Extra:
    """Särskild ersättning: after what time it is told, after how long a silence, and not later than."""

    after: Lead
    calm: Lead
    last_before: Lead


@dataclass(frozen=True, slots=True)
class Leads:
    """A list of times before a day, the same in all paces."""

    before: tuple[Lead, ...]


@dataclass(frozen=True, slots=True)
class Tries:
    """Texts in turn, the gaps between them, and how long after the last a person takes over."""

    templates: tuple[str, ...]
    gaps: tuple[Lead, ...]
    then_person: Lead


@dataclass(frozen=True, slots=True)
class Countdown:
    """Texts in turn, and how long before the good day to have applied each comes."""

    templates: tuple[str, ...]
    before: tuple[Lead, ...]


@dataclass(frozen=True, slots=True)
class PaceRules:
    """One pace: a column of the lead-time table."""

    most_in_7_days: int
    most_in_30_days: int
    own_days: int
    notice: tuple[Lead, ...]
    notice_if_step_1_done: tuple[Lead, ...]
    step_1: Tries
    visit: tuple[Lead, ...]
    meeting: tuple[Lead, ...]
    step_3: Countdown
    waiting_halfway: bool
    other_letter: bool
    handover_again: bool
    extra_offer: bool
    age_30: tuple[Lead, ...]
    dormancy: tuple[Lead, ...]
    trial_parts: tuple[str, ...]
    trial_end: tuple[Lead, ...]
