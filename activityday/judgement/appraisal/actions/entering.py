"""What is entered on the way: self-appraisals, the meeting, the count of the ballots (education 18)."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from activityday.audit.actions import Actor
from activityday.judgement.appraisal.actions.steps import (
    insert,
    last_dated,
    locked,
    log,
    log_person,
    take,
    touch,
)
from activityday.judgement.appraisal.checks import (
    LONGEST,
    check_count,
    check_dated,
    check_meeting,
    check_self,
    check_version,
    check_words,
    next_state,
)
from activityday.judgement.appraisal.drafts import Count, Meeting
from activityday.judgement.appraisal.enums import Grade, Part, State, Step
from activityday.judgement.appraisal.models import Appraised, BallotCount, BallotLine, Round
from activityday.judgement.appraisal.queries.people import people_of
from activityday.judgement.appraisal.queries.rounds import full_members_of, turnout_of, voters_of
from activityday.people.organisation.checks import Refused

SELF = "自评要在发了自评表以后、开评议会以前登记；开过会就不能再改了。"


@transaction.atomic
def write_self(
    *, round_: Round, grades: Mapping[UUID, Grade | None], base: int, by: Actor, at: datetime
) -> int:
    """Write down the grades members gave themselves, where they differ from what is kept. Returns how many. Raises Refused."""
    round_ = locked(round_)
    _check_self_open(round_)
    check_version(round_, base)
    people = people_of(round_)
    check_self(people, grades)
    changed = []
    for one in people:
        wanted = grades.get(one.pk, one.self_grade)
        if (wanted or "") != one.self_grade:
            one.self_grade = wanted or ""
            changed.append(one)
    if changed:
        Appraised.objects.bulk_update(changed, ["self_grade"])
        touch(round_)
        log("self", round_, by=by, at=at, changes={"people": len(changed)})
    return len(changed)


@transaction.atomic
def write_statement(*, round_: Round, appraised: Appraised, text: str, by: Actor, at: datetime) -> None:
    """Keep what a member wrote of themselves, sealed; empty takes it away. Raises Refused."""
    round_ = locked(round_)
    _check_self_open(round_)
    if len(text.strip()) > 10 * LONGEST:
        raise Refused(f"自评材料不超过 {10 * LONGEST} 个字，长的请附纸质的。")
    appraised.self_statement = text.strip()
    appraised.save(update_fields=["self_statement"])
    log_person("statement", round_, appraised, by=by, at=at)


@transaction.atomic
def record_meeting(*, round_: Round, meeting: Meeting, base: int, by: Actor, on: date, at: datetime) -> Round:
    """Write down the meeting: who took part and how, that everybody was spoken of. Raises Refused under half.

    Nobody is taken for present or absent: everybody on the list has a way, chosen by a person or read from the roll.
    """
    round_ = locked(round_)
    next_state(round_, Step.MEET)
    check_version(round_, base)
    check_dated(meeting.held_on, since=round_.listed_on, on=on, what="评议会日期")
    people = people_of(round_)
    for one in people:
        one.way = "" if one.part == Part.OUT else meeting.ways.get(one.pk, "")
    found = turnout_of(round_, *full_members_of(people), on=meeting.held_on)
    check_meeting(people, meeting, found)
    Appraised.objects.bulk_update(people, ["way"])
    round_.held_on, round_.activity = meeting.held_on, meeting.activity
    round_.place, round_.chair = meeting.place.strip(), meeting.chair.strip()
    round_.turnout = found.arithmetic
    take(round_, Step.MEET, dated_on=meeting.held_on, by=by, at=at)
    round_.save(update_fields=["held_on", "activity", "place", "chair", "turnout"])
    log("meet", round_, by=by, at=at, changes={"held_on": meeting.held_on})
    return round_


@transaction.atomic
def count_ballots(
    *, round_: Round, count: Count, base: int, by: Actor, on: date, at: datetime
) -> BallotCount:
    """Write down what tellers counted; a recount is another row. Raises Refused at the fields and rows that do not agree."""
    round_ = locked(round_)
    next_state(round_, Step.COUNT)
    check_version(round_, base)
    people = people_of(round_)
    check_count(people, count, voters=voters_of(round_, people))
    tellers = check_words(count.tellers, "监票人、计票人", 60)
    round_.counts.filter(is_current=True).update(is_current=False)
    row = BallotCount(
        round=round_,
        number=round_.counts.count() + 1,
        handed_out=count.papers.handed_out,
        returned=count.papers.returned,
        valid=count.papers.valid,
        tellers=tellers,
        counted_by=by.display_name,
        counted_at=at,
    )
    insert(row)
    graded = [one for one in people if one.part == Part.GRADED]
    BallotLine.objects.bulk_create(
        BallotLine(count=row, appraised=one, **vars(count.marks[one.pk])) for one in graded
    )
    take(round_, Step.COUNT, dated_on=max(on, last_dated(round_)), by=by, at=at)
    log("count", round_, by=by, at=at, changes={"number": row.number, "valid": row.valid})
    return row


def _check_self_open(round_: Round) -> None:
    if round_.state != State.SELF:
        raise Refused(SELF)
