"""The Swedish of the log: what was done, and with what."""

from __future__ import annotations

ACTIONS = {
    "added": "lade till",
    "backup": "gjorde en säkerhetskopia",
    "changed": "ändrade",
    "closed": "låste",
    "confirmed": "bekräftade",
    "done": "gjorde klart",
    "exported": "tog ut som fil",
    "found": "fick upp i en sökning",
    "login": "loggade in",
    "login_refused": "släpptes inte in",
    "noted": "antecknade",
    "password": "gav nytt lösenord",
    "put_off": "sköt upp",
    "refused": "fick inte se",
    "released": "släppte i väg",
    "removed": "tog bort",
    "restored": "lade tillbaka en kopia av",
    "rotated": "bytte",
    "second_factor_off": "tog bort andra faktorn",
    "second_factor_on": "slog på andra faktorn",
    "tied": "sa vems det var",
    "read_as": "sa vad det betyder",
    "undone": "ångrade",
    "unlocked": "öppnade",
    "viewed": "såg",
    "withdrawn": "drog tillbaka",
    "written": "skrev för hand",
}
SUBJECTS = {
    "account": "konto",
    "audit": "loggen",
    "calendar": "kalenderns adress",
    "case": "ärende",
    "caseworker": "handläggare",
    "caseworker_absence": "frånvaro",
    "chosen_day": "vald dag",
    "database": "registret",
    "copy_choice": "om ombud får veta",
    "decision": "beslut",
    "dormancy": "vilande",
    "expiries": "utgångar",
    "follow_up": "uppföljning",
    "handover": "byte av handläggare",
    "consent": "samtycke",
    "keys": "nycklar",
    "message": "meddelande",
    "morning_mail": "morgonmejl",
    "ombud": "ombud",
    "part_done": "del av steg",
    "person": "personuppgifter",
    "quality": "datakvalitet",
    "reply": "svar",
    "statistics": "statistik",
    "step": "steg",
    "step_helper": "vem som hjälper till med ett steg",
    "study_trial": "prövotid",
    "task": "uppgift",
    "tick_batch": "snabb avstämning",
}


def action_words(action: str) -> str:
    """Say what was done. A word that isn't known is shown as the log has it."""
    return ACTIONS.get(action, action)


def subject_words(what: str) -> str:
    """Say with what it was done."""
    return SUBJECTS.get(what, what)
