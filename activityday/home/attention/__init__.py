"""What needs a person in a branch or a town, beside its month and on its desk: in the order of the notice's chapters."""

from collections.abc import Callable
from datetime import date

from django.http import HttpRequest

from activityday.home.attention import contents, office, people, posted
from activityday.home.attention.matter import LATE, Here, Matter
from activityday.people.organisation.models import Unit

__all__ = ["Matter", "matters_of"]

SOURCES: tuple[Callable[[Here], list[Matter]], ...] = (
    people.talks_and_cases,
    people.appraisals,
    people.floating_members,
    office.ordered,
    office.statement,
    contents.problems,
    contents.meetings,
    contents.follow_ups,
    contents.topics,
    contents.service,
    contents.care,
    people.to_confirm,
    posted.objections,
    posted.dues_notice,
    posted.points_notice,
    posted.dues_notices_of_a_town,
    office.remittances,
    office.half_years,
    office.rectifications,
    office.links,
    office.checklists,
)


def matters_of(request: HttpRequest, unit: Unit, *, on: date) -> list[Matter]:
    """What waits for this reader at a branch or a town: what is late first, then in the order of the sources.

    Nothing that the reader may not see.
    """
    here = Here(request, unit, on)
    found = [matter for source in SOURCES for matter in source(here)]
    return sorted(found, key=lambda matter: matter.tone != LATE)
