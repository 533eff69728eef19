"""All that a life asks for, said or unsaid: every path in one list. Knows nothing of today."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from notify.life import Life
from notify.occasions import Occasion
from notify.paths.answer import answer
from notify.paths.net import safety_net
from notify.paths.new_decision import new_decision
from notify.paths.pause import pause_over
from notify.paths.steps import apply, book, notices
from notify.paths.thirty import thirty
from notify.paths.waiting import waiting
from notify.paths.welcome import welcome

# A new kind of message is a new path here and nothing else.
PATHS: tuple[Callable[[Life], Iterator[Occasion]], ...] = (
    new_decision,
    notices,
    book,
    apply,
    safety_net,
    waiting,
    answer,
    thirty,
    pause_over,
)


def occasions(life: Life) -> list[Occasion]:
    """List what is neither sent nor skipped. Before a yes it is the welcome alone; after a no, nothing."""
    paths = PATHS if life.case.consent else (welcome,)
    return [o for path in paths for o in path(life) if not life.history.spent(o.key)]
