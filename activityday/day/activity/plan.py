"""What a month's plan begins with: everything that is known already, so that only the unknown is typed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time

from activityday.day.activity.agendas import Agenda, SegmentDraft, agenda_of
from activityday.day.activity.enums import Content, Form
from activityday.day.activity.models import Activity, Segment
from activityday.day.activity.queries import last_before, secretary_of, segments_of
from activityday.people.organisation.models import Unit


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

    Place and recorder are last month's, the chair is the secretary of the day; the theme stays empty.
    """
    return _with_people(agenda_of(host.sector, template), host, month, held_on)


def plan_from_last(host: Unit, month: date, *, held_on: date) -> Plan | None:
    """Last month's plan on this month's day, without its theme and without what was said; None when there is none."""
    last = last_before(host, month)
    if last is None:
        return None
    segments = tuple(replace(draft_of(segment), key=None) for segment in segments_of(last))
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
    )


def _with_people(agenda: Agenda, host: Unit, month: date, held_on: date) -> Plan:
    last = last_before(host, month)
    return Plan(
        held_on=held_on,
        starts_at=agenda.starts_at,
        ends_at=agenda.ends_at,
        place=host.place or (last.place if last else ""),
        theme="",
        chair=secretary_of(host, on=held_on) or (last.chair if last else ""),
        recorder=last.recorder if last else "",
        segments=agenda.segments,
    )
