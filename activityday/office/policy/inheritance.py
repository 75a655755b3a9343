"""How what each level of the tree set differently comes down to a unit. No database, no clock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from activityday.rules.parameters import Amendment, Parameters, Rulebook, resolve


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
        """The amendments that speak of the place and the day, from the top of the tree down."""
        ends = range(self.step, len(place.path) + 1, self.step)
        spoken = (one for end in ends for one in self.by_path.get(place.path[:end], ()))
        return tuple(one for one in spoken if one.holds(on, place.sector))

    def _resolved(self, amendments: tuple[Amendment, ...], sector: str, on: date) -> Parameters:
        key = (amendments, sector, on)
        if key not in self.kept:
            self.kept[key] = resolve(self.rulebook, on=on, sector=sector, amendments=amendments)
        return self.kept[key]
