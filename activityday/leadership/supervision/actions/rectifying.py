"""Writes of what is put right (notice 四(四)). The only place that changes a shortcoming's state."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.timezone import localdate

from activityday.audit.actions import Actor
from activityday.leadership.supervision.actions.log import log
from activityday.leadership.supervision.checks.inspecting import check_may_order, ordered_already
from activityday.leadership.supervision.checks.leaders import check_why
from activityday.leadership.supervision.checks.rectifying import (
    check_censure,
    check_censure_stands,
    check_measure,
    check_step,
    settled,
)
from activityday.leadership.supervision.enums import CensureKind, State, Step
from activityday.leadership.supervision.models import (
    Censure,
    Inspection,
    Measure,
    RectificationOrder,
    Shortcoming,
    ShortcomingStep,
)
from activityday.office.policy.queries import parameters_for
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit
from activityday.rules.rectification import Deadlines, deadlines

DAYS = ("plan_due_on", "due_on", "recheck_due_on")


@transaction.atomic
def issue_order(*, inspection: Inspection, demand: str, by: Actor, at: datetime) -> RectificationOrder:
    """Order the branch to put right what was found; the days run from today. Raises Refused, also for a second order."""
    inspection = (
        Inspection.objects.select_for_update(of=("self",))
        .select_related("unit", "unit__committee", "order")
        .get(pk=inspection.pk)
    )
    check_may_order(inspection)
    today = localdate(at)
    days = _deadlines(inspection.unit, today)
    order = RectificationOrder(
        inspection=inspection,
        committee_id=inspection.committee_id,
        year=today.year,
        number=_following(inspection.committee_id, today.year),
        issued_on=today,
        plan_due_on=days.plan_due_on,
        due_on=days.due_on,
        demand=demand.strip(),
        issued_by=by.display_name,
        issued_at=at,
    )
    try:
        with transaction.atomic():
            order.save(force_insert=True)
    except IntegrityError as error:
        raise ordered_already(inspection) from error
    for shortcoming in inspection.shortcomings.filter(state=State.FOUND).order_by("number"):
        shortcoming.plan_due_on, shortcoming.due_on = days.plan_due_on, days.due_on
        _move(shortcoming, Step.ORDER, order.label, by, at)
    log("order.issued", ("inspection", inspection.pk, order.label), inspection.unit, by, at)
    return order


@transaction.atomic
def write_measure(
    *, shortcoming: Shortcoming, text: str, owner: str, due_on: date, by: Actor, at: datetime
) -> Measure:
    """The branch says what it does, who sees to it, until when; again for another version. Raises Refused."""
    shortcoming = _locked(shortcoming)
    check_step(shortcoming, Step.PLAN)
    check_measure(shortcoming, text, owner, due_on, on=localdate(at))
    number = shortcoming.measures.count() + 1
    made = Measure(
        shortcoming=shortcoming,
        number=number,
        text=text.strip(),
        owner=owner.strip(),
        due_on=due_on,
        by_name=by.display_name,
        at=at,
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        raise settled(shortcoming) from error
    _move(shortcoming, Step.PLAN, "", by, at)
    log("measure.written", _subject(shortcoming), shortcoming.unit, by, at, {"number": number})
    return made


@transaction.atomic
def take_step(*, shortcoming: Shortcoming, step: Step, note: str, by: Actor, at: datetime) -> None:
    """Report it done, close it out, send it back, open it again, or withdraw it. Raises Refused when it is not its turn.

    What is sent back or opened again has new days, counted from today.
    """
    if step in {Step.FIND, Step.ORDER, Step.PLAN}:
        raise Refused("请选择要办的一步。")
    shortcoming = _locked(shortcoming)
    check_step(shortcoming, step, note)
    today = localdate(at)
    if step in {Step.RETURN, Step.REOPEN}:
        days = _deadlines(shortcoming.unit, today)
        shortcoming.plan_due_on, shortcoming.due_on = days.plan_due_on, days.due_on
    if step == Step.REPORT:
        recheck = parameters_for(shortcoming.unit, on=today).integer("recheck_days")
        shortcoming.recheck_due_on = deadlines(today, plan_days=recheck, days=recheck).due_on
    _move(shortcoming, step, note, by, at)
    log(f"shortcoming.{step.value}", _subject(shortcoming), shortcoming.unit, by, at)


@transaction.atomic
def write_censure(
    *,
    unit: Unit,
    kind: CensureKind,
    decided_on: date,
    decided_by: str,
    document: str,
    person: str,
    inspection: Inspection | None,
    by: Actor,
    at: datetime,
) -> Censure:
    """Write down what people decided, when and by which document; the name of a person is sealed. Raises Refused."""
    check_censure(kind, decided_on, decided_by, document, person, on=localdate(at))
    made = Censure(
        committee_id=unit.committee_id,
        unit=unit,
        inspection=inspection,
        kind=kind,
        decided_on=decided_on,
        decided_by=decided_by.strip(),
        document=document.strip(),
        person=person.strip(),
        written_by=by.display_name,
        written_at=at,
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(f"{unit.short_name}的这条{kind.label}已经登记过，不用再登。") from error
    log("censure.written", ("censure", made.pk, str(made)), unit, by, at, {"document": made.document})
    return made


@transaction.atomic
def void_censure(*, censure: Censure, why: str, by: Actor, at: datetime) -> None:
    """Declare one entered wrongly void, with the reason; it stays to be read. Raises Refused."""
    found = (
        Censure.objects.select_for_update(of=("self",))
        .select_related("unit", "unit__committee")
        .defer("person")
        .get(pk=censure.pk)
    )
    check_censure_stands(found)
    check_why(why)
    found.voided_by, found.voided_at, found.voided_why = by.display_name, at, why.strip()
    found.save(update_fields=["voided_by", "voided_at", "voided_why"])
    log("censure.voided", ("censure", found.pk, str(found)), found.unit, by, at, {"why": found.voided_why})


def _move(shortcoming: Shortcoming, step: Step, note: str, by: Actor, at: datetime) -> None:
    target = check_step(shortcoming, step, note)
    place = ShortcomingStep.objects.filter(shortcoming=shortcoming).count() + 1
    taken = ShortcomingStep(
        shortcoming=shortcoming,
        number=place,
        step=step,
        state=target,
        by_name=by.display_name,
        at=at,
        note=note.strip(),
    )
    try:
        with transaction.atomic():
            taken.save(force_insert=True)
    except IntegrityError as error:
        raise settled(shortcoming) from error
    shortcoming.state = target
    shortcoming.save(update_fields=["state", *DAYS])


def _deadlines(unit: Unit, on: date) -> Deadlines:
    now = parameters_for(unit, on=on)
    return deadlines(
        on, plan_days=now.integer("rectification_plan_days"), days=now.integer("rectification_days")
    )


def _following(committee: int, year: int) -> int:
    orders = RectificationOrder.objects.filter(committee=committee, year=year)
    return (orders.aggregate(last=Max("number"))["last"] or 0) + 1


def _locked(shortcoming: Shortcoming) -> Shortcoming:
    return (
        Shortcoming.objects.select_for_update(of=("self",))
        .select_related("unit", "unit__committee")
        .get(pk=shortcoming.pk)
    )


def _subject(shortcoming: Shortcoming) -> tuple[str, object, str]:
    return ("shortcoming", shortcoming.pk, str(shortcoming))
