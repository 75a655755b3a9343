"""Life meetings: what is prepared, who is expected, what the roll says of who came."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet

from activityday.contents.review.drafts import Seen
from activityday.contents.review.enums import Body, LifeState, ProblemState
from activityday.contents.review.models import GatheredOpinion, LifeEntry, LifeMeeting, LifePerson, Problem
from activityday.contents.review.queries.counting import HAPPENED
from activityday.contents.review.queries.talks import talks_before
from activityday.day.activity.enums import Form
from activityday.day.activity.models import Activity, Segment
from activityday.day.attendance.enums import State as Roll
from activityday.day.attendance.models import RollEntry
from activityday.office.policy.queries import parameters_for
from activityday.people.organisation.models import Unit
from activityday.people.roster.enums import ConditionKind, PostKind
from activityday.people.roster.models import Member
from activityday.people.roster.queries import SEALED, Affiliated, affiliated, posts_in
from activityday.rules.review import (
    LifeCount,
    LifeReading,
    Prepared,
    QuorumReading,
    Remark,
    life_meetings,
    presence,
)

SEGMENTS = 12


@dataclass(frozen=True)
class LifePart:
    """One life meeting as it concerns one member: there or not."""

    held_on: date
    was_present: bool


def life_meetings_of(unit: Unit, year: int | None = None) -> QuerySet[LifeMeeting]:
    """The life meetings at or below `unit` that were not called off, the newest first; of one year if given."""
    found = LifeMeeting.objects.filter(unit__path__startswith=unit.path).exclude(state=LifeState.CALLED_OFF)
    if year is not None:
        found = found.filter(Q(held_on__year=year) | Q(held_on__isnull=True, planned_on__year=year))
    return (
        found.defer("points")
        .select_related("unit", "unit__committee", "group")
        .order_by("-planned_on", "unit__path", "pk")
    )


def life_meeting_of(unit: Unit, key: UUID) -> LifeMeeting | None:
    """One life meeting of `unit` itself with its people, opinions, problems and steps; None for any other."""
    people = LifePerson.objects.select_related("member").defer(*SEALED).order_by("position", "pk")
    problems = Problem.objects.exclude(state=ProblemState.STRUCK).select_related("member")
    return (
        LifeMeeting.objects.filter(unit=unit, pk=key)
        .select_related("unit", "unit__committee", "group", "activity", "activity__host", "segment", "notice")
        .prefetch_related(
            Prefetch("people", people),
            Prefetch("opinions", GatheredOpinion.objects.order_by("number")),
            Prefetch("problems", problems.defer(*SEALED).order_by("found_on", "pk")),
            Prefetch("entries", LifeEntry.objects.order_by("number")),
        )
        .first()
    )


def open_life_meeting(unit: Unit) -> LifeMeeting | None:
    """The life meeting of `unit` that is being prepared, the nearest day first."""
    found = LifeMeeting.objects.filter(unit=unit, state=LifeState.PREPARED)
    return found.defer("points").order_by("planned_on", "pk").first()


def life_count(unit: Unit, year: int, *, on: date) -> LifeCount:
    """How many life meetings the year needs and has, as seen on the day."""
    reading = LifeReading(parameters_for(unit, on=on).choice("life_meeting_reading"))
    days = LifeMeeting.objects.filter(unit=unit, held_on__year=year).values_list("held_on", flat=True)
    # held group by group, one round is one meeting of the branch
    rounds = {(day.year, day.month): day for day in days if day}
    return life_meetings(rounds.values(), year=year, on=on, reading=reading)


def life_segments(unit: Unit, *, on: date) -> list[Segment]:
    """The parts 组织生活会 of this and last year's activity days that have begun and that no life meeting is about yet."""
    taken = LifeMeeting.objects.filter(segment__isnull=False).exclude(held_on=None).values("segment")
    found = Segment.objects.filter(
        activity__scopes__unit__path__startswith=unit.path,
        activity__scopes__is_live=True,
        activity__month__gte=date(on.year - 1, 1, 1),
        activity__held_on__lte=on,
        form=Form.LIFE_MEETING,
        activity__state__in=HAPPENED,
    ).exclude(pk__in=taken)
    found = found.select_related("activity", "activity__host").distinct()
    return list(found.order_by("-activity__held_on", "position")[:SEGMENTS])


