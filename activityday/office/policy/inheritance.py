"""How what each level of the tree set differently comes down to a unit. No database, no clock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from activityday.rules.parameters import (
    Amendment,
    NotAllowed,
    Parameters,
    Rulebook,
    Value,
    check_amendment,
    resolve,
)


@dataclass(frozen=True)
class Place:
    """Where a unit stands: its path in the tree, and the sector whose values hold for it."""

    path: str
    sector: str


@dataclass(frozen=True)
class Inheritance:
    """The rulebook and all amendments by the path of the unit that made them, each path's in the order of days."""

    rulebook: Rulebook
    by_path: Mapping[str, Sequence[Amendment]]
    step: int
    kept: dict[tuple[tuple[Amendment, ...], str, date], Parameters] = field(default_factory=dict)

    def parameters(self, place: Place, *, on: date) -> Parameters:
        """What holds at `place` on the day. Units that inherit the same things share one answer."""
        return self._resolved(self._binding(place, on), place.sector, on)

    def above(self, place: Place, *, on: date) -> Parameters:
        """What would hold at `place` if the unit itself had amended nothing."""
        return self.parameters(Place(place.path[: -self.step], place.sector), on=on)

    def with_amendment(self, path: str, amendment: Amendment) -> "Inheritance":
        """The same with one more amendment by the unit at `path`."""
        own = sorted([*self.by_path.get(path, ()), amendment], key=lambda one: one.since)
        return Inheritance(self.rulebook, {**self.by_path, path: own}, self.step)

    def _binding(self, place: Place, on: date) -> tuple[Amendment, ...]:
        """The amendments that hold, from the top down. One that its superior has overtaken since does not hold."""
        kept: list[Amendment] = []
        for end in range(self.step, len(place.path) + 1, self.step):
            own = [one for one in self.by_path.get(place.path[:end], ()) if one.holds(on, place.sector)]
            if own:
                above = self._resolved(tuple(kept), place.sector, on)
                kept += [one for one in own if self._is_allowed(one, above)]
        return tuple(kept)

    def _is_allowed(self, amendment: Amendment, above: Parameters) -> bool:
        parameter = self.rulebook.parameters.get(amendment.key)
        if parameter is None:
            return False
        try:
            check_amendment(parameter, above.values[amendment.key], amendment.value)
        except NotAllowed:
            return False
        return True

    def _resolved(self, amendments: tuple[Amendment, ...], sector: str, on: date) -> Parameters:
        key = (amendments, sector, on)
        if key not in self.kept:
            self.kept[key] = resolve(self.rulebook, on=on, sector=sector, amendments=amendments)
        return self.kept[key]


def shown(rulebook: Rulebook, key: str, value: Value) -> str:
    """A value as the office says it: 星期一, 第1个, or as the parameter itself shows it."""
    if key == "weekday" and isinstance(value, int):
        return f"星期{'一二三四五六日'[value - 1]}"
    if key == "ordinal":
        return f"第{value}个"
    return rulebook.parameters[key].shown(value)
