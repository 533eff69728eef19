"""The tables: what we know (facts) and what we did (ledger, tasks, log).

Days are inclusive on both ends. Secret columns are encrypted at rest. Every change to a Fact is audited by
register/audit.py; a Fact's version grows with each change.
"""

from dinadatum.register.tables.base import NAMES, Base, Fact, Meta, PersonFact
from dinadatum.register.tables.derived import Counted, CountedExpiry, Expiry, Finding, ImportMark
from dinadatum.register.tables.desk import (
    Account,
    Audit,
    CalendarFeed,
    Heartbeat,
    MorningMail,
    TickBatch,
    TickRow,
    WebSession,
)
from dinadatum.register.tables.facts import (
    ChosenDay,
    Decision,
    Dormancy,
    FollowUp,
    Handover,
    Ombud,
    PartDone,
    Step,
    StepHelper,
    StudyTrial,
)
from dinadatum.register.tables.messages import MISSED_ROWS, OPEN_ROWS, Message, Reply, Task
from dinadatum.register.tables.people import (
    Caseworker,
    CaseworkerAbsence,
    Consent,
    CopyChoice,
    Person,
    PersonWord,
)

__all__ = [
    "MISSED_ROWS",
    "NAMES",
    "OPEN_ROWS",
    "Account",
    "Audit",
    "Base",
    "CalendarFeed",
    "Caseworker",
    "CaseworkerAbsence",
    "ChosenDay",
    "Consent",
    "CopyChoice",
    "Counted",
    "CountedExpiry",
    "Decision",
    "Dormancy",
    "Expiry",
    "Fact",
    "Finding",
    "FollowUp",
    "Handover",
    "Heartbeat",
    "ImportMark",
    "Message",
    "Meta",
    "MorningMail",
    "Ombud",
    "PartDone",
    "Person",
    "PersonFact",
    "PersonWord",
    "Reply",
    "Step",
    "StepHelper",
    "StudyTrial",
    "Task",
    "TickBatch",
    "TickRow",
    "WebSession",
]