def expected_people(meeting: LifeMeeting, *, on: date) -> list[Affiliated]:
    """Who should come on the day: the members of branch or group, or the committee; in roster order, without the suspended."""
    place = meeting.group if meeting.body == Body.GROUP and meeting.group else meeting.unit
    people = [
        person for person in affiliated([place], on=on) if ConditionKind.SUSPENDED not in person.conditions
    ]
    if meeting.body != Body.COMMITTEE:
        return people
    committee = committee_of(meeting.unit, on=on)
    return [person for person in people if person.member.pk in committee]


def committee_of(unit: Unit, *, on: date) -> dict[UUID, Member]:
    """The secretary and the committee members of a branch on the day, the secretary first."""
    posts = posts_in(unit, on=on)
    return {post.member_id: post.member for post in posts if post.kind != PostKind.GROUP_LEADER}


def seen_in(activity: Activity | None) -> Mapping[UUID, bool]:
    """Who signed in on the activity day: True present, False not; empty where nobody was recorded."""
    if activity is None:
        return {}
    rows = RollEntry.objects.filter(activity=activity).values_list("member_id", "state")
    return {member: state in {Roll.PRESENT, Roll.OTHER_MEANS} for member, state in rows}


def seen_of(meeting: LifeMeeting) -> dict[UUID, Seen]:
    """What is recorded of each person, out of what `life_meeting_of` loaded."""
    return {
        row.member_id: Seen(row.was_present, row.criticised_self, row.criticised_others)
        for row in meeting.people.all()
    }


def life_parts_of_many(members: Iterable[UUID], year: int, *, until: date) -> dict[UUID, list[LifePart]]:
    """By member: the life meetings of a year held up to the day for which they stand on the record, in order of time.

    One query for any number; who stands on none is missing.
    """
    rows = (
        LifePerson.objects.filter(
            member__in=list(members), meeting__held_on__year=year, meeting__held_on__lte=until
        )
        .exclude(meeting__state=LifeState.CALLED_OFF)
        .order_by("meeting__held_on", "meeting_id")
    )
    found: dict[UUID, list[LifePart]] = {}
    for member, held_on, was_present in rows.values_list("member_id", "meeting__held_on", "was_present"):
        if held_on is not None:
            found.setdefault(member, []).append(LifePart(held_on, was_present))
    return found


def prepared_of(meeting: LifeMeeting) -> Prepared:
    """What is known of a life meeting, out of what `life_meeting_of` loaded; one more query."""
    people, problems = list(meeting.people.all()), list(meeting.problems.all())
    return Prepared(
        has_theme=bool(meeting.theme),
        has_chair=bool(meeting.chair),
        talks=talks_before(meeting),
        opinions=len(meeting.opinions.all()),
        problems=len(problems),
        is_held=meeting.is_held,
        secretary_first=meeting.secretary_first,
        present=sum(row.was_present for row in people),
        without_criticism=sum(row.was_present and not row.criticised_self for row in people),
        absent_not_told=sum(not row.was_present and row.told_on is None for row in people),
        problems_without_measures=sum(one.state == ProblemState.LISTED for one in problems),
        is_posted=meeting.notice_id is not None or bool(meeting.told_how),
    )


def life_states(unit: Unit, year: int) -> dict[int, tuple[int, int]]:
    """By branch at or below `unit`: how many life meetings of the year are held, and how many prepared; one query."""
    rows = (
        life_meetings_of(unit, year)
        .order_by()
        .values_list("unit")
        .annotate(held=Count("pk", filter=Q(held_on__isnull=False)), all=Count("pk"))
    )
    return {key: (held, everything - held) for key, held, everything in rows}


def roll_people(
    meeting: LifeMeeting, segment: Segment | None, *, on: date
) -> tuple[list[Affiliated], Mapping[UUID, bool]]:
    """Who should have come on the day, and what the roll of the activity says of them."""
    return expected_people(meeting, on=on), seen_in(segment.activity if segment else None)


def presence_of(meeting: LifeMeeting) -> Remark | None:
    """What the number of voting members present calls for; None before it is held, and for a committee's own."""
    if not meeting.is_held or meeting.body == Body.COMMITTEE:
        return None
    voting = [row for row in meeting.people.all() if row.may_vote]
    now = parameters_for(meeting.unit, on=meeting.held_on or meeting.planned_on)
    reading = QuorumReading(now.choice("life_meeting_quorum_reading"))
    return presence(len(voting), sum(row.was_present for row in voting), reading=reading)
