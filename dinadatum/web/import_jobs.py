"""Files that are being read in, in threads of this process: how far it has come, and what became of them."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from dinadatum.errors import DinaDatumError
from dinadatum.register.importing.desk import Progress
from dinadatum.usecases.intake.import_files import ImportReport

KEPT_FOR = timedelta(hours=1)
"""So long the outcome, with the rows that were wrong, can be fetched by whoever sent the files."""
FAILED = "Något gick fel hos oss. Felet är noterat. Inget är ändrat."

log = structlog.get_logger("dinadatum.web")

Work = Callable[[Progress], ImportReport]
"""Reads files in, and tells how far it has come."""


class BusyError(DinaDatumError):
    """The same account is reading files in already."""


@dataclass(slots=True)
class Job:
    """One reading in. problem: a Swedish sentence when nothing came of it. report: when it is finished and did."""

    id: str
    owner: str
    began: datetime
    doing: str = "Börjar"
    done: int = 0
    total: int = 0
    report: ImportReport | None = None
    problem: str = ""
    finished: threading.Event = field(default_factory=threading.Event)

    def tell(self, doing: str, done: int, total: int) -> None:
        """Note how far it has come."""
        self.doing, self.done, self.total = doing, done, total


class Jobs:
    """The jobs of this process. Only the last one of each account is kept, and only in memory."""

    def __init__(self) -> None:
        """Begin with none."""
        self._by_id: dict[str, Job] = {}
        self._lock = threading.Lock()

    def start(self, owner: str, now: datetime, work: Work) -> Job:
        """Begin to read in; raises BusyError while the account's last one goes on."""
        job = Job(secrets.token_urlsafe(16), owner, now)
        with self._lock:
            mine = [each for each in self._by_id.values() if each.owner == owner]
            if any(not each.finished.is_set() for each in mine):
                raise BusyError("En inläsning pågår redan. Vänta tills den är klar.")
            self._forget(now, mine)
            self._by_id[job.id] = job
        threading.Thread(target=_run, args=(job, work), name="import", daemon=True).start()
        return job

    def find(self, job_id: str, owner: str, now: datetime) -> Job | None:
        """Return a job of one's own, or None: there is none, or it is too long ago."""
        with self._lock:
            self._forget(now, [])
            job = self._by_id.get(job_id)
        return job if job is not None and job.owner == owner else None

    def _forget(self, now: datetime, also: list[Job]) -> None:
        old = [
            each for each in self._by_id.values() if each.finished.is_set() and each.began < now - KEPT_FOR
        ]
        for each in (*old, *also):
            self._by_id.pop(each.id, None)


def _run(job: Job, work: Work) -> None:
    try:
        job.report = work(job.tell)
    except DinaDatumError as error:
        job.problem = str(error)
    except Exception as error:  # whatever it is, the page must say that it is over
        # No more than its kind: its words may hold somebody's data.
        log.error("import_failed", error=type(error).__name__)  # noqa: TRY400
        job.problem = FAILED
    finally:
        job.finished.set()
