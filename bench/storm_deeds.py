"""What the threads of a storm do, each as the product does it: one deed is one click, one tick or one file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bench import storm_desk as desk
from bench import storm_machine as machine
from bench.storm_hands import Hands


@dataclass(frozen=True, slots=True)
class Deed:
    """Something a thread may do. weight: how often."""

    do: Callable[[Hands], bool]
    weight: float


_DEEDS: Mapping[Callable[[Hands], bool], float] = {
    machine.look_today: 2,
    machine.second_rounds: 1,
    machine.send: 3,
    machine.receipt: 3,
    machine.reply: 4,
    machine.read: 3,
    desk.form: 8,
    desk.task: 5,
    desk.ticks: 2,
    desk.untick: 1,
    desk.take_in: 2,
    desk.hand_over: 1,
    desk.move: 1,
    desk.write_by_hand: 1,
    desk.settle_by_hand: 1,
    desk.inbox: 1,
    machine.guard_day: 1,
    desk.release: 1,
    desk.calendar: 0.5,
    desk.absence: 0.5,
    machine.alarms: 0.5,
    machine.rotate: 0.3,
    machine.count_and_fill: 0.3,
}
DEEDS = tuple(Deed(do, weight) for do, weight in _DEEDS.items())
