"""Which table of points is in force in a committee."""

from datetime import date

from django.db.models import QuerySet

from activityday.judgement.points.models import PointTable
from activityday.office.policy.queries import point_table, rulebook
from activityday.people.organisation.enums import Level
from activityday.people.organisation.models import Unit
from activityday.rules.point_table import Table
from activityday.rules.point_table_reading import parse_table
from activityday.rules.points import Timeline


def timeline_of(unit: Unit) -> Timeline:
    """The rulebook's table, then what the committee of `unit` adopted, in the order of their months. One query."""
    own = tuple(as_table(row) for row in _adopted(committee_of(unit)).filter(voided_at__isnull=True))
    return Timeline(tuple(sorted((point_table(), *own), key=_since)))


def tables_of(committee: Unit) -> list[PointTable]:
    """Everything a committee ever adopted, the newest first, voided ones too."""
    return list(_adopted(committee).order_by("-since", "-made_at"))


def table_of(committee: Unit, key: int) -> PointTable | None:
    """One table that this committee adopted; None for any other."""
    return _adopted(committee).filter(pk=key).first()


def as_table(row: PointTable) -> Table:
    """A stored table as the rules read it; its clauses were checked when it was adopted."""
    return parse_table(row.content, clauses=rulebook().clauses)


def committee_of(unit: Unit) -> Unit:
    """The primary committee of a unit at or below one."""
    above: Unit | None = None if unit.level == Level.COMMITTEE else unit.committee
    return above or unit


def _adopted(committee: Unit) -> QuerySet[PointTable]:
    return PointTable.objects.filter(committee=committee).select_related("committee").order_by("since")


def _since(table: Table) -> date:
    return table.since
