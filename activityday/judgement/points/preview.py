"""What a committee's new table would do to this year's sums: numbers of people only, nobody by name."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date

from activityday.judgement.points.queries.people import people_of
from activityday.judgement.points.queries.sums import MemberPoints, worked_out
from activityday.judgement.points.queries.tables import timeline_of
from activityday.people.organisation.models import Unit
from activityday.rules.point_table import Table
from activityday.rules.points import Timeline


@dataclass(frozen=True)
class Effect:
    """Of how many members' sums how many would change, and by which rows; `tried_from` is the month it was tried from."""

    people: int
    changed: int
    left_out: int
    by_rule: tuple[tuple[str, int], ...]
    tried_from: date


def effect_of(committee: Unit, proposed: Table, *, on: date) -> Effect:
    """The year of the day under the tables in force, and with `proposed` beside them.

    A table that begins later is tried out on the months that are there, as if it held from January: there is nothing
    else to try it on. A fixed number of queries for any number of members and branches.
    """
    january = date(on.year, 1, 1)
    tried = proposed if proposed.since <= on else replace(proposed, since=january)
    tables = timeline_of(committee)
    others = [table for table in tables.tables if table.since != tried.since]
    after = Timeline(tuple(sorted([*others, tried], key=lambda table: table.since)))
    people = people_of(committee, on.year, on=on)
    old = worked_out(people, committee, on.year, on=on, tables=tables).points
    new = worked_out(people, committee, on.year, on=on, tables=after).points
    pairs = list(zip(old, new, strict=True))
    labels = {rule.key: rule.label for table in (*tables.tables, tried) for rule in table.rules}
    moved = Counter(key for before, now in pairs for key in _moved(before, now))
    return Effect(
        people=len(people),
        changed=sum(before.total.points != now.total.points for before, now in pairs),
        left_out=sum(not now.is_scored for _, now in pairs),
        by_rule=tuple((label, moved[key]) for key, label in labels.items() if moved[key]),
        tried_from=tried.since,
    )


def _moved(before: MemberPoints, now: MemberPoints) -> set[str]:
    old, new = _by_rule(before), _by_rule(now)
    return {key for key in {*old, *new} if old[key] != new[key]}


def _by_rule(points: MemberPoints) -> Counter[str]:
    sums: Counter[str] = Counter()
    for entry in points.derived:
        sums[entry.rule.key] += int(entry.points * 2)
    return sums
