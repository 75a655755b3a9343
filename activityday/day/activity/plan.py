"""What a month's plan begins with: everything that is known already, so that only the unknown is typed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time

from activityday.day.activity.agendas import Agenda, SegmentDraft, agenda_of
from activityday.day.activity.enums import Content, Form
from activityday.day.activity.models import Activity, Segment
from activityday.day.activity.queries import last_before, secretary_of, segments_of
from activityday.day.schedule.plan import PlannedMonth, Suggested
from activityday.day.schedule.plan_queries import planned_for, suggestions_for
from activityday.people.organisation.models import Unit

LONGEST_TITLE, USUAL_MINUTES = 100, 40
USUAL_FORMS = {
    Content.STUDY: Form.COLLECTIVE_STUDY,
    Content.ANALYSIS: Form.CRITICISM,
    Content.DELIBERATION: Form.OPINIONS,
    Content.SERVICE: Form.VOLUNTEERING,
    Content.DUES: Form.DUES,
}


@dataclass(frozen=True)
class Plan:
    """A plan as a person sees it on one page."""

    held_on: date
    starts_at: time
    ends_at: time
    place: str
    theme: str
    chair: str
    recorder: str
    segments: tuple[SegmentDraft, ...]


def plan_from_agenda(host: Unit, month: date, *, held_on: date, template: str = "") -> Plan:
    """A plan on the suggested agenda of code `template`, else the sector's usual one (notice 三).

    Place and recorder are last month's, the chair is the secretary of the day; theme and contents are those of the
    year's plan and of the town's suggestions, where there are any.
    """
    return _with_people(agenda_of(host.sector, template), host, month, held_on)


def plan_from_last(host: Unit, month: date, *, held_on: date) -> Plan | None:
    """Last month's plan on this month's day, without its theme and without what was said; None when there is none."""
    last = last_before(host, month)
    if last is None:
        return None
    segments = tuple(_anew(segment) for segment in segments_of(last, with_sites=True))
    agenda = Agenda("", "", last.planned_starts_at, last.planned_ends_at, segments)
    return _with_people(agenda, host, month, held_on)


def plan_of(activity: Activity, segments: Sequence[Segment]) -> Plan:
    """The plan that is kept."""
    return Plan(
        held_on=activity.held_on,
        starts_at=activity.planned_starts_at,
        ends_at=activity.planned_ends_at,
        place=activity.place,
        theme=activity.theme,
        chair=activity.chair,
        recorder=activity.recorder,
        segments=tuple(draft_of(segment) for segment in segments),
    )


def draft_of(segment: Segment) -> SegmentDraft:
    """A kept segment as it stands on the plan's page."""
    return SegmentDraft(
        content=Content(segment.content),
        form=Form(segment.form),
        title=segment.title,
        minutes=segment.minutes,
        led_by=segment.led_by,
        material=segment.material,
        key=segment.pk,
        material_version_id=segment.material_version_id,
        site_id=segment.site_id,
        site_name=segment.site_name,
    )


def _anew(segment: Segment) -> SegmentDraft:
    """A part of an earlier agenda for a new one; what was taken out of the directory since is not copied."""
    draft = replace(draft_of(segment), key=None)
    if segment.site is not None and segment.site.is_withdrawn:
        return replace(draft, site_id=None, site_name="")
    return draft


def as_planned(
    segments: Sequence[SegmentDraft], planned: PlannedMonth | None, suggested: Sequence[Suggested]
) -> tuple[SegmentDraft, ...]:
    """An agenda with what the town suggests and what the year's plan says put in, so that nothing is typed twice.

    A suggestion takes the place of the first part of its kind; a planned kind that no part has becomes a part of its
    own, and the first part of a planned kind takes the plan's form and theme. New parts stand before the dues.
    """
    found, taken = list(segments), set[int]()
    for one in suggested:
        part = SegmentDraft(
            Content(one.content),
            Form(one.form),
            one.title,
            one.minutes,
            material=one.material,
            material_version_id=one.material_version_id,
        )
        taken.add(_put(found, part, taken))
    if planned is not None and not suggested:
        for number, kind in enumerate(kind for kind in planned.contents if kind != Content.DUES):
            _put_planned(found, planned, Content(kind), is_first=number == 0)
    return tuple(found)


def _put(found: list[SegmentDraft], part: SegmentDraft, taken: set[int]) -> int:
    """Where the part stands now: in the place of the first free one of its kind, else new before the dues."""
    for place, old in enumerate(found):
        if old.content == part.content and place not in taken:
            found[place] = part
            return place
    place = next((n for n, old in enumerate(found) if old.content == Content.DUES), len(found))
    found.insert(place, part)
    return place


def _put_planned(found: list[SegmentDraft], planned: PlannedMonth, kind: Content, *, is_first: bool) -> None:
    place = next((n for n, old in enumerate(found) if old.content == kind), None)
    form = Form(planned.form) if planned.form and is_first else None
    if place is None:
        title = planned.theme or str(kind.label)
        part = SegmentDraft(kind, form or USUAL_FORMS[kind], title[:LONGEST_TITLE], USUAL_MINUTES)
        _put(found, part, set())
    elif is_first:
        old = found[place]
        found[place] = replace(old, form=form or old.form, title=planned.theme or old.title)


def _with_people(agenda: Agenda, host: Unit, month: date, held_on: date) -> Plan:
    last = last_before(host, month)
    planned = planned_for(host, month)
    suggested = suggestions_for(host, [month]).get(month, [])
    theme = planned.theme if planned else suggested[0].title if suggested else ""
    return Plan(
        held_on=held_on,
        starts_at=agenda.starts_at,
        ends_at=agenda.ends_at,
        place=host.place or (last.place if last else ""),
        theme=theme,
        chair=secretary_of(host, on=held_on) or (last.chair if last else ""),
        recorder=last.recorder if last else "",
        segments=as_planned(agenda.segments, planned, suggested),
    )
