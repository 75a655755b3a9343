"""How a circular names branches: 兴塘村（3月、5月）、柳堤村（4月）; in the order given, never by a figure."""

from collections.abc import Container, Mapping, Sequence
from datetime import date

from activityday.leadership.supervision.circulars import NONE
from activityday.people.organisation.models import Unit


def branches_with(branches: Sequence[Unit], said: Container[int]) -> list[Unit]:
    """Those of `branches` that something is said of, in their order."""
    return [one for one in branches if one.pk in said]


def listed(named: Sequence[Unit], said: Mapping[int, Sequence[str]]) -> str:
    """The branches with what is said of each; 没有 for none."""
    words = [
        f"{one.short_name}（{'、'.join(said[one.pk])}）" if said[one.pk] else one.short_name for one in named
    ]
    return "、".join(words) or NONE


def short_day(day: date) -> str:
    """7月10日."""
    return f"{day.month}月{day.day}日"
