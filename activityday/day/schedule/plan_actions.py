"""Writes of the annual plan and of what the town suggests."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from activityday.audit.actions import Actor, Event, record
from activityday.day.schedule.models import AnnualPlan, PlanEntry, PlanFiling, Suggestion
from activityday.day.schedule.plan import PlannedMonth, Suggested, as_json
from activityday.day.schedule.plan_checks import StalePlan, check_may_file, check_months, check_plans
from activityday.day.schedule.plan_queries import filings_of, next_number, year_of
from activityday.office.filings.actions import ask
from activityday.office.filings.enums import Kind, Verb
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit


@transaction.atomic
def keep_plan(
    *,
    unit: Unit,
    year: int,
    months: Sequence[PlannedMonth],
    drafted: Sequence[PlannedMonth],
    base_version: int,
    by: Actor,
    at: datetime,
) -> AnnualPlan:
    """Keep what is different in `months` (notice 四(一)). The first time the draft is taken up with it.

    Nothing different is no error and no new version. Raises StalePlan when another writer was first.
    """
    check_plans(unit)
    check_months(months, year)
    before = year_of(unit, year, drafted)
    different = [now for was, now in zip(before.months, months, strict=True) if was.written != now.written]
    if before.plan is not None and not different:
        return before.plan
    plan = _raised(unit, year, before.plan, drafted, base_version)
    PlanEntry.objects.bulk_create(
        PlanEntry(
            plan=plan,
            month=one.month,
            version=plan.version,
            theme=one.theme,
            contents=list(one.contents),
            form=one.form,
            in_charge=one.in_charge,
            remark=one.remark,
            changed_by=by.display_name,
            changed_at=at,
        )
        for one in different
    )
    changes = {"version": plan.version, "months": [one.month.month for one in different]}
    _log("plan_kept", plan, changes, by, at)
    return plan


@transaction.atomic
def file_plan(*, plan: AnnualPlan, by: Actor, at: datetime) -> PlanFiling:
    """Send the plan as it stands to the next level up, for the record (notice 四(一), 四(四)). Raises Refused."""
    number, on = next_number(plan), localdate(at)
    plan = AnnualPlan.objects.select_for_update(of=("self",)).select_related("unit").get(pk=plan.pk)
    months = year_of(plan.unit, plan.year).months
    sent = filings_of(plan.unit, plan.year)
    superior = check_may_file(plan, months, sent[0] if sent else None, on=on)
    filing = ask(
        kind=Kind.ANNUAL_PLAN,
        verb=Verb.RECORD,
        unit=plan.unit,
        answered_by=superior,
        subject=f"{plan.unit.short_name}{plan.year}年活动日年度计划",
        details=[
            ("报送单位", plan.unit.name),
            *((f"{one.month.month}月", _in_a_line(one)) for one in months),
        ],
        due_on=None,
        by=by,
        at=at,
    )
    filed = PlanFiling(filing=filing, plan=plan, number=number, version=plan.version, content=as_json(months))
    try:
        with transaction.atomic():
            filed.save(force_insert=True)
    except IntegrityError as error:
        raise Refused("这份计划刚刚已经有人报送，请刷新页面看看。", "notice 四(一)") from error
    _log("plan_filed", plan, {"number": number, "version": plan.version}, by, at)
    return filed


@transaction.atomic
def publish_suggestion(
    *,
    committee: Unit,
    month: date,
    suggested: Suggested,
    sectors: Sequence[str],
    by: Actor,
    at: datetime,
) -> Suggestion:
    """Suggest one thing for a month's day to all or some sectors (notice 三(一), 四(二)). Raises Refused."""
    if not suggested.title.strip():
        raise Refused("请填写题目。")
    made = Suggestion.objects.create(
        committee=committee,
        month=month,
        sectors=list(sectors),
        published_by=by.display_name,
        published_at=at,
        **vars(suggested),
    )
    changes = {"month": month, "sectors": list(sectors)}
    event = Event("schedule.suggestion_published", "suggestion", made.pk, made.title, changes)
    record(event, committee=committee.chain_code, by=by, at=at)
    return made


@transaction.atomic
def withdraw_suggestion(*, suggestion: Suggestion, by: Actor, at: datetime) -> None:
    """Take a suggestion back; what branches planned with it stays. A second time changes nothing."""
    taken = Suggestion.objects.filter(pk=suggestion.pk, withdrawn_at__isnull=True).update(
        withdrawn_by=by.display_name, withdrawn_at=at
    )
    if not taken:
        return
    event = Event("schedule.suggestion_withdrawn", "suggestion", suggestion.pk, suggestion.title)
    record(event, committee=suggestion.committee.chain_code, by=by, at=at)


def _raised(
    unit: Unit, year: int, plan: AnnualPlan | None, drafted: Sequence[PlannedMonth], base_version: int
) -> AnnualPlan:
    if plan is None:
        plan = AnnualPlan(
            committee_id=unit.committee_id, unit=unit, year=year, drafted=as_json(drafted), version=1
        )
        try:
            with transaction.atomic():
                plan.save(force_insert=True)
        except IntegrityError:
            raise _stale(unit, year) from None
        return plan
    taken = AnnualPlan.objects.filter(pk=plan.pk, version=base_version).update(version=base_version + 1)
    if not taken:
        raise _stale(unit, year)
    plan.version = base_version + 1
    return plan


def _stale(unit: Unit, year: int) -> StalePlan:
    current = AnnualPlan.objects.filter(unit=unit, year=year).values_list("version", flat=True).first()
    return StalePlan(
        "您打开这一页之后，别人改过这份计划。您填的内容还在下面，核对以后再保存一次即可。",
        version=current or 0,
    )


def _in_a_line(one: PlannedMonth) -> str:
    inside = "；".join(part for part in (one.contents_label, one.form_label) if part)
    line = f"{one.theme or '未定'}{f'（{inside}）' if inside else ''}"
    return f"{line}，{one.in_charge}" if one.in_charge else line


def _log(step: str, plan: AnnualPlan, changes: dict[str, object], by: Actor, at: datetime) -> None:
    event = Event(f"schedule.{step}", "annual_plan", plan.pk, str(plan), changes)
    record(event, committee=plan.unit.chain_code, by=by, at=at)
