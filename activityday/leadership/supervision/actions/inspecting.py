"""Writes of samples and inspections (notice 四(一), 四(四)): the seed first, then the draw, then what was seen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.timezone import localdate

from activityday.audit.actions import Actor
from activityday.audit.queries import head_of
from activityday.leadership.supervision.actions.log import log
from activityday.leadership.supervision.checks.inspecting import (
    check_may_draw,
    check_may_plan,
    check_may_record,
    check_may_sample,
    check_may_withdraw,
    check_open,
    check_seed,
    check_seed_is_new,
    planned_already,
    seed_waits,
)
from activityday.leadership.supervision.checks.leaders import check_why
from activityday.leadership.supervision.enums import Seen, State, Step
from activityday.leadership.supervision.models import (
    Inspection,
    InspectionAnswer,
    Sample,
    SampleCandidate,
    Shortcoming,
    ShortcomingStep,
)
from activityday.leadership.supervision.queries.inspecting import shares_of
from activityday.office.policy.queries import inspection_items
from activityday.people.organisation.models import Unit
from activityday.people.organisation.queries import branches_of
from activityday.rules.sampling import Candidate, draw


@dataclass(frozen=True)
class InspectionDraft:
    """What was seen, as it was typed: by the key of each item its result and words, one shortcoming a line."""

    held_on: date
    inspectors: str
    answers: Mapping[str, tuple[Seen, str]]
    summary: str = ""


@transaction.atomic
def fix_seed(*, committee: Unit, title: str, seed: str, by: Actor, at: datetime) -> Sample:
    """Fix the seed and freeze who can be drawn at what share, before anything is drawn; the log keeps it.

    Raises Refused, also while another seed waits for its draw and for a seed that was used before.
    """
    today = localdate(at)
    branches = list(branches_of(committee, on=today))
    check_seed(seed)
    check_may_sample(committee, branches)
    check_seed_is_new(committee, seed)
    last = Sample.objects.filter(committee=committee, year=today.year).aggregate(last=Max("number"))["last"]
    number = (last or 0) + 1
    sample = Sample(
        committee=committee,
        year=today.year,
        number=number,
        title=title.strip() or f"{today.year}年第{number}次抽查",
        seed=seed,
        fixed_by=by.display_name,
        fixed_at=at,
    )
    try:
        with transaction.atomic():
            sample.save(force_insert=True)
    except IntegrityError as error:
        raise seed_waits() from error
    _freeze_candidates(sample, branches, today)
    changes = {"seed": seed, "candidates": len(branches)}
    log("seed.fixed", ("sample", sample.pk, sample.title), committee, by, at, changes)
    sample.audit_code = head_of(committee.chain_code)
    sample.save(update_fields=["audit_code"])
    return sample


@transaction.atomic
def draw_sample(*, sample: Sample, planned_on: date, by: Actor, at: datetime) -> list[Inspection]:
    """Draw with the seed that was fixed, and plan a visit to each branch drawn. Raises Refused, also for a second draw."""
    sample = Sample.objects.select_for_update(of=("self",)).select_related("committee").get(pk=sample.pk)
    check_may_draw(sample, planned_on, on=localdate(at))
    candidates = list(sample.candidates.select_related("unit").order_by("position"))
    tickets = draw(sample.seed, [Candidate(one.code, one.percent) for one in candidates])
    for one, ticket in zip(candidates, tickets, strict=True):
        one.digest, one.is_drawn = ticket.digest, ticket.is_drawn
    SampleCandidate.objects.bulk_update(candidates, ["digest", "is_drawn"])
    sample.drawn_by, sample.drawn_at = by.display_name, at
    sample.save(update_fields=["drawn_by", "drawn_at"])
    drawn = [one.unit for one in candidates if one.is_drawn]
    for unit in drawn:
        check_may_plan(unit, planned_on, on=localdate(at))
    made = [_planned(unit, planned_on, sample.title, by, at, sample) for unit in drawn]
    changes = {"drawn": [unit.code for unit in drawn], "planned_on": planned_on}
    log("sample.drawn", ("sample", sample.pk, sample.title), sample.committee, by, at, changes)
    return made


@transaction.atomic
def withdraw_sample(*, sample: Sample, why: str, by: Actor, at: datetime) -> None:
    """Declare a sample void with its reason; seed and draw stay to be read. Raises Refused once somebody went."""
    sample = Sample.objects.select_for_update(of=("self",)).select_related("committee").get(pk=sample.pk)
    check_may_withdraw(sample)
    check_why(why)
    sample.withdrawn_by, sample.withdrawn_at, sample.withdrawn_why = by.display_name, at, why.strip()
    sample.save(update_fields=["withdrawn_by", "withdrawn_at", "withdrawn_why"])
    sample.inspections.filter(cancelled_at__isnull=True).update(
        cancelled_by=by.display_name, cancelled_at=at, cancelled_why="抽查已作废"
    )
    changes = {"why": sample.withdrawn_why}
    log("sample.withdrawn", ("sample", sample.pk, sample.title), sample.committee, by, at, changes)


@transaction.atomic
def plan_inspection(*, unit: Unit, planned_on: date, purpose: str, by: Actor, at: datetime) -> Inspection:
    """Plan a visit that no sample asked for. Raises Refused, also for the same visit twice."""
    check_may_plan(unit, planned_on, on=localdate(at))
    made = _planned(unit, planned_on, purpose.strip(), by, at, None)
    log("inspection.planned", _subject(made), unit, by, at, {"on": planned_on})
    return made


@transaction.atomic
def cancel_inspection(*, inspection: Inspection, why: str, by: Actor, at: datetime) -> None:
    """Nobody will go; the reason stays. Raises Refused when it was recorded or cancelled already."""
    inspection = _locked(inspection)
    check_open(inspection)
    check_why(why)
    inspection.cancelled_by, inspection.cancelled_at = by.display_name, at
    inspection.cancelled_why = why.strip()
    inspection.save(update_fields=["cancelled_by", "cancelled_at", "cancelled_why"])
    changes = {"why": inspection.cancelled_why}
    log("inspection.cancelled", _subject(inspection), inspection.unit, by, at, changes)


@transaction.atomic
def record_inspection(
    *, inspection: Inspection, draft: InspectionDraft, by: Actor, at: datetime
) -> list[Shortcoming]:
    """Write down what was seen; each line of what is wanting becomes a shortcoming. Raises Refused, also for a second time."""
    inspection, items = _locked(inspection), inspection_items()
    check_may_record(inspection, draft.answers, items, draft.held_on, on=localdate(at))
    inspection.held_on, inspection.inspectors = draft.held_on, draft.inspectors.strip()
    inspection.summary = draft.summary.strip()
    inspection.recorded_by, inspection.recorded_at = by.display_name, at
    inspection.save(update_fields=["held_on", "inspectors", "summary", "recorded_by", "recorded_at"])
    answers = [
        InspectionAnswer(
            inspection=inspection,
            position=place,
            item=item.key,
            title=item.title,
            clause=item.clause,
            seen=draft.answers[item.key][0],
            # what is wanting stands in the shortcomings; here only what was noted of the rest
            note="" if draft.answers[item.key][0] == Seen.SHORTCOMING else draft.answers[item.key][1].strip(),
        )
        for place, item in enumerate(items, start=1)
    ]
    InspectionAnswer.objects.bulk_create(answers)
    found = _found(inspection, answers, draft)
    Shortcoming.objects.bulk_create(found)
    ShortcomingStep.objects.bulk_create(
        ShortcomingStep(
            shortcoming=one, number=1, step=Step.FIND, state=State.FOUND, by_name=by.display_name, at=at
        )
        for one in found
    )
    changes = {"on": draft.held_on, "found": len(found)}
    log("inspection.recorded", _subject(inspection), inspection.unit, by, at, changes)
    return found


def _found(
    inspection: Inspection, answers: Sequence[InspectionAnswer], draft: InspectionDraft
) -> list[Shortcoming]:
    lines = [
        (answer, line.strip())
        for answer in answers
        if answer.seen == Seen.SHORTCOMING
        for line in draft.answers[answer.item][1].splitlines()
        if line.strip()
    ]
    return [
        Shortcoming(
            committee_id=inspection.committee_id,
            unit_id=inspection.unit_id,
            inspection=inspection,
            number=number,
            title=answer.title,
            clause=answer.clause,
            text=line,
        )
        for number, (answer, line) in enumerate(lines, start=1)
    ]


def _freeze_candidates(sample: Sample, branches: Sequence[Unit], on: date) -> None:
    shares = shares_of(branches, on=on)
    SampleCandidate.objects.bulk_create(
        SampleCandidate(
            sample=sample,
            unit=branch,
            position=place,
            code=branch.code,
            name=branch.name,
            percent=shares[branch.pk].percent,
            reason=shares[branch.pk].sentence,
        )
        for place, branch in enumerate(branches, start=1)
    )


def _planned(
    unit: Unit, planned_on: date, purpose: str, by: Actor, at: datetime, sample: Sample | None
) -> Inspection:
    made = Inspection(
        committee_id=unit.committee_id,
        unit=unit,
        sample=sample,
        planned_on=planned_on,
        purpose=purpose,
        made_by=by.display_name,
        made_at=at,
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        raise planned_already(unit, planned_on) from error
    return made


def _locked(inspection: Inspection) -> Inspection:
    return (
        Inspection.objects.select_for_update(of=("self",))
        .select_related("unit", "unit__committee")
        .get(pk=inspection.pk)
    )


def _subject(inspection: Inspection) -> tuple[str, object, str]:
    return ("inspection", inspection.pk, str(inspection))
