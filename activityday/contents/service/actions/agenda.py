"""A project and the month's activity: into its agenda, out of its roll, and the result into its record."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from activityday.audit.actions import Actor
from activityday.contents.service.actions.entries import insert, log
from activityday.contents.service.actions.projects import append, finish, locked, move, took_part
from activityday.contents.service.checks import check_may_place, check_taken_place
from activityday.contents.service.drafts import ResultDraft
from activityday.contents.service.enums import ProjectStep
from activityday.contents.service.models import AgendaLink, Project
from activityday.day.activity.actions import add_segment, note_points
from activityday.day.activity.agendas import SegmentDraft
from activityday.day.activity.checks import may_change
from activityday.day.activity.enums import Content, Form
from activityday.day.activity.models import Activity, Segment
from activityday.day.activity.queries import activity_for
from activityday.day.attendance.enums import State as Seen
from activityday.day.attendance.queries import expected_at, within
from activityday.people.organisation.checks import Refused

MINUTES = 60
MOST_MINUTES = 180


@transaction.atomic
def place_in_month(*, project: Project, month: date, by: Actor, at: datetime) -> Segment:
    """Put the project into the agenda of the branch's month as a part of content 服务党员群众; again is no error.

    Raises Refused while nothing was prepared, and once the activity is closed.
    """
    project = locked(project)
    activity = check_may_place(activity_for(project.unit, month))
    move(project, ProjectStep.PLACE)
    link = AgendaLink.objects.filter(project=project, activity=activity).select_related("segment").first()
    if link is not None and link.segment is not None:
        return link.segment
    segment = add_segment(activity=activity, part=_part(project), by=by, at=at)
    days = _hold_on(project, activity)
    if link is None:
        insert(AgendaLink(project=project, activity=activity, segment=segment))
    else:
        link.segment = segment
        link.save(update_fields=["segment"])
    project.save(update_fields=["state", "version", "starts_on", "ends_on"])
    append(project, ProjectStep.PLACE, f"{month.year}年{month.month}月活动日{days}", by, at)
    log("project_placed", project, project.unit, by, at, {"activity": activity.pk})
    return segment


@transaction.atomic
def finish_project(
    *, project: Project, draft: ResultDraft, base_version: int, by: Actor, at: datetime
) -> str:
    """Write what came of a project and who took part; the words go into the record of the activity whose agenda it
    stands in, where nothing is written yet. Returns the month whose record got them, or nothing. Raises Refused.
    """
    project = finish(project=project, draft=draft, base_version=base_version, by=by, at=at)
    written = _into_record(project, by, at)
    log("project_finished", project, project.unit, by, at, {"people": len(draft.people)})
    return written


@transaction.atomic
def write_into_record(*, project: Project, by: Actor, at: datetime) -> str:
    """The result into the record of the activity, for a project that was done before. Raises Refused when it cannot."""
    project = locked(project)
    if not project.result:
        raise Refused("这个项目还没有写结果，办结以后再写进纪实。")
    written = _into_record(project, by, at)
    if not written:
        raise Refused(
            "没有可以写的环节：议程里没有它，或者纪实里已经写了要点，或者活动还没有开始、已经归档。"
        )
    return written


@transaction.atomic
def take_over_people(*, project: Project, activity: Activity, by: Actor, at: datetime) -> int:
    """Those who were present at the activity took part in the project (nobody is taken off); returns how many are new.

    Raises Refused before the roll is finished, and for an activity in whose agenda the project does not stand.
    """
    project = locked(project)
    if not AgendaLink.objects.filter(project=project, activity=activity).exists():
        raise Refused("这个项目没有放进这次活动的议程。")
    check_taken_place(activity)
    present = [
        one.affiliated.member.pk
        for one in within(expected_at(activity, on=activity.held_on), project.unit)
        if one.state == Seen.PRESENT
    ]
    added = took_part(project, present, only_add=True)
    if not added:
        return 0
    move(project, ProjectStep.TAKE_OVER)
    project.save(update_fields=["state", "version"])
    append(project, ProjectStep.TAKE_OVER, f"照{activity.month.month}月活动日的签到，记下 {added} 人", by, at)
    log("project_people_taken_over", project, project.unit, by, at, {"people": added})
    return added


def _hold_on(project: Project, activity: Activity) -> str:
    """A project that was to begin after the activity in whose agenda it stands begins on that day; says so in words."""
    day = activity.held_on
    if project.done_on is not None or project.starts_on <= day:
        return ""
    if project.ends_on == project.starts_on:
        project.ends_on = day
    project.starts_on = day
    return f"，时间改到{day.month}月{day.day}日"


def record_open(link: AgendaLink, on: date) -> bool:
    """Whether the link's part still waits for its words. `activity` and `segment` are loaded."""
    segment, activity = link.segment, link.activity
    is_empty = segment is not None and not segment.points.strip()
    return is_empty and may_change(activity) and activity.held_on <= on


def _into_record(project: Project, by: Actor, at: datetime) -> str:
    links = AgendaLink.objects.filter(project=project).select_related("activity", "segment")
    for link in links.order_by("-activity__month"):
        # only one record: the newest that waits
        if link.segment is None or not record_open(link, localdate(at)):
            continue
        try:
            with transaction.atomic():
                is_written = note_points(segment=link.segment, points=project.result, by=by, at=at)
        except Refused:
            continue
        if is_written:
            return f"{link.activity.month.year}年{link.activity.month.month}月"
    return ""


def _part(project: Project) -> SegmentDraft:
    minutes = min(int(project.hours * 60), MOST_MINUTES) or MINUTES
    return SegmentDraft(Content.SERVICE, Form(project.kind), project.title, minutes)
