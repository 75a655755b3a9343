"""The months of dues that stand as due and unpaid, as the room of dues works them out."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from activityday.contents.dues.models import Assessment
from activityday.contents.dues.queries.accounts import accounts_of
from activityday.people.organisation.models import Unit
from activityday.rules.dues_account import MonthState


def unpaid_months(unit: Unit, members: Iterable[UUID], *, on: date) -> Mapping[UUID, Sequence[date]]:
    """The whole months in arrears of each of these members of `unit` before the month of the day.

    Nobody who was never assessed is among them. A month paid in part, waived or never assessed is no such month. The
    same few queries for any number of members.
    """
    assessed = Assessment.objects.filter(member__in=list(members), voided_at__isnull=True)
    keys = list(assessed.values_list("member", flat=True).distinct().order_by())
    if not keys:
        return {}
    this = on.replace(day=1)
    return {
        key: [
            month.month
            for month in account.months
            if month.state == MonthState.ARREARS and month.month < this
        ]
        for key, account in accounts_of(keys, unit, on=on).items()
    }
