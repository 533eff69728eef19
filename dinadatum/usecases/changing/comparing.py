"""Two runs of the coming year beside each other: which messages come, go, move or get other words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time

from dinadatum.usecases.looks.simulation import SimulatedMessage


@dataclass(frozen=True, slots=True)
class MessagePair:
    """A message before and after. Only one of them: it goes, or it comes."""

    before: SimulatedMessage | None
    after: SimulatedMessage | None

    @property
    def moved(self) -> bool:
        """Tell whether it is another day or time."""
        one, other = self.before, self.after
        return one is not None and other is not None and (one.day, one.time) != (other.day, other.time)


@dataclass(frozen=True, slots=True)
class MessageMoves:
    """What happens to the coming messages, each list in order of day. same: how many are as they were."""

    come: tuple[SimulatedMessage, ...]
    go: tuple[SimulatedMessage, ...]
    changed: tuple[MessagePair, ...]
    same: int


def compare(before: Iterable[SimulatedMessage], after: Iterable[SimulatedMessage]) -> MessageMoves:
    """Pair messages about the same thing to the same receiver, in order; what is left comes or goes."""
    old, new = _by_matter(before), _by_matter(after)
    pairs = [pair for matter in old.keys() | new.keys() for pair in _pairs(old[matter], new[matter])]
    both = [pair for pair in pairs if pair.before and pair.after]
    changed = [
        pair for pair in both if pair.before and pair.after and _said(pair.before) != _said(pair.after)
    ]
    return MessageMoves(
        come=_in_order(pair.after for pair in pairs if pair.before is None),
        go=_in_order(pair.before for pair in pairs if pair.after is None),
        changed=tuple(sorted(changed, key=_first)),
        same=len(both) - len(changed),
    )


def _by_matter(messages: Iterable[SimulatedMessage]) -> defaultdict[tuple[str, ...], list[SimulatedMessage]]:
    found: defaultdict[tuple[str, ...], list[SimulatedMessage]] = defaultdict(list)
    for message in messages:
        found[(message.recipient, message.key_date)].append(message)
    return found


def _pairs(old: list[SimulatedMessage], new: list[SimulatedMessage]) -> list[MessagePair]:
    """Pair first what stays as it is, then what stays on its day, then what says the same another day."""
    left, fresh, pairs = list(old), list(new), list[MessagePair]()
    for alike in (_said, _when, _template):
        for message in tuple(left):
            match = next((other for other in fresh if alike(other) == alike(message)), None)
            if match is not None:
                left.remove(message)
                fresh.remove(match)
                pairs.append(MessagePair(message, match))
    gone = [MessagePair(message, None) for message in left]
    return [*pairs, *gone, *(MessagePair(None, message) for message in fresh)]


def _template(message: SimulatedMessage) -> object:
    return message.template


def _said(message: SimulatedMessage) -> tuple[object, ...]:
    return (message.day, message.time, message.road, message.text)


def _when(message: SimulatedMessage) -> tuple[date, time]:
    return (message.day, message.time)


def _first(pair: MessagePair) -> tuple[date, time]:
    return _when(pair.after or pair.before)  # type: ignore[arg-type]  # one of them is there


def _in_order(messages: Iterable[SimulatedMessage | None]) -> tuple[SimulatedMessage, ...]:
    return tuple(sorted((m for m in messages if m is not None), key=_when))
