"""What can go wrong, how often, and how often it did."""

from __future__ import annotations

import random
import threading
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum


class Trouble(StrEnum):
    """One thing that can go wrong, in the words of the report."""

    TIMEOUT_AFTER = "leverantören tar emot, svaret kommer för sent"
    ERROR_500_AFTER = "leverantören tar emot, svarar 500"
    CLOSED_MID_BODY = "leverantören tar emot, bryter mitt i svaret"
    CLOSED_AFTER = "leverantören tar emot, bryter utan svar"
    HANGS = "leverantören hänger och tar inte emot"
    TOO_MANY = "leverantören svarar 429"
    ERROR_503 = "leverantören svarar 503"
    NO_ANSWER = "leverantören svarar inte på en fråga"
    TWICE = "kvittot kommer två gånger"
    OUT_OF_ORDER = "kvittona kommer i fel ordning"
    BEFORE_ANSWER = "kvittot kommer före svaret"
    NEVER = "kvittot kommer aldrig"
    DIES_BEFORE_CLAIM = "avsändaren dör innan raden tas"
    DIES_AFTER_CLAIM = "avsändaren dör när raden är tagen"
    DIES_AFTER_ATTEMPT = "avsändaren dör när försöket är skrivet"
    DIES_CALL_ARRIVED = "avsändaren dör mitt i anropet, före ja"
    DIES_CALL_TAKEN = "avsändaren dör mitt i anropet, efter ja"
    DIES_AFTER_ANSWER = "avsändaren dör efter ja, innan det skrivs"
    DIES_AFTER_SETTLE = "avsändaren dör när allt är skrivet"
    CUT = "databasen bryter mitt i en transaktion"
    CUT_BEFORE_COMMIT = "databasen bryter när det ska sparas"
    CUT_AFTER_COMMIT = "databasen bryter när det är sparat, före svaret"
    FULL = "disken är full"
    TWO_SERVICES = "två tjänster är i gång samma dag"


class Died(BaseException):
    """A sender is gone: like kill -9, nothing in the product hears of it."""


@dataclass(slots=True)
class Luck:
    """Draws what goes wrong. share: of the chances of each trouble. counts: what went wrong so far."""

    share: float
    seed: int
    counts: Counter[Trouble] = field(default_factory=Counter)
    peace: bool = False
    _random: random.Random = field(init=False)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)

    def hits(self, trouble: Trouble, times: float = 1.0) -> bool:
        """Tell whether it goes wrong now. times: more or less often than the share."""
        if self.peace or self._random.random() >= self.share * times:
            return False
        with self._lock:
            self.counts[trouble] += 1
        return True

    def one_of(self, *troubles: Trouble) -> Trouble | None:
        """Draw at most one of some troubles, each as often as the share says."""
        return next((trouble for trouble in troubles if self.hits(trouble)), None)

    def die(self, trouble: Trouble) -> None:
        """Die here, or not."""
        if self.hits(trouble):
            raise Died(trouble)


@dataclass(slots=True)
class Moment:
    """The clock of a simulated world: stands still until somebody moves it."""

    at: datetime

    def now(self) -> datetime:
        """Return the instant."""
        return self.at

    def wait(self, time: timedelta) -> None:
        """Let time pass."""
        self.at += time
