"""The log of changes in Swedish: tables, columns, values."""

from __future__ import annotations

from collections.abc import Callable

from dinadatum.register.importing import words as cells
from dinadatum.web.change_fields import COPIES, STEPS
from dinadatum.web.words import EXTENTS, FOLLOW_UPS, KINDS, PACES, own_steps, phone_words
from notify.words import WEEKDAYS

COLUMN_WORDS = {
    "kind": "Slag", "extent": "Omfattning", "first_day": "Första dag", "last_day": "Sista dag",
    "decided": "Beslutat", "reason": "Skäl", "level": "Nivå", "ended_by": "Avslutat av", "value": "Hur blev det",
    "day": "Dag", "at": "Klockan", "how": "Hur", "name": "Namn", "mobile": "Mobil", "email": "Mejl",
    "road": "Väg", "copies": "Kopior", "first_name": "Förnamn", "last_name": "Efternamn",
    "birth_date": "Född", "municipality": "Kommun", "classification": "Klassificering",
    "reserve_road": "Annan väg", "street": "Gatuadress", "postcode": "Postnummer", "city": "Ort",
    "pace": "Takt", "wording": "Ordval", "weekday": "Egen dag", "second_weekday": "Andra dag",
    "hour": "Egen tid", "sheet_given": "Mitt blad", "paused_until": "Meddelanden igen", "confirmed": "Bekräftat",
    "protected": "Skyddade uppgifter", "given": "Samtycke", "source": "Källa", "texts": "Prov som visades",
    "stopped_on": "STOPP", "rests_until": "Lugn till", "unit": "Enhet", "caseworker_id": "Handläggare",
    "known_since": "I registret sedan", "ref": "Referens", "sex": "Kön", "ombud_alone": "Ombudet ensamt",
    "steps_alone": "Tar själv",
    "step": "Steg", "said": "Sagt", "number": "Del",
    "work_start": "Börjar jobba eller studera", "work_start_said": "Börjar (sagt)",
    "work_start_confirmed": "Börjar (bekräftat)", "stops_work": "Slutar jobba eller studera",
    "stops_work_said": "Slutar (sagt)", "stops_work_confirmed": "Slutar (bekräftat)",
    "allowed": "Ombud får veta", "writes_on": "Hör av sig", "known_on": "Bestämt", "done_on": "Klart",
    "role": "Vem det är", "extra_offer": "Får höra om särskild ersättning",
}  # fmt: skip
TABLE_WORDS = {
    "person": "Personen", "decision": "Beslut", "dormancy": "Vilande period", "study_trial": "Prövotid",
    "step": "Steg", "follow_up": "Uppföljning", "ombud": "Ombud", "consent": "Samtycke",
    "chosen_day": "Vald dag", "copy_choice": "Om ombud får veta", "part_done": "Del av steg",
    "handover": "Byte av handläggare", "step_helper": "Hjälpare till ett steg",
}  # fmt: skip
_ACTIONS = {
    "added": ("infört", "införd"),
    "changed": ("ändrat", "ändrad"),
    "removed": ("borttaget", "borttagen"),
}
_COMMON = frozenset(
    {"person", "dormancy", "study_trial", "follow_up", "chosen_day", "part_done", "step_helper"}
)
"""The tables whose words are of common gender."""
_VALUE_WORDS = {
    **{kind.value: word for kind, word in KINDS.items()},
    **FOLLOW_UPS,
    **{kind.value: word for word, kind in cells.REASONS.items()},
    **{step.value: STEPS[word] for word, step in cells.STEPS.items()},
    **{copies.value: COPIES[word] for word, copies in cells.COPIES.items()},
    **{pace.value: word for pace, word in PACES.items()},
    "request": "personen", "fk": "Försäkringskassan", "email": "mejl", "letter": "brev", "task": "en uppgift",
}  # fmt: skip


def deed_words(what: str, action: str) -> str:
    """Say what was done with what: "Beslut ändrat", "Uppföljning införd"."""
    neuter, common = _ACTIONS[action]
    return f"{TABLE_WORDS.get(what, what)} {common if what in _COMMON else neuter}"


def value_words(column: str, value: str) -> str:
    """Say a value of the log in Swedish."""
    say = _BY_COLUMN.get(column)
    return say(value) if say else _VALUE_WORDS.get(value, value)


def _weekday(value: str) -> str:
    return WEEKDAYS[int(value)] if value.isdigit() else value


def _clock(value: str) -> str:
    return value[:5].removeprefix("0").replace(":", ".")


def _extent(value: str) -> str:
    return EXTENTS.get(int(value), value) if value.isdigit() else value


_BY_COLUMN: dict[str, Callable[[str], str]] = {
    "weekday": _weekday, "second_weekday": _weekday, "hour": _clock, "at": _clock, "extent": _extent,
    "level": lambda value: f"{value}\N{NO-BREAK SPACE}%", "mobile": phone_words, "steps_alone": own_steps,
    "step": lambda value: f"steg {value.removeprefix('step')}",
}  # fmt: skip
