"""The targets of the measurements, and the table that says which of them are reached. A missed target is not a failure."""

from collections.abc import Callable
from dataclasses import dataclass

import harness
from harness import format_ratio


@dataclass(frozen=True)
class Target:
    """What a measurement should reach: at least the floor, and better the aim. Less is better if the aim is below the floor."""

    name: str
    floor: float
    aim: float
    format: Callable = format_ratio

    def row(self, measured):
        return [self.name, self.format(measured), self.format(self.floor), self.format(self.aim), self._result(measured)]

    def _result(self, measured):
        sign = -1 if self.aim < self.floor else 1
        if measured * sign >= self.aim * sign:
            return "aim reached"
        return "floor reached" if measured * sign >= self.floor * sign else "missed"


def target_table(results):
    """Returns a table with a row for each target. The results are pairs of a target and the number that was measured."""
    return harness.table(["target", "measured", "floor", "aim", "result"], [target.row(measured) for target, measured in results])
