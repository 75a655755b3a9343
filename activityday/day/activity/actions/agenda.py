"""What other rooms put into an activity: a part of its agenda, and what was said in it when that is written down already."""

from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from activityday.audit.actions import Actor
from activityday.day.activity.actions.entries import VERSION, log, raise_version
from activityday.day.activity.actions.plan import ASIDE
from activityday.day.activity.actions.record import bullets
from activityday.day.activity.agendas import SegmentDraft
from activityday.day.activity.checks import check_held, check_may_add, check_may_change
from activityday.day.activity.enums import Content
from activityday.day.activity.models import Activity, Segment
from activityday.day.activity.queries import segments_of


@transaction.atomic
def add_segment(*, activity: Activity, part: SegmentDraft, by: Actor, at: datetime) -> Segment:
    """Put one more part into a kept agenda, before the dues (notice 三): for rooms whose matter belongs into the day.

    A part of the same content, form and title that stands there already is the answer to a second click.
    Raises Refused once the activity is closed or cancelled, or when the agenda is full.
    """
    activity.refresh_from_db()
    check_may_change(activity)
    kept = segments_of(activity)
    same = (str(part.content), str(part.form), part.title)
    for segment in kept:
        if (segment.content, segment.form, segment.title) == same:
            return segment
    check_may_add(kept)
    activity.version = raise_version(activity, activity.version)
    place = next((n for n, one in enumerate(kept) if one.content == Content.DUES), len(kept))
    columns = {name: value for name, value in asdict(part).items() if name != "key"}
    added = Segment(activity=activity, **columns)
    _stand_in_order(activity, [*kept[:place], added, *kept[place:]])
    titles = [segment.title for segment in kept]
    changes = {"segments": [titles, [*titles[:place], added.title, *titles[place:]]]}
    log("plan_amended", activity, {**changes, VERSION: activity.version}, by=by, at=at)
    return added


@transaction.atomic
def note_points(*, segment: Segment, points: str, by: Actor, at: datetime) -> bool:
    """Write what was said in a part where nothing is written yet (notice 四(四)); whether it was written.

    `points`: one point per line. What somebody wrote already stays. Raises Refused before the activity begins and
    once it is closed.
    """
    activity = Activity.objects.select_for_update().get(pk=segment.activity_id)
    check_may_change(activity)
    check_held(activity.held_on, activity.starts_at, at=at)
    if not bullets(points):
        return False
    written = Segment.objects.filter(pk=segment.pk, points="").update(points=bullets(points))
    if not written:
        return False
    version = raise_version(activity, activity.version)
    log("recorded", activity, {"points": [segment.title], VERSION: version}, by=by, at=at)
    segment.points = bullets(points)
    return True


def _stand_in_order(activity: Activity, parts: list[Segment]) -> None:
    # out of the way first, so that no two ever stand on one place
    for number, part in enumerate(parts, start=1):
        if part.pk:
            Segment.objects.filter(pk=part.pk).update(position=ASIDE + number)
    for number, part in enumerate(parts, start=1):
        part.position = number
        if part.pk:
            part.save(update_fields=["position"])
        else:
            part.save(force_insert=True)
