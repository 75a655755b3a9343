"""How the facts of an activity read on paper."""

from collections.abc import Sequence
from datetime import date

from activityday.day.activity.models import Activity, Segment
from activityday.day.attendance.queries import ExpectedMember
from activityday.day.schedule.enums import Content
from activityday.day.schedule.queries import ScheduledDay
from activityday.documents.papers.notice import ActivityNotice, AgendaItem
from activityday.documents.papers.visits import VisitCard, VisitCards
from activityday.people.organisation.models import Unit


def hours_of(activity: Activity) -> str:
    """`09:00–12:00`, as planned: papers are printed before the day."""
    return f"{activity.planned_starts_at:%H:%M}–{activity.planned_ends_at:%H:%M}"


def notice_of(
    activity: Activity,
    segments: Sequence[Segment],
    scopes: Sequence[Unit],
    scheduled: ScheduledDay,
    *,
    issued_on: date,
) -> ActivityNotice:
    """What is posted before the day, and what the chair holds in hand (notice 一, 三)."""
    return ActivityNotice(
        unit=activity.host.name,
        held_on=activity.held_on,
        place=activity.place or "另行通知",
        theme=activity.theme or "党员活动日",
        items=tuple(
            AgendaItem(
                content=part.get_content_display(),
                form=part.get_form_display(),
                leader=part.led_by,
                minutes=part.minutes,
                # a part whose title only says its content again is not said twice
                about="" if part.title == part.get_content_display() else part.title,
                at=part.site_name,
            )
            for part in segments
        ),
        issued_on=issued_on,
        hours=hours_of(activity),
        chair=activity.chair,
        who=_everybody_of(activity, scopes),
        postponed=scheduled.reason
        if scheduled.day == activity.held_on and scheduled.day != scheduled.nominal
        else "",
    )


def cards_of(
    activity: Activity, segments: Sequence[Segment], people: Sequence[ExpectedMember], *, large: bool
) -> VisitCards:
    """The cards that are taken to `people`: one for each, with the same to read (notice 二)."""
    return VisitCards(
        month=activity.month,
        held_on=activity.held_on,
        theme=activity.theme or "党员活动日",
        learning=learning_in(segments),
        cards=tuple(
            VisitCard(
                name=person.affiliated.member.name,
                unit=person.affiliated.branch.name,
                group=person.affiliated.group.short_name if person.affiliated.group else "",
            )
            for person in people
        ),
        large=large,
    )


def learning_in(segments: Sequence[Segment]) -> list[str]:
    """What can be read at home: the materials of the agenda, and the titles of study without any; nothing twice."""
    named = (
        part.material or part.title for part in segments if part.material or part.content == Content.STUDY
    )
    return list(dict.fromkeys(named))


def _everybody_of(activity: Activity, scopes: Sequence[Unit]) -> str:
    if [scope.pk for scope in scopes] == [activity.host_id]:
        return "本支部全体党员" if activity.host.is_branch else "本党小组全体党员"
    return f"{'、'.join(scope.short_name for scope in scopes)}全体党员"
