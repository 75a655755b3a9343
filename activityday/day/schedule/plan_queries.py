"""Plans of units, and what the town suggests: always starting from a unit."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, QuerySet

from activityday.day.schedule.models import AnnualPlan, PlanEntry, PlanFiling, Suggestion
from activityday.day.schedule.plan import PlannedMonth, Suggested, from_json
from activityday.office.filings.enums import State
from activityday.office.policy.queries import places_of
from activityday.people.organisation.enums import Level
from activityday.people.organisation.models import Unit
from activityday.people.organisation.queries import superior_of


@dataclass(frozen=True)
class Year:
    """A unit's year: what is in force month by month, and the plan behind it; no plan while nobody kept one."""

    plan: AnnualPlan | None
    months: tuple[PlannedMonth, ...]

    @property
    def is_kept(self) -> bool:
        """Whether somebody took the draft up."""
        return self.plan is not None

    @property
    def version(self) -> int:
        """The version that the page shows; 0 for a draft."""
        return self.plan.version if self.plan else 0


def plan_of(unit: Unit, year: int) -> AnnualPlan | None:
    """The plan that was kept, or None."""
    return AnnualPlan.objects.select_related("unit", "unit__committee").filter(unit=unit, year=year).first()


def year_of(unit: Unit, year: int, draft: Sequence[PlannedMonth] = ()) -> Year:
    """What is in force: the changes over the draft that was taken up, or `draft` while nobody took one up. Two queries."""
    plan = plan_of(unit, year)
    if plan is None:
        return Year(None, tuple(draft))
    changed = _changed(plan)
    months = tuple(changed.get(month.month, month) for month in from_json(plan.drafted))
    return Year(plan, months)


def planned_for(unit: Unit, month: date) -> PlannedMonth | None:
    """What `unit` planned for the month (a Party group: its branch); None while nothing was planned."""
    if unit.level == Level.GROUP:
        unit = superior_of(unit) or unit
    found = next((one for one in year_of(unit, month.year).months if one.month == month), None)
    return None if found is None or found.is_empty else found


def changes_of(plan: AnnualPlan) -> list[PlanEntry]:
    """Who changed which month when, the newest first."""
    return list(plan.entries.order_by("-version", "month"))


def filings_of(unit: Unit, year: int) -> list[PlanFiling]:
    """What was sent up of a year's plan, the newest first."""
    found = PlanFiling.objects.filter(plan__unit=unit, plan__year=year)
    return list(found.select_related("filing", "filing__answered_by", "plan").order_by("-number"))


def filed_states(units: Iterable[Unit], year: int) -> dict[int, PlanFiling]:
    """By unit id: the newest filing of the year's plan that was not withdrawn. One query."""
    rows = (
        PlanFiling.objects.filter(plan__unit__in=[unit.pk for unit in units], plan__year=year)
        .exclude(filing__state=State.WITHDRAWN)
        .select_related("filing", "plan")
        .defer("content")
        .order_by("number")
    )
    return {row.plan.unit_id: row for row in rows}


def next_number(plan: AnnualPlan) -> int:
    """The place of the next filing."""
    return int(plan.filings.aggregate(last=Max("number"))["last"] or 0) + 1


def suggestions_for(unit: Unit, months: Iterable[date]) -> dict[date, list[Suggested]]:
    """What the town suggests to `unit`, by month, in the order in which it was published. Two queries at most."""
    sector = places_of([unit])[unit.pk].sector
    found: dict[date, list[Suggested]] = defaultdict(list)
    for row in suggested_in(unit, months):
        if not row.sectors or sector in row.sectors:
            found[row.month].append(_suggested(row))
    return dict(found)


def suggested_in(unit: Unit, months: Iterable[date]) -> QuerySet[Suggestion]:
    """What the committee of `unit` suggests for these months to anybody, in order; nothing withdrawn."""
    found = Suggestion.objects.filter(
        committee=unit.committee_id, month__in=list(months), withdrawn_at__isnull=True
    )
    return found.select_related("material_version").order_by("month", "pk")


def suggestion_of(committee: Unit, key: int) -> Suggestion | None:
    """One suggestion of this committee, or None."""
    return Suggestion.objects.filter(committee=committee, pk=key).first()


def _changed(plan: AnnualPlan) -> dict[date, PlannedMonth]:
    return {
        row.month: PlannedMonth(
            row.month, row.theme, tuple(row.contents), row.form, row.in_charge, row.remark
        )
        for row in plan.entries.order_by("version")
    }


def _suggested(row: Suggestion) -> Suggested:
    return Suggested(row.content, row.form, row.title, row.minutes, row.material, row.material_version_id)
