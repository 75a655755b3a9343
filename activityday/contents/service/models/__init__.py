"""The tables of service: projects, pledges, duty posts, registrations, care."""

from activityday.contents.service.models.care import CareEntry, CareLook, CareVisit
from activityday.contents.service.models.pledges import Pledge, PledgeEntry
from activityday.contents.service.models.posts import DutyPost, PostHolding
from activityday.contents.service.models.projects import AgendaLink, Project, ProjectEntry, ProjectPerson
from activityday.contents.service.models.registrations import Registration

__all__ = [
    "AgendaLink",
    "CareEntry",
    "CareLook",
    "CareVisit",
    "DutyPost",
    "Pledge",
    "PledgeEntry",
    "PostHolding",
    "Project",
    "ProjectEntry",
    "ProjectPerson",
    "Registration",
]
