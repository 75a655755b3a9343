"""The months of dues that stand as due and unpaid, as the room of dues works them out."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from activityday.people.roster.queries import Affiliated


def unpaid_months(people: Iterable[Affiliated], *, on: date) -> Mapping[UUID, Sequence[date]]:
    """The months in arrears of each of these people on the day."""
    del people, on
    return {}
