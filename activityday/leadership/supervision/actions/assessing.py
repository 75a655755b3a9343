"""Writes of an assessment (notice 四(四)): every figure and every word is entered by people; nothing is worked out."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from activityday.audit.actions import Actor
from activityday.leadership.supervision.actions.log import log
from activityday.leadership.supervision.checks.assessing import (
    check_ballots,
    check_may_close,
    check_may_decide,
    check_may_open,
    check_round_open,
    opened_already,
    points_of,
)
from activityday.leadership.supervision.enums import Grade
from activityday.leadership.supervision.models import AssessedSecretary, AssessmentRound
from activityday.leadership.supervision.models.assessing import BALLOTS
from activityday.leadership.supervision.queries.evidence import evidence_of_many
from activityday.people.organisation.models import Unit
from activityday.people.roster.enums import PostKind
from activityday.people.roster.models import Post
from activityday.people.roster.queries import SEALED, in_force
from activityday.rules.ballots import Ballots


@transaction.atomic
def open_round(
    *,
    committee: Unit,
    year: int,
    branches: Sequence[Unit],
    statements_due_on: date,
    by: Actor,
    at: datetime,
) -> AssessmentRound:
    """Begin the year's assessment of the secretaries of these branches, with the names the roster knows. Raises Refused."""
    check_may_open(committee, year, branches)
    made = AssessmentRound(
        committee=committee,
        year=year,
        statements_due_on=statements_due_on,
        opened_by=by.display_name,
        opened_at=at,
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        raise opened_already(year) from error
    names = _secretaries(branches, localdate(at))
    AssessedSecretary.objects.bulk_create(
        AssessedSecretary(round=made, unit=branch, position=place, name=names.get(branch.pk, ""))
        for place, branch in enumerate(branches, start=1)
    )
    log("round.opened", _subject(made), committee, by, at, {"secretaries": len(branches)})
    return made


@transaction.atomic
def write_statement(*, assessed: AssessedSecretary, text: str, by: Actor, at: datetime) -> None:
    """The secretary's points, one a line; may be written anew until the round is closed. Raises Refused."""
    assessed = _locked(assessed)
    check_round_open(assessed.round)
    assessed.points = "\n".join(points_of(text))
    assessed.points_by, assessed.points_at = by.display_name, at
    assessed.save(update_fields=["points", "points_by", "points_at"])
    log("statement.written", _one(assessed), assessed.unit, by, at)


@transaction.atomic
def count(*, assessed: AssessedSecretary, ballots: Ballots, by: Actor, at: datetime) -> None:
    """Enter what was counted from the paper forms; the sums must agree. A correction keeps the old figures in the log."""
    assessed = _locked(assessed)
    check_round_open(assessed.round)
    check_ballots(ballots)
    before = [getattr(assessed, name) for name in BALLOTS]
    for name in BALLOTS:
        setattr(assessed, name, getattr(ballots, name))
    assessed.counted_by, assessed.counted_at = by.display_name, at
    assessed.save(update_fields=[*BALLOTS, "counted_by", "counted_at"])
    changes = {name: [old, getattr(ballots, name)] for name, old in zip(BALLOTS, before, strict=True)}
    log("ballots.counted", _one(assessed), assessed.unit, by, at, changes)


@transaction.atomic
def decide(
    *,
    assessed: AssessedSecretary,
    name: str,
    grade: Grade,
    comment: str,
    decided_on: date,
    document: str,
    by: Actor,
    at: datetime,
) -> None:
    """Write down the committee's result and comment. Raises Refused before the forms were counted or after the end."""
    assessed = _locked(assessed)
    check_round_open(assessed.round)
    check_may_decide(assessed, name, decided_on, on=localdate(at))
    changes = {"grade": [assessed.grade, grade.value]}
    assessed.name, assessed.grade, assessed.comment = name.strip(), grade, comment.strip()
    assessed.decided_on, assessed.document = decided_on, document.strip()
    assessed.decided_by, assessed.decided_at = by.display_name, at
    assessed.save(
        update_fields=["name", "grade", "comment", "decided_on", "document", "decided_by", "decided_at"]
    )
    log("result.written", _one(assessed), assessed.unit, by, at, changes)


@transaction.atomic
def close_round(*, round_: AssessmentRound, by: Actor, at: datetime) -> None:
    """End the round: the evidence is frozen as it stands, the secretaries may read their result. Raises Refused."""
    found = (
        AssessmentRound.objects.select_for_update(of=("self",))
        .select_related("committee", "committee__committee")
        .get(pk=round_.pk)
    )
    secretaries = list(found.secretaries.select_related("unit").order_by("position"))
    check_may_close(found, secretaries)
    sheets = evidence_of_many([one.unit for one in secretaries], found.year, on=localdate(at))
    for one in secretaries:
        one.evidence = sheets[one.unit_id].as_json()
    AssessedSecretary.objects.bulk_update(secretaries, ["evidence"], batch_size=200)
    found.closed_by, found.closed_at = by.display_name, at
    found.save(update_fields=["closed_by", "closed_at"])
    log("round.closed", _subject(found), found.committee, by, at)


def _secretaries(branches: Sequence[Unit], on: date) -> dict[int, str]:
    posts = Post.objects.filter(in_force(on), unit__in=branches, kind=PostKind.SECRETARY)
    rows = posts.select_related("member").defer(*SEALED).order_by("-starts_on", "-pk")
    return {post.unit_id: post.member.name for post in rows}


def _locked(assessed: AssessedSecretary) -> AssessedSecretary:
    return (
        AssessedSecretary.objects.select_for_update(of=("self",))
        .select_related("round", "unit", "unit__committee")
        .get(pk=assessed.pk)
    )


def _subject(round_: AssessmentRound) -> tuple[str, object, str]:
    return ("assessment_round", round_.pk, str(round_))


def _one(assessed: AssessedSecretary) -> tuple[str, object, str]:
    return ("assessed_secretary", assessed.pk, f"{assessed.round}：{assessed.unit.short_name}")
