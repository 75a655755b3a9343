"""Who may do what where, for everybody to read; and who reaches one unit."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from activityday.people.accounts import queries
from activityday.people.accounts.access import Request, allowed, for_every_user
from activityday.people.accounts.enums import Role
from activityday.people.accounts.permissions import TABLE, Permission, Reach
from activityday.people.organisation.models import Unit


@for_every_user
def table(request: HttpRequest) -> HttpResponse:
    """The table of sentences: for each post, what it may do and how far."""
    roles = [
        {
            "label": role.label,
            "sentences": [
                {"reach": reach, "permissions": [item.value for item in Permission if item in found]}
                for reach in Reach
                if (found := _within(role, reach))
            ],
        }
        for role in Role
    ]
    return render(request, "accounts/permissions.html", {"roles": roles})


def _within(role: Role, reach: Reach) -> frozenset[Permission]:
    """All that the sentences of one role say for one reach."""
    said = (sentence.permissions for sentence in TABLE[role] if sentence.reach == reach)
    return frozenset[Permission]().union(*said)


@allowed(Permission.VIEW_UNIT)
def unit(request: Request, unit: Unit) -> HttpResponse:
    """Who can see this unit, who can change it: by permission, with the names."""
    rows = queries.who_may(unit, on=timezone.localdate())
    return render(request, "accounts/unit_permissions.html", {"unit": unit, "rows": rows.items()})
